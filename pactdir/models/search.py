"""Search entries and synonyms."""

from django.core.exceptions import ValidationError
from django.db import models

from regions.directory import DirectoryModel, search_number


class Synonym(DirectoryModel):
    """A group of words that search treats as one; defaults in pactdir/search/synonyms.toml.

    It has no `owner_path` and is not shared, so that only national editors see it.
    """

    words = models.CharField(
        "woorden",
        max_length=400,
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
    """The kinds that search code refers to by name; record kinds declare the rest."""

    REGION = "regio"
    MUNICIPALITY = "gemeente"
    SCHOOL = "school"
    THEME = "thema"
    PARTNER = "partner"
    EVENT = "activiteit"
    ARTICLE = "nieuws"


KEYS_PER_KIND = 1 << 40


class SearchEntry(models.Model):
    """The search data of one public row (pactdir/search/), derived from it and never edited.

    Its key is derived from that row and sorts entries by kind, so that both databases stop at the
    same entry when they reach a limit.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField("soort", max_length=12)
    object_id = models.BigIntegerField("nummer")
    title = models.CharField("titel", max_length=200)
    folded_title = models.CharField(max_length=400, db_index=True)
    address = models.CharField("adres", max_length=200)
    words = models.TextField("woorden")
    text = models.TextField("tekst", blank=True)
    # Data for its search result: former names, place and dates.
    shown = models.JSONField("regel", default=dict)
    # First and last day on which it is visible; without a first day it never is.
    shown_from = models.DateField("te zien vanaf", null=True)
    shown_until = models.DateField("te zien tot en met", null=True)
    past_from = models.DateField("voorbij vanaf", null=True)
    date = models.IntegerField("datum", null=True)
    year = models.IntegerField("jaar", null=True)
    is_example = models.BooleanField("verzonnen", default=False)
    # "|3:20240000:20260699|": regions with first and last day, as PartialDateField stores dates.
    regions = models.TextField("regio's", blank=True)
    themes = models.TextField("thema's", blank=True)

    class Meta:
        verbose_name = "ingang van het zoeken"
        verbose_name_plural = "ingangen van het zoeken"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"


def entry_key(kind: str, object_id: int) -> int:
    return search_number(kind) * KEYS_PER_KIND + object_id


def keys_of_kind(kind: str) -> tuple[int, int]:
    return entry_key(kind, 0), entry_key(kind, KEYS_PER_KIND - 1)
