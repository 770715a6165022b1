"""JSON-LD (schema.org) of articles and events."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from news.models import Article, Event, EventStatus
from regions.structured_data import Absolute, Data, base_properties, postal_address, without_empty

STATUS = {
    EventStatus.PLANNED: "https://schema.org/EventScheduled",
    EventStatus.MOVED: "https://schema.org/EventRescheduled",
    EventStatus.CANCELLED: "https://schema.org/EventCancelled",
}


def article_data(article: Article, absolute: Absolute) -> Data:
    return without_empty(
        {
            "@type": "NewsArticle",
            "headline": article.name,
            "url": absolute(article.get_absolute_url()),
            "articleSection": article.get_kind_display(),
            "datePublished": article.dated.isoformat() if article.dated else None,
            "description": article.intro,
            "inLanguage": "nl",
        }
    )


def event_data(event: Event, absolute: Absolute) -> Data:
    return {
        "@type": "Event",
        **base_properties(event, absolute),
        "startDate": _day_or_time(event.starts_on, event.starts_at),
        "eventStatus": STATUS[EventStatus(event.status)],
        **without_empty(
            {
                "endDate": _end(event),
                "previousStartDate": _previous_start(event),
                "location": _location(event),
                "audience": {"@type": "Audience", "audienceType": event.audience_in_words}
                if event.audience
                else None,
            }
        ),
    }


def _day_or_time(day: date, at: time | None) -> str:
    """Return ISO 8601: a date, or a datetime with that day's UTC offset in Amsterdam."""
    if at is None:
        return day.isoformat()
    return datetime.combine(day, at, timezone.get_default_timezone()).isoformat()


def _end(event: Event) -> str | None:
    if event.starts_at and not event.ends_at and event.ends_on == event.starts_on:
        return None
    return _day_or_time(event.day_of_end_time or event.ends_on, event.ends_at)


def _previous_start(event: Event) -> str | None:
    if event.status != EventStatus.MOVED or event.moved_from_start is None:
        return None
    return event.moved_from_start.isoformat()


def _location(event: Event) -> Data:
    name = event.venue or (event.place.name if event.place else "")
    if not name:
        return {}
    return without_empty(
        {"@type": "Place", "name": name, "address": postal_address(place=event.place)}
    )
