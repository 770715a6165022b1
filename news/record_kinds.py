"""Registers articles and events with search, the sitemap and the demo data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch

from news.models import (
    Article,
    ArticleDocument,
    ArticleOffer,
    ArticlePartner,
    ArticleSchool,
    ArticleTheme,
    Event,
    EventTheme,
    GoalArticle,
    GoalEvent,
)
from regions.directory import (
    Fixture,
    RecordKind,
    SearchText,
    all_published,
    on_one_line,
    register,
    register_rows,
)
from regions.fields.partial_date import stored_number
from regions.fields.rich_text import plain
from regions.models import Theme
from regions.models.documents import STORED, document_titles
from regions.models.periods import BEGINNING, END


@register
class ArticleRecords(RecordKind):
    model = Article
    fixture = Fixture("article", ("slug",))
    sitemap = "nieuws"
    page_parts = (
        "article_themes",
        "article_schools",
        "article_partners",
        "article_offers",
        "documents",
    )
    search_number = 6
    search_key, search_label, search_plural = "nieuws", "nieuws", "Nieuws"
    search_parts = ("article_themes", "documents")
    search_mentions = ("region", "article_themes__theme")

    def search_texts(self, keys: Iterable[int]) -> Iterator[SearchText]:
        themes = Prefetch("article_themes", ArticleTheme.objects.select_related("theme"))
        rows = Article.objects.filter(pk__in=keys).select_related("region")
        documents = Prefetch("documents", ArticleDocument.objects.with_file())
        return (_article_text(article) for article in rows.prefetch_related(themes, documents))


@register
class EventRecords(RecordKind):
    model = Event
    fixture = Fixture("event", ("slug",), (("slug",), ("uid",)))
    sitemap = "agenda"
    page_parts = ("event_themes",)
    search_number = 5
    search_key, search_label, search_plural = "activiteit", "activiteit", "Agenda"
    search_parts = page_parts
    search_mentions = (
        "region",
        "school",
        "place",
        "place__municipality",
        "event_themes__theme",
    )

    def search_texts(self, keys: Iterable[int]) -> Iterator[SearchText]:
        themes = Prefetch("event_themes", EventTheme.objects.select_related("theme"))
        rows = Event.objects.filter(pk__in=keys)
        rows = rows.select_related("region", "school", "place__municipality")
        return (_event_text(event) for event in rows.prefetch_related(themes))


def _article_text(article: Article) -> SearchText:
    region = article.region.name if article.region else ""
    return SearchText(
        article,
        more=[article.get_kind_display(), region, *_theme_words(article.themes)],
        text=on_one_line(
            article.intro,
            plain(article.body),
            article.quote,
            document_titles(article),
        ),
        shown={
            "where": [region or "landelijk"],
            "dated": article.dated and article.dated.isoformat(),
        },
        shown_from=all_published(article, article.region),
        date=stored_number(article.dated) if article.dated else None,
        year=article.dated.year if article.dated else None,
        is_example=article.is_example,
        regions=_search_regions(article),
        themes=[theme.pk for theme in article.themes],
    )


def _event_text(event: Event) -> SearchText:
    place = event.place
    return SearchText(
        event,
        more=[
            event.venue,
            event.audience_in_words,
            *([place.name, place.municipality.name] if place else []),
            *(owner.name for owner in (event.region, event.school) if owner),
            *_theme_words(event.themes),
        ],
        text=on_one_line(event.summary, plain(event.body)),
        shown={"where": [event.place_and_owner], "event": _event_days(event)},
        shown_from=all_published(event, event.region, event.school),
        past_from=_day_after(event.ends_on),
        date=stored_number(event.starts_on),
        year=event.starts_on.year,
        is_example=event.is_example,
        regions=_search_regions(event),
        themes=[theme.pk for theme in event.themes],
    )


def _event_days(event: Event) -> dict[str, Any]:
    return {
        "starts_on": event.starts_on.isoformat(),
        "ends_on": event.ends_on.isoformat(),
        "starts_at": event.starts_at and event.starts_at.isoformat(),
        "ends_at": event.ends_at and event.ends_at.isoformat(),
        "status": event.status,
        "moved_from_in_words": event.moved_from_in_words,
    }


def _day_after(day: date) -> date | None:
    return day + timedelta(1) if day < date.max else None


def _theme_words(themes: Iterable[Theme]) -> list[str]:
    return [word for theme in themes for word in (theme.name, theme.pupil_word)]


def _search_regions(row: Article | Event) -> list[tuple[int, int, int]]:
    return [(row.region_id, BEGINNING, END)] if row.region_id else []


register_rows(ArticleTheme, Fixture("article_theme", ("article", "theme")))
register_rows(ArticleSchool, Fixture("article_school", ("article", "school")))
register_rows(ArticlePartner, Fixture("article_partner", ("article", "partner")))
register_rows(ArticleOffer, Fixture("article_offer", ("article", "offer")))
register_rows(ArticleDocument, Fixture("article_document", ("article", "name"), settable=STORED))
register_rows(EventTheme, Fixture("event_theme", ("event", "theme")))
register_rows(GoalArticle, Fixture("goal_article", ("goal", "article")))
register_rows(GoalEvent, Fixture("goal_event", ("goal", "event")))
