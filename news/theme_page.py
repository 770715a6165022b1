"""What a theme's page shows, gathered in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count

from news.models import Article, Event
from regions.models import Region, Theme
from schools.models import School, SchoolParticipation, SchoolQuerySet

SCHOOLS, ARTICLES, COMING_EVENTS, PAST_EVENTS = 40, 12, 20, 10


@dataclass
class ThemePage:
    """One theme on one day: what is real, or only where nothing is, what was invented."""

    theme: Theme
    day: date

    @cached_property
    def is_example(self) -> bool:
        """Whether nothing real works on it or tells of it."""
        if any(not region.is_example for region in self._all_regions):
            return False
        return not Theme.objects.really_used(self.day).filter(pk=self.theme.pk).exists()

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
        """Per region how many schools take part in it that day."""
        rows = SchoolParticipation.objects.open(self.day).filter(
            region__in=[region.pk for region in self.regions], school__in=self._schools
        )
        by_region = rows.order_by().values_list("region")
        counted = dict(by_region.annotate(number=Count("school", distinct=True)))
        return [(region, counted.get(region.pk, 0)) for region in self.regions]

    @cached_property
    def school_count(self) -> int:
        return self._schools.count()

    @cached_property
    def schools(self) -> list[School]:
        return list(self._schools.for_rows()[:SCHOOLS])

    @cached_property
    def articles(self) -> list[Any]:
        rows = Article.objects.published(self.day).filter(article_themes__theme=self.theme)
        return list((rows if self.is_example else rows.real()).for_list()[:ARTICLES])

    @cached_property
    def _events(self) -> Any:
        rows = Event.objects.published(self.day).filter(event_themes__theme=self.theme)
        return (rows if self.is_example else rows.real()).for_list()

    @cached_property
    def coming(self) -> list[Event]:
        return list(self._events.coming(self.day)[:COMING_EVENTS])

    @cached_property
    def past(self) -> list[Event]:
        return list(self._events.past(self.day)[:PAST_EVENTS])
