"""Confirmations that a part of a region's page is correct."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from regions.clock import today
from regions.directory import DirectoryModel, DirectoryQuerySet


class ConfirmedBlock(models.TextChoices):
    """The parts of a region's page that a leader confirms one by one."""

    ABOUT = "about", "Over de regio"
    GOALS = "goals", "Doelen"
    SCHOOLS = "schools", "Scholen"
    PARTNERS = "partners", "Bedrijven en partners"
    AGENDA = "agenda", "Agenda"
    CONTACT = "contact", "Contact"


class ConfirmationQuerySet(DirectoryQuerySet):
    def latest_per_block(self) -> dict[str, date]:
        return dict(self.values_list("block").annotate(models.Max("on")).order_by())


def is_outdated_confirmation(confirmed: date, on: date) -> bool:
    """Whether it is more than a year old; a year after 29 February is 28 February."""
    return (confirmed.year + 1, confirmed.month, confirmed.day) < (on.year, on.month, on.day)


class Confirmation(DirectoryModel):
    """A statement that a leader has checked a block; saving the block does not imply it."""

    owner_path = "region"

    region = models.ForeignKey(
        "regions.Region", models.CASCADE, related_name="confirmations", verbose_name="regio"
    )
    block = models.CharField("onderdeel", max_length=10, choices=ConfirmedBlock.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="door",
    )
    on = models.DateField("op", default=today)

    objects = ConfirmationQuerySet.as_manager()

    class Meta(DirectoryModel.Meta):
        verbose_name = "bevestiging"
        verbose_name_plural = "bevestigingen"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_block_display()} van {self.region}, {self.on}"

    def clean(self) -> None:
        super().clean()
        if isinstance(self.on, date) and self.on > today():
            raise ValidationError({"on": "Bevestigen kan niet vooruit."})
