"""The pages of a region and a municipality as rows of a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from pactdir.pages.goals import GoalDetails
from pactdir.pages.municipality_page import MunicipalityPage, RegionOfMunicipality
from pactdir.pages.region_page import RegionPage
from pactdir.pages.region_parts import schools_behind, signing
from pactdir.pages.region_sheets import FROM_MERGER
from partners.models import PartnerParticipation
from partners.sheets import partner_subject
from regions.directory import sources_of
from regions.models import (
    Agreement,
    AgreementState,
    Channel,
    Contact,
    Municipality,
    MunicipalityParticipation,
    Participation,
    Region,
)
from regions.sheets.columns import NOT_KNOWN, Plain
from regions.sheets.facts import Fact, Subject
from regions.sheets.sheet import CBS
from regions.taking_part import DERIVED, STATED, TakingPart
from regions.wording.sources import INVENTED
from schools.facts import BY_DUO, profiles_fact, school_subject
from schools.figures.facts import (
    area_facts,
    area_remarks,
    facts_per_school,
    facts_together,
    figure_fact,
    money_facts,
    named_area_facts,
)
from schools.figures.page import RegionFigures
from schools.level_words import in_line
from schools.models import School

TOGETHER, PER_SCHOOL = "Cijfers samen", "Cijfers per school"
FORMER = "deelnemer tot en met"
NOT_YET = "nog niet opgegeven"
NOT_CONFIRMED = "nog niet door de regio bevestigd"


def region_facts(page: RegionPage) -> list[Fact]:
    region, members = page.region, [*page.stated, *page.derived]
    sources = _sources(members, page.as_of.on)
    subject = _region_subject(region, "Regio", sources=sources_of([region]))
    figures = [
        figure_fact(
            _region_subject(region, "Cijfers"),
            figure,
            figure.indicator,
            _added(summed, figure.period),
        )
        for summed in page.figures
        if summed.area
        for figure in summed.area.all_figures
    ]
    together = [
        fact
        for summed in page.figures
        if summed.area
        for fact in facts_together(
            _region_subject(region, TOGETHER),
            [summed.area],
            _added(summed, summed.area.last.period),
        )
    ]
    return [
        *subject.facts(
            {
                "naam": region.name,
                "soort": region.get_kind_display(),
                "in het kort": region.summary,
                "site": region.website,
                "thema's": [theme.name for theme in page.themes],
            }
        ),
        *_agreements(region, page.states, page.as_of.on),
        *money_facts(_region_subject(region, "Geld"), page.money),
        *_channels(region, page.channels),
        *_contacts(region, page.contacts),
        *_goals(region, page.goals),
        *(
            fact
            for row in page.schools
            for fact in (
                _takes_part(school_subject(row.school, "Scholen"), row, region),
                *_school_facts(row.school),
            )
        ),
        *(
            school_subject(former.school, "Scholen", sources_of([former.source_row])).fact(
                "deelname voorbij", former.ending
            )
            for former in page.former_schools
        ),
        *_partners(region, page.partners),
        *(_partner(row).fact(FORMER, row.until) for row in page.former_partners),
        *(_municipality(link, sources[link]) for link in members),
        *(_former(row) for row in page.former_municipalities),
        *figures,
        *together,
        *facts_per_school(_figures_of, (summed.area for summed in page.figures if summed.area)),
    ]


def municipality_facts(page: MunicipalityPage) -> list[Fact]:
    municipality = page.municipality
    subject = _municipality_subject(
        municipality, "Gemeente", sources=[INVENTED if municipality.is_example else CBS]
    )
    general = subject.facts(
        {
            "naam": municipality.name,
            "provincie": municipality.get_province_display(),
            "bestaat sinds": municipality.valid_from or page.formed_on,
        }
    )
    if page.formed_on:
        general[-1] = replace(
            general[-1],
            how_known=DERIVED,
            note=FROM_MERGER,
            sources=page.succession_sources,
        )
    successions = [
        subject.fact("herindeling", sentence, sources=page.succession_sources)
        for sentence in page.succession_sentences
    ]
    all_links = [link for entry in page.regions for link in (entry.link, *entry.others)]
    sources = _sources(all_links, page.as_of.on)
    regions = [
        fact
        for entry in page.regions
        for fact in _facts_of_region(municipality, entry, sources, page.as_of.on)
    ]
    return [
        *general,
        *successions,
        *named_area_facts(
            _municipality_subject(municipality, "Geld van een regio met deze naam"),
            page.named_areas,
        ),
        *(regions or [subject.fact("techniekregio", NOT_KNOWN, sources=[])]),
        *(_former(row) for row in (*page.former, *page.by_predecessors)),
        *(
            fact
            for school in page.schools
            for fact in (*_school_facts(school), *_participations(school))
        ),
        *(
            school_subject(school, "Scholen", sources_of([school])).fact(
                "gesloten", school.closed_on
            )
            for school in page.closed_schools
        ),
        *area_facts(_municipality_subject(municipality, "Cijfers"), page.figures),
        *facts_together(_municipality_subject(municipality, TOGETHER), page.figures),
        *facts_per_school(_figures_of, page.figures),
        *area_remarks(_municipality_subject(municipality, "Bij de cijfers"), page.figures),
        *(
            _municipality_subject(
                municipality, "Wat ontbreekt", DERIVED, ["afgeleid door ons"]
            ).fact(row.reason, row.names)
            for row in page.missing
        ),
    ]


def _added(summed: RegionFigures, period: str) -> str:
    return f"opgeteld over {summed.added[period]} van de {summed.school_count} scholen"


def _figures_of(school: School) -> Subject:
    return school_subject(school, PER_SCHOOL)


def _school_facts(school: School) -> list[Fact]:
    subject = school_subject(school, "Scholen", sources_of([school]))
    awaiting = "welke vestiging wordt nagekeken" if school.is_awaiting else ""
    return [
        subject.fact("niveaus", in_line(school, BY_DUO), note=awaiting),
        profiles_fact(subject, school),
    ]


def _participations(school: School) -> list[Fact]:
    return [
        *(
            _takes_part(school_subject(school, "Scholen"), row, row.region)
            for row in school.in_regions
        ),
        *(
            school_subject(school, "Scholen", sources_of([row])).fact(
                f"{row.region.name}: {FORMER}", row.until
            )
            for row in school.left_regions
        ),
    ]


def _takes_part(subject: Subject, row: Participation, region: Region, note: str = "") -> Fact:
    # Its source states that it takes part, even if not since when.
    since = f"sinds {row.since}" if row.since else "vanaf wanneer niet bekend"
    return subject.fact(
        "deelnemer van",
        region.name,
        how_known=STATED,
        note="; ".join(filter(None, [note, since])),
        sources=sources_of([row]),
    )


def _sources(links: Iterable[TakingPart], on: date) -> dict[TakingPart, list[str]]:
    links = list(links)
    schools = schools_behind(links, on)
    return {
        link: sources_of(
            [link.participation]
            if link.is_stated
            else schools[link.municipality.pk, link.region.pk]
        )
        for link in links
    }


def _facts_of_region(
    municipality: Municipality,
    entry: RegionOfMunicipality,
    sources: Mapping[TakingPart, list[str]],
    day: date,
) -> list[Fact]:
    participation, how_known = entry.link.participation, entry.link.how_known
    subject = _municipality_subject(municipality, "Techniekregio", how_known, sources[entry.link])
    facts = [subject.fact("techniekregio", entry.region.name)]
    if participation:
        facts += subject.facts(
            {
                "deelnemer sinds": participation.since,
                "wat de gemeente zelf op zich nam": participation.commitment,
            }
        )
        if participation.named_as:
            facts.append(subject.fact("zo genoemd in de bron", participation.named_as))
    states = [(entry.agreement, entry.state)] if entry.agreement and entry.state else []
    return [
        *facts,
        *_agreements(entry.region, states, day),
        *money_facts(_region_subject(entry.region, "Geld voor de regio"), entry.money),
        _region_subject(entry.region, "Techniekregio").fact(
            "laatst bevestigd", entry.last_confirmed or NOT_CONFIRMED
        ),
        *_contacts(entry.region, entry.contacts),
        *_goals(entry.region, entry.goals),
        *(
            _takes_part(
                school_subject(row.school, "Scholen in de regio"),
                row,
                entry.region,
                in_line(row.school, BY_DUO),
            )
            for row in entry.schools
        ),
        *_partners(entry.region, entry.partners),
        *(_municipality(link, sources[link]) for link in entry.others),
    ]


def _region_subject(region: Region, section: str, sources: Iterable[str] = ()) -> Subject:
    path = region.get_absolute_url()
    return Subject(
        code=region.slug, path=path, subject=region.name, section=section, sources=sources
    )


def _municipality_subject(
    municipality: Municipality, section: str, how_known: str = "", sources: Iterable[str] = ()
) -> Subject:
    return Subject(
        code=municipality.code,
        path=municipality.get_absolute_url(),
        subject=municipality.name,
        section=section,
        how_known=how_known,
        sources=sources,
    )


def _agreements(
    region: Region, states: Iterable[tuple[Agreement, AgreementState]], day: date
) -> list[Fact]:
    facts = []
    for agreement, state in states:
        subject = _region_subject(region, "Overeenkomst", sources_of([agreement]))
        facts += subject.facts(_values(agreement, state, day))
        if agreement.is_signed_by(day):
            facts.append(subject.fact("wie ondertekende", NOT_KNOWN))
        if agreement.end_goal:
            facts.append(subject.fact("einddoel", agreement.end_goal))
            facts.append(subject.fact("einddoel: meting", NOT_KNOWN))
    return facts or [_region_subject(region, "Overeenkomst").fact("overeenkomst", NOT_KNOWN)]


def _values(agreement: Agreement, state: AgreementState, day: date) -> dict[str, Plain]:
    return {
        "overeenkomst": f"{agreement.get_kind_display()}: {state.label}",
        "subsidieperiode": str(agreement.funding_period or ""),
        "projectnummers": agreement.project_numbers,
        "ondertekend": signing(agreement, day),
        "begint": agreement.starts,
        "einde volgens de bron": agreement.end_in_words,
        "penvoerder": str(agreement.lead_organisation or ""),
    }


def _channels(region: Region, channels: Iterable[Channel]) -> list[Fact]:
    subject = _region_subject(region, "Kanaal")
    return [
        subject.fact(channel.get_kind_display(), channel.url, note=channel.found_in_words)
        for channel in channels
    ]


def _contacts(region: Region, contacts: Iterable[Contact]) -> list[Fact]:
    facts = []
    for contact in contacts:
        subject = _region_subject(region, "Contact", sources_of([contact]))
        name = [contact.role, contact.organisation_name, contact.public_name]
        # A spreadsheet drops the first zero of a bare telephone number in a CSV.
        phone = f"tel. {contact.public_phone}" if contact.public_phone else ""
        channels = [contact.public_email, phone, contact.website]
        facts.append(
            subject.fact(
                ", ".join(filter(None, name)), list(filter(None, channels)), note=contact.note
            )
        )
    return facts or [_region_subject(region, "Contact").fact("contact", NOT_KNOWN)]


def _goals(region: Region, goals: Iterable[GoalDetails]) -> list[Fact]:
    facts = []
    for number, details in enumerate(goals, start=1):
        goal = details.goal
        subject = _region_subject(region, "Doelen", sources_of([goal]))
        facts += subject.facts(
            {
                f"doel {number}": goal.text,
                f"doel {number}: streefwaarde": goal.target,
                f"doel {number}: te bereiken in": goal.horizon,
            }
        )
        facts += _goal_progress(subject, f"doel {number}", details)
    if region.aims_note:
        note = _region_subject(region, "Doelen", sources_of([region]))
        facts.append(note.fact("toelichting bij de doelen", region.aims_note))
    return facts or [_region_subject(region, "Doelen").fact("doelen", NOT_YET)]


def _goal_progress(subject: Subject, name: str, details: GoalDetails) -> list[Fact]:
    measured = [
        replace(
            figure_fact(subject, row.figure, row.figure.indicator, row.label),
            label=f"{name}: meting",
        )
        for row in details.measurements
    ]
    evidence = [
        subject.fact(
            f"{name}: bewijs",
            item.name,
            note="; ".join(filter(None, [item.description, item.row.source_url])),
            sources=sources_of([item.row]),
        )
        for item in details.evidence
    ]
    return [
        *(measured or [subject.fact(f"{name}: meting", NOT_KNOWN)]),
        *(evidence or [subject.fact(f"{name}: bewijs", NOT_YET, sources=[])]),
    ]


def _partners(region: Region, rows: Iterable[PartnerParticipation]) -> list[Fact]:
    return [
        fact
        for row in rows
        for fact in (
            _partner(row).fact("soort", row.partner.get_kind_display()),
            _takes_part(_partner(row), row, region),
        )
    ]


def _partner(row: PartnerParticipation) -> Subject:
    return partner_subject(row.partner, "Partners", sources_of([row]))


def _municipality(link: TakingPart, sources: Iterable[str]) -> Fact:
    subject = _municipality_subject(link.municipality, "Gemeenten", link.how_known, sources)
    label = "hoort bij" if link.is_stated else "heeft een deelnemende school van"
    named_as = link.participation.named_as if link.participation else ""
    note = f"de bron noemt {named_as}, een plaats in deze gemeente" if named_as else ""
    return subject.fact(label, link.region.name, note=note)


def _former(row: MunicipalityParticipation) -> Fact:
    subject = _municipality_subject(row.municipality, "Deed eerder mee", STATED, sources_of([row]))
    return subject.fact(f"{row.region.name}: {FORMER}", row.until)
