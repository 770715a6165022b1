"""The data around a postcode, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import QueryDict

from news.models import Event
from pactdir.map.nearby import NearbyMap
from pactdir.nearby.distances import Distances
from pactdir.nearby.filters import RADII, NearbyFilter
from pactdir.nearby.groups import Group, grouped
from pactdir.nearby.rows import Row
from pactdir.nearby.schools import Country, SchoolNear, known_country, schools_from
from pactdir.pages.municipality_page import succession_sentences
from pactdir.search_box.gazetteer import GazetteerEntry, gazetteer
from partners.models import Offer
from partners.models.offer_conditions import offers_at, offers_by_regions
from regions.borders import Outline, bordering_from, outlines_near
from regions.geo.distances import Point, about_km, is_within, over_water, point_of, whole_km
from regions.models import Municipality, PostcodeArea, PostcodeDoubt
from regions.models.geography import Doubt, sure_point_of
from regions.names.other_names import villages_at
from regions.standing import NOT_KNOWN, standing_by_slug
from regions.taking_part import Link
from regions.wording.national_count import is_part
from schools.advice import only_may_fit
from schools.comparison import Choice, select_schools
from schools.figures.road import road_to_vmbo
from schools.locations import Candidate
from schools.models import Figure, School
from schools.models.queries import ROW_FIELDS
from schools.sites import OtherSite, other_sites
from schools.taking_part import RegionName

PER_PAGE = 24
CYCLING_KM = 15
FAR_KM = 30
MAX_RINGS = 3
OTHER_REGIONS, SCHOOLS_OF_EACH = 6, 3
EVENTS, MAX_PAST_EVENTS = 12, 5
OFFERS = 12
# Fields of a school for a row, besides ROW_FIELDS.
EXTRA_ROW_FIELDS = ("brin", "website", "is_example", "possibly_closed", "latitude", "longitude")
# Fields of an event for a row.
EVENT_FIELDS = (
    "name",
    "slug",
    "starts_on",
    "ends_on",
    "starts_at",
    "ends_at",
    "status",
    "moved_from_start",
    "moved_from_end",
    "place__name",
    "region__name",
    "school__name",
    "school__told_apart_by",
)
# Fields of an offer for a row.
OFFER_FIELDS = (
    *("name", "slug", "kind", "audience", "starts", "ends", "source_dated", "weekdays"),
    *("by_appointment", "cost", "cost_note", "place__name", "region__name"),
    *("school__name", "school__told_apart_by", "school__place__name"),
    *("partner__name", "partner__place__name"),
)
MAX_NUMBER_DIFFERENCE = 20  # postcodes whose numbers are further apart are seldom near each other


def nearest_by_number(area: PostcodeArea) -> PostcodeArea | None:
    number = int(area.code)
    rows = PostcodeArea.objects.with_doubts().filter(
        code__gte=f"{number - MAX_NUMBER_DIFFERENCE:04}",
        code__lte=f"{number + MAX_NUMBER_DIFFERENCE:04}",
        place__municipality__is_example=False,
    )
    located = [row for row in rows.select_related("place") if sure_point_of(row)]
    return min(located, key=lambda row: (abs(int(row.code) - number), row.code), default=None)


@dataclass
class Surroundings:
    area: PostcodeArea
    day: date
    query: QueryDict

    @classmethod
    def of(cls, code: str, day: date, query: QueryDict) -> Surroundings | None:
        """Return None for an unknown postcode."""
        areas = PostcodeArea.objects.with_doubts().select_related("place__municipality")
        area = areas.filter(code=code, place__municipality__is_example=False).first()
        return cls(area, day, query) if area else None

    @property
    def municipality(self) -> Municipality:
        return self.area.place.municipality

    @property
    def succession_sentences(self) -> list[str]:
        return succession_sentences(
            self.country.origins.get(self.municipality.pk, []), self.municipality.valid_from
        )

    @property
    def former_municipality(self) -> GazetteerEntry | None:
        """The former municipality with this place's name, if it merged into the current one."""
        named = gazetteer(self.day).named(self.area.place.name)
        here = (entry for entry in named if entry.municipality == self.municipality.pk)
        return next((entry for entry in here if entry.former_address), None)

    @property
    def villages(self) -> list[str]:
        named = {self.area.place.name, *(doubt.other for doubt in self.doubts)}
        return [village for village in villages_at(self.area.code) if village not in named]

    @cached_property
    def country(self) -> Country:
        return known_country(self.day)

    @cached_property
    def road(self) -> Figure | None:
        return road_to_vmbo(self.area.code, self.day)

    # --- conflicting sources about the postcode ---

    @cached_property
    def doubts(self) -> list[PostcodeDoubt]:
        if not self.area.is_doubted:
            return []
        return list(self.area.doubts.unresolved().select_related("area").order_by("about"))

    @property
    def may_be_elsewhere(self) -> bool:
        return any(doubt.about == Doubt.POINT for doubt in self.doubts)

    @property
    def heading(self) -> str:
        code, town = self.area.code, self.municipality
        if self.may_be_elsewhere:
            return f"{code}: waar dat ligt, weten wij niet zeker"
        if self.area.has_no_sure_point:
            is_decided = all(doubt.is_decided for doubt in self.doubts)
            return f"{code}: {'' if is_decided else 'misschien '}een nummer voor postbussen"
        if self.area.is_doubted:
            return f"{code}, gemeente {town}"
        return f"{code} is {self.area.place}, gemeente {town}"

    @cached_property
    def measured_from(self) -> PostcodeArea:
        if not self.area.has_no_sure_point:
            return self.area
        return nearest_by_number(self.area) or self.area

    @property
    def _here(self) -> Point | None:
        is_sure = self.measured_from != self.area or not self.area.has_no_sure_point
        return point_of(self.measured_from) if is_sure else None

    # --- regions ---

    @cached_property
    def border(self) -> list[Outline]:
        here = sure_point_of(self.area)
        if here is None:
            return []
        own_points = self.country.points.get(self.municipality.pk, [])
        return bordering_from(here, own_points, self.municipality, self._outlines)

    @cached_property
    def _outlines(self) -> list[Outline]:
        here, reach = self._here, self.filter.reach
        km = reach if reach in RADII else 0
        return outlines_near(here, self.municipality, km) if here else []

    @cached_property
    def regions(self) -> list[Link]:
        return self.country.links.get(self.municipality.pk, [])

    @property
    def regions_have_ended(self) -> bool:
        """Whether sources state that the agreements of all of these regions were terminated."""
        by_slug = standing_by_slug(self.day)
        return all(by_slug.get(link.slug, NOT_KNOWN).has_ended for link in self.regions)

    @cached_property
    def across(self) -> list[tuple[Outline, list[Link]]]:
        own = {link.slug for link in self.regions}
        links = self.country.links
        return [
            (town, [link for link in links.get(town.municipality, []) if link.slug not in own])
            for town in self.border
        ]

    @property
    def across_without_other_regions(self) -> list[Outline]:
        return [town for town, links in self.across if not links]

    @cached_property
    def _nearest_taking_part(self) -> SchoolNear | None:
        if self.regions:
            return None
        schools = self.filter.schools
        return next((near for near in schools if near.known.regions and near.km is not None), None)

    @cached_property
    def nearest(self) -> tuple[RegionName, Row] | None:
        school = self._nearest_taking_part
        return (school.known.regions[0], self._row(school)) if school else None

    @property
    def is_nearest_far(self) -> bool:
        school = self._nearest_taking_part
        return school is None or not school.is_within(FAR_KM)

    @property
    def region_count(self) -> int:
        return self.country.region_count

    @property
    def is_own_missing(self) -> bool:
        return is_part(self.region_count)

    # --- schools ---

    @cached_property
    def filter(self) -> NearbyFilter:
        schools = schools_from(self._here, self.municipality.pk, self.country.schools)
        carried = [("vergelijk", slug) for slug in self.choice.slugs]
        return NearbyFilter(self.query, schools, carried)

    @cached_property
    def page(self) -> Page:
        return Paginator(self.filter.matches, PER_PAGE).get_page(self.query.get("page"))

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(near) for near in self.page]

    @property
    def other_codes(self) -> list[str]:
        """The other postcodes in its place, for visitors who searched by its name."""
        codes = self.country.codes.get(self.area.place_id, [])
        return [code for code in codes if code != self.area.code]

    @property
    def candidates(self) -> list[Candidate]:
        """Participating schools that a listed school may be, without duplicates."""
        rows = [*self.rows, *self.without_distance]
        by_school = {found.school.pk: found for row in rows for found in row.candidates}
        return list(by_school.values())

    @cached_property
    def _technical(self) -> list[SchoolNear]:
        return [near for near in self.filter.matches if near.known.technical_profiles]

    @property
    def technical_count(self) -> int:
        return len(self._technical)

    @cached_property
    def _nearest_technical_school(self) -> SchoolNear | None:
        return min(self._technical, key=lambda near: near.km or 0, default=None)

    @property
    def nearest_technical(self) -> Row | None:
        school = self._nearest_technical_school
        return self._row(school) if school else None

    @cached_property
    def groups(self) -> list[Group]:
        if not self.filter.is_ranked:
            return []
        fits = [self.filter.fit_of(school) for school in self.filter.matches]
        return grouped(fits, PER_PAGE, self.filter.is_general_advised)

    @property
    def rows_by_group(self) -> list[tuple[Group | None, list[Row]]]:
        if not self.groups:
            return [(None, self.rows)] if self.rows else []
        by_fit = {group.fit: group for group in self.groups}
        parts = groupby(self.rows, key=lambda row: self.filter.fit_of(row.near))
        return [(by_fit[fit], list(rows)) for fit, rows in parts]

    @cached_property
    def map(self) -> NearbyMap | None:
        """A map of the schools on this page; None if they are too far apart."""
        here, reach = self._here, self.filter.reach
        if here is None or reach not in RADII or not self.page:
            return None
        # No wider than the schools need, which would crowd them together.
        farthest = max(near.whole_km or 0 for near in self.page)
        outer = next(km for km in RADII if km >= farthest)
        rings = [km for km in RADII if km <= outer][-MAX_RINGS:]
        schools = [row.school for row in self.rows]
        shapes = {outline.municipality: outline.shape for outline in self._outlines}
        return NearbyMap(here, schools, rings, self.area.code, shapes)

    @cached_property
    def without_distance(self) -> list[Row]:
        # Only on the first page, where visitors see them.
        return [self._row(school) for school in self._without_distance]

    @property
    def _without_distance(self) -> list[SchoolNear]:
        return self.filter.without_distance if self.page.number == 1 else []

    # --- comparison ---

    @cached_property
    def selected(self) -> list[School]:
        rows = School.objects.published(self.day).select_related("place", "municipality")
        return select_schools(self.query.getlist("vergelijk"), rows).schools

    @cached_property
    def choice(self) -> Choice:
        return Choice(tuple(school.slug for school in self.selected), self.area.code)

    @property
    def chosen_elsewhere(self) -> list[str]:
        on_page = {row.school.slug for row in [*self.rows, *self.without_distance]}
        return [slug for slug in self.choice.slugs if slug not in on_page]

    @property
    def is_uncertain(self) -> bool:
        advices = self.filter.values.get("advies", [])
        schools = [*self.page, *self._without_distance]
        return any(only_may_fit(school.known.levels, advices) for school in schools)

    @cached_property
    def _nearby_by_region(self) -> list[tuple[RegionName, list[SchoolNear]]]:
        own = {link.slug for link in self.regions}
        by_region: dict[RegionName, list[SchoolNear]] = {}
        for school in self.filter.schools:
            if school.is_within(CYCLING_KM):
                for region in school.known.regions:
                    if region.slug not in own:
                        by_region.setdefault(region, []).append(school)
        of_each = [(region, schools[:SCHOOLS_OF_EACH]) for region, schools in by_region.items()]
        return of_each[:OTHER_REGIONS]

    @cached_property
    def other_regions(self) -> list[tuple[RegionName, list[Row]]]:
        return [
            (region, [self._row(near) for near in schools])
            for region, schools in self._nearby_by_region
        ]

    def _row(self, near: SchoolNear) -> Row:
        key = near.known.key
        return Row(
            near=near,
            school=self._schools[key],
            is_over_water=self.is_over_water(near),
            former_names_in_words=self.country.former_names.get(key, ""),
            visit=self.country.visits.get(key),
            other_site=self._other_sites.get(key),
            candidates=[
                Candidate(self._schools[school.key], school.regions)
                for school in near.known.may_be
                if school.regions
            ],
        )

    @cached_property
    def _other_sites(self) -> dict[int, OtherSite]:
        return other_sites(self._schools.values())

    def is_over_water(self, near: SchoolNear) -> bool:
        return self.country.water.lies_between(self._here, near.known.point)

    @property
    def is_any_over_water(self) -> bool:
        return any(row.is_over_water for row in self.rows)

    @property
    def nearest_beyond(self) -> str:
        nearest = self.filter.nearest_beyond
        if nearest is None or nearest.km is None:
            return ""
        return over_water(about_km(nearest.km), self.is_over_water(nearest))

    @cached_property
    def _schools(self) -> dict[int, School]:
        near = [*self.page, *self._without_distance]
        near += [school for _, schools in self._nearby_by_region for school in schools]
        near += [
            school
            for school in (self._nearest_taking_part, self._nearest_technical_school)
            if school
        ]
        named = {known.key for school in near for known in (school.known, *school.known.may_be)}
        rows = School.objects.filter(pk__in=named).select_related("place", "municipality")
        return {school.pk: school for school in rows.only(*ROW_FIELDS, *EXTRA_ROW_FIELDS)}

    @cached_property
    def _events(self) -> list[Event]:
        near = [*self.filter.matches, *self.filter.without_distance]
        regions = {link.slug for link in self.regions}
        schools = [known for school in near for known in (school.known, *school.known.may_be)]
        regions |= {region.slug for school in schools for region in school.regions}
        concerned = Q(school__in=[school.key for school in schools]) | Q(region__slug__in=regions)
        concerned |= Q(place__in=self._venues_within(self.filter.reach))
        events = Event.objects.published(self.day).exclude_examples().filter(concerned)
        return list(events.for_list().only(*EVENT_FIELDS).upcoming_first(self.day)[:EVENTS])

    def _venues_within(self, km: int) -> list[int]:
        venues = self.country.venues
        return [key for key, points in venues.items() if self._is_within(km, points)]

    def _is_within(self, km: int, points: Iterable[Point | None]) -> bool:
        here = self._here
        return any(here and point and is_within(here.km_to(point), km) for point in points)

    def _schools_within(self, km: int) -> list[int]:
        schools = self.country.schools
        near = [school.key for school in schools if self._is_within(km, [school.point])]
        return near + self._unlocated_schools

    @property
    def _unlocated_schools(self) -> list[int]:
        """Keys of schools in this municipality without coordinates."""
        return [
            school.key
            for school in self.country.schools
            if school.point is None and school.municipality == self.municipality.pk
        ]

    def events_within(self, km: int) -> Q:
        """Selected by their place or else their school; if unknown, by this municipality."""
        schools = self._schools_within(km)
        regions = [link.slug for link in self.regions]
        return (
            Q(place__in=self._venues_within(km))
            | Q(place__isnull=True, school__in=schools)
            | Q(place__isnull=True, school__isnull=True, region__slug__in=regions)
        )

    # --- offers ---

    @cached_property
    def offers(self) -> list[Offer]:
        offers = Offer.objects.published(self.day).exclude_examples()
        offers = offers.filter(self.offers_within(self.filter.calendar_km)).for_list()
        return list(offers.only(*OFFER_FIELDS).upcoming_first(self.day)[:OFFERS])

    def offers_within(self, km: int) -> Q:
        """Selected by their place or else their school or partner; if unknown, by this
        municipality.
        """
        there = offers_at({"in": self._venues_within(km)}, {"in": self._schools_within(km)})
        return there | offers_by_regions(slug__in=[link.slug for link in self.regions])

    def distances(self, max_km: int) -> Distances:
        regions, unlocated = [link.slug for link in self.regions], self._unlocated_schools
        here = self._here
        if here is None:
            return Distances({}, {}, unlocated, regions)
        places = {
            key: whole_km(min(here.km_to(point) for point in points))
            for key, points in self.country.venues.items()
        }
        schools = {
            school.key: whole_km(here.km_to(school.point))
            for school in self.country.schools
            if school.point
        }
        return Distances(
            {key: km for key, km in places.items() if km <= max_km},
            {key: km for key, km in schools.items() if km <= max_km},
            unlocated,
            regions,
        )

    @property
    def offers_in_words(self) -> str:
        past = sum(offer.is_past(self.day) for offer in self.offers)
        others = len(self.offers) - past
        return f"{others}, en {past} voorbij" if past else str(others)

    # --- agenda ---

    @cached_property
    def upcoming(self) -> list[Event]:
        return [event for event in self._events if not event.is_past(self.day)]

    @cached_property
    def past(self) -> list[Event]:
        return [event for event in self._events if event.is_past(self.day)][:MAX_PAST_EVENTS]
