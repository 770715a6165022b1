"""The date in the URL of a page of changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from regions.as_of.asking import EARLIEST, why_no_date
from regions.fields.typed_dates import TypedDate
from regions.wording.dutch import day_in_words

MAX_SHOWN_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Since:
    """`problem` explains why `day` is the default, a year ago."""

    day: date
    typed: str = ""
    problem: str = ""

    @property
    def day_as_typed(self) -> str:
        return f"{self.day.day}-{self.day.month}-{self.day.year}"


def read_since(text: str, today: date) -> Since:
    """A month or a year counts from its first day."""
    typed = text.strip()[:MAX_SHOWN_LENGTH]
    default = year_before(today)
    if not typed:
        return Since(default)
    try:
        day = _read(text.strip(), today)
    except ValueError as error:
        return Since(default, typed, why_no_date(typed, error))
    if day < EARLIEST:
        problem = f"Verder terug dan {day_in_words(EARLIEST)} gaan wij niet."
        return Since(default, typed, problem)
    if day > today:
        return Since(default, typed, f"{day_in_words(day)} moet nog komen.")
    return Since(day, typed)


def _read(text: str, today: date) -> date:
    typed = TypedDate.read(text)
    if typed.year is None:
        return min(typed.nearest_to(today), today)
    return typed.first_day


def year_before(day: date) -> date:
    # A year before 29 February is 28 February.
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
