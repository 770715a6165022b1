"""Places and their postcodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Q

from regions.directory import DirectoryModel, DirectoryQuerySet, code_validator
from regions.geo.distances import Point, point_of
from regions.models.geography.doubt import ABOUT_POINT, Doubt, Verdict, has_doubt
from regions.models.geography.located import Located
from regions.names.folding import fold
from regions.names.other_names import search_spellings
from regions.writing.changing import changing


class PlaceQuerySet(DirectoryQuerySet):
    def named(self, text: str) -> Self:
        names = Q()
        for spelling in search_spellings(text):
            names |= Q(folded_name__contains=spelling)
        return self.filter(names)


class Place(DirectoryModel):
    """A town or village; its name is unique only within the municipality."""

    is_shared = True

    name = models.CharField("naam", max_length=120)
    municipality = models.ForeignKey(
        "regions.Municipality", models.PROTECT, related_name="places", verbose_name="gemeente"
    )
    folded_name = models.CharField(max_length=120, editable=False, default="", db_index=True)

    objects = PlaceQuerySet.as_manager()

    class Meta(DirectoryModel.Meta):
        verbose_name = "plaats"
        verbose_name_plural = "plaatsen"
        ordering = ["folded_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "municipality"],
                name="place_once_in_municipality",
                violation_error_message="Deze plaats staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    derived_fields = ("folded_name",)

    def set_derived_fields(self) -> None:
        """Set the fields derived from the name; `bulk_create` does not do this."""
        self.folded_name = fold(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_derived_fields()
        super().save(*args, **kwargs)


class PostcodeAreaQuerySet(DirectoryQuerySet):
    def with_doubts(self) -> Self:
        return self.annotate(
            is_doubted=has_doubt(), has_no_sure_point=has_doubt(about__in=ABOUT_POINT)
        )

    def undisputed(self) -> Self:
        return self.exclude(has_doubt())

    def with_sure_point(self) -> Self:
        # Exclude postcodes with a doubt about the point; a doubt about the place does not matter.
        return self.exclude(has_doubt(about__in=ABOUT_POINT))


class PostcodeArea(DirectoryModel, Located):
    """A four-digit postcode, with a place and a point that are both approximate."""

    is_shared = True
    is_doubted: bool  # only from with_doubts()
    has_no_sure_point: bool

    objects = PostcodeAreaQuerySet.as_manager()

    code = models.CharField(
        "postcode",
        max_length=4,
        unique=True,
        validators=[code_validator("[1-9][0-9]{3}", "Vier cijfers, niet met een 0 voorop.")],
    )
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="postcode_areas", verbose_name="plaats"
    )

    class Meta(DirectoryModel.Meta):
        verbose_name = "postcodegebied"
        verbose_name_plural = "postcodegebieden"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        with changing(savepoint=False):
            stored = PostcodeArea.objects.filter(pk=self.pk).first()
            super().save(*args, **kwargs)
            if stored and stored.place_id != self.place_id:
                self._settle([Doubt.PLACE], Verdict.OTHER)
            point = (self.latitude, self.longitude)
            if stored and point not in [(None, None), (stored.latitude, stored.longitude)]:
                self._settle(ABOUT_POINT, Verdict.TABLE)

    def _settle(self, about: Iterable[str], verdict: str) -> None:
        for doubt in self.doubts.unresolved().filter(about__in=about):
            doubt.verdict = verdict
            doubt.save()


def sure_point_of(area: PostcodeArea | None) -> Point | None:
    return None if area is None or area.has_no_sure_point else point_of(area)
