"""The import log: files that were imported together, and what they wrote."""

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

RECENT_FILES = 40  # number of log rows searched for recent runs
CHANGE_WORDS = {"+": "toegevoegd", "~": "gewijzigd", "-": "verwijderd"}


@dataclass(frozen=True)
class ImportRun:
    """Files imported in one change."""

    files: list[Import]

    @property
    def last(self) -> Import:
        return self.files[-1]

    @property
    def rows(self) -> int:
        return sum(file.rows_written for file in self.files)

    @property
    def summary(self) -> str:  # "Import van gemeenten.csv: 342 rijen"
        first, *others = [file.file for file in self.files]
        suffix = (
            f" en {counted(len(others), 'ander bestand', 'andere bestanden')}" if others else ""
        )
        undone = ", ongedaan gemaakt" if self.last.undone_at else ""
        return f"Import van {first}{suffix}: {counted(self.rows, 'rij', 'rijen')}{undone}"

    @property
    def who(self) -> str:
        user = self.last.user
        return (user.get_full_name() or user.get_username()) if user else NOBODY_KNOWN

    @property
    def names(self) -> str:
        return listed(file.file for file in self.files)


def imports() -> Any:
    return Import.objects.defer("former").select_related("user", "undone_by")


def run_of(change_id: UUID) -> ImportRun:
    return ImportRun(list(imports().filter(change_id=change_id).order_by("pk")))


def last_runs(limit: int) -> list[ImportRun]:
    by_change: dict[UUID, list[Import]] = {}
    for file in imports()[:RECENT_FILES]:
        by_change.setdefault(file.change_id, []).insert(0, file)
    return [run for run in map(ImportRun, by_change.values()) if run.rows][:limit]


def changes_of_imports() -> QuerySet:
    loaded = Import.objects.order_by().values("change_id")
    undone = Import.objects.order_by().filter(undone_change_id__isnull=False)
    return loaded.union(undone.values("undone_change_id"))


def public_models() -> list[Any]:
    return [model for model in apps.get_models() if issubclass(model, DirectoryModel)]


def written_by(change_id: UUID) -> list[str]:
    parts = [
        model.history.filter(change_id=change_id)
        .order_by()
        .values("history_type")
        .annotate(
            count=Count("pk"),
            label=Value(model._meta.label_lower, output_field=CharField()),
        )
        for model in public_models()
    ]
    first, *others = parts
    rows = sorted(
        first.union(*others, all=True), key=lambda row: (row["label"], row["history_type"])
    )
    return [_count_in_words(**row) for row in rows]


def _count_in_words(history_type: str, count: int, label: str) -> str:
    options = apps.get_model(label)._meta
    plural, singular = str(options.verbose_name_plural), str(options.verbose_name)
    return f"{counted(count, singular, plural)} {CHANGE_WORDS[history_type]}"
