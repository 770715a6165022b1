"""The data of a year report, loaded in a fixed number of queries before it renders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.db.models import Q

from pactdir.pages.goals import GoalDetails, Measurement, end_goals_of, goals_of
from pactdir.timeline.years import (
    Entry,
    Kind,
    Point,
    entries,
    first_funded_year,
    first_year,
    points_of,
)
from pactdir.year_report.spans import Span
from partners.models import Offer, OfferState, PartnerParticipation
from partners.offer_words import OfferOn
from regions.as_of.asking import EARLIEST
from regions.clock import AsOf
from regions.directory import sources_of
from regions.models import (
    Agreement,
    AgreementKind,
    AgreementState,
    Contact,
    FundingPeriod,
    MunicipalityParticipation,
    Participation,
    ProgrammeLine,
    Region,
)
from regions.taking_part import TakingPart, Unplaced, links_as_of
from schools.as_of import apply_as_of, open_as_of
from schools.figures.money import Amounts, Money, money_from_figures
from schools.figures.page import RegionFigures, published_figures, summed_per_period
from schools.figures.rows import in_order_of_part
from schools.models import Figure, SchoolParticipation, Unit


@dataclass(frozen=True, slots=True)
class ProgrammeLineGoals:
    """Goals of one programme line; `line` is None for goals without one."""

    line: ProgrammeLine | None
    goals: list[GoalDetails]


@dataclass(frozen=True, slots=True)
class IndicatorFigures:
    """Figures for an indicator; `sum` is set if they are added up over schools."""

    title: str
    rows: list[Measurement]  # in order of their groups
    sum: RegionFigures | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearReport:
    """The state is as of `as_of.on`: the last day of these years, or today."""

    region: Region
    span: Span
    as_of: AsOf
    states: list[tuple[Agreement, AgreementState]]
    lines: list[ProgrammeLineGoals]  # with evidence only from these years
    planned: list[Entry]  # events in these years, some of which may be cancelled
    happened: list[Entry]
    offers: list[OfferOn]  # that ran throughout or, if these years are not over, run today
    maybe_offers: list[OfferOn]  # that may have run in these years
    figures: list[IndicatorFigures]
    schools: list[SchoolParticipation]
    partners: list[PartnerParticipation]
    municipalities: list[MunicipalityParticipation]
    derived: list[TakingPart]
    unplaced: list[Unplaced]
    contacts: list[Contact]  # as of today
    is_unknown: bool  # without any dated fact in or before these years
    money: Money | None  # of periods that include these years, or of an unknown period

    @property
    def is_over(self) -> bool:
        return self.span.last_day < self.as_of.today

    @property
    def end_goals(self) -> list[Agreement]:
        return end_goals_of(self.states, self.as_of)

    @property
    def schools_since_unknown(self) -> int:
        return sum(row.since is None for row in self.schools)

    @property
    def members(self) -> list[Participation]:
        return [*self.schools, *self.partners, *self.municipalities]

    @property
    def since_unknown(self) -> int:
        return sum(row.since is None for row in self.members)

    @property
    def has_outlasted(self) -> bool:
        """Whether a participation without an end has outlasted the last agreement."""
        ends = [agreement.last_day for agreement in self.region.agreements.all()]
        is_ended = bool(ends) and max(ends) < self.as_of.on
        return is_ended and any(row.until is None for row in self.members)

    @property
    def sources(self) -> list[str]:
        goals = [details for of_line in self.lines for details in of_line.goals]
        return sources_of(
            [
                *(agreement for agreement, _ in self.states),
                *(row for details in goals for row in details.sourced_rows),
                *(item.row for details in goals for item in details.undated),
                *(point.row for entry in self.happened for point in entry.points),
                *(row.offer for row in (*self.offers, *self.maybe_offers)),
                *(row.figure for of in self.figures for row in of.rows),
                *self.schools,
                *self.partners,
                *self.municipalities,
                *(self.money.rows if self.money else []),
            ]
        )


def load_year_report(region: Region, span: Span, today: date) -> YearReport:
    """Expects a region from `published_regions`."""
    as_of = AsOf(today, min(span.last_day, today))
    states = region.states_on(as_of)
    every = points_of(region, today)
    points = [point for point in every if span.may_contain(point.on)]
    joined = [point.row for point in every if point.kind == Kind.JOINS]
    offers = _other_offers(every, region, span, as_of)
    members = [row for row in joined if row.is_open_as_of(as_of, region)]
    schools = list(region.school_participations.for_region_page(today))
    apply_as_of((row.school for row in schools), as_of)
    schools = open_as_of(schools, region, as_of)
    published = _published_figures(region, schools, today)
    figures = _figures(published, region, span, schools, as_of)
    money = _money(published, region, span, today)
    links = links_as_of(as_of)
    return YearReport(
        region=region,
        span=span,
        as_of=as_of,
        is_unknown=span.last < first_year(every, today)
        and not _has_figures(figures, money, span)
        and not _may_have_run(region, span, today),
        states=states,
        lines=_by_line(goals_of(region, as_of), span),
        planned=entries(point for point in points if point.kind == Kind.EVENT),
        happened=entries(
            point for point in points if point.kind != Kind.EVENT and not point.is_ahead
        ),
        offers=[row for row in offers if _runs(row, as_of)],
        maybe_offers=[row for row in offers if not _runs(row, as_of)],
        figures=figures,
        schools=schools,
        partners=[row for row in members if isinstance(row, PartnerParticipation)],
        municipalities=[row for row in members if isinstance(row, MunicipalityParticipation)],
        derived=[link for link in links.of_region(region) if not link.is_stated],
        unplaced=links.unplaced.get(region.pk, []),
        contacts=list(region.contacts.all()),
        money=money,
    )


def _other_offers(
    points: Iterable[Point], region: Region, span: Span, as_of: AsOf
) -> list[OfferOn]:
    """Offers that may have run in these years, but neither started nor ended in them."""
    of_offers = [point for point in points if isinstance(point.row, Offer)]
    dated = {point.row for point in of_offers if span.may_contain(point.on) and not point.is_ahead}
    offers = dict.fromkeys(point.row for point in of_offers if point.row not in dated)
    return [OfferOn(offer, as_of) for offer in offers if _may_run(offer, region, span, as_of)]


def _may_run(offer: Offer, region: Region, span: Span, as_of: AsOf) -> bool:
    if offer.starts is None:
        may_have_begun = region.may_have_begun(as_of.on)
    else:
        may_have_begun = offer.starts.last_day < span.first_day
    return may_have_begun and (offer.ends is None or offer.ends.last_day >= span.first_day)


def _runs(row: OfferOn, as_of: AsOf) -> bool:
    """Whether it runs today or, if these years are over, certainly ran throughout."""
    offer = row.offer
    if row.state != OfferState.RUNS or not as_of.is_past or offer.ends:
        return row.state == OfferState.RUNS
    return offer.source_dated is not None and offer.source_dated.last_day >= as_of.on


def _may_have_run(region: Region, span: Span, today: date) -> bool:
    """Whether an STO project without a known start may have run in these years."""
    return any(
        row.kind == AgreementKind.STO_PROJECT
        and row.starts is None
        and row.last_day >= span.first_day
        and span.last >= (first_funded_year(today) or today.year)
        for row in region.agreements.all()
    )


def _has_figures(figures: list[IndicatorFigures], money: Money | None, span: Span) -> bool:
    groups = money.groups if money else []
    return bool(figures) or any(_is_in_span(group, span) for group in groups)


def _by_line(goals: Iterable[GoalDetails], span: Span) -> list[ProgrammeLineGoals]:
    def order(details: GoalDetails) -> tuple[bool, int, int]:
        line = details.goal.programme_line
        return line is None, line.number if line else 0, line.pk if line else 0

    in_span = [
        replace(details, evidence=[item for item in details.evidence if span.may_contain(item.on)])
        for details in goals
    ]
    by_line = groupby(sorted(in_span, key=order), key=attrgetter("goal.programme_line"))
    return [ProgrammeLineGoals(line, list(of_line)) for line, of_line in by_line]


def _published_figures(
    region: Region, schools: Iterable[SchoolParticipation], today: date
) -> list[Figure]:
    """Figures of the region and of these schools, by indicator and period."""
    keys = {row.school_id for row in schools}
    rows = published_figures(Q(region=region) | Q(school__in=keys), AsOf.of(today))
    rows = rows.select_related("indicator", "region")
    return list(rows.order_by("indicator__folded_name", "period", "pk"))


def _figures(
    published: list[Figure],
    region: Region,
    span: Span,
    schools: Iterable[SchoolParticipation],
    as_of: AsOf,
) -> list[IndicatorFigures]:
    own = [row for row in published if row.region_id == region.pk]
    reported = [row for row in own if row.indicator.unit != Unit.EURO]
    of_span = [row for row in reported if span.overlaps_period(row.period)]
    return [
        *(
            IndicatorFigures(f"{indicator}, van de regio", [Measurement(row) for row in rows])
            for indicator, rows in groupby(of_span, key=attrgetter("indicator"))
        ),
        *(
            IndicatorFigures(f"{shown.indicator}, opgeteld over de scholen", _parts(shown), shown)
            for shown in summed_per_period(
                published, [row.school for row in schools], as_of, span.overlaps_period
            )
        ),
    ]


def _parts(shown: RegionFigures) -> list[Measurement]:
    figures = shown.area.figures if shown.area else []
    return [Measurement(figure) for figure in in_order_of_part(figures)]


def _money(published: list[Figure], region: Region, span: Span, today: date) -> Money | None:
    # As known today: an award for a year is often published later.
    money = money_from_figures(published, [region], AsOf.of(today)).get(region.pk)
    groups = (
        [group for group in money.groups if _is_in_span(group, span) is not False] if money else []
    )
    return Money(groups, money.unknown) if money and groups else None


def _is_in_span(group: Amounts, span: Span) -> bool | None:
    """Return None for an unknown period."""
    row = group.amounts[0].row
    if not isinstance(row, Agreement):
        return span.overlaps_period(group.period)
    if row.last_day < span.first_day:
        return False
    return row.starts.first_day <= span.last_day if row.starts else None


def funding_spans() -> list[Span]:
    return [Span(*years) for years in FundingPeriod.objects.values_list("first_year", "last_year")]


@dataclass(frozen=True, slots=True)
class Years:
    """Years and funding periods with data, newest first."""

    years: list[Span]
    periods: list[Span]
    is_funded: bool  # whether the region's agreement names a funding period


def years_of(region: Region, periods: list[Span], today: date) -> Years:
    first = max(EARLIEST.year, first_year(points_of(region, today), today))
    years = [Span(year, year) for year in range(today.year, first - 1, -1)]
    years += _years_before_timeline(region, first, today)
    shown = [
        span
        for span in periods
        if not span.is_year and any(span.first <= year.first <= span.last for year in years)
    ]
    return Years(
        years,
        sorted(shown, key=attrgetter("first"), reverse=True),
        any(agreement.funding_period_id for agreement in region.agreements.all()),
    )


def _years_before_timeline(region: Region, first: int, today: date) -> list[Span]:
    """Years before the first timeline entry with figures, funding or perhaps a project."""
    rows = list(region.school_participations.for_region_page(today))
    published, found = _published_figures(region, rows, today), []
    periods = {figure.period for figure in published}
    for year in range(first - 1, EARLIEST.year - 1, -1):
        span = Span(year, year)
        if _may_have_run(region, span, today):
            found.append(span)
        elif any(span.overlaps_period(period) for period in periods):
            as_of = AsOf(today, span.last_day)
            schools = open_as_of(rows, region, as_of)
            counted = _figures(published, region, span, schools, as_of)
            if _has_figures(counted, _money(published, region, span, today), span):
                found.append(span)
    return found
