"""Which municipality has to do with which region, and how we know: stated or derived."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Value

from regions.models import Municipality, MunicipalityParticipation, Region
from regions.models.periods import not_closed_on, open_on


@dataclass(frozen=True)
class TakingPart:
    """One municipality and one region; without a participation the link is derived."""

    municipality: Municipality
    region: Region
    participation: MunicipalityParticipation | None

    @property
    def is_stated(self) -> bool:
        return self.participation is not None


def in_regions(on: date, regions: Iterable[Region]) -> list[TakingPart]:
    """The municipalities of these regions that day, by name; two queries for any number."""
    by_pk = {region.pk: region for region in regions}
    stated = _stated(on, region__in=by_pk)
    return _by_name(stated + derived_in_regions(on, by_pk.values(), stated))


def of_municipalities(on: date, municipalities: Iterable[Municipality]) -> list[TakingPart]:
    """The regions of these municipalities that day, by name; two queries for any number."""
    by_pk = {municipality.pk: municipality for municipality in municipalities}
    stated = _stated(on, municipality__in=by_pk)
    derived = Region.objects.filter(
        open_on(on, "school_participations__"),
        not_closed_on(on, "school_participations__school__"),
        school_participations__school__municipality__in=by_pk,
    )
    pairs = derived.annotate(municipality_pk=F("school_participations__school__municipality"))
    links = [TakingPart(by_pk[region.municipality_pk], region, None) for region in pairs.distinct()]
    return _by_name(stated + _without(links, stated))


@dataclass(frozen=True)
class Link:
    """A region of a municipality by its name and address, for what shows no more."""

    region_name: str
    is_stated: bool
    slug: str


def links_by_municipality(
    on: date, municipalities: Iterable[Municipality]
) -> defaultdict[int, list[Link]]:
    """The links of these municipalities that day by their key, as a list shows them; one query.

    The regions of a municipality are in order of their names; a derived link where none is stated.
    """
    there = Municipality.objects.filter(pk__in=[one.pk for one in municipalities])
    stated = there.filter(open_on(on, "participations__"))
    derived = there.filter(open_on(on, "schools__participations__"), not_closed_on(on, "schools__"))
    found = _named(stated, "participations__region__", 1).union(
        _named(derived, "schools__participations__region__", 0), all=True
    )
    is_stated: dict[tuple[int, str, str, str], bool] = {}
    for *link, stated_here in found:
        is_stated[tuple(link)] = bool(stated_here) or is_stated.get(tuple(link), False)
    links: defaultdict[int, list[Link]] = defaultdict(list)
    for (municipality, _, slug, name), known in sorted(is_stated.items()):
        links[municipality].append(Link(name, known, slug))
    return links


def _named(municipalities: QuerySet, region: str, is_stated: int) -> QuerySet:
    names = [F(f"{region}{field}") for field in ("folded_name", "slug", "name")]
    return municipalities.order_by().values_list("pk", *names, Value(is_stated)).distinct()


def derived_in_regions(
    on: date,
    regions: Iterable[Region],
    stated: Iterable[TakingPart],
    with_outlines: bool = False,
) -> list[TakingPart]:
    """The derived links of these regions, given those that are stated."""
    by_pk = {region.pk: region for region in regions}
    derived = Municipality.objects.filter(
        open_on(on, "schools__participations__"),
        not_closed_on(on, "schools__"),
        schools__participations__region__in=by_pk,
    )
    pairs = derived.annotate(region_pk=F("schools__participations__region"))
    if with_outlines:
        pairs = pairs.select_related("boundary")
    links = [
        TakingPart(municipality, by_pk[municipality.region_pk], None)
        for municipality in pairs.distinct()
    ]
    return _by_name(_without(links, stated))


def partners_by_kind(rows: Iterable[Any]) -> list[Any]:
    """Participations of partners in the order their kinds are listed: companies first, by name."""
    return sorted(rows, key=lambda row: (_place_of_kind(row.partner), row.partner.folded_name))


def _place_of_kind(partner: Any) -> int:
    kinds = [kind for kind, _ in partner._meta.get_field("kind").choices]
    return kinds.index(partner.kind)


def _stated(on: date, **asked: Any) -> list[TakingPart]:
    rows = MunicipalityParticipation.objects.open(on).filter(**asked)
    return [
        TakingPart(row.municipality, row.region, row)
        for row in rows.select_related("region", "municipality")
    ]


def _without(links: Iterable[TakingPart], known: Iterable[TakingPart]) -> list[TakingPart]:
    taken = {(link.region.pk, link.municipality.pk) for link in known}
    return [link for link in links if (link.region.pk, link.municipality.pk) not in taken]


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
