"""What was imported: each time the files that were loaded together, and what they wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import CharField, Count, QuerySet, Value

from pactdir.models import Import
from regions.directory import DirectoryModel
from regions.history.names import NOBODY_KNOWN
from regions.wording.dutch import counted, listed

LOOKED_THROUGH = 40  # of the log, for the first screen
SORTS = {"+": "toegevoegd", "~": "gewijzigd", "-": "verwijderd"}


@dataclass(frozen=True)
class ImportRun:
    """The files that one change loaded, and whether that was undone."""

    files: list[Import]

    @property
    def last(self) -> Import:
        return self.files[-1]

    @property
    def rows(self) -> int:
        return sum(one.rows_written for one in self.files)

    @property
    def summary(self) -> str:
        """Write "Import van gemeenten.csv: 342 rijen"."""
        first, *others = [one.file for one in self.files]
        more = f" en {counted(len(others), 'ander bestand', 'andere bestanden')}" if others else ""
        undone = ", ongedaan gemaakt" if self.last.undone_at else ""
        return f"Import van {first}{more}: {counted(self.rows, 'rij', 'rijen')}{undone}"

    @property
    def who(self) -> str:
        user = self.last.user
        return (user.get_full_name() or user.get_username()) if user else NOBODY_KNOWN

    @property
    def names(self) -> str:
        return listed(one.file for one in self.files)


def imports() -> Any:
    """The log, without what only undoing asks for."""
    return Import.objects.defer("former").select_related("user", "undone_by")


def run_of(change: UUID) -> ImportRun:
    """What was loaded together, in the order of loading."""
    return ImportRun(list(imports().filter(change_id=change).order_by("pk")))


def last_runs(limit: int) -> list[ImportRun]:
    """The last that wrote anything, the newest first, in one query."""
    found: dict[UUID, list[Import]] = {}
    for one in imports()[:LOOKED_THROUGH]:
        found.setdefault(one.change_id, []).insert(0, one)
    return [run for run in map(ImportRun, found.values()) if run.rows][:limit]


def changes_of_imports() -> QuerySet:
    """All that was written by an import, or by undoing one."""
    loaded = Import.objects.order_by().values("change_id")
    undone = Import.objects.order_by().filter(undone_change_id__isnull=False)
    return loaded.union(undone.values("undone_change_id"))


def public_models() -> list[Any]:
    return [one for one in apps.get_models() if issubclass(one, DirectoryModel)]


def written_by(change: UUID) -> list[str]:
    """How many rows of which kind one change wrote: "324 gemeenten toegevoegd"; one query."""
    parts = [
        model.history.filter(change_id=change)
        .order_by()
        .values("history_type")
        .annotate(
            number=Count("pk"),
            label=Value(model._meta.label_lower, output_field=CharField()),
        )
        for model in public_models()
    ]
    first, *others = parts
    rows = sorted(
        first.union(*others, all=True), key=lambda row: (row["label"], row["history_type"])
    )
    return [_in_words(**row) for row in rows]


def _in_words(history_type: str, number: int, label: str) -> str:
    names = apps.get_model(label)._meta
    many, one = str(names.verbose_name_plural), str(names.verbose_name)
    return f"{counted(number, one, many)} {SORTS[history_type]}"
