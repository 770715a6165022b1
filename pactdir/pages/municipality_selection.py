"""The municipalities that the URL of a comparison names, by slug or by any name that is found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404
from django.urls import resolve, reverse

from pactdir.pages.former_names import FormerName, several_meant
from regions.directory import Moved
from regions.geo.distances import point_of
from regions.models import Municipality, Neighbour
from regions.names.slugs import slug_of

MAX_MUNICIPALITIES = 4
# A URL may name thousands, and a name of none takes several queries.
MAX_LOOKUPS = 8
MAX_NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class MunicipalitySelection:
    municipalities: list[Municipality]  # in the order of the URL, without duplicates
    left_out: list[Municipality]
    several: list[FormerName]  # names of several municipalities
    unknown: list[str]
    doubled: list[tuple[str, str]]  # names of one that is chosen already, with its own name
    values: list[str]  # of the canonical URL

    @property
    def address(self) -> str:
        return comparison_address(self.values)


def comparison_address(slugs: Iterable[str]) -> str:
    query = urlencode([("gemeente", slug) for slug in slugs])
    return f"{reverse('compare')}?{query}" if query else reverse("compare")


def select_municipalities(values: Sequence[str], day: date) -> MunicipalitySelection:
    names = dict.fromkeys(value.strip()[:MAX_NAME_LENGTH].strip() for value in values)
    typed = [name for name in names if name][:MAX_LOOKUPS]
    by_slug = _by_slug(map(slug_of, typed), day)
    found: dict[str, Municipality | None] = {}
    several: list[FormerName] = []
    for name in typed:
        if (slug := slug_of(name)) not in by_slug and slug:
            slug = _slug_of_now(slug, day, several)
        missing = {slug} - by_slug.keys() if slug else set()
        by_slug |= _by_slug(missing, day)
        found[name] = by_slug.get(slug)
    municipalities = list(dict.fromkeys(row for row in found.values() if row))
    meant = {former.slug for former in several}
    return MunicipalitySelection(
        municipalities=municipalities[:MAX_MUNICIPALITIES],
        left_out=municipalities[MAX_MUNICIPALITIES:],
        several=several,
        unknown=[name for name, row in found.items() if not row and slug_of(name) not in meant],
        doubled=[
            (name, row.name)
            for name, row in found.items()
            if row and row.slug in found and slug_of(name) != row.slug
        ],
        values=list(dict.fromkeys(row.slug if row else name for name, row in found.items())),
    )


def _by_slug(slugs: Iterable[str], day: date) -> dict[str, Municipality]:
    wanted = {slug for slug in slugs if slug}
    rows = Municipality.objects.current(day).filter(slug__in=wanted) if wanted else []
    return {row.slug: row for row in rows}


def _slug_of_now(slug: str, day: date, several: list[FormerName]) -> str:
    """Empty if it means none, or several, to which it is then added."""
    try:
        several.append(several_meant(slug, day))
    except Moved as moved:
        return str(resolve(moved.address).kwargs["slug"])
    except Http404:
        pass
    return ""


def neighbours_of(municipalities: Sequence[Municipality], day: date) -> list[Municipality]:
    """Nearest to the first one first."""
    pairs = Neighbour.objects.filter(municipality__in=municipalities)
    rows = Municipality.objects.current(day).filter(pk__in=pairs.values("neighbour"))
    others = list(rows.exclude(pk__in=[row.pk for row in municipalities]).order_by("folded_name"))
    start = point_of(municipalities[0]) if municipalities else None

    def distance(municipality: Municipality) -> float:
        point = point_of(municipality)
        return start.km_to(point) if start and point else float("inf")

    return sorted(others, key=distance)


def neighbours_to_choose(
    municipalities: Sequence[Municipality], day: date
) -> list[tuple[Municipality, list[str]]]:
    """With the names of those that each is a neighbour of."""
    names = {row.pk: row.name for row in municipalities}
    pairs = Neighbour.objects.filter(municipality__in=municipalities)
    beside: defaultdict[int, list[str]] = defaultdict(list)
    for one, other in pairs.order_by("municipality__folded_name").values_list(
        "municipality", "neighbour"
    ):
        beside[other].append(names[one])
    return [(row, beside[row.pk]) for row in neighbours_of(municipalities, day)]
