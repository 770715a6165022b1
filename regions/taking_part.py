"""Links between municipalities and regions for pages, stated or derived.

The conditions are in `regions.models.links`. A link by schools only is derived: `_derived` for
links at hand, `Municipality.objects.derived` as a query.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Value

from regions.models import Municipality, MunicipalityParticipation, Region
from regions.models.links import (
    MUNICIPALITIES_BY_SCHOOLS,
    REGIONS_BY_SCHOOLS,
    REGIONS_STATED,
    LinkPath,
)

STATED, DERIVED = "opgegeven", "afgeleid"


@dataclass(frozen=True)
class TakingPart:
    """One municipality and one region; without a participation the link is derived."""

    municipality: Municipality
    region: Region
    participation: MunicipalityParticipation | None

    @property
    def is_stated(self) -> bool:
        return self.participation is not None

    @property
    def how_known(self) -> str:
        return STATED if self.is_stated else DERIVED


def in_regions(on: date, regions: Iterable[Region]) -> list[TakingPart]:
    """By name; two queries for any number of regions."""
    by_pk = {region.pk: region for region in regions}
    stated = _stated(on, region__in=by_pk)
    return _by_name(stated + derived_in_regions(on, by_pk.values(), stated))


def of_municipalities(on: date, municipalities: Iterable[Municipality]) -> list[TakingPart]:
    """By name; two queries for any number of municipalities."""
    by_pk = {municipality.pk: municipality for municipality in municipalities}
    stated = _stated(on, municipality__in=by_pk)
    path = MUNICIPALITIES_BY_SCHOOLS
    regions = Region.objects.filter(path.holds(on, pk__in=by_pk))
    pairs = regions.annotate(municipality_pk=F(path.to("pk"))).distinct()
    by_schools = [TakingPart(by_pk[region.municipality_pk], region, None) for region in pairs]
    return _by_name(stated + _derived(by_schools, stated))


def derived_in_regions(
    on: date,
    regions: Iterable[Region],
    stated: Iterable[TakingPart],
    with_outlines: bool = False,
) -> list[TakingPart]:
    by_pk = {region.pk: region for region in regions}
    path = REGIONS_BY_SCHOOLS
    municipalities = Municipality.objects.filter(path.holds(on, pk__in=by_pk))
    pairs = municipalities.annotate(region_pk=F(path.to("pk"))).distinct()
    if with_outlines:
        pairs = pairs.select_related("boundary")
    by_schools = [
        TakingPart(municipality, by_pk[municipality.region_pk], None) for municipality in pairs
    ]
    return _by_name(_derived(by_schools, stated))


@dataclass(frozen=True)
class Link:
    """A region of a municipality, by name and slug only."""

    region_name: str
    is_stated: bool
    slug: str


def links_by_municipality(
    on: date, municipalities: Iterable[Municipality]
) -> defaultdict[int, list[Link]]:
    """Links by the municipality's key, in order of region name; one query."""
    rows = Municipality.objects.filter(pk__in=[municipality.pk for municipality in municipalities])
    pairs = _names_of(rows, REGIONS_STATED, on).union(
        _names_of(rows, REGIONS_BY_SCHOOLS, on), all=True
    )
    known = [(tuple(key), bool(is_stated)) for *key, is_stated in pairs]
    stated = {key for key, is_stated in known if is_stated}
    links: defaultdict[int, list[Link]] = defaultdict(list)
    for key in sorted({key for key, _ in known}):
        municipality, _, slug, name = key
        links[municipality].append(Link(name, key in stated, slug))
    return links


def _names_of(municipalities: QuerySet, path: LinkPath, on: date) -> QuerySet:
    """Rows of municipality key, folded name, slug and name of the region, and 1 if stated."""
    names = [F(path.to(field)) for field in ("folded_name", "slug", "name")]
    linked = municipalities.filter(path.holds(on)).order_by()
    return linked.values_list("pk", *names, Value(int(path is REGIONS_STATED))).distinct()


def _stated(on: date, **narrowing: Any) -> list[TakingPart]:
    rows = MunicipalityParticipation.objects.open(on).filter(**narrowing)
    return [
        TakingPart(row.municipality, row.region, row)
        for row in rows.select_related("region", "municipality")
    ]


def _derived(by_schools: Iterable[TakingPart], stated: Iterable[TakingPart]) -> list[TakingPart]:
    known = {(link.region.pk, link.municipality.pk) for link in stated}
    return [link for link in by_schools if (link.region.pk, link.municipality.pk) not in known]


def _by_name(links: Iterable[TakingPart]) -> list[TakingPart]:
    return sorted(
        links,
        key=lambda link: (
            link.municipality.folded_name,
            link.municipality.code,
            link.region.folded_name,
            link.region.slug,
        ),
    )
