"""Texts that no page may have: the patterns of `forbidden.toml`, as a regex or a check."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.measures.country_walk.checks import CHECKS
from tests.measures.country_walk.facts import Facts
from tests.measures.country_walk.reading import Series

FILE = Path(__file__).parent / "forbidden.toml"


@dataclass(frozen=True)
class Violation:
    address: str
    text: str


@dataclass(frozen=True)
class Pattern:
    """A `regex` tried on each sentence (or each whole block), or a `check`."""

    name: str
    reason: str
    mutants: list[str]  # fragments that it must match
    sound: list[str]  # fragments that it must not match
    regex: str = ""
    check: str = ""
    kinds: tuple[str, ...] = ()  # kinds of pages; empty for all
    unless: str = ""  # allowed if this is in the same block or row
    blocks: bool = False
    main_only: bool = True

    def violations_in(self, series: Series, facts: Facts) -> list[Violation]:
        if self.kinds and series.kind not in self.kinds:
            return []
        if self.check:
            return list(
                dict.fromkeys(Violation(*result) for result in CHECKS[self.check](series, facts))
            )
        return list(dict.fromkeys(self._matches_in(series)))

    def _matches_in(self, series: Series) -> Iterator[Violation]:
        forbidden, allowed = re.compile(self.regex), re.compile(self.unless or r"(?!)")
        for page in series.pages:
            for block in page.blocks:
                if self.main_only and not block.is_main:
                    continue
                for text in [block.text] if self.blocks else block.sentences:
                    if forbidden.search(text) and not allowed.search(block.beside):
                        yield Violation(page.address, text)


def patterns() -> list[Pattern]:
    return [Pattern(**fields) for fields in tomllib.loads(FILE.read_text())["pattern"]]
