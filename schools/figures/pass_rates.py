"""Notes on pass rates: the number of candidates, omissions, and small numbers."""

from __future__ import annotations

from collections.abc import Iterable

from regions.wording.dutch import with_unit
from schools.figures.counted_per_school import PASS_RATES
from schools.figures.words import NOT_GIVEN, in_short, number_in_short
from schools.models import Figure, Indicator

FEW = 10  # candidates
FEW_CANDIDATES_NOTE = "Bij weinig kandidaten zegt een percentage weinig."
OF = " van "


def in_cell(figure: Figure) -> str:
    """A pass rate with its candidates, as "94,1 % van 63"; otherwise as `in_short`."""
    words = in_short(figure)
    if words == NOT_GIVEN or figure.indicator.slug not in PASS_RATES:
        return words
    if figure.of_low is None or figure.of_high is None:
        return words
    return with_unit(words, "%") + OF + number_in_short(figure.of_low, figure.of_high)


def remarks(indicator: Indicator, figures: Iterable[Figure], *, is_sum: bool) -> list[str]:
    """Notes for figures shown together; `is_sum` if they are sums over locations or groups."""
    if indicator.slug not in PASS_RATES:
        return []
    figures = list(figures)
    notes = [_left_out(figures)] if is_sum else []
    has_few = any(figure.of_low is not None and figure.of_low < FEW for figure in figures)
    return [*notes, FEW_CANDIDATES_NOTE] if has_few else notes


def _left_out(figures: Iterable[Figure]) -> str:
    parts = "profielen" if any(figure.profile for figure in figures) else "leerwegen"
    return f"Zonder vestigingen of {parts} met minder dan 5 kandidaten of geslaagden."
