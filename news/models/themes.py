"""The themes of articles and events."""

from __future__ import annotations

from django.db import models

from regions.directory import DirectoryModel
from regions.models import Theme


class ArticleTheme(DirectoryModel):
    owner_path = "article__region"

    article = models.ForeignKey(
        "news.Article", models.CASCADE, related_name="article_themes", verbose_name="artikel"
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="article_themes", verbose_name="thema"
    )

    class Meta(DirectoryModel.Meta):
        verbose_name = "thema van een artikel"
        verbose_name_plural = "thema's van artikelen"
        ordering = ["theme__folded_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "theme"],
                name="theme_once_in_article",
                violation_error_message="Dit thema staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.theme)


class EventTheme(DirectoryModel):
    owner_path = "event__region"

    event = models.ForeignKey(
        "news.Event", models.CASCADE, related_name="event_themes", verbose_name="activiteit"
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="event_themes", verbose_name="thema"
    )

    class Meta(DirectoryModel.Meta):
        verbose_name = "thema van een activiteit"
        verbose_name_plural = "thema's van activiteiten"
        ordering = ["theme__folded_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "theme"],
                name="theme_once_in_event",
                violation_error_message="Dit thema staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.theme)
