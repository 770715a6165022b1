"""Which kind of file each file is, told by what stands in it and not by its name."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pactdir.importing.kinds import KINDS
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.problems import Problem, Unknown, printable
from pactdir.importing.reading.files import Unreadable, decoded, read_bytes
from pactdir.importing.reading.json_text import looks_like_json
from pactdir.importing.reading.sheets import read_sheet

EXTENSIONS = {".csv", ".json", ".geojson", ".txt"}
# Files that are read are kept until they are imported, so that nobody changes them in between.
MOST_TOGETHER = 30_000_000
LONGEST_HEADER = 200  # characters of it that are said of a file that is not recognised
FilesByKind = dict[type[Kind], list[tuple[Path, bytes]]]


@dataclass
class Recognised:
    """Of some files: which kind each is, which are none, and what stands in the way of reading."""

    by_kind: FilesByKind = field(default_factory=dict)
    unknown: list[Unknown] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Alike:
    """The kind that a header has most of, and what it lacks of that."""

    kind: type[Kind]
    lacks: list[str]

    @property
    def needed(self) -> int:
        return sum(column.is_needed for column in self.kind.columns)

    @property
    def is_close(self) -> bool:
        """Whether it is meant as that kind, so that going on without it would not be right."""
        return len(self.lacks) * 3 <= self.needed

    @property
    def in_words(self) -> str:
        verb = "ontbreekt" if len(self.lacks) == 1 else "ontbreken"
        return f"{self.kind.name}, maar er {verb}: {', '.join(self.lacks)}."


def files_in(folder: Path) -> list[Path]:
    """The files that may be read, in order of their names."""
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in EXTENSIONS)


def kind_of(file: str, content: bytes) -> type[Kind] | None:
    """The kind of file this is, by what stands in it; None where it is nothing we know.

    Raises Unreadable where it is a file we know, but for some of its columns.
    """
    if found := next((kind for kind in KINDS if kind.recognises(file, content)), None):
        return found
    if looks_like_json(content):
        return None
    if (alike := _most_alike(file, content)) and alike.is_close:
        raise Unreadable(f"Dit lijkt een bestand met {alike.in_words}", 1)
    return None


def may_be(kind: type[Kind], path: Path) -> bool:
    """Whether that file tells of the rows of this kind; one that cannot be read is said later."""
    try:
        found = kind_of(path.name, read_bytes(path))
    except Unreadable:
        return True
    return found is not None and found.name == kind.name


def _most_alike(file: str, content: bytes) -> Alike | None:
    """The kind of which at least two columns, and half of them, are there."""
    header = read_sheet(file, content).header
    alike = [Alike(kind, kind.lacks(header)) for kind in KINDS if kind.columns]
    best = min(alike, key=lambda near: len(near.lacks) / near.needed)
    there = best.needed - len(best.lacks)
    return best if there > 1 and there * 2 >= best.needed else None


def _why_unknown(file: str, content: bytes) -> str:
    if looks_like_json(content) and b'"FeatureCollection"' in content:
        return "Dit zijn punten of lijnen, en geen grenzen van gemeenten."
    if looks_like_json(content):
        return "Dit is JSON, maar geen GeoJSON met een lijst van vormen (FeatureCollection)."
    names = ", ".join(filter(None, read_sheet(file, content).as_written.values()))
    if not names:
        return "Boven de kolommen staat niets."
    shown = printable(names[:LONGEST_HEADER]) + ("…" if len(names) > LONGEST_HEADER else "")
    header = f"Boven de kolommen staat: “{shown}”."
    if alike := _most_alike(file, content):
        return f"Het lijkt op een bestand met {alike.in_words} {header}"
    return header


def recognised(paths: list[Path], only: type[Kind] | None = None) -> Recognised:
    """Read these files. With `only` one that is not of that kind, or of its name, is a problem."""
    files = Recognised()
    together = 0
    for path in paths:
        try:
            content = read_bytes(path)
            if only and looks_like_json(content) == bool(only.columns):
                decoded(content)  # says it better where it is no text at all
                raise Unreadable(f"Dit is geen bestand met {only.name}.")
            kind = _kind_named(only, path.name, content) if only else kind_of(path.name, content)
            together += len(content) if kind else 0
            if together > MOST_TOGETHER:
                size = MOST_TOGETHER // 1_000_000
                raise Unreadable(f"Samen zijn de bestanden groter dan {size} MB.")
        except Unreadable as error:
            files.problems.append(error.problem(path.name))
            continue
        if kind is None:
            files.unknown.append(Unknown(printable(path.name), _why_unknown(path.name, content)))
        else:
            files.by_kind.setdefault(kind, []).append((path, content))
    return files


def _kind_named(only: type[Kind], file: str, content: bytes) -> type[Kind]:
    """Which of the kinds of that name this file is. Raises Unreadable where it is none."""
    namesakes = [kind for kind in KINDS if kind.name == only.name]
    if found := next((kind for kind in namesakes if kind.recognises(file, content)), None):
        return found
    if not only.columns:
        return only  # which says it better itself
    names = ", ".join(only.lacks(read_sheet(file, content).header))
    raise Unreadable(f"Dit is geen bestand met {only.name}: er ontbreekt {names}.", 1)
