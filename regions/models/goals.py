"""Goals of regions, and what a region names as evidence for them."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from regions.directory import DirectoryModel, Sourced, source_required
from regions.fields.partial_date import PartialDateField
from regions.models.agreements import ProgrammeLine

MAX_TITLE_LENGTH = 80  # characters


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

    @property
    def anchor(self) -> str:
        # Does not use its number, which changes when the region reorders its goals.
        return f"doel-{self.pk}"

    def get_absolute_url(self) -> str:
        return f"{self.region.get_absolute_url()}#{self.anchor}"

    def __str__(self) -> str:
        if len(self.text) <= MAX_TITLE_LENGTH:
            return self.text
        words = self.text[:MAX_TITLE_LENGTH].rpartition(" ")[0] or self.text[: MAX_TITLE_LENGTH - 1]
        return f"{words.rstrip(',;:')}…"


class Evidence(DirectoryModel):
    """A row that the region names as evidence for one of its goals.

    A subclass sets the name of its foreign key in `evidence_field`.
    """

    owner_path = "goal__region"

    evidence_field: ClassVar[str]

    goal = models.ForeignKey(Goal, models.CASCADE, verbose_name="doel")

    class Meta(DirectoryModel.Meta):
        abstract = True
        ordering = ["goal", "pk"]

    def __str__(self) -> str:
        return str(getattr(self, self.evidence_field))

    def is_of(self, region: int) -> bool:
        return bool(getattr(self, self.evidence_field).region_id == region)

    def clean(self) -> None:
        super().clean()
        if self.goal_id is None or getattr(self, f"{self.evidence_field}_id") is None:
            return
        if not self.is_of(self.goal.region_id):
            raise ValidationError(OTHER_REGION)


OTHER_REGION = "Dit is niet van de regio van het doel, en kan er geen bewijs voor zijn."


class GoalDocument(DirectoryModel, Sourced):
    """A document elsewhere, at `source_url`, as evidence for a goal."""

    owner_path = "goal__region"

    goal = models.ForeignKey(
        Goal, models.CASCADE, related_name="goal_documents", verbose_name="doel"
    )
    name = models.CharField("titel", max_length=200)
    dated = PartialDateField("datum")

    class Meta(DirectoryModel.Meta):
        verbose_name = "document bij een doel"
        verbose_name_plural = "documenten bij doelen"
        ordering = ["goal", models.F("dated").desc(nulls_last=True), "pk"]
        constraints = [
            source_required("goal_document_has_source"),
            models.CheckConstraint(
                condition=~models.Q(source_url=""),
                name="goal_document_has_address",
                violation_error_message="Vul het adres van het document in.",
            ),
            models.UniqueConstraint(
                fields=["goal", "source_url"],
                name="document_once_for_goal",
                violation_error_message="Dit document staat al bij dit doel.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
