"""What may not be on a page and is no matter of words alone.

Each check takes what was asked under one address and what the database knows, and tells the address
and the text of what is wrong. `forbidden.toml` names them, with a mutant of each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from bs4 import Tag

from regions.folding import fold
from regions.partial_date import MONTHS
from tests.measures.country_walk.facts import Facts, KnownSchool
from tests.measures.country_walk.reading import Block, Page, Row, Series, rows_in, text_of

Wrong = Iterator[tuple[str, str]]
CHECKS: dict[str, Callable[[Series, Facts], Wrong]] = {}


def check(function: Callable[[Series, Facts], Wrong]) -> Callable[[Series, Facts], Wrong]:
    CHECKS[function.__name__] = function
    return function


# --- an agreement that ended ---

TAKES_PART = re.compile(
    r"\b(doet|doen|neemt|nemen)\b.{0,80}?\b(mee|deel)\b|\bmeedo(et|en)\b|\bdeelne(emt|men)\b"
    r"|\bjouw regio|\b(hoort|horen) bij\b|\bhoort\b.{0,60}\bbij\b"
    r"|\bloopt (nog|tot|in elk geval)\b|\b(overeenkomst|project)\b.{0,30}\bloopt\b"
    r"|\bwerk(t|en)\b.{0,120}?\bsamen\b|\bmemberOf\b",
    re.IGNORECASE,
)
NOT_CLAIMED = re.compile(
    r"\bof (de|het|deze|er|zij|je)\b.*\b(weten wij niet|niet (opgegeven|bekend))\b"
    r"|weten wij niet\b|niet (meer )?mee\b|\bdoe(t|n) nu geen\b|\bbij (de|deze) gemeente\b",
    re.IGNORECASE,
)
ITS_STATE = re.compile(
    r"vervolg (is )?niet bekend|of er een vervolg is|einddatum voorbij|beëindigd", re.IGNORECASE
)
MEMBERS = ("/scholen/", "/partners/", "/gemeenten/")
OF_MEMBERS = {"school", "partner", "gemeente", "vroegere gemeente", "postcode"}


@check
def present_tense_of_what_ended(series: Series, facts: Facts) -> Wrong:
    """A sentence that names a region whose agreement ended, or stands where all named are such."""
    for page in series.pages:
        named = _named(page.text, facts.regions)
        about_one = series.kind in {"regio", *OF_MEMBERS}
        only_ended = about_one and named and named <= set(facts.passed)
        for block, sentence in page.sentences:
            if not (block.is_main and TAKES_PART.search(sentence)):
                continue
            ended = _named(sentence, facts.regions) & set(facts.passed)
            if NOT_CLAIMED.search(sentence) or not (ended or only_ended):
                continue
            if not all(_says_its_end(block, facts.passed[name]) for name in ended or named):
                yield page.address, f"<{block.tag}> {sentence}"


@check
def ended_region_without_its_state(series: Series, facts: Facts) -> Wrong:
    """In a row that says who takes part in what or lists regions, or as a fact of one of those."""
    for page in series.pages:
        for row in page.rows if series.kind != "suggesties" else ():
            if row.address.startswith(("/regios/", *MEMBERS)):
                ended = _named(row.whole, facts.regions) & set(facts.passed)
                if any(not _is_told(row.whole, facts.passed[name]) for name in ended):
                    yield page.address, row.whole
        for block in page.blocks if series.kind in {"vergelijken", *OF_MEMBERS} else ():
            if _is_a_fact(block):
                ended = _named(block.text.split("Bron:")[0], facts.regions) & set(facts.passed)
                if any(not _says_its_end(block, facts.passed[name]) for name in ended):
                    yield page.address, f"<{block.tag}> {block.text}"


def _is_a_fact(block: Block) -> bool:
    """Not a source, which may be called as it will."""
    cell = block.element and (block.element.find_parent("td") or block.element)
    if cell is None or cell.name not in ("dd", "td"):
        return False
    label = cell.find_previous_sibling("dt" if cell.name == "dd" else "th")
    return isinstance(label, Tag) and not text_of(label).startswith("Bron")


def _says_its_end(block: Block, end: str) -> bool:
    return _is_told(block.text, end) or _is_told(block.beside, end)


def _is_told(text: str, end: str) -> bool:
    return end in text or bool(ITS_STATE.search(text))


def _named(text: str, names: frozenset[str]) -> set[str]:
    return set(_any_of(names).findall(text)) if names else set()


@cache
def _any_of(names: frozenset[str]) -> re.Pattern[str]:
    """The longest first, so that a name within another is not taken for itself."""
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(name)}(?!\w)" for name in longest_first))


# --- what is old, and what a shape says ---

A_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
A_YEAR = timedelta(days=366)


@check
def old_confirmation_with_a_tick(series: Series, facts: Facts) -> Wrong:
    for page in series.pages:
        for block in page.blocks:
            if "✓" in block.text:
                days = (
                    date(int(year), MONTHS.index(month) + 1, int(day))
                    for day, month, year in A_DAY.findall(block.text)
                )
                if any(day < facts.today - A_YEAR for day in days):
                    yield page.address, block.text


# What a state says first, and which one that is; another wording is a state of its own.
STATES = {
    "voorbij": r"einddatum voorbij|.*of er een vervolg is|.*vervolg niet bekend",
    "niet bekend": r".*niet (bekend|opgegeven)|.*weten wij niet|geen techniekregio bekend",
    "geldt nog": r"(.*\b)?loopt\b",
    "geweest": r"geweest|.*\bis voorbij\b",
    "afgeleid": r"afgeleid",
    "opgegeven": r"opgegeven",
    "bevestigd": r"bevestigd",
}


def shapes_of(series: Series) -> Iterator[tuple[str, str, str]]:
    """Each shape with the state it stands for there, and the address."""
    for page in series.pages:
        for mark in page.of_class("state__mark"):
            shape = text_of(mark)
            said = text_of(mark.parent).removeprefix(shape).strip().lower()
            state = next((name for name, words in STATES.items() if re.match(words, said)), said)
            yield shape, re.sub(r"[\d(].*", "", state).strip(), page.address


def clashing(shapes: Iterable[tuple[str, str, str]]) -> Wrong:
    states: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for shape, state, address in shapes:
        states[shape].setdefault(state, address)
    for shape, found in states.items():
        if len(found) > 1:
            yield list(found.values())[-1], f"{shape} is {' en '.join(sorted(found))}"


@check
def one_shape_for_two_states(series: Series, facts: Facts) -> Wrong:
    yield from clashing(shapes_of(series))


# --- rows that nobody can tell apart ---

DISTANCE = re.compile(r"\b(ongeveer|minder dan) \d+ k?m\b|\b[\d,.]+ k?m\b")


@check
def equal_rows(series: Series, facts: Facts) -> Wrong:
    """The same words and another target; a distance alone tells nobody which is meant.

    Of what is compared each has a column instead.
    """
    addresses: defaultdict[str, set[str]] = defaultdict(set)
    for row in series.rows:
        addresses[DISTANCE.sub("", row.text)].add(row.address)
    for page in series.pages:
        for heading in page.main.find_all("th", scope="col"):
            if heading.a:
                addresses[text_of(heading)].add(str(heading.a["href"]))
    for text, found in addresses.items():
        if len(found) > 1:
            yield series.address, f"{len(found)} x {text}"


@check
def namesakes_without_their_street(series: Series, facts: Facts) -> Wrong:
    """Schools of one name in one place, in one list or at the head of their pages."""
    alike: defaultdict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
    for row in series.rows:
        if (school := facts.schools.get(row.address)) and school.place:
            alike[fold(row.name), school.place][row.address] = row
    for rows in alike.values():
        bare = [row for row in rows.values() if not _shows_street(row, facts.schools[row.address])]
        if len(rows) > 1 and bare:
            yield series.address, f"{len(bare)} x {bare[0].text}"
    for page in series.pages:
        school = facts.schools.get(page.address, KnownSchool())
        heading = text_of(page.main.h1)
        if heading and school.has_namesake and fold(school.street) not in fold(heading):
            yield page.address, heading


def _shows_street(row: Row, school: KnownSchool) -> bool:
    return not school.street or fold(school.street) in fold(row.text)


@check
def one_school_twice(series: Series, facts: Facts) -> Wrong:
    """Open schools of one name at one address, each with a row of its own."""
    at: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in series.rows:
        school = facts.schools.get(row.address)
        if school and school.is_open and school.street:
            at[fold(row.name), fold(school.street), school.postcode].add(row.address)
    for (name, *_), addresses in at.items():
        if len(addresses) > 1:
            yield series.address, f"{len(addresses)} x {name}"


# --- names ---

A_LEVEL = r"(vwo|havo|mavo|vbo|lwoo|vmbo|pro|lbo|lto|lhno|lavo|ath(eneum)?|gym(nasium)?)"
LEVELS_BEHIND = re.compile(rf"\b{A_LEVEL}[ ,;]+{A_LEVEL}\b", re.IGNORECASE)
LONGEST_NAME = 80


def _names_of_schools(page: Page) -> Iterator[str]:
    yield from (row.name for row in page.rows if row.address.startswith("/scholen/"))
    if page.address.startswith("/scholen/") and page.main.h1:
        yield text_of(page.main.h1)


@check
def long_names(series: Series, facts: Facts) -> Wrong:
    for page in series.pages:
        for name in _names_of_schools(page):
            if len(name) > LONGEST_NAME:
                yield page.address, name


@check
def names_with_levels_behind(series: Series, facts: Facts) -> Wrong:
    for page in series.pages:
        for name in _names_of_schools(page):
            if LEVELS_BEHIND.search(name):
                yield page.address, name


# --- counts and choices ---

PREFIXES = {
    "school": "/scholen/",
    "schol": "/scholen/",
    "regio": "/regios/",
    "gemeente": "/gemeenten/",
    "partner": "/partners/",
    "activiteit": "/agenda/",
    "bericht": "/nieuws/",
    "thema": "/themas/",
}
A_COUNT = re.compile(rf"^([\d.]+) ({'|'.join(PREFIXES)})")


def _counted(text: str) -> tuple[int, str] | None:
    found = A_COUNT.match(text)
    return (int(found[1].replace(".", "")), PREFIXES[found[2]]) if found else None


@check
def count_and_rows_differ(series: Series, facts: Facts) -> Wrong:
    """Of a list over all of its pages, of a block that the first lines count, of what is folded."""
    count = text_of(series.pages[0].count)
    if said := _counted(count):
        number, prefix = said
        rows = {row.address for page in series.pages for row in _under_count(page, prefix)}
        if number != len(rows):
            yield series.address, f"{count}, {len(rows)} rijen"
    for page in series.pages:
        yield from _facts_and_sections(page)
        yield from _folded(page)


def _under_count(page: Page, prefix: str) -> Iterator[Row]:
    part = page.count
    line = part if part is None or part.name == "p" else part.find_parent("p")
    for sibling in line.find_next_siblings() if line else []:
        if sibling.name in ("h3", "form"):  # what follows was not counted
            return
        yield from (row for row in rows_in(sibling) if row.address.startswith(prefix))


def _facts_and_sections(page: Page) -> Wrong:
    """ "7 scholen" in the first lines of a region or a municipality."""
    for fact in [fact for line in page.of_class("factline") for fact in line.find_all("li")]:
        said = _counted(text_of(fact))
        section = said and page.main.select_one(
            f'section[aria-labelledby="kop-{said[1].strip("/")}"]'
        )
        if said and section:
            shown = {
                row.address
                for part in _not_folded(section)
                for row in rows_in(part)
                if row.address.startswith(said[1])
            }
            if said[0] != len(shown):
                yield page.address, f"{text_of(fact)}, {len(shown)} rijen"


def _not_folded(section: Tag) -> Iterator[Tag]:
    """Its lists, up to a heading that says they are derived."""
    for part in section.select("ul.rows, h3"):
        if part.name == "h3" and text_of(part) == "Afgeleid":
            return
        if part.name == "ul" and not part.find_parent("details"):
            yield part


def _folded(page: Page) -> Wrong:
    for details in page.of_class("more"):
        said = re.search(r"\(([\d.]+)\)$", text_of(details.summary))
        rows = len(rows_in(details))
        if said and int(said[1].replace(".", "")) != rows:
            yield page.address, f"{text_of(details.summary)}, {rows} rijen"


KM = re.compile(r"(\d+) km")


@check
def radio_and_list_differ(series: Series, facts: Facts) -> Wrong:
    """What is chosen as a distance, and how far the list goes."""
    for page in series.pages:
        radio = page.main.find("input", attrs={"name": "afstand", "checked": True})
        chosen = KM.search(text_of(radio.parent)) if radio else None
        if not chosen:
            continue
        rows = (KM.search(row.text) for row in page.rows if row.address.startswith("/scholen/"))
        farthest = max((int(found[1]) for found in rows if found), default=0)
        counted = KM.search(text_of(page.count))
        if farthest > int(chosen[1]) or (counted and counted[1] != chosen[1]):
            yield page.address, f"gekozen {chosen[0]}, getoond tot {farthest} km"


@check
def facet_without_a_choice(series: Series, facts: Facts) -> Wrong:
    """All its choices give nothing, or there is only one; what is chosen may stay."""
    for page in series.pages:
        for facet in page.of_class("facet"):
            if facet.select_one("input[checked][value]:not([value=''])"):
                continue
            numbers = [text_of(one).strip("()+") for one in facet.find_all(class_="option__number")]
            if len(numbers) < 2 or not any(number.strip("0") for number in numbers):
                yield page.address, f"{text_of(facet.legend)}: {', '.join(numbers) or 'niets'}"


FEWEST_ROWS = 10
NUMBER = re.compile(r"[\d.]+")


@check
def facets_beside_few_rows(series: Series, facts: Facts) -> Wrong:
    page = series.pages[0]
    if "?" in series.address or page.of_class("chosen"):
        return
    count, facets = text_of(page.count), page.of_class("facet")
    # What is nearby goes on as far as the farthest distance one can choose.
    distances = page.main.find_all("input", attrs={"name": "afstand"})
    numbers = [NUMBER.search(text_of(one.parent).rpartition("(")[2]) for one in distances]
    rows = [int(found[0].replace(".", "")) for found in [NUMBER.match(count), *numbers] if found]
    if facets and rows and max(rows) < FEWEST_ROWS:
        yield series.address, f"{len(facets)} keuzes bij {count}"


# --- what is promised, far off, empty or invented ---

FARTHEST_NEARBY = 30  # km


@check
def far_region_as_the_nearest(series: Series, facts: Facts) -> Wrong:
    """Named so, or so large; how far the nearest is may be said."""
    for page in series.pages:
        for block in page.blocks:
            if "ichtstbijzijnde" in block.text:
                kms = [int(km) for km in KM.findall(block.text)]
                is_far = bool(kms) and max(kms) > FARTHEST_NEARBY
                if is_far and (_is_lede(block) or _named(block.text, facts.regions)):
                    yield page.address, block.text


def _is_lede(block: Block) -> bool:
    return block.element is not None and "lede" in block.element.get_attribute_list("class")


@check
def ask_a_school_where_none_is_listed(series: Series, facts: Facts) -> Wrong:
    for page in series.pages:
        if not any(row.address.startswith("/scholen/") for row in page.rows):
            for block, sentence in page.sentences:
                if block.is_main and re.search(r"[Vv]raag het (een|de) school", sentence):
                    yield page.address, sentence


@check
def label_without_a_value(series: Series, facts: Facts) -> Wrong:
    for page in series.pages:
        for term in page.main.find_all("dt"):
            value = term.find_next_sibling("dd")
            if value is None or not text_of(value):
                yield page.address, text_of(term)
        for block in page.blocks:
            if re.search(r"\bBron(nen)?:\s*($|[.;,])", block.text):
                yield page.address, block.text


@check
def invented_elsewhere(series: Series, facts: Facts) -> Wrong:
    """On a page of something real, that nobody came to by the example."""
    for page in series.pages:
        if page.of_class("notice--example") and page.address in facts.example_addresses:
            continue
        for block in page.blocks:
            if block.is_main and (found := _named(block.text, facts.examples)):
                yield page.address, f"{', '.join(found)}: {block.text[:80]}"
                break


@check
def signed_without_a_source(series: Series, facts: Facts) -> Wrong:
    for page in series.pages:
        if not _named(page.text, facts.signed):
            for block, sentence in page.sentences:
                if block.is_main and "ndertekend" in sentence:
                    yield page.address, sentence


# --- schools ---

NEWCOMERS = re.compile(r"\bISK\b|[Ii]nternationale [Ss]chakel|BRUGJAAR")


@check
def newcomers_without_a_level(series: Series, facts: Facts) -> Wrong:
    """Of a school for newcomers it is known what it teaches."""
    for page in series.pages:
        for row in page.rows:
            school = facts.schools.get(row.address, KnownSchool())
            names = f"{row.name} {school.official_name}"
            if "niveau niet bekend" in row.whole and NEWCOMERS.search(names):
                yield page.address, row.whole


@check
def address_that_waits_is_unknown(series: Series, facts: Facts) -> Wrong:
    """A proposal waits with the address, and the page says that nobody knows it."""
    for page in series.pages:
        heading = page.main.find(id="zonder-afstand")
        apart = heading.find_next_sibling("ul") if heading else None
        for row in rows_in(apart) if apart else []:
            if row.address in facts.waiting:
                yield page.address, row.text
        if page.address in facts.waiting and re.search(
            r"Adres (Niet bekend|.{0,60}straat niet bekend)", page.text
        ):
            yield page.address, "Adres niet bekend"


ISLANDS = ("Texel", "Vlieland", "Terschelling", "Ameland", "Schiermonnikoog")


@check
def over_water_as_the_crow_flies(series: Series, facts: Facts) -> Wrong:
    """From an island to the mainland, or back."""
    for page in series.pages:
        here = re.search(r"gemeente (.+)$", text_of(page.main.h1))
        if not here:
            continue
        for row in page.rows:
            there = facts.schools.get(row.address, KnownSchool()).municipality
            crosses = there and there != here[1] and ({there, here[1]} & set(ISLANDS))
            if crosses and KM.search(row.text) and "water" not in row.text:
                yield page.address, row.text
