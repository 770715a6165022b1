"""Pictures, which have no page of their own.

They are loaded before the rows that show them, so those of the demo have no region.
"""

from regions.directory import Fixture, register_rows
from regions.models import Picture

register_rows(Picture, Fixture("picture", ("name",), settable=("digest", "width", "height")))
