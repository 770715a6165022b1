"""Municipalities and their neighbours, derived from the outlines in files of boundaries.

A table of municipalities or neighbours is more precise, so it takes precedence: a row that came
from a table is left alone, and a later table overwrites values from outlines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms

from pactdir.importing.geography.areas import Area, Areas
from pactdir.importing.imported_values import PreviousValues, imported_rows
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.kinds.municipalities import Municipalities, MunicipalityForm
from pactdir.importing.kinds.neighbours import Neighbours, pair_key, pair_values
from pactdir.importing.matching.matches import Matches, match_rows
from pactdir.importing.outcome import Difference, Outcome
from pactdir.importing.problems import Problem
from pactdir.importing.reading.layout import Row
from pactdir.importing.reading.sheets import Line
from pactdir.importing.run import Run
from pactdir.importing.writing.free_slugs import FreeSlugs
from pactdir.importing.writing.rows import write_rows
from regions.geo.distances import point_of
from regions.models import Municipality, Neighbour
from regions.models.geography import PROVINCE_UNKNOWN

DEGREES = ("latitude", "longitude")
NumberedRows = list[tuple[int, dict[str, Any]]]  # pairs of a feature number and its cells


@dataclass
class DerivedRows:
    """Has the attributes and `lines()` of a `Sheet`; line numbers are those of the features."""

    file: str
    rows: NumberedRows
    header: list[str] = field(default_factory=list)
    original_header: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        return (Line(number, cells) for number, cells in self.rows)


class Derived(Kind):
    """A kind without files of its own."""

    publisher = "CBS en Kadaster"
    has_files = False
    part = "onderdeel"
    table: ClassVar[type[Kind]]  # the kind of file that states the same data

    @classmethod
    def recognises(cls, file: str, content: bytes) -> bool:
        return False

    @classmethod
    def cells_of(cls, line: Line) -> dict[str, Any]:
        return dict(line.cells)

    @classmethod
    def heading_of(cls, name: str, sheet: Any) -> str:
        return {"code": "statcode", "name": "statnaam"}.get(name, "")

    @classmethod
    def derive(cls, file: str, areas: list[Area], run: Run) -> NumberedRows:
        """The rows that no table states."""
        raise NotImplementedError


class OutlinedMunicipalityForm(MunicipalityForm):
    province = forms.CharField(required=False)

    def clean_province(self) -> str:
        return super().clean_province() if self.cleaned_data["province"] else ""


class OutlinedMunicipalities(Derived, Municipalities):
    form = OutlinedMunicipalityForm
    supersedes = ()
    columns = ()
    name = "gemeenten uit grenzen"
    table = Municipalities

    @classmethod
    def derive(cls, file: str, areas: list[Area], run: Run) -> NumberedRows:
        stated = imported_rows(Municipalities.name)
        existing = {town.code: town for town in Municipality.objects.exclude_examples()}
        return [
            (area.line, _cells(area, existing.get(area.code), run.area_files.province_of(area)))
            for area in areas
            if area.name and area.code not in stated
        ]

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        existing = {
            municipality.code: municipality
            for municipality in Municipality.objects.exclude_examples()
        }
        own = imported_rows(cls.name)

        def values(row: Row) -> dict[str, Any]:
            # For a municipality created by an editor, only fill empty fields.
            stated = cls.values_of(row)
            if (ours := existing.get(row.key)) is None:
                return stated
            filled = own[row.key].values if row.key in own else {}
            return {
                name: value
                for name, value in stated.items()
                if name in filled or not getattr(ours, name)
            }

        return match_rows(cls, rows, existing, values, run, outcome, imported=own)

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        result = write_rows(cls, matches, run, outcome, prepare=FreeSlugs(Municipality).assign)
        outcome.changed = _without_coordinates(outcome.changed)
        if names := [town.name for _, town in result.objects if not town.province]:
            outcome.warnings.append(_without_province(names))
        outcome.warnings += [
            f"{municipality} ({code}) heeft in dit bestand geen grens meer: is er een herindeling?"
            for code, municipality in matches.missing.items()
            if municipality.valid_until is None and code not in run.codes_with_successor
        ]
        return result.previous


class OutlinedNeighbours(Derived, Neighbours):
    supersedes = ()
    columns = ()
    name = "buurgemeenten uit grenzen"
    table = Neighbours

    @classmethod
    def derive(cls, file: str, areas: list[Area], run: Run) -> NumberedRows:
        # A table that knows both municipalities decided whether they are neighbours.
        stated = {code for key in imported_rows(Neighbours.name) for code in key.split()}
        known = [area for area in areas if area.code in run.municipalities]
        return [
            (area.line, {"code": area.code, "other": other.code})
            for area, other in Areas(known).touching()
            if not {area.code, other.code} <= stated
        ]

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        pairs = Neighbour.objects.select_related("municipality", "neighbour")
        existing = {pair_key(pair.municipality, pair.neighbour): pair for pair in pairs}
        matches = match_rows(cls, rows, existing, pair_values, run, outcome)
        # A file of part of the country has no data on pairs outside it.
        codes = run.area_files.codes
        matches.missing = {
            key: pair
            for key, pair in matches.missing.items()
            if codes.issuperset(key.split()) or _has_end(pair)
        }
        return matches


def _has_end(pair: Neighbour) -> bool:
    return any(town.valid_until for town in (pair.municipality, pair.neighbour))


def _cells(area: Area, existing: Municipality | None, province: str) -> dict[str, Any]:
    """Keep a point that is still inside, and a province that no file contradicts."""
    point = point_of(existing)
    if point is None or not area.contains(point):
        point = area.point
    return {
        "code": area.code,
        "name": area.name,
        "province": province or (existing.province if existing else ""),
        "latitude": str(point.latitude),
        "longitude": str(point.longitude),
    }


def _without_coordinates(changed: list[Difference]) -> list[Difference]:
    fields: list[Any] = [Municipality._meta.get_field(name) for name in DEGREES]
    degrees = {str(field.verbose_name) for field in fields}
    in_words = [
        Difference(change.row, "punt", "zoals dat was", "anders")
        if change.field in degrees
        else change
        for change in changed
    ]
    return list(dict.fromkeys(in_words))


def _without_province(names: list[str]) -> str:
    of_which = names[0] if len(names) == 1 else f"{len(names)} gemeenten, zoals {names[0]},"
    return (
        f"In welke provincie {of_which} ligt, zegt dit bestand niet: op de site staat daar "
        f"“{PROVINCE_UNKNOWN}”. Laad dit bestand nog eens, samen met de grenzen van de provincies "
        "(bij PDOK: provincie_gegeneraliseerd)."
    ).replace(", ligt", ", liggen")
