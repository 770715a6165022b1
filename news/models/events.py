"""Events of the calendar, with their dates, times and changes of date."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from news.models.evenings import END_OF_NIGHT, MIDNIGHT, NOON, is_one_evening
from news.models.event_queries import EARLIEST_TIME, EventQuerySet, EventStatus
from regions.clock import exists
from regions.directory import NamedPage, Sourced, slug_url, unique_slug
from regions.fields.choice_set import ChoiceSetField
from regions.fields.rich_text import RichTextField
from regions.models import Place, Region, Theme
from regions.models.themes import by_name
from regions.wording.dutch import day_in_words, days_in_words
from schools.models import School


class Audience(models.TextChoices):
    PRIMARY = "basisschool", "basisschool"
    SECONDARY = "voortgezet-onderwijs", "voortgezet onderwijs"
    PARENTS = "ouders", "ouders"
    TEACHERS = "docenten", "docenten"
    COMPANIES = "bedrijven", "bedrijven"


TIME_DOES_NOT_EXIST = (
    "{:%H.%M} uur bestaat niet op {}: dan begint de zomertijd, en gaat de klok een uur vooruit."
)


class Event(NamedPage, Sourced):
    """An event on one or more days, by a region or school, or national."""

    owner_path = "region"

    CALENDAR_FIELDS = (
        "starts_on",
        "ends_on",
        "starts_at",
        "ends_at",
        "venue",
        "place_id",
        "status",
    )

    name = models.CharField("wat", max_length=150)
    region = models.ForeignKey(
        Region,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="events",
        verbose_name="regio",
    )
    school = models.ForeignKey(
        School,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="events",
        verbose_name="school",
    )
    starts_on = models.DateField("eerste dag")
    ends_on = models.DateField("laatste dag", blank=True)
    starts_at = models.TimeField("van", null=True, blank=True)
    ends_at = models.TimeField("tot", null=True, blank=True)
    venue = models.CharField("waar", max_length=200, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="plaats"
    )
    audience = ChoiceSetField("voor wie", options=Audience)
    cost = models.CharField("kosten", max_length=120, blank=True)
    how_to_join = models.CharField("meedoen", max_length=200, blank=True)
    website = models.URLField("site", blank=True)
    summary = models.TextField("in het kort", blank=True)
    body = RichTextField("tekst", blank=True)
    status = models.CharField(
        "stand", max_length=12, choices=EventStatus.choices, default=EventStatus.PLANNED
    )
    moved_from_start = models.DateField("was eerst: eerste dag", null=True, blank=True)
    moved_from_end = models.DateField("was eerst: laatste dag", null=True, blank=True)
    uid = models.UUIDField("vast kenmerk", unique=True, default=uuid.uuid4, editable=False)
    sequence = models.PositiveIntegerField("versie in agenda's", default=0, editable=False)

    changed_at: datetime | None  # only from with_last_change()

    derived_fields = (*NamedPage.derived_fields, "ends_on", "sequence")

    objects = EventQuerySet.as_manager()

    class Meta(NamedPage.Meta):
        verbose_name = "activiteit"
        verbose_name_plural = "activiteiten"
        ordering = ["starts_on", EARLIEST_TIME, "pk"]
        constraints = [
            unique_slug("event_address_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="event_ends_after_start",
                violation_error_message="De laatste dag ligt vóór de eerste.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(starts_at__isnull=True)
                    | Q(ends_at__isnull=True)
                    | Q(ends_on__gt=F("starts_on"))
                    | Q(ends_at__gte=F("starts_at"))
                    | Q(ends_at=MIDNIGHT)
                    | Q(starts_at__gte=NOON, ends_at__lte=END_OF_NIGHT)
                ),
                name="event_time_ends_after_start",
                violation_error_message=(
                    "De eindtijd ligt vóór de begintijd. Loopt het door na middernacht? Dat kan "
                    "tot 06.00 uur, als het om 12.00 uur of later begint."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False),
                name="event_end_time_needs_start_time",
                violation_error_message="Bij een eindtijd hoort een begintijd.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(moved_from_start__isnull=True, moved_from_end__isnull=True)
                    | Q(
                        moved_from_start__isnull=False,
                        moved_from_end__isnull=False,
                        moved_from_end__gte=F("moved_from_start"),
                    )
                ),
                name="event_moved_from_whole_period",
                violation_error_message="Vul bij 'was eerst' de eerste en de laatste dag in.",
            ),
            models.CheckConstraint(
                condition=~Q(status="verplaatst") | Q(moved_from_start__isnull=False),
                name="event_moved_from_somewhere",
                violation_error_message="Verplaatst: vul in wanneer het eerst was.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return slug_url("events:detail", self.slug)

    def clean_fields(self, *args: Any, **kwargs: Any) -> None:
        # By default the last day is the first; an evening past midnight also ends on its first day.
        if self.ends_on is None:
            self.ends_on = self.starts_on
        super().clean_fields(*args, **kwargs)
        if is_one_evening(self.starts_on, self.ends_on, self.starts_at, self.ends_at):
            self.ends_on = self.starts_on

    def clean(self) -> None:
        super().clean()
        self._reject_nonexistent_times()
        rows = Event.objects.filter(pk=self.pk).locked()
        if stored_values := rows.values(*self.CALENDAR_FIELDS, "sequence").first():
            sequence = stored_values.pop("sequence")
            is_changed = any(getattr(self, name) != value for name, value in stored_values.items())
            self.sequence = sequence + is_changed

    def _reject_nonexistent_times(self) -> None:
        moments = {
            "starts_at": (self.starts_on, self.starts_at),
            "ends_at": (self.day_of_end_time, self.ends_at),
        }
        errors = {
            name: TIME_DOES_NOT_EXIST.format(at, day_in_words(day))
            for name, (day, at) in moments.items()
            if day is not None and at is not None and not exists(day, at)
        }
        if errors:
            raise ValidationError(errors)

    @property
    def day_of_end_time(self) -> date | None:
        if self.ends_on is None or self.starts_at is None or self.ends_at is None:
            return None
        ends_after_midnight = self.starts_on == self.ends_on and self.ends_at < self.starts_at
        return self.ends_on + timedelta(days=self.ends_at == MIDNIGHT or ends_after_midnight)

    @property
    def place_and_owner(self) -> str:
        return " · ".join(str(part) for part in (self.place, self.school, self.region) if part)

    def is_past(self, on: date) -> bool:
        return self.ends_on < on

    @property
    def moved_from_in_words(self) -> str:
        """ "18 en 19 november", with the year if the event is now in another year."""
        if not (self.moved_from_start and self.moved_from_end):
            return ""
        words = days_in_words(self.moved_from_start, self.moved_from_end)
        same_year = self.moved_from_start.year == self.moved_from_end.year == self.starts_on.year
        return words.removesuffix(f" {self.starts_on.year}") if same_year else words

    @property
    def audience_in_words(self) -> str:
        return ", ".join(Audience(audience).label for audience in self.audience)

    @property
    def is_example(self) -> bool:
        return any(owner is not None and owner.is_example for owner in (self.region, self.school))

    @property
    def themes(self) -> list[Theme]:
        return by_name(row.theme for row in self.event_themes.all())
