"""News, stories and calls."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Prefetch, Q

from news.models.themes import ArticleTheme
from regions.clock import AsOf
from regions.directory import NamedPage, PublishedQuerySet, Sourced, slug_url, unique_slug
from regions.fields.partial_date import PartialDateField
from regions.fields.rich_text import RichTextField
from regions.models import Pictured, Region, Theme
from regions.models.themes import by_name


class ArticleKind(models.TextChoices):
    NEWS = "nieuws", "nieuws"
    STORY = "verhaal", "verhaal"
    CALL = "oproep", "oproep"


class ArticleQuerySet(PublishedQuerySet):
    def published(self, on: date) -> Self:
        return (
            super().published(on).filter(Q(region__isnull=True) | Q(region__published_from__lte=on))
        )

    def exclude_examples(self) -> Self:
        return self.exclude(region__is_example=True)

    def for_list(self) -> Self:
        return self.select_related("region").order_by(F("dated").desc(nulls_last=True), "-pk")

    def for_region_page(self, on: date) -> Self:
        rows = super().published(on).only("region", "name", "slug", "kind", "dated")
        return rows.order_by(F("dated").desc(nulls_last=True), "-pk")

    def as_of(self, as_of: AsOf) -> Self:
        return self.filter(dated__lte=as_of.on) if as_of.is_past else self

    def for_page(self) -> Self:
        return (
            self.for_list()
            .select_related("picture")
            .prefetch_related(
                Prefetch("article_themes", ArticleTheme.objects.select_related("theme"))
            )
        )


class Article(NamedPage, Sourced, Pictured):
    """A news item, story or call, by one region or national."""

    owner_path = "region"

    name = models.CharField("kop", max_length=150)
    kind = models.CharField("soort", max_length=10, choices=ArticleKind.choices)
    region = models.ForeignKey(
        Region,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name="regio",
    )
    dated = PartialDateField("datum")
    intro = models.TextField("inleiding", blank=True)
    body = RichTextField("tekst", blank=True)
    quote = models.CharField("citaat", max_length=280, blank=True)
    # The role of the person quoted, since a page names no private person.
    quoted_role = models.CharField("citaat van", max_length=120, blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta(NamedPage.Meta):
        verbose_name = "artikel"
        verbose_name_plural = "artikelen"
        ordering = [F("dated").desc(nulls_last=True), "-pk"]
        constraints = [
            unique_slug("article_address_once"),
            models.CheckConstraint(
                condition=Q(quote="", quoted_role="") | (~Q(quote="") & ~Q(quoted_role="")),
                name="article_quote_with_role",
                violation_error_message=(
                    "Vul het citaat en de rol van wie het zei allebei in, of geen van beide."
                ),
            ),
        ]

    def get_absolute_url(self) -> str:
        return slug_url("articles:detail", self.slug)

    @property
    def is_example(self) -> bool:
        return self.region is not None and self.region.is_example

    @property
    def themes(self) -> list[Theme]:
        return by_name(row.theme for row in self.article_themes.all())
