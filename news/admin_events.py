"""Admin of an event: moving, cancelling and copying it to next year."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.http import HttpRequest

from news.copying import copy_themes, copy_to_next_year, existing_copy
from news.models import MIDNIGHT, NOON, Event, EventStatus, is_one_evening
from news.moving import AS_PLANNED, Days, fields_after_move, is_next_edition, is_public
from regions.clock import today
from regions.editing.composed import Part
from regions.editing.copying import CopyPart
from regions.editing.fieldsets import without_fields
from regions.editing.of_region import RegionalForm

A_MINUTE_PAST = time(0, 1)
# Editors enter future events, so a date without a year means the next such date.
FIELD_OPTIONS = {
    "starts_on": {"is_upcoming": True},
    "ends_on": {"is_upcoming": True},
    "ends_at": {"is_end": True},
}
MOVED_FROM = ("moved_from_start", "moved_from_end")
NEXT_TIME = (
    "Deze activiteit is al geweest ({}). Komt er een nieuwe? Kies hierboven “Kopieer naar volgend "
    "jaar”: dan blijft deze bewaard. Is het toch dezelfde? Kies dan bij de stand “verplaatst”."
)
NOW_MOVED = "De activiteit is nu als verplaatst te zien: was {}, nu {}."
BACK = "De activiteit staat weer op de eerste dagen en is niet meer als verplaatst te zien."
CORRECTED = "De dagen zijn verbeterd. De site toont niet dat de activiteit verplaatst is."


class EventForm(RegionalForm):
    identified_by = ("name", "region", "school", "starts_on", "starts_at", "venue")
    kept_choices = ("school",)
    field_of_constraint = {
        "event_ends_after_start": "ends_on",
        "event_time_ends_after_start": "ends_at",
        "event_end_time_needs_start_time": "starts_at",
        "event_moved_from_whole_period": "moved_from_end",
        "event_moved_from_somewhere": "moved_from_start",
    }
    is_correction = forms.BooleanField(
        label="Dit verbetert een fout: toon niet dat het verplaatst is", required=False
    )
    moved_message = ""  # shown to the editor if the dates changed

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIELD_OPTIONS.keys() & self.fields.keys():
            vars(self.fields[name]).update(FIELD_OPTIONS[name])

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self._is_one_evening() or self._is_one_day_that_moves():
            self.cleaned_data["ends_on"] = self.cleaned_data["starts_on"]
        if self.instance.pk and set(MOVED_FROM).isdisjoint(self.changed_data):
            self.cleaned_data.update(self._what_moved())
        return self.cleaned_data

    def _is_one_day_that_moves(self) -> bool:
        # The site fills in the last day of a one-day event, so moving the first moves both.
        before, changed = self.instance, self.changed_data
        was_one_day = before.pk and before.starts_on == before.ends_on
        is_day = self.cleaned_data.get("starts_on") is not None
        return was_one_day and is_day and "starts_on" in changed and "ends_on" not in changed

    def _is_one_evening(self) -> bool:
        # Also true up to 0:00 on the next day; an editor who types 24:00 means the same day.
        names = ("starts_on", "ends_on", "starts_at", "ends_at")
        first, last, start, end = (self.cleaned_data.get(name) for name in names)
        if end == MIDNIGHT and start is not None and start >= NOON:
            time_text = str(self.data.get(self.add_prefix("ends_at"), ""))
            end = None if time_text.strip().startswith("24") else A_MINUTE_PAST
        return is_one_evening(first, last, start, end)

    def _what_moved(self) -> dict[str, Any]:
        status, days = self.cleaned_data.get("status"), self._days()
        before = self.instance
        if before.status == EventStatus.MOVED and status == EventStatus.PLANNED:
            return AS_PLANNED
        if days is None or days == Days.of(before) or not is_public(before, today()):
            return {}
        if self.cleaned_data.get("is_correction"):
            return self._corrected(days)
        if status == EventStatus.CANCELLED:
            return {}
        if "status" not in self.changed_data and is_next_edition(Days.of(before), days, today()):
            self.add_error("starts_on", NEXT_TIME.format(Days.of(before)))
            return {}
        result = fields_after_move(before, days)
        self.moved_message = (
            BACK if result is AS_PLANNED else NOW_MOVED.format(Days.planned(before), days)
        )
        return result

    def _corrected(self, days: Days) -> dict[str, Any]:
        if self.instance.status != EventStatus.MOVED:
            self.moved_message = CORRECTED
        elif days == Days.planned(self.instance):
            self.moved_message = BACK
            return AS_PLANNED
        return {}

    def _days(self) -> Days | None:
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if first is None or "ends_on" not in self.cleaned_data:
            return None
        return Days(first, last or first)


class MovingPart(Part):
    """Interprets new dates of a public event: either it moved, or it had the wrong dates."""

    def fieldsets(self, request: HttpRequest, row: Any, fieldsets: Any) -> Any:
        may_change = row and self.model_admin.has_change_permission(request, row)
        if may_change and is_public(row, today()):
            return fieldsets
        return without_fields(fieldsets, ["is_correction"])

    def messages(self, form: Any) -> list[str]:
        return [form.moved_message] if form.moved_message else []


class EventCopyPart(CopyPart):
    def copy_of(self, row: Event) -> Event:
        return copy_to_next_year(row, today())

    def existing_copy(self, copy: Event) -> Event | None:
        return existing_copy(copy)

    def copy_related_rows(self, row: Event, copy: Event) -> None:
        copy_themes(row, copy)

    def dates_in_words(self, copy: Event) -> str:
        return str(Days.of(copy))
