"""Describes the publication state of an article or event to editors."""

from datetime import date

from news.models import Article, Event, EventStatus
from regions.wording.dutch import day_in_words


def publication_state(row: Article | Event, on: date) -> str:
    if row.published_from is None:
        return "concept"
    if row.published_from > on:
        return f"op de site vanaf {day_in_words(row.published_from)}"
    if row.region and not row.region.is_published(on):
        return "wacht op de regio, die is nog een concept"
    if isinstance(row, Event) and row.school and not row.school.is_published(on):
        return "wacht op de school, die is nog een concept"
    return "op de site"


def event_state(event: Event, on: date) -> str:
    states = [publication_state(event, on)]
    if event.status != EventStatus.PLANNED:
        states.append(EventStatus(event.status).label)
    if event.is_past(on):
        states.append("voorbij")
    return ", ".join(states)


def saved_message(row: Article | Event, on: date) -> str:
    state = publication_state(row, on)
    if state == "concept":
        return "Dit is een concept: niemand ziet het op de site."
    if state == "op de site":
        return "Dit staat op de site."
    if row.published_from and row.published_from > on:
        return f"Dit komt op {day_in_words(row.published_from)} op de site."
    return f"Dit staat nog niet op de site: het {state}."
