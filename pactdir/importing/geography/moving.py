"""Moves places, postcodes and schools from an abolished municipality to its successors.

They move with the first import on or after the first day of the new municipality, or with the
command `follow_successions`; an earlier import leaves them where they are. After a split, the place
decides: the postcode file has put its postcodes in a place of the same name in one of the
successors. An editor is asked about whatever remains unclear.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pactdir.importing.geography.division import Division
from regions.models import Municipality, Place, PostcodeArea
from regions.names.folding import fold
from regions.writing.changing import changing
from schools.models import School


@dataclass
class Moves:
    """`moved` holds the names of places and schools, with their old and new municipality."""

    division: Division
    moved: list[tuple[str, Municipality, Municipality]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def move_to_successors(division: Division) -> Moves:
    moves = Moves(division)
    ended = Municipality.objects.exclude_examples().filter(
        successions__on__lte=division.day, valid_until__lt=division.day
    )
    with changing():
        for old in ended.distinct():
            if successors := division.counterparts_of(old):
                _move_places(moves, old, successors)
                _move_schools_without_place(moves, old, successors)
    return moves


def _move_places(moves: Moves, old: Municipality, successors: list[Municipality]) -> None:
    for place in old.places.all():
        same_name = Place.objects.filter(municipality__in=successors, folded_name=place.folded_name)
        targets = list(same_name.select_related("municipality"))
        if len(targets) == 1:
            _merge_places(place, targets[0])
            moves.moved.append((place.name, old, targets[0].municipality))
        elif len(successors) == 1 and not targets:
            _move_place(place, successors[0])
            moves.moved.append((place.name, old, successors[0]))
        else:
            _move_by_postcode(moves, old, place.schools.all(), successors)
            if not _is_empty(place):
                moves.warnings.append(f"{place}, dat in {old} lag: in welke gemeente ligt het nu?")
            else:
                place.delete()


def _move_place(place: Place, municipality: Municipality) -> None:
    place.municipality = municipality
    place.save()
    if place.schools.exists():
        place.schools.update(municipality=municipality)


def _merge_places(place: Place, target: Place) -> None:
    if place.schools.exists():
        place.schools.update(place=target, municipality=target.municipality)
    for rows in (place.postcode_areas, place.partners, place.offers, place.events):
        if rows.exists():
            rows.update(place=target)
    place.delete()


def _is_empty(place: Place) -> bool:
    rows = (
        *(place.postcode_areas, place.schools, place.partners),
        *(place.offers, place.events),
    )
    return not any(related.exists() for related in rows)


def _move_schools_without_place(
    moves: Moves, old: Municipality, successors: list[Municipality]
) -> None:
    schools = School.objects.filter(municipality=old, place=None)
    if not schools.exists():
        return
    if len(successors) > 1:
        _move_by_postcode(moves, old, schools, successors)
        return
    for school in schools:
        moves.moved.append((school.name, old, successors[0]))
    schools.update(municipality=successors[0])


def _move_by_postcode(
    moves: Moves,
    old: Municipality,
    schools: Iterable[School],
    successors: list[Municipality],
) -> None:
    for school in schools:
        areas = PostcodeArea.objects.select_related("place__municipality")
        area = areas.filter(code=school.postcode[:4], place__municipality__in=successors).first()
        if area is None:
            moves.warnings.append(f"{school}, in {old}: in welke gemeente ligt de school nu?")
            continue
        school.municipality = area.place.municipality
        school.place = _same_place(school, area) if school.place else None
        school.save()
        moves.moved.append((school.name, old, area.place.municipality))


def _same_place(school: School, area: PostcodeArea) -> Place:
    name = school.place.name if school.place else ""
    place = area.place.municipality.places.filter(folded_name=fold(name)).first()
    return place or area.place
