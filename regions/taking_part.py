"""Stated and derived links between municipalities and regions, for pages.

The conditions are in `regions.models.links`. A link through schools alone is derived:
`_derived` filters loaded links, while `Municipality.objects.derived` is a query.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import F, QuerySet, Value

from regions.clock import AsOf
from regions.models import Municipality, MunicipalityParticipation, Region
from regions.models.links import REGIONS_BY_SCHOOLS, REGIONS_STATED, LinkPath
from regions.models.periods import period_of
from regions.past_municipalities import PastMunicipalities
from regions.published_regions import published_regions
from regions.writing.version_cache import cached_per_version

STATED, DERIVED = "opgegeven", "afgeleid"


@dataclass(frozen=True, slots=True)
class TakingPart:
    """A link between a municipality and a region; without a participation it is derived.

    For a derived link on a past date, `is_since_known` is true if at least one of the schools
    certainly took part by then.
    """

    municipality: Municipality
    region: Region
    participation: MunicipalityParticipation | None
    is_since_known: bool = True

    @property
    def is_stated(self) -> bool:
        return self.participation is not None

    @property
    def how_known(self) -> str:
        return STATED if self.is_stated else DERIVED


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A current municipality with a school that was in one of `candidates` on a past date."""

    municipality: Municipality
    region: Region
    candidates: list[Municipality]


@dataclass(frozen=True, slots=True)
class Links:
    """All links on a date, by region and by municipality, and the former participations.

    It is cached and shared by all pages: do not mutate it.
    """

    by_region: dict[int, list[TakingPart]]
    by_municipality: dict[int, list[TakingPart]]
    former: list[MunicipalityParticipation]
    unplaced: dict[int, list[Unplaced]] = field(default_factory=dict)  # by region

    def of_region(self, region: Region) -> list[TakingPart]:
        return self.by_region.get(region.pk, [])

    def of_municipality(self, municipality: Municipality) -> list[TakingPart]:
        return self.by_municipality.get(municipality.pk, [])

    def maybe_of_municipality(self, municipality: Municipality) -> list[Region]:
        """Regions of schools that may have been in it, except regions certainly linked to it."""
        certain = {link.region for link in self.of_municipality(municipality)}
        rows = [row for group in self.unplaced.values() for row in group]
        regions = {row.region for row in rows if municipality in row.candidates} - certain
        return sorted(regions, key=lambda region: (region.folded_name, region.slug))


@cached_per_version
def links(on: date) -> Links:
    """Makes two queries, plus those for the regions. `former` is sorted by end, latest first."""
    regions = published_regions(on)
    rows = _participations(on)
    stated = [TakingPart(row.municipality, row.region, row) for row in rows if row.is_open(on)]
    by_schools = [
        TakingPart(municipality, regions[municipality.region_pk], None)
        for municipality in _with_school(on)
        if municipality.region_pk in regions  # skip a region published after `regions` was loaded
    ]
    return _group(stated + _derived(by_schools, stated), rows, on)


def links_as_of(as_of: AsOf) -> Links:
    return _links_on_past_date(as_of) if as_of.is_past else links(as_of.today)


@cached_per_version
def _links_on_past_date(as_of: AsOf) -> Links:
    """Makes three queries, plus those for the regions."""
    on, regions = as_of.on, published_regions(as_of.today)
    rows = _participations(as_of.today)
    stated = [
        TakingPart(row.municipality, row.region, row)
        for row in rows
        if row.is_open_as_of(as_of, row.region) and row.municipality.existed(on)
    ]
    then = PastMunicipalities(on)
    by_schools: dict[tuple[int, int], TakingPart] = {}
    unplaced: dict[tuple[int, int], Unplaced] = {}
    since = F(f"{REGIONS_BY_SCHOOLS.participation}since")
    place = F(f"{REGIONS_BY_SCHOOLS.school}place__folded_name")
    for municipality in _with_school(as_of, since=since, place=place):
        region = regions.get(municipality.region_pk)
        if region is None or not (municipality.since or region.may_have_begun(on)):
            continue
        candidates = then.of(municipality, municipality.place or "")
        if len(candidates) == 1:
            key = region.pk, candidates[0].pk
            if key not in by_schools or municipality.since:
                is_since_known = municipality.since is not None
                by_schools[key] = TakingPart(candidates[0], region, None, is_since_known)
        else:
            row = Unplaced(municipality, region, candidates)
            unplaced.setdefault((region.pk, municipality.pk), row)
    derived = _derived(by_schools.values(), stated)
    by_region = defaultdict(list)
    for row in unplaced.values():
        by_region[row.region.pk].append(row)
    return replace(_group(stated + derived, rows, on), unplaced=dict(by_region))


@cached_per_version
def _participations(on: date) -> list[MunicipalityParticipation]:
    """All participations, including past ones, in regions published on `on`."""
    regions = published_regions(on)
    rows = MunicipalityParticipation.objects.filter(region__in=regions)
    rows = rows.select_related("municipality").order_by("pk")
    for row in rows:
        row.region = regions[row.region_id]
    return list(rows)


def _group(
    all_links: Iterable[TakingPart], rows: Iterable[MunicipalityParticipation], on: date
) -> Links:
    by_region, by_municipality = defaultdict(list), defaultdict(list)
    for link in sorted(all_links, key=_by_name):
        by_region[link.region.pk].append(link)
        by_municipality[link.municipality.pk].append(link)
    former = [row for row in rows if row.is_former(on)]
    former.sort(key=lambda row: period_of(row)[1], reverse=True)
    return Links(dict(by_region), dict(by_municipality), former)


def _by_name(link: TakingPart) -> tuple[str, str, str, str]:
    municipality, region = link.municipality, link.region
    return municipality.folded_name, municipality.code, region.folded_name, region.slug


@dataclass(frozen=True, slots=True)
class Link:
    """A region of a municipality, with only its name and slug."""

    region_name: str
    is_stated: bool
    slug: str


def links_by_municipality(
    on: date, municipalities: Iterable[Municipality]
) -> defaultdict[int, list[Link]]:
    rows = Municipality.objects.filter(pk__in=[municipality.pk for municipality in municipalities])
    pairs = _names_of(rows, REGIONS_STATED, on).union(
        _names_of(rows, REGIONS_BY_SCHOOLS, on), all=True
    )
    all_links = [(tuple(key), bool(is_stated)) for *key, is_stated in pairs]
    stated = {key for key, is_stated in all_links if is_stated}
    by_municipality: defaultdict[int, list[Link]] = defaultdict(list)
    for key in sorted({key for key, _ in all_links}):
        municipality, _, slug, name = key
        by_municipality[municipality].append(Link(name, key in stated, slug))
    return by_municipality


def _names_of(municipalities: QuerySet, path: LinkPath, on: date) -> QuerySet:
    """Select municipality key, the region's folded name, slug and name, and 1 if stated."""
    names = [F(path.lookup(field)) for field in ("folded_name", "slug", "name")]
    municipalities_with_region = municipalities.filter(path.query(on)).order_by()
    return municipalities_with_region.values_list(
        "pk", *names, Value(int(path is REGIONS_STATED))
    ).distinct()


def _with_school(on: date | AsOf, **annotations: F) -> QuerySet:
    """Municipalities with a participating school: a row per region, its key in `region_pk`."""
    municipalities = Municipality.objects.filter(REGIONS_BY_SCHOOLS.query(on))
    region_pk = F(REGIONS_BY_SCHOOLS.lookup("pk"))
    return municipalities.annotate(region_pk=region_pk, **annotations).distinct()


def _derived(by_schools: Iterable[TakingPart], stated: Iterable[TakingPart]) -> list[TakingPart]:
    stated_keys = {(link.region.pk, link.municipality.pk) for link in stated}
    return [
        link for link in by_schools if (link.region.pk, link.municipality.pk) not in stated_keys
    ]
