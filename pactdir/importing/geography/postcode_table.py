"""All postcodes as they stand, with what may contradict them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from regions.geo.distances import Point, point_of
from regions.models import Boundary, Municipality, Neighbour, PostcodeArea
from regions.names.folding import fold
from regions.names.spelling import spelled
from schools.models import School

# What tells a place from another of its name: "HEUSDEN GEM ASTEN", "Haren Gn", "Bergen (NH)".
BEHIND = re.compile(r" (gem .+|dr|fl|fr|gld|gn|gr|lb|l|nb|nh|ov|ut|utr|zh|zld)$")
BEHIND_AS_WRITTEN = re.compile(r" \([^()]+\)$" + f"|{BEHIND.pattern}", re.IGNORECASE)
ALSO_CALLED = {"sgravenhage": "denhaag", "shertogenbosch": "denbosch"}
LONGEST_AT_DUO = 24  # characters of a place, after which it is cut off
Places = Mapping[str, Counter[str]]  # how many addresses of a postcode name which place


@dataclass
class PostcodeTable:
    primary: Places = field(default_factory=dict)  # the addresses of primary schools, where loaded

    def __post_init__(self) -> None:
        rows = PostcodeArea.objects.filter(place__municipality__is_example=False)
        self.areas = {area.code: area for area in rows.select_related("place__municipality")}
        self.points = {code: point_of(area) for code, area in self.areas.items()}
        self.beside_each_other: defaultdict[int, set[int]] = defaultdict(set)
        for one, other in Neighbour.objects.values_list("municipality", "neighbour"):
            self.beside_each_other[one].add(other)
        self.schools: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.school_points: defaultdict[str, list[Point]] = defaultdict(list)
        fields = ("postcode", "place__name", "latitude", "longitude")
        for postcode, place, *degrees in School.objects.real().order_by().values_list(*fields):
            if place:
                self.schools[postcode[:4]][place] += 1
            if None not in degrees and Point(*degrees) != self.points.get(postcode[:4]):
                self.school_points[postcode[:4]].append(Point(*degrees))
        self.named: defaultdict[str, set[int]] = defaultdict(set)
        self.numbers = Counter(area.place_id for area in self.areas.values())
        for area in self.areas.values():
            self.named[spelled(area.place.name)].add(area.place.municipality_id)

    def confirms(self, area: PostcodeArea) -> bool:
        """Whether a school there names the same place."""
        names = [*self.schools[area.code], *self.primary.get(area.code, ())]
        return any(is_same_place(name, area.place.name, area) for name in names)

    @cached_property
    def municipalities_by_name(self) -> dict[str, set[int]]:
        by_name: defaultdict[str, set[int]] = defaultdict(set)
        for town in Municipality.objects.real().filter(valid_until=None):
            by_name[spelled(town.name)].add(town.pk)
        return by_name

    def as_written(self, name: str, area: PostcodeArea) -> str:
        """As a place of that municipality is written here already, else as the address has it."""
        for other in self.areas.values():
            if other.place.municipality_id == area.place.municipality_id and is_same_place(
                name, other.place.name, area
            ):
                return other.place.name
        return BEHIND_AS_WRITTEN.sub("", name)

    @cached_property
    def shapes(self) -> dict[int, list[list[list[list[float]]]]]:
        rows = Boundary.objects.exclude(municipality=None)
        return dict(rows.values_list("municipality", "shape"))

    def beside(self, code: str, how_far: int) -> list[PostcodeArea]:
        numbers = range(int(code) - how_far, int(code) + how_far + 1)
        others = (f"{number:04}" for number in numbers if number != int(code))
        return [self.areas[other] for other in others if other in self.areas]


def is_same_place(name: str, other: str, area: PostcodeArea) -> bool:
    """Whether these are two ways to write one place in that municipality."""
    one, two = (_bare(text, area.place.municipality.name) for text in (name, other))
    is_cut_off = len(name) >= LONGEST_AT_DUO and two.startswith(one)
    return one == two or is_cut_off


def _bare(name: str, municipality: str) -> str:
    short = BEHIND.sub("", fold(name))
    town = fold(municipality)
    if short != town:
        short = short.removesuffix(f" {town}")
    written = spelled(short)
    return ALSO_CALLED.get(written, written)
