"""The list and pages of partners as CSV and XLSX.

Without KVK numbers, email addresses and telephone numbers: once downloaded, those cannot be
withdrawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.http import HttpRequest
from django.views.decorators.http import require_safe

from partners.filters import PartnerFilter
from partners.leads import led_by, open_participations
from partners.models import Partner, PartnerParticipation, Sector
from regions.clock import AsOf, today
from regions.directory import sources_of
from regions.leads import led_facts
from regions.lists.blanks import drop_blank_fields
from regions.lists.query_names import reads
from regions.sheets.columns import NOT_KNOWN, Address, Column, Value
from regions.sheets.facts import FACT, Fact, Subject
from regions.sheets.sheet import Sheet
from regions.sheets.views import as_sheet
from regions.standing import standing_by_slug
from regions.taking_part import STATED

RECOGNITION, NOT_STATED = "erkend leerbedrijf (SBB)", "niet opgegeven"


def partner_subject(partner: Partner, section: str, sources: Iterable[str] = ()) -> Subject:
    return Subject(
        code=partner.slug,
        path=partner.get_absolute_url(),
        subject=partner.name,
        section=section,
        sources=sources,
    )


def columns(day: date) -> list[Column]:
    agreements = standing_by_slug(day)

    def of_regions(value: Callable[[PartnerParticipation], object]) -> Callable[[Partner], Value]:
        return lambda partner: [value(row) for row in partner.open_participations]

    return [
        Column("pagina", lambda partner: Address(partner.get_absolute_url())),
        Column("partner", lambda partner: partner.name),
        Column("soort", lambda partner: partner.get_kind_display()),
        Column("sectoren", lambda partner: [Sector(sector).label for sector in partner.sectors]),
        Column("plaats", lambda partner: partner.place and partner.place.name),
        Column("CBS-code", lambda partner: partner.municipality and partner.municipality.code),
        Column("gemeente", lambda partner: partner.municipality and partner.municipality.name),
        Column("kenmerk techniekregio", of_regions(lambda row: row.region.slug)),
        Column("techniekregio", of_regions(lambda row: row.region.name)),
        Column("hoe bekend", of_regions(lambda row: STATED)),
        Column("sinds", of_regions(lambda row: row.since or NOT_KNOWN)),
        Column("overeenkomst", of_regions(lambda row: agreements[row.region.slug].label)),
        Column("site", lambda partner: partner.website),
        Column("vakken", lambda partner: partner.trades),
        Column(RECOGNITION, lambda partner: partner.recognition_in_words or NOT_STATED),
        Column("verzonnen voorbeeld", lambda partner: partner.is_example),
        Column("bron", _sources),
    ]


def _sources(partner: Partner) -> list[str]:
    sources = sources_of([partner, *partner.open_participations])
    return list(dict.fromkeys([*sources, *partner.sources_of_recognition]))


@require_safe
@drop_blank_fields
@reads(PartnerFilter)
@as_sheet
def partner_sheet(request: HttpRequest) -> Sheet:
    day = today()
    narrowed = PartnerFilter(request.GET, on=day)
    return Sheet(
        title="Partners",
        columns=columns(day),
        rows=narrowed.qs.for_list(day).select_related("place__municipality"),
        day=day,
        narrowing=narrowed.narrowing,
    )


@require_safe
@as_sheet
def partner_detail_sheet(request: HttpRequest, slug: str) -> Sheet:
    day = today()
    partner = Partner.objects.published(day).for_page(day).find(slug)
    facts, is_example = _facts(partner, day), partner.is_example
    return Sheet(title=partner.name, columns=FACT, rows=facts, day=day, is_example=is_example)


def _facts(partner: Partner, day: date) -> list[Fact]:
    town = partner.municipality
    about_partner = partner_subject(partner, "Partner", sources_of([partner]))
    facts = about_partner.facts(
        {
            "naam": partner.name,
            "soort": partner.get_kind_display(),
            "sectoren": [Sector(sector).label for sector in partner.sectors],
            "plaats": str(partner.place or ""),
            "gemeente": f"{town.name} ({town.code})" if town else "",
            "site": partner.website,
            "in het kort": partner.summary,
            "wat zij maken of doen": partner.makes,
            "andere vestigingen": partner.other_sites_listed,
            "vakken waarvoor zij opleiden": partner.trades,
        }
    )
    facts.append(
        about_partner.fact(
            RECOGNITION,
            partner.recognition_in_words or NOT_STATED,
            sources=partner.sources_of_recognition,
        )
    )
    as_of = AsOf.of(day)
    open_rows = open_participations(partner, as_of)
    for row in open_rows:
        about = partner_subject(partner, "Techniekregio", sources_of([row]))
        facts.append(about.fact("techniekregio", row.region.name, how_known=STATED))
        facts.append(about.fact(f"{row.region.name}: deelnemer sinds", row.since))
    if not open_rows:
        facts.append(partner_subject(partner, "Techniekregio").fact("techniekregio", NOT_KNOWN))
    for row in partner.participations.all():
        if row.is_former(day):
            about = partner_subject(partner, "Deed eerder mee", sources_of([row]))
            facts.append(about.fact(f"{row.region.name}: deelnemer tot en met", row.until))
    led = led_by(partner, open_rows, as_of)
    return [*facts, *led_facts(partner_subject(partner, "Penvoerder"), led)]
