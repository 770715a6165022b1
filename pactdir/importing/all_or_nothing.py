"""Official files imported in one go: all rows of all of them, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import DataError, IntegrityError, OperationalError, connection, transaction

from pactdir.importing.geography.division import Division
from pactdir.importing.geography.following import follow
from pactdir.importing.geography.postcode_doubts import counted, keep_doubts
from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.kinds import KINDS
from pactdir.importing.kinds.boundaries import Boundaries
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.kinds.municipalities import Municipalities
from pactdir.importing.kinds.neighbours import Neighbours
from pactdir.importing.kinds.postcodes import Postcodes
from pactdir.importing.kinds.schools import OfficialSchools, Schools
from pactdir.importing.kinds.successions import Successions, codes_going_on
from pactdir.importing.outcome import Difference, Outcome
from pactdir.importing.problems import Problem, Refused, printable
from pactdir.importing.reading.files import Unreadable
from pactdir.importing.reading.rows import read_rows
from pactdir.importing.reading.sheets import Sheet
from pactdir.importing.recognising import FilesByKind, recognised
from pactdir.importing.run import Run
from pactdir.models import Import
from regions.clock import today
from regions.writing.changing import changing, current_change

LONGEST_REASON = 100
LOCK = 0x70616374  # of all that may lock with a number in this database


class Busy(Exception):
    """Another import is under way."""


class _Rehearsed(Exception):
    """Undoes what a rehearsal wrote."""


def import_files(
    paths: list[Path],
    *,
    user: Any = None,
    only: type[Kind] | None = None,
    rehearse: bool = False,
    on: date | None = None,
    progress: Callable[[str, int], None] = lambda file, line: None,
) -> Run:
    """Bring these files into the database: all rows of all files, or none.

    With `rehearse` the answer is the same and nothing stays. With `only` every file must be of
    that kind, or of another of its name, and one that is not is a problem. `on` is the day it is
    done as on. Raises Refused with every problem, or Busy.
    """
    files = recognised(paths, only)
    run = Run(
        progress,
        on or today(),
        files.problems,
        unknown=files.unknown,
        files_to_come=Counter(kind.name for kind, found in files.by_kind.items() for _ in found),
        codes_going_on=codes_going_on(files.by_kind.get(Successions, [])),
    )
    try:
        with changing():
            lock_imports()
            _import_all(files.by_kind, run, user)
            if run.problems:
                raise Refused(run.problems)
            if rehearse:
                raise _Rehearsed
    except _Rehearsed:
        pass
    except (DataError, IntegrityError) as error:
        file = run.outcomes[-1].file if run.outcomes else ""
        text = "Een rij botst met wat er al staat of past niet in de database; er is niets geladen."
        raise Refused([Problem(file, text)]) from error
    except OperationalError as error:
        if "lock" in str(error):  # "is locked", "deadlock", "lock timeout"
            raise Busy from error
        raise
    if not rehearse:
        _analyze()
    return run


def _import_all(files: FilesByKind, run: Run, user: Any) -> None:
    for kind in KINDS:
        # What the last of several says, holds: that is the newest, where a year is named.
        for path, content in reversed(files.get(kind, [])):
            _import_file(kind, path, content, run, user)
        if kind is Postcodes and kind in files:
            keep_doubts()  # a school shall not get its point from a postcode in doubt
    _follow(run)
    if not run.problems and (run.addresses or any(kind in files for kind in TELLING)):
        _doubt_postcodes(run)


def _import_file(kind: type[Kind], path: Path, content: bytes, run: Run, user: Any) -> None:
    run.files_to_come[kind.name] -= 1
    try:
        sheet = kind.open(path.name, content)
    except Unreadable as error:
        run.problems.append(error.problem(path.name))
        return
    digest = sha256(content).hexdigest()
    outcome = Outcome(printable(path.name), kind.name, digest, remark=kind.remark)
    run.outcomes.append(outcome)
    current_change().reason = reason_of(outcome.file)
    previous = _import_rows(kind, sheet, run, outcome)
    Import.objects.create(
        former=previous,
        user=user,
        kind=kind.name,
        file=outcome.file[:200],
        digest=outcome.digest,
        counts=outcome.counts,
        change_id=current_change().id,
    )


def _import_rows(kind: type[Kind], sheet: Sheet, run: Run, outcome: Outcome) -> PreviousValues:
    rows = read_rows(kind, sheet, run)
    matches = kind.match(rows, run, outcome)
    return kind.write(matches, run, outcome)


def _analyze() -> None:
    """Let PostgreSQL know at once how many rows there are now.

    It looks by itself, but up to a minute later; until then it may plan as if tables were empty.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _follow(run: Run) -> None:
    """Whatever was imported: what lies in a municipality that is no more goes along by now."""
    following = follow(Division(run.day))
    if not following.moved and not following.doubtful:
        return
    outcome = Outcome("plaatsen en scholen", Successions.name)
    for row, old, new in following.moved:
        outcome.changed.append(Difference(row, "gemeente", str(old), str(new)))
    outcome.changed_rows = len(following.moved)
    outcome.doubtful = following.doubtful
    run.outcomes.append(outcome)


# Of these the table of postcodes is held against the others.
TELLING = (Municipalities, Neighbours, Boundaries, Postcodes, OfficialSchools, Schools)


def _doubt_postcodes(run: Run) -> None:
    """What contradicts the table of postcodes by now waits for an editor."""
    if waiting := keep_doubts(counted(run.addresses)):
        outcome = Outcome("postcodes", "twijfel")
        outcome.doubtful = [f"{doubt.sentence} Wacht op een besluit." for doubt in waiting]
        run.outcomes.append(outcome)


def reason_of(file: str) -> str:
    """What the history of every row says that this file wrote."""
    return f"import van {file}"[:LONGEST_REASON]


def lock_imports() -> None:
    """One import at a time; on SQLite the transaction itself already is the only one.

    Raises Busy.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            transaction.set_rollback(True)
            raise Busy
