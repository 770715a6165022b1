"""What lay in a municipality that has gone on in another goes along: places, postcodes, schools.

From the first day of the new municipality, and not before: an import that comes earlier leaves
them where they are, and the first one from that day on moves them (or `follow_successions`).
Where a municipality went on in several, the place says which: the file with postcodes has put
its postcodes in a place of that name in one of them. What nothing tells is for an editor to say.
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
class Following:
    """What went along, by its name and with the two municipalities, and what is not known."""

    division: Division
    moved: list[tuple[str, Municipality, Municipality]] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)


def follow(division: Division) -> Following:
    """Move what lies in municipalities that are no more to those they went on in."""
    following = Following(division)
    ended = Municipality.objects.real().filter(
        successions__on__lte=division.day, valid_until__lt=division.day
    )
    with changing():
        for old in ended.distinct():
            if successors := division.of(old):
                _places(following, old, successors)
                _schools_without_place(following, old, successors)
    return following


def _places(following: Following, old: Municipality, successors: list[Municipality]) -> None:
    for place in old.places.all():
        there = Place.objects.filter(municipality__in=successors, folded_name=place.folded_name)
        targets = list(there.select_related("municipality"))
        if len(targets) == 1:
            _merge(place, targets[0])
            following.moved.append((place.name, old, targets[0].municipality))
        elif len(successors) == 1 and not targets:
            _take_along(place, successors[0])
            following.moved.append((place.name, old, successors[0]))
        else:
            _by_postcode(following, old, place.schools.all(), successors)
            if not _is_empty(place):
                following.doubtful.append(
                    f"{place}, dat in {old} lag: in welke gemeente ligt het nu?"
                )
            else:
                place.delete()


def _take_along(place: Place, municipality: Municipality) -> None:
    place.municipality = municipality
    place.save()
    if place.schools.exists():
        place.schools.update(municipality=municipality)


def _merge(place: Place, target: Place) -> None:
    """All that lies in the place lies in the one of the same name from now on."""
    if place.schools.exists():
        place.schools.update(place=target, municipality=target.municipality)
    for rows in (place.postcode_areas, place.partners, place.events):
        if rows.exists():
            rows.update(place=target)
    place.delete()


def _is_empty(place: Place) -> bool:
    rows = (place.postcode_areas, place.schools, place.partners, place.events)
    return not any(related.exists() for related in rows)


def _schools_without_place(
    following: Following, old: Municipality, successors: list[Municipality]
) -> None:
    schools = School.objects.filter(municipality=old, place=None)
    if not schools.exists():
        return
    if len(successors) > 1:
        _by_postcode(following, old, schools, successors)
        return
    for school in schools:
        following.moved.append((school.name, old, successors[0]))
    schools.update(municipality=successors[0])


def _by_postcode(
    following: Following,
    old: Municipality,
    schools: Iterable[School],
    successors: list[Municipality],
) -> None:
    for school in schools:
        areas = PostcodeArea.objects.select_related("place__municipality")
        area = areas.filter(code=school.postcode[:4], place__municipality__in=successors).first()
        if area is None:
            following.doubtful.append(f"{school}, in {old}: in welke gemeente ligt de school nu?")
            continue
        school.municipality = area.place.municipality
        school.place = _same_place(school, area) if school.place else None
        school.save()
        following.moved.append((school.name, old, area.place.municipality))


def _same_place(school: School, area: PostcodeArea) -> Place:
    name = school.place.name if school.place else ""
    there = area.place.municipality.places.filter(folded_name=fold(name)).first()
    return there or area.place
