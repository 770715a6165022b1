"""Detects the kind of a file from its contents, not from its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pactdir.importing.kinds import KINDS
from pactdir.importing.kinds.boundaries import Boundaries
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.kinds.municipalities import Municipalities
from pactdir.importing.problems import Problem, Unknown, printable
from pactdir.importing.reading.encodings import decoded
from pactdir.importing.reading.files import Unreadable, read_bytes, read_start
from pactdir.importing.reading.geojson import describe_other_areas
from pactdir.importing.reading.json_text import looks_like_json
from pactdir.importing.reading.sheets import first_headings, header_of, read_sheet

# All files stay in memory until they are imported, so that none can change in between.
MAX_TOTAL_BYTES = 30_000_000
MAX_HEADER_LENGTH = 200  # characters shown of an unknown file's header
REORGANISATIONS = "herindelingen"  # a folder with former municipalities and their successors
COUNTRY = (Municipalities, Boundaries)
# DUO's "03. leerlingen vo per vestiging en bestuur".
PUPILS_PER_BOARD = {"bevoegd gezag nummer", "vestigingscode", "aantal leerlingen"}
NOT_PER_PROFILE = (
    "Dit is een bestand met leerlingen per bestuur. Leerlingen per profiel staan er niet in: die "
    "staan in “leerlingen vo per vestiging naar onderwijstype”."
)
FilesByKind = dict[type[Kind], list[tuple[Path, bytes]]]


@dataclass
class DetectedFiles:
    by_kind: FilesByKind = field(default_factory=dict)
    unknown: list[Unknown] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class PartialMatch:
    """A kind of which the header has some but not all columns."""

    kind: type[Kind]
    missing: list[str]

    @property
    def needed(self) -> int:
        return sum(column.is_required for column in self.kind.columns)

    @property
    def is_close(self) -> bool:
        # Two shared headings, such as "oud" and "nieuw", do not identify a kind.
        present = self.needed - len(self.missing)
        return len(self.missing) * 3 <= self.needed and present > 2

    @property
    def in_words(self) -> str:
        verb = "ontbreekt" if len(self.missing) == 1 else "ontbreken"
        return f"{self.kind.name}, maar er {verb}: {', '.join(self.missing)}."


def files_in(folder: Path) -> list[Path]:
    # Include sub-folders, to skip them with a message (except REORGANISATIONS).
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def find_reorganisations(sources: Iterable[Path], paths: Iterable[Path]) -> list[Path]:
    """Find folders of reorganisations inside a source, or beside a file of municipalities.

    `paths` are those of the files in the sources.
    """
    folders = [source for source in sources if source.is_dir()]
    named = {folder.resolve() for folder in folders}
    inside = [folder / REORGANISATIONS for folder in folders]
    siblings = [folder.resolve().parent / REORGANISATIONS for folder in folders]
    siblings = [folder for folder in siblings if folder.is_dir()]
    if siblings and any(may_be_of_kind(kind, path) for path in paths for kind in COUNTRY):
        inside += siblings
    by_path = {folder.resolve(): folder for folder in reversed(inside) if folder.is_dir()}
    return [folder for resolved, folder in by_path.items() if resolved not in named]


def kind_of(file: str, content: bytes) -> type[Kind] | None:
    """Return None if unknown. Raise Unreadable if it resembles a kind but lacks columns."""
    try:
        if match := _first_to_recognise(KINDS, file, content):
            return match
        if looks_like_json(content):
            return None
        if (partial := _closest_kind(header_of(file, content))) and partial.is_close:
            raise Unreadable(f"Dit lijkt een bestand met {partial.in_words}", 1)
        return None
    finally:
        header_of.cache_clear()


def may_be_of_kind(kind: type[Kind], path: Path) -> bool:
    # Also True for an unreadable file that resembles one; the import then reports why it is
    # unreadable.
    try:
        detected = kind_of(path.name, read_bytes(path))
    except Unreadable:
        resembled = _resembled_kind(path)
        return resembled is not None and resembled.name == kind.name
    return detected is not None and detected.name == kind.name


def _first_to_recognise(
    kinds: Iterable[type[Kind]], file: str, content: bytes
) -> type[Kind] | None:
    # A data row may be refused when read as a header, so try kinds without a header first.
    with_header_last = sorted(kinds, key=lambda kind: kind.has_header)
    return next((kind for kind in with_header_last if kind.recognises(file, content)), None)


def _closest_kind(header: list[str]) -> PartialMatch | None:
    candidates = [
        PartialMatch(kind, kind.missing_columns(header)) for kind in KINDS if kind.columns
    ]
    closest = min(candidates, key=lambda candidate: len(candidate.missing) / candidate.needed)
    present = closest.needed - len(closest.missing)
    return closest if present > 1 and present * 2 >= closest.needed else None


def _resembled_kind(path: Path) -> type[Kind] | None:
    """The kind of an unreadable file, judged by the headings on its first line."""
    partial = _closest_kind(first_headings(read_start(path)))
    return partial.kind if partial and partial.is_close else None


def _reason_unknown(file: str, content: bytes) -> str:
    if looks_like_json(content) and b'"FeatureCollection"' in content:
        return describe_other_areas(content)
    if looks_like_json(content):
        return "Dit is JSON, maar geen GeoJSON met een lijst van vormen (FeatureCollection)."
    sheet = read_sheet(file, content)
    names = ", ".join(filter(None, sheet.original_header.values()))
    if not names:
        return "Boven de kolommen staat niets."
    excerpt = printable(names[:MAX_HEADER_LENGTH]) + ("…" if len(names) > MAX_HEADER_LENGTH else "")
    header = f"Boven de kolommen staat: “{excerpt}”."
    if PUPILS_PER_BOARD.issubset(sheet.header):
        return f"{NOT_PER_PROFILE} {header}"
    if partial := _closest_kind(sheet.header):
        return f"Het lijkt op een bestand met {partial.in_words} {header}"
    return header


def detect_kinds(paths: list[Path], only: type[Kind] | None = None) -> DetectedFiles:
    """Skip a file of an unknown kind with a message, unless `only` sets its kind."""
    files = DetectedFiles()
    total = 0
    for path in paths:
        try:
            content = read_bytes(path)
            kind = (
                _kind_with_name_of(only, path.name, content)
                if only
                else kind_of(path.name, content)
            )
            total += len(content) if kind else 0
            if total > MAX_TOTAL_BYTES:
                size = MAX_TOTAL_BYTES // 1_000_000
                raise Unreadable(f"Samen zijn de bestanden groter dan {size} MB.")
        except Unreadable as error:
            if only or total > MAX_TOTAL_BYTES or _resembled_kind(path):
                files.problems.append(error.problem(path.name))
            else:
                files.unknown.append(Unknown(printable(path.name), error.located_text))
            continue
        if kind is None:
            files.unknown.append(Unknown(printable(path.name), _reason_unknown(path.name, content)))
        else:
            files.by_kind.setdefault(kind, []).append((path, content))
    return files


def _kind_with_name_of(only: type[Kind], file: str, content: bytes) -> type[Kind]:
    """Several kinds may share a name. Raises Unreadable if none matches."""
    # Kinds without columns are JSON or calendars.
    if looks_like_json(content) == bool(only.columns) and not only.recognises(file, content):
        decoded(content)  # raises a better message if it is not text
        raise Unreadable(f"Dit is geen bestand met {only.name}.")
    namesakes = [kind for kind in KINDS if kind.name == only.name]
    if match := _first_to_recognise(namesakes, file, content):
        return match
    if not only.columns:
        return only  # its own reader raises a clearer message
    names = ", ".join(only.missing_columns(read_sheet(file, content).header))
    raise Unreadable(f"Dit is geen bestand met {only.name}: er ontbreekt {names}.", 1)
