"""Members of a region that are its lead organisation, recognised by their name.

Outside the members of that region, a namesake may be another organisation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.db.models import QuerySet

from regions.clock import AsOf
from regions.directory import sources_of
from regions.models import Agreement, AgreementState, Participation, Region
from regions.sheets.facts import Fact, Subject
from regions.taking_part import STATED


class Named(Protocol):
    folded_name: str


Member = TypeVar("Member", bound=Named)


@dataclass(frozen=True, slots=True)
class Led:
    """An agreement and its lead."""

    region: Region
    agreement: Agreement
    state: AgreementState
    is_certain: bool  # False as of a past date on which the agreement may not have started
    is_by_board: bool = False  # the lead is the board of the school

    @property
    def url(self) -> str:
        return f"{self.region.get_absolute_url()}#{self.agreement.anchor}"


def member_of_lead(agreement: Agreement | None, members: Iterable[Member]) -> Member | None:
    """Return the only member with the name of the lead; None if there are several."""
    lead = agreement.lead_organisation if agreement else None
    if lead is None:
        return None
    named = {member for member in members if member.folded_name == lead.folded_name}
    return named.pop() if len(named) == 1 else None


def led_by_name(name: str, regions: Iterable[Region], members: QuerySet, as_of: AsOf) -> list[Led]:
    """Agreements of these regions whose lead has this folded name.

    `members` are all open participations of that kind; a region with two members of this name is
    skipped, as it is unknown which of them is the lead.
    """
    led = [
        row
        for region in regions
        for row in _agreements(region, as_of)
        if (lead := row.agreement.lead_organisation) and lead.folded_name == name
    ]
    if not led:
        return []
    several = _with_namesakes(name, [row.region for row in led], members)
    return [row for row in led if row.region.pk not in several]


def led_by_board(board: int, regions: Iterable[Region], as_of: AsOf) -> list[Led]:
    return [
        Led(row.region, row.agreement, row.state, row.is_certain, is_by_board=True)
        for region in regions
        for row in _agreements(region, as_of)
        if row.agreement.lead_organisation_id == board
    ]


def led_facts(subject: Subject, led: Iterable[Led]) -> list[Fact]:
    return [
        subject.fact(
            "schoolbestuur is penvoerder van" if row.is_by_board else "penvoerder van",
            row.region.name,
            how_known=STATED,
            note=row.state.label,
            sources=sources_of([row.agreement]),
        )
        for row in led
    ]


def _agreements(region: Region, as_of: AsOf) -> list[Led]:
    return [
        Led(region, agreement, state, agreement.had_lead(as_of))
        for agreement, state in region.states_on(as_of)
        if agreement.lead_organisation_id and not (as_of.is_past and agreement.is_ahead(as_of.on))
    ]


def _with_namesakes(name: str, regions: Iterable[Region], members: QuerySet) -> set[int]:
    model: type[Participation] = members.model
    field = model.member_field
    rows = members.filter(region__in=regions, **{f"{field}__folded_name": name}).order_by()
    keys = set(rows.values_list("region", field))
    found = [region for region, _ in keys]
    return {region for region in found if found.count(region) > 1}
