"""What may not stand on a page: the patterns of `forbidden.toml`, in words or by a check."""

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
class Found:
    address: str
    text: str


@dataclass(frozen=True)
class Pattern:
    """Forbidden by a `regex`, asked of each sentence (or each whole `block`), or by a `check`."""

    name: str
    reason: str
    mutants: list[str]  # pieces of a page that it must find
    sound: list[str]  # and that it must pass
    regex: str = ""
    check: str = ""
    kinds: tuple[str, ...] = ()  # of pages; none is all
    unless: str = ""  # what may stand in the same block or row and makes it right
    blocks: bool = False
    main_only: bool = True

    def found_in(self, series: Series, facts: Facts) -> list[Found]:
        """Each thing once, however often a page says it."""
        if self.kinds and series.kind not in self.kinds:
            return []
        if self.check:
            return list(dict.fromkeys(Found(*one) for one in CHECKS[self.check](series, facts)))
        return list(dict.fromkeys(self._said_in(series)))

    def _said_in(self, series: Series) -> Iterator[Found]:
        wrong, right = re.compile(self.regex), re.compile(self.unless or r"(?!)")
        for page in series.pages:
            for block in page.blocks:
                if self.main_only and not block.is_main:
                    continue
                for text in [block.text] if self.blocks else block.sentences:
                    if wrong.search(text) and not right.search(block.beside):
                        yield Found(page.address, text)


def patterns() -> list[Pattern]:
    return [Pattern(**one) for one in tomllib.loads(FILE.read_text())["pattern"]]
