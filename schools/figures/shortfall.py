"""Compares the sum over a municipality's schools on the site with the published total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from schools.figures.counted_per_school import OF_SCHOOLS
from schools.figures.rows import key_of
from schools.models import TECHNICAL_PROFILES, Figure, Indicator

Key = tuple[str, str]  # part, period
NOT_HERE = "nu niet op deze site staan"


def shortfall(
    indicator: Indicator, own: Sequence[Figure], of_schools: Sequence[Figure], *, is_listed: bool
) -> str:
    """Return a sentence, or "" if the schools may add up to the total. `is_listed`: in a table."""
    if indicator.slug not in OF_SCHOOLS:
        return ""
    if not is_listed:
        missing = _short_periods(own, of_schools)
        return f"{indicator.publisher} noemt hier vestigingen die {NOT_HERE}." if missing else ""
    shown = [figure for figure in own if _is_shown(figure)]
    if not (missing := _short_periods(shown, of_schools)):
        return ""
    never = "niet" if missing == {figure.period for figure in shown} else "niet in elke periode"
    return (
        f"De scholen op deze site komen samen {never} aan dit totaal: "
        f"bij {indicator.publisher} staan hier ook vestigingen die {NOT_HERE}."
    )


def shortfall_of_locations(
    pupils: Indicator, own: Iterable[Figure], of_schools: Iterable[Figure]
) -> str:
    """The same for a count of locations by technical profile, based on the pupils with that
    profile.
    """
    technical = [figure for figure in own if figure.profile in TECHNICAL_PROFILES]
    return shortfall(pupils, technical, list(of_schools), is_listed=False)


def _is_shown(figure: Figure) -> bool:
    # The table of schools only has technical profiles.
    return not figure.profile or figure.profile in TECHNICAL_PROFILES


def _short_periods(own: Iterable[Figure], of_schools: Iterable[Figure]) -> set[str]:
    """Groups in which the maximum over the schools is below the minimum of the total."""
    most: defaultdict[Key, Decimal] = defaultdict(Decimal)
    for figure in of_schools:
        most[key_of(figure), figure.period] += _people(figure)[1]
    return {
        figure.period for figure in own if _people(figure)[0] > most[key_of(figure), figure.period]
    }


def _people(figure: Figure) -> tuple[Decimal, Decimal]:
    """The bounds of a count, or of the total of a share."""
    if figure.of_low is None or figure.of_high is None:
        return figure.low, figure.high
    return figure.of_low, figure.of_high
