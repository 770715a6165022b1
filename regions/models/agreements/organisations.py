"""Organisations that lead an agreement or govern schools."""

from __future__ import annotations

from django.db import models

from regions.directory import DirectoryModel, NamedModel


class Organisation(NamedModel):
    """A legal entity that leads an agreement or governs schools."""

    is_shared = True

    website = models.URLField("site", blank=True)

    class Meta(NamedModel.Meta):
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering = ["folded_name", "pk"]


class OrganisationName(DirectoryModel):
    """A name under which imports and search also find the organisation."""

    is_shared = True

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="other_names", verbose_name="organisatie"
    )
    name = models.CharField("naam", max_length=120)

    class Meta(DirectoryModel.Meta):
        verbose_name = "andere naam"
        verbose_name_plural = "andere namen"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
