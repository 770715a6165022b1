"""A loaded database walked, in two processes; what was asked, read and found."""

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
from tests.measures.country_walk.asking import Address, addresses, asked
from tests.measures.country_walk.checks import clashing, shapes_of
from tests.measures.country_walk.facts import Facts, facts_on
from tests.measures.country_walk.forbidden import Found, Pattern, patterns
from tests.measures.country_walk.reading import Series

PROCESSES = 2
SHAPES = "one shape for two states"


@dataclass
class Kind:
    """What is counted of one kind of page."""

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
    found: dict[str, list[Found]] = field(default_factory=dict)  # by the name of the pattern
    shapes: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, other: Report) -> None:
        for name, kind in other.kinds.items():
            self.kinds.setdefault(name, Kind()).add(kind)
        self.errors += other.errors
        for name, found in other.found.items():
            self.found.setdefault(name, []).extend(found)
        self.shapes += other.shapes

    @property
    def is_red(self) -> bool:
        return bool(self.errors or self.found)


def walk(asking: Iterable[Address]) -> Report:
    """In processes of their own, as a database connection goes with none of them."""
    asking, report = list(asking), Report()
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(PROCESSES, logging.disable) as pool:
        for one in pool.imap_unordered(_look, asking, chunksize=8):
            report.add(one)
    return whole(report)


def whole(report: Report) -> Report:
    """With what shows over all pages only."""
    if clashes := [Found(*one) for one in clashing(report.shapes)]:
        report.found[SHAPES] = clashes
    return report


@cache
def _at_hand() -> tuple[Client, Facts, list[Pattern]]:
    """Made once in each process."""
    return Client(), facts_on(today()), patterns()


def _look(address: Address) -> Report:
    return look(address, *_at_hand())


def look(address: Address, client: Client, facts: Facts, forbidden: list[Pattern]) -> Report:
    became = asked(client, *address)
    kind = Kind(1, sum(became.statuses.values()), 0, became.statuses)
    report = Report({address[0]: kind}, became.errors)
    if series := became.series:
        kind.sentences = sum(len(block.sentences) for page in series.pages for block in page.blocks)
        report.found = found_in(series, facts, forbidden)
        report.shapes = sorted(set(shapes_of(series)))
    return report


def found_in(series: Series, facts: Facts, forbidden: list[Pattern]) -> dict[str, list[Found]]:
    found = {pattern.name: pattern.found_in(series, facts) for pattern in forbidden}
    return {name: some for name, some in found.items() if some}


def some_addresses(every: int = 1, most: int | None = None) -> Iterator[Address]:
    """Of each kind of page every so many, and so many at most."""
    kinds: dict[str, list[Address]] = {}
    for address in addresses(today()):
        kinds.setdefault(address[0], []).append(address)
    for of_kind in kinds.values():
        yield from of_kind[::every][:most]
