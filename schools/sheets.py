"""The list and pages of schools as CSV and XLSX."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from regions.clock import AsOf, today
from regions.directory import Moved, sources_of
from regions.lists.blanks import drop_blank_fields
from regions.lists.query_names import reads
from regions.sheets.columns import NOT_KNOWN, Address, Column
from regions.sheets.facts import FACT
from regions.sheets.sheet import CBS, Sheet
from regions.sheets.views import as_sheet
from regions.standing import standing_by_slug
from regions.taking_part import STATED
from regions.wording.sources import INVENTED
from schools.facts import profiles, school_facts
from schools.filters import SchoolFilter
from schools.models import Level, LevelsBasis, School
from schools.profile_words import source
from schools.rows import SchoolRow, school_rows
from schools.school_page import school_page

UNDER_REVIEW = "wordt nagekeken"


@dataclass(frozen=True, slots=True)
class SheetRow:
    school: School
    listed: SchoolRow
    agreements: list[str]  # the status of the agreement of each region

    @property
    def how_known(self) -> str:
        if self.listed.regions:
            return STATED
        return UNDER_REVIEW if self.listed.may_take_part else NOT_KNOWN

    @property
    def profiles_source(self) -> str:
        if not self.school.profiles_known:
            return ""
        return source(self.school.profiles_basis, self.school.profiles_on) or STATED

    @property
    def levels_source(self) -> str:
        if not self.school.levels:
            return ""
        basis = self.school.levels_basis
        return str(LevelsBasis(basis).label) if basis else STATED

    @property
    def sources(self) -> list[str]:
        profiles = source(self.school.profiles_basis, self.school.profiles_on)
        return [
            *sources_of([self.school]),
            *filter(None, [profiles]),
            f"gemeente: {INVENTED if self.school.is_example else CBS}",
        ]


SCHOOL = [
    Column("BRIN + vestiging", lambda row: row.school.duo_code),
    Column("BRIN", lambda row: row.school.brin),
    Column("pagina", lambda row: Address(row.school.get_absolute_url())),
    Column("school", lambda row: row.school.label),
    Column("adres", lambda row: row.school.address),
    Column("postcode", lambda row: row.school.postcode),
    Column("plaats", lambda row: row.school.place and row.school.place.name),
    Column("CBS-code", lambda row: row.school.municipality and row.school.municipality.code),
    Column("gemeente", lambda row: row.school.municipality and row.school.municipality.name),
    Column(
        "provincie",
        lambda row: row.school.municipality and row.school.municipality.get_province_display(),
    ),
    Column("niveaus", lambda row: [Level(level).label for level in row.school.levels]),
    Column("niveaus volgens", lambda row: row.levels_source),
    Column("profielen", lambda row: profiles(row.school)),
    Column("profielen volgens", lambda row: row.profiles_source),
    Column("peildatum profielen", lambda row: row.school.profiles_on),
    Column("kenmerk techniekregio", lambda row: [region.slug for region in row.listed.regions]),
    Column("techniekregio", lambda row: [region.name for region in row.listed.regions]),
    Column("hoe bekend", lambda row: row.how_known),
    Column("overeenkomst", lambda row: row.agreements),
    Column("schoolbestuur", lambda row: row.school.board and row.school.board.name),
    Column(
        "heette eerder", lambda row: row.listed.former_names_in_words, "geen vroegere naam bekend"
    ),
    Column(
        "mogelijk gesloten",
        lambda row: f"ja, {UNDER_REVIEW}" if row.school.possibly_closed else "",
        "geen aanwijzing",
    ),
    Column("site", lambda row: row.school.website),
    Column("verzonnen voorbeeld", lambda row: row.school.is_example),
    Column("bron", lambda row: row.sources),
]


def sheet_rows(schools: Iterable[School], day: date) -> list[SheetRow]:
    """Expects schools loaded with place, municipality and board."""
    schools, by_slug = list(schools), standing_by_slug(day)
    return [
        SheetRow(school, row, [by_slug[region.slug].label for region in row.regions])
        for school, row in zip(schools, school_rows(schools, day), strict=True)
    ]


@require_safe
@drop_blank_fields
@reads(SchoolFilter)
@as_sheet
def school_sheet(request: HttpRequest) -> Sheet:
    day = today()
    narrowed = SchoolFilter(request.GET, on=day)
    schools = narrowed.qs.select_related("place", "municipality", "board")
    sorted_schools = schools.order_by("folded_name", "place__folded_name", "pk")
    return Sheet(
        title="Scholen",
        columns=SCHOOL,
        rows=sheet_rows(sorted_schools, day),
        day=day,
        narrowing=narrowed.narrowing,
    )


@require_safe
@as_sheet
def school_detail_sheet(request: HttpRequest, slug: str) -> Sheet | HttpResponse:
    day = today()
    schools = School.objects.published(day)
    try:
        school = schools.select_related("place", "municipality", "board").find(slug)
    except Http404:
        former = list(schools.formerly_named(slug)[:2])
        if len(former) == 1:
            raise Moved(former[0].get_absolute_url()) from None
        if former or schools.replacing_draft(slug).exists():
            return redirect("schools:detail", slug)
        raise
    facts = school_facts(school_page(school, AsOf.of(day)))
    return Sheet(
        title=school.name_and_place,
        columns=FACT,
        rows=facts,
        day=day,
        is_example=school.is_example,
    )
