"""Views that respond with a sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import BoundedSemaphore
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.http import content_disposition_header

from regions.directory import Moved
from regions.sheets.addresses import CSV, XLSX, page_path, sheet_path
from regions.sheets.csv_file import csv_file
from regions.sheets.sheet import Sheet
from regions.sheets.xlsx_file import xlsx_file

CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8; header=present",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# A large sheet takes a second; this leaves a worker's other threads free for pages.
MAX_CONCURRENT = 2
RETRY_AFTER = 5  # seconds
_slots = BoundedSemaphore(MAX_CONCURRENT)


def as_sheet(view: Callable[..., Sheet | HttpResponse]) -> Callable[..., HttpResponse]:
    """Turn the sheet that a view returns into a response, and redirect from old slugs."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, extension: str, **kwargs: Any) -> HttpResponse:
        if not _slots.acquire(blocking=False):
            return _busy()
        try:
            sheet = view(request, *args, **kwargs)
            return (
                sheet if isinstance(sheet, HttpResponse) else _response(sheet, request, extension)
            )
        except Moved as moved:
            query = request.META.get("QUERY_STRING")
            url = sheet_path(moved.url, extension) + (f"?{query}" if query else "")
            return HttpResponsePermanentRedirect(url)
        finally:
            _slots.release()

    return wrapped


def _response(sheet: Sheet, request: HttpRequest, extension: str) -> HttpResponse:
    host = request.build_absolute_uri("/").rstrip("/")
    headings, rows = sheet.headings, sheet.cells(host)
    if extension == CSV:
        content = csv_file(headings, rows)
    else:
        about = sheet.about(f"{host}{page_path(request.path)}{_query(sheet, request)}")
        content = xlsx_file(headings, rows, about, sheet.full_title, sheet.day)
    response = HttpResponse(content, content_type=CONTENT_TYPES[extension])
    name = content_disposition_header(as_attachment=True, filename=f"{sheet.name}.{extension}")
    response["Content-Disposition"] = name or ""
    response["X-Robots-Tag"] = "noindex"
    return response


def _query(sheet: Sheet, request: HttpRequest) -> str:
    if sheet.narrowing:
        return sheet.narrowing.query_with()
    query = request.GET.urlencode() if sheet.query is None else sheet.query
    return f"?{query}" if query else ""


def _busy() -> HttpResponse:
    words = "Er worden nu veel bestanden gemaakt. Probeer het over enkele seconden opnieuw."
    response = HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response
