"""The years of a report, as in its URL."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from regions.as_of.asking import EARLIEST, MAX_ECHO_LENGTH
from regions.fields.partial_date import PartialDate

YEARS = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?")


class NoSpan(Exception):
    """Explains in Dutch why there is no report."""


@dataclass(frozen=True, slots=True)
class Span:
    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.is_year else f"{self.first}-{self.last}"

    @property
    def is_year(self) -> bool:
        return self.first == self.last

    @property
    def first_day(self) -> date:
        return date(self.first, 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.last, 12, 31)

    def adjacent_years(self, today: date) -> list[Span]:
        """The previous and next year, if they can have a report."""
        years = (self.first - 1, self.last + 1) if self.is_year else ()
        return [Span(year, year) for year in years if EARLIEST.year <= year <= today.year]

    def may_contain(self, on: PartialDate | None) -> bool:
        return on is not None and on.first_day <= self.last_day and on.last_day >= self.first_day

    def overlaps_period(self, period: str) -> bool | None:
        """Whether it overlaps a figure's period (a school year's end year); None if unknown."""
        years = re.findall(r"\b(?:19|20)[0-9]{2}\b", period)
        if not years:
            return None
        first, last = int(years[0]), int(years[-1])
        if last == first + 1:
            first = last
        return first <= self.last and last >= self.first


def read_span(text: str, today: date, funding_periods: Callable[[], list[Span]]) -> Span:
    """Raises NoSpan."""
    match = YEARS.fullmatch(text)
    if match is None:
        raise NoSpan(f"“{text[:MAX_ECHO_LENGTH]}” is geen jaar en geen subsidieperiode.")
    span = Span(int(match[1]), int(match[2] or match[1]))
    if span.first < EARLIEST.year:
        raise NoSpan(f"Verder terug dan {EARLIEST.year} gaan wij niet.")
    if span.first > today.year:
        raise NoSpan(f"{span} moet nog komen.")
    if not span.is_year and span not in funding_periods():
        raise NoSpan(f"{span} is geen subsidieperiode die wij kennen.")
    return span
