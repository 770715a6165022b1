"""The publication date of a row."""

from datetime import date

from django.db import models


class Publishable(models.Model):
    """Public from `published_from` on, or a draft if that is empty; needs no job to publish."""

    published_from = models.DateField(
        "op de site vanaf",
        null=True,
        blank=True,
        db_index=True,
    )

    class Meta:
        abstract = True

    def is_published(self, on: date) -> bool:
        return self.published_from is not None and self.published_from <= on
