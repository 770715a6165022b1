"""Checks of rows that look the same, and of unreadable names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from regions.names.folding import fold
from tests.measures.country_walk.checks.registry import Violations, check
from tests.measures.country_walk.facts import Facts, KnownSchool
from tests.measures.country_walk.reading import Page, Row, Series, text_of

# The street and place that distinguish namesakes.
WHERE_BEHIND = re.compile(r"(?: \([^()]*\))?(?:, [^,]+)?$")
DISTANCE = re.compile(r"\b(ongeveer|minder dan) \d+ k?m\b|\b[\d,.]+ k?m\b")


@check
def equal_rows(series: Series, facts: Facts) -> Violations:
    """Ignore distances, which do not distinguish rows; compare columns of comparisons."""
    addresses: defaultdict[str, set[str]] = defaultdict(set)
    for row in series.rows:
        addresses[DISTANCE.sub("", row.text)].add(row.address)
    for page in series.pages:
        for heading in page.main.find_all("th", scope="col"):
            if heading.a:
                addresses[text_of(heading)].add(str(heading.a["href"]))
    for text, targets in addresses.items():
        if len(targets) > 1:
            yield series.address, f"{len(targets)} x {text}"


@check
def namesakes_without_their_street(series: Series, facts: Facts) -> Violations:
    alike: defaultdict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
    for row in series.rows:
        if (school := facts.schools.get(row.address)) and school.place:
            alike[fold(row.name), school.place][row.address] = row
    for rows in alike.values():
        bare = [row for row in rows.values() if not _shows_street(row, facts.schools[row.address])]
        if len(rows) > 1 and bare:
            yield series.address, f"{len(bare)} x {bare[0].text}"
    for page in series.pages:
        school = facts.schools.get(page.path, KnownSchool())
        heading = text_of(page.main.h1)
        if heading and school.has_namesake and _street_alone(school) not in fold(heading):
            yield page.address, heading


def _street_alone(school: KnownSchool) -> str:
    """Without the number, which is shown only if the namesake is in the same street."""
    return fold(re.sub(r" [0-9].*", "", school.street))


def _shows_street(row: Row, school: KnownSchool) -> bool:
    return not school.street or fold(school.street) in fold(row.text)


@check
def one_school_twice(series: Series, facts: Facts) -> Violations:
    at: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in series.rows:
        school = facts.schools.get(row.address)
        if school and school.is_open and school.street:
            at[fold(row.name), fold(school.street), school.postcode].add(row.address)
    for (name, *_), addresses in at.items():
        if len(addresses) > 1:
            yield series.address, f"{len(addresses)} x {name}"


A_LEVEL = r"(vwo|havo|mavo|vbo|lwoo|vmbo|pro|lbo|lto|lhno|lavo|ath(eneum)?|gym(nasium)?)"
LEVELS_BEHIND = re.compile(rf"\b{A_LEVEL}[ ,;]+{A_LEVEL}\b", re.IGNORECASE)
MAX_NAME_LENGTH = 80


def _names_of_schools(page: Page) -> Iterator[str]:
    yield from (row.name for row in page.rows if row.address.startswith("/scholen/"))
    if page.path.startswith("/scholen/") and page.main.h1:
        yield text_of(page.main.h1)


@check
def long_names(series: Series, facts: Facts) -> Violations:
    for page in series.pages:
        for name in _names_of_schools(page):
            if len(WHERE_BEHIND.sub("", name)) > MAX_NAME_LENGTH:
                yield page.address, name


@check
def names_with_levels_behind(series: Series, facts: Facts) -> Violations:
    for page in series.pages:
        for name in _names_of_schools(page):
            if LEVELS_BEHIND.search(name):
                yield page.address, name
