"""Applies a table of successions.

The old municipality and its participations end the day before; a new municipality starts on the
day.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError

from pactdir.importing.geography.division import Division
from pactdir.importing.geography.moving import move_to_successors
from pactdir.importing.outcome import Difference, Outcome, difference_with
from pactdir.importing.problems import Problem
from pactdir.importing.run import Run
from pactdir.models import Import
from regions.fields.partial_date import PartialDate
from regions.models import Municipality, MunicipalityParticipation, MunicipalitySuccession
from regions.wording.dutch import listed


def days_by_municipality() -> defaultdict[int, set[PartialDate]]:
    days: defaultdict[int, set[PartialDate]] = defaultdict(set)
    for row in MunicipalitySuccession.objects.all():
        days[row.old_id].add(row.on)
        days[row.new_id].add(row.on)
    return days


@dataclass(frozen=True)
class Reorganisation:
    run: Run
    outcome: Outcome
    continuing: set[int]  # primary keys of old municipalities that continue to exist
    former_days: defaultdict[int, set[PartialDate]]  # from earlier tables
    list_kinds: tuple[str, ...]  # kinds of imports that list municipalities

    def write(self, successions: list[MunicipalitySuccession]) -> None:
        successors: defaultdict[int, list[Municipality]] = defaultdict(list)
        for row in successions:
            successors[row.old_id].append(row.new)
        municipalities = self.run.municipalities
        origins: defaultdict[tuple[str, PartialDate], list[Municipality]] = defaultdict(list)
        for row in successions:
            origins[row.new.code, row.on].append(municipalities[row.old.code])
        for (code, on), predecessors in origins.items():
            self._begin(municipalities[code], predecessors, on)
        for row in {row.old_id: row for row in successions}.values():
            if row.old_id not in self.continuing:
                self._end(municipalities[row.old.code], row.on, successors[row.old_id])
        for name, old, new in move_to_successors(Division(self.run.day)).moved:
            self._record(Difference(name, "gemeente", str(old), str(new)))

    def _end(self, old: Municipality, on: PartialDate, successors: list[Municipality]) -> None:
        last = _day_before(on)
        former_ends = {_day_before(day) for day in self.former_days[old.pk]} - {last}
        if old.valid_until in {None, *former_ends}:
            self._set_date(old, "valid_until", last)
        elif old.valid_until != last:
            self.outcome.conflicts.append(difference_with(old, "valid_until", last))
        rows = MunicipalityParticipation.objects.filter(municipality=old)
        for row in rows.select_related("region"):
            if row.until in {None, *former_ends}:
                self._end_participation(row, last, successors)

    def _end_participation(
        self, row: MunicipalityParticipation, last: PartialDate, successors: list[Municipality]
    ) -> None:
        if row.since and row.since.first_day > last.last_day:
            self.outcome.warnings.append(f"{row} begint na {last}: klopt dat?")
            return
        self._set_date(row, "until", last)
        self.outcome.warnings.append(
            f"{row} eindigt {last}: of {listed(successors, 'of')} daar meedoet, zegt de tabel niet"
        )

    def _begin(self, new: Municipality, predecessors: list[Municipality], on: PartialDate) -> None:
        former_days = self.former_days[new.pk] - {on}
        if new.pk in self.continuing or new.valid_from == on:
            return
        if new.valid_from is not None:
            if new.valid_from in former_days:
                self._set_date(new, "valid_from", on)
            return
        if not all(_may_be_newer(new, old) for old in predecessors):
            return
        if not _was_absent_before(new, self.list_kinds):
            self.outcome.warnings.append(
                f"Of {new} nieuw is of al bestond, blijkt niet: er was nog geen eerdere lijst van "
                "gemeenten. Is de gemeente nieuw, vul dan zelf in sinds wanneer zij bestaat"
            )
        elif _has_related_rows(new):
            self.outcome.warnings.append(
                f"{new} stond er al voor deze tabel. Is de gemeente nieuw, vul dan zelf in sinds "
                "wanneer zij bestaat"
            )
        else:
            self._set_date(new, "valid_from", on)

    def _set_date(self, row: Any, name: str, value: PartialDate) -> None:
        self._record(difference_with(row, name, value))
        setattr(row, name, value)
        try:
            row.save()
        except ValidationError as error:
            self.run.problems += [
                Problem(self.outcome.file, f"{row}: {text}") for text in error.messages
            ]

    def _record(self, changed: Difference) -> None:
        self.outcome.changed.append(changed)
        self.outcome.changed_rows += 1


def _day_before(on: PartialDate) -> PartialDate:
    return PartialDate.of(on.first_day - timedelta(days=1))


def _may_be_newer(new: Municipality, old: Municipality) -> bool:
    # True for a higher CBS code that was imported later, since codes ascend.
    earlier, later = _first_record(old), _first_record(new)
    return bool(
        new.code > old.code
        and earlier
        and later
        and earlier.change_id != later.change_id
        and earlier.history_id < later.history_id
    )


def _was_absent_before(new: Municipality, list_kinds: tuple[str, ...]) -> bool:
    # True if an earlier list of municipalities lacked it; otherwise it may be new only to us. A
    # list of only former municipalities does not count.
    first = _first_record(new)
    lists = Import.objects.filter(kind__in=list_kinds, undone_at=None)
    lists = lists.filter(at__lt=first.history_date).exclude(change_id=first.change_id)
    created = Municipality.history.filter(change_id__in=lists.values("change_id"), history_type="+")
    former_pks = MunicipalitySuccession.objects.values("old")
    return bool(created.exclude(id__in=former_pks).exists())


def _first_record(municipality: Municipality) -> Any:
    return Municipality.history.filter(id=municipality.pk).order_by("history_id").first()


def _has_related_rows(municipality: Municipality) -> bool:
    rows = (municipality.places, municipality.schools, municipality.participations)
    return any(related.exists() for related in rows)
