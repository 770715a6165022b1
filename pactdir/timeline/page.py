"""The data of a timeline page, loaded before it renders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pactdir.timeline.collecting import timeline_points
from pactdir.timeline.points import Entry, Kind, Point, entries
from pactdir.timeline.scope import Scope
from regions.agreement_timeline import spans_of
from regions.charts.timeline import Moments, Span, Timeline
from regions.models import Region
from schools.models import School, SchoolName

# Agreements have their own bars.
DRAWN = (
    Kind.SIGNED,
    Kind.JOINS,
    Kind.LEAVES,
    Kind.SCHOOL,
    Kind.MERGER,
    Kind.EVENT,
    Kind.OFFER,
    Kind.ARTICLE,
    Kind.FIGURES,
)
# Shown in the label of their row, by the row that states them.
SCHOOL_ROWS: dict[type, str] = {SchoolName: "andere naam", School: "gesloten"}


@dataclass(frozen=True, slots=True)
class TimelinePage:
    scope: Scope
    chart: Timeline | None
    past: list[Entry]  # oldest first, as in the chart
    upcoming: list[Entry]
    undated: list[Entry]


def load_timeline(scope: Scope) -> TimelinePage:
    points = timeline_points(scope)
    dated = [point for point in points if point.on]
    return TimelinePage(
        scope=scope,
        chart=_chart(scope, dated),
        past=entries(point for point in dated if not point.is_ahead),
        upcoming=entries(point for point in dated if point.is_ahead),
        undated=entries(point for point in points if not point.on),
    )


def _chart(scope: Scope, dated: Sequence[Point]) -> Timeline | None:
    """Return None without any date or complete period to show."""
    spans = [span for region in scope.regions for span in _spans(scope, region)]
    moments = [row for kind in DRAWN if (row := _moments(kind, dated)).dates]
    if not moments and not any(span.start and span.end for span in spans):
        return None
    return Timeline("tijdbalk", f"Tijdlijn van {scope.about}", spans, scope.day, moments)


def _spans(scope: Scope, region: Region) -> list[Span]:
    agreements = sorted(region.agreements.all(), key=lambda row: (row.last_day, row.pk))
    spans = spans_of(agreements, scope.day)
    if scope.names_regions:
        spans = [
            replace(span, label=region.name, words=f"{region}: {span.words}") for span in spans
        ]
    return spans


def _moments(kind: Kind, dated: Sequence[Point]) -> Moments:
    points = sorted((point for point in dated if point.kind == kind), key=lambda point: point.order)
    by_date = [(on, len(list(alike))) for on, alike in groupby(points, key=lambda point: point.on)]
    label = kind.value
    if kind == Kind.SCHOOL and (only := {SCHOOL_ROWS[type(point.row)] for point in points}):
        label = f"Scholen: {', '.join(sorted(only))}"
    words = ", ".join(f"{on} ({count})" if count > 1 else f"{on}" for on, count in by_date)
    return Moments(label, f"{label}: {words}", [on for on, _ in by_date if on])
