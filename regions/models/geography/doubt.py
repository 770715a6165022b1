"""Contradictions in the postcode table."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from regions.directory import DirectoryModel, DirectoryQuerySet


class Doubt(models.TextChoices):
    PLACE = "plaats", "de plaats"
    POINT = "punt", "waar het ligt"
    BOX = "postbus", "of het een nummer voor postbussen is"


ABOUT_POINT = [Doubt.POINT, Doubt.BOX]


class Verdict(models.TextChoices):
    TABLE = "tabel", "de postcodetabel klopt"
    OTHER = "anders", "de postcodetabel klopt niet"


class PostcodeDoubtQuerySet(DirectoryQuerySet):
    def undecided(self) -> Self:
        return self.filter(verdict="")

    def unresolved(self) -> Self:
        # Undecided doubts and confirmed ones about a point; a wrong place is corrected.
        return self.filter(Q(verdict="") | Q(verdict=Verdict.OTHER, about__in=ABOUT_POINT))


LOOKED_AT = "Dat wordt nagekeken."


class PostcodeDoubt(DirectoryModel):
    """A contradiction in the postcode table, about which a national editor decides once.

    It has no `owner_path` and is not shared, so only national editors see it.
    """

    area = models.ForeignKey(
        "regions.PostcodeArea", models.CASCADE, related_name="doubts", verbose_name="postcode"
    )
    about = models.CharField("waarover", max_length=10, choices=Doubt.choices)
    said = models.CharField("volgens de postcodetabel", max_length=200)
    other = models.CharField("volgens het andere", max_length=120, blank=True)
    reason = models.CharField("waarom", max_length=300)
    verdict = models.CharField("besluit", max_length=10, choices=Verdict.choices, blank=True)

    objects = PostcodeDoubtQuerySet.as_manager()

    class Meta(DirectoryModel.Meta):
        verbose_name = "twijfel over een postcode"
        verbose_name_plural = "twijfels over postcodes"
        ordering = ["verdict", "area__code", "about"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "about"],
                name="postcode_doubt_once",
                violation_error_message="Deze twijfel staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.get_about_display()}"

    @property
    def is_decided(self) -> bool:
        return bool(self.verdict)

    @property
    def sentence(self) -> str:
        code = self.area.code
        if self.about == Doubt.PLACE:
            return f"{code}: volgens de postcodetabel {self.said}, {self.reason}. {LOOKED_AT}"
        if self.about == Doubt.POINT:
            looked_at = "" if self.is_decided else f" {LOOKED_AT}"
            return f"Waar {code} precies ligt, weten wij niet zeker: {self.reason}.{looked_at}"
        if self.is_decided:
            return f"{code} is een nummer voor postbussen: daar woont niemand."
        return f"{code} is misschien een nummer voor postbussen: {self.reason}. {LOOKED_AT}"


def has_doubt(area: str = "pk", **about: Any) -> Exists:
    return Exists(PostcodeDoubt.objects.unresolved().filter(area=OuterRef(area), **about))
