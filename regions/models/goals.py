"""Goals of regions."""

from __future__ import annotations

from django.db import models

from regions.directory import DirectoryModel, Sourced
from regions.fields.partial_date import PartialDateField
from regions.models.agreements import ProgrammeLine


class Goal(DirectoryModel, Sourced):
    """A goal of a region, in the region's own order."""

    owner_path = "region"

    region = models.ForeignKey(
        "regions.Region", models.CASCADE, related_name="goals", verbose_name="regio"
    )
    order = models.PositiveSmallIntegerField("nummer", default=0)
    text = models.TextField("doel")
    programme_line = models.ForeignKey(
        ProgrammeLine,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="goals",
        verbose_name="programmalijn",
    )
    target = models.CharField("streefwaarde", max_length=200, blank=True)
    horizon = PartialDateField("te bereiken in", end=True)

    class Meta(DirectoryModel.Meta):
        verbose_name = "doel"
        verbose_name_plural = "doelen"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
