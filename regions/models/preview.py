"""Rendered previews of pages, stored for a limited time at a secret URL."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils.html import escape

from regions.models.region import Region
from regions.rights import Rights


class PreviewQuerySet(models.QuerySet):
    def valid(self, at: datetime) -> Self:
        return self.filter(expires_at__gt=at)

    def containing(self, texts: Iterable[str]) -> Self:
        """Previews with one of these texts, as written or escaped, in the title or the page."""
        condition = Q(pk__in=[])
        for text in {form for value in texts for form in (value, escape(value))}:
            condition |= Q(title__icontains=text) | Q(html__icontains=text)
        return self.filter(condition)

    def revocable_by(self, user: User, rights: Rights) -> Self:
        if rights.is_national:
            return self
        return self.filter(Q(made_by=user) | Q(region__in=rights.leads))


class Preview(models.Model):
    """A rendered page, stored with only a hash of its URL."""

    digest = models.CharField("kenmerk", max_length=64, unique=True, editable=False)
    title = models.CharField("van", max_length=200)
    html = models.TextField("pagina", editable=False)
    region = models.ForeignKey(
        Region,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="previews",
        verbose_name="regio",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="gemaakt door"
    )
    made_at = models.DateTimeField("gemaakt op", auto_now_add=True)
    expires_at = models.DateTimeField("verloopt op", db_index=True)

    objects = PreviewQuerySet.as_manager()

    class Meta:
        verbose_name = "voorbeeld van een pagina"
        verbose_name_plural = "voorbeelden van pagina's"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.title
