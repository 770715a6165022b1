"""The kinds of records that visitors can follow, and how they relate to the subject of a feed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from news.calendar import description, summary
from news.models import Article, Event
from partners.models import Offer
from partners.models.offer_conditions import offers_at, offers_in_regions
from partners.models.offer_states import UPCOMING, OfferState
from regions.models import Municipality, Theme
from regions.wording.dutch import days_in_words

# Long enough to see that an event was cancelled, or to look it up; then it leaves the calendar.
PAST = timedelta(days=60)


@dataclass(frozen=True)
class Stream:
    name: str
    rows: Callable[[date], Any]  # a QuerySet, published and current, most important first
    of_regions: Callable[[list[str]], Q]  # by slug
    themes: str  # lookup
    municipality: Callable[[Municipality], Q]
    title: Callable[[Any], str]
    text: Callable[[Any], str]

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


def _offers(day: date) -> Any:
    there = Offer.objects.published(day).in_state(day, *UPCOMING, OfferState.UNSURE)
    return there.with_last_change().for_list().upcoming_first(day)


def _offer_in(municipality: Municipality) -> Q:
    there = {"municipality": municipality}
    return offers_at(there, there)


def _offer_title(offer: Offer) -> str:
    invented = "Verzonnen voorbeeld: " if offer.is_example else ""
    return f"{invented}{offer.name} ({offer.get_kind_display().lower()}, {offer.organisation})"


def _of_own_region(slugs: list[str]) -> Q:
    return Q(region__slug__in=slugs)


AGENDA = Stream(
    name="Agenda",
    rows=_events,
    of_regions=_of_own_region,
    themes="event_themes__theme",
    municipality=_event_in,
    title=_event_title,
    text=description,
)
NEWS = Stream(
    name="Nieuws",
    rows=_articles,
    of_regions=_of_own_region,
    themes="article_themes__theme",
    municipality=lambda _: Q(pk=None),  # belongs to a municipality only through its regions
    title=_article_title,
    text=lambda article: article.intro,
)
OFFERS = Stream(
    name="Aanbod",
    rows=_offers,
    of_regions=lambda slugs: offers_in_regions(slug__in=slugs),
    themes="offer_themes__theme",
    municipality=_offer_in,
    title=_offer_title,
    text=lambda offer: offer.summary,
)
STREAMS = {"agenda": AGENDA, "nieuws": NEWS, "aanbod": OFFERS}
