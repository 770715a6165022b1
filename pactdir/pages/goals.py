"""Goals of regions with what is known of them: the latest figure, and what is evidence for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Q

from news.models import Article, Event, EventStatus, GoalArticle, GoalEvent
from regions.clock import AsOf
from regions.fields.partial_date import PartialDate
from regions.models import Evidence, Goal, GoalDocument, Region
from regions.wording.dutch import days_in_words, euros, with_unit
from regions.writing.version_cache import cached_per_version
from schools.figures.known import known_as_of
from schools.figures.rows import LABELS, area_of, key_of
from schools.figures.words import in_words, note_of, qualified
from schools.models import Figure, GoalFigure, Unit
from schools.models.figures import measures_region, period_order


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure that measures a goal; sources that disagree give one each."""

    figure: Figure

    @property
    def value(self) -> str:
        figure, unit = self.figure, self.figure.indicator.unit
        if unit == Unit.EURO:
            low, high = euros(figure.low), euros(figure.high)
            return qualified(figure, low if low == high else f"{low} tot en met {high}")
        words = in_words(figure)
        return words if figure.shares else with_unit(words, str(Unit(unit).label))

    @property
    def part(self) -> str:
        return LABELS[key] if (key := key_of(self.figure)) else ""

    @property
    def what(self) -> str:
        names = [self.figure.indicator.name, self.part, area_of(self.figure)[0]]
        return ", ".join(filter(None, names))

    @property
    def note(self) -> str:
        return note_of(self.figure)


@dataclass(frozen=True, slots=True)
class Proof:
    """What the region names as evidence; `on` is its last day, or the date that it bears."""

    kind: str
    name: str
    url: str
    when: str  # in words
    on: PartialDate | None
    row: Any  # supplies the source
    link: Evidence | GoalDocument  # says that it is evidence

    def is_known(self, as_of: AsOf) -> bool:
        """On an earlier day, only if it surely was there already."""
        return not as_of.is_past or (self.on is not None and self.on.last_day <= as_of.on)

    @property
    def about(self) -> str:
        return f"{self.kind}, {self.when}"


@dataclass(frozen=True, slots=True)
class GoalShown:
    goal: Goal
    measurements: list[Measurement]  # of the latest period of each series
    proofs: list[Proof]  # the latest first
    # Also those that `proofs` leaves out on an earlier day
    undated: list[Proof] = field(default_factory=list)

    @property
    def measured(self) -> str:
        """Empty if there is no measurement."""
        return "; ".join(
            f"{row.value} ({row.what}; {row.figure.period_in_words})" for row in self.measurements
        )

    @property
    def sourced(self) -> list[Any]:
        documents = [proof.row for proof in self.proofs if isinstance(proof.row, GoalDocument)]
        return [self.goal, *(shown.figure for shown in self.measurements), *documents]


@dataclass(slots=True)
class Known:
    """Of one goal. `series` holds the figures that were linked, with those of other periods."""

    series: list[list[Figure]] = field(default_factory=list)
    figures: list[GoalFigure] = field(default_factory=list)  # as linked
    proofs: list[Proof] = field(default_factory=list)


def goals_of(region: Region, as_of: AsOf) -> list[GoalShown]:
    """For a region from `published_regions`."""
    if as_of.is_past and not region.may_have_begun(as_of.on):
        return []
    known = known_of_goals(as_of.today)
    return [_shown(goal, known.get(goal.pk) or Known(), as_of) for goal in region.goals.all()]


def _shown(goal: Goal, known: Known, as_of: AsOf) -> GoalShown:
    latest = [_of_last_period(known_as_of(figures, as_of)) for figures in known.series]
    return GoalShown(
        goal,
        [Measurement(figure) for figures in latest for figure in figures],
        [proof for proof in known.proofs if proof.is_known(as_of)],
        [proof for proof in known.proofs if proof.on is None],
    )


def _of_last_period(figures: Iterable[Figure]) -> list[Figure]:
    rows = sorted(figures, key=lambda figure: period_order(figure.period))
    return [figure for figure in rows if figure.period == rows[-1].period]


@cached_per_version
def known_of_goals(on: date) -> dict[int, Known]:
    """By key of the goal, of all published regions. Only what is public, and of the same region."""
    known: defaultdict[int, Known] = defaultdict(Known)
    linked = _linked_figures(on)
    for row in linked:
        known[row.goal_id].figures.append(row)
    for goal, figures in _series(linked):
        known[goal].series.append(figures)
    for goal, proof in [*_documents(on), *_articles(on), *_events(on)]:
        known[goal].proofs.append(proof)
    for of_goal in known.values():
        of_goal.proofs.sort(key=_last_first)
    return dict(known)


def _last_first(proof: Proof) -> tuple[bool, int, str]:
    days = proof.on.last_day.toordinal() if proof.on else 0
    return proof.on is None, -days, proof.name


def _public(on: date) -> dict[str, date]:
    return {"goal__region__published_from__lte": on}


def _documents(on: date) -> Iterable[tuple[int, Proof]]:
    for row in GoalDocument.objects.filter(**_public(on)):
        when = str(row.dated) if row.dated else "datum niet bekend"
        yield row.goal_id, Proof("document", row.name, row.source_url, when, row.dated, row, row)


def _articles(on: date) -> Iterable[tuple[int, Proof]]:
    rows = GoalArticle.objects.filter(
        article__in=Article.objects.published(on).order_by(),
        article__region=F("goal__region"),
        **_public(on),
    )
    for row in rows.select_related("article"):
        article = row.article
        when = str(article.dated) if article.dated else "datum niet bekend"
        kind, url = article.get_kind_display(), article.get_absolute_url()
        yield row.goal_id, Proof(kind, article.name, url, when, article.dated, article, row)


def _events(on: date) -> Iterable[tuple[int, Proof]]:
    rows = GoalEvent.objects.filter(
        event__in=Event.objects.published(on).order_by(),
        event__region=F("goal__region"),
        **_public(on),
    )
    for row in rows.select_related("event"):
        event = row.event
        when = f"{days_in_words(event.starts_on, event.ends_on)}{_state(event, on)}"
        last, url = PartialDate.of(event.ends_on), event.get_absolute_url()
        yield row.goal_id, Proof("activiteit", event.name, url, when, last, event, row)


def _state(event: Event, on: date) -> str:
    if event.status == EventStatus.CANCELLED:
        return ", ging niet door" if event.is_past(on) else ", gaat niet door"
    return "" if event.is_past(on) else ", nog niet geweest"


def _linked_figures(on: date) -> list[GoalFigure]:
    rows = GoalFigure.objects.filter(
        measures_region(F("goal__region"), "figure__"),
        Q(figure__school__isnull=True) | Q(figure__school__published_from__lte=on),
        figure__indicator__published_from__lte=on,
        **_public(on),
    )
    return list(_with_figure(rows))


def _series(rows: Iterable[GoalFigure]) -> Iterable[tuple[int, list[Figure]]]:
    linked = list(dict.fromkeys((row.goal_id, _key(row.figure)) for row in rows))
    if not linked:
        return
    figures: defaultdict[tuple[Any, ...], list[Figure]] = defaultdict(list)
    rows_of_series = Figure.objects.filter(
        indicator__in={key[0] for _, key in linked}, area_code__in={key[1] for _, key in linked}
    ).select_related("indicator", "school__place", "municipality", "region")
    for figure in rows_of_series.order_by("pk"):
        figures[_key(figure)].append(figure)
    for goal, key in linked:
        yield goal, figures[key]


def _with_figure(rows: Any) -> Any:
    areas = ("figure__school__place", "figure__municipality", "figure__region")
    return rows.select_related("figure__indicator", *areas).order_by("pk")


def _key(figure: Figure) -> tuple[int, str, str, str]:
    return figure.indicator_id, figure.area_code, figure.profile, figure.level
