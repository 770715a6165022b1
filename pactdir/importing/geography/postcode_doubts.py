"""The table of postcodes held against the addresses of schools and against neighbouring numbers.

What contradicts it is not set right here: it becomes a doubt, which a national editor decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pactdir.importing.geography.postcode_table import Places, PostcodeTable
from regions.borders import km_to_shape
from regions.geo.distances import Point
from regions.models import PostcodeArea, PostcodeDoubt
from regions.models.geography import Doubt
from regions.names.spelling import spelled
from regions.writing.changing import changing

BESIDE = 9  # numbers further on are seldom near
FAR = 12.0  # km from every number beside it
FAR_IN_ANY_CASE = 30.0  # km, where it is not known which municipalities lie side by side
OUTSIDE = 1.0  # km outside its municipality; outlines are drawn with some hundred metres to spare
AT_THE_SCHOOL = 5.0  # km
# How near the other numbers of a town are to that of its P.O. boxes, which has no area of its own:
# a hundred is nearly always such a number, another ten seldom.
BLOCK, HUNDRED = 0.9, 1.5  # km
FEW, TWO = 3, 2  # numbers that say the same; one alone may be wrong itself


@dataclass(frozen=True)
class Contradiction:
    """What contradicts the table of one postcode."""

    said: str
    other: str
    reason: str


def contradictions(table: PostcodeTable) -> Iterator[tuple[tuple[str, str], Contradiction]]:
    """By postcode and what it is about."""
    for code, area in table.areas.items():
        of_area = {
            Doubt.PLACE: _of_place(table, area),
            Doubt.POINT: _of_point(table, area),
            Doubt.BOX: _of_box(table, area),
        }
        for about, contradiction in of_area.items():
            if contradiction:
                yield (code, about), contradiction


def _of_place(table: PostcodeTable, area: PostcodeArea) -> Contradiction | None:
    if table.confirms(area):
        return None
    said = area.place.name
    addresses = table.schools[area.code] + table.primary.get(area.code, Counter())
    if addresses:
        other = table.as_written(addresses.most_common(1)[0][0], area)
        return Contradiction(said, other, f"volgens de adressen van scholen {other}")
    if other := _of_the_numbers_around(table, area):
        return Contradiction(said, other, f"volgens de nummers ernaast {other}")
    if _is_name_of_next_municipality(table, area):
        return Contradiction(said, "", "maar zo heet een gemeente ernaast")
    return None


def _of_the_numbers_around(table: PostcodeTable, area: PostcodeArea) -> str:
    """The one place around, where this one has the name of a place in another municipality."""
    home = area.place.municipality_id
    if table.numbers[area.place_id] > 1 or table.named[spelled(area.place.name)] == {home}:
        return ""
    around = [
        one.place.name for one in table.beside(area.code, 5) if one.place.municipality_id == home
    ]
    return around[0] if len(around) >= FEW and len(set(around)) == 1 else ""


def _is_name_of_next_municipality(table: PostcodeTable, area: PostcodeArea) -> bool:
    home = area.place.municipality
    called = table.municipalities_by_name.get(spelled(area.place.name), set())
    return home.pk not in called and bool(called & table.beside_each_other[home.pk])


def _of_point(table: PostcodeTable, area: PostcodeArea) -> Contradiction | None:
    here = table.points[area.code]
    if here is None or _is_at_its_schools(table, area.code, here):
        return None
    said = f"{area.place.name} ({area.latitude}, {area.longitude})"
    if nearest := _far_from(table, area, here):
        away = here.km_to(table.points[nearest.code] or here)
        reason = (
            f"volgens de postcodetabel in {area.place.name}, maar {nearest.code} "
            f"{nearest.place.name}, een nummer ernaast, ligt daar {away:.0f} km vandaan"
        )
        return Contradiction(said, nearest.place.name, reason)
    if (away := _outside(table, area, here)) > OUTSIDE:
        reason = (
            f"het punt in de postcodetabel ligt {away:.1f} km buiten de gemeente "
            f"{area.place.municipality}".replace(".", ",", 1)
        )
        return Contradiction(said, "", reason)
    return None


def _is_at_its_schools(table: PostcodeTable, code: str, here: Point) -> bool:
    return any(here.km_to(one) < AT_THE_SCHOOL for one in table.school_points[code])


def _far_from(table: PostcodeTable, area: PostcodeArea, here: Point) -> PostcodeArea | None:
    """The nearest by number, where none of those beside it is near, nor in or at its
    municipality.
    """
    beside = [one for one in table.beside(area.code, BESIDE) if table.points[one.code]]
    home = area.place.municipality_id
    near = {home, *table.beside_each_other[home]}
    if len(beside) < TWO or any(one.place.municipality_id in near for one in beside):
        return None
    far = FAR if table.beside_each_other else FAR_IN_ANY_CASE
    if any(here.km_to(table.points[one.code] or here) < far for one in beside):
        return None
    return min(beside, key=lambda one: (abs(int(one.code) - int(area.code)), one.code))


def _outside(table: PostcodeTable, area: PostcodeArea, here: Point) -> float:
    shape = table.shapes.get(area.place.municipality_id)
    return km_to_shape(here, shape) if shape else 0.0


def _of_box(table: PostcodeTable, area: PostcodeArea) -> Contradiction | None:
    """A number that ends in 0, in the middle of a town of which the others are close by."""
    here = table.points[area.code]
    if not area.code.endswith("0") or here is None:
        return None
    if table.schools[area.code] or area.code in table.primary:
        return None
    town = [one for one in table.beside(area.code, BESIDE) if one.place_id == area.place_id]
    km = HUNDRED if area.code.endswith("00") else BLOCK
    close = [
        one.code
        for one in town
        if one.code[:3] == area.code[:3] and _is_close(table, one, here, km)
    ]
    if not close:
        return None
    reason = (
        f"het nummer eindigt op een 0, er staat geen school, en {close[0]} "
        f"{area.place.name} ligt op dezelfde plek"
    )
    return Contradiction(area.place.name, "", reason)


def _is_close(table: PostcodeTable, other: PostcodeArea, here: Point, km: float) -> bool:
    point = table.points[other.code]
    return point is not None and here.km_to(point) < km


def keep_doubts(primary: Places | None = None) -> list[PostcodeDoubt]:
    """Write down what contradicts the table of postcodes by now; answers what waits.

    What an editor decided stays decided, as long as the table says the same.
    """
    table = PostcodeTable(primary or {})
    found = dict(contradictions(table))
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
