"""Changes since a date: what happened, and what was added to this site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from zlib import crc32

from django.db.models import Min, QuerySet
from django.utils import timezone

from pactdir.pages.goals import Measurement, data_by_goal
from pactdir.timeline.collecting import latest_day, timeline_points
from pactdir.timeline.known import Added, known_since, on_site_since, when_public
from pactdir.timeline.points import Entry, Kind, Point, entries
from pactdir.timeline.scope import Scope
from regions.clock import midnight
from regions.fields.partial_date import PartialDate
from regions.models import Confirmation
from regions.writing.baseline import REASON as BASELINE_REASON
from schools.models import Indicator

ByDay = list[tuple[datetime, list[Entry]]]  # newest first, each with its latest time


@dataclass(frozen=True, slots=True)
class Changes:
    scope: Scope
    since: date
    on_site_since: date
    happened: list[Point]
    added: Added  # added to this site in the period, even if it happened long before

    @property
    def is_new_here(self) -> bool:
        return self.on_site_since >= self.since

    @property
    def happened_entries(self) -> list[Entry]:
        return entries(self.happened)[::-1]

    @property
    def added_by_day(self) -> ByDay:
        return self._added(is_earlier=False)

    @property
    def earlier_by_day(self) -> ByDay:
        """Points added in the period about a time before it."""
        return self._added(is_earlier=True)

    @property
    def added_entries(self) -> list[Entry]:
        return _entries_of(self.added_by_day)

    @property
    def earlier_entries(self) -> list[Entry]:
        return _entries_of(self.earlier_by_day)

    def is_earlier(self, point: Point) -> bool:
        return point.on is not None and point.on.last_day < self.since

    def _added(self, *, is_earlier: bool) -> ByDay:
        happened = {id(point) for point in self.happened}
        return _by_day(
            (point, at)
            for point, at in self.added
            if id(point) not in happened and self.is_earlier(point) == is_earlier
        )

    @property
    def all_by_day(self) -> ByDay:
        """Group by the date of publication here, or else by the date on which it happened."""
        added = {id(point) for point, _ in self.added}
        others = [(point, _happened_at(point)) for point in self.happened if id(point) not in added]
        return _by_day([*self.added, *others])


def load_changes(scope: Scope, since: date) -> Changes:
    """All that may have happened or was added since a date, for a page about one period."""
    points = timeline_points(scope)
    happened = [point for point in points if _may_have_happened(point, since)]
    started = on_site_since(scope.about)
    return Changes(
        scope,
        since,
        started,
        [*happened, *_confirmations(scope, since, scope.day)],
        _added_between(_recorded(scope, points), since, scope.day, started),
    )


def load_changes_between(scope: Scope, since: date, before: date) -> Changes:
    """Changes from `since` up to, but not on, `before`, so that consecutive periods share none.

    A year or a month counts on its first day, or on its last if it is an end. A point that was
    added while ahead counts then, and again when it happens only if its sentence changes.
    """
    points = timeline_points(scope)
    started, last = on_site_since(scope.about), before - timedelta(1)
    recorded = _recorded(scope, points)
    days = {id(point): timezone.localdate(at) for point, at in recorded}
    happened = [
        point
        for point in points
        if _may_have_happened(point, since)
        and since <= timezone.localdate(_happened_at(point)) <= last
        and not _is_in_another_period(point, days.get(id(point)), started, since, last)
    ]
    return Changes(
        scope,
        since,
        started,
        [*happened, *_confirmations(scope, since, last)],
        _added_between(recorded, since, last, started),
    )


def _is_in_another_period(
    point: Point, recorded: date | None, started: date, since: date, last: date
) -> bool:
    if recorded is None or recorded <= started:
        return False
    return recorded > last or (recorded < since and not point.changes_when_past)


def _recorded(scope: Scope, points: list[Point]) -> Added:
    return [
        *known_since([*points, *_stated(scope), *_evidence(scope)]),
        *_new_figures(scope),
    ]


def _added_between(recorded: Added, since: date, last: date, started: date) -> Added:
    first = max(since, started + timedelta(1))  # the initial content does not count as a change
    return [(point, at) for point, at in recorded if first <= timezone.localdate(at) <= last]


def _may_have_happened(point: Point, since: date) -> bool:
    # Include a year or month that started before that date: it may have happened after it.
    return point.on is not None and not point.is_ahead and point.on.last_day >= since


def _happened_at(point: Point) -> datetime:
    on = point.on or PartialDate.of(date.min)
    return midnight(on.last_day if point.is_end else on.first_day)


def _by_day(added: Iterable[tuple[Point, datetime]]) -> ByDay:
    newest_first = sorted(added, key=lambda pair: pair[1], reverse=True)
    days = groupby(newest_first, key=lambda pair: timezone.localdate(pair[1]))
    by_day = [list(pairs) for _, pairs in days]
    return [
        (timezone.localtime(pairs[0][1]), entries(point for point, _ in pairs)) for pairs in by_day
    ]


def _entries_of(by_day: ByDay) -> list[Entry]:
    return [entry for _, of_day in by_day for entry in of_day]


def _confirmations(scope: Scope, since: date, last: date) -> Iterator[Point]:
    rows = Confirmation.objects.filter(region__in=scope.regions, on__range=(since, last))
    latest: dict[Any, Confirmation] = {}
    for row in rows.select_related("region").order_by("on", "pk"):
        latest[row.region_id, row.block] = row
    for row in latest.values():
        yield Point(
            kind=Kind.CONFIRMED,
            on=PartialDate.of(row.on),
            before="Door de regio bevestigd: ",
            name=row.get_block_display(),
            nouns="onderdeel,onderdelen",
            region=row.region,
            row=row,
        )


def _stated(scope: Scope) -> Iterator[Point]:
    """Facts that regions state without a date, which are not on a timeline."""
    for region in scope.regions:
        own: dict[str, Any] = {
            "kind": Kind.STATED,
            "on": None,
            "region": region,
            "public_from": region.published_from,
        }
        yield Point(
            before="Naam van de regio: ",
            name=region.name,
            url=region.get_absolute_url(),
            source=region.source,
            source_url=region.source_url,
            row=region,
            fields=("name",),
            **own,
        )
        for agreement in region.end_goals:
            yield Point(
                before=f"Einddoel van {agreement.in_a_sentence}: ",
                name=agreement.end_goal.rstrip("."),
                url=f"{region.get_absolute_url()}#{agreement.end_goal_anchor}",
                source=agreement.source,
                source_url=agreement.source_url,
                row=agreement,
                fields=("end_goal",),
                **own,
            )
        for goal in region.goals.all():
            yield Point(
                before="Doel: ",
                name=goal.text.rstrip("."),
                url=goal.get_absolute_url(),
                source=goal.source,
                source_url=goal.source_url,
                row=goal,
                fields=("text", "target", "horizon", "programme_line"),
                **own,
            )


def _evidence(scope: Scope) -> Iterator[Point]:
    """Naming a row as evidence is a change, whatever the date of the row."""
    data_of = data_by_goal(scope.day)
    for region in scope.regions:
        for goal in region.goals.all():
            if data := data_of.get(goal.pk):
                own: dict[str, Any] = {"kind": Kind.EVIDENCE, "on": None, "region": region}
                title = f"het doel “{str(goal).rstrip('.')}”"
                for item in data.evidence:
                    yield Point(
                        before=f"Bewijs bij {title}: ",
                        name=item.name,
                        after=f" ({item.description}).",
                        url=item.url,
                        source=item.row.source,
                        source_url=item.row.source_url,
                        row=item.link,
                        fields=("goal",),
                        public_from=latest_day(region, item.row),
                        **own,
                    )
                for link in data.figures:
                    figure = link.figure
                    yield Point(
                        before=f"Meting bij {title}: ",
                        name=Measurement(figure).label,
                        after=f", {figure.period}.",
                        url=figure.get_absolute_url(),
                        source=figure.source,
                        source_url=figure.source_url,
                        row=link,
                        fields=("goal", "figure"),
                        public_from=latest_day(region, figure.indicator, figure.school),
                        **own,
                    )


def _new_figures(scope: Scope) -> Iterator[tuple[Point, datetime]]:
    """One point per indicator, period and source, for all schools and groups together."""
    rows = scope.figures.filter(area_name="", indicator__published_from__lte=scope.day)
    first = _first_recorded(rows)
    indicator_fields = [f"indicator__{field}" for field in ("pk", "name", "slug", "published_from")]
    for key, name, slug, published_from, period, source, source_url, as_of in _distinct(
        rows, (*indicator_fields, "period", "source", "source_url", "as_of")
    ):
        if at := first.get((key, period, source)):
            page = Indicator(pk=key, name=name, slug=slug)
            yield (
                Point(
                    kind=Kind.FIGURES,
                    on=as_of,
                    before="Cijfers: ",
                    name=name,
                    after=f", {period}.",
                    url=page.get_absolute_url(),
                    source=source,
                    source_url=source_url,
                    row=page,
                    part=f"{period} {crc32(f'{as_of} {source} {source_url}'.encode())}",
                ),
                when_public(at, published_from),
            )


def _distinct(rows: QuerySet, names: Iterable[str]) -> QuerySet:
    return rows.order_by(*names).values_list(*names).distinct()


def _first_recorded(rows: QuerySet) -> dict[tuple[int, str, str], datetime]:
    records = rows.model.history.filter(id__in=rows.order_by().values("pk"))
    records = records.exclude(history_change_reason=BASELINE_REASON).order_by()
    found = records.values_list("indicator", "period", "source").annotate(Min("history_date"))
    return {(indicator, period, source): at for indicator, period, source, at in found}
