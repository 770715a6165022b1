"""The date that a file describes ("peildatum"): from its name, its content, or the user.

Values keep the date of the file they come from (`ImportedRow.dates`), so that an older file never
overwrites a value from a newer one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pactdir.importing.reading.encodings import as_utf_8
from pactdir.importing.reading.json_text import looks_like_json
from pactdir.importing.reading.sheets import read_sheet
from pactdir.models import ImportedRow
from regions.clock import today
from regions.fields.partial_date import PartialDate

START_BYTES = 20_000
YEAR, MONTH, DAY = r"(20[0-9]{2})", r"(0?[1-9]|1[0-2])", r"(0?[1-9]|[12][0-9]|3[01])"
Patterns = list[tuple[re.Pattern[str], tuple[int, ...]]]  # groups for the parts of a date
# Part of a longer number, such as a telephone number, is not a date.
DAYS: Patterns = [
    (re.compile(rf"(?<![0-9]){YEAR}[-_. ]{MONTH}[-_. ]{DAY}(?![0-9])"), (1, 2, 3)),
    (re.compile(rf"(?<![0-9]){YEAR}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?![0-9])"), (1, 2, 3)),
    (re.compile(rf"(?<![0-9]){DAY}[-_. ]{MONTH}[-_. ]{YEAR}(?![0-9])"), (3, 2, 1)),
]
A_MONTH = re.compile(rf"(?<![0-9]){YEAR}[-_.](0[1-9]|1[0-2])(?![-_.]?[0-9])")
A_YEAR = re.compile(rf"(?<![0-9]){YEAR}(?![0-9])")
PATTERNS: Patterns = [*DAYS, (A_MONTH, (1, 2)), (A_YEAR, (1,))]  # the most precise first
SCHOOL_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}[-_](20[0-9]{2})(?![-_]?[0-9])")
IN_GEOJSON = re.compile(rb'"(?:peildatum|jaarcode|jaar)"\s*:\s*"?([0-9][0-9.-]*)', re.IGNORECASE)
HEADINGS = ("peildatum", "peil datum", "stand per", "jaarcode")


def date_in_text(text: str) -> PartialDate | None:
    """The date in a file's name or in a cell: "2024-10-01", "01-10-2024", "20241001", "2024"."""
    school_year = SCHOOL_YEAR.search(text)
    if school_year and not is_far_ahead(ending := PartialDate(int(school_year[1]))):
        return ending
    return next(_dates(text, PATTERNS), None)


def day_in_text(text: str) -> PartialDate | None:
    """The first full date, such as the one on which a file was downloaded."""
    return next(_dates(text, DAYS), None)


def _dates(text: str, patterns: Patterns) -> Iterator[PartialDate]:
    for pattern, order in patterns:
        for match in pattern.finditer(text):
            try:
                date = PartialDate(*(int(match[group]) for group in order))
            except ValueError:
                continue
            if not is_far_ahead(date):
                yield date


def year_in_text(text: str) -> PartialDate | None:
    """The first year that is not part of a date; of a school year, the year in which it starts."""
    for pattern, _ in DAYS:
        text = pattern.sub(" ", text)
    years = (PartialDate(int(match[1])) for match in A_YEAR.finditer(text))
    return next((year for year in years if not is_far_ahead(year)), None)


def date_in_content(file: str, content: bytes) -> PartialDate | None:
    """The date in a date column, or in GeoJSON among the properties of the first feature."""
    if looks_like_json(content):
        return _date_in_json(content)
    sheet = read_sheet(file, content)
    heading = next((heading for heading in HEADINGS if heading in sheet.header), None)
    first = next(sheet.lines(), None) if heading else None
    return date_in_text(first.cells[heading]) if heading and first else None


def _date_in_json(content: bytes) -> PartialDate | None:
    match = IN_GEOJSON.search(as_utf_8(content)[:START_BYTES])
    return date_in_text(match[1].decode()) if match else None


def is_far_ahead(date: PartialDate) -> bool:
    """More than a year ahead: no file describes such a date, and no newer file would ever replace
    it.
    """
    now = today()
    return (date.year, date.month or 1, date.day or 1) > (now.year + 1, now.month, now.day)


def is_older(date: PartialDate | None, than: PartialDate | None) -> bool:
    return date is not None and than is not None and date.first_day < than.first_day


def row_date(row: ImportedRow) -> PartialDate | None:
    """The newest date among its values."""
    dates = map(read_date, set(row.dates.values()))
    return max(dates, key=lambda date: date.first_day, default=None)


@cache
def read_date(text: str) -> PartialDate:
    """A date as `ImportedRow.dates` stores it."""
    return PartialDate.parse(text)
