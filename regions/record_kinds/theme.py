"""Themes, which are public as soon as a published row uses them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import QuerySet

from regions.directory import (
    Fixture,
    RecordKind,
    SearchText,
    all_published,
    register,
    register_rows,
)
from regions.models import RegionTheme, Theme
from regions.models.periods import BEGINNING, END


@register
class ThemeRecords(RecordKind):
    model = Theme
    fixture = Fixture("theme", ("slug",))
    sitemap = "themas"
    page_parts = ("region_themes", "article_themes", "event_themes", "offer_themes")
    search_number = 3
    search_key, search_label, search_plural = "thema", "thema", "Thema's"
    search_parts = page_parts
    search_mentions = (
        "region_themes__region",
        "article_themes__article",
        "article_themes__article__region",
        "event_themes__event",
        "event_themes__event__region",
        "event_themes__event__school",
        "offer_themes__offer",
        "offer_themes__offer__region",
        "offer_themes__offer__school",
        "offer_themes__offer__partner",
    )

    def pages(self, on: date) -> QuerySet:
        return Theme.objects.used_by_real_rows(on)

    def search_texts(self, keys: Iterable[int]) -> Iterator[SearchText]:
        rows = Theme.objects.filter(pk__in=keys).prefetch_related(
            "region_themes__region",
            "article_themes__article__region",
            "event_themes__event__region",
            "event_themes__event__school",
            "offer_themes__offer__region",
            "offer_themes__offer__school",
            "offer_themes__offer__partner",
        )
        return (_text_of(theme) for theme in rows)


def _text_of(theme: Theme) -> SearchText:
    uses = list(_uses(theme))
    # Use the dates of real rows if there are any, otherwise those of example rows.
    real = [day for is_example, day in uses if day and not is_example]
    examples = [day for is_example, day in uses if day and is_example]
    is_example = bool(examples and not real)
    regions = [row.region for row in theme.region_themes.all()]
    return SearchText(
        theme,
        names=[theme.pupil_word],
        more=["thema"],
        shown={"where": [theme.pupil_word]},
        shown_from=min(real or examples, default=None),
        is_example=is_example,
        regions=[
            (region.pk, BEGINNING, END) for region in regions if region.is_example == is_example
        ],
        themes=[theme.pk],
    )


def _uses(theme: Theme) -> Iterator[tuple[bool, date | None]]:
    for region in [row.region for row in theme.region_themes.all()]:
        yield region.is_example, all_published(region)
    for article in [row.article for row in theme.article_themes.all()]:
        yield article.is_example, all_published(article, article.region)
    for event in [row.event for row in theme.event_themes.all()]:
        yield event.is_example, all_published(event, event.region, event.school)
    for offer in [row.offer for row in theme.offer_themes.all()]:
        yield (
            offer.is_example,
            all_published(offer, offer.region, offer.school, offer.partner),
        )


register_rows(RegionTheme, Fixture("region_theme", ("region", "theme")))
