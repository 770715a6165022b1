"""Imports all known files in a folder: `python manage.py import_country DIR`.

The commands for a single kind are subclasses that name it (such as import_municipalities).
"""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from pactdir.importing import Busy, Refused, Run, files_in, find_reorganisations, import_files
from pactdir.importing.detection import may_be_of_kind
from pactdir.importing.download import DownloadError, download_all, manual_download_instructions
from pactdir.importing.kinds import KINDS
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.problems import printable
from regions.fields.partial_date import PartialDate
from regions.wording.dutch import listed

MAX_ROWS_SHOWN = 20  # changes listed per group; the counts include the rest


class Command(BaseCommand):
    help = "Laad de bestanden uit een map: alle rijen van alle bestanden, of geen enkele."
    only: ClassVar[type[Kind] | None] = None

    def __init_subclass__(cls) -> None:
        if cls.only:
            cls.help = f"Laad {cls.only.name}: alle rijen van het bestand, of geen enkele."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "map", type=Path, nargs="+", help="mappen met bestanden, of losse bestanden"
        )
        parser.add_argument(
            "--download",
            action="store_true",
            help="haal eerst de bestanden waarvan het adres bekend is op in die map",
        )
        parser.add_argument(
            "--date",
            type=_date,
            help="de peildatum van bestanden die dat zelf niet zeggen, zoals 2024-10-01",
        )
        parser.add_argument(
            "--renamed",
            action="store_true",
            help="bevestig dat veel codes een andere naam kregen: er is geen kolom verschoven",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="zeg wat er zou gebeuren; er verandert niets"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["download"]:
            self._download(options["map"][0])
        paths = self._paths_named(options["map"])
        if self.only is None:
            paths = self._with_reorganisations(options["map"], paths)
        bar = ProgressBar(self.stderr._out) if self.stderr.isatty() else None
        try:
            run = import_files(
                paths,
                only=self.only,
                dry_run=options["dry_run"],
                as_of=options["date"],
                names_confirmed=options["renamed"],
                progress=bar.update if bar else lambda file, line: None,
            )
        except Refused as error:
            problems = "\n".join(error.lines())
            raise CommandError(f"Niets geladen.\n{problems}") from error
        except Busy as error:
            raise CommandError(
                "Niets geladen: er loopt al een import. Probeer het straks nog eens."
            ) from error
        except DatabaseError as error:
            raise CommandError(f"Niets geladen: de database weigerde. {error}") from error
        finally:
            if bar:
                bar.clear()
        for line in report_lines(run):
            self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write("Proef: er is niets veranderd.")

    def _download(self, folder: Path) -> None:
        sources = sources_of([self.only] if self.only else KINDS)
        for kind, addresses in sources.items():
            if not addresses:
                self.stdout.write(f"{kind.name}: het adres is onbekend, niet opgehaald.")
        bar = ProgressBar(self.stderr._out) if self.stderr.isatty() else None
        try:
            downloaded = download_all(
                sources, folder, progress=bar.bytes if bar else lambda file, size, expected: None
            )
        except DownloadError as error:
            lines = [f"Niets geladen. {error}", *manual_download_instructions(sources, folder)]
            raise CommandError("\n".join(lines)) from error
        finally:
            if bar:
                bar.clear()
        for path in downloaded:
            self.stdout.write(f"{path.name}: opgehaald, {path.stat().st_size} bytes.")

    def _with_reorganisations(self, sources: list[Path], paths: list[Path]) -> list[Path]:
        folders = find_reorganisations(sources, paths)
        files = [path for folder in folders for path in self._paths(folder)]
        for folder in folders:
            names = [path.name for path in files if path.parent == folder]
            shown = printable(f"{folder}: {listed(names) or 'leeg'}")
            self.stdout.write(f"Herindelingen laden wij erbij, uit {shown}.")
        return [path for path in paths if path not in folders] + files

    def _paths_named(self, sources: list[Path]) -> list[Path]:
        """Omit files in a folder that are also named on the command line."""
        named = {source.resolve() for source in sources}
        return [
            path
            for source in sources
            for path in self._paths(source)
            if path == source or path.resolve() not in named
        ]

    def _paths(self, source: Path) -> list[Path]:
        try:
            if source.is_file():
                return [source]
            paths = files_in(source)
        except OSError as error:
            raise CommandError(f"{printable(str(source))} is niet te lezen.") from error
        if self.only is None:
            return paths
        if ours := [path for path in paths if may_be_of_kind(self.only, path)]:
            return ours
        raise CommandError(f"In {printable(str(source))} staat geen bestand met {self.only.name}.")


def sources_of(kinds: Iterable[type[Kind]]) -> dict[type[Kind], tuple[str, ...]]:
    """The URLs of each kind; if kinds share a source, only the first one has it."""
    sources: dict[str, type[Kind]] = {}
    for kind in kinds:
        if kind.has_files:
            sources.setdefault(kind.source(), kind)
    return {kind: settings.IMPORT_SOURCES.get(source, ()) for source, kind in sources.items()}


def report_lines(run: Run) -> list[str]:
    lines = []
    for outcome in run.outcomes:
        counts = [f"{count} {word}" for word, count in outcome.counts.items() if count]
        lines.append(f"{outcome.file} ({outcome.kind}): {', '.join(counts) or 'geen rijen'}.")
        if outcome.age:
            lines.append(f"  {outcome.age}")
        if outcome.summary:
            lines.append(f"  {outcome.summary}.")
        if outcome.remark:
            lines.append(f"  {outcome.remark}")
        groups: list[tuple[str, list[Any]]] = [
            ("een nieuwer bestand zei iets anders, dat blijft", outcome.older),
            ("gewijzigd", outcome.changed),
            ("een redacteur vulde iets anders in, dat blijft", outcome.conflicts),
            ("niet meer in het bestand", outcome.removed),
            ("twijfel", outcome.warnings),
        ]
        for word, rows in groups:
            lines += [f"  {word}: {row}" for row in rows[:MAX_ROWS_SHOWN]]
            if len(rows) > MAX_ROWS_SHOWN:
                lines.append(f"  {word}: en nog {len(rows) - MAX_ROWS_SHOWN}")
    lines = lines or ["Geen bestand gevonden dat we kennen: niets geladen."]
    return [*lines, *map(str, run.unknown)]


def _date(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise ArgumentTypeError("Schrijf een dag, maand of jaar, zoals 2024-10-01.") from error


class ProgressBar:
    """Progress within a file, shown on the last line of a terminal."""

    EVERY = 50

    def __init__(self, out: Any = sys.stderr) -> None:
        self.out, self.last = out, ""

    def update(self, file: str, line: int) -> None:
        if line % self.EVERY == 0 or file != self.last:
            self.last = file
            self.out.write(f"\r\x1b[K{file}: regel {line}")
            self.out.flush()

    def bytes(self, file: str, size: int, expected: int | None) -> None:
        of = f" van {expected / 1_000_000:.1f}" if expected else ""
        self.out.write(f"\r\x1b[K{file}: {size / 1_000_000:.1f}{of} MB".replace(".", ","))
        self.out.flush()

    def clear(self) -> None:
        self.out.write("\r\x1b[K")
        self.out.flush()
