"""The field that says from which day a row is public."""

from datetime import date

from django.db import models


class Publishable(models.Model):
    """Public from a day; a draft without one. Midnight needs no job."""

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
