"""Columns of a sheet, and the values of its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from regions.fields.partial_date import PartialDate

NOT_KNOWN = "niet bekend"
SEPARATOR = "; "
# Not allowed in XML, and invisible.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Address:
    """The path of a page of this site, exported as an absolute URL."""

    path: str


# Numbers and dates keep their type; everything else becomes text.
Cell = str | int | Decimal | date
Plain = Cell | PartialDate | Iterable[object] | None
Value = Plain | Address


@dataclass(frozen=True, slots=True)
class Column:
    """`unknown` replaces an empty value; it is "" only if that cannot be mistaken for "no"."""

    heading: str
    value: Callable[[Any], Value]
    unknown: str = NOT_KNOWN

    def cell(self, row: Any, host: str) -> Cell:
        value = self.value(row)
        if isinstance(value, Address):
            return f"{host}{value.path}" if value.path else self.unknown
        cell = as_cell(value)
        return self.unknown if cell == "" else cell


def as_cell(value: Plain) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int | Decimal | date):
        return value
    if isinstance(value, PartialDate):
        return _date(value)
    if isinstance(value, str):
        return CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return SEPARATOR.join(filter(None, (str(as_cell(str(part))) for part in value)))


def _date(value: PartialDate) -> Cell:
    # A spreadsheet reads "juni 2024" or "2024-06" in a CSV as 1 June.
    if value.day:
        return value.first_day
    return f"{value} (dag niet bekend)" if value.month else str(value)
