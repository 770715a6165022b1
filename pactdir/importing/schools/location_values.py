"""Field values of a school from a location in the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from pactdir.importing.geography.places import find_or_create_by_any_name
from pactdir.importing.reading.layout import Row
from pactdir.importing.run import Run
from pactdir.importing.schools.common_names import common_name
from pactdir.models import ImportedRow
from regions.models import Municipality, Place, PostcodeArea
from schools.models import School

COPIED_FIELDS = ("address", "postcode", "website", "levels", "levels_basis")
Degrees = tuple[float | None, float | None]


@dataclass(frozen=True)
class LocationValues:
    """Lookups that are loaded once for all rows of a file."""

    places: Mapping[tuple[int, str], Place]
    places_elsewhere: set[str]  # folded names of places and municipalities
    postcode_points: Mapping[str, Degrees]
    existing: Mapping[str, School]
    imported: Mapping[str, ImportedRow]
    filled_fields: Mapping[tuple[str, str], set[str]]  # filled in by other files in this import
    kind: str

    @classmethod
    def load(
        cls,
        rows: list[Row],
        existing: Mapping[str, School],
        imported: Mapping[str, ImportedRow],
        run: Run,
        kind: str,
    ) -> Self:
        places = find_or_create_by_any_name([row.cells for row in rows], run.division)
        elsewhere = set(Place.objects.values_list("folded_name", flat=True))
        elsewhere |= set(Municipality.objects.values_list("folded_name", flat=True))
        points = {
            area.code: (area.latitude, area.longitude)
            for area in PostcodeArea.objects.with_sure_point()
        }
        return cls(places, elsewhere, points, existing, imported, run.filled_fields, kind)

    def for_row(self, row: Row) -> dict[str, Any]:
        cells = row.cells
        place = self.places[cells["municipality"].pk, cells["place_name"]]
        place_names = (place.name, place.municipality.name)
        values = {
            "name": common_name(cells["name"], *place_names, elsewhere=self.places_elsewhere),
            "official_name": cells["name"],
            "brin": cells["code"][:4],
            "location_code": cells["code"][4:],
            "municipality": place.municipality,
            "place": place,
            "possibly_closed": False,
            **{name: cells[name] for name in COPIED_FIELDS},
        }
        if (point := self._point(row)) is not None:
            values["latitude"], values["longitude"] = point
        return values

    def _point(self, row: Row) -> Degrees | None:
        cells, imported = row.cells, self.imported.get(row.key)
        former_postcode = imported.values.get("postcode") if imported else None
        has_moved = former_postcode is not None and former_postcode != cells["postcode"]
        if cells.get("latitude") is not None:
            # Another file in this import may have a newer address.
            is_older = has_moved and "postcode" in self.filled_fields.get((self.kind, row.key), ())
            return None if is_older else (cells["latitude"], cells["longitude"])
        school = self.existing.get(row.key)
        if school is not None and school.latitude is not None and not has_moved:
            return None
        return self.postcode_points.get(cells["postcode"][:4])
