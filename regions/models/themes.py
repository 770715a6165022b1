"""Themes, and the regions that work on them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Count, Q

from regions.directory import DirectoryModel, NamedModel, NamedQuerySet, slug_url

# Lookups to the rows that use a theme, and to their owners, which must be published too.
THEME_USES: dict[str, tuple[str, ...]] = {
    "region_themes__region": (),
    "article_themes__article": ("region",),
    "event_themes__event": ("region", "school"),
    "offer_themes__offer": ("region", "school", "partner"),
}


class ThemeQuerySet(NamedQuerySet):
    def published(self, on: date) -> Self:
        return self._used(on)

    def used_by_real_rows(self, on: date) -> Self:
        return self._used(on, is_example=False)

    def with_regions_counted(self, on: date) -> Self:
        works = Q(
            region_themes__region__published_from__lte=on, region_themes__region__is_example=False
        )
        return self.annotate(
            region_count=Count("region_themes__region", filter=works, distinct=True)
        ).order_by("folded_name", "pk")

    def _used(self, on: date, **fields: Any) -> Self:
        is_used = Q()
        for path, owners in THEME_USES.items():
            visible = Q(**{f"{path}__published_from__lte": on})
            if not owners:
                visible &= Q(**{f"{path}__{name}": value for name, value in fields.items()})
            for owner in owners:
                of_owner = {f"{path}__{owner}__{name}": value for name, value in fields.items()}
                of_owner[f"{path}__{owner}__published_from__lte"] = on
                visible &= Q(**{f"{path}__{owner}__isnull": True}) | Q(**of_owner)
            is_used |= Q(pk__in=Theme.objects.filter(visible).values("pk"))
        return self.filter(is_used)


class Theme(NamedModel):
    """A theme, with its official name and a term that pupils use."""

    is_shared = True

    pupil_word = models.CharField("woord voor leerlingen", max_length=80, blank=True)

    region_count: int  # only from with_regions_counted()

    objects = ThemeQuerySet.as_manager()

    class Meta(NamedModel.Meta):
        verbose_name = "thema"
        verbose_name_plural = "thema's"
        ordering = ["folded_name", "pk"]

    def get_absolute_url(self) -> str:
        return slug_url("themes:detail", self.slug)


def by_name(themes: Iterable[Theme]) -> list[Theme]:
    return sorted(themes, key=lambda theme: (theme.folded_name, theme.pk))


class RegionTheme(DirectoryModel):
    """A theme of a region, in the region's own order."""

    owner_path = "region"

    region = models.ForeignKey(
        "regions.Region", models.CASCADE, related_name="region_themes", verbose_name="regio"
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="region_themes", verbose_name="thema"
    )
    order = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta(DirectoryModel.Meta):
        verbose_name = "thema van een regio"
        verbose_name_plural = "thema's van regio's"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "theme"],
                name="theme_once_in_region",
                violation_error_message="Dit thema staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.theme)
