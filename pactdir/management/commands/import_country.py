"""Import everything known in a folder: `python manage.py import_country DIR`.

A command for one kind is a subclass that names it (import_municipalities and its neighbours).
"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from pactdir.importing import Busy, Refused, Run, files_in, import_files
from pactdir.importing.download import NotFetched, fetch_all
from pactdir.importing.kinds import KINDS
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.problems import printable
from pactdir.importing.recognising import may_be

MOST_NAMED = 20  # of each group; the counts are whole


class Command(BaseCommand):
    help = "Laad de bestanden uit een map: alle rijen van alle bestanden, of geen enkele."
    only: ClassVar[type[Kind] | None] = None

    def __init_subclass__(cls) -> None:
        if cls.only:
            cls.help = f"Laad {cls.only.name}: alle rijen van het bestand, of geen enkele."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("map", type=Path, help="de map met bestanden, of één bestand")
        parser.add_argument(
            "--download",
            action="store_true",
            help="haal eerst de bestanden waarvan het adres bekend is op in die map",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="zeg wat er zou gebeuren; er verandert niets"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["download"]:
            self._fetch(options["map"])
        paths = self._paths(options["map"])
        bar = Bar(self.stderr._out) if self.stderr.isatty() else None
        try:
            run = import_files(
                paths,
                only=self.only,
                rehearse=options["dry_run"],
                progress=bar.tell if bar else lambda file, line: None,
            )
        except Refused as refused:
            problems = "\n".join(refused.lines())
            raise CommandError(f"Niets geladen.\n{problems}") from refused
        except Busy as busy:
            raise CommandError(
                "Niets geladen: er loopt al een import. Probeer het straks nog eens."
            ) from busy
        except DatabaseError as error:
            raise CommandError(f"Niets geladen: de database weigerde. {error}") from error
        finally:
            if bar:
                bar.clear()
        for line in told(run):
            self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write("Proef: er is niets veranderd.")

    def _fetch(self, folder: Path) -> None:
        kinds = {one.source(): one for one in reversed([self.only] if self.only else KINDS)}
        known = {
            one: settings.IMPORT_SOURCES.get(source, ())
            for source, one in reversed(list(kinds.items()))
        }
        for kind, addresses in known.items():
            if not addresses:
                self.stdout.write(f"{kind.name}: het adres is onbekend, niet opgehaald.")
        try:
            fetched = fetch_all(known, folder)
        except NotFetched as error:
            raise CommandError(f"Niets opgehaald en niets geladen. {error}") from error
        for path in fetched:
            self.stdout.write(f"{path.name}: opgehaald, {path.stat().st_size} bytes.")

    def _paths(self, given: Path) -> list[Path]:
        """The file that is given, or of a folder those that are of our kind."""
        try:
            if given.is_file():
                return [given]
            found = files_in(given)
        except OSError as error:
            raise CommandError(f"{printable(str(given))} is niet te lezen.") from error
        if self.only is None:
            return found
        if ours := [one for one in found if may_be(self.only, one)]:
            return ours
        raise CommandError(f"In {printable(str(given))} staat geen bestand met {self.only.name}.")


def told(run: Run) -> list[str]:
    """What an import did, or would do, in lines."""
    lines = []
    for outcome in run.outcomes:
        counts = [f"{number} {word}" for word, number in outcome.counts.items() if number]
        lines.append(f"{outcome.file} ({outcome.kind}): {', '.join(counts) or 'geen rijen'}.")
        if outcome.remark:
            lines.append(f"  {outcome.remark}")
        groups: list[tuple[str, list[Any]]] = [
            ("gewijzigd", outcome.changed),
            ("een redacteur vulde iets anders in, dat blijft", outcome.kept),
            ("niet meer in het bestand", outcome.gone),
            ("twijfel", outcome.doubtful),
        ]
        for word, rows in groups:
            lines += [f"  {word}: {one}" for one in rows[:MOST_NAMED]]
            if len(rows) > MOST_NAMED:
                lines.append(f"  {word}: en nog {len(rows) - MOST_NAMED}")
    lines += map(str, run.unknown)
    return lines or ["Geen bestand gevonden dat we kennen: niets geladen."]


class Bar:
    """How far a file is, on the last line of a terminal."""

    EVERY = 50

    def __init__(self, out: Any = sys.stderr) -> None:
        self.out, self.last = out, ""

    def tell(self, file: str, line: int) -> None:
        if line % self.EVERY == 0 or file != self.last:
            self.last = file
            self.out.write(f"\r\x1b[K{file}: regel {line}")
            self.out.flush()

    def clear(self) -> None:
        self.out.write("\r\x1b[K")
        self.out.flush()
