"""Municipalities and their provinces."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Case, Prefetch, Q, Value, When

from regions.directory import (
    ExampleFlag,
    NamedModel,
    NamedQuerySet,
    code_validator,
    ends_after_start,
    slug_url,
)
from regions.fields.partial_date import PartialDateField
from regions.models.geography.located import Located
from regions.models.geography.place import Place
from regions.models.geography.succession import MunicipalitySuccession
from regions.models.links import REGIONS_BY_SCHOOLS, REGIONS_STATED, LinkPath
from regions.names.other_names import matching_official_names, matching_postcodes, search_spellings


class Province(models.TextChoices):
    """The twelve provinces, by CBS code."""

    GRONINGEN = "PV20", "Groningen"
    FRYSLAN = "PV21", "Fryslân"
    DRENTHE = "PV22", "Drenthe"
    OVERIJSSEL = "PV23", "Overijssel"
    FLEVOLAND = "PV24", "Flevoland"
    GELDERLAND = "PV25", "Gelderland"
    UTRECHT = "PV26", "Utrecht"
    NOORD_HOLLAND = "PV27", "Noord-Holland"
    ZUID_HOLLAND = "PV28", "Zuid-Holland"
    ZEELAND = "PV29", "Zeeland"
    NOORD_BRABANT = "PV30", "Noord-Brabant"
    LIMBURG = "PV31", "Limburg"


PROVINCE_UNKNOWN = "provincie niet bekend"


class MunicipalityQuerySet(NamedQuerySet):
    def exclude_examples(self) -> Self:
        return self.filter(is_example=False)

    def current(self, on: date) -> Self:
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on)).filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on)
        )

    def named(self, text: str) -> Self:
        """Match current names, names of former municipalities and names of places.

        Names in common use match too: "Den Bosch", "Zijpe", "Slagharen".
        """
        own, former = Q(), Q()
        for spelling in search_spellings(text):
            own |= Q(folded_name__contains=spelling)
            former |= Q(old__folded_name__contains=spelling)
        old = MunicipalitySuccession.objects.filter(former)
        with_place = Place.objects.named(text)
        return self.filter(
            own
            | Q(pk__in=old.values("new"))
            | Q(pk__in=with_place.values("municipality"))
            | _also_called(text)
            | Q(folded_name__in=matching_official_names(text, "former_municipality"))
        )

    def also_called(self, text: str) -> Self:
        return self.filter(_also_called(text, whole=True))

    def stated(self, on: date, **region: Any) -> Self:
        """`region` holds filters on the region: `pk=3` or `slug="almere"`."""
        return self.filter(_linked(REGIONS_STATED, on, region))

    def derived(self, on: date, **region: Any) -> Self:
        # Linked only through schools, which never means that the municipality takes part.
        stated = _linked(REGIONS_STATED, on, region)
        return self.filter(_linked(REGIONS_BY_SCHOOLS, on, region) & ~stated)

    def with_region(self, on: date, **region: Any) -> Self:
        return self.filter(_has_region(on, region))

    def without_region(self, on: date) -> Self:
        return self.exclude(_has_region(on, {}))

    def with_predecessors(self, on: date) -> Self:
        successions = MunicipalitySuccession.objects.filter(on__lte=on).select_related("old")
        return self.prefetch_related(Prefetch("predecessions", successions))

    def for_list(self, on: date) -> Self:
        by_name = sorted(Province, key=lambda province: province.label)
        place_of_province = Case(
            *(When(province=code, then=Value(place)) for place, code in enumerate(by_name)),
            default=Value(len(by_name)),
        )
        return (
            self.annotate(place_of_province=place_of_province)
            .with_predecessors(on)
            .order_by("place_of_province", "is_example", "folded_name", "code")
        )


def _also_called(text: str, *, whole: bool = False) -> Q:
    places = Q(folded_name__in=matching_official_names(text, "also_called", whole=whole))
    for code in matching_postcodes(text, whole=whole):
        places |= Q(postcode_areas__code__startswith=code)
    with_place = Place.objects.filter(places)
    own = matching_official_names(text, "also_called", whole=whole)
    return Q(folded_name__in=own) | Q(pk__in=with_place.values("municipality"))


def _linked(path: LinkPath, on: date, region: dict[str, Any]) -> Q:
    return Q(pk__in=Municipality.objects.filter(path.query(on, **region)).values("pk"))


def _has_region(on: date, region: dict[str, Any]) -> Q:
    return _linked(REGIONS_STATED, on, region) | _linked(REGIONS_BY_SCHOOLS, on, region)


class Municipality(NamedModel, Located, ExampleFlag):
    """A municipality. Its CBS code is the key in every official file."""

    is_shared = True

    code = models.CharField(
        "CBS-code",
        max_length=6,
        unique=True,
        validators=[code_validator(r"GM[0-9]{4}", "Een CBS-code is GM en vier cijfers.")],
    )
    official_name = models.CharField("naam bij het CBS", max_length=120, blank=True)
    province = models.CharField("provincie", max_length=4, choices=Province.choices, blank=True)
    valid_from = PartialDateField("bestaat sinds")
    valid_until = PartialDateField("bestond tot en met", end=True)
    example_peers = ("participations__region",)

    objects = MunicipalityQuerySet.as_manager()

    class Meta(NamedModel.Meta):
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        ordering = ["folded_name", "pk"]
        constraints = [
            ends_after_start("valid_from", "valid_until", "municipality_ends_after_start"),
        ]

    def get_absolute_url(self) -> str:
        return slug_url("municipalities:detail", self.slug)

    def existed(self, on: date) -> bool:
        has_begun = self.valid_from is None or self.valid_from.first_day <= on
        return has_begun and (self.valid_until is None or self.valid_until.last_day >= on)

    @property
    def province_in_words(self) -> str:
        if self.province:
            return self.get_province_display()
        return "verzonnen" if self.is_example else PROVINCE_UNKNOWN

    @property
    def predecessor_names(self) -> list[str]:
        return [succession.old.name for succession in self.predecessions.all()]

    def all_names(self) -> list[str]:
        return [self.name, self.official_name]
