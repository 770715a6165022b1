"""Schools side by side. The URL holds the whole choice; the number of queries is fixed."""

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
from regions.geo.distances import Point, about_km, over_water, point_of
from regions.models import PostcodeArea
from regions.models.geography import sure_point_of
from regions.open_water import open_water
from schools.figures.compared import ComparedFigure, FigureRow, figure_rows, figures_of_schools
from schools.figures.reasons import reason_of
from schools.locations import Candidate, candidates
from schools.measured_points import measured_point, points_by_postcode
from schools.models import School, SchoolParticipation, SchoolQuerySet
from schools.profile_words import may_have_changed, source
from schools.sites import OtherSite, other_sites

MAX_SCHOOLS = 4
# A URL may name thousands; the rest is ignored.
MAX_LOOKUPS = 12
MAX_EVENTS = 5
MAX_ECHO_LENGTH = 60
MAX_SHORT_LABEL_LENGTH = 36
SLUG = re.compile(r"[-\w]{1,120}", re.ASCII)


@dataclass(frozen=True)
class Choice:
    """The schools to compare and the postcode to measure from, with the URLs that hold them."""

    slugs: tuple[str, ...] = ()
    postcode: str = ""

    @property
    def url(self) -> str:
        return self._url("compare", "school")

    @property
    def calendar_url(self) -> str:
        return self._url("compare-calendar", "school", postcode="")

    @property
    def list_url(self) -> str:
        return self._url("schools:list", "vergelijk")

    @property
    def nearby_url(self) -> str:
        return self._url("nearby", "vergelijk", postcode="", args=[self.postcode])

    @cached_property
    def before(self) -> str:
        """The URL that adds a school to the selection is `before`, its slug and `after`."""
        pairs = [("school", slug) for slug in (*self.slugs, "")]
        return f"{reverse('compare')}?{urlencode(pairs)}"

    @property
    def after(self) -> str:
        return f"&vanaf={self.postcode}" if self.postcode else ""

    @property
    def carried(self) -> list[tuple[str, str]]:
        pairs = [("vergelijk", slug) for slug in self.slugs]
        return pairs + ([("vanaf", self.postcode)] if self.postcode else [])

    @property
    def has_room(self) -> bool:
        return len(self.slugs) < MAX_SCHOOLS

    def without(self, slug: str) -> Choice:
        return Choice(tuple(chosen for chosen in self.slugs if chosen != slug), self.postcode)

    def _url(
        self, name: str, field: str, postcode: str | None = None, args: Sequence[str] = ()
    ) -> str:
        postcode = self.postcode if postcode is None else postcode
        pairs = [(field, slug) for slug in self.slugs]
        pairs += [("vanaf", postcode)] if postcode else []
        url = reverse(name, args=args)
        return f"{url}?{urlencode(pairs)}" if pairs else url


@dataclass(frozen=True)
class Selection:
    """The schools in a URL: those to show, those beyond the maximum, and unknown slugs."""

    schools: list[School]
    left_out: list[School]
    unknown: list[str]
    has_duplicates: bool
    # All well-formed slugs; old ones are replaced by current ones.
    current: tuple[str, ...]
    is_renamed: bool

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(school.slug for school in self.schools)


def select_schools(slugs: Sequence[str], rows: SchoolQuerySet) -> Selection:
    """Return distinct schools in the order of `slugs`, which may include old ones."""
    distinct = list(dict.fromkeys(slugs))[:MAX_LOOKUPS]
    valid = [slug for slug in distinct if SLUG.fullmatch(slug)]
    by_slug = _by_slug(valid, rows) if valid else {}
    schools = list(dict.fromkeys(by_slug[slug] for slug in valid if slug in by_slug))
    return Selection(
        schools=schools[:MAX_SCHOOLS],
        left_out=schools[MAX_SCHOOLS:],
        unknown=[slug[:MAX_ECHO_LENGTH] for slug in distinct if slug not in by_slug][:MAX_SCHOOLS],
        has_duplicates=len(schools) < sum(slug in by_slug for slug in slugs),
        current=tuple(by_slug[slug].slug if slug in by_slug else slug for slug in valid),
        is_renamed=any(by_slug[slug].slug != slug for slug in valid if slug in by_slug),
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
class ComparedSchool:
    """A column of the table. An empty value means unknown, never none."""

    school: School
    label: str
    # Shown next to every fact on narrow screens.
    short_label: str
    km: float | None
    measured_to: str  # describes the point, if it is not the school's own
    is_over_water: bool
    events: list[Any]
    electives: list[Any]  # offers that are not past, upcoming ones first
    on: date
    # Participating schools that may be at this location.
    candidates: list[Candidate]
    other_site: OtherSite | None
    figures: list[ComparedFigure]

    @property
    def name(self) -> str:
        return self.short_label

    @property
    def why_no_figure(self) -> str:
        return str(reason_of(self.school, []).label)

    @property
    def distance(self) -> str:
        return "" if self.km is None else over_water(about_km(self.km), self.is_over_water)

    @property
    def participations(self) -> list[SchoolParticipation]:
        rows: Any = self.school
        return list(rows.open_participations)

    @property
    def next_events(self) -> list[Any]:
        return self.events[:MAX_EVENTS]

    @property
    def more_events(self) -> int:
        return len(self.events[MAX_EVENTS:])

    @property
    def profiles_source(self) -> str:
        return source(self.school.profiles_basis, self.school.profiles_on)

    @property
    def profiles_may_have_changed(self) -> bool:
        return may_have_changed(self.school.profiles_on, self.on)

    @property
    def sources(self) -> list[str]:
        return sources_of([self.school, *self.participations])

    @property
    def is_closed(self) -> bool:
        return self.school.is_closed(self.on)

    @property
    def is_certainly_open(self) -> bool:
        return not (self.is_closed or self.school.possibly_closed or self.successor)

    @property
    def successor(self) -> School | None:
        successor = self.school.successor
        return successor if successor and successor.is_published(self.on) else None


@dataclass(frozen=True)
class Comparison:
    columns: list[ComparedSchool]
    # Where distances start; None for an unknown postcode.
    area: PostcodeArea | None

    @property
    def has_nearby(self) -> bool:
        # Whether the postcode has a page; those of example municipalities have none.
        return bool(self.area and not self.area.place.municipality.is_example)

    @property
    def all_certainly_open(self) -> bool:
        return all(column.is_certainly_open for column in self.columns)

    @property
    def figure_rows(self) -> list[FigureRow]:
        return figure_rows(self.columns)

    @property
    def has_example(self) -> bool:
        return any(column.school.is_example for column in self.columns)

    @property
    def has_events(self) -> bool:
        return any(column.events for column in self.columns)


def compare_schools(schools: Sequence[School], postcode: str, on: date) -> Comparison:
    """Expects schools from `for_comparison()`."""
    areas = _areas([postcode, *(school.postcode[:4] for school in schools)])
    start = sure_point_of(areas.get(postcode))
    water = open_water(on)
    neighbours = _with_same_postcode(schools, on) if start else {}
    events, electives = _upcoming_events(schools, on), _electives(schools, on)
    candidates_of, sites = candidates(schools, on), other_sites(schools)
    figures = figures_of_schools(schools, on)
    labels = _distinct([school.label for school in schools], schools)
    short_labels = _distinct([_shortened(label) for label in labels], schools)
    columns = []
    for school, label, short_label in zip(schools, labels, short_labels, strict=True):
        area = sure_point_of(areas.get(school.postcode[:4]))
        own = point_of(school)
        point, measured_to = measured_point(own, area, school.address, school.postcode, neighbours)
        km = start.km_to(point) if start and point else None
        is_over_water = water.lies_between(start, point)
        upcoming = events.get(school.pk, [])
        participating = [
            candidate for candidate in candidates_of.get(school.pk, []) if candidate.regions
        ]
        columns.append(
            ComparedSchool(
                school=school,
                label=label,
                short_label=short_label,
                km=km,
                measured_to=measured_to,
                is_over_water=is_over_water,
                events=upcoming,
                electives=electives.get(school.pk, []),
                on=on,
                candidates=participating,
                other_site=sites.get(school.pk),
                figures=figures.get(school.pk, []),
            )
        )
    return Comparison(columns, areas.get(postcode))


def _with_same_postcode(schools: Sequence[School], on: date) -> dict[str, Point]:
    codes = {school.postcode for school in schools if school.postcode and not school.address}
    if not codes:
        return {}
    others = (
        School.objects.published(on).not_closed(on).exclude_examples().filter(postcode__in=codes)
    )
    with_street = others.exclude(address="").order_by("pk")
    return points_by_postcode((school.postcode, point_of(school)) for school in with_street)


def _shortened(label: str) -> str:
    cut = shorten(label, MAX_SHORT_LABEL_LENGTH, placeholder="…")
    return cut if len(cut) > 1 else label


def _distinct(labels: list[str], schools: Sequence[School]) -> list[str]:
    for field in ("place", "address"):
        labels = [
            f"{label}, {value}"
            if labels.count(label) > 1 and (value := getattr(school, field))
            else label
            for label, school in zip(labels, schools, strict=True)
        ]
    return labels


def _areas(codes: Iterable[str]) -> dict[str, PostcodeArea]:
    rows = PostcodeArea.objects.with_doubts().filter(code__in=set(codes))
    rows = rows.select_related("place__municipality")
    return {area.code: area for area in rows}


def _electives(schools: Sequence[School], on: date) -> dict[int, list[Any]]:
    # By school key. This app may not import offers, so use the reverse relation.
    by_school: dict[int, list[Any]] = defaultdict(list)
    if schools:
        rows: Any = schools[0]
        for offer in (
            rows.offers.model.objects.published(on).electives(on).filter(school__in=schools)
        ):
            by_school[offer.school_id].append(offer)
    return by_school


def _upcoming_events(schools: Sequence[School], on: date) -> dict[int, list[Any]]:
    # By school key. This app may not import events, so use the reverse relation.
    by_school: dict[int, list[Any]] = defaultdict(list)
    if schools:
        rows: Any = schools[0]
        events = rows.events.model.objects.published(on).filter(school__in=schools)
        for event in events.upcoming(on):
            by_school[event.school_id].append(event)
    return by_school
