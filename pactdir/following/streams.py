"""The kinds of records that one can follow, and how they relate to what a feed is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from news.models import Article, Event
from regions.models import Municipality, Theme

# Long enough to see that a day did not go on, or to look up what was; then it leaves the calendar.
PAST = timedelta(days=60)


@dataclass(frozen=True)
class Stream:
    name: str
    rows: Callable[[date], Any]  # a QuerySet, published and current, most important first
    regions: str  # lookup
    themes: str  # lookup
    municipality: Callable[[Municipality], Q]

    def of_regions(self, slugs: list[str]) -> Q:
        return Q(**{f"{self.regions}__slug__in": slugs})

    def of_theme(self, theme: Theme) -> Q:
        return Q(**{self.themes: theme})


def _events(day: date) -> Any:
    current = Event.objects.published(day).filter(ends_on__gte=day - PAST)
    return current.for_list().with_last_change().coming_first(day)


def _articles(day: date) -> Any:
    return Article.objects.published(day).with_last_change().for_list()


def _event_in(municipality: Municipality) -> Q:
    at_school = Q(place__isnull=True, school__municipality=municipality)
    return Q(place__municipality=municipality) | at_school


AGENDA = Stream("Agenda", _events, "region", "event_themes__theme", _event_in)
NEWS = Stream("Nieuws", _articles, "region", "article_themes__theme", lambda _: Q(pk=None))
STREAMS = {"agenda": AGENDA, "nieuws": NEWS}
