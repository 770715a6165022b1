"""What an editor reads of an article or an activity in a list: where it stands, in words."""

from datetime import date

from news.models import Article, Event, EventStatus
from regions.wording.dutch import day_in_words


def publication(row: Article | Event, on: date) -> str:
    if row.published_from is None:
        return "concept"
    if row.published_from > on:
        return f"op de site vanaf {day_in_words(row.published_from)}"
    if row.region and not row.region.is_published(on):
        return "wacht op de regio, die is nog een concept"
    if isinstance(row, Event) and row.school and not row.school.is_published(on):
        return "wacht op de school, die is nog een concept"
    return "op de site"


def state(event: Event, on: date) -> str:
    """All that holds: "op de site, verplaatst, voorbij"."""
    said = [publication(event, on)]
    if event.status != EventStatus.PLANNED:
        said.append(EventStatus(event.status).label)
    if event.is_past(on):
        said.append("voorbij")
    return ", ".join(said)


def told(row: Article | Event, on: date) -> str:
    """What saving it came to."""
    said = publication(row, on)
    if said == "concept":
        return "Dit is een concept: niemand ziet het op de site."
    if said == "op de site":
        return "Dit staat op de site."
    if row.published_from and row.published_from > on:
        return f"Dit komt op {day_in_words(row.published_from)} op de site."
    return f"Dit staat nog niet op de site: het {said}."
