"""What the site itself remembers."""

from django.db import models


class DemoRow(models.Model):
    """What the demo last loaded into a row.

    With it the demo finds its row again under a new slug, and tells an edit from its own words.
    """

    key = models.CharField("kenmerk", max_length=300, unique=True)
    model = models.CharField("model", max_length=60)
    object_id = models.BigIntegerField("nummer")
    is_adopted = models.BooleanField(
        "stond er al", default=False, help_text="Niet door de demo gemaakt: blijft zoals het is."
    )
    loaded = models.JSONField("laatst geladen", default=dict, blank=True)

    class Meta:
        verbose_name = "rij van de demo"
        verbose_name_plural = "rijen van de demo"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class ImportedRow(models.Model):
    """What an import last said of a row, field by field.

    With it the next import tells what an editor changed, which stands, from its own words.
    """

    kind = models.CharField("soort bestand", max_length=40)
    key = models.CharField("kenmerk", max_length=120)
    object_id = models.BigIntegerField("nummer", db_index=True)
    values = models.JSONField("laatst geladen", default=dict, blank=True)

    class Meta:
        verbose_name = "geladen rij"
        verbose_name_plural = "geladen rijen"
        ordering = ["kind", "key"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="imported_row_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Import(models.Model):
    """One file that was imported: by whom, when, and what came of it."""

    at = models.DateTimeField("wanneer", auto_now_add=True)
    user = models.ForeignKey(
        "auth.User", models.SET_NULL, null=True, blank=True, verbose_name="door"
    )
    kind = models.CharField("soort bestand", max_length=40)
    file = models.CharField("bestand", max_length=200)
    digest = models.CharField("SHA-256", max_length=64)
    counts = models.JSONField("aantallen", default=dict, blank=True)
    change_id = models.UUIDField("wijziging", db_index=True)

    class Meta:
        verbose_name = "geladen bestand"
        verbose_name_plural = "geladen bestanden"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file} ({self.kind})"
