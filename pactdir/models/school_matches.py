"""Proposals that two schools are one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.db import models

from regions.writing.changing import changing, current_change
from schools.models import School


class Verdict(models.TextChoices):
    SAME = "zelfde", "is dezelfde"
    OTHER = "andere", "is een andere"
    SUCCESSOR = "opvolger", "is de opvolger"


class SchoolMatchQuerySet(models.QuerySet):
    """Proposals are written inside `changing()`, since public pages show them."""

    def undecided(self) -> Self:
        return self.filter(verdict="")

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        current_change().touch_model(self.model)
        return super().bulk_create(objs, *args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        change = current_change()
        if updated := super().update(**kwargs):
            change.touch_model(self.model)
        return updated

    def delete(self) -> tuple[int, dict[str, int]]:
        change = current_change()
        deleted = super().delete()
        if deleted[0]:
            change.touch_model(self.model)
        return deleted

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class SchoolMatch(models.Model):
    """A location in a file that may be an existing school; an editor decides, once.

    A school that is no longer in the file may also have been succeeded by the location at its
    address.

    Until then, the location is a school in its own right. If it has the name and address of the
    existing school, it is a draft, so that no school is shown twice. Otherwise it is published: the
    only open question is which of the locations takes part.
    """

    key = models.CharField("DUO-code", max_length=20)
    name = models.CharField("naam bij DUO", max_length=120)
    where = models.CharField("adres bij DUO", max_length=300)
    school = models.ForeignKey(
        School, models.CASCADE, related_name="matches", verbose_name="school bij ons"
    )
    # None for proposals older than stored locations, and once the two are merged.
    location = models.ForeignKey(
        School,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="proposed_as",
        verbose_name="vestiging",
    )
    reason = models.CharField("waarom", max_length=300)
    source = models.CharField("bron", max_length=200)
    values = models.JSONField("wat het bestand zegt", default=dict)
    verdict = models.CharField("besluit", max_length=10, choices=Verdict.choices, blank=True)
    decided_by = models.ForeignKey(
        "auth.User", models.SET_NULL, null=True, blank=True, verbose_name="besloten door"
    )
    decided_at = models.DateTimeField("besloten op", null=True, blank=True)

    objects = SchoolMatchQuerySet.as_manager()

    class Meta:
        verbose_name = "voorstel: zelfde school?"
        verbose_name_plural = "voorstellen: zelfde school?"
        ordering = ["verdict", "school__folded_name", "school_id", "key"]
        constraints = [
            models.UniqueConstraint(fields=["key", "school"], name="school_match_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.key}) en {self.school}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        with changing(savepoint=False) as change:
            change.touch(self)
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with changing(savepoint=False) as change:
            change.touch(self)
            return super().delete(*args, **kwargs)
