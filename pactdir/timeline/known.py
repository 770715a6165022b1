"""The date since which this site has shown the current values of a row, from the history.

Only dates are read from the history, and only of rows that are public now: no former value, no
deleted row and no name of an editor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import F, Min, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils import timezone

from pactdir.timeline.points import Point
from regions.clock import midnight
from regions.writing.baseline import REASON as BASELINE_REASON

Added = list[tuple[Point, datetime]]


class Record(NamedTuple):
    number: int
    at: datetime
    reason: str | None
    values: dict[str, Any]


def known_since(points: Iterable[Point]) -> Added:
    """Pair each point with the moment it was first shown here, in one query.

    Omits points that are as old as the history or were not recorded.
    """
    by_model: defaultdict[Any, list[Point]] = defaultdict(list)
    for point in points:
        by_model[type(point.row)].append(point)
    records = _records(by_model)
    added: Added = []
    for model, points_of_model in by_model.items():
        for point in points_of_model:
            if at := _unchanged_since(records[model._meta.label, point.row.pk], point.fields):
                added.append((point, when_public(at, point.public_from)))
    return added


def _records(by_model: Mapping[Any, list[Point]]) -> defaultdict[tuple[str, int], list[Record]]:
    queries = [_history(model, points) for model, points in by_model.items()]
    rows = queries[0].union(*queries[1:], all=True) if queries else ()
    records = defaultdict(list)
    for label, key, *record in sorted(rows, key=itemgetter(2)):
        records[label, key].append(Record(*record))
    return records


def _history(model: Any, points: list[Point]) -> QuerySet:
    names = {name for point in points for name in point.fields}
    rows = model.history.filter(id__in={point.row.pk for point in points}).order_by()
    # As JSON, since models have different fields.
    values = JSONObject(**{name: F(name) for name in sorted(names)})
    named = ("id", "history_id", "history_date", "history_change_reason")
    return rows.values_list(Value(model._meta.label), *named, values)


def _unchanged_since(records: list[Record], fields: tuple[str, ...]) -> datetime | None:
    first = None
    for record in reversed(records):  # the last first
        if any(record.values[name] != records[-1].values[name] for name in fields):
            break
        first = record
    if first is None or first.reason == BASELINE_REASON:
        return None
    return first.at


def when_public(at: datetime, public_from: date | None) -> datetime:
    return max(at, midnight(public_from)) if public_from else at


def on_site_since(page: Any) -> date:
    """The date on which the page of a region or municipality was first public."""
    first = type(page).history.filter(id=page.pk).aggregate(first=Min("history_date"))["first"]
    at = first or midnight(date.min)
    return timezone.localdate(when_public(at, getattr(page, "published_from", None)))
