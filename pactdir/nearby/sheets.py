"""The schools near a postcode as a sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.views.decorators.http import require_safe

from pactdir.nearby.filters import NearbyFilter
from pactdir.nearby.schools import SchoolNear
from pactdir.nearby.surroundings import Surroundings
from regions.clock import today
from regions.directory import Moved
from regions.lists.blanks import drop_blank_fields
from regions.lists.query_names import reads
from regions.names.postcodes import postcode_in
from regions.sheets.columns import Column, Value
from regions.sheets.sheet import GEONAMES, Sheet
from regions.sheets.views import as_sheet
from schools.models import School
from schools.sheets import SCHOOL, SheetRow, sheet_rows


@dataclass(frozen=True, slots=True)
class NearRow:
    near: SchoolNear
    row: SheetRow
    is_over_water: bool


def _of_school(value: Callable[[Any], Value]) -> Callable[[NearRow], Value]:
    return lambda near: value(near.row)


NEARBY = [
    *(Column(column.heading, _of_school(column.value), column.unknown) for column in SCHOOL[:-1]),
    Column("afstand in hele km (hemelsbreed)", lambda near: near.near.whole_km),
    Column("water ertussen", lambda near: near.is_over_water),
    Column("bron", lambda near: [*near.row.sources, f"afstand: {GEONAMES}"]),
]


@require_safe
@drop_blank_fields
@reads(NearbyFilter, "vergelijk")
@as_sheet
def nearby_sheet(request: HttpRequest, pc4: str) -> Sheet:
    day, code = today(), postcode_in(pc4)
    if code and code != pc4:
        raise Moved(reverse("nearby", args=[code]))
    surroundings = Surroundings.of(code, day, request.GET) if code else None
    if surroundings is None:
        raise Http404
    filter_ = surroundings.filter
    schools_near = [*filter_.matches, *filter_.without_distance]
    keys = [near.known.key for near in schools_near]
    schools = School.objects.select_related("place", "municipality", "board").in_bulk(keys)
    rows = sheet_rows([schools[key] for key in keys], day)
    return Sheet(
        title=f"Scholen bij {code}",
        columns=NEARBY,
        rows=[
            NearRow(near, row, surroundings.is_over_water(near))
            for near, row in zip(schools_near, rows, strict=True)
        ],
        day=day,
        narrowing=filter_.narrowing,
        remarks=[
            f"Gemeten vanaf het midden van {surroundings.measured_from.code}, hemelsbreed en "
            f"ongeveer. {filter_.radius_in_words.capitalize() or 'De dichtstbijzijnde scholen'}."
        ],
    )
