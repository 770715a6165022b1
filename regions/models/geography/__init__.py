"""Municipalities, the places in them and the postcodes of those places.

Imports run from here downward: municipality, succession, place, doubt; the foreign keys back up
name their model.
"""

from regions.models.geography.doubt import Doubt, PostcodeDoubt, Verdict
from regions.models.geography.located import Located
from regions.models.geography.municipality import Municipality, Province
from regions.models.geography.outline import Boundary, Neighbour
from regions.models.geography.place import Place, PostcodeArea, sure_point_of
from regions.models.geography.succession import MunicipalitySuccession, is_part_of, part_of

__all__ = [
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
