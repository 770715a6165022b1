"""Open participations: conditions for queries, and the periods of loaded rows.

Conditions on agreements: `regions/fields/day_conditions.py`.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from regions.clock import AsOf
from regions.fields.partial_date import stored_number

BEGINNING, END = 0, 99_999_999  # as stored dates: before and after any other date


def open_on(on: date | AsOf, prefix: str = "") -> Q:
    as_of = AsOf.of(on)
    since, until = f"{prefix}since", f"{prefix}until"
    return (
        (Q(**{f"{since}__isnull": True}) | Q(**{f"{since}__lte": as_of.on}))
        & (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": as_of.on}))
        & Q(**{f"{prefix}region__published_from__lte": as_of.today})
    )


def not_closed_on(on: date, prefix: str = "") -> Q:
    return Q(**{f"{prefix}closed_on__isnull": True}) | Q(**{f"{prefix}closed_on__gt": on})


def period_of(row: Any) -> tuple[int, int]:
    since = stored_number(row.since) if row.since else BEGINNING
    return since, stored_number(row.until, end=True) if row.until else END


def period_by_school(row: Any, school: Any) -> tuple[int, int] | None:
    """Return the period in which a school links its municipality to the region, or None.

    This is the rule of `regions.models.links`.
    """
    if school.published_from is None:
        return None
    since, until = period_of(row)
    since = max(since, stored_number(school.published_from))
    if school.closed_on:
        until = min(until, stored_number(school.closed_on.first_day - timedelta(1)))
    return (since, until) if since <= until else None
