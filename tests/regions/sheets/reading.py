"""Reads sheets as a spreadsheet does."""

import csv
from io import BytesIO, StringIO

from openpyxl import load_workbook
from openpyxl.utils import escape

from regions.sheets.addresses import sheet_path


def csv_rows(content):
    text = content.decode("utf-8")
    assert text.startswith("\ufeff")
    # There is one limit for the whole process, and an import lowers it.
    limit = csv.field_size_limit(max(len(text), 1))
    try:
        return list(csv.reader(StringIO(text[1:], newline=""), delimiter=";"))
    finally:
        csv.field_size_limit(limit)


def xlsx_rows(content, name="Gegevens"):
    sheet = load_workbook(BytesIO(content))[name]
    # Excel undoes these escapes itself.
    return [[unescape(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def unescape(cell):
    return escape.unescape(cell) if isinstance(cell, str) else cell


def records(rows):
    headings, *rows = rows
    return [dict(zip(headings, row, strict=True)) for row in rows]


def sheet_of(client, page, query=""):
    """The rows of a page's CSV, as dictionaries."""
    response = client.get(f"{sheet_path(page, 'csv')}{query}")
    assert response.status_code == 200, response
    return records(csv_rows(response.content))
