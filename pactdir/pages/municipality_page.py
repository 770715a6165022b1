"""The data of a municipality's page, loaded in a fixed number of queries before it renders."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Count, Max

from pactdir.pages.goals import GoalDetails, goals_of
from pactdir.pages.municipality_selection import (
    MAX_MUNICIPALITIES,
    comparison_url,
    neighbours_of,
)
from pactdir.pages.region_parts import mark_awaiting, mark_participations, partners_of
from partners.models import Offer, Partner, PartnerParticipation
from regions.clock import AsOf
from regions.directory import sources_of
from regions.fields.partial_date import PartialDate
from regions.formations import formation_days
from regions.geo.central_postcode import Area, central_postcode
from regions.geo.distances import Point
from regions.leads import member_of_lead
from regions.models import (
    Agreement,
    AgreementState,
    Confirmation,
    Contact,
    Municipality,
    MunicipalityParticipation,
    MunicipalitySuccession,
    PostcodeArea,
    Region,
)
from regions.names.spelling import normalized_name
from regions.past_municipalities import PastMunicipalities
from regions.published_regions import published_regions
from regions.successions import successions_to
from regions.taking_part import Links, TakingPart, links_as_of
from regions.wording.dutch import listed
from regions.writing.version_cache import cached_per_version
from schools.as_of import apply_as_of, not_yet_open
from schools.figures.exams_before_count import with_explanation
from schools.figures.missing import Missing, missing_in
from schools.figures.money import Money, money_of
from schools.figures.named_areas import NamedArea, areas_named_after
from schools.figures.page import AreaFigures, figures_of_municipality, newest_first
from schools.locations import undecided
from schools.models import Level, School, SchoolParticipation
from schools.models.row import ROW_FIELDS

# Figures of the same period are in this order.
FIRST_INDICATORS = (
    "aandeel-techniek-in-het-vmbo",
    "vestigingen-per-technisch-profiel",
    "leerlingen-per-vmbo-profiel",
)
# In the PDF their tables fill two columns: three short ones beside the long one of pupils.
FIRST_COLUMN = (*FIRST_INDICATORS[:2], "examenkandidaten-per-technisch-profiel")
MAX_OFFERS = 12
MIN_SCHOOLS_FOR_CONTENTS = 10  # a page with regions always has a table of contents


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionOfMunicipality:
    """A region linked to the municipality, with the links of its other municipalities."""

    region: Region
    link: TakingPart
    others: list[TakingPart]
    agreement: Agreement | None
    state: AgreementState | None
    goals: list[GoalDetails]
    contacts: list[Contact]
    partners: list[PartnerParticipation]  # by kind and name
    schools: list[SchoolParticipation]  # in all of its municipalities
    own_school_count: int  # of which in this municipality
    last_confirmed: date | None
    money: Money | None

    @property
    def in_words(self) -> str:
        name = self.link.municipality.name
        if self.link.is_stated:
            return f"Gemeente {name} is opgegeven als deelnemer."
        return f"Gemeente {name}: afgeleid uit deelnemende scholen."

    @property
    def member_of_lead(self) -> School | Partner | None:
        school = member_of_lead(self.agreement, (row.school for row in self.schools))
        return school or member_of_lead(self.agreement, (row.partner for row in self.partners))

    @property
    def school_count(self) -> int:
        return len({row.school_id for row in self.schools})

    @property
    def schools_apart(self) -> str:
        """Notes on the number of schools: its own schools, mbo, or an unknown start."""
        colleges = {row.school_id for row in self.schools if Level.MBO in row.school.levels}
        parts = [
            f"{self.own_school_count} in {self.link.municipality.name}"
            if self.own_school_count
            else "",
            f"{len(colleges)} mbo" if colleges else "",
        ]
        apart = f", waarvan {listed(filter(None, parts))}" if any(parts) else ""
        undated = len({row.school_id for row in self.schools if row.since is None})
        if not undated:
            return f"{apart}."
        all_of_them = "" if undated == self.school_count else f"van {undated} "
        return f"{apart}; {all_of_them}vanaf wanneer niet bekend."

    @property
    def sources(self) -> list[str]:
        return sources_of(
            [
                self.link.participation,
                self.agreement,
                *self.schools,
                *(row for details in self.goals for row in details.sourced_rows),
            ]
        )


@dataclass(frozen=True, slots=True)
class Centre:
    """The place and postcode whose page lists the schools near a municipality."""

    place: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityPage:
    """As of a past date, `schools` were certainly in the municipality; `maybe_schools` may have
    been.

    `former` are its own participations that ended. `by_predecessors` are those of municipalities
    that merged into it, in regions without a participation of its own; they do not imply one.
    """

    municipality: Municipality
    as_of: AsOf
    regions: list[RegionOfMunicipality]  # stated links before derived ones
    maybe_regions: list[Region]  # linked through one of `maybe_schools`
    former: list[MunicipalityParticipation]
    by_predecessors: list[MunicipalityParticipation]
    schools: list[School]
    maybe_schools: list[School]
    closed_schools: list[School]
    location_count: int  # schools that may duplicate another one
    centre: Centre | None
    # Suggestions, if no region is known:
    regions_in_province: list[Region]
    region_count: int
    named_areas: list[NamedArea]  # names of areas in amounts, used if no region is known
    formed_on: PartialDate | None  # derived from a merger
    succession_sentences: list[str]
    succession_sources: list[str]
    perhaps_formed_from: list[Municipality]  # merged into it after the date of the page
    offers: list[Offer]  # as of a past date, only those certainly in the municipality
    maybe_offers: list[Offer]  # as of a past date, those that may have been in it
    figures: list[AreaFigures]  # newest first
    missing: list[Missing]
    neighbours: list[Municipality]  # today, nearest first
    to_compare: list[Municipality]  # `neighbours`, those with most data first

    @property
    def comparison_url(self) -> str:
        """The URL that compares it with its neighbours; empty if it has none."""
        rows = [self.municipality, *self.to_compare][:MAX_MUNICIPALITIES]
        return comparison_url(row.slug for row in rows) if self.to_compare else ""

    @property
    def digest_query(self) -> str:
        """The query string that preselects its regions in the digest form; empty if it has none."""
        return urlencode([("regio", entry.region.slug) for entry in self.regions])

    @property
    def figures_in_columns(self) -> list[list[AreaFigures]]:
        """The figures of one period, in two columns of an A4 page."""
        columns: tuple[list[AreaFigures], list[AreaFigures]] = ([], [])
        for area in self.figures:
            if not area.years:
                columns[area.indicator.slug not in FIRST_COLUMN].append(area)
        return [column for column in columns if column]

    @property
    def shortfalls(self) -> list[tuple[str, str]]:
        """Footnotes in the PDF: a mark, and a sentence on the figures that have it."""
        sentences = dict.fromkeys(area.shortfall for area in self.figures if area.shortfall)
        return [("*" * number, sentence) for number, sentence in enumerate(sentences, start=1)]

    @property
    def has_ended(self) -> bool:
        return not self.municipality.existed(self.as_of.today)

    @property
    def is_long(self) -> bool:
        return len(self.schools) >= MIN_SCHOOLS_FOR_CONTENTS

    @property
    def school_count(self) -> int:
        return len(self.schools) - self.location_count


def load_municipality_page(slug: str, as_of: AsOf) -> MunicipalityPage | None:
    """Return None if no municipality had this slug on that date."""
    today, on = as_of.today, as_of.on
    municipality = Municipality.objects.current(on).filter(slug=slug).first()
    then = PastMunicipalities(on) if as_of.is_past else None
    if municipality is None or (then and then.is_formed_later(municipality)):
        return None
    all_links = links_as_of(as_of)
    schools, maybe_schools = _schools(municipality, as_of, then)
    regions = _regions(all_links, municipality, schools, as_of)
    steps = successions_to(municipality, on)
    former = _former(all_links, municipality, steps, on)
    stated = {entry.region.pk for entry in regions if entry.link.is_stated}
    open_schools = [school for school in schools if not school.is_closed(on)]
    real = [region for region in published_regions(today).values() if not region.is_example]
    figures = with_explanation(figures_of_municipality(municipality.pk, schools, as_of))
    figures = newest_first(sorted(figures, key=_position_of))
    offers, maybe_offers = _offers(municipality, regions, as_of, then)
    neighbours = [] if as_of.is_past else neighbours_of([municipality], today)
    explain_missing = not (as_of.is_past or municipality.is_example)
    return MunicipalityPage(
        municipality=municipality,
        as_of=as_of,
        regions=regions,
        maybe_regions=all_links.maybe_of_municipality(municipality),
        former=[row for row in former if row.municipality_id == municipality.pk],
        by_predecessors=[
            row
            for row in former
            if row.municipality_id != municipality.pk and row.region_id not in stated
        ],
        schools=open_schools,
        maybe_schools=[school for school in maybe_schools if not school.is_closed(on)],
        location_count=location_count({school.pk for school in open_schools}, today),
        closed_schools=[school for school in schools if school.is_closed(on)],
        centre=_centre(municipality, schools),
        regions_in_province=[] if regions else _in_province(all_links, real, municipality.province),
        region_count=len(real),
        named_areas=[]
        if regions or not explain_missing
        else areas_named_after(municipality, today),
        succession_sentences=succession_sentences(
            ((step.on, step.old_in_words) for step in steps), municipality.valid_from
        ),
        succession_sources=sources_of(steps),
        formed_on=formation_days(on).get(municipality.pk) if steps else None,
        perhaps_formed_from=then.perhaps_formed_from(municipality) if then else [],
        offers=offers,
        maybe_offers=maybe_offers,
        figures=figures,
        missing=missing_in(open_schools, figures, today) if explain_missing else [],
        neighbours=neighbours,
        to_compare=_to_compare(neighbours, {entry.region for entry in regions}, all_links, today),
    )


def _offers(
    municipality: Municipality,
    regions: Iterable[RegionOfMunicipality],
    as_of: AsOf,
    then: PastMunicipalities | None,
) -> tuple[list[Offer], list[Offer]]:
    """Return the offers in the municipality and, as of a past date, those that may have been."""
    rows = Offer.objects.published(as_of.today)
    if not municipality.is_example:
        rows = rows.exclude_examples()
    areas = then.successors(municipality) if then else [municipality]
    rows = rows.in_municipalities(areas, [entry.region for entry in regions])
    rows = rows.for_list().as_of(as_of)
    if then is None:
        return list(rows[:MAX_OFFERS]), []
    by_key: dict[int | None, Municipality] = {area.pk: area for area in areas}
    certain, possible = [], []
    for offer in rows:
        candidates = _were_in(offer, by_key, then)
        if candidates in ([], [municipality]):
            certain.append(offer)
        elif municipality in candidates:
            possible.append(offer)
    return certain[:MAX_OFFERS], possible[:MAX_OFFERS]


def _were_in(
    offer: Offer, by_key: Mapping[int | None, Municipality], then: PastMunicipalities
) -> list[Municipality]:
    """The municipalities that the offer may have been in; none if it has no place."""
    town = offer.town
    at = offer.school if offer.school and offer.place is None else town
    if at is None:
        return []
    return then.of(by_key[at.municipality_id], town.folded_name if town else "")


def _position_of(area: AreaFigures) -> int:
    slug = area.indicator.slug
    return FIRST_INDICATORS.index(slug) if slug in FIRST_INDICATORS else len(FIRST_INDICATORS)


def _to_compare(
    neighbours: Iterable[Municipality], own_regions: Set[Region], all_links: Links, day: date
) -> list[Municipality]:
    counts = _school_counts(day)

    def preference(row: Municipality) -> tuple[bool, bool, int, str]:
        regions = {link.region for link in all_links.of_municipality(row)}
        return regions.isdisjoint(own_regions), not regions, -counts.get(row.pk, 0), row.folded_name

    return sorted(neighbours, key=preference)


@cached_per_version
def _school_counts(on: date) -> dict[int, int]:
    rows = School.objects.published(on).not_closed(on).exclude(municipality=None)
    return dict(rows.order_by().values_list("municipality").annotate(Count("pk")))


def _regions(
    all_links: Links, municipality: Municipality, schools: Iterable[School], as_of: AsOf
) -> list[RegionOfMunicipality]:
    is_past = as_of.is_past
    links = sorted(all_links.of_municipality(municipality), key=lambda link: not link.is_stated)
    regions = [link.region for link in links]
    partners, money = partners_of(regions, as_of.today), money_of(regions, as_of)
    participations = mark_participations(schools, regions, as_of)
    own_schools = {school.pk for school in schools}
    confirmed = Confirmation.objects.filter(region__in=regions).order_by()
    last_confirmed = dict(confirmed.values_list("region").annotate(Max("on")))
    return [
        RegionOfMunicipality(
            region=region,
            link=link,
            others=[
                other for other in all_links.of_region(region) if other.municipality != municipality
            ],
            agreement=(agreement := region.agreement_on(as_of)),
            state=dict(region.states_on(as_of))[agreement] if agreement else None,
            goals=goals_of(region, as_of),
            contacts=[] if is_past else list(region.contacts.all()),
            partners=[row for row in partners[region.pk] if row.is_open_as_of(as_of, region)],
            schools=(rows := participations.get(region.pk, [])),
            own_school_count=len({row.school_id for row in rows} & own_schools),
            last_confirmed=None if is_past else last_confirmed.get(region.pk),
            money=money.get(region.pk),
        )
        for link, region in zip(links, regions, strict=True)
    ]


def _former(
    all_links: Links, municipality: Municipality, steps: Iterable[MunicipalitySuccession], day: date
) -> list[MunicipalityParticipation]:
    merged = {
        step.old_id
        for step in steps
        if step.old.valid_until is not None and step.old.valid_until.last_day < day
    }
    keys = {municipality.pk, *merged}
    return [row for row in all_links.former if row.municipality_id in keys]


def _in_province(all_links: Links, regions: Iterable[Region], province: str) -> list[Region]:
    if not province:
        return []
    return [
        region
        for region in regions
        if any(link.municipality.province == province for link in all_links.of_region(region))
    ]


def _schools(
    municipality: Municipality, as_of: AsOf, then: PastMunicipalities | None
) -> tuple[list[School], list[School]]:
    """Return the schools in the municipality and, as of a past date, those that may have been."""
    areas = then.successors(municipality) if then else [municipality]
    rows = School.objects.filter(municipality__in=areas).published(as_of.today)
    rows = rows.for_list()
    rows = rows.exclude(pk__in=not_yet_open(as_of))
    rows = rows.only(*ROW_FIELDS, "closed_on", "brin", "location_code", "source", "is_example")
    schools = list(rows.prefetch_related("former_names"))
    mark_awaiting(schools, as_of.today)
    apply_as_of(schools, as_of)
    if then is None:
        return schools, []
    schools.sort(key=lambda school: school.folded_name)  # sorted by the names on that date
    by_key: dict[int | None, Municipality] = {area.pk: area for area in areas}
    certain, possible = [], []
    for school in schools:
        place = school.place.folded_name if school.place else ""
        candidates = then.of(by_key[school.municipality_id], place)
        if candidates == [municipality]:
            certain.append(school)
        elif municipality in candidates:
            possible.append(school)
    return certain, possible


def location_count(schools: Set[int | None], day: date) -> int:
    """Count the schools that may be the same location as another one of these."""
    candidates = undecided(day).schools_by_location
    return sum(not schools.isdisjoint(candidates.get(key, [])) for key in schools if key)


def _centre(municipality: Municipality, schools: Iterable[School]) -> Centre | None:
    """Prefer the place with the municipality's name, then most postcodes, then most schools."""
    counts = Counter(school.pc4 for school in schools)
    rows = PostcodeArea.objects.undisputed().filter(place__municipality=municipality)
    areas = defaultdict(list)
    for place, code, latitude, longitude in rows.values_list(
        "place__name", "code", "latitude", "longitude"
    ):
        point = None if latitude is None or longitude is None else Point(latitude, longitude)
        areas[place].append(Area(code, point, counts[code]))
    if not areas:
        return None
    names = {normalized_name(name) for name in municipality.all_names()}

    def preference(place: str) -> tuple[bool, int, int, str]:
        place_areas = areas[place]
        count = sum(area.schools for area in place_areas)
        return normalized_name(place) not in names, -len(place_areas), -count, place_areas[0].code

    place = min(areas, key=preference)
    return Centre(place, central_postcode(areas[place]))


def succession_sentences(
    successions: Iterable[tuple[PartialDate, str]], since: PartialDate | None
) -> list[str]:
    """Return a sentence per date; `successions` are sorted pairs of date and old name.

    A merger formed the municipality only if it has existed since that date: Groningen already
    existed when it absorbed Haren and Ten Boer.
    """
    return [
        _succession_sentence(on, [name for _, name in group], is_new=on == since)
        for on, group in groupby(successions, key=lambda pair: pair[0])
    ]


def _succession_sentence(on: PartialDate, old_names: list[str], *, is_new: bool) -> str:
    if len(old_names) == 1:
        return f"Sinds {on} hoort {old_names[0]} bij deze gemeente."
    if is_new:
        return f"Deze gemeente is samengevoegd per {on} uit {listed(old_names)}."
    return f"Sinds {on} horen {listed(old_names)} bij deze gemeente."
