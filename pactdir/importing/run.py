"""State shared by the files of one import."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pactdir.importing.area_files import AreaFiles
from pactdir.importing.geography.areas import Area, Areas, plane_of
from pactdir.importing.geography.division import Division
from pactdir.importing.offer_names import OfferNames
from pactdir.importing.outcome import Outcome
from pactdir.importing.problems import Problem, Unknown
from pactdir.importing.reference_dates import is_older
from regions.clock import today
from regions.fields.partial_date import PartialDate
from regions.models import Boundary, Municipality, MunicipalitySuccession


@dataclass
class Run:
    progress: Callable[[str, int], None]  # called with file name and line number
    day: date = field(default_factory=today)
    problems: list[Problem] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    as_of: PartialDate | None = None  # reference date of files that do not state one
    names_confirmed: bool = False  # whether different names for the same codes are confirmed
    unknown: list[Unknown] = field(default_factory=list)

    # Several files may describe the same rows; both fields are keyed by the name of the kind.
    remaining_files: Counter[str] = field(default_factory=Counter)
    seen_keys: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    # By kind name: dates of rows from earlier imports, and the newest date among these files.
    dates_before: dict[str, dict[str, PartialDate | None]] = field(default_factory=dict)
    newest_dates: dict[str, PartialDate] = field(default_factory=dict)
    # Names of kinds whose files may remove rows: no earlier import was both newer and complete.
    kinds_that_may_remove: set[str] = field(default_factory=set)
    # Fields filled by a file in this import, by kind and row key.
    filled_fields: defaultdict[tuple[str, str], set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )
    # Codes of schools whose profiles were written by a file in this import, by basis and date.
    written_profiles: defaultdict[tuple[str, PartialDate], set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )
    # Indicator, period and source of the figures that a file in this import wrote.
    written_figures: set[tuple[str, str, str]] = field(default_factory=set)
    # CBS codes of municipalities that have a successor in this import's tables.
    codes_with_successor: set[str] = field(default_factory=set)
    # The date of the reorganisation in those tables, by primary key of the municipality.
    succession_days: dict[int, PartialDate] = field(default_factory=dict)
    # Data derived from the boundary files in this import.
    area_files: AreaFiles = field(default_factory=AreaFiles)
    # Postcode and place of primary schools, which are not imported themselves.
    primary_addresses: list[tuple[str, str]] = field(default_factory=list)

    def record_date(self, kind: str, date: PartialDate | None) -> None:
        if date is not None and not is_older(date, self.newest_dates.get(kind)):
            self.newest_dates[kind] = date

    @cached_property
    def municipalities(self) -> dict[str, Municipality]:
        """Municipalities by CBS code. First used after their files are imported."""
        return {town.code: town for town in Municipality.objects.exclude_examples()}

    @cached_property
    def offer_names(self) -> OfferNames:
        return OfferNames()

    @cached_property
    def outlines(self) -> Areas:
        """Boundaries of current municipalities. First used after their files are imported."""
        stored = Boundary.objects.filter(municipality__in=self.division.current)
        return Areas(
            [
                Area(code, "", "", plane_of(shape))
                for code, shape in stored.values_list("municipality__code", "shape")
            ]
        )

    @cached_property
    def division(self) -> Division:
        """First used after the tables of successions are imported."""
        return Division(self.day)

    @cached_property
    def successors(self) -> defaultdict[int, set[int]]:
        successors: defaultdict[int, set[int]] = defaultdict(set)
        for row in MunicipalitySuccession.objects.all():
            successors[row.old_id].add(row.new_id)
        return successors
