"""The areas that figures are about: a school, a municipality, a province or the country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Self

from pactdir.importing.schools.codes_of_merged import schools_by_other_code
from regions.models import Municipality, Place, Province
from regions.names.folding import fold
from regions.names.other_names import matching_official_names
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

    @property
    def is_country(self) -> bool:
        return self.code == COUNTRY


@dataclass(frozen=True, slots=True)
class Location:
    """The areas to which a location of the file belongs."""

    school: Area | None  # None for an unknown school
    municipality: Area | None  # None if its place is ambiguous
    province: Area | None  # None if neither the file nor its municipality has one

    @classmethod
    def in_town(cls, school: Area | None, town: Municipality, province: str) -> Self:
        """Use the province in the file if that of the municipality is unknown."""
        code = town.province or province
        area = Area(code, province=code) if code else None
        return cls(school, Area(town.code, municipality=town.pk), area)


class Locations:
    """Finds the areas of locations, by our schools' codes or else by the names in the file."""

    def __init__(self, day: date) -> None:
        schools = (
            School.objects.exclude_examples()
            .exclude(location_code="")
            .select_related("municipality")
        )
        by_pk = {school.pk: school for school in schools}
        by_other_code = {
            code: by_pk[pk] for code, pk in schools_by_other_code().items() if pk in by_pk
        }
        self.schools = by_other_code | {school.duo_code: school for school in schools}
        places: dict[tuple[str, str], set[Municipality]] = {}
        for place in Place.objects.select_related("municipality"):
            key = (place.folded_name, place.municipality.province)
            places.setdefault(key, set()).add(place.municipality)
        self.places = {key: towns.pop() for key, towns in places.items() if len(towns) == 1}
        current = Municipality.objects.exclude_examples().current(day)
        self.towns = {town.folded_name: town for town in current}

    def at_place(self, code: str, place: str, province: str) -> Location:
        school, town = self._school(code)
        if town := town or self.places.get((fold(place), province)):
            return Location.in_town(school, town, province)
        return Location(school, None, Area(province, province=province))

    def in_municipality(self, code: str, name: str, province: str = "") -> Location:
        school, town = self._school(code)
        if town := town or self._named(name):
            return Location.in_town(school, town, province)
        return Location(school, None, Area(province, province=province) if province else None)

    def _school(self, code: str) -> tuple[Area | None, Municipality | None]:
        school = self.schools.get(code)
        if school is None:
            return None, None
        return Area(school.duo_code, school=school.pk), school.municipality

    def _named(self, name: str) -> Municipality | None:
        if town := self.towns.get(fold(name)):
            return town
        names = matching_official_names(name, "also_called", whole=True)
        return next((self.towns[name] for name in names if name in self.towns), None)


@cache
def province_code(name: str) -> str | None:
    names = {fold(province.label): province.value for province in Province}
    return names.get(fold(name)) or {"friesland": Province.FRYSLAN.value}.get(fold(name))
