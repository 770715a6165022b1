"""Compares counted figures with those stored by an earlier import, and writes the differences."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Count

from pactdir.importing.figures.amounts import Amount
from pactdir.importing.imported_values import BATCH
from pactdir.importing.outcome import Difference, Outcome
from regions.fields.partial_date import PartialDate
from regions.wording.dutch import counted
from regions.writing.changing import changing
from schools.models.figures import Figure, Indicator

Written = set[tuple[str, str, str]]  # key: indicator, period and source
Key = tuple[str, str, str, str]
# A file with fewer than half of the schools is an extract, unless there are only a few.
MAX_EXTRACT_SHARE, MIN_SCHOOLS = 0.5, 20
VALUES = ("low", "high", "of_low", "of_high")
INDICATORS = tomllib.loads((Path(__file__).parent / "indicators.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Edition:
    """Period, reference date and source of the figures in a file."""

    period: str
    as_of: PartialDate
    source: str


def write_figures(
    amounts: Iterable[Amount], edition: Edition, outcome: Outcome, written: Written
) -> None:
    """Store the figures; delete those from the same source and period that are no longer counted.

    Those of an indicator that a newer file in this import has `written` are kept.
    """
    all_amounts = {amount.key: amount for amount in amounts}
    amounts_by_key = {
        key: amount
        for key, amount in all_amounts.items()
        if (key[0], edition.period, edition.source) not in written
    }
    if kept := len(all_amounts) - len(amounts_by_key):
        outcome.warnings.append(
            f"{_in_words(kept, edition)} stonden al in een ander bestand van deze import; die van "
            "dat bestand blijven"
        )
    amounts_by_key = _without_extracts(amounts_by_key, edition, outcome)
    written |= {(key[0], edition.period, edition.source) for key in amounts_by_key}
    indicators = {
        slug: _indicator(slug, edition) for slug in sorted({key[0] for key in amounts_by_key})
    }
    rows = Figure.objects.filter(
        indicator__in=indicators.values(), period=edition.period, source=edition.source
    )
    stored = {_key(figure): figure for figure in rows.select_related("indicator")}
    new = [
        _figure(amount, indicators[amount.indicator], edition)
        for key, amount in amounts_by_key.items()
        if key not in stored
    ]
    changed = [
        figure
        for key, figure in stored.items()
        if key in amounts_by_key and _set(figure, amounts_by_key[key])
    ]
    stale_pks = [figure.pk for key, figure in stored.items() if key not in amounts_by_key]
    if new or changed or stale_pks:
        _write(new, changed, stale_pks)
    unchanged = len(amounts_by_key) - len(new) - len(changed)
    _report(outcome, edition, (len(new), len(changed), len(stale_pks)), unchanged)


def _without_extracts(
    amounts: Mapping[Key, Amount], edition: Edition, outcome: Outcome
) -> dict[Key, Amount]:
    """Skip an indicator if the file has only some of the schools.

    Its sums would cover only those schools, and would replace the national ones.
    """
    schools: dict[str, set[str]] = {key[0]: set() for key in amounts}
    for key, amount in amounts.items():
        if amount.area.school:
            schools[key[0]].add(amount.area.code)
    most = _most_schools(schools)
    extracts = {
        slug
        for slug, codes in schools.items()
        if most.get(slug, 0) >= MIN_SCHOOLS and len(codes) < most[slug] * MAX_EXTRACT_SHARE
    }
    for slug in sorted(extracts):
        outcome.warnings.append(
            f"{slug}: in dit bestand staan {len(schools[slug])} van de {most[slug]} scholen "
            "waarvan wij dit kennen. Het is een deel: de cijfers over "
            f"{edition.period} zijn niet overgenomen"
        )
    return {key: amount for key, amount in amounts.items() if key[0] not in extracts}


def _most_schools(slugs: Iterable[str]) -> dict[str, int]:
    """Map indicator slugs to the largest number of schools with figures in one period."""
    figures = Figure.objects.filter(indicator__slug__in=slugs, school__isnull=False).order_by()
    counts = figures.values_list("indicator__slug", "period").annotate(
        schools=Count("area_code", distinct=True)
    )
    most: dict[str, int] = {}
    for slug, _, count in counts:
        most[slug] = max(count, most.get(slug, 0))
    return most


def _write(new: list[Figure], changed: list[Figure], stale_pks: list[int]) -> None:
    with changing():
        Figure.objects.bulk_create(new, batch_size=BATCH)
        Figure.objects.bulk_update(changed, VALUES, batch_size=BATCH)
        Figure.objects.filter(pk__in=stale_pks).bulk_delete()


def _report(
    outcome: Outcome, edition: Edition, counts: tuple[int, int, int], unchanged: int
) -> None:
    created, changed, removed = counts
    outcome.unchanged += unchanged
    if created:
        outcome.create_group(_in_words(created, edition), created)
    if changed:
        words = _in_words(changed, edition)
        outcome.changed.append(Difference(words, "waarde", "eerder geladen", "dit bestand"))
        outcome.changed_rows += changed
    if removed:
        outcome.remove_group(_in_words(removed, edition), removed)


def _in_words(count: int, edition: Edition) -> str:
    return f"{counted(count, 'cijfer', 'cijfers')} over {edition.period}"


def _indicator(slug: str, edition: Edition) -> Indicator:
    """Get or create the indicator; an existing one is kept as is, since editors may change it."""
    if (existing := Indicator.objects.filter(slug=slug).first()) is not None:
        return existing
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
    values = amount.values
    before = figure.values()
    for name, value in values.items():
        setattr(figure, name, value)
    return before != values


def _key(figure: Figure) -> Key:
    return figure.indicator.slug, figure.area_code, figure.profile, figure.level
