"""National figures to compare the figures of an area with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schools.figures.rows import key_of, rows_by_part
from schools.figures.sums import added_up, parts_add_up
from schools.figures.words import in_words
from schools.models import TECHNICAL_PROFILES, Figure, Indicator


@dataclass(frozen=True, slots=True)
class TechnicalTotal:
    """Total number of people in technical profiles, in the area and nationally."""

    here: str
    country: str


@dataclass(frozen=True, slots=True)
class NationalValue:
    label: str  # of a group
    value: str

    def __str__(self) -> str:
        return f"{self.label} {self.value}"


def technical_total(
    indicator: Indicator, here: Iterable[Figure], national: Iterable[Figure]
) -> TechnicalTotal | None:
    """Return None if the groups do not add up or one of both figures is missing."""
    if not parts_add_up(indicator):
        return None
    totals = (added_up(filter(_is_technical, figures)) for figures in (here, national))
    words = [in_words(total) for total in totals if total]
    return TechnicalTotal(*words) if len(words) == 2 else None


def by_part(indicator: Indicator, national: Sequence[Figure]) -> list[NationalValue]:
    """National values of learning paths, and of technical profiles if they have no total."""
    profiles = [] if parts_add_up(indicator) else list(filter(_is_technical, national))
    others = [figure for figure in national if not figure.profile and key_of(figure)]
    return [NationalValue(row.label, row.value) for row in rows_by_part([*profiles, *others])]


def _is_technical(figure: Figure) -> bool:
    return figure.profile in TECHNICAL_PROFILES
