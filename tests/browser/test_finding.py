"""Finding by the search box, on a phone and at a desk, with and without JavaScript."""

import re

import pytest

from tests.browser.ways import in_every_way

pytestmark = [
    pytest.mark.usefixtures("demo"),
    in_every_way,
]


MUNICIPALITIES = re.compile("^((alle|de) )?gemeenten$")


@pytest.fixture
def page(new_page, width, script):
    page = new_page(width=width, java_script_enabled=script)
    page.goto("/")
    return page


def ask(page, question):
    page.get_by_label("Postcode, plaats of naam").fill(question)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def path(page):
    return "/" + page.url.split("/", 3)[3]


def main(page):
    return page.locator("main")


def test_a_parent_finds_nearby_however_the_postcode_is_typed(page):
    for question in ["1703", "1703AB", "1703 ab"]:
        ask(page, question)
        assert path(page) == "/dichtbij/1703/"
        assert "1703 is Heerhugowaard" in main(page).inner_text()

    ask(page, "heerhugowaard")
    assert path(page).startswith("/dichtbij/170")
    assert main(page).get_by_role("link", name="Dijk en Waard").count() >= 1

    ask(page, "Langedijk")
    assert "Langedijk hoort sinds 1 januari 2022 bij de gemeente Dijk en Waard." in (
        main(page).locator(".lede").inner_text()
    )
    with page.expect_navigation(url="**/dichtbij/1722/"):
        main(page).get_by_role("link", name="Zuid-Scharwoude", exact=True).first.click()


def test_a_parent_chooses_which_hoorn_or_bergen_in_one_click(page):
    ask(page, "Hoorn")
    rows = main(page).locator("section", has_text="Welke “Hoorn” bedoel je?").locator("li")
    assert [" ".join(text.split()) for text in rows.all_inner_texts()] == [
        "Hoorn gemeente Hoorn, Noord-Holland",
        "Hoorn gemeente Terschelling, Fryslân 8896",
        "Gemeente Hoorn Noord-Holland de hele gemeente",
    ]
    with page.expect_navigation(url="**/dichtbij/8896/"):
        rows.nth(1).get_by_role("link").click()

    ask(page, "Bergen")
    for where in ["gemeente Bergen (NH), Noord-Holland", "Limburg"]:
        assert where in main(page).inner_text()
    with page.expect_navigation(url="**/gemeenten/bergen-l/"):
        main(page).get_by_role("link", name="Gemeente Bergen (L)").click()


def test_an_unknown_postcode_or_name_is_explained_with_a_way_on(page):
    for question, expected in [
        ("0123", "Een postcode begint nooit met een 0."),
        ("1000", "Postcode 1000 kennen wij niet."),
        ("abc", "Niets gevonden voor “abc”."),
        ("", "Vul een postcode, een plaats of een naam in."),
    ]:
        ask(page, question)
        assert expected in main(page).inner_text()
        assert main(page).get_by_role("link", name=MUNICIPALITIES).is_visible()

    ask(page, "heerhugowaart")
    with page.expect_navigation(url="**/dichtbij/170*/"):
        main(page).get_by_role("link", name="Heerhugowaard", exact=True).first.click()


def test_an_official_finds_the_present_municipality_by_a_former_name(page):
    ask(page, "gemeente Heerhugowaard")
    assert path(page) == "/gemeenten/dijk-en-waard/"
    assert "samengevoegd per 1 januari 2022 uit Heerhugowaard en Langedijk" in (
        main(page).inner_text()
    )

    ask(page, "Langedijk")
    with page.expect_navigation(url="**/gemeenten/dijk-en-waard/"):
        main(page).get_by_role("link", name="Gemeente Dijk en Waard", exact=True).click()

    ask(page, "De Ronde Venen")
    with page.expect_navigation(url="**/gemeenten/de-ronde-venen/"):
        main(page).get_by_role("link", name="Gemeente De Ronde Venen", exact=True).click()
