"""Models whose rows state their source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from regions.wording.sources import parts, with_date


class Sourced(models.Model):
    """The source of a row's facts."""

    source = models.CharField(
        "bron",
        max_length=200,
        blank=True,
    )
    source_url = models.URLField("adres van de bron", blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        self.source = self.source.strip()


def sources_of(rows: Iterable[Any]) -> list[str]:
    source_names = [part for row in rows if row for part in parts(row.source)]
    return list(dict.fromkeys(map(with_date, source_names)))


def source_required(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~models.Q(source=""),
        name=name,
        violation_error_message="Noem de bron: zonder bron komt dit niet op de site.",
    )
