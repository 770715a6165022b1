"""What goes on during one import, which the kinds of its files share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pactdir.importing.geography.division import Division
from pactdir.importing.kinds.successions import OLD, Successions
from pactdir.importing.problems import Problem
from pactdir.importing.reading.sheets import read_sheet
from pactdir.importing.recognising import Found, Unknown
from pactdir.importing.rows import Outcome
from regions.clock import today
from regions.fields.partial_date import PartialDate
from regions.models import Municipality, MunicipalitySuccession


@dataclass
class Run:
    told: Callable[[str, int], None]
    day: date = field(default_factory=today)
    found: Found = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)

    outcome: Outcome = field(init=False)  # of the file at hand
    # Of what several files may tell together, by the name of their kind.
    to_come: Counter[str] = field(default_factory=Counter)  # files
    seen: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # keys
    said: defaultdict[tuple[str, str], set[str]] = field(  # fields of a key
        default_factory=lambda: defaultdict(set)
    )
    # Postcode and place of the schools that are no schools of ours.
    addresses: list[tuple[str, str]] = field(default_factory=list)
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
