"""The contents of a theme's page, loaded in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count

from news.models import Article, Event
from partners.models import Offer
from regions.models import Region, Theme
from schools.models import School, SchoolParticipation, SchoolQuerySet

MAX_SCHOOLS, MAX_ARTICLES, MAX_UPCOMING_EVENTS, MAX_PAST_EVENTS = 40, 12, 20, 10
MAX_OFFERS = 20


@dataclass
class ThemePage:
    """A theme's page on a date: with its real rows, or its example rows if it has no real ones."""

    theme: Theme
    day: date

    @cached_property
    def is_example(self) -> bool:
        if any(not region.is_example for region in self._all_regions):
            return False
        return not Theme.objects.used_by_real_rows(self.day).filter(pk=self.theme.pk).exists()

    @cached_property
    def _all_regions(self) -> list[Region]:
        regions = Region.objects.published(self.day).filter(region_themes__theme=self.theme)
        return list(regions.for_list())

    @property
    def regions(self) -> list[Region]:
        return [region for region in self._all_regions if region.is_example == self.is_example]

    @cached_property
    def _schools(self) -> SchoolQuerySet:
        schools = School.objects.published(self.day).not_closed(self.day)
        return schools.taking_part(self.day, pk__in=[region.pk for region in self.regions])

    @cached_property
    def schools_by_region(self) -> list[tuple[Region, int]]:
        participations = SchoolParticipation.objects.open(self.day).filter(
            region__in=[region.pk for region in self.regions], school__in=self._schools
        )
        by_region = participations.order_by().values_list("region")
        counts = dict(by_region.annotate(count=Count("school", distinct=True)))
        return [(region, counts.get(region.pk, 0)) for region in self.regions]

    @cached_property
    def school_count(self) -> int:
        return self._schools.count()

    @cached_property
    def schools(self) -> list[School]:
        return list(self._schools.for_rows()[:MAX_SCHOOLS])

    @cached_property
    def articles(self) -> list[Any]:
        articles = Article.objects.published(self.day).filter(article_themes__theme=self.theme)
        return list(
            (articles if self.is_example else articles.exclude_examples()).for_list()[:MAX_ARTICLES]
        )

    @cached_property
    def _events(self) -> Any:
        events = Event.objects.published(self.day).filter(event_themes__theme=self.theme)
        return (events if self.is_example else events.exclude_examples()).for_list()

    @cached_property
    def upcoming(self) -> list[Event]:
        return list(self._events.upcoming(self.day)[:MAX_UPCOMING_EVENTS])

    @cached_property
    def past(self) -> list[Event]:
        return list(self._events.past(self.day)[:MAX_PAST_EVENTS])

    @cached_property
    def offers(self) -> list[Offer]:
        offers = Offer.objects.published(self.day).filter(offer_themes__theme=self.theme)
        rows = (offers if self.is_example else offers.exclude_examples()).for_list()
        return list(rows.upcoming_first(self.day)[:MAX_OFFERS])
