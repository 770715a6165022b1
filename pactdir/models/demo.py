"""Rows that the demo loaded."""

from django.db import models


class DemoRow(models.Model):
    """The values that the demo last loaded into a row.

    With these, the demo finds its row under a new slug and detects edits.
    """

    key = models.CharField("kenmerk", max_length=300, unique=True)
    model = models.CharField("model", max_length=60)
    object_id = models.BigIntegerField("nummer")
    is_adopted = models.BooleanField("stond er al", default=False)
    loaded = models.JSONField("laatst geladen", default=dict, blank=True)

    class Meta:
        verbose_name = "rij van de demo"
        verbose_name_plural = "rijen van de demo"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
