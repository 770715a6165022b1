"""A kind of file: its layout, how its rows find their objects, and what it writes."""

from __future__ import annotations

from typing import ClassVar

from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.matching.matches import Matches, skip_all
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.layout import Layout, Row
from pactdir.importing.reference_dates import date_in_content, date_in_text, day_in_text
from pactdir.importing.run import Run
from regions.fields.partial_date import PartialDate


class Kind(Layout):
    publisher: ClassVar[str] = "de bron"  # shown as the source: "DUO"
    has_header: ClassVar[bool] = True
    has_files: ClassVar[bool] = True  # False if its rows follow from files of another kind
    remark: ClassVar[str] = ""  # a limitation of these files, shown after each import

    @classmethod
    def source(cls) -> str:
        """Its key in `IMPORT_SOURCES`; kinds that describe the same rows may share one."""
        return cls.__name__.lower()

    @classmethod
    def imported_as(cls) -> str:
        """The `kind` of its `ImportedRow`s; kinds that fill the same fields share one."""
        return cls.name

    @classmethod
    def reference_date(
        cls, file: str, content: bytes, default: PartialDate | None = None
    ) -> PartialDate | None:
        """`default` is the date of a file without one."""
        date = cls._stated_date(file, content, default)
        return cls.counting_day(date) if date else None

    @classmethod
    def edition_date(
        cls, file: str, content: bytes, default: PartialDate | None = None
    ) -> PartialDate | None:
        """Sort key of files about the same day."""
        return day_in_text(file) or cls._stated_date(file, content, default)

    @classmethod
    def _stated_date(
        cls, file: str, content: bytes, default: PartialDate | None
    ) -> PartialDate | None:
        in_name = cls.date_in_name(file)
        return in_name or (date_in_content(file, content) if cls.has_header else None) or default

    @classmethod
    def counting_day(cls, date: PartialDate) -> PartialDate:
        """The day that a file of this date describes, if its source counts on a fixed day."""
        return date

    @classmethod
    def date_in_name(cls, file: str) -> PartialDate | None:
        return date_in_text(file)

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        """The objects of the rows, for kinds with `fields`; other kinds store figures or facts."""
        return skip_all(cls, rows, run)

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        raise NotImplementedError
