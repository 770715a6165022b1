"""The data of a year report, loaded in a fixed number of queries before it renders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import attrgetter

from pactdir.pages.goals import GoalShown, Measurement, goals_of
from pactdir.timeline.years import Entry, Kind, entries, first_year, points_of
from pactdir.year_report.spans import Span
from partners.models import PartnerParticipation
from regions.as_of.asking import EARLIEST
from regions.clock import AsOf
from regions.directory import sources_of
from regions.models import (
    Agreement,
    AgreementState,
    FundingPeriod,
    MunicipalityParticipation,
    ProgrammeLine,
    Region,
)
from schools.as_of import see_as_of
from schools.figures.money import Amounts, Money, money_of
from schools.figures.page import summed_over
from schools.models import Figure, SchoolParticipation, Unit


@dataclass(frozen=True, slots=True)
class OfLine:
    """Goals along one programme line; `line` is None for those without."""

    line: ProgrammeLine | None
    goals: list[GoalShown]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearReport:
    """What held is as of `as_of.on`, the last day of the years or today."""

    region: Region
    span: Span
    as_of: AsOf
    states: list[tuple[Agreement, AgreementState]]
    lines: list[OfLine]  # evidence is that of these years
    planned: list[Entry]  # events in these years, of which some may not have taken place
    happened: list[Entry]
    figures: list[tuple[str, list[Measurement]]]  # by source and period, in words
    schools: list[SchoolParticipation]
    partners: list[PartnerParticipation]
    municipalities: list[MunicipalityParticipation]
    is_before_all: bool  # nothing with a date is known of these years or before them
    money: Money | None  # of periods that these years are part of, or of which none is known

    @property
    def is_over(self) -> bool:
        return self.span.last_day < self.as_of.today

    @property
    def since_unknown(self) -> int:
        return sum(
            row.since is None for row in (*self.schools, *self.partners, *self.municipalities)
        )

    @property
    def sources(self) -> list[str]:
        goals = [shown for of_line in self.lines for shown in of_line.goals]
        return sources_of(
            [
                *(agreement for agreement, _ in self.states),
                *(row for shown in goals for row in shown.sourced),
                *(point.row for entry in self.happened for point in entry.points),
                *(row.figure for _, rows in self.figures for row in rows),
                *self.schools,
                *self.partners,
                *self.municipalities,
                *(self.money.rows if self.money else []),
            ]
        )


def load_year_report(region: Region, span: Span, today: date) -> YearReport:
    """For a region from `published_regions`."""
    as_of = AsOf(today, min(span.last_day, today))
    states = region.states_on(as_of)
    every = points_of(region, today)
    points = [point for point in every if span.may_hold(point.on)]
    joined = [point.row for point in every if point.kind == Kind.JOINS]
    members = [row for row in joined if row.is_open_as_of(as_of, region)]
    schools = list(region.school_participations.for_region_page(today))
    see_as_of((row.school for row in schools), as_of)
    schools = [
        row
        for row in schools
        if row.is_open_as_of(as_of, region) and not row.school.is_closed(as_of.on)
    ]
    return YearReport(
        region=region,
        span=span,
        as_of=as_of,
        is_before_all=span.last < first_year(every, today),
        states=states,
        lines=_by_line(goals_of(region, as_of), span),
        planned=entries(point for point in points if point.kind == Kind.EVENT),
        happened=entries(
            point for point in points if point.kind != Kind.EVENT and not point.is_ahead
        ),
        figures=_figures(region, span, schools, as_of),
        schools=schools,
        partners=[row for row in members if isinstance(row, PartnerParticipation)],
        municipalities=[row for row in members if isinstance(row, MunicipalityParticipation)],
        money=_money(region, span, today),
    )


def _by_line(goals: Iterable[GoalShown], span: Span) -> list[OfLine]:
    def order(shown: GoalShown) -> tuple[bool, int, int]:
        line = shown.goal.programme_line
        return line is None, line.number if line else 0, line.pk if line else 0

    in_span = [
        replace(shown, proofs=[proof for proof in shown.proofs if span.may_hold(proof.on)])
        for shown in goals
    ]
    by_line = groupby(sorted(in_span, key=order), key=attrgetter("goal.programme_line"))
    return [OfLine(line, list(of_line)) for line, of_line in by_line]


def _figures(
    region: Region, span: Span, schools: Iterable[SchoolParticipation], as_of: AsOf
) -> list[tuple[str, list[Measurement]]]:
    """Reported of the region itself, then added up over its schools."""
    own = Figure.objects.filter(region=region, indicator__published_from__lte=as_of.today)
    own = own.exclude(indicator__unit=Unit.EURO).select_related("indicator", "region")
    sums = summed_over([row.school for row in schools], None, as_of)
    by_indicator = groupby(
        own.order_by("indicator__folded_name", "period", "pk"), key=attrgetter("indicator")
    )
    groups = [(f"{indicator}, van de regio", list(rows)) for indicator, rows in by_indicator]
    groups += [
        (f"{shown.indicator}, opgeteld over de scholen", list(shown.area.figures))
        for shown in sums
        if shown.area
    ]
    found = [
        (title, [Measurement(row) for row in rows if span.of_period(row.period)])
        for title, rows in groups
    ]
    return [(title, rows) for title, rows in found if rows]


def _money(region: Region, span: Span, today: date) -> Money | None:
    # As far as is known now: what was awarded for a year is often told later.
    money = money_of([region], AsOf.of(today)).get(region.pk)
    groups = [group for group in money.groups if _is_of(group, span)] if money else []
    return Money(groups, money.unknown) if money and groups else None


def _is_of(group: Amounts, span: Span) -> bool:
    """Also if its period is not known."""
    row = group.amounts[0].row
    if isinstance(row, Agreement):
        has_begun = row.starts is None or row.starts.first_day <= span.last_day
        return has_begun and row.last_day >= span.first_day
    return span.of_period(group.period) is not False


def spans_of_funding() -> list[Span]:
    return [Span(*years) for years in FundingPeriod.objects.values_list("first_year", "last_year")]


@dataclass(frozen=True, slots=True)
class Years:
    """The years and funding periods of which something may be known, the last first."""

    years: list[Span]
    periods: list[Span]


def years_of(region: Region, periods: list[Span], today: date) -> Years:
    first = max(EARLIEST.year, first_year(points_of(region, today), today))
    years = [Span(year, year) for year in range(today.year, first - 1, -1)]
    shown = [span for span in periods if first <= span.last and span.first <= today.year]
    return Years(years, sorted(shown, key=attrgetter("first"), reverse=True))
