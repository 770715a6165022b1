"""Verbs of `School.objects`."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import (
    Case,
    Exists,
    FilteredRelation,
    FloatField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    When,
)
from django.db.models.functions import Substr

from regions.directory import PublishedQuerySet
from regions.models import PostcodeArea
from regions.models.periods import open_on
from regions.names.folding import fold
from regions.names.other_names import names_meant
from schools.models.names import SchoolName
from schools.models.participation import SchoolParticipation

OF_A_ROW = (  # what it says of a school
    "name",
    "slug",
    "folded_name",
    "told_apart_by",
    "address",
    "postcode",
    "levels",
    "levels_basis",
    "place__name",
    "place__folded_name",
    "municipality__name",
)


class SchoolQuerySet(PublishedQuerySet):
    @property
    def every_school(self) -> SchoolQuerySet:
        """`School.objects`, whatever this set is narrowed to."""
        return SchoolQuerySet(self.model)

    def named(self, text: str) -> Self:
        """Found by name, brand, the name at DUO and former names."""
        folded = fold(text)
        former = SchoolName.objects.filter(folded_name__contains=folded)
        return self.filter(
            Q(folded_name__contains=folded)
            | Q(folded_official_name__contains=folded)
            | Q(pk__in=former.values("school"))
            | Q(place__folded_name__contains=folded)
            | Q(place__folded_name__in=names_meant(text, "also_called"))
        )

    def formerly(self, slug: str) -> Self:
        """Schools that once had the name that makes this slug."""
        names = SchoolName.objects.filter(folded_name=fold(slug))
        return self.filter(pk__in=names.values("school"))

    def shown_instead_of(self, slug: str) -> Self:
        """The school that the draft with this slug may be, while that is not decided."""
        return self.filter(
            matches__verdict="",
            matches__location__slug=slug,
            matches__location__published_from=None,
        )

    def taking_part(self, on: date, **region: Any) -> Self:
        """Schools with an open participation that day, in any region or as in `slug="almere"`."""
        asked = Q(**{f"region__{field}": value for field, value in region.items()})
        rows = SchoolParticipation.objects.open(on).filter(asked)
        return self.filter(pk__in=rows.values("school"))

    def not_closed(self, on: date) -> Self:
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))

    def with_points(self, on: date) -> Self:
        """Where each is, by its own point and else by that of its postcode, as `area_latitude`
        and `area_longitude`; a row for each region it takes part in that day, as `open_region`.
        """
        area = PostcodeArea.objects.with_sure_point()
        area = area.filter(code=Substr(OuterRef("postcode"), 1, 4))
        of_area = {
            f"area_{name}": Case(
                When(latitude__isnull=True, then=Subquery(area.values(name)[:1])),
                output_field=FloatField(),
            )
            for name in ("latitude", "longitude")
        }
        takes_part = FilteredRelation(
            "participations__region", condition=open_on(on, "participations__")
        )
        return self.annotate(open_region=takes_part, **of_area)

    def with_school_beside(self, on: date) -> Self:
        """Whether each `may_be_listed` already: as an open school of the same municipality that it
        may be a location of, while that is not decided.
        """
        listed = self.every_school.published(on).not_closed(on)
        ours = listed.filter(
            matches__verdict="",
            matches__location=OuterRef("pk"),
            municipality=OuterRef("municipality"),
        )
        return self.annotate(may_be_listed=Exists(ours))

    def for_list(self) -> Self:
        """By name, with no more than a row says."""
        rows = self.select_related("place", "municipality").only(*OF_A_ROW)
        return rows.order_by("folded_name", "place__folded_name", "pk")

    def for_comparison(self, on: date) -> Self:
        """What stands in a school's column beside others."""
        rows = self.select_related("place", "municipality", "successor__place")
        return rows.prefetch_related(open_participations(on))

    def for_rows(self) -> Self:
        """What a row shows where the regions do not matter: place and former names.

        And whether it `is_awaiting`: which of DUO's locations it is, is not decided.
        """
        locations = self.every_school.filter(
            proposed_as__verdict="", proposed_as__school=OuterRef("pk")
        )
        return (
            self.annotate(is_awaiting=Exists(locations.filter(published_from__isnull=False)))
            .select_related("place", "municipality")
            .prefetch_related("former_names")
            .order_by("folded_name", "place__folded_name", "pk")
        )


def open_participations(on: date) -> Prefetch:
    """The regions a school takes part in that day, as `open_participations`."""
    rows = SchoolParticipation.objects.open(on).select_related("region")
    return Prefetch("participations", rows.order_by("region__folded_name"), "open_participations")
