"""What the site itself remembers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models

from regions.directory import DirectoryModel
from regions.writing.changing import changing, current_change
from schools.models import School


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


# Of what Import.counts counts, what was written.
WRITTEN = ("nieuw", "gewijzigd", "niet meer in het bestand")


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
    # What ImportedRow said before, by key; None where it said nothing yet.
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


class Verdict(models.TextChoices):
    SAME = "zelfde", "is dezelfde"
    OTHER = "andere", "is een andere"


class SchoolMatchQuerySet(models.QuerySet):
    """Public pages tell of proposals, so they are written through the door as well."""

    def undecided(self) -> Self:
        return self.filter(verdict="")

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        current_change().touch_model(self.model)
        return super().bulk_create(objs, *args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        change = current_change()
        if updated := super().update(**kwargs):
            change.touch_model(self.model)
        return updated

    def delete(self) -> tuple[int, dict[str, int]]:
        change = current_change()
        deleted = super().delete()
        if deleted[0]:
            change.touch_model(self.model)
        return deleted

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class SchoolMatch(models.Model):
    """A location in a file that may be a school we have: for an editor to decide, once.

    The location is a school of its own meanwhile. One with the name and the address of ours is a
    draft, so that none is shown twice; any other is on the site, for which of the locations takes
    part is all that waits.
    """

    key = models.CharField("DUO-code", max_length=20)
    name = models.CharField("naam bij DUO", max_length=120)
    where = models.CharField("adres bij DUO", max_length=300)
    school = models.ForeignKey(
        School, models.CASCADE, related_name="matches", verbose_name="school bij ons"
    )
    # None of a proposal from before locations were stored, and where the two became one.
    location = models.ForeignKey(
        School,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="proposed_as",
        verbose_name="vestiging",
    )
    reason = models.CharField("waarom", max_length=300)
    source = models.CharField("bron", max_length=200)
    values = models.JSONField("wat het bestand zegt", default=dict)
    verdict = models.CharField("besluit", max_length=10, choices=Verdict.choices, blank=True)
    decided_by = models.ForeignKey(
        "auth.User", models.SET_NULL, null=True, blank=True, verbose_name="besloten door"
    )
    decided_at = models.DateTimeField("besloten op", null=True, blank=True)

    objects = SchoolMatchQuerySet.as_manager()

    class Meta:
        verbose_name = "voorstel: zelfde school?"
        verbose_name_plural = "voorstellen: zelfde school?"
        ordering = ["verdict", "school__folded_name", "school_id", "key"]
        constraints = [
            models.UniqueConstraint(fields=["key", "school"], name="school_match_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.key}) en {self.school}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        with changing(savepoint=False) as change:
            change.touch(self)
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with changing(savepoint=False) as change:
            change.touch(self)
            return super().delete(*args, **kwargs)


class Upload(models.Model):
    """Files waiting for an editor to load or discard them (`importing/desk/uploads.py`)."""

    user = models.ForeignKey("auth.User", models.CASCADE, verbose_name="van")
    made_at = models.DateTimeField("klaargezet op", auto_now_add=True, db_index=True)
    files = models.BinaryField("bestanden", default=b"")  # zipped
    preview = models.JSONField("wat het zou veranderen", default=dict, blank=True)
    fingerprint = models.CharField("vingerafdruk", max_length=64, blank=True)

    class Meta:
        verbose_name = "klaargezette import"
        verbose_name_plural = "klaargezette imports"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        names = [one["file"] for one in self.preview.get("files", [])]
        return ", ".join(names) or "bestanden"

    @property
    def may_be_loaded(self) -> bool:
        return bool(self.fingerprint and self.preview.get("files"))


class Synonym(DirectoryModel):
    """A group of words that mean the same to who searches; begun in pactdir/search/synonyms.toml.

    It says neither whose it is nor that it is shared: it is for national editors.
    """

    words = models.CharField(
        "woorden",
        max_length=400,
        help_text="Met een puntkomma ertussen: PrO; praktijkonderwijs. Wie het ene zoekt, vindt "
        "ook het andere.",
    )
    key = models.CharField("kenmerk", max_length=60, blank=True, editable=False, db_index=True)

    class Meta(DirectoryModel.Meta):
        verbose_name = "groep synoniemen"
        verbose_name_plural = "synoniemen"
        ordering = ["words", "pk"]

    def __str__(self) -> str:
        return self.words

    def split(self) -> list[str]:
        return [word.strip() for word in self.words.split(";") if word.strip()]

    def clean(self) -> None:
        super().clean()
        if len(self.split()) < 2:
            raise ValidationError(
                {"words": "Noem minstens twee woorden, met een puntkomma ertussen."}
            )


class EntryKind(models.TextChoices):
    """What can be found, in the order in which it is shown."""

    REGION = "regio", "techniekregio"
    MUNICIPALITY = "gemeente", "gemeente"
    SCHOOL = "school", "school"
    THEME = "thema", "thema"
    PARTNER = "partner", "partner"
    EVENT = "activiteit", "activiteit"
    ARTICLE = "nieuws", "nieuws"


KEYS_PER_KIND = 1 << 40


class SearchEntry(models.Model):
    """What search knows of one public row (pactdir/search/). Made of that row, never edited.

    Its key follows from the row, and puts the kinds in their order: so both databases can stop
    after so many hits, at the same one.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField("soort", max_length=12, choices=EntryKind.choices)
    object_id = models.BigIntegerField("nummer")
    title = models.CharField("titel", max_length=200)
    folded_title = models.CharField(max_length=400, db_index=True)
    address = models.CharField("adres", max_length=200)
    words = models.TextField("woorden")
    text = models.TextField("tekst", blank=True)
    # What its line in a list says: names of before, place, days. By day, as far as that matters.
    shown = models.JSONField("regel", default=dict)
    # From which day one may see it (never, where empty), and until which.
    shown_from = models.DateField("te zien vanaf", null=True)
    shown_until = models.DateField("te zien tot en met", null=True)
    past_from = models.DateField("voorbij vanaf", null=True)
    date = models.IntegerField("datum", null=True)
    year = models.IntegerField("jaar", null=True)
    is_example = models.BooleanField("verzonnen", default=False)
    # "|3:20240000:20260699|": a region, from and until when, as PartialDateField stores days.
    regions = models.TextField("regio's", blank=True)
    themes = models.TextField("thema's", blank=True)

    class Meta:
        verbose_name = "ingang van het zoeken"
        verbose_name_plural = "ingangen van het zoeken"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"


def entry_key(kind: str, object_id: int) -> int:
    return EntryKind.values.index(kind) * KEYS_PER_KIND + object_id


def keys_of_kind(kind: str) -> tuple[int, int]:
    """The first and the last key an entry of that kind can have."""
    return entry_key(kind, 0), entry_key(kind, KEYS_PER_KIND - 1)
