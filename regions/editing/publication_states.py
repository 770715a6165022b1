"""Describes to editors whether a row of a region is on the site."""

from datetime import date
from typing import Any

from regions.wording.dutch import day_in_words

# Fields that name an owner; without one, the row is not on the site.
OWNERS = {"region": "de regio", "school": "de school", "partner": "de partner"}


def publication_state(row: Any, on: date) -> str:
    if row.published_from is None:
        return "concept"
    if row.published_from > on:
        return f"op de site vanaf {day_in_words(row.published_from)}"
    for name, words in OWNERS.items():
        owner = getattr(row, name, None)
        if owner is not None and not owner.is_published(on):
            return f"wacht op {words}, die is nog een concept"
    return "op de site"


def saved_message(row: Any, on: date) -> str:
    state = publication_state(row, on)
    if state == "concept":
        return "Dit is een concept: niemand ziet het op de site."
    if state == "op de site":
        return "Dit staat op de site."
    if row.published_from > on:
        return f"Dit komt op {day_in_words(row.published_from)} op de site."
    return f"Dit staat nog niet op de site: het {state}."
