"""The lists of regions and of municipalities as sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.views.decorators.http import require_safe

from pactdir.pages.region_parts import (
    partners_of,
    school_counts,
    schools_behind,
    signing,
    themes_of,
)
from regions.clock import today
from regions.directory import sources_of
from regions.fields.partial_date import PartialDate
from regions.filters import WAYS, MunicipalityFilter, RegionFilter
from regions.formations import formation_days
from regions.lists.blanks import drop_blank_fields
from regions.lists.query_names import reads
from regions.models import Agreement, Municipality, Region, Theme
from regions.published_regions import published_regions
from regions.sheets.columns import Address, Column, Value
from regions.sheets.sheet import CBS, Sheet
from regions.sheets.views import as_sheet
from regions.standing import Standing, standing_by_slug
from regions.taking_part import DERIVED, STATED, TakingPart, links
from regions.wording.sources import INVENTED
from schools.models import SchoolParticipation


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    municipality: Municipality
    links: list[TakingPart]
    region_standings: list[Standing]  # in the order of the links
    schools: list[SchoolParticipation]  # schools from which derived links follow
    formed_on: PartialDate | None  # derived from a merger

    @property
    def exists_since(self) -> PartialDate | None:
        return self.municipality.valid_from or self.formed_on

    @property
    def since_how_known(self) -> str:
        if self.municipality.valid_from:
            return STATED
        return FROM_MERGER if self.formed_on else ""

    @property
    def sources(self) -> list[str]:
        derived = sources_of(self.schools)
        return [
            INVENTED if self.municipality.is_example else CBS,
            *sources_of(link.participation for link in self.links),
            *(f"{HOW_KNOWN[DERIVED]}: {source}" for source in derived),
        ]


HOW_KNOWN = dict(WAYS)
FROM_MERGER = f"{DERIVED} uit de herindeling"
MUNICIPALITY = [
    Column("CBS-code", lambda row: row.municipality.code),
    Column("pagina", lambda row: Address(row.municipality.get_absolute_url())),
    Column("gemeente", lambda row: row.municipality.name),
    Column("provincie", lambda row: row.municipality.get_province_display()),
    Column("kenmerk techniekregio", lambda row: [link.region.slug for link in row.links]),
    Column("techniekregio", lambda row: [link.region.name for link in row.links]),
    Column("hoe bekend", lambda row: [HOW_KNOWN[link.how_known] for link in row.links]),
    Column("overeenkomst", lambda row: [standing.label for standing in row.region_standings]),
    Column(
        "samengevoegd uit",
        lambda row: row.municipality.predecessor_names,
        unknown="geen herindeling bekend",
    ),
    Column("bestaat sinds", lambda row: row.exists_since),
    Column("bestaat sinds: hoe bekend", lambda row: row.since_how_known),
    Column("verzonnen voorbeeld", lambda row: row.municipality.is_example),
    Column("bron", lambda row: row.sources),
]


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region with its agreement on that date and counts of stated participations."""

    region: Region
    standing: Standing
    agreement: Agreement | None
    signed: Value
    themes: list[Theme]
    schools: int
    partners: int
    links: list[TakingPart]

    def agreement_value(self, name: str) -> Value:
        return getattr(self.agreement, name) if self.agreement else None

    @property
    def sources(self) -> list[str]:
        return sources_of(
            [self.region, self.agreement, *(link.participation for link in self.links)]
        )


def _municipalities(*, stated: bool) -> Callable[[RegionRow], Value]:
    return lambda row: [
        f"{link.municipality.name} ({link.municipality.code})"
        for link in row.links
        if link.is_stated == stated
    ]


REGION = [
    Column("kenmerk", lambda row: row.region.slug),
    Column("pagina", lambda row: Address(row.region.get_absolute_url())),
    Column("techniekregio", lambda row: row.region.name),
    Column("soort", lambda row: row.region.get_kind_display()),
    Column("overeenkomst", lambda row: row.standing.label),
    Column("subsidieperiode", lambda row: str(row.agreement_value("funding_period") or "")),
    Column("projectnummers", lambda row: row.agreement_value("project_numbers")),
    Column("ondertekend", lambda row: row.signed),
    Column("begint", lambda row: row.agreement_value("starts")),
    Column("einde volgens de bron", lambda row: row.agreement_value("end_in_words")),
    Column("beëindigd", lambda row: row.agreement_value("terminated")),
    Column("penvoerder", lambda row: str(row.agreement_value("lead_organisation") or "")),
    Column("thema's", lambda row: [theme.name for theme in row.themes]),
    Column("aantal doelen", lambda row: len(row.region.goals.all()) or None),
    Column("aantal scholen (opgegeven)", lambda row: row.schools or None),
    Column("aantal partners (opgegeven)", lambda row: row.partners or None),
    Column("gemeenten (opgegeven)", _municipalities(stated=True)),
    Column("gemeenten (afgeleid uit deelnemende scholen)", _municipalities(stated=False)),
    Column("site", lambda row: row.region.website),
    Column("verzonnen voorbeeld", lambda row: row.region.is_example),
    Column("bron", lambda row: row.sources),
]


@require_safe
@drop_blank_fields
@reads(RegionFilter)
@as_sheet
def region_sheet(request: HttpRequest) -> Sheet:
    day = today()
    narrowed = RegionFilter(request.GET, on=day)
    published = published_regions(day)
    keys = narrowed.qs.for_list().values_list("pk", flat=True)
    regions = [published[key] for key in keys if key in published]
    return Sheet(
        title="Techniekregio's",
        columns=REGION,
        rows=region_rows(regions, day),
        day=day,
        narrowing=narrowed.narrowing,
    )


def region_rows(regions: list[Region], day: date) -> list[RegionRow]:
    by_slug, themes = standing_by_slug(day), themes_of(regions)
    schools, partners = school_counts(regions, day), partners_of(regions, day)
    return [
        RegionRow(
            region=region,
            standing=by_slug[region.slug],
            agreement=(agreement := region.agreement_on(day)),
            signed=signing(agreement, day) if agreement else None,
            themes=themes.get(region.pk, []),
            schools=schools[region.pk],
            partners=sum(row.is_open(day) for row in partners[region.pk]),
            links=links(day).of_region(region),
        )
        for region in regions
    ]


@require_safe
@drop_blank_fields
@reads(MunicipalityFilter)
@as_sheet
def municipality_sheet(request: HttpRequest) -> Sheet:
    day = today()
    narrowed = MunicipalityFilter(request.GET, on=day)
    return Sheet(
        title="Gemeenten",
        columns=MUNICIPALITY,
        rows=municipality_rows(narrowed.qs.for_list(day), day),
        day=day,
        narrowing=narrowed.narrowing,
    )


def municipality_rows(municipalities: Iterable[Municipality], day: date) -> list[MunicipalityRow]:
    """Expects municipalities from `for_list()`."""
    all_links, by_slug, formed = links(day), standing_by_slug(day), formation_days(day)
    municipalities = list(municipalities)
    schools_by_link = schools_behind(
        (link for row in municipalities for link in all_links.of_municipality(row)), day
    )
    rows = []
    for municipality in municipalities:
        of_municipality = all_links.of_municipality(municipality)
        states = [by_slug[link.region.slug] for link in of_municipality]
        schools = [
            participation
            for link in of_municipality
            if not link.is_stated
            for participation in schools_by_link[municipality.pk, link.region.pk]
        ]
        formed_on = formed.get(municipality.pk)
        if formed_on and formed_on.first_day > day:
            formed_on = None
        rows.append(MunicipalityRow(municipality, of_municipality, states, schools, formed_on))
    return rows
