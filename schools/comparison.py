"""Schools side by side: the choice is all in the address, and takes a fixed number of queries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from textwrap import shorten
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from regions.directory import OldSlug, sources_of
from regions.geo.distances import about_km, over_water, point_of
from regions.models import PostcodeArea
from regions.models.geography import sure_point_of
from regions.open_water import open_water
from schools.locations import Candidate, candidates
from schools.models import School, SchoolParticipation, SchoolQuerySet
from schools.profile_words import source
from schools.sites import OtherSite, other_sites

MOST_SCHOOLS = 4
# An address may name thousands; of those nobody misses the rest.
MOST_LOOKED_AT = 12
MOST_EVENTS = 5
MOST_SAID = 60
MOST_REPEATED = 36
SLUG = re.compile(r"[-\w]{1,120}", re.ASCII)


@dataclass(frozen=True)
class Choice:
    """Which schools to set side by side, and from which postcode to measure; as addresses say."""

    slugs: tuple[str, ...] = ()
    postcode: str = ""

    @property
    def address(self) -> str:
        return self._address("compare", "school")

    @property
    def calendar_address(self) -> str:
        return self._address("compare-calendar", "school", postcode="")

    @property
    def list_address(self) -> str:
        """The list of schools, where each adds itself to this choice."""
        return self._address("schools:list", "vergelijk")

    @property
    def nearby_address(self) -> str:
        """The schools near the postcode, where those of this choice are ticked."""
        return self._address("nearby", "vergelijk", postcode="", args=[self.postcode])

    @cached_property
    def before(self) -> str:
        """With the slug of a school and `after` behind it: this choice and that school."""
        pairs = [("school", slug) for slug in (*self.slugs, "")]
        return f"{reverse('compare')}?{urlencode(pairs)}"

    @property
    def after(self) -> str:
        return f"&vanaf={self.postcode}" if self.postcode else ""

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What a list takes along in its own addresses, and leaves as it is."""
        pairs = [("vergelijk", slug) for slug in self.slugs]
        return pairs + ([("vanaf", self.postcode)] if self.postcode else [])

    @property
    def has_room(self) -> bool:
        return len(self.slugs) < MOST_SCHOOLS

    def without(self, slug: str) -> Choice:
        return Choice(tuple(chosen for chosen in self.slugs if chosen != slug), self.postcode)

    def _address(
        self, name: str, field: str, postcode: str | None = None, args: Sequence[str] = ()
    ) -> str:
        postcode = self.postcode if postcode is None else postcode
        pairs = [(field, slug) for slug in self.slugs]
        pairs += [("vanaf", postcode)] if postcode else []
        address = reverse(name, args=args)
        return f"{address}?{urlencode(pairs)}" if pairs else address


@dataclass(frozen=True)
class Chosen:
    """What there is of the schools asked for: the first to show, the rest to speak of."""

    schools: list[School]
    left_out: list[School]
    unknown: list[str]
    is_doubled: bool
    # Each slug asked for that may be one, as it is today.
    current: tuple[str, ...]
    is_renamed: bool

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(school.slug for school in self.schools)


def chosen(slugs: Sequence[str], rows: SchoolQuerySet) -> Chosen:
    """The schools of these slugs, old ones too, in the order of the address and once each."""
    distinct = list(dict.fromkeys(slugs))[:MOST_LOOKED_AT]
    may_be = [slug for slug in distinct if SLUG.fullmatch(slug)]
    by_slug = _by_slug(may_be, rows) if may_be else {}
    schools = list(dict.fromkeys(by_slug[slug] for slug in may_be if slug in by_slug))
    return Chosen(
        schools=schools[:MOST_SCHOOLS],
        left_out=schools[MOST_SCHOOLS:],
        unknown=[slug[:MOST_SAID] for slug in distinct if slug not in by_slug][:MOST_SCHOOLS],
        is_doubled=len(schools) < sum(slug in by_slug for slug in slugs),
        current=tuple(by_slug[slug].slug if slug in by_slug else slug for slug in may_be),
        is_renamed=any(by_slug[slug].slug != slug for slug in may_be if slug in by_slug),
    )


def _by_slug(slugs: list[str], rows: SchoolQuerySet) -> dict[str, School]:
    by_slug = {school.slug: school for school in rows.filter(slug__in=slugs)}
    if missing := [slug for slug in slugs if slug not in by_slug]:
        old = OldSlug.objects.filter(kind=School._meta.label_lower, slug__in=missing)
        keys = dict(old.values_list("slug", "object_id"))
        renamed = {school.pk: school for school in rows.filter(pk__in=keys.values())}
        by_slug |= {slug: renamed[key] for slug, key in keys.items() if key in renamed}
    return by_slug


@dataclass(frozen=True)
class Compared:
    """One school's column. What is empty is not known; it never means that there is none."""

    school: School
    label: str
    # For where the label stands beside every fact.
    short_label: str
    km: float | None
    is_over_water: bool
    events: list[Any]
    on: date
    # The schools that take part and of which this may be the location.
    candidates: list[Candidate]
    other_site: OtherSite | None

    @property
    def distance(self) -> str:
        return "" if self.km is None else over_water(about_km(self.km), self.is_over_water)

    @property
    def participations(self) -> list[SchoolParticipation]:
        rows: Any = self.school
        return list(rows.open_participations)

    @property
    def next_events(self) -> list[Any]:
        return self.events[:MOST_EVENTS]

    @property
    def more_events(self) -> int:
        return len(self.events[MOST_EVENTS:])

    @property
    def profiles_source(self) -> str:
        return source(self.school.profiles_basis, self.school.profiles_on)

    @property
    def sources(self) -> list[str]:
        return sources_of([self.school, *self.participations])

    @property
    def is_closed(self) -> bool:
        return self.school.is_closed(self.on)

    @property
    def is_plainly_open(self) -> bool:
        return not (self.is_closed or self.school.possibly_closed or self.successor)

    @property
    def successor(self) -> School | None:
        successor = self.school.successor
        return successor if successor and successor.is_published(self.on) else None


@dataclass(frozen=True)
class Comparison:
    columns: list[Compared]
    # Where the distances are measured from; nothing where that postcode is not known.
    area: PostcodeArea | None

    @property
    def has_nearby(self) -> bool:
        """Whether that postcode has a page of its own; what is invented has none."""
        return bool(self.area and not self.area.place.municipality.is_example)

    @property
    def all_plainly_open(self) -> bool:
        return all(column.is_plainly_open for column in self.columns)

    @property
    def has_example(self) -> bool:
        return any(column.school.is_example for column in self.columns)

    @property
    def has_events(self) -> bool:
        return any(column.events for column in self.columns)


def compared(schools: Sequence[School], postcode: str, on: date) -> Comparison:
    """These schools, from `for_comparison()`, with their coming events and how far they are."""
    areas = _areas([postcode, *(school.postcode[:4] for school in schools)])
    start = sure_point_of(areas.get(postcode))
    water = open_water(on)
    events = _coming_events(schools, on)
    candidates_of, sites = candidates(schools, on), other_sites(schools)
    labels = _unlike([school.label for school in schools], schools)
    short_labels = _unlike([_in_short(label) for label in labels], schools)
    columns = []
    for school, label, short_label in zip(schools, labels, short_labels, strict=True):
        point = point_of(school) or sure_point_of(areas.get(school.postcode[:4]))
        km = start.km_to(point) if start and point else None
        is_over_water = water.lies_between(start, point)
        coming = events.get(school.pk, [])
        taking_part = [ours for ours in candidates_of.get(school.pk, []) if ours.regions]
        columns.append(
            Compared(
                school=school,
                label=label,
                short_label=short_label,
                km=km,
                is_over_water=is_over_water,
                events=coming,
                on=on,
                candidates=taking_part,
                other_site=sites.get(school.pk),
            )
        )
    return Comparison(columns, areas.get(postcode))


def _in_short(label: str) -> str:
    cut = shorten(label, MOST_REPEATED, placeholder="…")
    return cut if len(cut) > 1 else label


def _unlike(labels: list[str], schools: Sequence[School]) -> list[str]:
    """These labels; those that are the same with the place behind them, and then the street."""
    for field in ("place", "address"):
        labels = [
            f"{label}, {more}"
            if labels.count(label) > 1 and (more := getattr(school, field))
            else label
            for label, school in zip(labels, schools, strict=True)
        ]
    return labels


def _areas(codes: Iterable[str]) -> dict[str, PostcodeArea]:
    rows = PostcodeArea.objects.with_doubts().filter(code__in=set(codes))
    rows = rows.select_related("place__municipality")
    return {area.code: area for area in rows}


def _coming_events(schools: Sequence[School], on: date) -> dict[int, list[Any]]:
    """By school what is coming; asked for all at once, which a relation of one cannot."""
    by_school: dict[int, list[Any]] = defaultdict(list)
    if schools:
        rows: Any = schools[0]
        every = rows.events.model.objects.published(on).filter(school__in=schools)
        for event in every.coming(on):
            by_school[event.school_id].append(event)
    return by_school
