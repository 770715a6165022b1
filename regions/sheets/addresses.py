"""URLs of sheets: "/gemeenten/" as a page is "/gemeenten.csv" or "/gemeenten.xlsx"."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import Resolver404, register_converter, resolve

from regions.lists.query_names import names_read_by

CSV, XLSX = "csv", "xlsx"
# No page has a longer query string, and its links would repeat that.
MAX_QUERY_LENGTH = 1_000
WORDS = {CSV: "CSV", XLSX: "Excel"}


class Extension:
    """The path converter `<sheet:extension>`."""

    regex = "|".join(WORDS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Extension, "sheet")


def sheet_path(page: str, extension: str) -> str:
    return f"{page.rstrip('/')}.{extension}"


def page_path(sheet: str) -> str:
    return f"{sheet.rpartition('.')[0]}/"


def sheets_of(
    request: HttpRequest, choices: list[tuple[str, str]] | None = None
) -> list[tuple[str, str]]:
    """The URL and the name of each sheet of a page; [] if it has no sheets.

    `choices` are the valid choices of a list, instead of the query string.
    """
    if len(request.META.get("QUERY_STRING", "")) > MAX_QUERY_LENGTH:
        return []
    if choices is None:
        choices = [(name, value) for name, values in request.GET.lists() for value in values]
    addresses = []
    for extension, words in WORDS.items():
        path = sheet_path(request.path, extension)
        try:
            names = names_read_by(resolve(path).func)
        except Resolver404:
            return []
        pairs = [(name, value) for name, value in choices if name in names and value]
        addresses.append((f"{path}?{urlencode(pairs)}" if pairs else path, words))
    return addresses
