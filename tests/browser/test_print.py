"""In print: no navigation, nothing folded, the address and the date, black on white."""

import pytest

from tests import make

PRINTED = {
    "/regios/voorbeeldregio/": [
        "Deze regio bestaat niet. Ook haar scholen",  # folded under "Lees meer"
        "Voorbeeldcollege Praktijk",  # folded under "Deden eerder mee"
        "Voorbeeldles drones",  # folded under "Geweest"
    ],
    "/regios/techniekpact-west-friesland/": ["PET West-Friesland"],
    "/gemeenten/uithoorn/": ["Niet bekend", "Ouderkerk aan de Amstel"],
}
NOT_PRINTED = """
    .skip, .site-nav, .crumbs, .search, .filters, .toc, summary, .more--cite, .site-footer__links
"""

# Every colour of text, and every background.
COLOURS = """() => {
    const found = new Set();
    for (const element of document.querySelectorAll("body, body *")) {
        if (!element.checkVisibility()) continue;
        const { color, backgroundColor } = getComputedStyle(element);
        found.add(`ink ${color}`);
        if (backgroundColor !== "rgba(0, 0, 0, 0)") found.add(`paper ${backgroundColor}`);
    }
    found.add(`paper ${getComputedStyle(document.documentElement).backgroundColor}`);
    return [...found].sort();
}"""


ADDRESS_AND_FOOTER = [".site-footer__cell--print", ".site-footer__block"]


@pytest.mark.usefixtures("demo")
def test_print_shows_the_whole_page_and_its_address(new_page):
    page = new_page(java_script_enabled=False)
    for address, folded in PRINTED.items():
        page.goto(address)
        on_screen = page.locator(".site-footer .date").inner_text()
        page.emulate_media(media="print")
        paper = page.locator("body").inner_text()

        for text in folded:
            assert page.get_by_text(text).first.is_visible(), f"{address}: {text}"
        assert page.url in paper, address
        widths = [page.locator(cell).bounding_box()["width"] for cell in ADDRESS_AND_FOOTER]
        assert widths[0] == widths[1], address
        assert on_screen in paper, address
        visible = [
            element.inner_text()
            for element in page.locator(NOT_PRINTED).all()
            if element.is_visible()
        ]
        assert visible == [], address
        page.emulate_media(media="screen")


def test_print_shows_the_address_of_an_external_link_once(new_page, db):
    school = make.a_school(
        website="https://school.example/", source="DUO", source_url="https://duo.example/vo"
    )
    page = new_page(java_script_enabled=False)
    page.goto(school.get_absolute_url())
    page.emulate_media(media="print")
    addresses = {
        link.inner_text(): link.evaluate("link => getComputedStyle(link, '::after').content")
        for link in page.locator("main a[href^=http]").all()
    }

    assert addresses == {
        "de site van de school": '" (https://school.example/)"',
        "https://school.example/": "none",
        "DUO (datum niet bekend)": '" (https://duo.example/vo)"',
    }


@pytest.mark.usefixtures("demo")
def test_print_is_black_on_white_also_in_dark_mode(new_page):
    page = new_page(color_scheme="dark")
    for address in PRINTED:
        page.goto(address)
        page.emulate_media(media="print", color_scheme="dark")

        assert page.evaluate(COLOURS) == [
            "ink rgb(0, 0, 0)",
            "ink rgb(51, 51, 51)",
            "paper rgb(255, 255, 255)",
        ], address


@pytest.mark.usefixtures("demo")
def test_the_recommendations_for_a_municipality_print_on_three_sheets_at_most(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/voor-gemeenten/?gemeente=uithoorn")
    sheets = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    page.emulate_media(media="print")

    assert sheets <= 3
    assert not page.get_by_role("heading", name="Een andere gemeente").is_visible()
