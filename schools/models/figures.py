"""Indicators, and the figures that sources publish for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, Self

from django.core.validators import RegexValidator, slug_re
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.text import slugify

from regions.directory import (
    DirectoryModel,
    DirectoryQuerySet,
    NamedPage,
    PublishedQuerySet,
    Sourced,
    source_required,
)
from regions.fields.partial_date import PartialDateField
from regions.models import Municipality, Province, Region
from schools.models.levels import Level, Profile
from schools.models.school import School

COUNTRY = "NL"
UNKNOWN_PERIOD = "onbekend"
NO_DEFINITION = "De bron geeft geen definitie."
POSTCODE = re.compile(r"[1-9][0-9]{3}")


def period_order(period: str) -> tuple[bool, str]:
    """A sort key: unknown periods first, then from old to new."""
    return period != UNKNOWN_PERIOD, period


def known_periods(periods: Iterable[str]) -> list[str]:
    return [period for period in periods if period != UNKNOWN_PERIOD]


def period_label(period: str) -> str:
    return "periode niet bekend" if period == UNKNOWN_PERIOD else period


class Unit(models.TextChoices):
    PUPILS = "leerlingen", "leerlingen"
    CANDIDATES = "kandidaten", "kandidaten"
    PERCENT = "procent", "procent"
    LOCATIONS = "vestigingen", "vestigingen"
    SCHOOLS = "scholen", "scholen"
    COMPANIES = "bedrijven", "bedrijven"
    EURO = "euro", "euro"
    KILOMETRES = "kilometer", "kilometer"


class IndicatorQuerySet(PublishedQuerySet):
    def exclude_examples(self) -> Self:
        # Return all indicators: an indicator is a definition, so there are no examples.
        return self.all()


class Indicator(NamedPage, Sourced):
    """A definition of what is counted, in which unit, by whom and how often."""

    is_shared = True

    definition = models.TextField("definitie")
    unit = models.CharField("eenheid", max_length=20, choices=Unit)
    publisher = models.CharField("wie telt", max_length=80)
    frequency = models.CharField("hoe vaak", max_length=80, blank=True)
    next_update = PartialDateField("volgende cijfers")

    objects = IndicatorQuerySet.as_manager()

    class Meta(NamedPage.Meta):
        verbose_name = "indicator"
        verbose_name_plural = "indicatoren"
        ordering = ["folded_name", "pk"]

    def get_absolute_url(self) -> str:
        return reverse("figures:indicator", args=[self.slug])


def measures_region(region: Any, figure: str = "") -> Q:
    """Match figures of the region, its schools (past ones too) or its municipalities.

    `region` is a key, or an expression for it; `figure` is the lookup to the figure. A figure may
    be found more than once.
    """
    paths = (
        "region",
        "school__participations__region",
        "municipality__participations__region",
        "municipality__schools__participations__region",
    )
    return reduce(or_, (Q(**{f"{figure}{path}": region}) for path in paths))


class FigureQuerySet(DirectoryQuerySet):
    def reported(self) -> Self:
        """Return the figures for areas known only by their name in a source, for all periods."""
        return self.exclude(area_name="")

    def periods_of(self, indicator: str) -> set[str]:
        periods = self.filter(indicator__slug=indicator).order_by()
        return set(periods.values_list("period", flat=True).distinct())

    def latest_around(self, region: int) -> Self:
        """Return the latest figure in each series that may measure a goal of the region."""
        same = {
            name: OuterRef(name)
            for name in ("indicator", "area_code", "area_name", "profile", "level")
        }
        later = Figure.objects.filter(period__gt=OuterRef("period"), **same)
        later = later.exclude(period=UNKNOWN_PERIOD)
        around = Figure.objects.filter(measures_region(region)).order_by()
        rows = self.filter(pk__in=around.values("pk")).exclude(Exists(later))
        return rows.select_related("indicator", "school__place", "municipality", "region")


class Figure(DirectoryModel, Sourced):
    """The value of an indicator for one area and period, from one source.

    `low` and `high` differ if the source masks a number, or if a sum includes a masked one. For a
    share, `of_low` and `of_high` are the bounds of the total.
    """

    is_shared = True

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="figures", verbose_name="indicator"
    )
    # "NL", "PV27", "GM0361", a school's DUO code or a region's slug: still identifies the area
    # after its row is deleted.
    area_code = models.CharField(
        "code van het gebied",
        max_length=120,
        blank=True,
        validators=[
            RegexValidator(
                slug_re,
                "Gebruik alleen letters, cijfers en streepjes: de code staat in het adres.",
            )
        ],
    )
    school = models.ForeignKey(
        School, models.CASCADE, null=True, blank=True, related_name="figures", verbose_name="school"
    )
    municipality = models.ForeignKey(
        Municipality,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name="gemeente",
    )
    region = models.ForeignKey(
        Region, models.CASCADE, null=True, blank=True, related_name="figures", verbose_name="regio"
    )
    province = models.CharField("provincie", max_length=4, blank=True, choices=Province)
    # Set for a reported figure, even if it is about several regions or an unknown one.
    area_name = models.CharField("gebied volgens de bron", max_length=120, blank=True)
    profile = models.CharField("profiel", max_length=10, blank=True, choices=Profile)
    level = models.CharField("leerweg", max_length=10, blank=True, choices=Level)
    period = models.CharField("periode", max_length=9)
    as_of = PartialDateField("peildatum")
    low = models.DecimalField("minstens", max_digits=12, decimal_places=2)
    high = models.DecimalField("hoogstens", max_digits=12, decimal_places=2)
    of_low = models.DecimalField(
        "van minstens", max_digits=12, decimal_places=2, null=True, blank=True
    )
    of_high = models.DecimalField(
        "van hoogstens", max_digits=12, decimal_places=2, null=True, blank=True
    )
    note = models.CharField("toelichting", max_length=200, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta(DirectoryModel.Meta):
        verbose_name = "cijfer"
        verbose_name_plural = "cijfers"
        ordering = ["indicator", "-period", "area_code", "profile", "level", "pk"]
        constraints = [
            source_required("figure_has_source"),
            models.UniqueConstraint(
                fields=["indicator", "area_code", "profile", "level", "period", "source"],
                name="figure_once_per_source",
                violation_error_message="Dit cijfer van deze bron staat er al.",
            ),
            models.CheckConstraint(
                condition=Q(low__lte=F("high")),
                name="figure_low_is_not_above_high",
                violation_error_message="Het kleinste getal is groter dan het grootste.",
            ),
            models.CheckConstraint(
                condition=Q(of_low__isnull=True, of_high__isnull=True)
                | Q(of_low__gt=0, of_low__lte=F("of_high")),
                name="figure_share_is_of_something",
                violation_error_message="Een aandeel is een deel van iets: vul beide getallen in.",
            ),
        ]

    def __str__(self) -> str:
        part = self.get_profile_display() or self.get_level_display()
        return ", ".join(filter(None, [self.indicator.name, part, self.area, self.period_in_words]))

    def get_absolute_url(self) -> str:
        return reverse("figures:area", args=[self.indicator.slug, self.area_code])

    def clean(self) -> None:
        super().clean()
        if not self.area_code:
            self.area_code = self._code_of_area()

    def _code_of_area(self) -> str:
        if self.school:
            return self.school.duo_code or self.school.slug
        if self.municipality:
            return self.municipality.code
        if self.region:
            return self.region.slug
        return self.province or slugify(self.area_name)[:120] or COUNTRY

    @property
    def area(self) -> str:
        """The name of a school is given without its place, which may not be loaded."""
        if self.school:
            return self.school.name
        if self.municipality:
            return self.municipality.name
        if self.province:
            return str(Province(self.province).label)
        if self.region and not self.area_name:
            return self.region.name
        if POSTCODE.fullmatch(self.area_code):
            return f"postcode {self.area_code}"
        return self.area_name or "Nederland"

    @property
    def has_period(self) -> bool:
        return self.period != UNKNOWN_PERIOD

    @property
    def period_in_words(self) -> str:
        return period_label(self.period)

    @property
    def is_exact(self) -> bool:
        return self.low == self.high and self.of_low == self.of_high

    @property
    def shares(self) -> tuple[Decimal, Decimal] | None:
        if self.of_low is None or self.of_high is None:
            return None
        least, most = self.low / self.of_high, min(Decimal(1), self.high / self.of_low)
        return least * 100, most * 100

    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("low", "high", "of_low", "of_high")}
