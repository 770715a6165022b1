"""What a municipality's page shows, gathered in a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Q

from partners.models import by_kind
from regions.directory import sources_of
from regions.fields.partial_date import PartialDate
from regions.geo.distances import Point
from regions.geo.midst import Area, midst
from regions.models import (
    Agreement,
    AgreementState,
    Municipality,
    MunicipalityParticipation,
    Region,
)
from regions.names.spelling import spelled
from regions.taking_part import TakingPart, in_regions, of_municipalities
from regions.wording.dutch import listed


@dataclass
class RegionOfMunicipality:
    """One region a municipality has to do with, and who else is in it."""

    region: Region
    link: TakingPart
    company: list[TakingPart]
    day: date

    @property
    def agreement(self) -> Agreement | None:
        return self.region.agreement_on(self.day)

    @cached_property
    def state(self) -> AgreementState | None:
        return dict(self.region.states_on(self.day)).get(self.agreement) if self.agreement else None

    @property
    def sources(self) -> list[str]:
        return sources_of([self.link.participation, self.agreement, *self.region.goals.all()])

    @property
    def partners(self) -> list[Any]:
        """The partners of that region, by kind and name."""
        rows = [
            row
            for row in self.region.partner_participations.all()
            if row.is_open(self.day) and row.partner.is_published(self.day)
        ]
        return by_kind(rows)


class Midst(NamedTuple):
    """Where one looks from for the schools near a municipality."""

    place: str
    code: str


@dataclass
class MunicipalityPage:
    municipality: Municipality
    day: date
    rows: list[Any] = field(default_factory=list)  # the same, once for each postcode in it

    @classmethod
    def of(cls, slug: str, day: date) -> MunicipalityPage | None:
        """The page of the municipality that stands that day at this address, if there is one."""
        rows = list(Municipality.objects.current(day).with_areas().filter(slug=slug))
        return cls(rows[0], day, rows) if rows else None

    @cached_property
    def regions(self) -> list[RegionOfMunicipality]:
        """The regions of this municipality, those that state it before the derived ones."""
        links = of_municipalities(self.day, [self.municipality])
        asked = Region.objects.for_municipality_page()
        regions = asked.in_bulk([link.region.pk for link in links])
        company = in_regions(self.day, regions.values())
        return [
            RegionOfMunicipality(
                regions[link.region.pk],
                link,
                [
                    other
                    for other in company
                    if other.region == link.region and other.municipality != self.municipality
                ],
                self.day,
            )
            for link in sorted(links, key=lambda link: not link.is_stated)
        ]

    @cached_property
    def _former(self) -> list[MunicipalityParticipation]:
        """Participations that ended: its own, and those of municipalities that went on in it."""
        went_on = Municipality.objects.filter(
            valid_until__lt=self.day,
            successions__new=self.municipality,
            successions__on__lte=self.day,
        )
        rows = MunicipalityParticipation.objects.former(self.day).filter(
            Q(municipality=self.municipality) | Q(municipality__in=went_on)
        )
        rows = rows.select_related("region", "municipality")
        return [row for row in rows if row.region.is_published(self.day)]

    @property
    def former(self) -> list[MunicipalityParticipation]:
        return [row for row in self._former if row.municipality == self.municipality]

    @property
    def by_predecessors(self) -> list[MunicipalityParticipation]:
        """What those took part in that went on in this one. That this one does too is not said by
        that; where it says so itself, this is not told.
        """
        stated = {one.region.pk for one in self.regions if one.link.is_stated}
        return [
            row
            for row in self._former
            if row.municipality != self.municipality and row.region_id not in stated
        ]

    @cached_property
    def _schools(self) -> list[Any]:
        known = self.municipality.schools.published(self.day).for_rows()
        return list(known.with_school_beside(self.day))

    @property
    def schools(self) -> list[Any]:
        return [school for school in self._schools if not school.is_closed(self.day)]

    @property
    def school_count(self) -> int:
        """Without the locations that may be a school which is counted already."""
        return len(self.schools) - self.location_count

    @property
    def location_count(self) -> int:
        return sum(school.may_be_listed for school in self.schools)

    @property
    def closed_schools(self) -> list[Any]:
        return [school for school in self._schools if school.is_closed(self.day)]

    @cached_property
    def midst(self) -> Midst | None:
        """The place that bears its name, else the largest; a village may have as many postcodes."""
        schools = Counter(school.postcode[:4] for school in self._schools)
        areas = defaultdict(list)
        for row in self.rows:
            if row.area_code and not row.area_is_doubted:
                degrees = row.area_latitude, row.area_longitude
                point = None if None in degrees else Point(*degrees)
                areas[row.place_name].append(Area(row.area_code, point, schools[row.area_code]))
        if not areas:
            return None
        place = min(areas, key=lambda place: self._nearness(place, areas[place]))
        return Midst(place, midst(areas[place]))

    def _nearness(self, place: str, areas: list[Area]) -> tuple[bool, int, int, str]:
        names = map(spelled, self.municipality.all_names())
        schools = sum(area.schools for area in areas)
        return spelled(place) not in names, -len(areas), -schools, areas[0].code

    @cached_property
    def regions_in_province(self) -> list[Region]:
        """Where no region is known: a way on, and said to be no more than that."""
        municipalities = Municipality.objects.filter(province=self.municipality.province)
        regions = Region.objects.published(self.day).real()
        return list(regions.in_municipalities(municipalities, self.day))

    @cached_property
    def region_count(self) -> int:
        """How many regions this site knows, in which this municipality may be missing."""
        return Region.objects.published(self.day).real().count()

    @cached_property
    def succession_sentences(self) -> list[str]:
        """How this municipality came to be, a sentence a day; not how it one day will."""
        rows = self.municipality.predecessions.in_effect(self.day)
        since = self.municipality.valid_from
        return succession_sentences(((row.on, row.old_in_words) for row in rows), since)


def succession_sentences(
    successions: Iterable[tuple[PartialDate, str]], since: PartialDate | None
) -> list[str]:
    """How a municipality came to be, by day and old name in that order; a sentence a day.

    Made of others is only one that is known to exist since that day: Groningen took Haren and Ten
    Boer in, and stood already.
    """
    return [
        _succession_sentence(on, [name for _, name in on_that_day], is_new=on == since)
        for on, on_that_day in groupby(successions, key=lambda pair: pair[0])
    ]


def _succession_sentence(on: PartialDate, old_names: list[str], *, is_new: bool) -> str:
    if len(old_names) == 1:
        return f"Sinds {on} hoort {old_names[0]} bij deze gemeente."
    if is_new:
        return f"Deze gemeente is samengevoegd per {on} uit {listed(old_names)}."
    return f"Sinds {on} horen {listed(old_names)} bij deze gemeente."
