"""A folder of official files, recognised by what stands in them and imported in one go."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import DataError, IntegrityError, OperationalError, connection, transaction

from pactdir.importing.boundaries import Boundaries
from pactdir.importing.division import Division
from pactdir.importing.following import follow
from pactdir.importing.geography import Municipalities, Neighbours, Postcodes
from pactdir.importing.kinds import Kind
from pactdir.importing.problems import Problem, Refused, printable
from pactdir.importing.profiles import Exams, Profiles
from pactdir.importing.reading import Unreadable, decoded, looks_like_json, read_bytes, read_sheet
from pactdir.importing.region_list import Regions
from pactdir.importing.rows import Difference, Outcome, import_rows
from pactdir.importing.schools import OfficialSchools, Schools
from pactdir.importing.successions import OLD, Successions
from pactdir.models import Import
from regions.changing import changing, current_change
from regions.clock import today
from regions.models import Municipality, MunicipalitySuccession
from regions.partial_date import PartialDate

# In this order, for what comes later points to what came before; what two kinds tell of the same
# rows, the first knows best.
KINDS: tuple[type[Kind], ...] = (
    Municipalities,
    Successions,
    Neighbours,
    Boundaries,
    Postcodes,
    OfficialSchools,
    Schools,
    Profiles,
    Exams,
    Regions,
)
EXTENSIONS = {".csv", ".json", ".geojson", ".txt"}
LONGEST_REASON = 100
# Files that are read are kept until they are imported, so that nobody changes them in between.
MOST_TOGETHER = 30_000_000
LOCK = 0x70616374  # of all that may lock with a number in this database


Found = dict[type[Kind], list[tuple[Path, bytes]]]


class Busy(Exception):
    """Another import is under way."""


class _OnlyLooking(Exception):
    """Undoes what a rehearsal wrote."""


@dataclass
class Run:
    """What goes on during one import."""

    told: Callable[[str, int], None]
    day: date = field(default_factory=today)
    found: Found = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # files that are nothing we know

    outcome: Outcome = field(init=False)  # of the file at hand
    # Of what several files may tell together, by the name of their kind.
    to_come: Counter[str] = field(default_factory=Counter)  # files
    seen: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # keys
    said: defaultdict[tuple[str, str], set[str]] = field(  # fields of a key
        default_factory=lambda: defaultdict(set)
    )
    # By the key of a municipality: the day its successions begin, in the tables of this run.
    days_of_end: dict[int, PartialDate] = field(default_factory=dict)

    def tell(self, file: str, line: int) -> None:
        self.told(file, line)

    @cached_property
    def municipalities(self) -> dict[str, Municipality]:
        """All that are real, by code; asked when the files with municipalities are done."""
        return {one.code: one for one in Municipality.objects.real()}

    @cached_property
    def division(self) -> Division:
        """Which municipalities stand; asked when the tables of successions are done."""
        return Division(self.day)

    @cached_property
    def onward(self) -> defaultdict[int, set[int]]:
        """Which municipality goes on in which, by their keys, whenever that is."""
        found: defaultdict[int, set[int]] = defaultdict(set)
        for row in MunicipalitySuccession.objects.all():
            found[row.old_id].add(row.new_id)
        return found

    @cached_property
    def going_on(self) -> set[str]:
        """The codes of municipalities that go on in others, by the tables of this run."""
        return {
            line.cells[column]
            for path, content in self.found.get(Successions, [])
            for sheet in [read_sheet(path.name, content)]
            if (column := OLD.found_in(sheet.header))
            for line in sheet.lines()
        }


def files_in(folder: Path) -> list[Path]:
    """The files that may be read, in order of their names."""
    return sorted(one for one in folder.iterdir() if one.suffix.lower() in EXTENSIONS)


def kind_of(file: str, content: bytes) -> type[Kind] | None:
    """The kind of file this is, by what stands in it; None where it is nothing we know.

    Raises Unreadable where it is a file we know, but for some of its columns.
    """
    if found := next((one for one in KINDS if one.recognises(file, content)), None):
        return found
    if looks_like_json(content):
        return None
    header = read_sheet(file, content).header
    for kind in KINDS:
        needed = [one for one in kind.columns if one.is_needed]
        lacks = kind.lacks(header)
        if len(lacks) * 3 < len(needed):
            names = ", ".join(lacks)
            raise Unreadable(
                f"Dit lijkt een bestand met {kind.name}, maar er ontbreekt: {names}.", 1
            )
    return None


def may_be(kind: type[Kind], path: Path) -> bool:
    """Whether that file tells of the rows of this kind; one that cannot be read is said later."""
    try:
        found = kind_of(path.name, read_bytes(path))
    except Unreadable:
        return True
    return found is not None and found.name == kind.name


def import_files(
    paths: list[Path],
    *,
    user: Any = None,
    only: type[Kind] | None = None,
    rehearse: bool = False,
    on: date | None = None,
    told: Callable[[str, int], None] = lambda file, line: None,
) -> Run:
    """Bring these files into the database: all rows of all files, or none.

    With `rehearse` the answer is the same and nothing stays. With `only` every file must be of
    that kind, or of another of its name, and one that is not is a problem. `on` is the day it is
    done as on. Raises Refused with every problem, or Busy.
    """
    run = Run(told, on or today())
    run.found = _recognised(paths, only, run)
    run.to_come = Counter(kind.name for kind, files in run.found.items() for _ in files)
    try:
        with changing():
            lock_imports()
            for kind in KINDS:
                # What the last of several says, holds: that is the newest, where a year is named.
                for path, content in reversed(run.found.get(kind, [])):
                    _import_one(kind, path, content, run, user)
            _follow(run)
            if run.problems:
                raise Refused(run.problems)
            if rehearse:
                raise _OnlyLooking
    except _OnlyLooking:
        pass
    except (DataError, IntegrityError) as error:
        file = run.outcomes[-1].file if run.outcomes else ""
        text = "Een rij botst met wat er al staat of past niet in de database; er is niets geladen."
        raise Refused([Problem(file, text)]) from error
    except OperationalError as error:
        if "lock" in str(error):  # "is locked", "deadlock", "lock timeout"
            raise Busy from error
        raise
    return run


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


def _recognised(paths: list[Path], only: type[Kind] | None, run: Run) -> Found:
    found: Found = {}
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
            run.problems.append(error.problem(path.name))
            continue
        if kind is None:
            run.unknown.append(printable(path.name))
        else:
            found.setdefault(kind, []).append((path, content))
    return found


def _kind_named(only: type[Kind], file: str, content: bytes) -> type[Kind]:
    """Which of the kinds of that name this file is. Raises Unreadable where it is none."""
    namesakes = [kind for kind in KINDS if kind.name == only.name]
    if found := next((kind for kind in namesakes if kind.recognises(file, content)), None):
        return found
    if not only.columns:
        return only  # which says it better itself
    names = ", ".join(only.lacks(read_sheet(file, content).header))
    raise Unreadable(f"Dit is geen bestand met {only.name}: er ontbreekt {names}.", 1)


def _import_one(kind: type[Kind], path: Path, content: bytes, run: Run, user: Any) -> None:
    run.to_come[kind.name] -= 1
    try:
        sheet = kind.open(path.name, content)
    except Unreadable as error:
        run.problems.append(error.problem(path.name))
        return
    digest = sha256(content).hexdigest()
    run.outcome = Outcome(printable(path.name), kind.name, digest, remark=kind.remark)
    run.outcomes.append(run.outcome)
    current_change().reason = reason_of(run.outcome.file)
    kept = import_rows(kind(run), sheet, run)
    Import.objects.create(
        former=kept,
        user=user,
        kind=kind.name,
        file=run.outcome.file[:200],
        digest=run.outcome.digest,
        counts=run.outcome.counts,
        change_id=current_change().id,
    )


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
