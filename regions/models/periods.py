"""Participations open on a day, as query conditions and as periods of rows at hand.

Conditions on agreements: `regions/fields/day_conditions.py`.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from regions.fields.partial_date import stored_number

BEGINNING, END = 0, 99_999_999  # stored numbers before and after any day


def open_on(on: date, prefix: str = "") -> Q:
    """A participation at `prefix` that is open that day, in a region published by then."""
    since, until = f"{prefix}since", f"{prefix}until"
    return (
        (Q(**{f"{since}__isnull": True}) | Q(**{f"{since}__lte": on}))
        & (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": on}))
        & Q(**{f"{prefix}region__published_from__lte": on})
    )


def not_closed_on(on: date, prefix: str = "") -> Q:
    """A school at `prefix` that has not closed by that day."""
    return Q(**{f"{prefix}closed_on__isnull": True}) | Q(**{f"{prefix}closed_on__gt": on})


def period_of(row: Any) -> tuple[int, int]:
    """First and last day of a participation, as stored numbers; the rule of `open_on`."""
    since = stored_number(row.since) if row.since else BEGINNING
    return since, stored_number(row.until, end=True) if row.until else END


def period_by_school(row: Any, school: Any) -> tuple[int, int] | None:
    """While a school's participation links its municipality to the region; None if it never does.

    The rule of `regions.models.links`.
    """
    if school.published_from is None:
        return None
    since, until = period_of(row)
    since = max(since, stored_number(school.published_from))
    if school.closed_on:
        until = min(until, stored_number(school.closed_on.first_day - timedelta(1)))
    return (since, until) if since <= until else None
