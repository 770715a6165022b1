"""National figures to compare an area's figures with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import capfirst

from schools.figures.counted_per_school import PASS_RATES
from schools.figures.rows import key_of, rows_by_part
from schools.figures.sums import added_up, levels_add_up, parts_add_up
from schools.figures.words import in_words, whole_in_words
from schools.models import TECHNICAL_PROFILES, Figure, Indicator

TECHNICAL = "technische profielen samen"


def levels_together(indicator: Indicator) -> str:
    """The name of the group of all learning paths that have a figure."""
    is_rate = indicator.slug in PASS_RATES
    return f"{'leerwegen met genoeg kandidaten' if is_rate else 'alle leerwegen'} samen"


@dataclass(frozen=True, slots=True)
class Together:
    """The total of the groups of an indicator in one period, in the area and nationally."""

    group: str  # TECHNICAL, or what `levels_together` returns
    here: Figure  # unsaved
    country: Figure | None

    @property
    def label(self) -> str:
        return "Samen in een technisch profiel" if self.group == TECHNICAL else capfirst(self.group)

    @property
    def value(self) -> str:
        return in_words(self.here)

    @property
    def whole(self) -> str:
        return whole_in_words(self.here)

    @property
    def national_value(self) -> str:
        return in_words(self.country) if self.country else ""


@dataclass(frozen=True, slots=True)
class NationalValue:
    label: str  # of a group
    value: str

    def __str__(self) -> str:
        return f"{self.label} {self.value}"


def together(
    indicator: Indicator, here: Iterable[Figure], national: Iterable[Figure]
) -> Together | None:
    """Return None if the groups do not add up, or if two sources report one of them."""
    here, national = list(here), list(national)
    if any(figure.profile and figure.level for figure in here):
        return None  # the figure without learning paths is not masked as much
    if any(figure.profile for figure in here):
        if not parts_add_up(indicator):
            return None
        group, counts = TECHNICAL, _is_technical
    else:
        group, counts = levels_together(indicator), _is_of_level
        levels = list(filter(counts, here))
        if len(levels) < 2 or not levels_add_up(indicator, levels):
            return None
    total, country = (added_up(filter(counts, figures)) for figures in (here, national))
    if total is None and group == TECHNICAL and not any(map(counts, here)):
        total = _none_of(here[0])  # other profiles only
    return Together(group, total, country) if total else None


def by_part(indicator: Indicator, national: Sequence[Figure]) -> list[NationalValue]:
    """National values of learning paths, and of technical profiles if they have no total."""
    profiles = [] if parts_add_up(indicator) else list(filter(_is_technical, national))
    others = [figure for figure in national if not figure.profile and key_of(figure)]
    return [NationalValue(row.label, row.value) for row in rows_by_part([*profiles, *others])]


def _none_of(figure: Figure) -> Figure:
    return Figure(
        indicator=figure.indicator,
        period=figure.period,
        as_of=figure.as_of,
        source=figure.source,
        source_url=figure.source_url,
        low=Decimal(),
        high=Decimal(),
    )


def _is_of_level(figure: Figure) -> bool:
    return bool(figure.level) and not figure.profile


def _is_technical(figure: Figure) -> bool:
    return figure.profile in TECHNICAL_PROFILES
