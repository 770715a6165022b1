"""What is open on a day, asked of the database."""

from datetime import date

from django.db.models import Q


def open_on(on: date, prefix: str = "") -> Q:
    """A participation behind `prefix` that is open that day, in a region published by then."""
    since, until = f"{prefix}since", f"{prefix}until"
    return (
        (Q(**{f"{since}__isnull": True}) | Q(**{f"{since}__lte": on}))
        & (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": on}))
        & Q(**{f"{prefix}region__published_from__lte": on})
    )


def not_closed_on(on: date, prefix: str = "") -> Q:
    """A school behind `prefix` that is published and not closed by that day."""
    closed = f"{prefix}closed_on"
    return Q(**{f"{prefix}published_from__lte": on}) & (
        Q(**{f"{closed}__isnull": True}) | Q(**{f"{closed}__gt": on})
    )
