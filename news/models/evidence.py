"""Articles and events that a region names as evidence for its goals."""

from __future__ import annotations

from django.db import models

from news.models.articles import Article
from news.models.events import Event
from regions.models import Evidence


class GoalArticle(Evidence):
    evidence_field = "article"

    article = models.ForeignKey(Article, models.CASCADE, verbose_name="artikel")

    class Meta(Evidence.Meta):
        verbose_name = "artikel bij een doel"
        verbose_name_plural = "artikelen bij doelen"
        default_related_name = "goal_articles"
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "article"],
                name="article_once_for_goal",
                violation_error_message="Dit artikel staat al bij dit doel.",
            ),
        ]


class GoalEvent(Evidence):
    evidence_field = "event"

    event = models.ForeignKey(Event, models.CASCADE, verbose_name="activiteit")

    class Meta(Evidence.Meta):
        verbose_name = "activiteit bij een doel"
        verbose_name_plural = "activiteiten bij doelen"
        default_related_name = "goal_events"
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "event"],
                name="event_once_for_goal",
                violation_error_message="Deze activiteit staat al bij dit doel.",
            ),
        ]
