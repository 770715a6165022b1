"""Checks of facts about schools and their locations."""

from __future__ import annotations

import re

from regions.names.folding import fold
from tests.measures.country_walk.checks.registry import Violations, check
from tests.measures.country_walk.facts import Facts, KnownSchool
from tests.measures.country_walk.reading import KM, Series, rows_in, text_of

NEWCOMERS = re.compile(r"\bISK\b|[Ii]nternationale [Ss]chakel|BRUGJAAR")


@check
def newcomers_without_a_level(series: Series, facts: Facts) -> Violations:
    for page in series.pages:
        for row in page.rows:
            school = facts.schools.get(row.address, KnownSchool())
            names = f"{row.name} {school.official_name}"
            if "niveau niet bekend" in row.whole and NEWCOMERS.search(names):
                yield page.address, row.whole


@check
def address_that_waits_is_unknown(series: Series, facts: Facts) -> Violations:
    """Find schools whose undecided proposal, which has the address, is not shown."""
    for page in series.pages:
        heading = page.main.find(id="zonder-afstand")
        apart = heading.find_next_sibling("ul") if heading else None
        unknown = {row.address for row in (rows_in(apart) if apart else [])}
        if re.search(r"Adres (Niet bekend|.{0,60}straat niet bekend)", page.text):
            unknown.add(page.path)
        for address in sorted(unknown & set(facts.waiting)):
            if not any(fold(street) in fold(page.text) for street in facts.waiting[address]):
                yield page.address, f"{address}: {', '.join(sorted(facts.waiting[address]))}"


ISLANDS = ("Texel", "Vlieland", "Terschelling", "Ameland", "Schiermonnikoog")


@check
def over_water_as_the_crow_flies(series: Series, facts: Facts) -> Violations:
    for page in series.pages:
        here = re.search(r"gemeente (.+)$", text_of(page.main.h1))
        if not here:
            continue
        for row in page.rows:
            there = facts.schools.get(row.address, KnownSchool()).municipality
            crosses = there and there != here[1] and ({there, here[1]} & set(ISLANDS))
            if crosses and KM.search(row.text) and "water" not in row.text:
                yield page.address, row.text
