"""Walks a loaded database in two processes, and reports requests, texts and violations."""

from __future__ import annotations

import logging
import multiprocessing
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from django.db import connections
from django.test import Client

from regions.clock import today
from tests.measures.country_walk.checks import clashing, shapes_of
from tests.measures.country_walk.facts import Facts, facts_on
from tests.measures.country_walk.forbidden import Pattern, Violation, patterns
from tests.measures.country_walk.reading import Series
from tests.measures.country_walk.visiting import Address, addresses, visit

PROCESSES = 2
SHAPES = "one shape for two states"


@dataclass
class Kind:
    addresses: int = 0
    pages: int = 0
    sentences: int = 0
    statuses: Counter[int] = field(default_factory=Counter)

    def add(self, other: Kind) -> None:
        self.addresses += other.addresses
        self.pages += other.pages
        self.sentences += other.sentences
        self.statuses.update(other.statuses)


@dataclass
class Report:
    kinds: dict[str, Kind] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    violations: dict[str, list[Violation]] = field(default_factory=dict)  # by name of pattern
    shapes: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, other: Report) -> None:
        for name, kind in other.kinds.items():
            self.kinds.setdefault(name, Kind()).add(kind)
        self.errors += other.errors
        for name, violations in other.violations.items():
            self.violations.setdefault(name, []).extend(violations)
        self.shapes += other.shapes

    @property
    def is_red(self) -> bool:
        return bool(self.errors or self.violations)


def walk(addresses: Iterable[Address]) -> Report:
    addresses, report = list(addresses), Report()
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(PROCESSES, logging.disable) as pool:
        for part in pool.imap_unordered(_inspect, addresses, chunksize=8):
            report.add(part)
    return add_clashes(report)


def add_clashes(report: Report) -> Report:
    if clashes := [Violation(*clash) for clash in clashing(report.shapes)]:
        report.violations[SHAPES] = clashes
    return report


@cache
def _equipment() -> tuple[Client, Facts, list[Pattern]]:
    return Client(), facts_on(today()), patterns()


def _inspect(address: Address) -> Report:
    return inspect(address, *_equipment())


def inspect(address: Address, client: Client, facts: Facts, forbidden: list[Pattern]) -> Report:
    outcome = visit(client, *address)
    kind = Kind(1, sum(outcome.statuses.values()), 0, outcome.statuses)
    report = Report({address[0]: kind}, outcome.errors)
    if series := outcome.series:
        kind.sentences = sum(len(block.sentences) for page in series.pages for block in page.blocks)
        report.violations = violations_in(series, facts, forbidden)
        report.shapes = sorted(set(shapes_of(series)))
    return report


def violations_in(
    series: Series, facts: Facts, forbidden: list[Pattern]
) -> dict[str, list[Violation]]:
    violations = {pattern.name: pattern.violations_in(series, facts) for pattern in forbidden}
    return {name: matches for name, matches in violations.items() if matches}


def some_addresses(every: int = 1, most: int | None = None) -> Iterator[Address]:
    kinds: dict[str, list[Address]] = {}
    for address in addresses(today()):
        kinds.setdefault(address[0], []).append(address)
    for group in kinds.values():
        yield from group[::every][:most]
