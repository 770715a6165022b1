"""Regions side by side, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pactdir.pages.goals import GoalDetails, goals_of
from pactdir.pages.region_parts import partners_of, school_counts, themes_of
from partners.models import Partner
from regions.clock import AsOf
from regions.models import Agreement, AgreementState, Region, Theme
from regions.published_regions import published_regions
from regions.taking_part import TakingPart, links
from schools.figures.compared import NO_FIGURE, ComparedFigure, figures_of_regions
from schools.figures.money import Money, money_of

MAX_REGIONS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRegion:
    """A column of the table. An empty list means unknown, never none."""

    region: Region
    agreement: Agreement | None
    state: AgreementState | None
    themes: list[Theme]
    goals: list[GoalDetails]
    school_count: int
    figures: list[ComparedFigure]
    money: Money | None
    partners: list[Partner]
    municipalities: list[TakingPart]

    why_no_figure = NO_FIGURE

    @property
    def name(self) -> str:
        return self.region.name

    @property
    def source(self) -> str:
        return (self.agreement and self.agreement.source) or self.region.source


def compare_regions(slugs: Iterable[str], day: date) -> list[ComparedRegion]:
    by_slug = {region.slug: region for region in published_regions(day).values()}
    regions = [by_slug[slug] for slug in dict.fromkeys(slugs) if slug in by_slug][:MAX_REGIONS]
    themes, partners = themes_of(regions), partners_of(regions, day)
    schools, money = school_counts(regions, day), money_of(regions, AsOf.of(day))
    figures = figures_of_regions({region.pk: schools[region.pk] for region in regions}, day)
    return [
        ComparedRegion(
            region=region,
            agreement=(agreement := region.agreement_on(day)),
            state=dict(region.states_on(day))[agreement] if agreement else None,
            themes=themes.get(region.pk, []),
            goals=goals_of(region, AsOf.of(day)),
            school_count=schools[region.pk],
            figures=figures.get(region.pk, []),
            money=money.get(region.pk),
            partners=_by_name(row.partner for row in partners[region.pk] if row.is_open(day)),
            municipalities=links(day).of_region(region),
        )
        for region in regions
    ]


def _by_name(partners: Iterable[Partner]) -> list[Partner]:
    return sorted(partners, key=lambda partner: (partner.folded_name, partner.slug))
