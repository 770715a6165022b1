"""Agreements of a region: their period, lead organisation, funding and status."""

from regions.models.agreements.agreement import Agreement, AgreementKind, EndWording
from regions.models.agreements.choosing import (
    agreement_to_describe,
    described_agreement_first,
    states_of,
)
from regions.models.agreements.funding import FundingPeriod, ProgrammeLine
from regions.models.agreements.organisations import Organisation, OrganisationName
from regions.models.agreements.states import IS_AHEAD, AgreementState, by_mark, mark_on

__all__ = [
    "IS_AHEAD",
    "Agreement",
    "AgreementKind",
    "AgreementState",
    "EndWording",
    "FundingPeriod",
    "Organisation",
    "OrganisationName",
    "ProgrammeLine",
    "agreement_to_describe",
    "by_mark",
    "described_agreement_first",
    "mark_on",
    "states_of",
]
