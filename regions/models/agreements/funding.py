"""Periods of the national funding scheme, and their programme lines."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from regions.directory import DirectoryModel, Sourced, source_required


class FundingPeriod(DirectoryModel, Sourced):
    """A period of the national funding scheme, in whole years."""

    is_shared = True

    first_year = models.PositiveSmallIntegerField("eerste jaar")
    last_year = models.PositiveSmallIntegerField("laatste jaar")

    class Meta(DirectoryModel.Meta):
        verbose_name = "subsidieperiode"
        verbose_name_plural = "subsidieperioden"
        ordering = ["first_year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=models.F("first_year")),
                name="funding_period_ends_after_start",
                violation_error_message="Het einde ligt vóór het begin.",
            ),
            models.UniqueConstraint(
                fields=["first_year", "last_year"],
                name="funding_period_once",
                violation_error_message="Deze periode staat er al.",
            ),
        ]

    def __str__(self) -> str:
        if self.first_year == self.last_year:
            return str(self.first_year)
        return f"{self.first_year}-{self.last_year}"


class ProgrammeLine(DirectoryModel, Sourced):
    """A programme line of a funding period, as named by a source."""

    is_shared = True

    funding_period = models.ForeignKey(
        FundingPeriod,
        models.CASCADE,
        related_name="programme_lines",
        verbose_name="subsidieperiode",
    )
    number = models.PositiveSmallIntegerField("nummer")
    name = models.CharField("naam", max_length=200)

    class Meta(DirectoryModel.Meta):
        verbose_name = "programmalijn"
        verbose_name_plural = "programmalijnen"
        ordering = ["funding_period", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["funding_period", "number"],
                name="programme_line_number_once",
                violation_error_message="Dit nummer is in deze periode al gebruikt.",
            ),
            source_required("programme_line_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name} ({self.funding_period})"
