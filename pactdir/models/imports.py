"""Imports, pending uploads, and the last imported values of each row."""

from django.db import models

from regions.fields.partial_date import PartialDateField


class ImportedRow(models.Model):
    """The last imported values of a row, by field.

    With these, the next import detects what an editor changed, and leaves it alone.
    """

    kind = models.CharField("soort bestand", max_length=40)
    key = models.CharField("kenmerk", max_length=120)
    object_id = models.BigIntegerField("nummer", db_index=True)
    values = models.JSONField("laatst geladen", default=dict, blank=True)
    # The reference date of the file that each value came from, such as "2024-10-01", if known.
    dates = models.JSONField("peildatum per veld", default=dict, blank=True)

    class Meta:
        verbose_name = "geladen rij"
        verbose_name_plural = "geladen rijen"
        ordering = ["kind", "key"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="imported_row_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


# The keys of Import.counts that count written rows.
WRITTEN = ("nieuw", "gewijzigd", "niet meer in het bestand")


class Import(models.Model):
    """One imported file: by whom, when, and the result."""

    at = models.DateTimeField("wanneer", auto_now_add=True)
    user = models.ForeignKey(
        "auth.User", models.SET_NULL, null=True, blank=True, verbose_name="door"
    )
    kind = models.CharField("soort bestand", max_length=40)
    file = models.CharField("bestand", max_length=200)
    as_of = PartialDateField("peildatum", null=True, blank=True)
    digest = models.CharField("SHA-256", max_length=64)
    counts = models.JSONField("aantallen", default=dict, blank=True)
    change_id = models.UUIDField("wijziging", db_index=True)
    # The previous values of ImportedRow, by key; None if it had none.
    former = models.JSONField("herinnering van daarvoor", default=dict, blank=True, editable=False)
    undone_at = models.DateTimeField("ongedaan gemaakt op", null=True, blank=True)
    undone_by = models.ForeignKey(
        "auth.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="undone_imports",
        verbose_name="ongedaan gemaakt door",
    )
    undone_change_id = models.UUIDField(
        "wijziging die dit ongedaan maakte", null=True, blank=True, db_index=True
    )

    class Meta:
        verbose_name = "geladen bestand"
        verbose_name_plural = "geladen bestanden"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file} ({self.kind})"

    @property
    def rows_written(self) -> int:
        return sum(self.counts.get(word, 0) for word in WRITTEN)


class Upload(models.Model):
    """Files waiting for an editor to load or discard them (`importing/desk/uploads.py`)."""

    user = models.ForeignKey("auth.User", models.CASCADE, verbose_name="van")
    made_at = models.DateTimeField("klaargezet op", auto_now_add=True, db_index=True)
    files = models.BinaryField("bestanden", default=b"")  # zipped
    # Reference date for files that do not state one.
    as_of = PartialDateField("peildatum", null=True, blank=True)
    preview = models.JSONField("wat het zou veranderen", default=dict, blank=True)
    fingerprint = models.CharField("vingerafdruk", max_length=64, blank=True)

    class Meta:
        verbose_name = "klaargezette import"
        verbose_name_plural = "klaargezette imports"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        names = [file["file"] for file in self.preview.get("files", [])]
        return ", ".join(names) or "bestanden"

    @property
    def may_be_loaded(self) -> bool:
        return bool(self.fingerprint and self.preview.get("files"))
