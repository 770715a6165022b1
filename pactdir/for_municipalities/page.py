"""The data of the page, loaded in a fixed number of queries before it renders."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from news.models import Article, Event
from pactdir.for_municipalities.early import (
    early_articles,
    early_lines,
    events_for_primary_schools,
    is_early,
)
from pactdir.for_municipalities.national import National, national
from pactdir.for_municipalities.nearest import NearestLead, nearest_lead
from pactdir.pages.goals import GoalDetails
from pactdir.pages.municipality_page import (
    MunicipalityPage,
    RegionOfMunicipality,
    load_municipality_page,
)
from pactdir.pages.region_comparison import MAX_REGIONS
from pactdir.pages.region_parts import themes_of
from pactdir.white_spots.nearest import Nearest, white_spots
from partners.models import PartnerKind, PartnerParticipation
from regions.clock import AsOf
from regions.models import Municipality, Region, Theme
from regions.published_regions import published_regions
from regions.taking_part import TakingPart, links
from regions.wording.shapes import Shape
from regions.writing.version_cache import cached_per_version
from schools.figures.area_table import INDICATORS as SHOWN
from schools.figures.money import Money, money_of
from schools.figures.named_areas import NamedArea, areas_named_after
from schools.figures.page import AreaFigures
from schools.figures.rows import FigureRow
from schools.models import TECHNICAL_PROFILES, Level, Profile, School

TRAINERS = {
    PartnerKind.TRAINING_COMPANY,
    PartnerKind.COMPANY,
    PartnerKind.TRADE_ASSOCIATION,
    PartnerKind.KNOWLEDGE_INSTITUTE,
}


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    municipality: Municipality
    links: list[TakingPart]
    named_areas: list[NamedArea]  # names of areas in amounts, used if no region is known


@dataclass(frozen=True, slots=True)
class ProfileNearby:
    profile: Profile
    nearest: Nearest | None


@dataclass(frozen=True, slots=True)
class OwnRegion:
    """A region of the municipality, with its content for each recommendation."""

    entry: RegionOfMunicipality
    early_goals: list[GoalDetails]
    early_lines: list[str]  # taken from the text about the region
    early_themes: list[Theme]
    trainers: list[PartnerParticipation]
    networks: list[PartnerParticipation]

    @property
    def region(self) -> Region:
        return self.entry.region

    @property
    def others(self) -> list[Municipality]:
        return [link.municipality for link in self.entry.others]

    @property
    def has_passed(self) -> bool:
        """True if the agreed end has passed and no follow-up is known."""
        return bool(self.entry.state and self.entry.state.mark is Shape.PASSED)

    @property
    def can_be_asked(self) -> bool:
        lead = self.entry.agreement and self.entry.agreement.lead_organisation
        return bool(lead or self.entry.contacts)


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """The latest period of an indicator of the municipality, with the rows on technology."""

    area: AreaFigures
    rows: list[FigureRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """The recommendations filled in for one municipality."""

    facts: MunicipalityPage  # data from the municipality's own page
    regions: list[OwnRegion]
    neighbours: list[NeighbourRow]
    nearby_regions: list[Region]  # regions of neighbours only, nearest first
    nearby_money: list[tuple[Region, Money | None]]  # in the same order
    nearest: NearestLead | None  # set if none of its own regions has a lead to ask
    articles: list[Article]
    events: list[Event]
    colleges: list[School]  # mbo colleges in its regions
    profiles: list[ProfileNearby]
    counted_in: str  # the period for which DUO counted locations
    figures: list[OwnFigures]

    @property
    def municipality(self) -> Municipality:
        return self.facts.municipality

    @property
    def comparison(self) -> str:
        """The URL that compares its regions with nearby ones; empty without a region."""
        own = [row.region for row in self.regions]
        slugs = [region.slug for region in (*own, *self.nearby_regions)][:MAX_REGIONS]
        if not own or len(slugs) < 2:
            return ""
        return f"{reverse('compare')}?{urlencode([('regio', slug) for slug in slugs])}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    national: National
    own: OwnPage | None
    articles: list[Article]  # drawn from all regions if no municipality is chosen
    region_count: int


def load_page(slug: str, day: date) -> Page:
    """`own` is None if no municipality has this slug today."""
    own = load_own_page(slug, day) if slug else None
    real = [region for region in published_regions(day).values() if not region.is_example]
    return Page(
        national=national(day),
        own=own,
        articles=[] if own else early_articles(real, day),
        region_count=len(real),
    )


def load_own_page(slug: str, day: date) -> OwnPage | None:
    facts = load_municipality_page(slug, AsOf.of(day))
    if facts is None:
        return None
    municipality, entries = facts.municipality, facts.regions
    regions = [entry.region for entry in entries]
    themes = themes_of(regions)
    early = national(day).early_themes
    own = [_own_region(entry, themes.get(entry.region.pk, []), early) for entry in entries]
    all_links = links(day)
    neighbours = [
        NeighbourRow(row, of_row, [] if of_row else areas_named_after(row, day))
        for row in facts.neighbours
        for of_row in [all_links.of_municipality(row)]
    ]
    nearby, money = _nearby_regions(neighbours, regions), _money_of_all(day)
    can_be_asked = any(row.can_be_asked for row in own)
    return OwnPage(
        facts=facts,
        regions=own,
        neighbours=_sort_neighbours(neighbours, regions),
        nearby_regions=nearby,
        nearby_money=[(region, money.get(region.pk)) for region in nearby],
        nearest=None if can_be_asked else nearest_lead(municipality, regions, day),
        articles=early_articles(regions, day),
        events=events_for_primary_schools(regions, day),
        colleges=_colleges(regions, day),
        profiles=_profiles_nearby(municipality, day),
        counted_in=white_spots(day).counted_in,
        figures=[_own_figures(area) for area in facts.figures if area.indicator.slug in SHOWN],
    )


@cached_per_version
def _money_of_all(day: date) -> dict[int, Money]:
    return money_of(published_regions(day).values(), AsOf.of(day))


def _own_figures(area: AreaFigures) -> OwnFigures:
    return OwnFigures(area, [row for row in area.rows if row.is_technical] or area.rows)


def _own_region(
    entry: RegionOfMunicipality, themes: Iterable[Theme], early: Container[Theme]
) -> OwnRegion:
    kinds = {row: row.partner.kind for row in entry.partners}
    return OwnRegion(
        entry,
        early_goals=[details for details in entry.goals if is_early(details.goal.text)],
        early_lines=early_lines(f"{entry.region.about}<br>{entry.region.aims_note}"),
        early_themes=[theme for theme in themes if theme in early],
        trainers=[row for row, kind in kinds.items() if kind in TRAINERS],
        networks=[row for row, kind in kinds.items() if kind not in TRAINERS],
    )


def _sort_neighbours(
    neighbours: Iterable[NeighbourRow], own: Container[Region]
) -> list[NeighbourRow]:
    def preference(row: NeighbourRow) -> tuple[bool, str]:
        return not any(link.region in own for link in row.links), row.municipality.folded_name

    return sorted(neighbours, key=preference)


def _nearby_regions(neighbours: Iterable[NeighbourRow], own: Container[Region]) -> list[Region]:
    regions = {link.region: None for row in neighbours for link in row.links}
    return [region for region in regions if region not in own]


def _colleges(regions: Iterable[Region], day: date) -> list[School]:
    schools = School.objects.published(day).not_closed(day)
    schools = schools.filter(levels__contains=f"|{Level.MBO}|")
    return list(schools.taking_part(day, pk__in=[region.pk for region in regions]).for_list())


def _profiles_nearby(municipality: Municipality, day: date) -> list[ProfileNearby]:
    rows = white_spots(day).rows
    row = next((row for row in rows if row.municipality == municipality), None)
    if row is None:
        return []
    return [ProfileNearby(profile, row.nearest_with(profile)) for profile in TECHNICAL_PROFILES]
