"""Figures on the pages of a school, a municipality and a region, loaded before rendering."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from django.db.models import Q, QuerySet

from regions.charts.columns import Columns
from regions.clock import AsOf
from regions.fields.partial_date import PartialDate
from schools.figures.counted import LOCATIONS
from schools.figures.counted_per_school import (
    PASS_RATES,
    WHAT_COUNTS_APART,
    WHAT_COUNTS_IN_SHORT,
)
from schools.figures.country import Country, country_as_of
from schools.figures.known import known_as_of
from schools.figures.national_values import (
    NationalValue,
    Together,
    by_part,
    together,
)
from schools.figures.pass_rates import remarks
from schools.figures.reasons import HEADINGS_BY_REASON, Reason, reason_of
from schools.figures.rows import FigureRow, rows_by_part
from schools.figures.series import multiples
from schools.figures.shortfall import shortfall, shortfall_of_locations
from schools.figures.sums import in_two_sources, sums_by
from schools.figures.tables import Line, Table, by_location, by_period, by_profile_and_level
from schools.figures.words import why_values_hidden
from schools.models import Figure, Indicator, Level, School
from schools.models.figures import period_order
from schools.profile_words import can_have_profiles

PUPILS = "leerlingen-per-vmbo-profiel"
PUPILS_BY_LEVEL = "leerlingen-per-technisch-profiel-en-leerweg"


@dataclass(frozen=True, slots=True)
class ByLevel:
    """The pupils of technical profiles by learning path, of one area and period."""

    indicator: Indicator
    figures: Sequence[Figure]
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFigures:
    """An indicator for one area: its last period, and all periods if there are several."""

    indicator: Indicator
    figures: Sequence[Figure]  # in order of period
    last: Figure  # supplies the period, reference date and source of the last period
    rows: list[FigureRow]  # of the last period
    years: Table | None
    charts: list[Columns]
    together: Together | None  # in the last period
    country: list[NationalValue]  # in the same period
    locations: Table | None
    remarks: list[str]  # sentences about its figures
    shortfall: str  # compares its schools with its total; empty if there is no total
    by_level: ByLevel | None = None  # only of pupils

    @property
    def all_figures(self) -> list[Figure]:
        """Its figures, followed by those by learning path."""
        return [*self.figures, *(self.by_level.figures if self.by_level else [])]

    @property
    def what_counts(self) -> str:
        return WHAT_COUNTS_APART.get(self.indicator.slug, "")

    @property
    def what_counts_in_short(self) -> str:
        return WHAT_COUNTS_IN_SHORT.get(self.indicator.slug, "")

    @property
    def rows_with_national_values(self) -> list[tuple[FigureRow | Line, str]]:
        """Rows of its table, each with the national value for the last period, if there is one."""
        rows: Sequence[FigureRow | Line] = self.years.lines if self.years else self.rows
        return [
            (row, " of ".join(each.value for each in self.country if each.label == row.label))
            for row in rows
        ]

    @property
    def why_hidden(self) -> str:
        """Why a value of the last period is a range or not given; empty if none is."""
        together = [self.together.value] if self.together else []
        return why_values_hidden([*(row.value for row in self.rows), *together])

    @property
    def has_other_profiles(self) -> bool:
        return not all(row.is_technical for row in self.rows)

    @property
    def in_last_period(self) -> list[Figure]:
        return [figure for figure in self.figures if figure.period == self.last.period]


@dataclass(frozen=True, slots=True)
class RegionFigures:
    """Sums over the schools that currently take part."""

    indicator: Indicator
    area: AreaFigures | None  # None without figures to add up
    school_count: int
    added: dict[str, int]  # by period, the schools included in the sum
    # Other schools in the last period: those that may lack a figure, and those without profiles.
    missing: int
    without_profiles: int
    levels_without: list[str]  # levels of the schools without profiles
    agreement_starts: PartialDate | None
    in_two_sources: int  # schools with conflicting figures from two sources
    # Schools without a figure in the last period, with their candidates for a pass rate.
    lacking: Sequence[tuple[School, Sequence[Figure]]]

    @property
    def why_lacking(self) -> list[tuple[str, list[str]]]:
        """Reasons in words, each with the names of the schools."""
        names: defaultdict[Reason, list[str]] = defaultdict(list)
        for school, candidates in self.lacking:
            names[reason_of(school, candidates)].append(school.name_and_place)
        return [
            (words, names[reason])
            for reason, words in HEADINGS_BY_REASON.items()
            if reason in names
        ]

    @property
    def last_order(self) -> tuple[bool, str]:
        """Sorts by the last period; first if there is nothing to add up."""
        return period_order(self.area.last.period) if self.area else (False, "")

    @property
    def added_count(self) -> int:
        return self.added[self.area.last.period] if self.area else 0

    @property
    def predates_agreement(self) -> bool:
        as_of, starts = self.area and self.area.last.as_of, self.agreement_starts
        return bool(as_of and starts and as_of.last_day < starts.first_day)


def figures_of_school(school: School, as_of: AsOf) -> list[AreaFigures]:
    figures = published_figures(Q(school=school), as_of)
    groups, nation = _by_indicator(figures, as_of), country_as_of(as_of)
    by_level = _take_by_level(groups)
    areas = (_area(indicator, group, nation) for indicator, group in groups.items())
    return newest_first(_with_levels(area, by_level) for area in areas)


def figures_of_municipality(pk: int, schools: Iterable[School], as_of: AsOf) -> list[AreaFigures]:
    # Figures of the area itself, which cover all locations, and figures of its schools.
    schools = list(schools)
    keys = {school.pk for school in schools}
    figures = published_figures(Q(municipality=pk) | Q(school__in=keys), as_of)
    shown, nation = [], country_as_of(as_of)
    missing_pupils = ""
    groups = _by_indicator(figures, as_of)
    by_level = [figure for figure in _take_by_level(groups) if figure.municipality_id == pk]
    for indicator, group in groups.items():
        own = [figure for figure in group if figure.municipality_id == pk]
        of_schools = [figure for figure in group if figure.school_id in keys]
        if indicator.slug == PUPILS:
            missing_pupils = shortfall_of_locations(indicator, own, of_schools)
        if own:
            locations = by_location(indicator, of_schools, schools, nation)
            missing = shortfall(indicator, own, of_schools, is_listed=bool(locations))
            area = _area(indicator, own, nation, locations, missing)
            shown.append(_with_levels(area, by_level))
    return newest_first(
        replace(area, shortfall=missing_pupils) if area.indicator.slug == LOCATIONS else area
        for area in shown
    )


def newest_first(areas: Iterable[AreaFigures]) -> list[AreaFigures]:
    return sorted(areas, key=lambda area: period_order(area.last.period), reverse=True)


def summed_over(
    schools: Sequence[School], agreement_starts: PartialDate | None, as_of: AsOf
) -> list[RegionFigures]:
    figures = published_figures(Q(school__in=schools), as_of)
    return sums_from_figures(figures, schools, agreement_starts, as_of)


def sums_from_figures(
    figures: Iterable[Figure],
    schools: Sequence[School],
    agreement_starts: PartialDate | None,
    as_of: AsOf,
) -> list[RegionFigures]:
    """Like `summed_over`, for figures of these schools loaded in order of their indicator."""
    groups, nation = _by_indicator(figures, as_of), country_as_of(as_of)
    by_level = sums_by(_take_by_level(groups), _part_and_period).values()
    by_slug = {indicator.slug: group for indicator, group in groups.items()}
    sums = [
        _summed(
            indicator,
            group,
            schools,
            agreement_starts,
            nation,
            candidates=by_slug.get(PASS_RATES.get(indicator.slug, ""), ()),
        )
        for indicator, group in groups.items()
    ]
    sums = [
        replace(sum_, area=_with_levels(sum_.area, by_level)) if sum_.area else sum_
        for sum_ in sums
    ]
    return sorted(sums, key=lambda sum_: sum_.last_order, reverse=True)


def summed_per_period(
    figures: Iterable[Figure],
    schools: Sequence[School],
    as_of: AsOf,
    of_period: Callable[[str], bool | None],
) -> list[RegionFigures]:
    """Sum the figures of these schools; expects figures from `published_figures`."""
    keys, nation = {school.pk for school in schools}, country_as_of(as_of)
    of_schools = [figure for figure in figures if figure.school_id in keys]
    groups = _by_indicator(of_schools, as_of)
    _take_by_level(groups)  # a table on the page, which a report has no room for
    return [
        _summed(indicator, list(rows), schools, None, nation)
        for indicator, group in groups.items()
        for period, rows in groupby(group, key=attrgetter("period"))
        if of_period(period)
    ]


def _summed(
    indicator: Indicator,
    figures: Sequence[Figure],
    schools: Sequence[School],
    agreement_starts: PartialDate | None,
    nation: Country,
    candidates: Sequence[Figure] = (),
) -> RegionFigures:
    sums = sums_by(figures, _part_and_period)
    added: defaultdict[str, set[int | None]] = defaultdict(set)
    for figure in figures:
        if _part_and_period(figure) in sums:
            added[figure.period].add(figure.school_id)
    locations = by_location(indicator, figures, schools, nation)
    period = list(sums.values())[-1].period if sums else figures[-1].period
    latest = [figure for figure in figures if figure.period == period]
    known = {figure.school_id for figure in latest}
    others = [school for school in schools if school.pk not in known]
    without = [school for school in others if not can_have_profiles(school.levels)]
    of_school: defaultdict[int | None, list[Figure]] = defaultdict(list)
    for figure in candidates:
        if figure.period == period:
            of_school[figure.school_id].append(figure)
    levels = {level for school in without for level in school.levels}
    return RegionFigures(
        indicator,
        _area(indicator, list(sums.values()), nation, locations) if sums else None,
        school_count=len(schools),
        added={period: len(keys) for period, keys in added.items()},
        missing=len(others) - len(without),
        without_profiles=len(without),
        levels_without=[str(level.label) for level in Level if level in levels],
        agreement_starts=agreement_starts,
        in_two_sources=len({figure.school_id for figure in in_two_sources(figures)}),
        lacking=[(school, of_school[school.pk]) for school in others],
    )


def _part_and_period(figure: Figure) -> tuple[str, str, str]:
    return figure.profile, figure.level, figure.period


def published_figures(condition: Q, as_of: AsOf) -> QuerySet[Figure]:
    rows = Figure.objects.filter(condition, indicator__published_from__lte=as_of.today)
    return rows.select_related("indicator").order_by("indicator__folded_name", "pk")


def _by_indicator(figures: Iterable[Figure], as_of: AsOf) -> dict[Indicator, list[Figure]]:
    groups: dict[Indicator, list[Figure]] = {}
    for figure in known_as_of(figures, as_of):
        groups.setdefault(figure.indicator, []).append(figure)
    for group in groups.values():
        group.sort(key=lambda figure: period_order(figure.period))
    return groups


def _take_by_level(groups: dict[Indicator, list[Figure]]) -> list[Figure]:
    """Remove them from the groups: they are shown with the pupils per profile."""
    found = next((row for row in groups if row.slug == PUPILS_BY_LEVEL), None)
    return groups.pop(found) if found else []


def _with_levels(area: AreaFigures, by_level: Iterable[Figure]) -> AreaFigures:
    if area.indicator.slug != PUPILS:
        return area
    figures = [figure for figure in by_level if figure.period == area.last.period]
    if not (table := by_profile_and_level(figures)):
        return area
    return replace(area, by_level=ByLevel(figures[0].indicator, figures, table))


def _area(
    indicator: Indicator,
    figures: Sequence[Figure],
    nation: Country,
    locations: Table | None = None,
    shortfall: str = "",
) -> AreaFigures:
    """Expects figures of one area, sorted by period."""
    periods = nation.periods(indicator.pk) or sorted(
        {figure.period for figure in figures}, key=period_order
    )
    last = figures[-1]
    latest = [figure for figure in figures if figure.period == last.period]
    national = nation.in_period(indicator.pk, last.period)
    return AreaFigures(
        indicator=indicator,
        figures=figures,
        last=last,
        rows=rows_by_part(latest),
        years=by_period(indicator, figures, periods),
        charts=multiples(figures, periods, indicator.slug),
        together=together(indicator, latest, national),
        country=by_part(indicator, national),
        locations=locations,
        remarks=remarks(indicator, figures, is_sum=not last.school_id),
        shortfall=shortfall,
    )
