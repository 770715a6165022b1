"""Since when this site says what a row says now, from the history.

Only dates are read from the history, and only of rows that are public now: no former value, no
deleted row and no name of an editor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db.models import Min
from django.utils import timezone

from pactdir.timeline.points import Point
from regions.writing.baseline import REASON as BASELINE_REASON

Told = list[tuple[Point, datetime]]


def known_since(points: Iterable[Point]) -> Told:
    """Each point with the moment it could first be read here; one query per model.

    Without the points that are as old as the history, or of which that is not recorded.
    """
    by_model: defaultdict[Any, list[Point]] = defaultdict(list)
    for point in points:
        by_model[type(point.row)].append(point)
    told: Told = []
    for model, of_model in by_model.items():
        records = _records(model, of_model)
        for point in of_model:
            if at := _unchanged_since(records[point.row.pk], point.fields):
                told.append((point, when_public(at, point.public_from)))
    return told


def _records(model: Any, points: list[Point]) -> defaultdict[int, list[dict[str, Any]]]:
    names = {name for point in points for name in point.fields}
    rows = model.history.filter(id__in={point.row.pk for point in points}).order_by("history_id")
    records = defaultdict(list)
    for record in rows.values("id", "history_date", "history_change_reason", *names):
        records[record["id"]].append(record)
    return records


def _unchanged_since(records: list[dict[str, Any]], fields: tuple[str, ...]) -> datetime | None:
    first = None
    for record in reversed(records):  # the last first
        if any(record[name] != records[-1][name] for name in fields):
            break
        first = record
    if first is None or first["history_change_reason"] == BASELINE_REASON:
        return None
    at: datetime = first["history_date"]
    return at


def when_public(at: datetime, public_from: date | None) -> datetime:
    return max(at, midnight(public_from)) if public_from else at


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def on_site_since(page: Any) -> date:
    """The day on which the page of a region or municipality could first be read."""
    first = type(page).history.filter(id=page.pk).aggregate(first=Min("history_date"))["first"]
    at = first or midnight(date.min)
    return timezone.localdate(when_public(at, getattr(page, "published_from", None)))
