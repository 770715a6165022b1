"""A comparison: side by side if it fits, else one aspect after another; and in print."""

import pytest

from tests import make
from tests.browser.test_layout import LOST_TEXT

A4 = 658  # px between the margins in portrait, at 96 per inch
LONG = "Protestants Christelijke Scholengemeenschap Oude Hoven voor Vwo Havo Mavo"
PLACES = ["'s-Hertogenbosch", "Heerhugowaard", "Hardinxveld-Giessendam", "Capelle"]

# Each value as displayed: its column name, then the value.
VALUES = """() => [...document.querySelectorAll(".compared tbody tr")].map((row) => [
    row.querySelector("th").innerText,
    [...row.querySelectorAll("td")].map((cell) => {
        const { content } = getComputedStyle(cell, "::before");
        const said = content === "none" ? "" : content.split('" / "')[0].replaceAll('"', "");
        return [said, cell.innerText];
    }),
])"""
SCROLLS = """() => [...document.querySelectorAll("main, main *")]
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
    .map((element) => element.outerHTML.slice(0, 100))"""


def regions():
    for place in PLACES:
        region = make.a_region(name=f"{LONG} {place}", summary="Een regio.")
        make.an_agreement(region=region, lead_organisation=make.an_organisation(name=LONG))
        make.a_goal(region=region, text=f"Samenwerkingsverbandcoördinatie in {place}. " * 3)
        make.a_school_participation(region=region)
        make.a_partner_participation(region=region)
        yield f"regio={region.slug}"


def schools():
    make.a_postcode_area(code="1703")
    for place in PLACES:
        school = make.a_school(
            name=f"{LONG} {place}",
            place=make.a_place(name=place),
            levels=["vmbo-bkg", "vmbo-tl", "havo", "vwo", "pro"],
            profiles_known=True,
            profiles=["pie", "bwi", "hbr"],
            address="Burgemeester van Schouwenburgstraat 1234A",
            postcode="1703 AB",
            website=f"https://www.{'scholengemeenschap' * 3}.example/locatie/",
        )
        make.an_event(name="Open dag", school=school)
        make.a_school_participation(school=school)
        yield f"school={school.slug}"
    yield "vanaf=1703"


KINDS = {"regions": regions, "schools": schools}


@pytest.fixture(params=KINDS)
def address(request, db):
    return f"/vergelijken/?{'&'.join(KINDS[request.param]())}"


def test_on_a_phone_every_value_names_its_column_and_nothing_scrolls_sideways(new_page, address):
    page = new_page(width=360, java_script_enabled=False)
    page.goto(address)
    rows = page.evaluate(VALUES)

    assert len(rows) >= 9
    for aspect, values in rows:
        assert len({of for of, _ in values}) == 4, aspect
        assert all(of.startswith("Protestants") and text for of, text in values), aspect
    assert page.evaluate(SCROLLS) == []
    assert page.evaluate(LOST_TEXT) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_a_screen_reader_gets_a_table_with_headers(new_page, address, width):
    page = new_page(width=width)
    page.goto(address)
    table = page.get_by_role("table")
    headed = page.get_by_role("rowheader", name="Techniek" if "school" in address else "Penvoerder")

    assert table.get_by_role("columnheader").count() == 4
    assert table.get_by_role("row").filter(has=headed).get_by_role("cell").count() == 4


def test_on_a_wide_screen_the_columns_are_equally_wide(new_page, address):
    page = new_page(width=1280, java_script_enabled=False)
    page.goto(address)
    cells = page.locator(".compared tbody tr").first.locator("td").all()
    boxes = [cell.bounding_box() for cell in cells]

    assert len({round(box["y"]) for box in boxes}) == 1
    assert len({round(box["width"]) for box in boxes}) == 1
    assert {of for _, values in page.evaluate(VALUES) for of, _ in values} == {""}


@pytest.mark.parametrize("width", [360, 1280])
def test_in_print_four_columns_fit_with_address_and_date(new_page, address, width):
    page = new_page(width=width, java_script_enabled=False)
    page.goto(address)
    day = page.locator(".site-footer .date").inner_text()
    pages = page.pdf(format="A4").count(b"/MediaBox")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4, "height": 900})
    cells = page.locator(".compared tbody tr").first.locator("td").all()
    paper = page.locator("body").inner_text()

    assert len({round(cell.bounding_box()["y"]) for cell in cells}) == 1
    assert page.evaluate(SCROLLS) == []
    assert page.evaluate(LOST_TEXT) == []
    assert page.url in paper
    assert day in paper
    assert [
        element for element in page.locator("main :is(form, .button)").all() if element.is_visible()
    ] == []
    assert 1 <= pages <= 2
