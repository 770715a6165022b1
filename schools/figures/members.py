"""How many regions, schools and municipalities take part, and since which year.

A participation counts from the later of its own start and the start of its region's first
agreement. If no source tells its start, it has none: it is listed, not dated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from regions.fields.partial_date import PartialDate
from regions.models import Region
from regions.models.periods import not_closed_on
from regions.published_regions import published_regions
from regions.taking_part import links
from schools.models import SchoolParticipation

Member = tuple[int, PartialDate | None]  # key of the member, start of one participation


@dataclass(frozen=True, slots=True)
class StartYear:
    year: int | None  # None if not known
    regions: int
    schools: int
    municipalities: int


@dataclass(frozen=True, slots=True)
class Members:
    regions: int
    schools: int
    municipalities: int
    derived: int  # municipalities that only have a school that takes part
    by_year: list[StartYear]  # the latest year first, and then those of which none is known


def members(on: date) -> Members:
    regions = {pk: row for pk, row in published_regions(on).items() if not row.is_example}
    starts = {pk: _first_start(region) for pk, region in regions.items()}
    schools = _years(_schools(starts, on))
    all_links = [link for pk in regions for link in links(on).by_region.get(pk, [])]
    stated = [link for link in all_links if link.participation]
    municipalities = _years(
        (link.municipality.pk, _later(link.participation.since, starts[link.region.pk]))
        for link in stated
        if link.participation
    )
    known = {link.municipality.pk for link in all_links}
    return Members(
        regions=len(regions),
        schools=len(schools),
        municipalities=len(municipalities),
        derived=len(known) - len(municipalities),
        by_year=_by_year(_years(starts.items()), schools, municipalities),
    )


def _first_start(region: Region) -> PartialDate | None:
    starts = [agreement.starts for agreement in region.agreements.all() if agreement.starts]
    return min(starts, key=lambda start: start.first_day, default=None)


def _schools(starts: dict[int, PartialDate | None], on: date) -> Iterable[Member]:
    rows = SchoolParticipation.objects.open(on).filter(
        not_closed_on(on, "school__"), school__published_from__lte=on, region__in=starts
    )
    for school, region, since in rows.values_list("school", "region", "since"):
        yield school, _later(since, starts[region])


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
