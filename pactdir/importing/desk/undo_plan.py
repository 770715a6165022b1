"""The plan for undoing an import: its rows, and a description."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from pactdir.importing.desk.log import ImportRun
from pactdir.importing.schools.open_proposals import ProposalsUndo
from pactdir.models import Import, Verdict
from regions.rights import Rights
from regions.wording.dutch import counted

MAX_ROWS_SHOWN = 50
DECIDED: dict[str, str] = {
    Verdict.SAME: "is dezelfde school als",
    Verdict.OTHER: "is een andere school dan",
    Verdict.SUCCESSOR: "is de opvolger van",
}
RowKey = tuple[Any, int]  # model and primary key


@dataclass
class UndoPlan:
    """Nothing is written until `undo()` executes the plan."""

    run: ImportRun
    rights: Rights
    created: dict[RowKey, Any] = field(default_factory=dict)  # to be deleted
    changed: dict[RowKey, Any] = field(default_factory=dict)  # with their old values
    restored: list[Any] = field(default_factory=list)  # deleted rows, to be recreated
    # Created rows that are kept, because other rows refer to them.
    still_referenced: dict[RowKey, Any] = field(default_factory=dict)
    proposals: ProposalsUndo = field(default_factory=ProposalsUndo)
    refusals: list[str] = field(default_factory=list)

    @property
    def change_id(self) -> UUID:
        return self.run.last.change_id

    @property
    def in_words(self) -> list[str]:
        row_groups = [
            (self.created, "verwijderd"),
            (self.changed, "weer zoals daarvoor"),
            ([(type(row), 0) for row in self.restored], "teruggezet"),
        ]
        proposal_groups = [
            (self.proposals.created, "verwijderd"),
            (self.proposals.restored, "weer zoals daarvoor"),
        ]
        return [
            *(
                f"{counted(count, str(model._meta.verbose_name), _plural(model))} {words}"
                for keys, words in row_groups
                for model, count in count_per_model(keys)
            ),
            *(
                f"{counted(len(rows), 'open voorstel', 'open voorstellen')} {words}"
                for rows, words in proposal_groups
                if rows
            ),
        ]

    @property
    def still_referenced_in_words(self) -> list[str]:
        return shorten([f"{_singular(row)} {row}" for row in self.still_referenced.values()])

    @property
    def decisions_in_words(self) -> list[str]:
        return shorten(
            [
                f"{match.name} ({match.key}) {DECIDED[match.verdict]} {match.school.name_and_place}"
                for match in self.proposals.decided
            ]
        )

    @cached_property
    def undone_change_ids(self) -> set[UUID]:
        """Ids of undone imports and of their undos, which cancel each other out."""
        undone = Import.objects.filter(undone_change_id__isnull=False)
        pairs = undone.values_list("change_id", "undone_change_id")
        return {self.change_id, *(change_id for pair in pairs for change_id in pair if change_id)}


def _plural(model: Any) -> str:
    return str(model._meta.verbose_name_plural)


def _singular(row: Any) -> str:
    return str(row._meta.verbose_name)


def count_per_model(keys: Any) -> list[tuple[Any, int]]:
    counts: dict[Any, int] = {}
    for model, _ in keys:
        counts[model] = counts.get(model, 0) + 1
    return list(counts.items())


def shorten(lines: list[str]) -> list[str]:
    hidden_count = len(lines) - MAX_ROWS_SHOWN
    return [*lines[:MAX_ROWS_SHOWN], f"en nog {hidden_count}"] if hidden_count > 0 else lines
