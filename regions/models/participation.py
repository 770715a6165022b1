"""Participations: who takes part in a region, in which period and according to which source."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from regions.clock import AsOf
from regions.directory import (
    DirectoryModel,
    DirectoryQuerySet,
    Sourced,
    ends_after_start,
    source_required,
)
from regions.fields.partial_date import PartialDate, PartialDateField
from regions.models.geography import Municipality
from regions.models.periods import open_on
from regions.models.region import Region
from regions.names.folding import is_same_name


class ParticipationQuerySet(DirectoryQuerySet):
    def open(self, on: date | AsOf) -> Self:
        return self.filter(open_on(on))

    def by_region(self) -> Self:
        return self.select_related("region").order_by("region__folded_name")


class Participation(DirectoryModel, Sourced):
    """The participation of one member in one region, for a period.

    A subclass sets the name of its foreign key in `member_field`. Every row is stated by a source;
    derived links are a query and are never stored (`Municipality.objects.derived`).
    """

    owner_path = "region"

    member_field: ClassVar[str]
    # Keys of other rows in the same formset, which itself checks them for overlap.
    formset_keys: Collection[int] = ()

    region = models.ForeignKey(Region, models.CASCADE, verbose_name="regio")
    since = PartialDateField("sinds")
    until = PartialDateField("tot en met", end=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta(DirectoryModel.Meta):
        abstract = True

    @property
    def anchor(self) -> str:
        return f"deelname-{self.pk}"

    def clean(self) -> None:
        # Reject overlapping periods of one member in one region, with the region locked.
        super().clean()
        if self.region_id is None or getattr(self, f"{self.member_field}_id") is None:
            return
        if isinstance(self.since, str) or isinstance(self.until, str):
            return  # invalid dates, reported at their fields
        list(Region.objects.filter(pk=self.region_id).locked())
        self._check_example()
        others = (
            type(self)
            .objects.filter(
                region=self.region_id,
                **{self.member_field: getattr(self, f"{self.member_field}_id")},
            )
            .exclude(pk__in=[self.pk, *self.formset_keys])
        )
        if any(self.overlaps(other) for other in others):
            raise ValidationError("Deze deelnemer doet in deze periode al mee in deze regio.")

    def _check_example(self) -> None:
        if getattr(self, self.member_field).is_example != self.region.is_example:
            raise ValidationError("Wat verzonnen is, doet alleen mee in de voorbeeldregio.")

    def is_open(self, on: date) -> bool:
        has_begun = self.since is None or self.since.first_day <= on
        return has_begun and (self.until is None or self.until.last_day >= on)

    def is_open_as_of(self, as_of: AsOf, region: Region) -> bool:
        """Like `is_open`, but without a known start it is open only from the first agreement."""
        is_dated = not as_of.is_past or self.since is not None
        return self.is_open(as_of.on) and (is_dated or region.may_have_begun(as_of.on))

    def is_former(self, on: date) -> bool:
        return self.until is not None and self.until.last_day < on

    def overlaps(self, other: Participation) -> bool:
        """Return True only if they certainly share a day; a shared year is not enough."""
        return not (
            _may_end_before(self.until, other.since) or _may_end_before(other.until, self.since)
        )


def _may_end_before(end: PartialDate | None, start: PartialDate | None) -> bool:
    return end is not None and start is not None and end.first_day < start.last_day


def once_at_a_time(member_field: str, name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["region", member_field],
        condition=Q(until__isnull=True),
        name=name,
        violation_error_message="Deze deelnemer doet al mee in deze regio.",
    )


class MunicipalityParticipation(Participation):
    """The participation of a municipality, as stated by the municipality or the region."""

    member_field = "municipality"

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="participations", verbose_name="gemeente"
    )
    named_as = models.CharField(
        "zo genoemd in de bron",
        max_length=120,
        blank=True,
    )
    commitment = models.TextField(
        "wat de gemeente zelf op zich nam",
        blank=True,
    )

    class Meta(Participation.Meta):
        verbose_name = "deelname van een gemeente"
        verbose_name_plural = "deelnames van gemeenten"
        default_related_name = "municipality_participations"
        constraints = [
            source_required("municipality_participation_has_source"),
            ends_after_start("since", "until", "municipality_participation_ends_after_start"),
            once_at_a_time("municipality", "municipality_participates_once"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} in {self.region}"

    def clean(self) -> None:
        super().clean()
        if self.municipality_id and is_same_name(self.named_as, self.municipality.name):
            self.named_as = ""
