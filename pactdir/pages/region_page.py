"""The data of a region's page, loaded in a fixed number of queries before it renders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q

from news.models import Article, Event
from news.models.articles import ArticleKind
from pactdir.map.region import RegionMap, region_map
from pactdir.pages.goals import GoalDetails, end_goals_of, goals_of
from pactdir.pages.region_parts import mark_awaiting, partners_of, themes_of
from partners.models import Offer, Partner, PartnerParticipation
from regions.agreement_timeline import timeline
from regions.charts.timeline import Timeline
from regions.clock import AsOf
from regions.directory import sources_of
from regions.leads import member_of_lead
from regions.models import (
    Agreement,
    AgreementState,
    Boundary,
    Channel,
    Contact,
    MunicipalityParticipation,
    Organisation,
    Region,
    RegionDocument,
    Theme,
)
from regions.taking_part import Links, TakingPart, Unplaced, links_as_of
from schools.as_of import apply_as_of, open_as_of
from schools.figures.missing import Missing, missing_in_region
from schools.figures.money import Money, money_from_figures
from schools.figures.page import RegionFigures, published_figures, sums_from_figures
from schools.models import School, SchoolParticipation

STORIES, NEWS, MAX_UPCOMING_EVENTS, MAX_PAST_EVENTS = 4, 6, 20, 10
MAX_OFFERS = 12


@dataclass(frozen=True, slots=True)
class FormerSchool:
    """`ending` states whether the school left or closed, according to `source_row`."""

    school: School
    ending: str
    source_row: SchoolParticipation | School


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionPage:
    region: Region
    as_of: AsOf
    agreement: Agreement | None
    states: list[tuple[Agreement, AgreementState]]
    timeline: Timeline | None
    themes: list[Theme]
    goals: list[GoalDetails]
    own_site: str
    channels: list[Channel]
    contacts: list[Contact]
    confirmed: dict[str, date]  # latest confirmation date by block
    schools: list[SchoolParticipation]  # by place
    map: RegionMap | None
    former_schools: list[FormerSchool]
    partners: list[PartnerParticipation]  # by kind
    former_partners: list[PartnerParticipation]
    stated: list[TakingPart]
    derived: list[TakingPart]
    unplaced: list[Unplaced]
    former_municipalities: list[MunicipalityParticipation]
    stories: list[Article]
    news: list[Article]
    offers: list[Offer]
    upcoming: list[Event]
    past: list[Event]
    figures: list[RegionFigures]
    missing: list[Missing]
    money: Money | None
    documents: list[RegionDocument]
    sources: list[str]  # in page order

    @property
    def end_goals(self) -> list[Agreement]:
        return end_goals_of(self.states, self.as_of)

    @property
    def state(self) -> AgreementState | None:
        return dict(self.states)[self.agreement] if self.agreement else None

    @property
    def has_ended(self) -> bool:
        return self.state is not None and self.state.has_ended

    @property
    def lead(self) -> Organisation | None:
        return self.agreement.lead_organisation if self.agreement else None

    @property
    def lead_is_certain(self) -> bool:
        return bool(self.agreement and self.agreement.had_lead(self.as_of))

    @property
    def schools_of_lead(self) -> list[School]:
        """Schools whose board is now the lead organisation; empty as of a past date."""
        lead = None if self.as_of.is_past else self.lead
        return [school for school in self.school_list if lead and school.board_id == lead.pk]

    @property
    def member_of_lead(self) -> School | Partner | None:
        if self.as_of.is_past:
            return None
        school = member_of_lead(self.agreement, self.school_list)
        return school or member_of_lead(self.agreement, (row.partner for row in self.partners))

    @property
    def school_list(self) -> list[School]:
        return [row.school for row in self.schools]

    @property
    def since_unknown(self) -> int:
        return sum(row.since is None for row in self.schools)

    @property
    def contents(self) -> list[tuple[str, str]]:
        """Anchor and title of each block; empty if there is only one."""
        blocks = [
            ("scholen", "Scholen", self.schools or self.former_schools),
            ("doelen", "Doelen", [*self.goals, *self.end_goals]),
            ("overeenkomst", "Overeenkomst", self.states),
            ("geld", "Geld", self.money),
            ("partners", "Bedrijven en partners", self.partners or self.former_partners),
            ("gemeenten", "Gemeenten", self.stated or self.derived or self.former_municipalities),
            ("cijfers", "Cijfers", self.figures or self.missing),
            ("iets-doen", "Iets doen", self.offers),
            ("agenda", "Agenda", self.upcoming or self.past),
            ("verhalen", "Verhalen", self.stories),
            ("nieuws", "Nieuws", self.news),
            ("documenten", "Documenten", self.documents),
            ("contact", "Contact", self.contacts),
            ("bronnen", "Bronnen", self.sources),
        ]
        present = [(anchor, title) for anchor, title, rows in blocks if rows]
        return present if len(present) > 1 else []

    @property
    def absent(self) -> list[str]:
        facts = {
            "overeenkomst": self.agreement,
            "penvoerder": self.lead,
            "doelen": self.goals,
            "scholen": self.schools or self.former_schools,
            "partners": self.partners or self.former_partners,
            "gemeenten": self.stated
            or self.former_municipalities
            or (self.as_of.is_past and (self.derived or self.unplaced)),
            "contact": self.contacts or self.as_of.is_past,
            "geld": self.money,
            "aanbod": self.offers,
            "agenda": self.upcoming or self.past,
            "nieuws": self.news or self.stories,
        }
        return [name for name, value in facts.items() if not value]


def load_region_page(region: Region, as_of: AsOf) -> RegionPage:
    """Expects a region from `published_regions`.

    Channels, contacts, confirmations and the map are shown only for today.
    """
    today, on, is_past = as_of.today, as_of.on, as_of.is_past
    may_have_begun = not is_past or region.may_have_begun(on)
    states = region.states_on(as_of)
    goals = goals_of(region, as_of)
    contacts = [] if is_past else list(region.contacts.all())
    partners = partners_of([region], today)[region.pk]
    open_partners = [row for row in partners if row.is_open_as_of(as_of, region)]
    participations = list(region.school_participations.for_region_page(today))
    mark_awaiting((row.school for row in participations), today)
    apply_as_of((row.school for row in participations), as_of)
    if is_past:
        participations = _sort_by_former_name(participations)
    schools = open_as_of(participations, region, as_of)
    all_links = links_as_of(as_of)
    members = all_links.of_region(region)
    stated = [link for link in members if link.is_stated]
    articles = list(region.articles.for_region_page(today).as_of(as_of))
    events = list(region.events.for_region_page(today).as_of(as_of))
    agreement = region.agreement_on(as_of)
    named = [row.school for row in schools]
    of_region_or_schools = published_figures(Q(region=region) | Q(school__in=named), as_of)
    money = money_from_figures(of_region_or_schools, [region], as_of).get(region.pk)
    figures = sums_from_figures(
        [figure for figure in of_region_or_schools if figure.school_id],
        named,
        agreement.starts if agreement else None,
        as_of,
    )
    explain_missing = not (is_past or region.is_example)
    return RegionPage(
        region=region,
        as_of=as_of,
        agreement=agreement,
        states=states,
        timeline=timeline(region, [agreement for agreement, _ in states], on),
        themes=themes_of([region]).get(region.pk, []) if may_have_begun else [],
        goals=goals,
        own_site=region.website if is_past else region.own_site,
        channels=[] if is_past else list(region.channels.all()),
        contacts=contacts,
        confirmed={} if is_past else region.confirmations.latest_per_block(),
        schools=schools,
        map=None if is_past else _map(schools, members),
        former_schools=_former_schools(participations, on),
        partners=open_partners,
        former_partners=[row for row in partners if row.is_former(on)],
        stated=stated,
        derived=[link for link in members if not link.is_stated],
        unplaced=all_links.unplaced.get(region.pk, []),
        former_municipalities=_former_municipalities(all_links, region),
        stories=[row for row in articles if row.kind == ArticleKind.STORY][:STORIES],
        news=[row for row in articles if row.kind != ArticleKind.STORY][:NEWS],
        offers=_offers(region, as_of),
        upcoming=[event for event in events if not event.is_past(on)][:MAX_UPCOMING_EVENTS],
        past=[event for event in events if event.is_past(on)][:MAX_PAST_EVENTS],
        figures=figures,
        missing=missing_in_region(named, figures, today) if explain_missing else [],
        money=money,
        documents=list(region.documents.as_of(as_of)),
        sources=sources_of(
            [
                region,
                *(agreement for agreement, _ in states),
                *(row for details in goals for row in details.sourced_rows),
                *schools,
                *(row.school for row in schools),
                *open_partners,
                *(link.participation for link in stated),
                *(money.rows if money else []),
                *contacts,
            ]
        ),
    )


def _offers(region: Region, as_of: AsOf) -> list[Offer]:
    rows = Offer.objects.published(as_of.today).in_regions(pk=region.pk).for_list()
    return list(rows.as_of(as_of)[:MAX_OFFERS])


def _sort_by_former_name(rows: Iterable[SchoolParticipation]) -> list[SchoolParticipation]:
    """Sort within each place by the names on that date."""
    places = groupby(rows, key=lambda row: (row.school.place_id, row.school.municipality_id))
    return [
        row
        for _, group in places
        for row in sorted(group, key=lambda row: (row.school.folded_name, row.school.pk))
    ]


def _former_schools(rows: Iterable[SchoolParticipation], day: date) -> list[FormerSchool]:
    former = []
    for row in rows:
        if row.is_former(day):
            former.append(FormerSchool(row.school, f"deed mee tot en met {row.until}", row))
        elif row.school.is_closed(day):
            ending = f"school gesloten: {row.school.closed_on}"
            former.append(FormerSchool(row.school, ending, row.school))
    return former


def _former_municipalities(all_links: Links, region: Region) -> list[MunicipalityParticipation]:
    rows = [row for row in all_links.former if row.region_id == region.pk]
    return sorted(rows, key=lambda row: (row.municipality.folded_name, row.municipality.code))


def _map(rows: Iterable[SchoolParticipation], members: list[TakingPart]) -> RegionMap | None:
    municipalities = [link.municipality.pk for link in members]
    outlines = Boundary.objects.filter(municipality__in=municipalities).order_by()
    shapes = dict(outlines.values_list("municipality", "shape"))
    return region_map([row.school for row in rows], members, shapes)
