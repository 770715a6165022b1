"""What importing one file came down to, in words for an editor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Difference:
    """A field of a row that says otherwise than the file, in words."""

    row: str
    field: str
    ours: str
    theirs: str

    def __str__(self) -> str:
        return f"{self.row}: {self.field} “{self.ours}” → “{self.theirs}”"


def difference(row: Any, name: str, theirs: Any) -> Difference:
    """Between that field of a row as it stands now, and what the file says."""
    label = str(row._meta.get_field(name).verbose_name)
    return Difference(str(row), label, in_words(getattr(row, name)), in_words(theirs))


def in_words(value: Any) -> str:
    if value in (None, "", [], ()):
        return "leeg"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple | set) else str(value)


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
            "door een redacteur anders ingevuld": len({kept.row for kept in self.kept}),
            "gelijk": self.same,
        }
