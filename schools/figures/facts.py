"""Figures as rows of a sheet, with the same texts as pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from regions.directory import sources_of
from regions.sheets.columns import NOT_KNOWN
from regions.sheets.facts import Fact, Subject
from regions.taking_part import DERIVED
from schools.figures.counted_per_school import WHAT_COUNTS_APART
from schools.figures.money import Amount, Amounts, Money
from schools.figures.named_areas import NamedArea
from schools.figures.page import AreaFigures
from schools.figures.rows import LABELS, key_of
from schools.figures.tables import NO_FIGURE
from schools.figures.words import (
    in_short,
    in_words,
    is_share_of_masked,
    to_one_decimal,
    whole_in_words,
)
from schools.models import Figure, Indicator, School, Unit

NO_FIGURE_IN_WORDS = "geen cijfer"


def rounded(number: Decimal) -> Decimal:
    """Round to one decimal, as pages do."""
    one = to_one_decimal(number)
    return one.to_integral_value() if one == one.to_integral_value() else one


def value_of(figure: Figure) -> dict[str, Any]:
    """Use a number for an exact figure, and the text of the page for a masked one or a range."""
    low, high = map(rounded, figure.shares or (figure.low, figure.high))
    value: Decimal | str = low if low == high else in_short(figure)
    if is_share_of_masked(figure):
        value = in_words(figure)
    return {"value": value, "low": low, "high": high}


def figure_fact(
    subject: Subject, figure: Figure, indicator: Indicator, note: str = "", group: str = ""
) -> Fact:
    """`group` names the parts that the figure sums up, if there are several."""
    what_counts = WHAT_COUNTS_APART.get(indicator.slug, "")
    notes = [whole_in_words(figure), figure.note, what_counts, note]
    group = group or (LABELS[key_of(figure)] if key_of(figure) else "")
    return subject.fact(
        f"{indicator.name}: {group}" if group else indicator.name,
        **value_of(figure),
        unit=indicator.get_unit_display(),
        period=figure.period,
        as_of=figure.as_of,
        note="; ".join(filter(None, notes)),
        sources=sources_of([figure]),
    )


def area_facts(subject: Subject, shown: Iterable[AreaFigures]) -> list[Fact]:
    return [
        figure_fact(subject, figure, figure.indicator)
        for area in shown
        for figure in area.all_figures
    ]


def facts_together(subject: Subject, shown: Iterable[AreaFigures], note: str = "") -> list[Fact]:
    return [
        figure_fact(subject, area.together.here, area.indicator, note, area.together.group)
        for area in shown
        if area.together
    ]


def facts_per_school(
    subject_of: Callable[[School], Subject], shown: Iterable[AreaFigures]
) -> list[Fact]:
    """The tables of an indicator by school, with one fact per cell."""
    return [
        figure_fact(subject_of(line.school), figure, area.indicator, group=group)
        if figure
        else subject_of(line.school).fact(
            f"{area.indicator.name}: {group}", NO_FIGURE_IN_WORDS, period=period
        )
        for area in shown
        if area.locations
        for line in area.locations.lines
        if line.school
        for (group, period), figure in zip(area.locations.measured, line.figures, strict=True)
    ]


def area_remarks(subject: Subject, shown: Iterable[AreaFigures]) -> list[Fact]:
    facts = []
    for area in shown:
        name, sources = area.indicator.name, sources_of([area.last])
        facts += [
            subject.fact(name, text, how_known=DERIVED, sources=sources)
            for text in (*area.remarks, area.why_hidden, area.shortfall)
            if text
        ]
        if area.years:
            facts += [
                subject.fact(
                    f"{name}: {line.label}",
                    NO_FIGURE_IN_WORDS,
                    period=column.label,
                    sources=sources,
                )
                for line in area.years.lines
                for column, cell in zip(area.years.columns, line.cells, strict=False)
                if cell == NO_FIGURE
            ]
    return facts


def money_facts(subject: Subject, money: Money | None) -> list[Fact]:
    if money is None:
        return [subject.fact("geld", NOT_KNOWN)]
    amounts = [
        _amount_fact(subject, group, amount) for group in money.groups for amount in group.amounts
    ]
    return [*amounts, *(subject.fact(words, NOT_KNOWN) for words in money.unknown)]


def named_area_facts(subject: Subject, areas: Iterable[NamedArea]) -> list[Fact]:
    return [
        replace(
            fact := _amount_fact(subject, group, amount),
            note="; ".join(
                filter(None, [f"voor “{area.name}”, welke gemeenten is niet bekend", fact.note])
            ),
        )
        for area in areas
        for group in area.amounts
        for amount in group.amounts
    ]


def _amount_fact(subject: Subject, group: Amounts, amount: Amount) -> Fact:
    contradicted = "de bronnen noemen niet hetzelfde bedrag" if group.differs else ""
    return subject.fact(
        group.label,
        amount.value,
        unit=Unit.EURO.label,
        period=group.period,
        note="; ".join(filter(None, [amount.note, contradicted])),
        sources=sources_of([amount.row]),
    )
