"""Sheets as XLSX, with typed numbers and dates; text is never a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from regions.sheets.columns import Cell

TABLE, ABOUT = "Gegevens", "Over dit bestand"
MIN_COLUMN_WIDTH, MAX_COLUMN_WIDTH = 8, 60
FIRST_YEAR = 1900  # Excel has no earlier dates
MAX_CHARACTERS = 32_767  # Excel's maximum number of characters per cell
TRUNCATION_NOTE = " … (ingekort: de hele tekst staat op de pagina)"


def xlsx_file(
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    about: Iterable[tuple[str, str]],
    title: str,
    made: date,
) -> bytes:
    buffer = BytesIO()
    with Workbook(buffer, {"constant_memory": True}) as book:
        book.set_properties({"title": title, "created": made})
        heading = book.add_format({"bold": True, "bottom": 1})
        _table(book, book.add_worksheet(TABLE), heading, headings, rows)
        _about(
            book.add_worksheet(ABOUT), book.add_format({"text_wrap": True, "valign": "top"}), about
        )
    return buffer.getvalue()


def _table(
    book: Workbook,
    sheet: Worksheet,
    heading: Format,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
) -> None:
    day = book.add_format({"num_format": "d-m-yyyy", "align": "left"})
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(headings) - 1)
    # Codes such as 00WD00, and years, are deliberately stored as text.
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    for index, words in enumerate(headings):
        longest = max([len(words) + 3, *(len(str(row[index])) for row in rows)])
        sheet.set_column(index, index, min(max(longest + 1, MIN_COLUMN_WIDTH), MAX_COLUMN_WIDTH))
        sheet.write_string(0, index, words, heading)
    for number, row in enumerate(rows, start=1):
        for index, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, index, _truncated(cell))
            elif isinstance(cell, int | Decimal):
                sheet.write_number(number, index, cell)
            elif cell.year < FIRST_YEAR:
                sheet.write_string(number, index, f"{cell.day}-{cell.month}-{cell.year}")
            else:
                sheet.write_datetime(number, index, cell, day)


def _about(sheet: Worksheet, wrapped: Format, about: Iterable[tuple[str, str]]) -> None:
    sheet.set_column(0, 0, 30, wrapped)
    sheet.set_column(1, 1, 90, wrapped)
    for number, pair in enumerate(about):
        for index, text in enumerate(pair):
            sheet.write_string(number, index, _truncated(text), wrapped)


def _truncated(text: str) -> str:
    # Excel counts UTF-16 code units, at most two per character.
    if len(text) <= MAX_CHARACTERS // 2:
        return text
    return (
        text
        if _utf16_length(text) <= MAX_CHARACTERS
        else f"{_first_utf16_units(text)}{TRUNCATION_NOTE}"
    )


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _first_utf16_units(text: str) -> str:
    room = MAX_CHARACTERS - len(TRUNCATION_NOTE)
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore")
