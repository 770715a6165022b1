"""What a region's page shows, gathered in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from partners.models import by_kind
from regions.directory import sources_of
from regions.models import (
    Agreement,
    AgreementState,
    MunicipalityParticipation,
    Organisation,
    Region,
)
from regions.taking_part import TakingPart, derived_in_regions

STORIES, NEWS, COMING_EVENTS, PAST_EVENTS = 4, 6, 20, 10


@dataclass
class RegionPage:
    """One region, from `Region.objects.for_page()`, on one day.

    What belongs to schools, partners and news it finds through the region's reverse relations.
    """

    region: Region
    day: date

    @cached_property
    def states(self) -> list[tuple[Agreement, AgreementState]]:
        return self.region.states_on(self.day)

    @cached_property
    def agreement(self) -> Agreement | None:
        return self.region.agreement_on(self.day)

    @cached_property
    def state(self) -> AgreementState | None:
        """How the agreement to speak of stands; asks only for the region's agreements."""
        return dict(self.states)[self.agreement] if self.agreement else None

    @property
    def lead(self) -> Organisation | None:
        return self.agreement.lead_organisation if self.agreement else None

    @cached_property
    def _schools(self) -> list[Any]:
        return list(self.region.school_participations.for_region_page(self.day))

    @cached_property
    def schools(self) -> list[Any]:
        """Open participations, by place; a closed school is among the former ones."""
        return [
            row
            for row in self._schools
            if row.is_open(self.day) and not row.school.is_closed(self.day)
        ]

    @cached_property
    def former_schools(self) -> list[tuple[Any, str]]:
        """Participations that ended, each with how: the school left, or it closed."""
        return [
            (row, f"deed mee tot en met {row.until}")
            if row.is_former(self.day)
            else (row, f"school gesloten: {row.school.closed_on}")
            for row in self._schools
            if row.is_former(self.day) or row.school.is_closed(self.day)
        ]

    @cached_property
    def _partners(self) -> list[Any]:
        return list(self.region.partner_participations.for_region_page(self.day))

    @cached_property
    def partners(self) -> list[Any]:
        return by_kind(row for row in self._partners if row.is_open(self.day))

    @cached_property
    def former_partners(self) -> list[Any]:
        return [row for row in self._partners if row.is_former(self.day)]

    @cached_property
    def _municipalities(self) -> list[MunicipalityParticipation]:
        rows = self.region.municipality_participations.select_related("municipality__boundary")
        return list(rows.order_by("municipality__folded_name", "municipality__code"))

    @cached_property
    def stated(self) -> list[TakingPart]:
        return [
            TakingPart(row.municipality, self.region, row)
            for row in self._municipalities
            if row.is_open(self.day)
        ]

    @cached_property
    def derived(self) -> list[TakingPart]:
        return derived_in_regions(self.day, [self.region], self.stated, with_outlines=True)

    @cached_property
    def former_municipalities(self) -> list[MunicipalityParticipation]:
        return [row for row in self._municipalities if row.is_former(self.day)]

    @cached_property
    def stories(self) -> list[Any]:
        articles = self.region.articles.published(self.day).for_list()
        return list(articles.filter(kind="verhaal")[:STORIES])

    @cached_property
    def news(self) -> list[Any]:
        articles = self.region.articles.published(self.day).for_list()
        return list(articles.exclude(kind="verhaal")[:NEWS])

    @cached_property
    def coming(self) -> list[Any]:
        events = self.region.events.published(self.day).for_list()
        return list(events.coming(self.day)[:COMING_EVENTS])

    @cached_property
    def past(self) -> list[Any]:
        events = self.region.events.published(self.day).for_list()
        return list(events.past(self.day)[:PAST_EVENTS])

    @cached_property
    def confirmed(self) -> dict[str, date]:
        return self.region.confirmations.latest_per_block()

    @property
    def contents(self) -> list[tuple[str, str]]:
        """The blocks this page has, by anchor and title, in their order; one needs no contents."""
        blocks = [
            ("scholen", "Scholen", self.schools or self.former_schools),
            ("doelen", "Doelen", self.region.goals.all()),
            ("partners", "Bedrijven en partners", self.partners or self.former_partners),
            ("gemeenten", "Gemeenten", self.stated or self.derived or self.former_municipalities),
            ("overeenkomst", "Overeenkomst", self.states),
            ("agenda", "Agenda", self.coming or self.past),
            ("verhalen", "Verhalen", self.stories),
            ("nieuws", "Nieuws", self.news),
            ("contact", "Contact", self.region.contacts.all()),
            ("bronnen", "Bronnen", self.sources),
        ]
        here = [(anchor, title) for anchor, title, found in blocks if found]
        return here if len(here) > 1 else []

    @property
    def sources(self) -> list[str]:
        """Every source this page leans on, once, in the order of the page."""
        rows = [
            self.region,
            *(agreement for agreement, _ in self.states),
            *self.region.goals.all(),
            *self.schools,
            *(row.school for row in self.schools),
            *self.partners,
            *(link.participation for link in self.stated),
            *self.region.contacts.all(),
        ]
        return sources_of(rows)

    @property
    def absent(self) -> list[str]:
        """What nobody has stated yet, in the words of one sentence."""
        there = {
            "overeenkomst": self.agreement,
            "penvoerder": self.lead,
            "doelen": self.region.goals.all(),
            "scholen": self.schools or self.former_schools,
            "partners": self.partners or self.former_partners,
            "gemeenten": self.stated or self.former_municipalities,
            "contact": self.region.contacts.all(),
            "agenda": self.coming or self.past,
            "nieuws": self.news or self.stories,
        }
        return [name for name, found in there.items() if not found]
