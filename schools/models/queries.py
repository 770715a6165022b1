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
    Value,
    When,
)
from django.db.models.functions import Concat, Substr

from regions.directory import PublishedQuerySet
from regions.models import PostcodeArea
from regions.models.periods import open_on
from regions.names.folding import fold
from regions.names.other_names import names_meant
from schools.models.names import SchoolName
from schools.models.participation import SchoolParticipation


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

    def with_site_elsewhere(self) -> Self:
        """As `site_elsewhere`, where none of its own is known: that of another location.

        The first of its BRIN that has one, for the main location has the lowest number. Schools of
        one BRIN may have other names in other places: `site_elsewhere_of` is whose site it is.
        """
        others = self.every_school.filter(
            brin=OuterRef("brin"),
            is_example=OuterRef("is_example"),
            published_from__isnull=False,
            closed_on__isnull=True,
        ).exclude(location_code="")
        first = others.exclude(website="").order_by("location_code", "pk")
        has_none = Q(website="") & ~Q(brin="")
        in_place = Case(
            When(place__isnull=False, then=Concat(Value(" in "), "place__name")), default=Value("")
        )
        whose = first.annotate(whose=Concat("name", in_place)).values("whose")[:1]
        return self.annotate(
            site_elsewhere=Case(When(has_none, then=Subquery(first.values("website")[:1]))),
            site_elsewhere_of=Case(When(has_none, then=Subquery(whose))),
        )

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

    def for_page(self, on: date) -> Self:
        """What the school's own page says of itself."""
        rows = SchoolParticipation.objects.filter(region__published_from__lte=on)
        rows = rows.select_related("region").order_by("region__folded_name")
        area = PostcodeArea.objects.filter(code=Substr(OuterRef("postcode"), 1, 4))
        asked = self.with_site_elsewhere()
        asked = asked.select_related("place", "municipality", "board", "successor")
        return asked.annotate(has_area=Exists(area)).prefetch_related(
            "former_names",
            Prefetch("predecessors", self.every_school.published(on)),
            Prefetch(
                "participations", rows.select_related("region").order_by("region__folded_name")
            ),
        )

    def for_list(self, on: date) -> Self:
        """What a row of a list shows: place, municipality, former names, regions of that day."""
        ours = SchoolParticipation.objects.open(on).filter(
            school__matches__verdict="", school__matches__location=OuterRef("pk")
        )
        rows = self.for_rows().annotate(may_take_part=Exists(ours))
        return rows.prefetch_related(open_participations(on))

    def for_comparison(self, on: date) -> Self:
        """What stands in a school's column beside others."""
        rows = self.with_site_elsewhere()
        rows = rows.select_related("place", "municipality", "successor__place")
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
