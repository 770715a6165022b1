"""Whether a figure is of a day or period that was over on an earlier day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from regions.clock import AsOf
from schools.models import Figure

YEARS = re.compile(r"(?:[0-9]{4}-)?([0-9]{4})")


def known_as_of(figures: Iterable[Figure], as_of: AsOf) -> list[Figure]:
    """All figures for today; for an earlier day without those of which the day is not known."""
    return [figure for figure in figures if not as_of.is_past or _is_of_before(figure, as_of.on)]


def _is_of_before(figure: Figure, on: date) -> bool:
    if figure.as_of:
        return figure.as_of.last_day <= on
    years = YEARS.fullmatch(figure.period)
    return years is not None and int(years[1]) < on.year
