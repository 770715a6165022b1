"""The kinds of records that one can follow, and how they relate to what a feed is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from news.calendar import description, summary
from news.models import Article, Event
from regions.models import Municipality, Theme
from regions.wording.dutch import days_in_words

# Long enough to see that a day did not go on, or to look up what was; then it leaves the calendar.
PAST = timedelta(days=60)


@dataclass(frozen=True)
class Stream:
    name: str
    rows: Callable[[date], Any]  # a QuerySet, published and current, most important first
    regions: str  # lookup
    themes: str  # lookup
    municipality: Callable[[Municipality], Q]
    title: Callable[[Any], str]
    text: Callable[[Any], str]

    def of_regions(self, slugs: list[str]) -> Q:
        return Q(**{f"{self.regions}__slug__in": slugs})

    def of_theme(self, theme: Theme) -> Q:
        return Q(**{self.themes: theme})


def _events(day: date) -> Any:
    current = Event.objects.published(day).filter(ends_on__gte=day - PAST)
    return current.for_list().with_last_change().upcoming_first(day)


def _articles(day: date) -> Any:
    return Article.objects.published(day).with_last_change().for_list()


def _event_in(municipality: Municipality) -> Q:
    at_school = Q(place__isnull=True, school__municipality=municipality)
    return Q(place__municipality=municipality) | at_school


def _event_title(event: Event) -> str:
    return f"{summary(event)}: {days_in_words(event.starts_on, event.ends_on)}"


def _article_title(article: Article) -> str:
    return f"{'Verzonnen voorbeeld: ' if article.is_example else ''}{article.name}"


AGENDA = Stream(
    name="Agenda",
    rows=_events,
    regions="region",
    themes="event_themes__theme",
    municipality=_event_in,
    title=_event_title,
    text=description,
)
NEWS = Stream(
    name="Nieuws",
    rows=_articles,
    regions="region",
    themes="article_themes__theme",
    municipality=lambda _: Q(pk=None),  # only by its regions
    title=_article_title,
    text=lambda article: article.intro,
)
STREAMS = {"agenda": AGENDA, "nieuws": NEWS}
