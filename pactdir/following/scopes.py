"""The subject of a calendar or feed, and which rows belong to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from news.models import Audience
from news.theme_page import ThemePage
from pactdir.following.streams import Stream
from pactdir.pages.former_names import resolve_name
from regions.lists.counting import any_of
from regions.models import Municipality, Theme
from regions.published_regions import find_region
from regions.taking_part import links_by_municipality
from regions.wording.dutch import listed
from schools.models import School


@dataclass(frozen=True)
class Scope:
    about: str  # completes the name of a stream: "Agenda van ..."
    page: str
    rows_of: Callable[[Stream], Q]
    is_example: bool = False
    note: str = ""  # describes its rows in a sentence

    def title_of(self, stream: Stream) -> str:
        invented = "Voorbeeld (verzonnen): " if self.is_example else ""
        return f"{invented}{stream.name} {self.about}"

    def rows(self, stream: Stream, day: date) -> Any:
        # Filter by primary key, since a lookup on themes would return duplicates.
        keys = stream.rows(day).filter(self.rows_of(stream)).order_by().values("pk")
        rows = stream.rows(day).filter(pk__in=keys)
        return rows if self.is_example else rows.exclude_examples()


def national(day: date) -> Scope:
    return Scope(
        "van de techniekregio's en scholen in deze gids", reverse("home"), lambda stream: Q()
    )


def of_audiences(audiences: list[str]) -> Scope:
    labels = [Audience(audience).label for audience in audiences]
    return Scope(
        f"voor {listed(labels)}",
        f"{reverse('events:list')}?{urlencode([('voor', value) for value in audiences])}",
        lambda stream: any_of("audience", audiences),
    )


def of_region(slug: str, day: date) -> Scope:
    region = find_region(slug, day)
    return Scope(
        f"van {region}",
        region.get_absolute_url(),
        lambda stream: stream.of_regions([region.slug]),
        region.is_example,
    )


def of_municipality(slug: str, day: date) -> Scope:
    municipality = Municipality.objects.current(day).filter(slug=slug).first()
    if municipality is None:
        resolve_name(slug, day)  # raises Moved, unless the municipality was split
        raise Http404
    regions = [link.slug for link in links_by_municipality(day, [municipality])[municipality.pk]]
    return Scope(
        f"voor de gemeente {municipality}",
        municipality.get_absolute_url(),
        lambda stream: stream.municipality(municipality) | stream.of_regions(regions),
        municipality.is_example,
        "Uit de gemeente zelf, en van haar techniekregio's.",
    )


def of_theme(slug: str, day: date) -> Scope:
    theme = Theme.objects.published(day).find(slug)
    return Scope(
        f"over {theme}",
        theme.get_absolute_url(),
        lambda stream: stream.of_theme(theme),
        ThemePage(theme, day).is_example,
    )


def of_school(slug: str, day: date) -> Scope:
    school = School.objects.published(day).find(slug)
    return Scope(
        f"van {school.label}",
        school.get_absolute_url(),
        lambda stream: Q(school=school),
        school.is_example,
    )
