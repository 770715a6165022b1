"""Uploaded pictures: who made them, who may be recognisable, and until when consent lasts."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q

from regions.clock import AsOf
from regions.directory import DirectoryModel, DirectoryQuerySet

# Width in pixels; a narrower picture is also kept at its own width.
WIDTHS = (400, 800, 1600)
MAX_WIDTH = WIDTHS[-1]


class People(models.TextChoices):
    NOBODY = "niemand", "niemand is te herkennen"
    ADULTS = "vanaf-16", "wie te herkennen is, is 16 jaar of ouder"
    CHILDREN = "onder-16", "ook kinderen jonger dan 16 zijn te herkennen"


class PictureQuerySet(DirectoryQuerySet):
    def shown(self, on: date) -> Self:
        return self.filter(
            Q(people=People.NOBODY) | Q(consent_until__gte=on), withdrawn_on__isnull=True
        )

    def public(self, on: date) -> Self:
        """Pictures that a public page shows."""
        used = Q()
        for relation in Picture._meta.related_objects:
            if issubclass(relation.related_model, Pictured):
                rows: Any = relation.related_model._default_manager
                used |= Q(Exists(rows.published(on).filter(picture=OuterRef("pk"))))
        return self.shown(on).filter(used)


_NOT_WITHDRAWN = Q(withdrawn_on__isnull=True)


class Picture(DirectoryModel):
    """Stored as files named after `digest` (`regions.pictures`); the upload itself is not kept.

    Withdrawing erases the files and all texts, here and in the history; the row remains.
    """

    owner_path = "region"

    region = models.ForeignKey(
        "regions.Region",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="pictures",
        verbose_name="regio",
    )
    name = models.CharField("titel in het beheer", max_length=120)
    alt = models.CharField("wat er te zien is", max_length=250, blank=True)
    is_decorative = models.BooleanField("siert alleen", default=False)
    caption = models.CharField("bijschrift", max_length=250, blank=True)
    credit = models.CharField("maker", max_length=120)
    permission = models.CharField("toestemming van de maker", max_length=200)
    people = models.CharField("herkenbare mensen", max_length=10, choices=People.choices)
    consent_holder = models.CharField("wie de toestemming bewaart", max_length=120, blank=True)
    consent_until = models.DateField("toestemming tot en met", null=True, blank=True)
    parents_agreed = models.BooleanField("ouders stemden toe", default=False)
    digest = models.CharField(max_length=64, editable=False, blank=True)
    width = models.PositiveSmallIntegerField("breedte", editable=False)
    height = models.PositiveSmallIntegerField("hoogte", editable=False)
    has_avif = models.BooleanField(editable=False, default=False)
    withdrawn_on = models.DateField("ingetrokken op", null=True, blank=True, editable=False)

    # Texts that withdrawing erases everywhere; the latter are required, so they get a placeholder.
    erased_texts: ClassVar[tuple[str, ...]] = ("alt", "caption", "consent_holder", "digest")
    erased_required_texts: ClassVar[tuple[str, ...]] = ("name", "credit", "permission")

    objects = PictureQuerySet.as_manager()

    class Meta(DirectoryModel.Meta):
        verbose_name = "afbeelding"
        verbose_name_plural = "afbeeldingen"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest"],
                condition=~Q(digest=""),
                name="picture_once",
                violation_error_message="Deze afbeelding hebt u al: kies haar uit de lijst.",
            ),
            models.CheckConstraint(
                condition=~_NOT_WITHDRAWN
                | (Q(alt="") & Q(is_decorative=True))
                | (~Q(alt="") & Q(is_decorative=False)),
                name="picture_described_or_decorative",
                violation_error_message=(
                    "Vul in wat er te zien is, of vink aan dat de afbeelding alleen siert."
                ),
            ),
            models.CheckConstraint(
                condition=~_NOT_WITHDRAWN | (~Q(credit="") & ~Q(permission="")),
                name="picture_with_credit_and_permission",
                violation_error_message="Noem de maker, en wie toestemming gaf.",
            ),
            models.CheckConstraint(
                condition=~_NOT_WITHDRAWN
                | Q(people=People.NOBODY)
                | (~Q(consent_holder="") & Q(consent_until__isnull=False)),
                name="picture_people_consented",
                violation_error_message=(
                    "Zijn er mensen te herkennen? Vul dan in wie hun toestemming bewaart, en tot "
                    "en met wanneer die geldt."
                ),
            ),
            models.CheckConstraint(
                condition=~_NOT_WITHDRAWN | ~Q(people=People.CHILDREN) | Q(parents_agreed=True),
                name="picture_parents_agreed",
                violation_error_message=(
                    "Zonder toestemming van hun ouders komen kinderen onder 16 niet op de site."
                ),
            ),
            models.CheckConstraint(
                condition=(_NOT_WITHDRAWN & ~Q(digest="")) | (~_NOT_WITHDRAWN & Q(digest="")),
                name="picture_with_files_or_withdrawn",
                violation_error_message="Kies een bestand.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_example(self) -> bool:
        return self.region is not None and self.region.is_example

    @property
    def widths(self) -> list[int]:
        return [*(width for width in WIDTHS if width < self.width), self.width]

    @property
    def extensions(self) -> list[str]:
        """File extensions in order of preference."""
        return ["avif", "webp"] if self.has_avif else ["webp"]

    @property
    def file_names(self) -> list[str]:
        return [
            file_name(self.digest, width, extension)
            for extension in self.extensions
            for width in self.widths
        ]

    def is_shown(self, on: date) -> bool:
        if self.withdrawn_on is not None:
            return False
        return self.people == People.NOBODY or bool(self.consent_until and self.consent_until >= on)

    def state(self, on: date) -> str:
        if self.withdrawn_on is not None:
            return "ingetrokken"
        return "te gebruiken" if self.is_shown(on) else "toestemming voorbij"


def file_name(digest: str, width: int, extension: str) -> str:
    return f"{digest}-{width}.{extension}"


class Pictured(models.Model):
    """A model whose page shows a single picture."""

    picture = models.ForeignKey(
        Picture,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="afbeelding",
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.picture is None or self.picture.region_id is None:
            return
        region = (
            self.pk
            if self._meta.label == "regions.Region"
            else getattr(self, "region_id", self.picture.region_id)
        )
        if region != self.picture.region_id:
            raise ValidationError({"picture": "Deze afbeelding is van een andere regio."})

    def picture_on(self, day: date | AsOf) -> Picture | None:
        """None as of a past date: what it looked like then is unknown."""
        as_of = AsOf.of(day)
        if self.picture is None or as_of.is_past or not self.picture.is_shown(as_of.today):
            return None
        return self.picture
