"""A kind of file: its layout, how its rows find our objects, and what is written of them."""

from __future__ import annotations

from typing import ClassVar

from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.matching.matches import Matches
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.layout import Layout, Row
from pactdir.importing.run import Run


class Kind(Layout):
    publisher: ClassVar[str] = "de bron"  # who says so: "DUO"
    remark: ClassVar[str] = ""  # what one should know of such files, said after each import

    @classmethod
    def source(cls) -> str:
        """Under which word the settings say where this kind of file is fetched.

        Kinds that tell of the same rows may share it.
        """
        return cls.__name__.lower()

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        raise NotImplementedError

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        """Answers what undoing puts back among the imported values."""
        raise NotImplementedError
