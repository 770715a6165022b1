"""What is new and upcoming for a subscriber: the rows of calendars, feeds and change pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from pactdir.digest.subscribing import Choices
from pactdir.following.atom import clean
from pactdir.following.scopes import Scope
from pactdir.following.streams import AGENDA, NEWS, OFFERS, Stream
from pactdir.mail.queue import absolute
from pactdir.models import Frequency
from pactdir.nearby.surroundings import Surroundings
from pactdir.timeline.changes import load_changes_between
from pactdir.timeline.points import Kind
from pactdir.timeline.scope import region_scope
from pactdir.to_do.filters import EVENT, MAX_KM, POSTCODE
from partners.models.offer_states import UPCOMING
from regions.models import Region, Theme
from regions.published_regions import published_regions
from regions.wording.dutch import counted

MAX_LINES = 12  # rows per part; a link leads to the rest
MAX_CHANGES = 5  # changes per region
AHEAD = {Frequency.WEEKLY: timedelta(weeks=3), Frequency.MONTHLY: timedelta(weeks=9)}
LISTED_ELSEWHERE = {Kind.EVENT, Kind.OFFER, Kind.ARTICLE}


@dataclass(frozen=True)
class Line:
    text: str
    url: str


@dataclass(frozen=True)
class Part:
    title: str
    nouns: str  # singular and plural: "bericht,berichten"
    lines: list[Line]
    count: int
    more_urls: list[str]  # together they list all rows

    @property
    def more(self) -> int:
        return self.count - len(self.lines)

    @property
    def in_short(self) -> str:
        return counted(self.count, *self.nouns.split(","))


@dataclass(frozen=True)
class Period:
    """New rows were published from `since` up to, but not on, `day`, which is for the next one."""

    since: date
    day: date

    @property
    def published(self) -> Q:
        return Q(published_from__gte=self.since, published_from__lt=self.day)


def parts_for(choices: Choices, period: Period) -> list[Part]:
    """The parts of the digest that have rows; only choices that are public now count."""
    reader = _Reader(choices, period)
    parts = [reader.agenda(), reader.offers(), reader.news(), *reader.changes()]
    return [part for part in parts if part.count]


class _Reader:
    def __init__(self, choices: Choices, period: Period) -> None:
        self.choices, self.period, self.day = choices, period, period.day
        postcode = choices.postcode
        self.around = Surroundings.of(postcode, self.day, QueryDict()) if postcode else None
        # The same surroundings as the list of things to do has, to which the mail links.
        self.near = self.around.distances(MAX_KM) if self.around else None
        near = {link.slug for link in self.around.regions} if self.around else set()
        public = published_regions(self.day).values()
        chosen = {*choices.regions}
        self.regions = [row for row in public if row in chosen or row.slug in near]
        self.themes = self._published_themes()
        self.has_place = bool(choices.regions or postcode)

    def _published_themes(self) -> list[Theme]:
        if not self.choices.themes:
            return []
        keys = [theme.pk for theme in self.choices.themes]
        return list(Theme.objects.published(self.day).filter(pk__in=keys).order_by("folded_name"))

    def agenda(self) -> Part:
        near = self.near.events if self.near else Q(pk__in=[])
        last = self.day + AHEAD[self.choices.frequency]
        rows = self._rows(AGENDA, near).filter(ends_on__gte=self.day, starts_on__lte=last)
        urls = self._list_urls("events:list") + self._nearby_urls(soort=[EVENT])
        rows = rows.chronological()
        return _part("Wat komt", "activiteit,activiteiten", rows, AGENDA.title, urls)

    def news(self) -> Part:
        rows = self._rows(NEWS, Q(pk__in=[])).filter(self.period.published)
        urls = self._list_urls("articles:list")
        return _part("Nieuws", "bericht,berichten", rows, NEWS.title, urls)

    def _rows(self, stream: Stream, near: Q) -> Any:
        def condition(stream: Stream) -> Q:
            place = stream.of_regions(self._slugs) | near if self.has_place else Q()
            if self.choices.themes:
                return place & Q(**{f"{stream.themes}__in": self.themes})
            return place

        return Scope("", "", condition, self._is_example).rows(stream, self.day)

    def offers(self) -> Part:
        near = self.near.offers if self.near else Q(pk__in=[])
        rows = self._rows(OFFERS, near).filter(self.period.published)
        rows = rows.in_state(self.day, *UPCOMING)
        urls = self._list_urls("offers:list") + self._nearby_urls()
        return _part("Nieuw aanbod", "aanbod,keer aanbod", rows, OFFERS.title, urls)

    def changes(self) -> Iterable[Part]:
        """Changes to regions; these are not about a theme."""
        return () if self.choices.themes else (self._changes_of(row) for row in self.regions)

    def _changes_of(self, region: Region) -> Part:
        scope = region_scope(region, self.day)
        changes = load_changes_between(scope, self.period.since, self.day)
        found = [
            entry
            for _, of_day in changes.all_by_day
            for entry in of_day
            if entry.kind not in LISTED_ELSEWHERE
        ]
        page = absolute(reverse("regions:changes", args=[region.slug]))
        url = f"{page}?sinds={self.period.since}"
        lines = [Line(clean(entry.dated_sentence), "") for entry in found[:MAX_CHANGES]]
        invented = "Verzonnen voorbeeld: w" if region.is_example else "W"
        title = f"{invented}at er veranderde bij {region}"
        return Part(title, "verandering,veranderingen", lines, len(found), [url])

    @property
    def _slugs(self) -> list[str]:
        return [region.slug for region in self.regions]

    @property
    def _is_example(self) -> bool:
        return any(region.is_example for region in self.regions)

    def _list_urls(self, name: str) -> list[str]:
        if self.has_place and not self.regions:
            return []
        return [self._url(name, regio=self._slugs)]

    def _nearby_urls(self, **choices: list[str]) -> list[str]:
        if self.around is None:
            return []
        return [self._url("offers:list", **{POSTCODE.name: [self.around.area.code]}, **choices)]

    def _url(self, name: str, **choices: list[str]) -> str:
        chosen = choices | {"thema": [theme.slug for theme in self.themes]}
        query = urlencode(chosen, doseq=True)
        return absolute(reverse(name) + (f"?{query}" if query else ""))


def _part(title: str, nouns: str, rows: Any, text: Callable[[Any], str], urls: list[str]) -> Part:
    count = rows.count()
    lines = [Line(clean(text(row)), absolute(row.get_absolute_url())) for row in rows[:MAX_LINES]]
    return Part(title, nouns, lines, count, urls)
