"""Every page of the demo: nothing empty, no raw values, and every example is called invented."""

import re
from itertools import pairwise

import pytest

from regions.clock import today
from regions.models import Municipality, Region
from regions.wording.dutch import day_in_words
from regions.wording.shapes import Shape
from regions.wording.sources import is_dated
from schools.models import Level, Profile
from tests.pages.reading import main_of, read, text_of, words, words_of

HEADINGS = ["h1", "h2", "h3", "h4"]
RAW = re.compile(
    r"\b(None|Array|null|undefined|NaN|True|False|VBO|MAVO|BRUGJAAR)\b|\{\{|\{%|\[\]|&lt;"
)
# Stored values that are not also words on the page, as "vmbo", "havo" and "mbo" are.
TOKENS = sorted(
    {
        *(level.value for level in Level if level.value != level.label and "-" in level.value),
        *(profile.value for profile in Profile if len(profile.value) <= 3),
        "sto-project",
        "tot-en-met",
    }
    - {"groen"}
)


@pytest.fixture
def pages(demo_pages):
    return demo_pages


def test_the_walk_reaches_every_type_of_page(pages):
    kinds = {address.split("/")[1] for address in pages}

    assert kinds >= {"regios", "scholen", "partners", "gemeenten", "nieuws", "agenda", "themas"}
    assert len(pages) > 100
    assert {region.get_absolute_url() for region in Region.objects.all()} <= set(pages)


def test_every_heading_has_content(pages):
    for address, page in pages.items():
        main = main_of(page)
        for heading in main.find_all(HEADINGS):
            assert heading.get_text(strip=True), f"{address}: an empty heading"
            assert has_content(heading), f"{address}: “{heading.get_text(strip=True)}” is empty"


def test_every_label_has_a_value(pages):
    for address, page in pages.items():
        for term in main_of(page).find_all("dt"):
            value = term.find_next_sibling("dd")
            assert term.get_text(strip=True), f"{address}: a value without a label"
            assert value, f"{address}: “{term.get_text()}” has no value"
            assert value.get_text(strip=True), f"{address}: “{term.get_text()}” is empty"


def test_no_page_shows_a_raw_value(pages):
    for address, page in pages.items():
        text = text_of(page)
        assert not RAW.search(text), f"{address}: {RAW.search(text)}"
        tokens = set(TOKENS) & set(re.findall(r"[\w-]+", text))
        # The glossary lists the spellings that schools use.
        assert not tokens or address == "/woordenlijst/", f"{address}: {tokens}"


def test_every_page_has_one_main_heading_a_title_and_a_description(pages):
    paths = {}
    for address, page in pages.items():
        soup = read(page)
        assert len(soup.find_all("h1")) == 1, address
        assert soup.find("meta", {"name": "description"})["content"].strip(), address
        paths.setdefault(soup.title.get_text(), set()).add(address.split("?")[0])
    assert {title: shared for title, shared in paths.items() if len(shared) > 1} == {}


def test_heading_levels_are_not_skipped(pages):
    for address, page in pages.items():
        depths = [int(heading.name[1]) for heading in main_of(page).find_all(HEADINGS)]
        assert all(after - before <= 1 for before, after in pairwise(depths)), (
            f"{address}: {depths}"
        )


def test_every_example_is_called_invented_and_is_not_indexed(pages):
    for address, page in pages.items():
        soup = read(page)
        named = soup.main.select(".row__name, h1, .lede a")
        examples = [element for element in named if "oorbeeld" in element.get_text()]
        if examples:
            assert "verzonnen" in page.content.decode(), f"{address}: {examples[0].get_text()}"
        if "oorbeeld" in soup.h1.get_text():
            assert soup.find("meta", {"name": "robots", "content": "noindex"}), address
            assert soup.select(".notice--example"), address


def test_only_the_agreement_that_a_source_calls_signed_is_called_signed(pages):
    mentions = {
        address
        for address, page in pages.items()
        if b"ndertekend" in page.content and "ndertekend" in text_of(page)
    }
    amstelland = Region.objects.get(slug="techniekpact-amstelland")
    municipalities = {
        municipality.get_absolute_url()
        for municipality in Municipality.objects.filter(participations__region=amstelland)
    }
    real = {address for address in mentions if "oorbeeld" not in text_of(pages[address])}

    # The report of each year states that it is unknown whether the agreement was signed by then.
    years = {
        address for address in real if address.startswith(f"{amstelland.get_absolute_url()}jaar/")
    }
    members = {amstelland.get_absolute_url(), *municipalities}
    assert real - years - {"/over/"} == members | {f"{address}tijdlijn/" for address in members}


def test_shapes_and_statuses_match_one_to_one(pages):
    """The status is in the class of the element, which also sets its colour."""
    pairs = set()
    for page in pages.values():
        for mark in read(page).select(".state__mark"):
            (state,) = {name for name in mark.parent["class"] if name.startswith("state--")}
            pairs.add((mark.get_text(), state))
    shapes, states = {shape for shape, _ in pairs}, {state for _, state in pairs}

    assert pairs == {(Shape[state[7:].upper()].value, state) for state in states}
    assert len(shapes) == len(states) == len(pairs)
    assert states >= {"state--stated", "state--open", "state--passed", "state--held"}


def test_every_source_has_a_date_or_is_called_undated(pages):
    for address, page in pages.items():
        main = main_of(page)
        sources = [words(element).partition("Bron: ")[2] for element in main.select(".source, dd")]
        sources += words_of(main.select("#bronnen li"))
        for source in filter(None, sources):
            is_undated = "datum niet bekend" in source or "verzonnen" in source
            assert is_dated(source) or is_undated, f"{address}: {source}"


def test_the_footer_dates_the_page_and_not_its_facts(pages):
    for address, page in pages.items():
        footer = words(read(page).footer)
        assert f"Pagina gemaakt op {day_in_words(today())}" in footer, address
        assert "Stand van" not in footer, address


def test_no_page_sets_a_cookie(pages):
    for address, page in pages.items():
        assert not page.cookies, address


def has_content(heading):
    """Whether there is text between a heading and the next one of the same or a higher level."""
    depth = int(heading.name[1])
    for element in heading.next_elements:
        if element.name in HEADINGS and element is not heading and int(element.name[1]) <= depth:
            return False
        inside = heading in getattr(element, "parents", []) or element in heading.descendants
        if isinstance(element, str) and element.strip() and not inside:
            return True
    return False
