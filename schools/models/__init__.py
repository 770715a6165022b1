"""Schools (one row per location), their participations in regions, and figures."""

from schools.models.evidence import GoalFigure
from schools.models.figures import Figure, Indicator, Unit
from schools.models.levels import TECHNICAL_PROFILES, Level, LevelsBasis, Profile, ProfilesBasis
from schools.models.names import SchoolName
from schools.models.participation import SchoolParticipation
from schools.models.queries import SchoolQuerySet, open_participations
from schools.models.school import School

__all__ = [
    "TECHNICAL_PROFILES",
    "Figure",
    "GoalFigure",
    "Indicator",
    "Level",
    "LevelsBasis",
    "Profile",
    "ProfilesBasis",
    "School",
    "SchoolName",
    "SchoolParticipation",
    "SchoolQuerySet",
    "Unit",
    "open_participations",
]
