"""Reorganisations: which municipality went on in which, and from which day.

The rows set what follows from them: the old municipality ends the day before, a new one begins
that day, and what the old one took part in ends with it. That the new one takes part too is a
fact of its own, which only a source can state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from pactdir.importing.geography.division import Division
from pactdir.importing.geography.following import follow
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.kinds.municipalities import Municipalities
from pactdir.importing.problems import Problem
from pactdir.importing.reading.columns import Column
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.rows import Checked, Difference, in_words
from pactdir.models import Import
from regions.fields.partial_date import PartialDate, PartialDateFormField
from regions.models import Municipality, MunicipalityParticipation, MunicipalitySuccession
from regions.wording.dutch import listed

LOAD_THE_OLDER_LIST = (
    "Laad eerst een lijst van gemeenten van voor de herindeling, waar zij nog in staat."
)
LOAD_THE_NEWER_LIST = "Laad eerst de lijst van gemeenten van nu, en daarna dit bestand nog eens."
OLD = Column("old", ("oud", "oude gemeente", "oude gemeentecode"))


class SuccessionForm(RowForm):
    old = forms.CharField()
    new = forms.CharField()
    on = PartialDateFormField()

    class Meta:
        model = MunicipalitySuccession
        fields = ["source"]

    def clean_old(self) -> Municipality:
        try:
            return self.municipality_of(self.cleaned_data["old"])
        except ValidationError as error:
            raise ValidationError(f"{error.message} {LOAD_THE_OLDER_LIST}") from None

    def clean_new(self) -> Municipality:
        try:
            return self.municipality_of(self.cleaned_data["new"])
        except ValidationError as error:
            raise ValidationError(f"{error.message} {LOAD_THE_NEWER_LIST}") from None

    def clean_on(self) -> PartialDate:
        on: PartialDate = self.cleaned_data["on"]
        if on.day is None:
            raise ValidationError("Een herindeling gaat in op een dag: schrijf 2027-01-01.")
        return on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        old, new, on = (cleaned.get(name) for name in ("old", "new", "on"))
        if not (old and new and on):
            return cleaned
        if self.run.days_of_end.setdefault(old.pk, on) != on:
            self.add_error("on", "Deze oude gemeente staat er ook met een andere dag.")
        if old != new and self._leads_back(old, new):
            self.add_error("new", "Zo volgt een gemeente zichzelf op.")
        return cleaned

    def _leads_back(self, old: Municipality, new: Municipality) -> bool:
        onward = self.run.onward
        onward[old.pk].add(new.pk)
        reached: set[int] = set()
        ahead = {new.pk}
        while ahead:
            reached |= ahead
            ahead = {pk for one in ahead for pk in onward[one]} - reached
        return old.pk in reached


class Successions(Kind):
    """A row in which both are the same says that this municipality goes on to exist."""

    name = "herindelingen"
    model = MunicipalitySuccession
    columns = (
        OLD,
        Column("new", ("nieuw", "nieuwe gemeente", "nieuwe gemeentecode")),
        Column("on", ("per", "per datum", "ingangsdatum")),
        Column("source", ("bron",), is_needed=False),
    )
    form = SuccessionForm
    key_field = "old"
    fields = ("old", "new", "on", "source")

    def key(self, cleaned: Mapping[str, Any]) -> str:
        return f"{cleaned['old'].code} {cleaned['new'].code}"

    def before(self, rows: list[dict[str, Any]]) -> None:
        self.staying = {row["old"].pk for row in rows if row["old"] == row["new"]}
        # A table may correct the day of an earlier one; what followed from that day is ours.
        self.former_days: defaultdict[int, set[PartialDate]] = defaultdict(set)
        for row in MunicipalitySuccession.objects.all():
            self.former_days[row.old_id].add(row.on)
            self.former_days[row.new_id].add(row.on)

    def admitted(self, rows: list[Checked], existing: Collection[str]) -> list[Checked]:
        return [row for row in rows if len(set(row.key.split(" "))) > 1]

    def existing(self) -> Iterator[tuple[str, models.Model]]:
        for row in MunicipalitySuccession.objects.select_related("old", "new"):
            yield f"{row.old.code} {row.new.code}", row

    def values(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        named = self.fields if cleaned["source"] else self.fields[:-1]
        return {name: cleaned[name] for name in named}

    # What follows

    def written(self, rows: list[tuple[dict[str, Any], Any]]) -> None:
        into: defaultdict[int, list[Municipality]] = defaultdict(list)
        for _, row in rows:
            into[row.old_id].append(row.new)
        known = self.run.municipalities
        taken: defaultdict[tuple[str, PartialDate], list[Municipality]] = defaultdict(list)
        for _, row in rows:
            taken[row.new.code, row.on].append(known[row.old.code])
        for (code, on), olds in taken.items():
            self._begin(known[code], olds, on)
        for row in {row.old_id: row for _, row in rows}.values():
            if row.old_id not in self.staying:
                self._end(known[row.old.code], row.on, into[row.old_id])
        for name, old, new in follow(Division(self.run.day)).moved:
            self._say(name, "gemeente", old, new)

    def _end(self, old: Municipality, on: PartialDate, into: list[Municipality]) -> None:
        last = _day_before(on)
        former = {_day_before(one) for one in self.former_days[old.pk]} - {last}
        if old.valid_until in {None, *former}:
            self._set(old, "valid_until", last)
        elif old.valid_until != last:
            self._say_kept(old, "valid_until", last)
        rows = MunicipalityParticipation.objects.filter(municipality=old)
        for row in rows.select_related("region"):
            if row.until in {None, *former}:
                self._end_participation(row, last, into)

    def _end_participation(
        self, row: MunicipalityParticipation, last: PartialDate, into: list[Municipality]
    ) -> None:
        """It cannot outlive the municipality; whether a new one takes part is not known by that."""
        if row.since and row.since.first_day > last.last_day:
            self.run.outcome.doubtful.append(f"{row} begint na {last}: klopt dat?")
            return
        self._set(row, "until", last)
        self.run.outcome.doubtful.append(
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
        if not _was_missing(new):
            self.run.outcome.doubtful.append(
                f"Of {new} nieuw is of al bestond, blijkt niet: er was nog geen eerdere lijst van "
                "gemeenten. Is de gemeente nieuw, vul dan zelf in sinds wanneer zij bestaat"
            )
        elif _has_something(new):
            self.run.outcome.doubtful.append(
                f"{new} stond er al voor deze tabel. Is de gemeente nieuw, vul dan zelf in sinds "
                "wanneer zij bestaat"
            )
        else:
            self._set(new, "valid_from", on)

    def _set(self, row: Any, name: str, value: PartialDate) -> None:
        label = str(row._meta.get_field(name).verbose_name)
        self._say(str(row), label, getattr(row, name), value)
        setattr(row, name, value)
        try:
            row.save()
        except ValidationError as refusal:
            outcome = self.run.outcome
            self.run.problems += [
                Problem(outcome.file, f"{row}: {text}") for text in refusal.messages
            ]

    def _say(self, row: str, label: str, ours: Any, theirs: Any) -> None:
        self.run.outcome.changed.append(Difference(row, label, in_words(ours), in_words(theirs)))
        self.run.outcome.changed_rows += 1

    def _say_kept(self, row: Any, name: str, value: Any) -> None:
        label = str(row._meta.get_field(name).verbose_name)
        ours = in_words(getattr(row, name))
        self.run.outcome.kept.append(Difference(str(row), label, ours, in_words(value)))


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


def _was_missing(new: Municipality) -> bool:
    """Whether an earlier list of municipalities was without it; else it may just be new to us.

    A list that brought only municipalities that went on in others tells of before, not of its day.
    """
    first = _first_record(new)
    lists = Import.objects.filter(kind=Municipalities.name, undone_at=None)
    lists = lists.filter(at__lt=first.history_date).exclude(change_id=first.change_id)
    brought = Municipality.history.filter(change_id__in=lists.values("change_id"), history_type="+")
    went_on = MunicipalitySuccession.objects.values("old")
    return bool(brought.exclude(id__in=went_on).exists())


def _first_record(municipality: Municipality) -> Any:
    return Municipality.history.filter(id=municipality.pk).order_by("history_id").first()


def _has_something(municipality: Municipality) -> bool:
    rows = (municipality.places, municipality.schools, municipality.participations)
    return any(one.exists() for one in rows)
