"""Goals of regions with their latest figures and evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Q

from news.models import Article, Event, EventStatus, GoalArticle, GoalEvent
from regions.clock import AsOf
from regions.directory import sources_of
from regions.fields.partial_date import PartialDate
from regions.models import Agreement, Evidence, Goal, GoalDocument, Region
from regions.wording.dutch import days_in_words
from regions.writing.version_cache import cached_per_version
from schools.figures.known import known_as_of
from schools.figures.rows import LABELS, area_of, key_of
from schools.figures.words import in_unit, note_of, whole_in_words
from schools.models import Figure, GoalFigure
from schools.models.figures import measures_region, period_order


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure that measures a goal; conflicting sources give one each."""

    figure: Figure

    @property
    def value(self) -> str:
        return in_unit(self.figure)

    @property
    def whole(self) -> str:
        return whole_in_words(self.figure)

    @property
    def group(self) -> str:
        return LABELS[key] if (key := key_of(self.figure)) else ""

    @property
    def label(self) -> str:
        names = [self.figure.indicator.name, self.group, area_of(self.figure)[0]]
        return ", ".join(filter(None, names))

    @property
    def note(self) -> str:
        return note_of(self.figure)


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """Evidence named by the region; `on` is its date, or its last day."""

    kind: str
    name: str
    url: str
    when: str  # in words
    on: PartialDate | None
    row: Any  # has the source
    link: Evidence | GoalDocument  # the link that makes it evidence

    def is_known(self, as_of: AsOf) -> bool:
        """As of a past date, true only if it certainly existed by then."""
        return not as_of.is_past or (self.on is not None and self.on.last_day <= as_of.on)

    @property
    def description(self) -> str:
        return f"{self.kind}, {self.when}"


@dataclass(frozen=True, slots=True)
class GoalDetails:
    goal: Goal
    measurements: list[Measurement]  # of the latest period of each series
    evidence: list[EvidenceItem]  # newest first
    # Includes evidence that `evidence` omits as of a past date.
    undated: list[EvidenceItem] = field(default_factory=list)

    @property
    def measured(self) -> str:
        """The latest measurements as text; may be empty."""
        return "; ".join(
            f"{row.value} ({row.label}; {row.figure.period_in_words})" for row in self.measurements
        )

    @property
    def in_words(self) -> str:
        """The goal with target, measurements and evidence, or that these are unknown, for a
        citation.
        """
        goal = self.goal
        named = "; ".join(f"{item.name} ({item.description})" for item in self.evidence)
        return " ".join(
            [
                f"Doel: “{goal.text}”",
                f"Streefwaarde: {goal.target}." if goal.target else "Streefwaarde niet bekend.",
                *([f"Te bereiken {goal.horizon.in_a_sentence}."] if goal.horizon else []),
                f"Laatste meting: {self.measured}." if self.measured else "Geen meting bekend.",
                f"Als bewijs genoemd: {named}." if named else "Geen bewijs opgegeven.",
            ]
        )

    @property
    def sources(self) -> list[str]:
        return sources_of([*self.sourced_rows, *(item.row for item in self.evidence)])

    @property
    def sourced_rows(self) -> list[Any]:
        documents = [item.row for item in self.evidence if isinstance(item.row, GoalDocument)]
        return [self.goal, *(measurement.figure for measurement in self.measurements), *documents]


@dataclass(slots=True)
class GoalData:
    """Public data about one goal; `series` has all periods of each linked figure."""

    series: list[list[Figure]] = field(default_factory=list)
    figures: list[GoalFigure] = field(default_factory=list)
    evidence: list[EvidenceItem] = field(default_factory=list)


def goals_of(region: Region, as_of: AsOf) -> list[GoalDetails]:
    """Expects a region from `published_regions`."""
    if as_of.is_past and not region.may_have_begun(as_of.on):
        return []
    data = data_by_goal(as_of.today)
    return [_details(goal, data.get(goal.pk) or GoalData(), as_of) for goal in region.goals.all()]


def end_goals_of(states: Iterable[tuple[Agreement, Any]], as_of: AsOf) -> list[Agreement]:
    """Agreements with an end goal; as of a past date, only those that had started."""
    return [
        agreement
        for agreement, _ in states
        if agreement.end_goal and not (as_of.is_past and agreement.is_ahead(as_of.on))
    ]


def _details(goal: Goal, data: GoalData, as_of: AsOf) -> GoalDetails:
    latest = [_latest_period(known_as_of(figures, as_of)) for figures in data.series]
    return GoalDetails(
        goal,
        [Measurement(figure) for figures in latest for figure in figures],
        [item for item in data.evidence if item.is_known(as_of)],
        [item for item in data.evidence if item.on is None],
    )


def _latest_period(figures: Iterable[Figure]) -> list[Figure]:
    rows = sorted(figures, key=lambda figure: period_order(figure.period))
    return [figure for figure in rows if figure.period == rows[-1].period]


@cached_per_version
def data_by_goal(on: date) -> dict[int, GoalData]:
    """Map keys of goals in published regions to the public data of the same region."""
    data: defaultdict[int, GoalData] = defaultdict(GoalData)
    linked = _linked_figures(on)
    for row in linked:
        data[row.goal_id].figures.append(row)
    for goal, figures in _series(linked):
        data[goal].series.append(figures)
    for goal, item in [*_documents(on), *_articles(on), *_events(on)]:
        data[goal].evidence.append(item)
    for goal_data in data.values():
        goal_data.evidence.sort(key=_newest_first)
    return dict(data)


def _newest_first(item: EvidenceItem) -> tuple[bool, int, str]:
    days = item.on.last_day.toordinal() if item.on else 0
    return item.on is None, -days, item.name


def _in_public_region(on: date) -> dict[str, date]:
    return {"goal__region__published_from__lte": on}


def _documents(on: date) -> Iterable[tuple[int, EvidenceItem]]:
    for row in GoalDocument.objects.filter(**_in_public_region(on)):
        when = str(row.dated) if row.dated else "datum niet bekend"
        yield (
            row.goal_id,
            EvidenceItem("document", row.name, row.source_url, when, row.dated, row, row),
        )


def _articles(on: date) -> Iterable[tuple[int, EvidenceItem]]:
    rows = GoalArticle.objects.filter(
        article__in=Article.objects.published(on).order_by(),
        article__region=F("goal__region"),
        **_in_public_region(on),
    )
    for row in rows.select_related("article"):
        article = row.article
        when = str(article.dated) if article.dated else "datum niet bekend"
        kind, url = article.get_kind_display(), article.get_absolute_url()
        yield row.goal_id, EvidenceItem(kind, article.name, url, when, article.dated, article, row)


def _events(on: date) -> Iterable[tuple[int, EvidenceItem]]:
    rows = GoalEvent.objects.filter(
        event__in=Event.objects.published(on).order_by(),
        event__region=F("goal__region"),
        **_in_public_region(on),
    )
    for row in rows.select_related("event"):
        event = row.event
        when = f"{days_in_words(event.starts_on, event.ends_on)}{_status_suffix(event, on)}"
        last, url = PartialDate.of(event.ends_on), event.get_absolute_url()
        yield row.goal_id, EvidenceItem("activiteit", event.name, url, when, last, event, row)


def _status_suffix(event: Event, on: date) -> str:
    if event.status == EventStatus.CANCELLED:
        return ", ging niet door" if event.is_past(on) else ", gaat niet door"
    return "" if event.is_past(on) else ", nog niet geweest"


def _linked_figures(on: date) -> list[GoalFigure]:
    rows = GoalFigure.objects.filter(
        measures_region(F("goal__region"), "figure__"),
        Q(figure__school__isnull=True) | Q(figure__school__published_from__lte=on),
        figure__indicator__published_from__lte=on,
        **_in_public_region(on),
    )
    return list(_select_figures(rows))


def _series(rows: Iterable[GoalFigure]) -> Iterable[tuple[int, list[Figure]]]:
    linked = list(dict.fromkeys((row.goal_id, _series_key(row.figure)) for row in rows))
    if not linked:
        return
    figures: defaultdict[tuple[Any, ...], list[Figure]] = defaultdict(list)
    rows_of_series = Figure.objects.filter(
        indicator__in={key[0] for _, key in linked}, area_code__in={key[1] for _, key in linked}
    ).select_related("indicator", "school__place", "municipality", "region")
    for figure in rows_of_series.order_by("pk"):
        figures[_series_key(figure)].append(figure)
    for goal, key in linked:
        yield goal, figures[key]


def _select_figures(rows: Any) -> Any:
    areas = ("figure__school__place", "figure__municipality", "figure__region")
    return rows.select_related("figure__indicator", *areas).order_by("pk")


def _series_key(figure: Figure) -> tuple[int, str, str, str]:
    return figure.indicator_id, figure.area_code, figure.profile, figure.level
