"""The stored postcodes, with the data that may contradict them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from regions.geo.distances import Point, point_of
from regions.models import Boundary, Municipality, Neighbour, PostcodeArea
from regions.names.folding import fold
from regions.names.spelling import normalized_name
from schools.models import School

# Distinguishes places that share a name: "HEUSDEN GEM ASTEN", "Haren Gn", "Bergen (NH)".
SUFFIX = re.compile(r" (gem .+|dr|fl|fr|gld|gn|gr|lb|l|nb|nh|ov|ut|utr|zh|zld)$")
SUFFIX_AS_WRITTEN = re.compile(r" \([^()]+\)$" + f"|{SUFFIX.pattern}", re.IGNORECASE)
ALIASES = {"sgravenhage": "denhaag", "shertogenbosch": "denbosch"}
DUO_PLACE_LENGTH = 24  # characters; longer place names are truncated
Places = Mapping[str, Counter[str]]  # number of addresses, by postcode and place name


@dataclass
class PostcodeTable:
    primary: Places = field(default_factory=dict)  # addresses of primary schools, if loaded

    def __post_init__(self) -> None:
        rows = PostcodeArea.objects.filter(place__municipality__is_example=False)
        self.areas = {area.code: area for area in rows.select_related("place__municipality")}
        self.points = {code: point_of(area) for code, area in self.areas.items()}
        self.neighbours: defaultdict[int, set[int]] = defaultdict(set)
        for municipality, neighbour in Neighbour.objects.values_list("municipality", "neighbour"):
            self.neighbours[municipality].add(neighbour)
        self.schools: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.school_points: defaultdict[str, list[Point]] = defaultdict(list)
        fields = ("postcode", "place__name", "latitude", "longitude")
        for postcode, place, *degrees in (
            School.objects.exclude_examples().order_by().values_list(*fields)
        ):
            if place:
                self.schools[postcode[:4]][place] += 1
            if None not in degrees and Point(*degrees) != self.points.get(postcode[:4]):
                self.school_points[postcode[:4]].append(Point(*degrees))
        self.municipalities_by_place_name: defaultdict[str, set[int]] = defaultdict(set)
        self.postcode_counts = Counter(area.place_id for area in self.areas.values())
        for area in self.areas.values():
            self.municipalities_by_place_name[normalized_name(area.place.name)].add(
                area.place.municipality_id
            )

    def is_confirmed(self, area: PostcodeArea) -> bool:
        names = [*self.schools[area.code], *self.primary.get(area.code, ())]
        return any(is_same_place(name, area.place.name, area) for name in names)

    @cached_property
    def municipalities_by_name(self) -> dict[str, set[int]]:
        by_name: defaultdict[str, set[int]] = defaultdict(set)
        for municipality in Municipality.objects.exclude_examples().filter(valid_until=None):
            by_name[normalized_name(municipality.name)].add(municipality.pk)
        return by_name

    def local_spelling(self, name: str, area: PostcodeArea) -> str:
        for other in self.areas.values():
            if other.place.municipality_id == area.place.municipality_id and is_same_place(
                name, other.place.name, area
            ):
                return other.place.name
        return SUFFIX_AS_WRITTEN.sub("", name)

    @cached_property
    def shapes(self) -> dict[int, list[list[list[list[float]]]]]:
        rows = Boundary.objects.exclude(municipality=None)
        return dict(rows.values_list("municipality", "shape"))

    def adjacent(self, code: str, distance: int) -> list[PostcodeArea]:
        codes = range(int(code) - distance, int(code) + distance + 1)
        others = (f"{number:04}" for number in codes if number != int(code))
        return [self.areas[other] for other in others if other in self.areas]


def is_same_place(name: str, other: str, area: PostcodeArea) -> bool:
    first, second = (_comparable(text, area.place.municipality.name) for text in (name, other))
    is_cut_off = len(name) >= DUO_PLACE_LENGTH and second.startswith(first)
    return first == second or is_cut_off


def _comparable(name: str, municipality: str) -> str:
    bare = SUFFIX.sub("", fold(name))
    municipality_name = fold(municipality)
    if bare != municipality_name:
        bare = bare.removesuffix(f" {municipality_name}")
    spelling = normalized_name(bare)
    return ALIASES.get(spelling, spelling)
