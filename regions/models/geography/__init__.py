"""Municipalities, their places, and the postcodes of those places.

A module may import only later ones in this order: outline, municipality, succession, place, doubt.
A foreign key in the other direction names its model as a string.
"""

from regions.models.geography.doubt import Doubt, PostcodeDoubt, Verdict
from regions.models.geography.located import Located
from regions.models.geography.municipality import PROVINCE_UNKNOWN, Municipality, Province
from regions.models.geography.outline import Boundary, Neighbour
from regions.models.geography.place import Place, PostcodeArea, sure_point_of
from regions.models.geography.succession import MunicipalitySuccession, is_part_of, part_of

__all__ = [
    "PROVINCE_UNKNOWN",
    "Boundary",
    "Doubt",
    "Located",
    "Municipality",
    "MunicipalitySuccession",
    "Neighbour",
    "Place",
    "PostcodeArea",
    "PostcodeDoubt",
    "Province",
    "Verdict",
    "is_part_of",
    "part_of",
    "sure_point_of",
]
