"""An article and an event as data for search engines."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from news.models import Article, Event, EventStatus
from regions.structured_data import Absolute, Data, described, known, postal_address

STATUS = {
    EventStatus.PLANNED: "https://schema.org/EventScheduled",
    EventStatus.MOVED: "https://schema.org/EventRescheduled",
    EventStatus.CANCELLED: "https://schema.org/EventCancelled",
}


def article(row: Article, absolute: Absolute) -> Data:
    return known(
        {
            "@type": "NewsArticle",
            "headline": row.name,
            "url": absolute(row.get_absolute_url()),
            "articleSection": row.get_kind_display(),
            "datePublished": row.dated.isoformat() if row.dated else None,
            "description": row.intro,
            "inLanguage": "nl",
        }
    )


def event(row: Event, absolute: Absolute) -> Data:
    return {
        "@type": "Event",
        **described(row, absolute),
        "startDate": moment(row.starts_on, row.starts_at),
        "eventStatus": STATUS[EventStatus(row.status)],
        **known(
            {
                "endDate": _end(row),
                "previousStartDate": _previous_start(row),
                "location": _location(row),
                "audience": {"@type": "Audience", "audienceType": row.audience_in_words}
                if row.audience
                else None,
            }
        ),
    }


def moment(day: date, at: time | None) -> str:
    """A day, or where a time is known the moment with its offset in Amsterdam on that day."""
    if at is None:
        return day.isoformat()
    return datetime.combine(day, at, timezone.get_default_timezone()).isoformat()


def _end(row: Event) -> str | None:
    """Nothing where it begins at a time and ends that day, who knows when."""
    if row.starts_at and not row.ends_at and row.ends_on == row.starts_on:
        return None
    return moment(row.day_of_end_time or row.ends_on, row.ends_at)


def _previous_start(row: Event) -> str | None:
    if row.status != EventStatus.MOVED or row.moved_from_start is None:
        return None
    return row.moved_from_start.isoformat()


def _location(row: Event) -> Data:
    name = row.venue or (row.place.name if row.place else "")
    if not name:
        return {}
    return known({"@type": "Place", "name": name, "address": postal_address(place=row.place)})
