"""Schools: locations where pupils go, and their part in regions."""

from schools.models.levels import TECHNICAL_PROFILES, Level, LevelsBasis, Profile
from schools.models.names import SchoolName
from schools.models.participation import SchoolParticipation
from schools.models.queries import SchoolQuerySet, open_participations
from schools.models.school import School

__all__ = [
    "TECHNICAL_PROFILES",
    "Level",
    "LevelsBasis",
    "Profile",
    "School",
    "SchoolName",
    "SchoolParticipation",
    "SchoolQuerySet",
    "open_participations",
]
