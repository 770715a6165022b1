"""The places of the gazetteer, derived from the tables of places, postcodes and schools."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from pactdir.search_box.gazetteer_entry import GazetteerEntry, Kind
from regions.geo.central_postcode import Area, central_postcode
from regions.geo.distances import Point
from regions.models import Municipality, Place, PostcodeArea, PostcodeDoubt
from regions.models.geography import Doubt
from regions.names.other_names import OTHER_NAMES
from regions.names.spelling import normalized_name
from schools.models import School

# A town can extend across its municipal border: a place of the same name that is this close, and
# this many times smaller, is part of it. Otherwise the visitor chooses.
SAME_TOWN_KM = 9.0
SAME_TOWN_RATIO = 3


@dataclass(frozen=True)
class PlaceRow:
    """A place within one municipality, before places with the same name are merged."""

    name: str
    municipality: int
    areas: list[Area]


@dataclass(frozen=True)
class Postcodes:
    areas: dict[int, list[Area]] = field(default_factory=lambda: defaultdict(list))
    # Postcodes whose place is in doubt.
    doubtful_areas: dict[int, list[Area]] = field(default_factory=lambda: defaultdict(list))
    # Postcodes with reliable coordinates, with their place, by code.
    located: dict[str, tuple[int, Area]] = field(default_factory=dict)


def load_places(
    municipalities: dict[int, Municipality], on: date
) -> tuple[list[GazetteerEntry], dict[str, str]]:
    schools = _school_counts_by_postcode(on)
    postcodes = _load_postcodes(schools)
    doubts = _doubtful_postcodes_by_place()
    by_name: dict[str, list[PlaceRow]] = defaultdict(list)
    municipality_of: dict[int, int] = {}
    place_names: dict[str, str] = {}
    places = Place.objects.filter(municipality__in=municipalities)
    rows = places.order_by("folded_name", "pk").values_list("pk", "name", "municipality")
    for pk, name, municipality in rows:
        municipality_of[pk] = municipality
        own_areas = postcodes.areas[pk]
        # A village without its own postcode uses those that occur in its addresses.
        codes = [code for code in postcodes.located if schools[code][pk]] if not own_areas else []
        codes = codes or doubts[municipality, normalized_name(name)]
        areas = own_areas or [
            postcodes.located[code][1] for code in codes if code in postcodes.located
        ]
        by_name[normalized_name(name)].append(PlaceRow(name, municipality, areas))
        for area in [*own_areas, *postcodes.doubtful_areas[pk]]:
            place_names[area.code] = name
    _add_unlisted_places(by_name, postcodes, municipality_of)
    entries = [
        _entry(place, municipalities[place.municipality])
        for namesakes in by_name.values()
        for place in _merge_across_borders(namesakes)
    ]
    return entries, place_names


def _load_postcodes(schools: dict[str, Counter[int]]) -> Postcodes:
    postcodes = Postcodes()
    rows = PostcodeArea.objects.with_doubts().order_by("code")
    columns = ("place", "code", "is_doubted", "has_no_sure_point", "latitude", "longitude")
    for place, code, is_doubtful, has_no_sure_point, *degrees in rows.values_list(*columns):
        point = Point(*degrees) if None not in degrees else None
        area = Area(code, point, sum(schools[code].values()))
        # A doubtful postcode does not locate its place, but addresses in it may still be there.
        by_place = postcodes.doubtful_areas if is_doubtful else postcodes.areas
        by_place[place].append(area)
        if not has_no_sure_point:
            postcodes.located[code] = place, area
    return postcodes


def _add_unlisted_places(
    by_name: dict[str, list[PlaceRow]], postcodes: Postcodes, municipality_of: dict[int, int]
) -> None:
    for place in _unlisted_places(postcodes.located, municipality_of):
        namesakes = by_name[normalized_name(place.name)]
        if not any(other.areas and other.municipality == place.municipality for other in namesakes):
            namesakes.append(place)


def _unlisted_places(
    located: dict[str, tuple[int, Area]], municipality_of: dict[int, int]
) -> Iterator[PlaceRow]:
    for section in ("shares_a_postcode", "part_of_a_town"):
        for name, prefixes in OTHER_NAMES[section].items():
            areas_by_municipality: dict[int, list[Area]] = defaultdict(list)
            for code, (place, area) in located.items():
                if code.startswith(tuple(prefixes.split())) and place in municipality_of:
                    areas_by_municipality[municipality_of[place]].append(area)
            for municipality, areas in areas_by_municipality.items():
                yield PlaceRow(name, municipality, areas)


def _school_counts_by_postcode(on: date) -> dict[str, Counter[int]]:
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    rows = School.objects.published(on).exclude_examples().order_by()
    for postcode, place in rows.values_list("postcode", "place"):
        counts[postcode[:4]][place] += 1
    return counts


def _doubtful_postcodes_by_place() -> dict[tuple[int, str], list[str]]:
    """Postcodes whose addresses contradict the postcode table.

    They are keyed by municipality and normalized name of the place in those addresses.
    """
    codes: dict[tuple[int, str], list[str]] = defaultdict(list)
    doubts = PostcodeDoubt.objects.undecided().filter(about=Doubt.PLACE).order_by("area__code")
    columns = ("area__place__municipality", "other", "area__code")
    for municipality, place_name, code in doubts.values_list(*columns):
        codes[municipality, normalized_name(place_name)].append(code)
    return codes


def _entry(place: PlaceRow, municipality: Municipality) -> GazetteerEntry:
    return GazetteerEntry(
        Kind.PLACE,
        place.name,
        municipality.province,
        municipality.pk,
        municipality.name,
        municipality.slug,
        postcodes=tuple(area.code for area in place.areas),
        schools=sum(area.schools for area in place.areas),
        central_postcode=central_postcode(place.areas),
    )


def _merge_across_borders(namesakes: list[PlaceRow]) -> list[PlaceRow]:
    if len(namesakes) == 1:
        return namesakes
    distinct: list[PlaceRow] = []
    for place in sorted(namesakes, key=lambda place: -len(place.areas)):
        if not any(_is_part_of(place, town) for town in distinct):
            distinct.append(place)
    return distinct


def _is_part_of(place: PlaceRow, town: PlaceRow) -> bool:
    min_size = SAME_TOWN_RATIO * max(1, len(place.areas))
    return len(town.areas) >= min_size and _km_between(town.areas, place.areas) < SAME_TOWN_KM


def _km_between(areas: Iterable[Area], others: Iterable[Area]) -> float:
    points = [other.point for other in others if other.point]
    distances = (area.point.km_to(point) for area in areas if area.point for point in points)
    return min(distances, default=0.0)
