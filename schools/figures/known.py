"""Whether the date or period of a figure had passed on a past date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from regions.clock import AsOf
from schools.models import Figure

YEARS = re.compile(r"(?:([0-9]{4})-)?([0-9]{4})")


def known_as_of(figures: Iterable[Figure], as_of: AsOf) -> list[Figure]:
    """Return all figures for today; as of a past date, only those whose date is known."""
    return [figure for figure in figures if not as_of.is_past or _is_from_before(figure, as_of.on)]


def _is_from_before(figure: Figure, on: date) -> bool:
    years = YEARS.fullmatch(figure.period)
    last = int(years[2]) if years else 0
    if figure.as_of:
        is_of_school_year = years and years[1] and int(years[1]) + 1 == last
        if is_of_school_year and not figure.as_of.month and figure.as_of.year == last:
            return date(last, 7, 31) <= on
        return figure.as_of.last_day <= on
    return years is not None and last < on.year
