"""What the files of one import share, beyond the file at hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pactdir.importing.geography.division import Division
from pactdir.importing.outcome import Outcome
from pactdir.importing.problems import Problem, Unknown
from regions.clock import today
from regions.fields.partial_date import PartialDate
from regions.models import Municipality, MunicipalitySuccession


@dataclass
class Run:
    progress: Callable[[str, int], None]  # is told of each line of each file
    day: date = field(default_factory=today)
    problems: list[Problem] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)

    # Of what several files may tell together, by the name of their kind.
    files_to_come: Counter[str] = field(default_factory=Counter)
    seen_keys: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    # The fields that a file of this import filled in, by kind and key.
    filled_fields: defaultdict[tuple[str, str], set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )
    # The codes of municipalities that go on in others, by the tables of this import.
    codes_going_on: set[str] = field(default_factory=set)
    # By the primary key of a municipality: the day its successions begin, in those tables.
    days_of_end: dict[int, PartialDate] = field(default_factory=dict)
    # Postcode and place of the schools that are no schools of ours.
    addresses: list[tuple[str, str]] = field(default_factory=list)

    @cached_property
    def municipalities(self) -> dict[str, Municipality]:
        """All that are real, by code; asked when the files with municipalities are done."""
        return {town.code: town for town in Municipality.objects.real()}

    @cached_property
    def division(self) -> Division:
        """Which municipalities stand; asked when the tables of successions are done."""
        return Division(self.day)

    @cached_property
    def successors(self) -> defaultdict[int, set[int]]:
        """Which municipality goes on in which, by their primary keys, whenever that is."""
        successors: defaultdict[int, set[int]] = defaultdict(set)
        for row in MunicipalitySuccession.objects.all():
            successors[row.old_id].add(row.new_id)
        return successors
