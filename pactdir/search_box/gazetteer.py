"""Every postcode, place, municipality and province, as people may write them.

Kept in memory until the content changes: some three thousand names, which a question is held
against whole, for one may write them in many ways and make mistakes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.urls import reverse

from regions.geo.distances import Point
from regions.geo.midst import Area, midst
from regions.lists.facets import SLUG_BY_PROVINCE
from regions.models import (
    Municipality,
    MunicipalitySuccession,
    Place,
    PostcodeArea,
    PostcodeDoubt,
    Province,
)
from regions.models.geography import Doubt
from regions.names.other_names import OTHER_NAMES, other_names
from regions.names.spelling import joined, spelled, words_spelled
from regions.writing.version_cache import cached_per_version
from schools.models import School

# A town goes on over the border of its municipality: what lies so near, and is so much smaller,
# is no other place of that name. A village in two halves is asked about.
NEAR = 9.0  # km
SMALLER = 3  # times
# "Bergen (NH)", "Beers NB", "Haren Gn", "Spaarndam gem. Haarlem": the name, and what tells it
# from another.
SHORT_PROVINCES = "|".join(re.escape(short) for short in OTHER_NAMES["behind_a_name"])
TOLD_APART = re.compile(rf"(.+?) (?:\([^()]+\)|[A-Z]{{1,3}}|ca|{SHORT_PROVINCES}|gem\.? .+)")
PROVINCE_NAMES = {province.value: str(province.label) for province in Province}
SMALL_WORDS = {"s", "t", "de", "den", "ter", "ten", "it"}


class Kind(StrEnum):
    PLACE = "plaats"
    MUNICIPALITY = "gemeente"
    PROVINCE = "provincie"


@dataclass(frozen=True, slots=True)
class Known:
    """One place, municipality or province, and the page that tells of it."""

    kind: Kind
    name: str
    province: str  # by its code
    municipality: int = 0  # by its key: its own, or the one it lies in
    municipality_name: str = ""
    municipality_slug: str = ""
    postcodes: tuple[str, ...] = ()
    schools: int = 0  # with one of those postcodes in their address
    central: str = ""  # the postcode in the midst of the others
    # A municipality found by the name of one that went on in it, and since when, where known.
    old_name: str = ""
    since: str = ""

    @property
    def address(self) -> str:
        """Round a place, where it has a postcode; else of the municipality or the province."""
        if self.kind is Kind.PROVINCE:
            return f"{reverse('municipalities:list')}?provincie={self.province_slug}"
        if self.central:
            return reverse("nearby", args=[self.central])
        return reverse("municipalities:detail", args=[self.municipality_slug])

    @property
    def province_slug(self) -> str:
        return SLUG_BY_PROVINCE[self.province]

    @property
    def title(self) -> str:
        return f"Gemeente {self.name}" if self.kind is Kind.MUNICIPALITY else self.name

    @property
    def where(self) -> str:
        """What tells it from others of its name."""
        if self.kind is Kind.PROVINCE:
            return ""
        province = PROVINCE_NAMES[self.province]
        if self.kind is Kind.MUNICIPALITY:
            return province
        return f"gemeente {self.municipality_name}, {province}"

    @property
    def its_postcodes(self) -> str:
        """As far as they are few, so that one may know it by one's own."""
        return ", ".join(self.postcodes) if len(self.postcodes) <= 3 else ""

    @property
    def in_order(self) -> tuple[int, int, int, str, str]:
        """Places first, the largest first."""
        size = -len(self.postcodes), -self.schools
        return list(Kind).index(self.kind), *size, self.name, self.where

    @property
    def has_page(self) -> bool:
        """A place without a postcode has no surroundings to show."""
        return self.kind is not Kind.PLACE or bool(self.central)


class Spot(NamedTuple):
    """A place as it stands in the table, before it is known whether it is one of its own."""

    name: str
    municipality: int
    areas: list[Area]


class Gazetteer:
    """All the names there are on a day."""

    def __init__(self, on: date) -> None:
        self.by_name: dict[str, list[Known]] = defaultdict(list)
        self.by_other_name: dict[str, list[Known]] = defaultdict(list)
        self.in_municipality: dict[int, list[Known]] = defaultdict(list)
        self.postcodes: dict[str, str] = {}  # with the name of the place
        municipalities = {one.pk: one for one in Municipality.objects.current(on).real()}
        for province in Province:
            self._add(province.label, Known(Kind.PROVINCE, province.label, province))
        for one in self._places(municipalities, on):
            self._add(one.name, one)
            if one.postcodes:
                self.in_municipality[one.municipality].append(one)
        for row in municipalities.values():
            for name in dict.fromkeys(filter(None, row.all_names())):
                self._add(name, _municipality(row))
        for old_name, one in _gone_on(municipalities, on):
            self._add(old_name, one)
        self._add_other_names()
        self.codes = sorted(self.postcodes)
        names = [*self.by_name.values(), *self.by_other_name.values()]
        every = {one for found in names for one in found}
        self._in_order = sorted(every, key=lambda one: one.in_order)
        self._starts = sorted(self._every_start())

    # --- asking ---

    def called(self, question: str) -> list[Known]:
        """What is called exactly that, and then what is also called so."""
        name = spelled(question)
        found: dict[tuple[Kind, str], Known] = {}
        for one in [*self.by_name.get(name, []), *self.by_other_name.get(name, [])]:
            found.setdefault((one.kind, one.address), one)
        return list(found.values())

    def beginning_with(self, question: str) -> list[Known]:
        """What has a word that begins so: the beginning of a name first, then the largest."""
        start = spelled(question)
        found: dict[int, int] = {}
        first = bisect_left(self._starts, (start,))
        for written, rank, number in self._starts[first:]:
            if not written.startswith(start):
                break
            found[number] = min(rank, found.get(number, rank))
        numbers = sorted(found, key=lambda number: (found[number], number))
        return [self._in_order[number] for number in numbers]

    def codes_beginning_with(self, digits: str) -> list[str]:
        first = bisect_left(self.codes, digits)
        return [code for code in self.codes[first : first + 100] if code.startswith(digits)]

    def codes_beside(self, digits: str) -> list[str]:
        """The postcodes there are just before and after one that is not."""
        at = bisect_left(self.codes, digits)
        return [code for code in self.codes[max(0, at - 1) : at + 1] if code[:2] == digits[:2]]

    # --- making ---

    def _add(self, name: str, one: Known) -> None:
        self._put(self.by_name, spelled(name), one)
        if apart := TOLD_APART.fullmatch(name):
            self._put(self.by_name, spelled(apart[1]), one)
        if name.endswith(f" {one.municipality_name}"):  # "Pernis Rotterdam"
            self._put(self.by_name, spelled(name.removesuffix(one.municipality_name)), one)

    @staticmethod
    def _put(names: dict[str, list[Known]], name: str, one: Known) -> None:
        if name and one not in names[name]:
            names[name].append(one)

    def _add_other_names(self) -> None:
        for other, name in other_names("also_called", "province"):
            for one in self.by_name.get(spelled(name), []):
                self._put(self.by_other_name, spelled(other), one)
        for other, name in other_names("former_municipality"):
            for one in self.by_name.get(spelled(name), []):
                if one.kind is Kind.MUNICIPALITY and not one.old_name:
                    self._put(self.by_other_name, spelled(other), replace(one, old_name=other))

    def _places(self, municipalities: dict[int, Municipality], on: date) -> Iterator[Known]:
        """Every place of today, by name; the edge of a town in another municipality is none."""
        schools = _schools_by_postcode(on)
        areas: dict[int, list[Area]] = defaultdict(list)
        doubted: dict[int, list[Area]] = defaultdict(list)
        names: dict[str, tuple[int, Area]] = {}
        postcodes = PostcodeArea.objects.with_doubts().order_by("code")
        fields = ("place", "code", "is_doubted", "has_no_sure_point", "latitude", "longitude")
        for place, code, is_doubted, no_sure_point, *degrees in postcodes.values_list(*fields):
            point = Point(*degrees) if None not in degrees else None
            area = Area(code, point, sum(schools[code].values()))
            # What is in doubt stands for no place, but the addresses in it may be of one.
            (doubted if is_doubted else areas)[place].append(area)
            if not no_sure_point:
                names[code] = place, area
        alike = defaultdict(list)
        lies_in = {}
        by_address = _codes_by_address()
        places = Place.objects.filter(municipality__in=municipalities)
        rows = places.order_by("folded_name", "pk").values_list("pk", "name", "municipality")
        for pk, name, municipality in rows:
            lies_in[pk] = municipality
            # A village without a postcode of its own has that of the addresses in it.
            there = areas[pk] or [names[code][1] for code in names if schools[code][pk]]
            there = there or [
                names[code][1] for code in by_address[municipality, spelled(name)] if code in names
            ]
            alike[spelled(name)].append(Spot(name, municipality, there))
            self.postcodes |= {area.code: name for area in [*areas[pk], *doubted[pk]]}
        for village in self._villages(names, lies_in):
            known = alike[spelled(village.name)]
            if not any(spot.areas and spot.municipality == village.municipality for spot in known):
                known.append(village)
        for spots in alike.values():
            for spot in _apart(spots):
                yield _place(spot.name, municipalities[spot.municipality], spot.areas)

    @staticmethod
    def _villages(names: dict[str, tuple[int, Area]], lies_in: dict[int, int]) -> Iterator[Spot]:
        """What shares a postcode that has another name in the table, or is a part of a town."""
        for section in ("shares_a_postcode", "part_of_a_town"):
            for name, codes in OTHER_NAMES[section].items():
                spots: dict[int, list[Area]] = defaultdict(list)
                for code, (place, area) in names.items():
                    if code.startswith(tuple(codes.split())) and place in lies_in:
                        spots[lies_in[place]].append(area)
                for municipality, areas in spots.items():
                    yield Spot(name, municipality, areas)

    def _every_start(self) -> Iterator[tuple[str, int, int]]:
        """Where one may begin to type a name, whether that is its own beginning, and its number."""
        numbers = {one: number for number, one in enumerate(self._in_order)}
        for one in {one for found in self.by_name.values() for one in found}:
            words = words_spelled(one.old_name or one.name)
            for number in range(len(words)):
                is_beginning = not number or set(words[:number]) <= SMALL_WORDS
                yield joined(words[number:]), 0 if is_beginning else 1, numbers[one]
        for other, found in self.by_other_name.items():
            for one in found:
                yield other, 0, numbers[one]


# The names of a day.
gazetteer = cached_per_version(Gazetteer)


def _schools_by_postcode(on: date) -> dict[str, Counter[int]]:
    """How many schools of each place have a postcode in their address."""
    found: dict[str, Counter[int]] = defaultdict(Counter)
    rows = School.objects.published(on).real().order_by()
    for postcode, place in rows.values_list("postcode", "place"):
        found[postcode[:4]][place] += 1
    return found


def _codes_by_address() -> dict[tuple[int, str], list[str]]:
    """Of a municipality and a place in it: the postcodes that are there by the addresses in them,
    where the table of postcodes says otherwise.
    """
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    doubts = PostcodeDoubt.objects.undecided().filter(about=Doubt.PLACE).order_by("area__code")
    fields = ("area__place__municipality", "other", "area__code")
    for municipality, other, code in doubts.values_list(*fields):
        found[municipality, spelled(other)].append(code)
    return found


def _municipality(one: Municipality, old_name: str = "", since: str = "") -> Known:
    of_its_own = (one.province, one.pk, one.name, one.slug)
    return Known(Kind.MUNICIPALITY, one.name, *of_its_own, old_name=old_name, since=since)


def _place(name: str, municipality: Municipality, areas: list[Area]) -> Known:
    around = (municipality.province, municipality.pk, municipality.name, municipality.slug)
    codes, schools = tuple(area.code for area in areas), sum(area.schools for area in areas)
    return Known(Kind.PLACE, name, *around, codes, schools, midst(areas))


def _apart(alike: list[Spot]) -> list[Spot]:
    """Of what bears one name that which is another place, the largest first."""
    if len(alike) == 1:
        return alike
    apart: list[Spot] = []
    for spot in sorted(alike, key=lambda one: -len(one.areas)):
        much = SMALLER * max(1, len(spot.areas))
        if not any(
            len(other.areas) >= much and _km_between(other.areas, spot.areas) < NEAR
            for other in apart
        ):
            apart.append(spot)
    return apart


def _km_between(some: list[Area], others: list[Area]) -> float:
    """How far the nearest two of them are apart; no distance at all where there is no point."""
    points = [area.point for area in others if area.point]
    distances = (area.point.km_to(there) for area in some if area.point for there in points)
    return min(distances, default=0.0)


def _gone_on(municipalities: dict[int, Municipality], on: date) -> Iterator[tuple[str, Known]]:
    """The name of each municipality that is no more, with those that it went on in.

    A chain is followed to its end; the day is that of its first step, on which the name went.
    """
    onward = defaultdict(list)
    names = {}
    for step in MunicipalitySuccession.objects.filter(on__lte=on).select_related("old"):
        onward[step.old_id].append(step)
        names[step.old_id] = step.old.name
    for old, name in names.items():
        if old in municipalities:
            continue
        ahead, reached = {old}, set()
        while ahead:
            reached |= ahead
            ahead = {step.new_id for pk in ahead for step in onward[pk]} - reached
        since = str(onward[old][0].on)  # they are in order of their day
        for pk in sorted(reached & municipalities.keys()):
            yield name, _municipality(municipalities[pk], name, since)
