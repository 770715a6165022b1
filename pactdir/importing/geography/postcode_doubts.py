"""Checks the postcode table against school addresses and adjacent postcodes.

A contradiction is not corrected here: it becomes a doubt, about which a national editor decides.
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
from regions.names.spelling import normalized_name
from regions.writing.changing import changing

MAX_NUMBER_DISTANCE = 9  # postcodes that differ more are seldom near each other
FAR_KM = 12.0  # distance from every adjacent postcode
FAR_KM_WITHOUT_NEIGHBOURS = 30.0  # used if no adjacency of municipalities is loaded
OUTSIDE_KM = 1.0  # outside its municipality; boundaries are simplified by a few hundred metres
SCHOOL_KM = 5.0  # km
# A P.O. box postcode has no area, so its coordinates are this close to other postcodes in the town.
# A multiple of a hundred is nearly always such a postcode, another multiple of ten seldom is.
BLOCK_KM, HUNDRED_KM = 0.9, 1.5  # km
MIN_AGREEING, MIN_ADJACENT = 3, 2  # a single postcode may itself be wrong


@dataclass(frozen=True)
class Contradiction:
    """`stated` is the value in the postcode table, `other` the contradicting one, if known."""

    stated: str
    other: str
    reason: str


def contradictions(table: PostcodeTable) -> Iterator[tuple[tuple[str, str], Contradiction]]:
    """Yield ((postcode, subject of the doubt), contradiction)."""
    for code, area in table.areas.items():
        of_area = {
            Doubt.PLACE: _place_contradiction(table, area),
            Doubt.POINT: _point_contradiction(table, area),
            Doubt.BOX: _box_contradiction(table, area),
        }
        for about, contradiction in of_area.items():
            if contradiction:
                yield (code, about), contradiction


def _place_contradiction(table: PostcodeTable, area: PostcodeArea) -> Contradiction | None:
    if table.is_confirmed(area):
        return None
    stated = area.place.name
    addresses = table.schools[area.code] + table.primary.get(area.code, Counter())
    if addresses:
        other = table.local_spelling(addresses.most_common(1)[0][0], area)
        return Contradiction(stated, other, f"volgens de adressen van scholen {other}")
    if other := _place_of_adjacent_numbers(table, area):
        return Contradiction(stated, other, f"volgens de nummers ernaast {other}")
    if _has_name_of_neighbour(table, area):
        return Contradiction(stated, "", "maar zo heet een gemeente ernaast")
    return None


def _place_of_adjacent_numbers(table: PostcodeTable, area: PostcodeArea) -> str:
    home = area.place.municipality_id
    if table.postcode_counts[area.place_id] > 1 or table.municipalities_by_place_name[
        normalized_name(area.place.name)
    ] == {home}:
        return ""
    names = [
        adjacent_area.place.name
        for adjacent_area in table.adjacent(area.code, 5)
        if adjacent_area.place.municipality_id == home
    ]
    return names[0] if len(names) >= MIN_AGREEING and len(set(names)) == 1 else ""


def _has_name_of_neighbour(table: PostcodeTable, area: PostcodeArea) -> bool:
    home = area.place.municipality
    namesakes = table.municipalities_by_name.get(normalized_name(area.place.name), set())
    return home.pk not in namesakes and bool(namesakes & table.neighbours[home.pk])


def _point_contradiction(table: PostcodeTable, area: PostcodeArea) -> Contradiction | None:
    point = table.points[area.code]
    if point is None or _is_near_its_schools(table, area.code, point):
        return None
    stated = f"{area.place.name} ({area.latitude}, {area.longitude})"
    if nearest := _distant_number(table, area, point):
        km = point.km_to(table.points[nearest.code] or point)
        reason = (
            f"volgens de postcodetabel in {area.place.name}, maar {nearest.code} "
            f"{nearest.place.name}, een nummer ernaast, ligt daar {km:.0f} km vandaan"
        )
        return Contradiction(stated, nearest.place.name, reason)
    if (km := _km_outside(table, area, point)) > OUTSIDE_KM:
        reason = (
            f"het punt in de postcodetabel ligt {km:.1f} km buiten de gemeente "
            f"{area.place.municipality}".replace(".", ",", 1)
        )
        return Contradiction(stated, "", reason)
    return None


def _is_near_its_schools(table: PostcodeTable, code: str, point: Point) -> bool:
    return any(point.km_to(school_point) < SCHOOL_KM for school_point in table.school_points[code])


def _distant_number(table: PostcodeTable, area: PostcodeArea, point: Point) -> PostcodeArea | None:
    adjacent = [
        other
        for other in table.adjacent(area.code, MAX_NUMBER_DISTANCE)
        if table.points[other.code]
    ]
    home = area.place.municipality_id
    nearby_municipalities = {home, *table.neighbours[home]}
    if len(adjacent) < MIN_ADJACENT or any(
        other.place.municipality_id in nearby_municipalities for other in adjacent
    ):
        return None
    max_km = FAR_KM if table.neighbours else FAR_KM_WITHOUT_NEIGHBOURS
    if any(point.km_to(table.points[other.code] or point) < max_km for other in adjacent):
        return None
    return min(adjacent, key=lambda other: (abs(int(other.code) - int(area.code)), other.code))


def _km_outside(table: PostcodeTable, area: PostcodeArea, point: Point) -> float:
    shape = table.shapes.get(area.place.municipality_id)
    return km_to_shape(point, shape) if shape else 0.0


def _box_contradiction(table: PostcodeTable, area: PostcodeArea) -> Contradiction | None:
    point = table.points[area.code]
    if not area.code.endswith("0") or point is None:
        return None
    if table.schools[area.code] or area.code in table.primary:
        return None
    same_place = [
        other
        for other in table.adjacent(area.code, MAX_NUMBER_DISTANCE)
        if other.place_id == area.place_id
    ]
    km = HUNDRED_KM if area.code.endswith("00") else BLOCK_KM
    close = [
        other.code
        for other in same_place
        if other.code[:3] == area.code[:3] and _is_close(table, other, point, km)
    ]
    if not close:
        return None
    reason = (
        f"het nummer eindigt op een 0, er staat geen school, en {close[0]} "
        f"{area.place.name} ligt op dezelfde plek"
    )
    return Contradiction(area.place.name, "", reason)


def _is_close(table: PostcodeTable, other: PostcodeArea, point: Point, km: float) -> bool:
    other_point = table.points[other.code]
    return other_point is not None and point.km_to(other_point) < km


def update_doubts(primary: Places | None = None) -> list[PostcodeDoubt]:
    """Store current contradictions, delete resolved ones, and return those that are undecided.

    A decision is kept as long as the table has the same value.
    """
    table = PostcodeTable(primary or {})
    current = dict(contradictions(table))
    stored = {
        (contradiction.area.code, contradiction.about): contradiction
        for contradiction in PostcodeDoubt.objects.select_related("area")
    }
    with changing():
        for (code, about), contradiction in current.items():
            doubt = stored.get((code, about)) or PostcodeDoubt(area=table.areas[code], about=about)
            adds_other = bool(contradiction.other and not doubt.other and not doubt.verdict)
            if doubt.said != contradiction.stated or adds_other:
                doubt.said, doubt.other = contradiction.stated, contradiction.other
                doubt.reason, doubt.verdict = contradiction.reason, ""
                doubt.save()
        for (code, about), doubt in stored.items():
            if (
                (code, about) not in current
                and not doubt.verdict
                and not _may_still_hold(table, doubt)
            ):
                doubt.delete()
    return list(PostcodeDoubt.objects.undecided().select_related("area"))


def _may_still_hold(table: PostcodeTable, doubt: PostcodeDoubt) -> bool:
    # The address file that caused the doubt may not be part of this import.
    area = table.areas.get(doubt.area.code)
    return bool(
        not table.primary
        and doubt.about == Doubt.PLACE
        and area is not None
        and area.place.name == doubt.said
        and not table.is_confirmed(area)
    )


def count_places(addresses: Iterable[tuple[str, str]]) -> dict[str, Counter[str]]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for code, place in addresses:
        counts[code][place] += 1
    return dict(counts)
