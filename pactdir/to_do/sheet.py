"""The offers in the list as CSV and XLSX."""

from __future__ import annotations

from django.http import HttpRequest
from django.views.decorators.http import require_safe

from pactdir.to_do.filters import ToDoFilter
from partners.offer_sheets import columns
from regions.clock import today
from regions.lists.blanks import drop_blank_fields
from regions.lists.query_names import reads
from regions.sheets.sheet import Sheet
from regions.sheets.views import as_sheet


@require_safe
@drop_blank_fields
@reads(ToDoFilter)
@as_sheet
def offer_sheet(request: HttpRequest) -> Sheet:
    day = today()
    narrowed = ToDoFilter(request.GET, on=day)
    rows = narrowed.qs.for_page(day).upcoming_first(day)
    return Sheet(
        title="Iets doen",
        columns=columns(day),
        rows=rows,
        day=day,
        narrowing=narrowed.narrowing,
        remarks=["De activiteiten van de agenda staan in een eigen bestand, bij de agenda."],
    )
