"""Where a region can be followed: its site, newsletter and social media."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from regions.clock import today
from regions.directory import DirectoryModel
from regions.models.region import Region
from regions.wording.dutch import day_in_words

NOT_YET = "Deze dag moet nog komen."


class ChannelKind(models.TextChoices):
    SITE = "site", "Site"
    NEWSLETTER = "nieuwsbrief", "Nieuwsbrief"
    LINKEDIN = "linkedin", "LinkedIn"
    INSTAGRAM = "instagram", "Instagram"
    FACEBOOK = "facebook", "Facebook"
    YOUTUBE = "youtube", "YouTube"
    TIKTOK = "tiktok", "TikTok"
    OTHER = "anders", "Ander kanaal"


class Channel(DirectoryModel):
    owner_path = "region"
    derived_elsewhere = ("found_on",)

    region = models.ForeignKey(
        Region, models.CASCADE, related_name="channels", verbose_name="regio"
    )
    kind = models.CharField("soort", max_length=12, choices=ChannelKind)
    url = models.URLField("adres")
    found_on = models.DateField("laatst gevonden op", null=True, blank=True)

    class Meta(DirectoryModel.Meta):
        verbose_name = "kanaal"
        verbose_name_plural = "kanalen"
        ordering = ["region", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "url"],
                name="channel_once_for_region",
                violation_error_message="Dit adres staat al bij deze regio.",
            ),
        ]

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if self._has_only_another_url():
            self.found_on = None
            if update_fields is not None:
                update_fields = {*update_fields, "found_on"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def _has_only_another_url(self) -> bool:
        """Whether its day is that of the URL it had."""
        if self.found_on is None or self.pk is None:
            return False
        had_this_day = Channel.objects.filter(pk=self.pk, found_on=self.found_on)
        return had_this_day.exclude(url=self.url).exists()

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.url}"

    @property
    def found_in_words(self) -> str:
        if self.found_on is None:
            return "nog niet nagekeken"
        return f"laatst gevonden op {day_in_words(self.found_on)}"

    def clean(self) -> None:
        super().clean()
        if self.found_on is not None and self.found_on > today():
            raise ValidationError({"found_on": NOT_YET})
