"""Imports files in one transaction: all rows of all files, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import DataError, IntegrityError, OperationalError, connection, transaction

from pactdir.importing.area_files import AreaFiles
from pactdir.importing.derivation import derived_rows
from pactdir.importing.detection import FilesByKind, detect_kinds
from pactdir.importing.geography.division import Division
from pactdir.importing.geography.moving import move_to_successors
from pactdir.importing.geography.postcode_doubts import count_places, update_doubts
from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.kinds import KINDS
from pactdir.importing.kinds.boundaries import Boundaries
from pactdir.importing.kinds.geonames import GeonamesPostcodes
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.kinds.municipalities import Municipalities
from pactdir.importing.kinds.neighbours import Neighbours
from pactdir.importing.kinds.outlined import Derived
from pactdir.importing.kinds.postcodes import Postcodes
from pactdir.importing.kinds.schools import OfficialSchools, Schools
from pactdir.importing.kinds.successions import Successions, codes_with_successor
from pactdir.importing.outcome import Difference, Outcome
from pactdir.importing.problems import Problem, Refused, printable
from pactdir.importing.reading.files import Unreadable
from pactdir.importing.reading.rows import read_rows
from pactdir.importing.reading.sheets import Sheet
from pactdir.importing.reference_dates import is_far_ahead
from pactdir.importing.run import Run
from pactdir.models import Import
from regions.clock import today
from regions.fields.partial_date import PartialDate
from regions.wording.dutch import counted
from regions.writing.changing import changing, current_change

MAX_REASON_LENGTH = 100
ADVISORY_LOCK = 0x70616374  # unique among the advisory locks of this database
UNDATED = (
    "Van welke dag dit bestand is, staat niet in de naam of in het bestand. Van wat er staat is "
    "dat wel bekend, en het zou {} wijzigen, toevoegen of weghalen. Geef de peildatum op, zodat "
    "iets ouds niet over iets nieuws komt."
)


FAR_AHEAD = (
    "{} is meer dan een jaar na vandaag. Geef de dag, de maand of het jaar waarover de bestanden "
    "gaan."
)


class Busy(Exception):
    """Another import is running."""


class _DryRunRollback(Exception):
    """Raised to roll back a dry run."""


def import_files(
    paths: list[Path],
    *,
    user: Any = None,
    only: type[Kind] | None = None,
    dry_run: bool = False,
    day: date | None = None,
    as_of: PartialDate | None = None,
    names_confirmed: bool = False,
    progress: Callable[[str, int], None] = lambda file, line: None,
) -> Run:
    """Import these files in one transaction. Raises Refused with every problem, or Busy.

    A `dry_run` returns the same result and rolls back. With `only`, a file of another kind is a
    problem; kinds with the same name count as one. `day` is the import date, today by default;
    `as_of` is the reference date of files that do not state one; with `names_confirmed`, many
    different names for the same codes are accepted.
    """
    if as_of and is_far_ahead(as_of):
        raise Refused([Problem("peildatum", FAR_AHEAD.format(as_of))])
    files = detect_kinds(paths, only)
    by_kind = {kind: _newest_first(kind, group, as_of) for kind, group in files.by_kind.items()}
    run = Run(
        progress,
        day or today(),
        files.problems,
        as_of=as_of,
        names_confirmed=names_confirmed,
        unknown=files.unknown,
        remaining_files=Counter(kind.name for kind, group in by_kind.items() for _ in group),
        codes_with_successor=codes_with_successor(by_kind.get(Successions, [])),
        area_files=AreaFiles.read(by_kind.get(Boundaries, [])),
    )
    for kind, group in by_kind.items():
        for path, content in group:
            run.record_date(kind.name, kind.reference_date(path.name, content, as_of))
    try:
        with changing():
            lock_imports()
            _import_by_kind(by_kind, run, user)
            if run.problems:
                raise Refused(run.problems)
            if dry_run:
                raise _DryRunRollback
    except _DryRunRollback:
        pass
    except (DataError, IntegrityError) as error:
        file = run.outcomes[-1].file if run.outcomes else ""
        text = "Een rij botst met wat er al staat of past niet in de database; er is niets geladen."
        raise Refused([Problem(file, text)]) from error
    except OperationalError as error:
        if "lock" in str(error):  # "is locked", "deadlock", "lock timeout"
            raise Busy from error
        raise
    if not dry_run:
        update_statistics()
    return run


def _import_by_kind(files: FilesByKind, run: Run, user: Any) -> None:
    for kind in KINDS:
        if issubclass(kind, Derived):
            for path, content, rows in derived_rows(kind, files, run):
                run.remaining_files[kind.name] -= 1
                _import_sheet(kind, rows, path, content, run, user)
        for path, content in files.get(kind, []):
            _import_file(kind, path, content, run, user)
        if kind is GeonamesPostcodes and (kind in files or Postcodes in files):
            update_doubts()  # so that no school is located by a doubtful postcode
    _move_to_successors(run)
    if not run.problems and (
        run.primary_addresses or any(kind in files for kind in POSTCODE_EVIDENCE)
    ):
        _update_postcode_doubts(run)


def _newest_first(
    kind: type[Kind], files: list[tuple[Path, bytes]], default: PartialDate | None
) -> list[tuple[Path, bytes]]:
    # If there are several files of one kind, the newest wins: by reference date, then by edition
    # and name.
    def age(file: tuple[Path, bytes]) -> tuple[date, date, Path]:
        path, content = file
        dates = (
            kind.reference_date(path.name, content, default),
            kind.edition_date(path.name, content, default),
        )
        described, edition = (known.first_day if known else date.min for known in dates)
        return described, edition, path

    return sorted(files, key=age, reverse=True)


def _import_file(kind: type[Kind], path: Path, content: bytes, run: Run, user: Any) -> None:
    run.remaining_files[kind.name] -= 1
    try:
        sheet = kind.open(path.name, content)
    except Unreadable as error:
        run.problems.append(error.problem(path.name))
        return
    _import_sheet(kind, sheet, path, content, run, user)


def _import_sheet(
    kind: type[Kind], sheet: Any, path: Path, content: bytes, run: Run, user: Any
) -> None:
    digest = sha256(content).hexdigest()
    as_of = kind.reference_date(path.name, content, run.as_of)
    outcome = Outcome(printable(path.name), kind.name, digest, remark=kind.remark, as_of=as_of)
    outcome.edition = kind.edition_date(path.name, content, run.as_of)
    run.outcomes.append(outcome)
    run.record_date(kind.name, as_of)
    current_change().reason = change_reason(outcome.file)
    previous = _import_rows(kind, sheet, run, outcome)
    if outcome.undated:
        run.problems.append(
            Problem(path.name, UNDATED.format(counted(outcome.undated, "gegeven", "gegevens")))
        )
    Import.objects.create(
        former=previous,
        user=user,
        kind=kind.name,
        file=outcome.file[:200],
        as_of=outcome.as_of,
        digest=outcome.digest,
        counts=outcome.counts,
        change_id=current_change().id,
    )


def _import_rows(kind: type[Kind], sheet: Sheet, run: Run, outcome: Outcome) -> PreviousValues:
    rows = read_rows(kind, sheet, run)
    matches = kind.match(rows, run, outcome)
    return kind.write(matches, run, outcome)


def update_statistics() -> None:
    # Autovacuum does this up to a minute later; until then, the planner may assume empty tables.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _move_to_successors(run: Run) -> None:
    # Run after every import, since a reorganisation may have taken effect in the meantime.
    moves = move_to_successors(Division(run.day))
    if not moves.moved and not moves.warnings:
        return
    outcome = Outcome("plaatsen en scholen", Successions.name)
    for row, old, new in moves.moved:
        outcome.changed.append(Difference(row, "gemeente", str(old), str(new)))
    outcome.changed_rows = len(moves.moved)
    outcome.warnings = moves.warnings
    run.outcomes.append(outcome)


# Kinds of files that can confirm or contradict the postcode table.
POSTCODE_EVIDENCE = (
    Municipalities,
    Neighbours,
    Boundaries,
    Postcodes,
    GeonamesPostcodes,
    OfficialSchools,
    Schools,
)


def _update_postcode_doubts(run: Run) -> None:
    if undecided := update_doubts(count_places(run.primary_addresses)):
        outcome = Outcome("postcodes", "twijfel")
        outcome.warnings = [f"{doubt.sentence} Wacht op een besluit." for doubt in undecided]
        run.outcomes.append(outcome)


def change_reason(file: str) -> str:
    return f"import van {file}"[:MAX_REASON_LENGTH]


def lock_imports() -> None:
    """Raise Busy if another import is running; on SQLite the transaction is exclusive anyway."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ADVISORY_LOCK])
        if not cursor.fetchone()[0]:
            transaction.set_rollback(True)
            raise Busy
