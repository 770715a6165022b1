"""Funding of regions: each amount as its source states it.

Amounts are never added up: two sources may write about the same money. An amount for several
regions together is not assigned to any of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from regions.clock import AsOf
from regions.directory import sources_of
from regions.models import Agreement, Region
from regions.names.slugs import slug_of
from regions.wording.dutch import euros
from schools.figures.known import known_as_of
from schools.figures.words import note_of, qualified
from schools.models import Figure, Unit
from schools.models.figures import period_label, period_order

OFFICIAL = "vastgesteld-bedrag-voor-sterk-techniekonderwijs"
REPORTED = "toegekend-bedrag-voor-sterk-techniekonderwijs-zoals-bericht"
COFINANCING = "cofinanciering-voor-sterk-techniekonderwijs"
# By indicator slug: official amounts and amounts reported by others are never combined.
LABELS = {
    OFFICIAL: "Vastgesteld door het Rijk",
    REPORTED: "Toegekend, zoals bericht",
    "genoemd-bedrag-voor-sterk-techniekonderwijs": "Genoemd bedrag",
    COFINANCING: "Cofinanciering",
}
# Totals of all regions.
NATIONAL_BUDGET = "budget-voor-sterk-techniekonderwijs"
# A note on an amount that is not split.
TOGETHER = "voor deze regio's samen; per regio niet bekend"
ORDER = {slug: position for position, slug in enumerate(LABELS)}
BUDGET = "Budget van de overeenkomst"
# Text for the sentence about unknown amounts.
UNKNOWN_TEXTS = {OFFICIAL: "wat het Rijk vaststelde", COFINANCING: "de cofinanciering"}


@dataclass(frozen=True, slots=True)
class Amount:
    words: str  # "bijna € 5 miljoen"
    exact: Decimal | None  # None for a range or "bijna"
    note: str
    row: Figure | Agreement  # has the source

    @property
    def noted(self) -> str:
        """As "€ 3,4 miljoen per vier kalenderjaren": a note may say that it is not a total."""
        return f"{self.words} {self.note}".rstrip()

    @property
    def value(self) -> Decimal | str:
        if self.exact is None:
            return self.words
        return self.exact if self.exact % 1 else self.exact.to_integral_value()


@dataclass(frozen=True, slots=True)
class Amounts:
    """Amounts of one kind in one period, from all sources."""

    label: str
    period: str  # as text
    url: str  # URL of the definition; may be empty
    amounts: list[Amount]
    anchor: str  # on the region page

    @property
    def in_words(self) -> str:
        stated = [
            f"{amount.noted} (bron: {', '.join(sources_of([amount.row])) or 'niet bekend'})"
            for amount in self.amounts
        ]
        return f"{self.label}, {self.period}: {'; '.join(stated)}."

    @property
    def differs(self) -> bool:
        return len({amount.words for amount in self.amounts}) > 1


@dataclass(frozen=True, slots=True)
class Money:
    """The funding of a region; never empty."""

    groups: list[Amounts]
    unknown: list[str]  # as text

    @property
    def by_kind(self) -> dict[tuple[str, str], list[Amount]]:
        by_kind: defaultdict[tuple[str, str], list[Amount]] = defaultdict(list)
        for group in self.groups:
            by_kind[group.label, group.period] += group.amounts
        return dict(by_kind)

    @property
    def rows(self) -> list[Figure | Agreement]:
        return [amount.row for group in self.groups for amount in group.amounts]


def money_of(regions: Iterable[Region], as_of: AsOf) -> dict[int, Money]:
    """Map region keys to funding; regions without amounts have no key."""
    regions = list(regions)
    figures = Figure.objects.filter(
        Q(indicator__unit=Unit.EURO) | Q(indicator__slug__in=LABELS),
        indicator__published_from__lte=as_of.today,
        region__in=regions,
    ).select_related("indicator")
    return money_from_figures(figures.order_by("indicator__folded_name", "pk"), regions, as_of)


def money_from_figures(
    figures: Iterable[Figure], regions: Iterable[Region], as_of: AsOf
) -> dict[int, Money]:
    """Like `money_of`, for figures loaded in order of their indicator."""
    amounts = _by_region(figures, as_of)
    money = {}
    for region in regions:
        of_region = amounts.get(region.pk, [])
        budgets = [
            _budget(row, row.budget) for row, _ in region.states_on(as_of) if row.budget is not None
        ]
        if groups := [*budgets, *amounts_of(of_region)]:
            known = {figure.indicator.slug for figure in of_region}
            money[region.pk] = Money(
                groups, [words for slug, words in UNKNOWN_TEXTS.items() if slug not in known]
            )
    return money


def _by_region(figures: Iterable[Figure], as_of: AsOf) -> dict[int | None, list[Figure]]:
    groups = defaultdict(list)
    for figure in known_as_of(figures, as_of):
        if figure.indicator.unit == Unit.EURO or figure.indicator.slug in LABELS:
            groups[figure.region_id].append(figure)
    for group in groups.values():
        group.sort(key=lambda figure: period_order(figure.period), reverse=True)
        group.sort(key=lambda figure: ORDER.get(figure.indicator.slug, len(ORDER)))
    return dict(groups)


def amounts_of(figures: Iterable[Figure]) -> list[Amounts]:
    groups: defaultdict[tuple[int, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[figure.indicator_id, figure.period].append(figure)
    return [
        Amounts(
            LABELS.get(group[0].indicator.slug, group[0].indicator.name),
            period_label(period),
            group[0].indicator.get_absolute_url(),
            [_amount(figure) for figure in group],
            f"geld-{group[0].indicator.slug}-{slug_of(period)}",
        )
        for (_, period), group in groups.items()
    ]


def _amount(figure: Figure) -> Amount:
    least, most = euros(figure.low), euros(figure.high)
    words = least if least == most else f"{least} tot en met {most}"
    stated = qualified(figure, words)
    exact = figure.low if stated == least else None
    return Amount(stated, exact, note_of(figure), figure)


def _budget(agreement: Agreement, budget: Decimal) -> Amounts:
    period = agreement.funding_period or agreement.period_in_words or "periode niet bekend"
    amount = Amount(euros(budget), budget, agreement.budget_note, agreement)
    return Amounts(BUDGET, str(period), "", [amount], f"geld-overeenkomst-{agreement.pk}")
