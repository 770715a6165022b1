"""Cells state unknown values, and a date is as precise as its source."""

from datetime import date
from decimal import Decimal

import pytest

from regions.fields.partial_date import PartialDate
from regions.sheets.columns import Address, Column


def cell(value, **kwargs):
    return Column("kop", lambda row: row, **kwargs).cell(value, "https://site.example")


@pytest.mark.parametrize("nothing", [None, "", " ", [], [""], Address("")])
def test_states_that_a_value_is_unknown(nothing):
    assert cell(nothing) == "niet bekend"
    assert cell(nothing, unknown="geen bekend") == "geen bekend"


@pytest.mark.parametrize("known", [0, Decimal(0), "0"])
def test_zero_counts_as_known(known):
    assert cell(known) == known


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (PartialDate(2024, 6, 1), date(2024, 6, 1)),
        # A spreadsheet would turn both "juni 2024" and "2024-06" into 1 June.
        (PartialDate(2024, 6), "juni 2024 (dag niet bekend)"),
        (PartialDate(2024), "2024"),
        (True, "ja"),
        (False, "nee"),
        (["Vonk", "Tabor"], "Vonk; Tabor"),
        (Address("/scholen/tabor/"), "https://site.example/scholen/tabor/"),
    ],
)
def test_converts_values_to_cells(value, expected):
    assert cell(value) == expected
