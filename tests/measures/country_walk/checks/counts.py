"""Counts next to the rows they count, and facets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from tests.measures.country_walk.checks.registry import Violations, check
from tests.measures.country_walk.facts import Facts
from tests.measures.country_walk.reading import KM, Page, Row, Series, rows_in, text_of

SCHOOLS = ("/scholen/",)
# Where rows of a counted kind link to.
PREFIXES = {
    "school": SCHOOLS,
    "schol": SCHOOLS,
    "regio": ("/regios/",),
    "gemeente": ("/gemeenten/",),
    "partner": ("/partners/",),
    "ding": ("/aanbod/", "/agenda/"),
    "activiteit": ("/agenda/",),
    "bericht": ("/nieuws/",),
    "thema": ("/themas/",),
}
A_COUNT = re.compile(rf"^([\d.]+) ({'|'.join(PREFIXES)})")
# Rows that the count of a list of schools omits, since they may be duplicates.
LOCATIONS = re.compile(r"^(\d+) vestiging(?:en)? word(?:t|en) nagekeken")


def _counted(text: str) -> tuple[int, tuple[str, ...]] | None:
    match = A_COUNT.match(text)
    return (int(match[1].replace(".", "")), PREFIXES[match[2]]) if match else None


@check
def count_and_rows_differ(series: Series, facts: Facts) -> Violations:
    """Check all pages of a list, sections counted at the top, and collapsed parts."""
    count = text_of(series.pages[0].count)
    if counted := _counted(count):
        number, prefixes = counted
        rows = {row.address for page in series.pages for row in _under_count(page, prefixes)}
        if number != len(rows):
            yield series.address, f"{count}, {len(rows)} rijen"
    for page in series.pages:
        yield from _facts_and_sections(page)
        yield from _folded(page)


def _under_count(page: Page, prefixes: tuple[str, ...]) -> Iterator[Row]:
    part = page.count
    line = part if part is None or part.name == "p" else part.find_parent("p")
    for sibling in line.find_next_siblings() if line else []:
        if sibling.name in ("h3", "form"):  # the rest is not counted
            return
        yield from (row for row in rows_in(sibling) if row.address.startswith(prefixes))


def _facts_and_sections(page: Page) -> Violations:
    facts = [fact for line in page.of_class("factline") for fact in line.find_all("li")]
    left_out = (LOCATIONS.match(text_of(fact)) for fact in facts)
    locations = sum(int(match[1]) for match in left_out if match)
    for fact in facts:
        counted = _counted(text_of(fact))
        section = counted and page.main.select_one(
            f'section[aria-labelledby="kop-{counted[1][0].strip("/")}"]'
        )
        if counted and section:
            listed = {
                row.address
                for part in _not_folded(section)
                for row in rows_in(part)
                if row.address.startswith(counted[1])
            }
            more = locations if counted[1] == SCHOOLS else 0
            if counted[0] + more != len(listed):
                yield page.address, f"{text_of(fact)}, {len(listed)} rijen"


def _not_folded(section: Tag) -> Iterator[Tag]:
    for part in section.select("ul.rows, h3"):
        if part.name == "h3" and text_of(part) == "Afgeleid":
            return
        if part.name == "ul" and not part.find_parent("details"):
            yield part


def _folded(page: Page) -> Violations:
    for details in page.of_class("more"):
        match = re.search(r"\(([\d.]+)\)$", text_of(details.summary))
        rows = len(rows_in(details))
        if match and int(match[1].replace(".", "")) != rows:
            yield page.address, f"{text_of(details.summary)}, {rows} rijen"


@check
def radio_and_list_differ(series: Series, facts: Facts) -> Violations:
    for page in series.pages:
        radio = page.main.find("input", attrs={"name": "afstand", "checked": True})
        chosen = KM.search(text_of(radio.parent)) if radio else None
        if not chosen:
            continue
        rows = (KM.search(row.text) for row in page.rows if row.address.startswith("/scholen/"))
        farthest = max((int(match[1]) for match in rows if match), default=0)
        counted = KM.search(text_of(page.count))
        if farthest > int(chosen[1]) or (counted and counted[1] != chosen[1]):
            yield page.address, f"gekozen {chosen[0]}, getoond tot {farthest} km"


@check
def facet_without_a_choice(series: Series, facts: Facts) -> Violations:
    """Find facets without results or with a single option, unless in use."""
    for page in series.pages:
        for facet in page.of_class("facet"):
            if facet.select_one("input[checked][value]:not([value=''])"):
                continue
            numbers = [
                text_of(element).strip("()+") for element in facet.find_all(class_="option__number")
            ]
            if len(numbers) < 2 or not any(number.strip("0") for number in numbers):
                yield page.address, f"{text_of(facet.legend)}: {', '.join(numbers) or 'niets'}"


FEWEST_ROWS = 10
NUMBER = re.compile(r"[\d.]+")


@check
def facets_beside_few_rows(series: Series, facts: Facts) -> Violations:
    page = series.pages[0]
    if "?" in series.address or page.of_class("chosen"):
        return
    count, facets = text_of(page.count), page.of_class("facet")
    # Nearby lists reach as far as the largest radius.
    distances = page.main.find_all("input", attrs={"name": "afstand"})
    numbers = [NUMBER.search(text_of(distance.parent).rpartition("(")[2]) for distance in distances]
    rows = [int(match[0].replace(".", "")) for match in [NUMBER.match(count), *numbers] if match]
    if facets and rows and max(rows) < FEWEST_ROWS:
        yield series.address, f"{len(facets)} keuzes bij {count}"
