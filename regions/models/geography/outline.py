"""Neighbouring municipalities, and boundaries of municipalities and provinces."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from regions.directory import DirectoryModel
from regions.models.geography.municipality import Municipality


class Neighbour(DirectoryModel):
    """A pair of adjacent municipalities, stored in both directions."""

    is_shared = True

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="neighbours", verbose_name="gemeente"
    )
    neighbour = models.ForeignKey(
        Municipality, models.CASCADE, related_name="+", verbose_name="buurgemeente"
    )

    class Meta(DirectoryModel.Meta):
        verbose_name = "buurgemeente"
        verbose_name_plural = "buurgemeenten"
        ordering = ["municipality", "neighbour"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "neighbour"],
                name="neighbour_once",
                violation_error_message="Deze buurgemeente staat er al.",
            ),
            models.CheckConstraint(
                condition=~Q(municipality=models.F("neighbour")),
                name="municipality_is_not_its_own_neighbour",
                violation_error_message="Een gemeente ligt niet naast zichzelf.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} en {self.neighbour}"


class Boundary(DirectoryModel):
    """The boundary of a municipality or, if that is empty, of a province.

    `shape` is a GeoJSON MultiPolygon: a list of polygons, each a list of rings (the outer ring
    first), each a list of [longitude, latitude] in degrees (WGS84).
    """

    is_shared = True

    code = models.CharField("CBS-code", max_length=6, unique=True)
    municipality = models.OneToOneField(
        Municipality,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="boundary",
        verbose_name="gemeente",
    )
    shape = models.JSONField("vorm")

    class Meta(DirectoryModel.Meta):
        verbose_name = "grens"
        verbose_name_plural = "grenzen"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"grens van {self.municipality or self.code}"
