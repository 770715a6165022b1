"""Content about an early start: primary schools, girls, entry into technical education."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from html import unescape

from django.db.models import Q

from news.models import Article, Event
from news.models.events import Audience
from regions.models import Region

EARLY_WORDS = ("instroom", "basissch", "basisonderwijs", "primair", "groep 8", "meisjes", "techlab")
MAX_ARTICLES, MAX_EVENTS = 4, 3


def is_early(text: str) -> bool:
    folded = text.casefold()
    return any(word in folded for word in EARLY_WORDS)


def early_lines(html: str) -> list[str]:
    """Return the sentences and list items of a rich text about an early start."""
    lines = (" ".join(unescape(line).split()) for line in re.split(r"<[^<>]*>|(?<=\.)\s", html))
    return [line for line in lines if is_early(line)]


def early_articles(regions: Iterable[Region], on: date) -> list[Article]:
    about = Q()
    for word in EARLY_WORDS:
        about |= Q(name__icontains=word) | Q(intro__icontains=word)
    rows = Article.objects.published(on).filter(about, region__in=regions).for_list()
    return list(rows[:MAX_ARTICLES])


def has_events_for_primary_schools(on: date) -> bool:
    rows = Event.objects.exclude_examples().published(on).upcoming(on)
    return rows.filter(audience__contains=f"|{Audience.PRIMARY}|").exists()


def events_for_primary_schools(regions: Iterable[Region], on: date) -> list[Event]:
    """Sort future events by date, followed by past ones."""
    rows = Event.objects.published(on).filter(
        region__in=regions, audience__contains=f"|{Audience.PRIMARY}|"
    )
    return list(rows.for_list().upcoming_first(on)[:MAX_EVENTS])
