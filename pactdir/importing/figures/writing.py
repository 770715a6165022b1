"""Counted figures held against those that an earlier import stored, and the difference written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pactdir.importing.figures.pupils import Amount
from pactdir.importing.imported_values import BATCH
from pactdir.importing.outcome import Difference, Outcome
from regions.fields.partial_date import PartialDate
from regions.wording.dutch import counted
from regions.writing.changing import changing
from schools.models.figures import Figure, Indicator

VALUES = ("low", "high", "of_low", "of_high")
INDICATORS = tomllib.loads((Path(__file__).parent / "indicators.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Edition:
    """Of which period and day the figures of a file are, and by which source."""

    period: str
    as_of: PartialDate
    source: str


def write_figures(amounts: Iterable[Amount], edition: Edition, outcome: Outcome) -> None:
    """Store them; figures of the same source and period that are no longer counted go."""
    wanted = {amount.key: amount for amount in amounts}
    indicators = {slug: _indicator(slug, edition) for slug in sorted({key[0] for key in wanted})}
    rows = Figure.objects.filter(
        indicator__in=indicators.values(), period=edition.period, source=edition.source
    )
    stored = {_key(figure): figure for figure in rows.select_related("indicator")}
    new = [
        _figure(amount, indicators[amount.indicator], edition)
        for key, amount in wanted.items()
        if key not in stored
    ]
    changed = [
        figure for key, figure in stored.items() if key in wanted and _set(figure, wanted[key])
    ]
    gone = [figure.pk for key, figure in stored.items() if key not in wanted]
    if new or changed or gone:
        _write(new, changed, gone)
    _report(outcome, len(wanted), new, changed, gone)


def _write(new: list[Figure], changed: list[Figure], gone: list[int]) -> None:
    with changing():
        Figure.objects.bulk_create(new, batch_size=BATCH)
        Figure.objects.bulk_update(changed, VALUES, batch_size=BATCH)
        Figure.objects.filter(pk__in=gone).bulk_delete()


def _report(
    outcome: Outcome, count: int, new: list[Any], changed: list[Any], gone: list[int]
) -> None:
    """One line for all: nobody reads thousands."""
    outcome.unchanged += count - len(new) - len(changed)
    if new:
        outcome.created.append(counted(len(new), "cijfer", "cijfers"))
    if changed:
        words = counted(len(changed), "cijfer", "cijfers")
        outcome.changed.append(Difference(words, "waarde", "eerder geladen", "dit bestand"))
        outcome.changed_rows += len(changed)
    if gone:
        outcome.removed.append(counted(len(gone), "cijfer", "cijfers"))


def _indicator(slug: str, edition: Edition) -> Indicator:
    """The indicator, made where it is not there; an editor may have changed its words since."""
    if (known := Indicator.objects.filter(slug=slug).first()) is not None:
        return known
    indicator = Indicator(slug=slug, source=edition.source, **INDICATORS[slug])
    indicator.published_from = edition.as_of.first_day
    indicator.save()
    return indicator


def _figure(amount: Amount, indicator: Indicator, edition: Edition) -> Figure:
    figure = Figure(
        indicator=indicator,
        area_code=amount.area.code,
        school_id=amount.area.school,
        municipality_id=amount.area.municipality,
        province=amount.area.province,
        profile=amount.profile,
        level=amount.level,
        period=edition.period,
        as_of=edition.as_of,
        source=edition.source,
    )
    _set(figure, amount)
    return figure


def _set(figure: Figure, amount: Amount) -> bool:
    """Give the figure its values; whether that changed any."""
    values = amount.values
    before = figure.values()
    for name, value in values.items():
        setattr(figure, name, value)
    return before != values


def _key(figure: Figure) -> tuple[str, str, str, str]:
    return figure.indicator.slug, figure.area_code, figure.profile, figure.level
