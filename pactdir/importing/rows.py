"""The rows of a file compared with what stands, and written.

Editors win: of each field the value that was last imported is kept, and a field is overwritten
only where today's value is still that one. A field that was empty is filled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models

from pactdir.importing.kinds.kind import BATCH, Kind
from pactdir.importing.problems import MOST_IN_A_FILE, Problem
from pactdir.importing.reading.sheets import Sheet
from pactdir.models import ImportedRow
from regions.writing.changing import changing

if TYPE_CHECKING:
    from pactdir.importing.run import Run


@dataclass(frozen=True)
class Difference:
    """A field of a row that says otherwise than the file, in words."""

    row: str
    field: str
    ours: str
    theirs: str

    def __str__(self) -> str:
        return f"{self.row}: {self.field} “{self.ours}” → “{self.theirs}”"


@dataclass
class Outcome:
    """What one file came down to."""

    file: str
    kind: str
    digest: str = ""
    new: list[str] = field(default_factory=list)
    changed: list[Difference] = field(default_factory=list)
    changed_rows: int = 0
    kept: list[Difference] = field(default_factory=list)  # an editor said otherwise
    gone: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    same: int = 0
    remark: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each sort, by the word for it."""
        return {
            "nieuw": len(self.new),
            "gewijzigd": self.changed_rows,
            "niet meer in het bestand": len(self.gone),
            "twijfel": len(self.doubtful),
            "door een redacteur anders ingevuld": len({one.row for one in self.kept}),
            "gelijk": self.same,
        }


@dataclass
class Checked:
    """A row of the file that may be written."""

    line: int
    key: str
    cleaned: dict[str, Any]
    instance: Any


def import_rows(kind: Kind, sheet: Sheet, run: Run) -> dict[str, Any]:
    """Check every row, and write the good ones; what is wrong is added to the run's problems.

    Answers what the memory said before of the rows it now says something else of.
    """
    rows = _checked(kind, sheet, run)
    if not rows and not sheet.problems:
        sheet.problems.append(Problem(sheet.file, "Er staat geen enkele rij in dit bestand."))
    run.problems += sorted(sheet.problems, key=lambda one: one.line)
    if len(sheet.problems) >= MOST_IN_A_FILE:
        run.problems.append(Problem(sheet.file, "Zoveel klopt er niet dat het lezen hier ophield."))
    kind.before([one.cleaned for one in rows])
    writer = _Writer(kind, sheet, run)
    writer.write(rows)
    return {**writer.former(), **kind.also_changed()}


def _checked(kind: Kind, sheet: Sheet, run: Run) -> list[Checked]:
    found: dict[str, Checked] = {}
    for line in sheet.lines():
        run.tell(sheet.file, line.number)
        form = kind.form(kind.cells_of(line), run)
        if not form.is_valid():
            sheet.problems += _problems(kind, sheet, line.number, form)
            continue
        key = kind.key(form.cleaned_data)
        if key in found:
            sheet.problems.append(
                Problem(
                    sheet.file,
                    f"Dit staat ook al op {kind.part} {found[key].line}.",
                    line.number,
                    kind.column_of(kind.key_field, sheet),
                    key,
                    kind.part,
                )
            )
            continue
        found[key] = Checked(line.number, key, form.cleaned_data, form.instance)
    return list(found.values())


def _problems(kind: Kind, sheet: Sheet, line: int, form: Any) -> list[Problem]:
    return [
        Problem(
            sheet.file, text, line, kind.column_of(name, sheet), form.data.get(name, ""), kind.part
        )
        for name, texts in form.errors.items()
        for text in texts
    ]


def as_text(model: type[models.Model], name: str, value: Any) -> str:
    """A value as the memory of imports keeps it."""
    one: Any = model._meta.get_field(name)
    if value is None or value == "":
        return ""
    if one.is_relation:
        return str(value.pk if isinstance(value, models.Model) else value)
    return str(one.value_to_string(model(**{name: value})))


def in_words(value: Any) -> str:
    if value in (None, "", [], ()):
        return "leeg"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple | set) else str(value)


class _Writer:
    def __init__(self, kind: Kind, sheet: Sheet, run: Run) -> None:
        self.kind, self.sheet, self.run, self.outcome = kind, sheet, run, run.outcome
        self.model: Any = kind.model
        self.memory = {one.key: one for one in ImportedRow.objects.filter(kind=kind.name)}
        self.existing: dict[str, Any] = dict(kind.existing())
        by_pk = {row.pk: row for row in self.existing.values()}
        # An editor may have changed the very code by which it was known.
        for key, one in self.memory.items():
            if key not in self.existing and one.object_id in by_pk:
                self.existing[key] = by_pk[one.object_id]
        self.fresh: list[tuple[Checked, dict[str, Any]]] = []
        self.remembered: list[ImportedRow] = []
        self.written: list[tuple[dict[str, Any], Any]] = []

    def write(self, rows: list[Checked]) -> None:
        seen = self.run.seen[self.kind.name]
        seen |= {row.key for row in rows}
        for row in self.kind.admitted(rows, self.existing.keys()):
            values = self._not_said_yet(row)
            if (present := self.existing.get(row.key)) is not None:
                self._compare(row, present, values)
                self.written.append((row.cleaned, present))
            elif row.key in self.memory:
                name = row.cleaned.get("name", row.key)
                self.outcome.doubtful.append(f"{name}: door een redacteur verwijderd, blijft weg")
            else:
                self.fresh.append((row, values))
        self._make()
        ImportedRow.objects.bulk_create(
            self.remembered,
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=["values", "object_id"],
            batch_size=BATCH,
        )
        self.kind.written(self.written)
        if self.run.to_come[self.kind.name]:
            return
        self.kind.gone(
            {
                key: self.existing[key]
                for key in self.memory
                if key not in seen and key in self.existing
            }
        )
        forgotten = ImportedRow.objects.filter(kind=self.kind.name, key__in=self.kind.forgotten)
        forgotten.delete()

    def _not_said_yet(self, row: Checked) -> dict[str, Any]:
        """What this file says of a row, but for what another file of this import said already."""
        said = self.run.said[self.kind.name, row.key]
        values = self.kind.values(row.cleaned)
        values = {name: value for name, value in values.items() if name not in said}
        said |= values.keys() - self.kind.guessed(row.cleaned)
        return values

    def former(self) -> dict[str, Any]:
        """What was remembered before, by key; None of a row that is new to the memory."""
        keys = {one.key for one in self.remembered} | self.kind.forgotten
        return {
            key: {"values": last.values, "object_id": last.object_id}
            if (last := self.memory.get(key))
            else None
            for key in sorted(keys)
        }

    def _make(self) -> None:
        if not self.fresh:
            return
        made = [row.instance for row, _ in self.fresh]
        for (_, values), instance in zip(self.fresh, made, strict=True):
            for name, value in values.items():
                setattr(instance, name, value)
        self.kind.made(made)
        try:
            with changing():
                self.model._default_manager.bulk_create(made, batch_size=BATCH)
        except IntegrityError:
            text = "Een van de nieuwe rijen botst met wat er al staat; er is niets geladen."
            self.run.problems.append(Problem(self.sheet.file, text))
            return
        for (row, values), instance in zip(self.fresh, made, strict=True):
            self.outcome.new.append(str(instance))
            self._remember(row.key, instance.pk, self._texts(values))
            self.written.append((row.cleaned, instance))

    def _compare(self, row: Checked, present: Any, values: dict[str, Any]) -> None:
        theirs = self._texts(values)
        memory = self.memory.get(row.key)
        # What was said of another row, which an editor deleted, tells nothing of this one.
        last = memory.values if memory and memory.object_id == present.pk else {}
        ours = {name: as_text(self.model, name, getattr(present, name)) for name in values}
        differing = {name for name in values if ours[name] != theirs[name]}
        kept = {name for name in differing if last.get(name, "") != ours[name]}
        for group in self.kind.together:
            if kept.intersection(group):
                kept |= differing.intersection(group)
        alone = {name for name, leader in self.kind.along.items() if leader not in differing - kept}
        differing -= alone
        taken = {name: value for name, value in values.items() if name in differing - kept}
        for name, value in values.items():
            if name in differing:
                said = self.outcome.kept if name in kept else self.outcome.changed
                said.append(self._difference(present, name, value))
        if taken:
            self._change(row, present, taken)
        elif row.key in self.memory and all(theirs[name] == last.get(name) for name in theirs):
            self.outcome.same += 1
            return
        else:
            self.outcome.same += 1
        self._remember(row.key, present.pk, theirs)

    def _change(self, row: Checked, present: Any, taken: Mapping[str, Any]) -> None:
        self.kind.change(present, taken)
        try:
            present.save()
        except ValidationError as refusal:
            self.run.problems += [
                Problem(self.sheet.file, text, row.line, part=self.kind.part)
                for text in refusal.messages
            ]
        self.outcome.changed_rows += 1

    def _difference(self, present: Any, name: str, value: Any) -> Difference:
        label = str(self.model._meta.get_field(name).verbose_name)
        ours = getattr(present, name)
        return Difference(str(present), label, in_words(ours), in_words(value))

    def _texts(self, values: Mapping[str, Any]) -> dict[str, str]:
        return {name: as_text(self.model, name, value) for name, value in values.items()}

    def _remember(self, key: str, pk: int, texts: dict[str, str]) -> None:
        before = self.memory[key].values if key in self.memory else {}
        self.remembered.append(
            ImportedRow(kind=self.kind.name, key=key, object_id=pk, values={**before, **texts})
        )
