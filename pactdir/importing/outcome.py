"""The result of importing one file, in words for an editor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import JSONField

from regions.fields.partial_date import PartialDate
from regions.wording.dutch import counted


@dataclass(frozen=True)
class Difference:
    """A field in which a row and the file differ, in words."""

    row: str
    field: str
    ours: str
    theirs: str

    def __str__(self) -> str:
        return f"{self.row}: {self.field} “{self.ours}” → “{self.theirs}”"


def difference_with(row: Any, name: str, theirs: Any) -> Difference:
    field = row._meta.get_field(name)
    ours = getattr(row, name)
    if isinstance(field, JSONField) and ours and theirs:
        words = ("zoals die was", "anders")  # because a boundary has thousands of numbers
    else:
        words = (in_words(ours), in_words(theirs))
    return Difference(str(row), str(field.verbose_name), *words)


def in_words(value: Any) -> str:
    if value in (None, "", [], ()):
        return "leeg"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple | set) else str(value)


@dataclass
class Outcome:
    file: str
    kind: str
    digest: str = ""
    created: list[str] = field(default_factory=list)
    changed: list[Difference] = field(default_factory=list)
    changed_rows: int = 0
    conflicts: list[Difference] = field(default_factory=list)  # the editor's value is kept
    removed: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unchanged: int = 0
    remark: str = ""
    summary: str = ""  # description of the contents, for a kind whose rows have no names
    as_of: PartialDate | None = None  # the reference date of the file
    edition: PartialDate | None = None  # distinguishes two files with the same reference date
    # values kept, since they come from a newer file
    older: list[Difference | str] = field(default_factory=list)
    # Dated values that a file without a date would change.
    undated: int = 0
    # Rows not listed in `created` and `removed`, where one line sums up many.
    unlisted_created: int = 0
    unlisted_removed: int = 0

    def create_group(self, words: str, count: int) -> None:
        self.created.append(words)
        self.unlisted_created += count - 1

    def remove_group(self, words: str, count: int) -> None:
        self.removed.append(words)
        self.unlisted_removed += count - 1

    @property
    def created_rows(self) -> int:
        return len(self.created) + self.unlisted_created

    @property
    def removed_rows(self) -> int:
        return len(self.removed) + self.unlisted_removed

    @property
    def age(self) -> str:
        """Shown first if some stored values come from a newer file."""
        if not self.older:
            return ""
        date = f" ({self.as_of})" if self.as_of else ""
        count = counted(len(self.older), "gegeven", "gegevens")
        return (
            f"Dit bestand{date} is bij {count} ouder dan wat er staat. Daar blijft wat een nieuwer "
            "bestand zei."
        )

    @property
    def counts(self) -> dict[str, int]:
        """Number of rows by result; the Dutch keys are stored in `Import.counts`."""
        return {
            "nieuw": self.created_rows,
            "gewijzigd": self.changed_rows,
            "niet meer in het bestand": self.removed_rows,
            "twijfel": len(self.warnings),
            "door een redacteur anders ingevuld": len(
                {conflict.row for conflict in self.conflicts}
            ),
            "gelijk": self.unchanged,
        }
