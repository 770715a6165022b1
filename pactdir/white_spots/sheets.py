"""The distances of white spots as a sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.views.decorators.http import require_safe

from pactdir.white_spots.nearest import Nearest, Road, Row, roads
from pactdir.white_spots.page import white_spot_page
from regions.clock import today
from regions.lists.blanks import drop_blank_fields
from regions.lists.query_names import reads
from regions.models import Municipality
from regions.sheets.columns import Address, Column, Value
from regions.sheets.sheet import CBS, DUO, GEONAMES, Sheet
from regions.sheets.views import as_sheet
from schools.models import TECHNICAL_PROFILES, Profile


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with its road distance, which the page shows only per province."""

    row: Row
    road: Road | None

    @property
    def municipality(self) -> Municipality:
        return self.row.municipality


def profile_columns(profile: Profile, nearest: Callable[[Any], Nearest | None]) -> list[Column]:
    """Columns for a profile; `nearest` returns the location for a row."""

    def of(value: Callable[[Nearest], Value]) -> Callable[[Any], Value]:
        return lambda row: value(found) if (found := nearest(row)) else None

    return [
        Column(f"km tot {profile.label}", of(lambda found: found.whole_km)),
        Column(f"vestiging met {profile.label}", of(lambda found: found.location.name)),
        Column(f"zekerheid {profile.label}", of(lambda found: found.certainty)),
    ]


def _row_columns(profile: Profile) -> list[Column]:
    return profile_columns(profile, lambda row: row.row.nearest_with(profile))


WHITE_SPOTS = [
    Column("CBS-code", lambda row: row.municipality.code),
    Column("pagina", lambda row: Address(row.municipality.get_absolute_url())),
    Column("gemeente", lambda row: row.municipality.name),
    Column("provincie", lambda row: row.municipality.get_province_display()),
    *(column for profile in TECHNICAL_PROFILES for column in _row_columns(profile)),
    Column("km over de weg tot een vmbo: minstens", lambda row: row.road and row.road.low),
    Column("km over de weg tot een vmbo: hoogstens", lambda row: row.road and row.road.high),
    Column("bron", lambda row: [DUO, CBS, GEONAMES]),
]


@require_safe
@drop_blank_fields
@reads("provincie")
@as_sheet
def white_spot_sheet(request: HttpRequest) -> Sheet:
    day = today()
    page = white_spot_page("", request.GET.get("provincie", ""), day)
    by_municipality = roads(day)
    place = page.province.title_suffix if page.province else ""
    remarks = ["De afstand is hemelsbreed, van het midden van de gemeente, in hele kilometers."]
    if page.spots.dates:
        dates = " tot en met ".join(map(str, page.spots.dates))
        remarks.append(f"De profielen zijn van {dates}.")
    return Sheet(
        title=f"Witte vlekken{place}",
        columns=WHITE_SPOTS,
        rows=[SheetRow(row, by_municipality.get(row.municipality.pk)) for row in page.rows],
        day=day,
        remarks=remarks,
    )
