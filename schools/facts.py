"""The page of a school as rows of a sheet."""

from __future__ import annotations

from collections.abc import Iterable

from regions.directory import sources_of
from regions.leads import led_facts
from regions.sheets.facts import Fact, Subject
from regions.taking_part import STATED
from schools.figures.facts import area_facts, facts_together
from schools.level_words import in_line
from schools.models import School
from schools.profile_words import has_none, source
from schools.school_page import SchoolPage

BY_DUO = "mag volgens DUO"


def school_subject(school: School, section: str, sources: Iterable[str] = ()) -> Subject:
    return Subject(
        code=school.duo_code or school.slug,
        path=school.get_absolute_url(),
        subject=school.name_and_place,
        section=section,
        sources=sources,
    )


def profiles(school: School) -> list[str] | str:
    if school.profiles:
        return school.profile_labels
    return "geen vmbo-profielen" if has_none(school) else ""


def profiles_fact(about: Subject, school: School) -> Fact:
    told_by = source(school.profiles_basis, school.profiles_on)
    more = {"note": told_by, "sources": [told_by]} if told_by else {}
    return about.fact("profielen", profiles(school), **more)


def school_facts(page: SchoolPage) -> list[Fact]:
    school = page.school
    about = school_subject(school, "School", sources_of([school]))
    town = school.municipality
    return [
        *about.facts(
            {
                "naam": school.label,
                "BRIN": school.brin,
                "adres": school.address,
                "postcode": school.postcode,
                "plaats": str(school.place or ""),
                "gemeente": f"{town.name} ({town.code})" if town else "",
                "site": school.website,
                "schoolbestuur": str(school.board or ""),
                "niveaus": in_line(school, BY_DUO),
            }
        ),
        profiles_fact(about, school),
        *([about.fact("gesloten", school.closed_on)] if page.is_closed else []),
        *([about.fact("mogelijk gesloten", "wordt nagekeken")] if school.possibly_closed else []),
        *_regions(page),
        *led_facts(school_subject(school, "Penvoerder"), page.led),
        *(
            about.fact("heette eerder", name.name, sources=sources_of([name]))
            for name in page.former_names
        ),
        *(about.fact("kwam voort uit", row.label) for row in page.predecessors),
        *([about.fact("opgevolgd door", page.successor.label)] if page.successor else []),
        *area_facts(school_subject(school, "Cijfers"), page.figures),
        *facts_together(school_subject(school, "Cijfers samen"), page.figures),
    ]


def _regions(page: SchoolPage) -> list[Fact]:
    about = school_subject(page.school, "Techniekregio")
    facts = []
    for row in page.open:
        of_row = school_subject(page.school, "Techniekregio", sources_of([row]))
        facts.append(of_row.fact("techniekregio", row.region.name, how_known=STATED))
        facts.append(of_row.fact(f"{row.region.name}: deelnemer sinds", row.since))
    for row in page.former:
        of_row = school_subject(page.school, "Deed eerder mee", sources_of([row]))
        facts.append(of_row.fact(f"{row.region.name}: deelnemer tot en met", row.until))
    if not page.open:
        may_be = any(candidate.regions for candidate in page.candidates)
        facts.append(about.fact("techniekregio", "wordt nagekeken" if may_be else ""))
    return facts
