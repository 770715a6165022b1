"""Former names of schools."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F

from regions.directory import DirectoryModel, Sourced
from regions.fields.partial_date import PartialDateField
from regions.names.folding import fold


class SchoolName(DirectoryModel, Sourced):
    """A former name of a school, used until a date."""

    is_shared = True

    school = models.ForeignKey(
        "schools.School", models.CASCADE, related_name="former_names", verbose_name="school"
    )
    name = models.CharField("vroegere naam", max_length=120)
    until = PartialDateField("tot")
    folded_name = models.CharField(max_length=120, editable=False, default="", db_index=True)

    class Meta(DirectoryModel.Meta):
        verbose_name = "vroegere naam"
        verbose_name_plural = "vroegere namen"
        ordering = [F("until").desc(nulls_last=True), "name", "pk"]

    def __str__(self) -> str:
        return self.name

    derived_fields = ("folded_name",)

    def ended_by(self, on: date) -> bool:
        return self.until is not None and self.until.first_day <= on

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded_name = fold(self.name)
        super().save(*args, **kwargs)
