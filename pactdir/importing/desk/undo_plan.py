"""What undoing an import comes to, in rows and in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from pactdir.importing.desk.log import ImportRun
from pactdir.importing.schools.open_proposals import PuttingBack
from pactdir.models import Import, Verdict
from regions.rights import Rights
from regions.wording.dutch import counted

MOST_NAMED = 50  # rows; how many more there are is said
DECIDED: dict[str, str] = {
    Verdict.SAME: "is dezelfde school als",
    Verdict.OTHER: "is een andere school dan",
}
RowKey = tuple[Any, int]  # a model and a primary key


@dataclass
class Undoing:
    """What undoing this run would come to; nothing is written but by `undo()`."""

    run: ImportRun
    rights: Rights
    made: dict[RowKey, Any] = field(default_factory=dict)  # to be deleted
    changed: dict[RowKey, Any] = field(default_factory=dict)  # as they will be
    gone: list[Any] = field(default_factory=list)  # as they will come back
    staying: dict[RowKey, Any] = field(default_factory=dict)  # for something hangs on them
    proposals: PuttingBack = field(default_factory=PuttingBack)
    refusals: list[str] = field(default_factory=list)

    @property
    def change(self) -> UUID:
        return self.run.last.change_id

    @property
    def in_words(self) -> list[str]:
        """What will happen, how often, a line for each model."""
        sorts = [
            (self.made, "verwijderd"),
            (self.changed, "weer zoals daarvoor"),
            ([(type(row), 0) for row in self.gone], "teruggezet"),
        ]
        asked = [
            (self.proposals.gone, "verwijderd"),
            (self.proposals.as_before, "weer zoals daarvoor"),
        ]
        return [
            *(
                f"{counted(number, str(model._meta.verbose_name), _many(model))} {words}"
                for keys, words in sorts
                for model, number in per_model(keys)
            ),
            *(
                f"{counted(len(rows), 'open voorstel', 'open voorstellen')} {words}"
                for rows, words in asked
                if rows
            ),
        ]

    @property
    def staying_in_words(self) -> list[str]:
        return first_few([f"{_kind(row)} {row}" for row in self.staying.values()])

    @property
    def decisions_in_words(self) -> list[str]:
        return first_few(
            [
                f"{one.name} ({one.key}) {DECIDED[one.verdict]} {one.school.name_and_place}"
                for one in self.proposals.decided
            ]
        )

    @cached_property
    def neutral(self) -> set[UUID]:
        """Imports that were undone, with what undid them: together they changed nothing."""
        undone = Import.objects.filter(undone_change_id__isnull=False)
        pairs = undone.values_list("change_id", "undone_change_id")
        return {self.change, *(one for pair in pairs for one in pair if one)}


def _many(model: Any) -> str:
    return str(model._meta.verbose_name_plural)


def _kind(row: Any) -> str:
    return str(row._meta.verbose_name)


def per_model(keys: Any) -> list[tuple[Any, int]]:
    numbers: dict[Any, int] = {}
    for model, _ in keys:
        numbers[model] = numbers.get(model, 0) + 1
    return list(numbers.items())


def first_few(lines: list[str]) -> list[str]:
    more = len(lines) - MOST_NAMED
    return [*lines[:MOST_NAMED], f"en nog {more}"] if more > 0 else lines
