"""QuerySet of schools."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import (
    Exists,
    FilteredRelation,
    OuterRef,
    Prefetch,
    Q,
)

from regions.directory import PublishedQuerySet
from regions.models.periods import not_closed_on, open_on
from regions.names.folding import fold
from regions.names.other_names import matching_official_names
from schools.models.names import SchoolName
from schools.models.participation import SchoolParticipation
from schools.models.row import ROW_FIELDS


class SchoolQuerySet(PublishedQuerySet):
    def named(self, text: str) -> Self:
        folded = fold(text)
        former = SchoolName.objects.filter(folded_name__contains=folded)
        return self.filter(
            Q(folded_name__contains=folded)
            | Q(folded_official_name__contains=folded)
            | Q(pk__in=former.values("school"))
            | Q(place__folded_name__contains=folded)
            | Q(place__folded_name__in=matching_official_names(text, "also_called"))
        )

    def formerly_named(self, slug: str) -> Self:
        names = SchoolName.objects.filter(folded_name=fold(slug))
        return self.filter(pk__in=names.values("school"))

    def replacing_draft(self, slug: str) -> Self:
        """Published schools that may be the same as the draft with this slug (undecided)."""
        return self.filter(
            matches__verdict="",
            matches__location__slug=slug,
            matches__location__published_from=None,
        )

    def taking_part(self, on: date, **region: Any) -> Self:
        """`region` holds filters on the region: `slug="almere"`."""
        of_region = Q(**{f"region__{field}": value for field, value in region.items()})
        rows = SchoolParticipation.objects.open(on).filter(of_region)
        return self.filter(pk__in=rows.values("school"))

    def not_closed(self, on: date) -> Self:
        return self.filter(not_closed_on(on))

    def with_open_regions(self, on: date) -> Self:
        """One row per region that a school takes part in, joined as `open_region`."""
        condition = open_on(on, "participations__")
        return self.annotate(
            open_region=FilteredRelation("participations__region", condition=condition)
        )

    def for_list(self) -> Self:
        rows = self.select_related("place", "municipality").only(*ROW_FIELDS, "official_name")
        return rows.order_by("folded_name", "place__folded_name", "pk")

    def for_comparison(self, on: date) -> Self:
        rows = self.select_related("place", "municipality", "successor__place")
        return rows.prefetch_related(open_participations(on))

    def for_rows(self) -> Self:
        """Load rows without regions; `is_awaiting` means the DUO location is undecided."""
        schools: SchoolQuerySet = SchoolQuerySet(self.model)  # School itself imports this module
        locations = schools.filter(proposed_as__verdict="", proposed_as__school=OuterRef("pk"))
        return (
            self.annotate(is_awaiting=Exists(locations.filter(published_from__isnull=False)))
            .select_related("place", "municipality")
            .prefetch_related("former_names")
            .order_by("folded_name", "place__folded_name", "pk")
        )


def open_participations(on: date) -> Prefetch:
    rows = SchoolParticipation.objects.open(on).by_region()
    return Prefetch("participations", rows, "open_participations")
