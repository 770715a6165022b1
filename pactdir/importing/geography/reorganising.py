"""What follows from a table of successions.

The old municipality ends the day before, a new one begins that day, and what the old one took part
in ends with it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError

from pactdir.importing.geography.division import Division
from pactdir.importing.geography.following import follow
from pactdir.importing.outcome import Difference, Outcome, difference
from pactdir.importing.problems import Problem
from pactdir.importing.run import Run
from pactdir.models import Import
from regions.fields.partial_date import PartialDate
from regions.models import Municipality, MunicipalityParticipation, MunicipalitySuccession
from regions.wording.dutch import listed


def days_by_municipality() -> defaultdict[int, set[PartialDate]]:
    """By municipality the days of its reorganisations; what followed from those is ours."""
    days: defaultdict[int, set[PartialDate]] = defaultdict(set)
    for row in MunicipalitySuccession.objects.all():
        days[row.old_id].add(row.on)
        days[row.new_id].add(row.on)
    return days


@dataclass(frozen=True)
class Reorganisation:
    run: Run
    outcome: Outcome
    staying: set[int]  # municipalities that go on to exist beside what came of them
    former_days: defaultdict[int, set[PartialDate]]  # as earlier tables had them
    list_kind: str  # of the files that list municipalities

    def write(self, successions: list[MunicipalitySuccession]) -> None:
        successors: defaultdict[int, list[Municipality]] = defaultdict(list)
        for row in successions:
            successors[row.old_id].append(row.new)
        known = self.run.municipalities
        origins: defaultdict[tuple[str, PartialDate], list[Municipality]] = defaultdict(list)
        for row in successions:
            origins[row.new.code, row.on].append(known[row.old.code])
        for (code, on), olds in origins.items():
            self._begin(known[code], olds, on)
        for row in {row.old_id: row for row in successions}.values():
            if row.old_id not in self.staying:
                self._end(known[row.old.code], row.on, successors[row.old_id])
        for name, old, new in follow(Division(self.run.day)).moved:
            self._note(Difference(name, "gemeente", str(old), str(new)))

    def _end(self, old: Municipality, on: PartialDate, into: list[Municipality]) -> None:
        last = _day_before(on)
        former = {_day_before(day) for day in self.former_days[old.pk]} - {last}
        if old.valid_until in {None, *former}:
            self._set(old, "valid_until", last)
        elif old.valid_until != last:
            self.outcome.kept.append(difference(old, "valid_until", last))
        rows = MunicipalityParticipation.objects.filter(municipality=old)
        for row in rows.select_related("region"):
            if row.until in {None, *former}:
                self._end_participation(row, last, into)

    def _end_participation(
        self, row: MunicipalityParticipation, last: PartialDate, into: list[Municipality]
    ) -> None:
        """It cannot outlive the municipality; whether a new one takes part is not known by that."""
        if row.since and row.since.first_day > last.last_day:
            self.outcome.doubtful.append(f"{row} begint na {last}: klopt dat?")
            return
        self._set(row, "until", last)
        self.outcome.doubtful.append(
            f"{row} eindigt {last}: of {listed(into, 'of')} daar meedoet, zegt de tabel niet"
        )

    def _begin(self, new: Municipality, olds: list[Municipality], on: PartialDate) -> None:
        """Only what is new begins: one that stood beside the old one took it in."""
        former = self.former_days[new.pk] - {on}
        if new.pk in self.staying or new.valid_from == on:
            return
        if new.valid_from is not None:
            if new.valid_from in former:
                self._set(new, "valid_from", on)
            return
        if not all(_came_after(new, old) for old in olds):
            return
        if not _was_missing(new, self.list_kind):
            self.outcome.doubtful.append(
                f"Of {new} nieuw is of al bestond, blijkt niet: er was nog geen eerdere lijst van "
                "gemeenten. Is de gemeente nieuw, vul dan zelf in sinds wanneer zij bestaat"
            )
        elif _has_something(new):
            self.outcome.doubtful.append(
                f"{new} stond er al voor deze tabel. Is de gemeente nieuw, vul dan zelf in sinds "
                "wanneer zij bestaat"
            )
        else:
            self._set(new, "valid_from", on)

    def _set(self, row: Any, name: str, value: PartialDate) -> None:
        self._note(difference(row, name, value))
        setattr(row, name, value)
        try:
            row.save()
        except ValidationError as refusal:
            self.run.problems += [
                Problem(self.outcome.file, f"{row}: {text}") for text in refusal.messages
            ]

    def _note(self, changed: Difference) -> None:
        self.outcome.changed.append(changed)
        self.outcome.changed_rows += 1


def _day_before(on: PartialDate) -> PartialDate:
    return PartialDate.of(on.first_day - timedelta(days=1))


def _came_after(new: Municipality, old: Municipality) -> bool:
    """Whether it may be newer: by its code, for those rise, and by when it came in here."""
    earlier, later = _first_record(old), _first_record(new)
    return bool(
        new.code > old.code
        and earlier
        and later
        and earlier.change_id != later.change_id
        and earlier.history_id < later.history_id
    )


def _was_missing(new: Municipality, list_kind: str) -> bool:
    """Whether an earlier list of municipalities was without it; else it may just be new to us.

    A list that brought only municipalities that went on in others tells of before, not of its day.
    """
    first = _first_record(new)
    lists = Import.objects.filter(kind=list_kind, undone_at=None)
    lists = lists.filter(at__lt=first.history_date).exclude(change_id=first.change_id)
    brought = Municipality.history.filter(change_id__in=lists.values("change_id"), history_type="+")
    went_on = MunicipalitySuccession.objects.values("old")
    return bool(brought.exclude(id__in=went_on).exists())


def _first_record(municipality: Municipality) -> Any:
    return Municipality.history.filter(id=municipality.pk).order_by("history_id").first()


def _has_something(municipality: Municipality) -> bool:
    rows = (municipality.places, municipality.schools, municipality.participations)
    return any(related.exists() for related in rows)
