"""Counts of participating regions, schools and municipalities, and the years they started.

A participation counts from the later of its own start and the start of its region's first
agreement. If no source states its start, it has none: it is listed, but not dated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, IntegerField, Min, Value

from regions.clock import AsOf
from regions.fields.partial_date import PartialDate
from regions.models import MunicipalityParticipation, Region
from regions.models.periods import not_closed_on
from regions.past_municipalities import PastMunicipalities
from regions.published_regions import published_regions
from regions.writing.version_cache import cached_per_version
from schools.as_of import not_yet_open
from schools.models import SchoolParticipation

Member = tuple[int, PartialDate | None]  # key of the member, start of one participation


class SchoolInRegion(NamedTuple):
    school: int
    region: int
    since: PartialDate | None
    municipality: int | None
    province: str | None


@dataclass(frozen=True, slots=True)
class Participants:
    """Members of published real regions. Shared; do not mutate."""

    regions: Sequence[Region]  # sorted by name
    starts: dict[int, PartialDate | None]  # start of the first agreement, by region key
    schools: list[SchoolInRegion]
    municipalities: list[tuple[int, int, PartialDate | None]]  # municipality, region, since

    def schools_by(self, field: str) -> Counter[Any]:
        """Count schools by one of the fields of `SchoolInRegion`."""
        return Counter(
            key for key, _ in {(getattr(row, field), row.school) for row in self.schools}
        )


@cached_per_version
def participants(on: date) -> Participants:
    regions = (
        Region.objects.published(on)
        .exclude_examples()
        .annotate(first_start=Min("agreements__starts"))
    )
    by_name = list(regions.only("name", "slug").order_by("folded_name", "pk"))
    schools = SchoolParticipation.objects.open(on).filter(
        not_closed_on(on, "school__"), school__published_from__lte=on, region__in=by_name
    )
    municipalities = MunicipalityParticipation.objects.open(on).filter(region__in=by_name)
    # One query for both.
    rows = schools.values_list(
        "school", "region", "since", "school__municipality", "school__municipality__province"
    ).union(
        municipalities.values_list(
            Value(None, IntegerField()),
            "region",
            "since",
            "municipality",
            Value(None, CharField()),
        ),
        all=True,
    )
    links = [SchoolInRegion(*row) for row in rows]
    return Participants(
        by_name,
        {region.pk: region.first_start for region in by_name},
        [link for link in links if link.school],
        [
            (link.municipality, link.region, link.since)
            for link in links
            if not link.school and link.municipality
        ],
    )


def participants_as_of(as_of: AsOf) -> Participants:
    return _participants_then(as_of) if as_of.is_past else participants(as_of.today)


@cached_per_version
def _participants_then(as_of: AsOf) -> Participants:
    """Limit to regions that may have started, and to the municipalities on that date."""
    on, then = as_of.on, PastMunicipalities(as_of.on)
    regions = {
        pk: row
        for pk, row in published_regions(as_of.today).items()
        if not row.is_example and row.may_have_begun(on)
    }
    schools = SchoolParticipation.objects.open(as_of).filter(
        not_closed_on(on, "school__"), school__published_from__lte=as_of.today, region__in=regions
    )
    schools = schools.exclude(school__in=not_yet_open(as_of))
    municipalities = MunicipalityParticipation.objects.open(as_of).filter(region__in=regions)
    return Participants(
        list(regions.values()),
        {pk: _first_start(region) for pk, region in regions.items()},
        [
            _school_then(row, then)
            for row in schools.select_related("school__municipality", "school__place")
        ],
        [
            (row.municipality_id, row.region_id, row.since)
            for row in municipalities.select_related("municipality")
            if row.municipality.existed(on)
        ],
    )


def _school_then(row: SchoolParticipation, then: PastMunicipalities) -> SchoolInRegion:
    school = row.school
    place = school.place.folded_name if school.place else ""
    municipalities = then.of(school.municipality, place)
    municipality = municipalities[0].pk if len(municipalities) == 1 else None
    province = school.municipality.province if school.municipality else None
    return SchoolInRegion(school.pk, row.region_id, row.since, municipality, province)


def _first_start(region: Region) -> PartialDate | None:
    starts = [agreement.starts for agreement in region.agreements.all() if agreement.starts]
    return min(starts, key=lambda start: start.first_day, default=None)


@dataclass(frozen=True, slots=True)
class StartYear:
    year: int | None  # None if unknown
    regions: int
    schools: int
    municipalities: int


@dataclass(frozen=True, slots=True)
class Members:
    regions: int
    schools: int
    municipalities: int
    derived: int  # municipalities linked only by a participating school
    by_year: list[StartYear]  # newest first, unknown last


def members(as_of: AsOf) -> Members:
    known = participants_as_of(as_of)
    starts = known.starts
    schools = _years((row.school, _later(row.since, starts[row.region])) for row in known.schools)
    municipalities = _years(
        (municipality, _later(since, starts[region]))
        for municipality, region, since in known.municipalities
    )
    by_schools = {row.municipality for row in known.schools} - {None}
    return Members(
        regions=len(known.regions),
        schools=len(schools),
        municipalities=len(municipalities),
        derived=len(by_schools - municipalities.keys()),
        by_year=_by_year(_years(starts.items()), schools, municipalities),
    )


def _later(since: PartialDate | None, start: PartialDate | None) -> PartialDate | None:
    if since is None or start is None or since.first_day >= start.first_day:
        return since
    return start


def _years(rows: Iterable[Member]) -> dict[int, int | None]:
    years: dict[int, int | None] = {}
    for key, since in rows:
        known = [year for year in (years.get(key), since.year if since else None) if year]
        years[key] = min(known, default=None)
    return years


def _by_year(*members: dict[int, int | None]) -> list[StartYear]:
    counts = [Counter(years.values()) for years in members]
    years = {year for count in counts for year in count}
    order = sorted(years, key=lambda year: (year is None, -(year or 0)))
    return [StartYear(year, *(count[year] for count in counts)) for year in order]
