"""The other regions in which an offer is open, and its themes."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from regions.directory import DirectoryModel
from regions.models import Region, Theme

SAME_REGION = "Deze regio staat al bij het aanbod zelf."


class OfferRegion(DirectoryModel):
    """Another region in which the offer is open. The offer's own region edits it."""

    owner_path = "offer__region"

    offer = models.ForeignKey(
        "partners.Offer", models.CASCADE, related_name="offer_regions", verbose_name="aanbod"
    )
    region = models.ForeignKey(
        Region, models.CASCADE, related_name="offer_regions", verbose_name="regio"
    )

    class Meta(DirectoryModel.Meta):
        verbose_name = "andere regio van aanbod"
        verbose_name_plural = "andere regio's van aanbod"
        ordering = ["region__folded_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "region"],
                name="region_once_in_offer",
                violation_error_message="Deze regio staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.region)

    def clean(self) -> None:
        super().clean()
        if self.region_id is None or self.offer_id is None:
            return
        if self.region_id == self.offer.region_id:
            raise ValidationError({"region": SAME_REGION})
        if self.region.is_example != self.offer.is_example:
            raise ValidationError(
                {"region": "Wat verzonnen is, staat alleen in de voorbeeldregio."}
            )


class OfferTheme(DirectoryModel):
    owner_path = "offer__region"

    offer = models.ForeignKey(
        "partners.Offer", models.CASCADE, related_name="offer_themes", verbose_name="aanbod"
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="offer_themes", verbose_name="thema"
    )

    class Meta(DirectoryModel.Meta):
        verbose_name = "thema van aanbod"
        verbose_name_plural = "thema's van aanbod"
        ordering = ["theme__folded_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "theme"],
                name="theme_once_in_offer",
                violation_error_message="Dit thema staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.theme)
