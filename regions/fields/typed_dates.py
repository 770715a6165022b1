"""Dates, months and times as people type them: "3 nov 2026", "3/11", "9u", "09.00 uur".

Used by forms. Files are parsed strictly, by `PartialDate.parse`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from regions.fields.partial_date import MONTHS

MAX_LENGTH = 40  # "woensdag 18 november 2026" has 25
# Two-digit years, interpreted as Python's "%y" does: 26 is 2026 and 98 is 1998.
LAST_OF_THIS_CENTURY = 68
_WEEKDAY = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|ma|di|wo|do|vr|za|zo)[.,]? "
_NUMBERS_OF_MONTHS = {
    **{name[:3]: number for number, name in enumerate(MONTHS, 1)},
    **{name: number for number, name in enumerate(MONTHS, 1)},
    "mrt": 3,
    "sept": 9,
}
_MONTH = "|".join(sorted(_NUMBERS_OF_MONTHS, key=len, reverse=True))
_DAY = r"(?P<day>[0-9]{1,2})"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_SEPARATOR = " ?[-/.] ?"
_DATES = [
    re.compile(pattern)
    for pattern in (
        r"(?P<year>[0-9]{4})",
        rf"(?P<year>[0-9]{{4}}){_SEPARATOR}(?P<month>[0-9]{{1,2}})(?:{_SEPARATOR}{_DAY})?",
        rf"{_DAY}{_SEPARATOR}(?P<month>[0-9]{{1,2}})(?:{_SEPARATOR}{_YEAR})?",
        rf"(?P<month>[0-9]{{1,2}}){_SEPARATOR}(?P<year>[0-9]{{4}})",
        rf"{_DAY}(?:e|ste|de)?[ -]?(?P<month>{_MONTH})\.?(?:[ -]?'?{_YEAR})?",
        rf"(?P<month>{_MONTH})\.?[ -]?(?P<year>[0-9]{{4}})",
    )
]
_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})"
    r"(?: ?[:.,uh] ?(?P<minute>[0-9]{2})(?:[:.][0-9]{2})?|(?P<together>[0-9]{2}))?"
    r" ?(?:uur|u|h)?\.?"
)


class NoSuchDay(ValueError):
    """A well-formed date, such as 31-2-2022, that no calendar has."""


@dataclass(frozen=True)
class TypedDate:
    """The parts of a date that the user typed; a day always has a month."""

    year: int | None
    month: int | None
    day: int | None

    @classmethod
    def read(cls, text: str) -> TypedDate:
        """Raise ValueError for a text that is not a date, or is a month without a year."""
        words = _as_words(text)
        for pattern in _DATES:
            if match := pattern.fullmatch(words):
                parts = match.groupdict()
                day, month, year = (parts.get(name) for name in ("day", "month", "year"))
                return cls(_year(year), _month(month), int(day) if day else None)
        raise ValueError(f"{text!r} is not a date")

    def in_year(self, year: int) -> date | None:
        try:
            return date(year, self.month or 0, self.day or 0)
        except ValueError:
            return None

    @property
    def first_day(self) -> date:
        """Raise ValueError without a year, NoSuchDay for a day or month that does not exist."""
        if self.year is None:
            raise ValueError("no year")
        try:
            return date(self.year, self.month or 1, self.day or 1)
        except ValueError as error:
            raise NoSuchDay from error

    def next_after(self, on: date) -> date:
        """Return its first occurrence on or after that date. Raise ValueError if it exists in no
        year.
        """
        return min(day for day in self._nearby_years(on) if day >= on)

    def nearest_to(self, on: date) -> date:
        """Return its nearest occurrence. Raise ValueError if it exists in no year."""
        return min(self._nearby_years(on), key=lambda day: abs(day - on))

    def _nearby_years(self, on: date) -> Iterator[date]:
        # Consider its dates within eight years, enough for a 29 February even around 2100.
        days = (self.in_year(year) for year in range(on.year - 8, on.year + 9))
        return (day for day in days if day is not None)


def read_time(text: str, is_end: bool = False) -> time:
    """Read "9", "9u", "9.00", "09.00 uur", "9:00" or "0900"; 24:00 is midnight, for an end only.

    Drop seconds. Raise ValueError for anything else.
    """
    match = _TIME.fullmatch(_as_words(text))
    if match is None:
        raise ValueError(f"{text!r} is not a time")
    hour, minute = int(match["hour"]), int(match["minute"] or match["together"] or 0)
    if is_end and (hour, minute) == (24, 0):
        return time.min
    return time(hour, minute)


def _as_words(text: str) -> str:
    if len(text) > MAX_LENGTH:
        raise ValueError("longer than any date")
    words = " ".join(re.sub("[–—\u2212]", "-", text.casefold()).split())
    return re.sub(f"^{_WEEKDAY}", "", words)


def _month(text: str | None) -> int | None:
    if text is None:
        return None
    return _NUMBERS_OF_MONTHS.get(text) or int(text)


def _year(text: str | None) -> int | None:
    if text is None or len(text) == 4:
        return int(text) if text else None
    return int(text) + (2000 if int(text) <= LAST_OF_THIS_CENTURY else 1900)
