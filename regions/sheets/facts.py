"""Sheets of pages that are not lists: one fact per row, with the same columns for every page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from regions.sheets.columns import NOT_KNOWN, Address, Column, Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`code`, `path` and `subject` identify the subject of the fact, such as a school of a region.

    `low` and `high` are the bounds of a figure, which differ if the source masks a number.
    """

    code: str
    path: str = ""
    subject: str
    section: str
    label: str
    value: Plain = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    period: str = ""
    as_of: Plain = ""
    how_known: str = ""
    note: str = ""
    sources: Iterable[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The subject of several facts."""

    code: str
    subject: str
    section: str
    path: str = ""
    how_known: str = ""
    sources: Iterable[str] = ()

    def fact(self, label: str, value: Plain, **more: Any) -> Fact:
        """A fact; if its value is unknown, it has no source and is neither stated nor derived."""
        is_unknown = value in (None, "", [], NOT_KNOWN)
        fact = Fact(
            code=self.code,
            path=self.path,
            subject=self.subject,
            section=self.section,
            label=label,
            value=value,
            how_known="" if is_unknown else self.how_known,
            sources=() if is_unknown else self.sources,
        )
        return replace(fact, **more) if more else fact

    def facts(self, values: dict[str, Plain]) -> list[Fact]:
        return [self.fact(label, value) for label, value in values.items()]


# Empty for facts other than figures, links and notes, where it cannot be mistaken for "no".
FACT = [
    Column("code of kenmerk", lambda fact: fact.code),
    Column("pagina", lambda fact: Address(fact.path), unknown="geen eigen pagina"),
    Column("over", lambda fact: fact.subject),
    Column("onderdeel", lambda fact: fact.section),
    Column("gegeven", lambda fact: fact.label),
    Column("waarde", lambda fact: fact.value),
    Column("cijfer: minstens", lambda fact: fact.low, unknown=""),
    Column("cijfer: hoogstens", lambda fact: fact.high, unknown=""),
    Column("cijfer: eenheid", lambda fact: fact.unit, unknown=""),
    Column("cijfer: periode", lambda fact: fact.period, unknown=""),
    # For a figure in a newspaper, only the date of the report is known.
    Column(
        "cijfer: peildatum of datum van de bron",
        lambda fact: NOT_KNOWN if fact.as_of is None else fact.as_of,
        unknown="",
    ),
    Column("opgegeven of afgeleid", lambda fact: fact.how_known, unknown=""),
    Column("toelichting", lambda fact: fact.note, unknown=""),
    Column("bron", lambda fact: fact.sources),
]
