"""The technical totals of schools, municipalities or regions, for tables that compare them.

All are for the last period of the national figures, so that a table row covers one period.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from regions.wording.dutch import counted
from regions.wording.glossary import TERMS
from schools.figures.area_table import INDICATORS, shown
from schools.figures.area_totals import REGION, Total, totals, totals_by_profile
from schools.figures.counted_per_school import PASS_RATES, WHAT_COUNTS
from schools.figures.country import Country, country
from schools.figures.pass_rates import FEW
from schools.figures.words import in_words, whole_in_words
from schools.models import TECHNICAL_PROFILES, Figure, Indicator, School
from schools.models.figures import period_label

TOTALS = {slug: label for slug, (_, label) in INDICATORS.items()}
# Labels by indicator slug. Pass rates of schools are omitted, as they have few candidates.
TOTALS_OF_AREAS = TOTALS | {"slaagpercentage-techniek-in-het-vmbo": "Slaagpercentage techniek"}
NO_FIGURE = "Geen cijfer bekend"
BY_PROFILE = {"examenkandidaten-per-technisch-profiel": "Examenkandidaten"}


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    indicator: Indicator
    label: str
    figure: Figure  # unsaved
    period: str
    schools: int  # number of schools in the sum; 0 if it is not a sum
    participating_schools: int = 0

    @property
    def value(self) -> str:
        return in_words(self.figure)

    @property
    def whole(self) -> str:
        return whole_in_words(self.figure)

    @property
    def what_counts(self) -> str:
        return WHAT_COUNTS.get(self.indicator.slug, self.indicator.name)

    @property
    def coverage(self) -> str:
        if self.schools < self.participating_schools:
            return f"{self.schools} van de {self.participating_schools} scholen"
        return counted(self.schools, "school", "scholen") if self.schools else ""

    @property
    def is_of_few(self) -> bool:
        """Whether it is a pass rate over too few candidates to be meaningful."""
        candidates = self.figure.of_low
        return self.indicator.slug in PASS_RATES and candidates is not None and candidates < FEW


class Compared(Protocol):
    """A column of a table."""

    @property
    def name(self) -> str: ...

    @property
    def figures(self) -> list[ComparedFigure]: ...

    @property
    def why_no_figure(self) -> str: ...


@dataclass(frozen=True, slots=True)
class FigureRow:
    label: str
    indicator: Indicator
    period: str
    # Name of the column, its figure, and the text if there is none.
    cells: list[tuple[str, ComparedFigure | None, str]]

    @property
    def what_counts(self) -> str:
        return WHAT_COUNTS.get(self.indicator.slug, "")

    @property
    def is_pass_rate(self) -> bool:
        return self.indicator.slug in PASS_RATES


def figure_rows(columns: Sequence[Compared]) -> list[FigureRow]:
    by_label = [{figure.label: figure for figure in column.figures} for column in columns]
    figure_by_label = {label: figure for figures in by_label for label, figure in figures.items()}
    return [
        FigureRow(
            label,
            figure_by_label[label].indicator,
            figure_by_label[label].period,
            [
                (column.name, figures.get(label), column.why_no_figure)
                for column, figures in zip(columns, by_label, strict=True)
            ],
        )
        for label in LABELS
        if label in figure_by_label
    ]


def figures_of_schools(schools: Iterable[School], on: date) -> dict[int, list[ComparedFigure]]:
    """Map school keys to figures; schools without figures have no key."""
    nation = country(on)
    return _totals(TOTALS, nation, "school", on, [school.pk for school in schools])


def figures_of_regions(
    school_counts: Mapping[int, int], on: date
) -> dict[int, list[ComparedFigure]]:
    """Map region keys to sums over participating schools."""
    sums = _figures_of_areas(REGION, list(school_counts), on)
    return {
        key: [replace(figure, participating_schools=school_counts[key]) for figure in figures]
        for key, figures in sums.items()
    }


def figures_of_municipalities(
    municipalities: Iterable[int], on: date
) -> dict[int, list[ComparedFigure]]:
    return _figures_of_areas("municipality", list(municipalities), on)


def _figures_of_areas(field: str, keys: list[int], on: date) -> dict[int, list[ComparedFigure]]:
    nation = country(on)
    figures_by_key = _totals(TOTALS_OF_AREAS, nation, field, on, keys)
    for key, figures in _by_profile(nation, field, on, keys).items():
        figures_by_key.setdefault(key, []).extend(figures)
    return figures_by_key


def _totals(
    labels: dict[str, str], nation: Country, field: str, on: date, keys: list[int]
) -> dict[int, list[ComparedFigure]]:
    indicators = shown(nation.indicators, nation, labels)
    values = totals(indicators, nation, field, on, keys) if indicators and keys else {}
    figures_by_key: defaultdict[int, list[ComparedFigure]] = defaultdict(list)
    for key in keys:
        for indicator in indicators:
            if total := values.get((key, indicator.pk)):
                label = labels[indicator.slug]
                figures_by_key[key].append(_figure(indicator, label, total, nation, field))
    return dict(figures_by_key)


def _by_profile(
    nation: Country, field: str, on: date, keys: list[int]
) -> dict[int, list[ComparedFigure]]:
    indicators = shown(nation.indicators, nation, BY_PROFILE)
    by_key = {indicator.pk: indicator for indicator in indicators}
    values = totals_by_profile(indicators, nation, field, on, keys) if indicators and keys else {}
    figures_by_key: defaultdict[int, list[ComparedFigure]] = defaultdict(list)
    for (key, pk, profile), total in values.items():
        label = _label(by_key[pk].slug, profile)
        figures_by_key[key].append(_figure(by_key[pk], label, total, nation, field))
    return dict(figures_by_key)


def _label(slug: str, profile: str) -> str:
    return f"{BY_PROFILE[slug]} {TERMS[profile].name}"


def _figure(
    indicator: Indicator, label: str, total: Total, nation: Country, field: str
) -> ComparedFigure:
    return ComparedFigure(
        indicator,
        label,
        total.figure,
        period_label(nation.periods(indicator.pk)[-1]),
        total.schools if field == REGION else 0,
    )


# In table order.
LABELS = [
    *TOTALS_OF_AREAS.values(),
    *(_label(slug, profile) for slug in BY_PROFILE for profile in TECHNICAL_PROFILES),
]
