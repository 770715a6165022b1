"""Models of regions, municipalities and agreements, one file per subject."""

from regions.directory import OldSlug
from regions.models.agreements import (
    Agreement,
    AgreementKind,
    AgreementState,
    FundingPeriod,
    Organisation,
    OrganisationName,
    ProgrammeLine,
)
from regions.models.assignment_changes import AssignmentChange, AssignmentEvent
from regions.models.channels import Channel, ChannelKind
from regions.models.confirmations import Confirmation
from regions.models.documents import Document, RegionDocument
from regions.models.erasures import ERASED, Erasure
from regions.models.former_users import FormerUser, FormerUserChange
from regions.models.geography import (
    Boundary,
    Municipality,
    MunicipalitySuccession,
    Neighbour,
    Place,
    PostcodeArea,
    PostcodeDoubt,
    Province,
)
from regions.models.goals import Evidence, Goal, GoalDocument
from regions.models.participation import MunicipalityParticipation, Participation
from regions.models.people import Assignment, Contact
from regions.models.pictures import People, Picture, Pictured
from regions.models.preview import Preview
from regions.models.region import Region, RegionKind
from regions.models.themes import RegionTheme, Theme
from regions.writing.changing import ContentVersion

__all__ = [
    "ERASED",
    "Agreement",
    "AgreementKind",
    "AgreementState",
    "Assignment",
    "AssignmentChange",
    "AssignmentEvent",
    "Boundary",
    "Channel",
    "ChannelKind",
    "Confirmation",
    "Contact",
    "ContentVersion",
    "Document",
    "Erasure",
    "Evidence",
    "FormerUser",
    "FormerUserChange",
    "FundingPeriod",
    "Goal",
    "GoalDocument",
    "Municipality",
    "MunicipalityParticipation",
    "MunicipalitySuccession",
    "Neighbour",
    "OldSlug",
    "Organisation",
    "OrganisationName",
    "Participation",
    "People",
    "Picture",
    "Pictured",
    "Place",
    "PostcodeArea",
    "PostcodeDoubt",
    "Preview",
    "ProgrammeLine",
    "Province",
    "Region",
    "RegionDocument",
    "RegionKind",
    "RegionTheme",
    "Theme",
]
