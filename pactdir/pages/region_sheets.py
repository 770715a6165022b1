"""The lists of regions and of municipalities as sheets."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.views.decorators.http import require_safe

from regions.clock import today
from regions.directory import sources_of
from regions.filters import WAYS, MunicipalityFilter
from regions.lists.blanks import without_blanks
from regions.lists.query_names import reads
from regions.models import Municipality
from regions.sheets.columns import Address, Column
from regions.sheets.sheet import CBS, Sheet
from regions.sheets.views import as_sheet
from regions.standing import Standing, standings
from regions.taking_part import TakingPart, links


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    municipality: Municipality
    links: list[TakingPart]
    standings: list[Standing]  # of the region of each link


HOW_KNOWN = dict(WAYS)
MUNICIPALITY = [
    Column("CBS-code", lambda row: row.municipality.code),
    Column("pagina", lambda row: Address(row.municipality.get_absolute_url())),
    Column("gemeente", lambda row: row.municipality.name),
    Column("provincie", lambda row: row.municipality.get_province_display()),
    Column("kenmerk techniekregio", lambda row: [link.region.slug for link in row.links]),
    Column("techniekregio", lambda row: [link.region.name for link in row.links]),
    Column("hoe bekend", lambda row: [HOW_KNOWN[link.how_known] for link in row.links]),
    Column("overeenkomst", lambda row: [standing.label for standing in row.standings]),
    Column(
        "samengevoegd uit",
        lambda row: row.municipality.predecessor_names,
        unknown="geen herindeling bekend",
    ),
    Column("bestaat sinds", lambda row: row.municipality.valid_from),
    Column("verzonnen voorbeeld", lambda row: row.municipality.is_example),
    Column("bron", lambda row: [CBS, *sources_of(link.participation for link in row.links)]),
]


@require_safe
@without_blanks
@reads(MunicipalityFilter)
@as_sheet
def municipality_sheet(request: HttpRequest) -> Sheet:
    day = today()
    narrowed = MunicipalityFilter(request.GET, on=day)
    all_links, by_slug = links(day), standings(day)
    rows = []
    for municipality in narrowed.qs.for_list(day):
        of_municipality = all_links.of_municipality(municipality)
        states = [by_slug[link.region.slug] for link in of_municipality]
        rows.append(MunicipalityRow(municipality, of_municipality, states))
    return Sheet(
        title="Gemeenten",
        columns=MUNICIPALITY,
        rows=rows,
        day=day,
        narrowing=narrowed.narrowing,
    )
