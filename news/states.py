"""Describes the publication state of an event to editors."""

from datetime import date

from news.models import Event, EventStatus
from regions.editing.publication_states import publication_state


def event_state(event: Event, on: date) -> str:
    states = [publication_state(event, on)]
    if event.status != EventStatus.PLANNED:
        states.append(EventStatus(event.status).label)
    if event.is_past(on):
        states.append("voorbij")
    return ", ".join(states)
