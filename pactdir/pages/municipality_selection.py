"""The municipalities in the URL of a comparison, by slug or by any name that can be looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404
from django.urls import resolve, reverse

from pactdir.pages.former_names import FormerName, resolve_name
from regions.directory import Moved
from regions.geo.distances import point_of
from regions.models import Municipality, Neighbour
from regions.names.slugs import slug_of

MAX_MUNICIPALITIES = 4
# A URL may name thousands, and an unknown name takes several queries.
MAX_LOOKUPS = 8
MAX_NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class MunicipalitySelection:
    municipalities: list[Municipality]  # in the order of the URL, without duplicates
    left_out: list[Municipality]
    ambiguous: list[FormerName]  # names that several municipalities share
    unknown: list[str]
    # names of a municipality already selected, each with its current name
    repeated: list[tuple[str, str]]
    values: list[str]  # for the canonical URL

    @property
    def url(self) -> str:
        return comparison_url(self.values)


def comparison_url(slugs: Iterable[str]) -> str:
    query = urlencode([("gemeente", slug) for slug in slugs])
    return f"{reverse('compare')}?{query}" if query else reverse("compare")


def select_municipalities(values: Sequence[str], day: date) -> MunicipalitySelection:
    names = dict.fromkeys(value.strip()[:MAX_NAME_LENGTH].strip() for value in values)
    typed = [name for name in names if name][:MAX_LOOKUPS]
    by_slug = _by_slug(map(slug_of, typed), day)
    found: dict[str, Municipality | None] = {}
    ambiguous: list[FormerName] = []
    for name in typed:
        if (slug := slug_of(name)) not in by_slug and slug:
            slug = _find_slug(slug, day, ambiguous)
        missing = {slug} - by_slug.keys() if slug else set()
        by_slug |= _by_slug(missing, day)
        found[name] = by_slug.get(slug)
    municipalities = list(dict.fromkeys(row for row in found.values() if row))
    ambiguous_slugs = {former.slug for former in ambiguous}
    return MunicipalitySelection(
        municipalities=municipalities[:MAX_MUNICIPALITIES],
        left_out=municipalities[MAX_MUNICIPALITIES:],
        ambiguous=ambiguous,
        unknown=[
            name for name, row in found.items() if not row and slug_of(name) not in ambiguous_slugs
        ],
        repeated=[
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


def _find_slug(slug: str, day: date, ambiguous: list[FormerName]) -> str:
    """Return "" for an unknown or ambiguous name; the latter is added to `ambiguous`."""
    try:
        ambiguous.append(resolve_name(slug, day))
    except Moved as moved:
        return str(resolve(moved.url).kwargs["slug"])
    except Http404:
        pass
    return ""


def neighbours_of(municipalities: Sequence[Municipality], day: date) -> list[Municipality]:
    """Sort by distance to the first of `municipalities`."""
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
    """Pair each neighbour with the names of the municipalities it adjoins."""
    names = {row.pk: row.name for row in municipalities}
    pairs = Neighbour.objects.filter(municipality__in=municipalities)
    adjoins: defaultdict[int, list[str]] = defaultdict(list)
    for municipality, neighbour in pairs.order_by("municipality__folded_name").values_list(
        "municipality", "neighbour"
    ):
        adjoins[neighbour].append(names[municipality])
    return [(row, adjoins[row.pk]) for row in neighbours_of(municipalities, day)]
