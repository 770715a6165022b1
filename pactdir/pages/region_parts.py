"""Data of regions that several pages show, in one query for any number of regions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from partners.models import PartnerParticipation, by_kind
from regions.clock import AsOf
from regions.fields.partial_date import PartialDate
from regions.models import Agreement, Region, RegionTheme, Theme
from regions.models.periods import not_closed_on
from regions.published_regions import published_regions
from regions.taking_part import TakingPart
from schools.as_of import not_yet_open
from schools.locations import undecided
from schools.models import School, SchoolParticipation

Row = TypeVar("Row", RegionTheme, PartnerParticipation)
Pair = tuple[int | None, int]  # keys of a municipality and a region
ByRegion = defaultdict[int, list[Row]]


def by_region(rows: Iterable[Row]) -> ByRegion[Row]:
    groups: ByRegion[Row] = defaultdict(list)
    for row in rows:
        groups[row.region_id].append(row)
    return groups


def themes_of(regions: Iterable[Region]) -> dict[int, list[Theme]]:
    rows = RegionTheme.objects.filter(region__in=regions).select_related("theme")
    groups = by_region(rows.only("region", "theme__name", "theme__slug"))
    return {key: [row.theme for row in rows] for key, rows in groups.items()}


def partners_of(regions: Iterable[Region], on: date) -> ByRegion[PartnerParticipation]:
    """Return ended ones too; companies first, then by name."""
    rows = PartnerParticipation.objects.filter(region__in=regions).for_region_page(on)
    return by_region(by_kind(rows))


def signing(agreement: Agreement, on: date) -> PartialDate | str | None:
    if not agreement.is_signed:
        return None
    if not agreement.is_signed_by(on):
        return f"nog niet; volgens de bron: {agreement.signed}"
    return agreement.signed or "ja, datum niet bekend"


def school_counts(regions: Iterable[Region], on: date) -> Counter[int]:
    rows = SchoolParticipation.objects.open(on).filter(
        not_closed_on(on, "school__"), school__published_from__lte=on
    )
    # Distinct, since two participations of one school may overlap.
    pairs = rows.filter(region__in=regions).order_by().values_list("region", "school").distinct()
    return Counter(region for region, _ in pairs)


def schools_behind(links: Iterable[TakingPart], on: date) -> dict[Pair, list[SchoolParticipation]]:
    derived = {(link.municipality.pk, link.region.pk) for link in links if not link.is_stated}
    rows = SchoolParticipation.objects.open(on).filter(
        not_closed_on(on, "school__"),
        school__published_from__lte=on,
        region__in={region for _, region in derived},
    )
    found: defaultdict[Pair, list[SchoolParticipation]] = defaultdict(list)
    if derived:
        for row in rows.select_related("school").order_by("school__folded_name", "pk"):
            found[row.school.municipality_id, row.region_id].append(row)
    return {pair: found[pair] for pair in derived}


def mark_participations(
    schools: Iterable[School], regions: Iterable[Region], as_of: AsOf
) -> dict[int, list[SchoolParticipation]]:
    """Set `in_regions` and `left_regions` on schools; return the open ones of each region."""
    schools = list(schools)
    published, absent = published_regions(as_of.today), not_yet_open(as_of)
    of_school, left, of_region = defaultdict(list), defaultdict(list), defaultdict(list)
    rows = SchoolParticipation.objects.for_municipality_page(schools, regions, as_of.today)
    for row in rows:
        if row.region_id not in published:
            continue
        row.region = published[row.region_id]
        if row.is_former(as_of.on):
            left[row.school_id].append(row)
        elif row.is_open_as_of(as_of, row.region):
            of_school[row.school_id].append(row)
            if not row.school.is_closed(as_of.on) and row.school_id not in absent:
                of_region[row.region_id].append(row)
    for school in schools:
        school.in_regions, school.left_regions = of_school[school.pk], left[school.pk]
    return dict(of_region)


def mark_awaiting(schools: Iterable[School], on: date) -> None:
    """Set `is_awaiting` on schools not yet matched to one of DUO's locations."""
    awaiting = undecided(on).awaiting
    for school in schools:
        school.is_awaiting = school.pk in awaiting
