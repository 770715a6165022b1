"""Events from a calendar file of a region, school or other organiser.

New events are drafts: the file does not say whose they are. Other days of a public event are a
move. Days, times and state are one group: if an editor changed one, the file changes none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from news.models import Event, EventStatus
from news.moving import AS_PLANNED, Days, fields_after_move, is_public
from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import Matches, match_rows
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.calendars import AHEAD, PAST, is_calendar, read_calendar
from pactdir.importing.reading.layout import Row
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.reading.sheets import Line
from pactdir.importing.run import Run
from pactdir.importing.writing.free_slugs import FreeSlugs
from pactdir.importing.writing.rows import write_rows
from regions.clock import today
from regions.fields.partial_date import PartialDate

WHEN = ("starts_on", "ends_on", "starts_at", "ends_at")
STATE = ("status", "moved_from_start", "moved_from_end")
TEXTS = ("name", "venue", "summary", "website")


class EventForm(RowForm):
    name_fields = ()
    uid = forms.UUIDField()
    is_cancelled = forms.BooleanField(required=False)
    website = forms.URLField(required=False, assume_scheme="https", max_length=200)

    class Meta:
        model = Event
        fields = [*TEXTS, *WHEN]

    def clean(self) -> dict[str, Any]:
        # Not the rules for cells of a table, of which a text may not be a sentence.
        self.instance.uid = self.cleaned_data.get("uid")
        return self.cleaned_data


class Agenda(Kind):
    name = "agenda"
    model = Event
    columns = ()
    form = EventForm
    key_field = "uid"
    fields = (*TEXTS, *WHEN, *STATE)
    field_groups = ((*WHEN, *STATE),)
    part = "activiteit"
    has_header = False
    remark = (
        f"Gelezen is wat komt, tot {AHEAD.days} dagen vooruit, en de laatste {PAST.days} dagen. "
        "Nieuwe activiteiten zijn een concept: kies een regio of school en zet ze dan op de site. "
        "Wat een redacteur anders invulde, blijft. Wat uit de agenda verdween, blijft ook."
    )

    @classmethod
    def recognises(cls, file: str, content: bytes) -> bool:
        return is_calendar(file, content)

    @classmethod
    def open(cls, file: str, content: bytes) -> Any:
        return read_calendar(file, content, today())

    @classmethod
    def cells_of(cls, line: Line) -> dict[str, Any]:
        return dict(line.cells)

    @classmethod
    def heading_of(cls, name: str, sheet: Any) -> str:
        return name

    @classmethod
    def reference_date(
        cls, file: str, content: bytes, default: PartialDate | None = None
    ) -> PartialDate | None:
        return None  # a year in its name is that of the events

    edition_date = reference_date

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        keys = [UUID(row.key) for row in rows]
        existing = {str(event.uid): event for event in Event.objects.filter(uid__in=keys)}

        def values(row: Row) -> dict[str, Any]:
            event = existing.get(row.key)
            fields = {name: row.cells[name] for name in (*TEXTS, *WHEN)}
            return fields | _state(row.cells, event, run.day)

        return match_rows(cls, rows, existing, values, run, outcome)

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        slugs = FreeSlugs(Event)

        def prepare(events: list[Any]) -> None:
            slugs.assign(events)
            for event in events:
                event.source = f"agendabestand {outcome.file}"[:200]

        return write_rows(cls, matches, run, outcome, prepare=prepare).previous


def _state(cells: Mapping[str, Any], event: Event | None, day: date) -> dict[str, Any]:
    state: dict[str, Any] = dict(AS_PLANNED)
    if event is not None:
        new_days = Days(cells["starts_on"], cells["ends_on"])
        if new_days != Days.of(event) and is_public(event, day):
            state = fields_after_move(event, new_days)
        elif event.moved_from_start:
            state = {
                "status": EventStatus.MOVED,
                "moved_from_start": event.moved_from_start,
                "moved_from_end": event.moved_from_end,
            }
    return state | ({"status": EventStatus.CANCELLED} if cells["is_cancelled"] else {})
