"""The areas that figures describe: a school, a municipality, a province or the country."""

from __future__ import annotations

from dataclasses import dataclass

from regions.models import Municipality, Place, Province
from regions.names.folding import fold
from schools.models import School
from schools.models.figures import COUNTRY


@dataclass(frozen=True, slots=True)
class Area:
    code: str
    school: int | None = None
    municipality: int | None = None
    province: str = ""

    @classmethod
    def country(cls) -> Area:
        return cls(COUNTRY)


@dataclass(frozen=True, slots=True)
class Location:
    """The areas in which a location of the file counts."""

    school: Area | None  # None if it is not one of our schools
    municipality: Area | None  # None if its place does not determine one
    province: Area


class Locations:
    """Finds the areas of locations, by the code of our schools or else by place and province."""

    def __init__(self) -> None:
        schools = School.objects.real().exclude(location_code="").select_related("municipality")
        self.schools = {school.duo_code: school for school in schools}
        places: dict[tuple[str, str], set[Municipality]] = {}
        for place in Place.objects.select_related("municipality"):
            key = (place.folded_name, place.municipality.province)
            places.setdefault(key, set()).add(place.municipality)
        self.places = {key: towns.pop() for key, towns in places.items() if len(towns) == 1}

    def find(self, code: str, place: str, province: str) -> Location:
        school = self.schools.get(code)
        town = school.municipality if school else self.places.get((fold(place), province))
        return Location(
            Area(code, school=school.pk) if school else None,
            Area(town.code, municipality=town.pk) if town else None,
            Area(town.province if town else province, province=town.province if town else province),
        )


def province_code(name: str) -> str | None:
    names = {fold(province.label): province.value for province in Province}
    return names.get(fold(name)) or {"friesland": Province.FRYSLAN.value}.get(fold(name))
