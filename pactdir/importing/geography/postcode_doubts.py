"""The table of postcodes held against the addresses of schools and against neighbouring numbers.

What contradicts it is not set right here: it becomes a doubt, which a national editor decides.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from regions.borders import km_to_shape
from regions.geo.distances import Point, point_of
from regions.models import Boundary, Municipality, Neighbour, PostcodeArea, PostcodeDoubt
from regions.models.geography import Doubt
from regions.names.folding import fold
from regions.names.spelling import spelled
from regions.writing.changing import changing
from schools.models import School

BESIDE = 9  # numbers further on are seldom near
FAR = 12.0  # km from every number beside it
FAR_IN_ANY_CASE = 30.0  # km, where it is not known which municipalities lie side by side
OUTSIDE = 1.0  # km outside its municipality; outlines are drawn with some hundred metres to spare
AT_THE_SCHOOL = 5.0  # km
# How near the other numbers of a town are to that of its P.O. boxes, which has no area of its own:
# a hundred is nearly always such a number, another ten seldom.
BLOCK, HUNDRED = 0.9, 1.5  # km
FEW, TWO = 3, 2  # numbers that say the same; one alone may be wrong itself
# What tells a place from another of its name: "HEUSDEN GEM ASTEN", "Haren Gn", "Bergen (NH)".
BEHIND = re.compile(r" (gem .+|dr|fl|fr|gld|gn|gr|lb|l|nb|nh|ov|ut|utr|zh|zld)$")
BEHIND_AS_WRITTEN = re.compile(r" \([^()]+\)$" + f"|{BEHIND.pattern}", re.IGNORECASE)
ALSO_CALLED = {"sgravenhage": "denhaag", "shertogenbosch": "denbosch"}
LONGEST_AT_DUO = 24  # characters of a place, after which it is cut off
Places = Mapping[str, Counter[str]]  # how many addresses of a postcode name which place


@dataclass(frozen=True)
class Found:
    """What contradicts the table of one postcode."""

    said: str
    other: str
    reason: str


@dataclass
class PostcodeTable:
    """All postcodes as they stand, with what may contradict them."""

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

    def found(self) -> Iterator[tuple[tuple[str, str], Found]]:
        """What contradicts, by postcode and what it is about."""
        for code, area in self.areas.items():
            looked_at = {
                Doubt.PLACE: self._of_place(area),
                Doubt.POINT: self._of_point(area),
                Doubt.BOX: self._of_box(area),
            }
            for about, one in looked_at.items():
                if one:
                    yield (code, about), one

    # --- the place ---

    def confirms(self, area: PostcodeArea) -> bool:
        """Whether a school there names the same place."""
        names = [*self.schools[area.code], *self.primary.get(area.code, ())]
        return any(is_same_place(name, area.place.name, area) for name in names)

    def _of_place(self, area: PostcodeArea) -> Found | None:
        if self.confirms(area):
            return None
        said = area.place.name
        addresses = self.schools[area.code] + self.primary.get(area.code, Counter())
        if addresses:
            other = self._written(addresses.most_common(1)[0][0], area)
            return Found(said, other, f"volgens de adressen van scholen {other}")
        if other := self._of_the_numbers_around(area):
            return Found(said, other, f"volgens de nummers ernaast {other}")
        if self._is_name_of_next_municipality(area):
            return Found(said, "", "maar zo heet een gemeente ernaast")
        return None

    def _of_the_numbers_around(self, area: PostcodeArea) -> str:
        """The one place around, where this one has the name of a place in another municipality."""
        home = area.place.municipality_id
        if self.numbers[area.place_id] > 1 or self.named[spelled(area.place.name)] == {home}:
            return ""
        around = [
            one.place.name
            for one in self._beside(area.code, 5)
            if one.place.municipality_id == home
        ]
        return around[0] if len(around) >= FEW and len(set(around)) == 1 else ""

    def _is_name_of_next_municipality(self, area: PostcodeArea) -> bool:
        home = area.place.municipality
        called = self._municipalities.get(spelled(area.place.name), set())
        return home.pk not in called and bool(called & self.beside_each_other[home.pk])

    @cached_property
    def _municipalities(self) -> dict[str, set[int]]:
        found: defaultdict[str, set[int]] = defaultdict(set)
        for one in Municipality.objects.real().filter(valid_until=None):
            found[spelled(one.name)].add(one.pk)
        return found

    def _written(self, name: str, area: PostcodeArea) -> str:
        """As a place of that municipality is written here already, else as the address has it."""
        for other in self.areas.values():
            if other.place.municipality_id == area.place.municipality_id and is_same_place(
                name, other.place.name, area
            ):
                return other.place.name
        return BEHIND_AS_WRITTEN.sub("", name)

    # --- the point ---

    def _of_point(self, area: PostcodeArea) -> Found | None:
        here = self.points[area.code]
        if here is None or self._is_at_its_schools(area.code, here):
            return None
        said = f"{area.place.name} ({area.latitude}, {area.longitude})"
        if nearest := self._far_from(area, here):
            away = here.km_to(self.points[nearest.code] or here)
            reason = (
                f"volgens de postcodetabel in {area.place.name}, maar {nearest.code} "
                f"{nearest.place.name}, een nummer ernaast, ligt daar {away:.0f} km vandaan"
            )
            return Found(said, nearest.place.name, reason)
        if (away := self._outside(area, here)) > OUTSIDE:
            reason = (
                f"het punt in de postcodetabel ligt {away:.1f} km buiten de gemeente "
                f"{area.place.municipality}".replace(".", ",", 1)
            )
            return Found(said, "", reason)
        return None

    def _is_at_its_schools(self, code: str, here: Point) -> bool:
        return any(here.km_to(one) < AT_THE_SCHOOL for one in self.school_points[code])

    def _far_from(self, area: PostcodeArea, here: Point) -> PostcodeArea | None:
        """The nearest by number, where none of those beside it is near, nor in or at its
        municipality.
        """
        beside = [one for one in self._beside(area.code, BESIDE) if self.points[one.code]]
        home = area.place.municipality_id
        near = {home, *self.beside_each_other[home]}
        if len(beside) < TWO or any(one.place.municipality_id in near for one in beside):
            return None
        far = FAR if self.beside_each_other else FAR_IN_ANY_CASE
        if any(here.km_to(self.points[one.code] or here) < far for one in beside):
            return None
        return min(beside, key=lambda one: (abs(int(one.code) - int(area.code)), one.code))

    def _outside(self, area: PostcodeArea, here: Point) -> float:
        shape = self._shapes.get(area.place.municipality_id)
        return km_to_shape(here, shape) if shape else 0.0

    @cached_property
    def _shapes(self) -> dict[int, list[list[list[list[float]]]]]:
        rows = Boundary.objects.exclude(municipality=None)
        return dict(rows.values_list("municipality", "shape"))

    # --- a number for P.O. boxes ---

    def _of_box(self, area: PostcodeArea) -> Found | None:
        """A number that ends in 0, in the middle of a town of which the others are close by."""
        here = self.points[area.code]
        if not area.code.endswith("0") or here is None:
            return None
        if self.schools[area.code] or area.code in self.primary:
            return None
        town = [one for one in self._beside(area.code, BESIDE) if one.place_id == area.place_id]
        km = HUNDRED if area.code.endswith("00") else BLOCK
        close = [
            one.code
            for one in town
            if one.code[:3] == area.code[:3] and self._is_close(one, here, km)
        ]
        if not close:
            return None
        reason = (
            f"het nummer eindigt op een 0, er staat geen school, en {close[0]} "
            f"{area.place.name} ligt op dezelfde plek"
        )
        return Found(area.place.name, "", reason)

    def _is_close(self, other: PostcodeArea, here: Point, km: float) -> bool:
        point = self.points[other.code]
        return point is not None and here.km_to(point) < km

    def _beside(self, code: str, how_far: int) -> list[PostcodeArea]:
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


def keep_doubts(primary: Places | None = None) -> list[PostcodeDoubt]:
    """Write down what contradicts the table of postcodes by now; answers what waits.

    What an editor decided stays decided, as long as the table says the same.
    """
    table = PostcodeTable(primary or {})
    found = dict(table.found())
    stored = {
        (one.area.code, one.about): one for one in PostcodeDoubt.objects.select_related("area")
    }
    with changing():
        for (code, about), one in found.items():
            doubt = stored.get((code, about)) or PostcodeDoubt(area=table.areas[code], about=about)
            knows_more = bool(one.other and not doubt.other and not doubt.verdict)
            if doubt.said != one.said or knows_more:
                doubt.said, doubt.other, doubt.reason = one.said, one.other, one.reason
                doubt.verdict = ""
                doubt.save()
        for (code, about), doubt in stored.items():
            if (code, about) not in found and not doubt.verdict and not _may_stand(table, doubt):
                doubt.delete()
    return list(PostcodeDoubt.objects.undecided().select_related("area"))


def _may_stand(table: PostcodeTable, doubt: PostcodeDoubt) -> bool:
    """Whether the addresses of a file that is not at hand may be why it is doubted."""
    area = table.areas.get(doubt.area.code)
    return bool(
        not table.primary
        and doubt.about == Doubt.PLACE
        and area is not None
        and area.place.name == doubt.said
        and not table.confirms(area)
    )


def counted(addresses: Iterable[tuple[str, str]]) -> dict[str, Counter[str]]:
    """How many addresses of each postcode name which place."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for code, place in addresses:
        found[code][place] += 1
    return dict(found)
