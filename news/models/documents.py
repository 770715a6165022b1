"""Documents that the page of an article offers."""

from __future__ import annotations

from django.db import models

from news.models.articles import Article
from regions.models import Document


class ArticleDocument(Document):
    owner_path = "article__region"
    owner_field = "article"

    article = models.ForeignKey(Article, models.CASCADE, verbose_name="artikel")

    class Meta(Document.Meta):
        verbose_name = "document bij een artikel"
        verbose_name_plural = "documenten bij artikelen"
