"""Municipal reorganisations."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q

from regions.directory import DirectoryModel, DirectoryQuerySet, Sourced
from regions.fields.partial_date import PartialDateField


class SuccessionQuerySet(DirectoryQuerySet):
    def in_effect(self, on: date) -> Self:
        in_effect = self.filter(on__lte=on).annotate(is_part=is_part_of("old", "new"))
        return in_effect.select_related("old", "new").order_by("on", "old__name")


def is_part_of(old: str, new: str) -> Exists:
    others = MunicipalitySuccession.objects.filter(old=OuterRef(old)).exclude(new=OuterRef(new))
    return Exists(others)


def part_of(name: str, is_part: bool) -> str:
    return f"een deel van {name}" if is_part else name


class MunicipalitySuccession(DirectoryModel, Sourced):
    """The merger of (part of) an old municipality into a new one; a split has several rows."""

    is_shared = True

    old = models.ForeignKey(
        "regions.Municipality",
        models.PROTECT,
        related_name="successions",
        verbose_name="oude gemeente",
    )
    new = models.ForeignKey(
        "regions.Municipality",
        models.PROTECT,
        related_name="predecessions",
        verbose_name="nieuwe gemeente",
    )
    on = PartialDateField("per", null=False, blank=False)
    is_part: bool  # only from in_effect()

    objects = SuccessionQuerySet.as_manager()

    class Meta(DirectoryModel.Meta):
        verbose_name = "herindeling"
        verbose_name_plural = "herindelingen"
        ordering = ["on", "old__folded_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(old=models.F("new")),
                name="municipality_does_not_succeed_itself",
                violation_error_message="Een gemeente kan zichzelf niet opvolgen.",
            ),
            models.UniqueConstraint(
                fields=["old", "new"],
                name="succession_once",
                violation_error_message="Deze herindeling staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} naar {self.new} per {self.on}"

    @property
    def old_in_words(self) -> str:
        return part_of(self.old.name, self.is_part)

    def clean(self) -> None:
        super().clean()
        if self.old_id is None or self.new_id is None:
            return
        municipalities = type(self.old).objects
        list(municipalities.filter(pk__in=[self.old_id, self.new_id]).locked())
        visited, ahead = set(), {self.new_id}
        while ahead:
            if self.old_id in ahead:
                raise ValidationError("Een gemeente kan zichzelf niet opvolgen.")
            visited |= ahead
            successions = MunicipalitySuccession.objects.filter(old__in=ahead).exclude(pk=self.pk)
            ahead = set(successions.values_list("new", flat=True)) - visited
