"""Sheets as CSV that a Dutch spreadsheet opens without a dialog: UTF-8 with BOM, ";", "3,5"."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import StringIO

from regions.sheets.columns import Cell

BOM = "\ufeff"
# A spreadsheet runs cells that start with these as formulas (OWASP, "CSV injection"); NFKC also
# catches the full-width forms.
FORMULA_PREFIXES = ("=", "+", "-", "@")
LINE_BREAKS = ("\t", "\r", "\n")
PROTECTION = "'"


def csv_file(headings: list[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(_text, headings))
    writer.writerows(map(_text, row) for row in rows)
    return (BOM + buffer.getvalue()).encode()


def _text(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return PROTECTION + cell if is_formula(cell) else cell


def is_formula(text: str) -> bool:
    visible = next((char for char in text if not _is_skipped(char)), "")
    return text[:1] in LINE_BREAKS or unicodedata.normalize("NFKC", visible).startswith(
        FORMULA_PREFIXES
    )


def _is_skipped(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cf", "Cc")
