"""What every page of the demo lives up to: nothing empty, nothing raw, the invented said so."""

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
# Tokens that are not also a word on the page ("vmbo", "havo", "mbo" are words).
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


def test_every_page_of_the_demo_is_reached(pages):
    kinds = {address.split("/")[1] for address in pages}

    assert kinds >= {"regios", "scholen", "partners", "gemeenten", "nieuws", "agenda", "themas"}
    assert len(pages) > 100
    assert {region.get_absolute_url() for region in Region.objects.all()} <= set(pages)


def test_no_heading_is_without_content(pages):
    for address, page in pages.items():
        main = main_of(page)
        for heading in main.find_all(HEADINGS):
            assert heading.get_text(strip=True), f"{address}: an empty heading"
            assert follows(heading), f"{address}: nothing under “{heading.get_text(strip=True)}”"


def test_no_label_is_without_a_value(pages):
    for address, page in pages.items():
        for term in main_of(page).find_all("dt"):
            value = term.find_next_sibling("dd")
            assert term.get_text(strip=True), f"{address}: a value without a label"
            assert value, f"{address}: “{term.get_text()}” has no value"
            assert value.get_text(strip=True), f"{address}: “{term.get_text()}” is empty"


def test_no_page_shows_a_raw_value_or_a_token(pages):
    for address, page in pages.items():
        words = text_of(page)
        assert not RAW.search(words), f"{address}: {RAW.search(words)}"
        found = set(TOKENS) & set(re.findall(r"[\w-]+", words))
        # The glossary explains how schools write them.
        assert not found or address == "/woordenlijst/", f"{address}: {found}"


def test_every_page_has_one_main_heading_a_title_and_a_description(pages):
    titles = {}
    for address, page in pages.items():
        soup = read(page)
        assert len(soup.find_all("h1")) == 1, address
        assert soup.find("meta", {"name": "description"})["content"].strip(), address
        titles.setdefault(soup.title.get_text(), []).append(address.split("?")[0])
    doubled = {title: found for title, found in titles.items() if len(set(found)) > 1}
    assert not doubled


def test_headings_step_down_one_at_a_time(pages):
    for address, page in pages.items():
        depths = [int(heading.name[1]) for heading in main_of(page).find_all(HEADINGS)]
        assert all(after - before <= 1 for before, after in pairwise(depths)), (
            f"{address}: {depths}"
        )


def test_what_is_invented_says_so_and_is_not_indexed(pages):
    for address, page in pages.items():
        soup = read(page)
        shown = soup.main.select(".row__name, h1, .lede a")
        invented = [part for part in shown if "oorbeeld" in part.get_text()]
        if invented and "verzonnen" not in page.content.decode():
            raise AssertionError(f"{address}: {invented[0].get_text()} is not said to be invented")
        if "oorbeeld" in soup.h1.get_text():
            assert soup.find("meta", {"name": "robots", "content": "noindex"}), address
            assert soup.select(".notice--example"), address


def test_signed_is_only_said_of_what_a_source_calls_signed(pages):
    said = {
        address
        for address, page in pages.items()
        if b"ndertekend" in page.content and "ndertekend" in text_of(page)
    }
    amstelland = Region.objects.get(slug="techniekpact-amstelland")
    municipalities = {
        municipality.get_absolute_url()
        for municipality in Municipality.objects.filter(participations__region=amstelland)
    }
    real = {address for address in said if "oorbeeld" not in text_of(pages[address])}

    assert real - {"/over/"} == {amstelland.get_absolute_url(), *municipalities}


def test_a_shape_stands_for_one_state_and_a_state_has_one_shape(pages):
    """On all pages together; the class of the state is what its words are coloured by."""
    said = set()
    for page in pages.values():
        for shape in read(page).select(".state__mark"):
            (state,) = {name for name in shape.parent["class"] if name.startswith("state--")}
            said.add((shape.get_text(), state))

    assert said == {(Shape[state[7:].upper()].value, state) for _, state in said}
    assert len({shape for shape, _ in said}) == len({state for _, state in said}) == len(said)
    assert {"state--stated", "state--open", "state--passed", "state--held"} <= {
        state for _, state in said
    }


def test_every_source_bears_a_date_or_says_that_it_has_none(pages):
    for address, page in pages.items():
        main = main_of(page)
        said = [words(part).partition("Bron: ")[2] for part in main.select(".source, dd")]
        said += words_of(main.select("#bronnen li"))
        for source in filter(None, said):
            told = is_dated(source) or "datum niet bekend" in source or "verzonnen" in source
            assert told, f"{address}: {source}"


def test_the_day_of_the_page_is_not_said_to_be_that_of_its_facts(pages):
    for address, page in pages.items():
        footer = words(read(page).footer)
        assert f"Pagina gemaakt op {day_in_words(today())}" in footer, address
        assert "Stand van" not in footer, address


def test_no_page_sets_a_cookie(pages):
    for address, page in pages.items():
        assert not page.cookies, address


def follows(heading):
    """What stands between a heading and the next one of its own depth or higher."""
    depth = int(heading.name[1])
    for element in heading.next_elements:
        if element.name in HEADINGS and element is not heading and int(element.name[1]) <= depth:
            return False
        inside = heading in getattr(element, "parents", []) or element in heading.descendants
        if isinstance(element, str) and element.strip() and not inside:
            return True
    return False
