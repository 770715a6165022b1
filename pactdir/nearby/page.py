"""What a page tells of the surroundings of a postcode, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Prefetch, Q
from django.http import QueryDict

from news.models import Audience, Event
from pactdir.map.nearby import NearbyMap
from pactdir.nearby.filters import RADII, NearbyFilter
from pactdir.nearby.groups import Group, grouped
from pactdir.nearby.schools import Country, SchoolNear, known_country, schools_from
from pactdir.pages.municipality_page import succession_sentences
from regions.borders import outlines_near, reached_from
from regions.geo.distances import Point, about_km, is_within, over_water, point_of
from regions.models import Municipality, PostcodeArea, PostcodeDoubt
from regions.models.geography import Doubt, is_part_of, part_of, sure_point_of
from regions.names.other_names import villages_at
from regions.standing import NOT_KNOWN, standings
from regions.taking_part import Link, links_by_municipality
from regions.wording.national_count import is_part
from schools.advice import only_may_fit
from schools.comparison import Choice, chosen
from schools.models import TECHNICAL_PROFILES, Level, Profile, School
from schools.sites import OtherSite, other_sites
from schools.taking_part import RegionName

PER_PAGE = 24
CYCLING = 15  # km
FAR = 30  # km
MOST_RINGS = 3
OTHER_REGIONS, SCHOOLS_OF_EACH = 6, 3
EVENTS, PAST_EVENTS = 12, 5
FOR_PUPILS = {Audience.PRIMARY, Audience.SECONDARY, Audience.PARENTS}


@dataclass
class Row:
    """A school in full, as seen from the postcode."""

    near: SchoolNear
    school: School
    other_site: OtherSite | None = None

    is_over_water: bool = False
    # The schools of which this may be the location, each with its regions.
    may_be: list[tuple[School, list[RegionName]]] = field(default_factory=list)

    @property
    def perhaps_also(self) -> str:
        """Levels of a second code at this address, of which is asked whether it is this school."""
        return ", ".join(Level(level).label for level in self.near.known.perhaps_also)

    @property
    def where(self) -> str:
        return self.school.where or "plaats niet bekend"

    @property
    def distance(self) -> str:
        if self.near.km is None:
            return "afstand niet bekend"
        return over_water(about_km(self.near.km), self.is_over_water)

    @property
    def straight_distance(self) -> str:
        """Too far for water on the way to matter."""
        return "afstand niet bekend" if self.near.km is None else about_km(self.near.km)

    @property
    def measured_to(self) -> str:
        """The postcode whose point stands for the school's own, where it has none."""
        here = self.near.km is not None and self.near.known.by_postcode
        return self.near.known.postcode[:4] if here else ""

    @property
    def profiles_in_words(self) -> str:
        if not self.near.known.profiles_known:
            return "profielen niet bekend"
        technical = [Profile(one) for one in self.near.known.profiles if one in TECHNICAL_PROFILES]
        if technical:
            return f"technisch: {'; '.join(one.label for one in technical)}"
        return "geen technisch profiel" if self.near.known.profiles else "geen vmbo-profielen"

    @property
    def visit(self) -> Event | None:
        """When to go and look: an open day before anything else, and not what is for teachers."""
        events: Iterable[Event] = self.school.coming_events  # type: ignore[attr-defined]
        for_pupils = [one for one in events if not one.audience or FOR_PUPILS & {*one.audience}]
        return min(for_pupils, key=lambda one: "open" not in one.folded_name, default=None)


BESIDE = 20  # numbers; further on they are seldom near


def nearest_by_number(area: PostcodeArea) -> PostcodeArea | None:
    """Of the postcodes with a number close by, the closest that one may measure from."""
    number = int(area.code)
    rows = PostcodeArea.objects.with_doubts().filter(
        code__gte=f"{number - BESIDE:04}",
        code__lte=f"{number + BESIDE:04}",
        place__municipality__is_example=False,
    )
    known = [row for row in rows.select_related("place") if sure_point_of(row)]
    return min(known, key=lambda row: (abs(int(row.code) - number), row.code), default=None)


@dataclass
class Nearby:
    area: PostcodeArea
    origins: list[tuple[Any, str]]
    day: date
    asked: QueryDict

    @classmethod
    def of(cls, code: str, day: date, asked: QueryDict) -> Nearby | None:
        """The surroundings of that postcode; nothing where the postcode is not known."""
        went_on = "place__municipality__predecessions__"
        rows: list[Any] = list(
            PostcodeArea.objects.with_doubts()
            .filter(code=code, place__municipality__is_example=False)
            .select_related("place__municipality")
            .annotate(
                origin=F(f"{went_on}old__name"),
                origin_on=F(f"{went_on}on"),
                is_part=is_part_of(f"{went_on}old", "place__municipality"),
            )
            .order_by("origin_on", "origin")
        )
        if not rows:
            return None
        begun = [row for row in rows if row.origin_on and row.origin_on.first_day <= day]
        origins = [(row.origin_on, part_of(row.origin, row.is_part)) for row in begun]
        return cls(rows[0], origins, day, asked)

    @property
    def municipality(self) -> Municipality:
        return self.area.place.municipality

    @property
    def succession_sentences(self) -> list[str]:
        """How the municipality came to be: many know it by the name it had before."""
        return succession_sentences(self.origins, self.municipality.valid_from)

    @property
    def villages(self) -> list[str]:
        """What lies here too and may be what one asked for."""
        told = {self.area.place.name, *(doubt.other for doubt in self.doubts)}
        return [one for one in villages_at(self.area.code) if one not in told]

    @cached_property
    def country(self) -> Country:
        return known_country(self.day)

    # --- what contradicts the table of postcodes ---

    @cached_property
    def doubts(self) -> list[PostcodeDoubt]:
        if not self.area.is_doubted:
            return []
        return list(self.area.doubts.standing().select_related("area").order_by("about"))

    @property
    def is_elsewhere(self) -> bool:
        """Whether it may lie in another municipality altogether."""
        return any(doubt.about == Doubt.POINT for doubt in self.doubts)

    @property
    def heading(self) -> str:
        """Where it is, as far as nothing contradicts that."""
        code, town = self.area.code, self.municipality
        if self.is_elsewhere:
            return f"{code}: waar dat ligt, weten wij niet zeker"
        if self.area.has_no_sure_point:
            is_decided = all(doubt.is_decided for doubt in self.doubts)
            return f"{code}: {'' if is_decided else 'misschien '}een nummer voor postbussen"
        if self.area.is_doubted:
            return f"{code}, gemeente {town}"
        return f"{code} is {self.area.place}, gemeente {town}"

    @cached_property
    def measured_from(self) -> PostcodeArea:
        """The postcode itself; of one of which the point is in doubt, the nearest by number."""
        if not self.area.has_no_sure_point:
            return self.area
        return nearest_by_number(self.area) or self.area

    @property
    def _here(self) -> Point | None:
        is_sure = self.measured_from != self.area or not self.area.has_no_sure_point
        return point_of(self.measured_from) if is_sure else None

    # --- regions ---

    @cached_property
    def border(self) -> list[Municipality]:
        """The other municipalities it may lie in too: a postcode stops at no border."""
        here = sure_point_of(self.area)
        if here is None:
            return []
        beside = self.country.points.get(self.municipality.pk, [])
        return reached_from(here, beside, self.municipality, self._outlines)

    @cached_property
    def _outlines(self) -> list[Any]:
        """Of the municipality and its neighbours, and of all that the map may show."""
        here, reach = self._here, self.filter.reach
        km = reach if reach in RADII else 0
        return outlines_near(here, self.municipality, km) if here else []

    @cached_property
    def _links(self) -> dict[int, list[Link]]:
        return links_by_municipality(self.day, [self.municipality, *self.border])

    @property
    def regions(self) -> list[Link]:
        return self._links[self.municipality.pk]

    @property
    def regions_have_ended(self) -> bool:
        """Whether sources say of all of them that the agreement was terminated."""
        known = standings(self.day)
        return all(known.get(link.slug, NOT_KNOWN).has_ended for link in self.regions)

    @property
    def across(self) -> list[tuple[Municipality, list[Link]]]:
        """The municipalities at the border, each with its regions that are not one's own."""
        own = {link.slug for link in self.regions}
        return [
            (one, [link for link in self._links[one.pk] if link.slug not in own])
            for one in self.border
        ]

    @property
    def across_without_more(self) -> list[Municipality]:
        """Those at the border of which no region is known but one's own."""
        return [one for one, links in self.across if not links]

    @cached_property
    def _nearest_taking_part(self) -> SchoolNear | None:
        known = [one for one in self.filter.schools if one.known.regions and one.km is not None]
        return known[0] if known and not self.regions else None

    @property
    def nearest(self) -> tuple[RegionName, Row] | None:
        """Where no region is known: the one of the nearest school that takes part in any."""
        school = self._nearest_taking_part
        return (school.known.regions[0], self._row(school)) if school else None

    @property
    def is_nearest_far(self) -> bool:
        """Too far to be of use: one's own region is likelier to be among those not known here."""
        school = self._nearest_taking_part
        return school is None or not school.is_within(FAR)

    @property
    def is_own_missing(self) -> bool:
        return is_part(self.country.region_count)

    # --- schools ---

    @cached_property
    def filter(self) -> NearbyFilter:
        schools = schools_from(self._here, self.municipality.pk, self.country.schools)
        carried = [("vergelijk", slug) for slug in self.choice.slugs]
        return NearbyFilter(self.asked, schools, carried)

    @cached_property
    def page(self) -> Page:
        return Paginator(self.filter.found, PER_PAGE).get_page(self.asked.get("page"))

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(one) for one in self.page]

    @cached_property
    def groups(self) -> list[Group]:
        """How the schools found fit what was chosen, on which page each group begins."""
        if not self.filter.is_ranked:
            return []
        fits = [self.filter.fit_of(school) for school in self.filter.found]
        return grouped(fits, PER_PAGE, self.filter.is_general_advised)

    @property
    def rows_by_group(self) -> list[tuple[Group | None, list[Row]]]:
        """The rows of this page; a group that began on an earlier one goes on here."""
        if not self.groups:
            return [(None, self.rows)] if self.rows else []
        by_fit = {group.fit: group for group in self.groups}
        parts = groupby(self.rows, key=lambda row: self.filter.fit_of(row.near))
        return [(by_fit[fit], list(rows)) for fit, rows in parts]

    @cached_property
    def map(self) -> NearbyMap | None:
        """The schools of this part of the list, but where they lie far and wide."""
        here, reach = self._here, self.filter.reach
        if here is None or reach not in RADII or not self.page:
            return None
        rings = [km for km in RADII if km <= reach][-MOST_RINGS:]
        schools = [row.school for row in self.rows]
        shapes = {one.code: one.shape for one in self._outlines}
        return NearbyMap(here, schools, rings, self.area.code, shapes)

    @property
    def apart(self) -> list[Row]:
        """What is near at a distance that is not known; on the first page, so that it is seen."""
        return [self._row(one) for one in self._apart]

    @property
    def _apart(self) -> list[SchoolNear]:
        return self.filter.apart if self.page.number == 1 else []

    # --- chosen to compare ---

    @cached_property
    def beside(self) -> list[School]:
        """What was chosen before one came here, or went to another page of the list."""
        rows = School.objects.published(self.day).for_rows()
        return chosen(self.asked.getlist("vergelijk"), rows).schools

    @property
    def choice(self) -> Choice:
        return Choice(tuple(school.slug for school in self.beside), self.area.code)

    @property
    def chosen_elsewhere(self) -> list[str]:
        """What is chosen and has no box to tick on this page."""
        here = {row.school.slug for row in [*self.rows, *self.apart]}
        return [slug for slug in self.choice.slugs if slug not in here]

    @property
    def is_uncertain(self) -> bool:
        """Whether a school may be for the advice asked for, but is not known to be."""
        advices = self.filter.values.get("advies", [])
        return any(only_may_fit(one.known.levels, advices) for one in [*self.page, *self._apart])

    @cached_property
    def _others(self) -> list[tuple[RegionName, list[SchoolNear]]]:
        own = {link.slug for link in self.regions}
        found: dict[RegionName, list[SchoolNear]] = {}
        for school in self.filter.schools:
            if school.is_within(CYCLING):
                for region in school.known.regions:
                    if region.slug not in own:
                        found.setdefault(region, []).append(school)
        of_each = [(region, schools[:SCHOOLS_OF_EACH]) for region, schools in found.items()]
        return of_each[:OTHER_REGIONS]

    @property
    def others(self) -> list[tuple[RegionName, list[Row]]]:
        """The other regions one can cycle to, the nearest first, with their nearest schools."""
        return [(region, [self._row(one) for one in schools]) for region, schools in self._others]

    def _row(self, near: SchoolNear) -> Row:
        may_be = [(self._schools[one.key], one.regions) for one in near.known.may_be if one.regions]
        school = self._schools[near.known.key]
        site = self._other_sites.get(school.pk)
        return Row(near, school, site, self._is_over_water(near), may_be)

    @cached_property
    def _other_sites(self) -> dict[int, OtherSite]:
        return other_sites(self._schools.values())

    def _is_over_water(self, near: SchoolNear) -> bool:
        return self.country.water.lies_between(self._here, near.known.point)

    @property
    def is_any_over_water(self) -> bool:
        return any(row.is_over_water for row in self.rows)

    @property
    def nearest_beyond(self) -> str:
        """Where nothing lies as near as was asked: how far the nearest is."""
        nearest = self.filter.nearest_beyond
        if nearest is None or nearest.km is None:
            return ""
        return over_water(about_km(nearest.km), self._is_over_water(nearest))

    @cached_property
    def _schools(self) -> dict[int, School]:
        """All schools that the page names, in full."""
        near = [*self.page, *self._apart]
        near += [one for _, schools in self._others for one in schools]
        if self._nearest_taking_part:
            near.append(self._nearest_taking_part)
        named = {school.key for one in near for school in (one.known, *one.known.may_be)}
        visits = Event.objects.published(self.day).going_on().coming(self.day)
        schools = School.objects.filter(pk__in=named).for_rows()
        schools = schools.prefetch_related(Prefetch("events", visits, "coming_events"))
        return {school.pk: school for school in schools}

    # --- agenda ---

    @cached_property
    def _events(self) -> list[Event]:
        """What schools nearby, regions concerned and places nearby have in store or had."""
        near = [*self.filter.found, *self.filter.apart]
        regions = {link.slug for link in self.regions}
        known = [school for one in near for school in (one.known, *one.known.may_be)]
        regions |= {region.slug for school in known for region in school.regions}
        asked = Q(school__in=[school.key for school in known]) | Q(region__slug__in=regions)
        asked |= Q(place__in=self._places_near)
        events = Event.objects.published(self.day).real().filter(asked)
        return list(events.for_list().coming_first(self.day)[:EVENTS])

    @property
    def _places_near(self) -> list[int]:
        """The places of events of which some postcode is as near as the list of schools goes."""
        here, reach = self._here, self.filter.reach
        return [
            key
            for key, points in self.country.venues.items()
            if here and any(is_within(here.km_to(point), reach) for point in points)
        ]

    @property
    def coming(self) -> list[Event]:
        return [one for one in self._events if not one.is_past(self.day)]

    @property
    def past(self) -> list[Event]:
        return [one for one in self._events if one.is_past(self.day)][:PAST_EVENTS]
