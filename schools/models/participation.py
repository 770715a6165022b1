"""Participations of schools in regions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Model, Q

from regions.directory import ends_after_start, source_required
from regions.models import Participation, Region
from regions.models.participation import ParticipationQuerySet, once_at_a_time
from schools.models.row import ROW_FIELDS


class SchoolParticipationQuerySet(ParticipationQuerySet):
    def for_region_page(self, on: date) -> Self:
        return (
            self.filter(school__published_from__lte=on)
            .select_related("school__place", "school__municipality")
            .only(
                *("region", "since", "until", "source"),
                *(
                    f"school__{field}"
                    for field in (*ROW_FIELDS, "closed_on", "source", "is_example")
                ),
                *("school__latitude", "school__longitude", "school__brin", "school__location_code"),
                "school__board",
            )
            .prefetch_related("school__former_names")
            .order_by(
                F("school__place__folded_name").asc(nulls_last=True),
                F("school__municipality__folded_name").asc(nulls_last=True),
                "school__folded_name",
                "school__pk",
            )
        )

    def for_municipality_page(
        self, schools: Iterable[Model], regions: Iterable[Region], on: date
    ) -> Self:
        """Participations of these schools, and of all schools in these regions."""
        return (
            self.filter(Q(school__in=schools) | Q(region__in=regions))
            .filter(school__published_from__lte=on)
            .select_related("school__place", "school__municipality")
            .only(
                *("region", "since", "until", "source", "source_url"),
                *(f"school__{field}" for field in (*ROW_FIELDS, "closed_on")),
                *("school__brin", "school__location_code"),
            )
            .order_by("school__folded_name", "school__pk", "pk")
        )


class SchoolParticipation(Participation):
    """The participation of a school in a region."""

    member_field = "school"

    school = models.ForeignKey(
        "schools.School", models.CASCADE, related_name="participations", verbose_name="school"
    )

    objects = SchoolParticipationQuerySet.as_manager()

    class Meta(Participation.Meta):
        verbose_name = "deelname van een school"
        verbose_name_plural = "deelnames van scholen"
        default_related_name = "school_participations"
        constraints = [
            source_required("school_participation_has_source"),
            ends_after_start("since", "until", "school_participation_ends_after_start"),
            once_at_a_time("school", "school_participates_once"),
        ]

    def __str__(self) -> str:
        return f"{self.school} in {self.region}"
