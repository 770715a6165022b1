"""A parent in Heerhugowaard, with a child in group 8, looks for schools nearby: on a phone and at a
desk, with and without JavaScript.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.ways import in_every_way

pytestmark = [
    pytest.mark.usefixtures("demo"),
    in_every_way,
]

DISTANCE = re.compile(r"(ongeveer \d+ km( \(tot [\w ]+\))?|minder dan 1 km|afstand niet bekend) · ")
IN_HEERHUGOWAARD = [
    "Focus",
    "Vonk vmbo Heerhugowaard",
    "Trinitas College Han Fortmann",
    "Trinitas College Johannes Bosco",
]


@pytest.fixture
def page(new_page, width, script):
    return new_page(width=width, java_script_enabled=script)


def words(part):
    return " ".join(part.inner_text().split())


def main(page):
    return page.locator("main")


def schools(page):
    return page.locator("[data-found] > .rows").first.locator("a.row__name").all_inner_texts()


def row(page, name):
    link = page.get_by_role("link", name=name, exact=True)
    return main(page).locator(".row").filter(has=link)


def tops(page, *selectors):
    return [main(page).locator(selector).first.bounding_box()["y"] for selector in selectors]


def test_nearby_shows_region_schools_and_agenda_in_that_order(page, width):
    requests = []
    page.on("request", lambda request: requests.append(request.resource_type))
    page.goto("/dichtbij/1703/")

    assert requests.count("document") == 1
    assert not {"xhr", "fetch", "websocket"} & set(requests)
    assert words(main(page).locator("h1")) == "1703 is Heerhugowaard, gemeente Dijk en Waard"
    assert words(main(page).locator(".lede")) == (
        "Jouw regio: TechniekPact Noord-Kennemerland (afgeleid uit deelnemende scholen): "
        "STO-project tot en met 2023; of er een vervolg is, weten wij niet."
    )
    order = ("h1", ".lede", ".count", ".rows", "#vergelijk", "#agenda", "#kop-andere")
    assert tops(page, *order) == sorted(tops(page, *order))
    first_screen = main(page).locator(".rows .row").first.bounding_box()
    assert first_screen["y"] + 44 < (740 if width == 360 else 800)

    assert words(main(page).locator(".count")) == "16 scholen binnen 10 km"
    assert "hemelsbreed" in words(main(page))
    assert schools(page)[:4] == IN_HEERHUGOWAARD
    assert {"Van der Meij College", "PCC Heiloo", "CSG Jan Arentsz Langedijk"} <= {*schools(page)}
    focus = words(row(page, "Focus"))
    assert "ongeveer 1 km · Heerhugowaard mag: praktijkonderwijs · geen vmbo-profielen" in focus
    assert "nog geen open dag bekend, kijk op de site" in focus
    assert "TechniekPact Noord-Kennemerland" in focus
    assert "Er is in de buurt nog niets gepland." in words(main(page).locator("#agenda"))
    beyond = words(main(page).locator("section").last)
    assert beyond.startswith("Ook dichtbij, andere regio")
    assert "TechniekPact West-Friesland" in beyond
    assert "Tabor College d'Ampte, Hoorn (ongeveer 15 km)" in beyond


def test_no_school_is_listed_twice_or_at_an_exact_distance(page):
    page.goto("/dichtbij/1703/")
    names = main(page).locator("[data-found] > .rows a.row__name").all_inner_texts()

    assert len(names) == len(set(names)) == 17
    assert names[-1] == "Huygens College Heerhugowaard"
    for name in names:
        assert DISTANCE.match(words(row(page, name).locator(".row__meta").last)), name


def test_a_parent_chooses_an_advice(page, script):
    page.goto("/dichtbij/1703/")
    fold = page.locator(".filters__summary")
    if fold.is_visible():
        fold.click()
    box = page.get_by_role("checkbox", name="advies praktijkonderwijs")
    box.check()
    if not script:
        with page.expect_navigation():
            page.get_by_role("button", name="Toon").click()
    page.wait_for_url("**/dichtbij/1703/?advies=praktijkonderwijs")
    page.locator(".chosen").wait_for()

    assert schools(page) == ["Focus", "Praktijkschool De Viaan", "Praktijkschool Westfriesland"]
    assert "Binnen 10 km staan er maar 2 met deze keuze." in words(main(page))
    assert page.locator("input[name=afstand][value='']").is_checked()


def test_a_parent_compares_two_schools_from_nearby(page):
    page.goto("/dichtbij/1703/")
    for name in ["Focus", "PCC Heiloo"]:
        row(page, name).get_by_role("checkbox").check()
    button = page.get_by_role("button", name="Zet wat je koos naast elkaar")
    page.evaluate("scrollTo(0, 0)")
    expect(button).to_be_in_viewport()
    with page.expect_navigation():
        button.click()

    assert page.url.endswith(
        "/vergelijken/?school=focus-heerhugowaard&school=pcc-heiloo&vanaf=1703"
    )


@pytest.mark.parametrize("postcode", ["1703AB", "1703 ab"])
def test_the_letters_of_a_postcode_are_left_out_of_the_address(page, postcode):
    page.goto(f"/dichtbij/{postcode}/")

    assert page.url.endswith("/dichtbij/1703/")


def test_without_a_known_region_the_nearest_is_named_as_such(page):
    page.goto("/dichtbij/1601/")

    assert words(main(page).locator("h1")) == "1601 is Enkhuizen, gemeente Enkhuizen"
    assert words(main(page).locator(".lede")) == (
        "Nog geen techniekregio bekend voor de gemeente Enkhuizen; "
        "dichtstbijzijnde die wij kennen: TechniekPact West-Friesland (ongeveer 4 km), "
        "◐ tot 2023, vervolg niet bekend."
    )


def test_an_invalid_postcode_offers_a_way_on(new_page, width, script):
    page = new_page(width=width, java_script_enabled=script, may_log=["404"])
    page.goto("/dichtbij/1000/")

    assert words(main(page).locator("h1")) == "De postcode 1000 kennen wij niet"
    with page.expect_navigation():
        page.get_by_role("link", name="1181").click()
    assert words(main(page).locator("h1")).startswith("1181 is Amstelveen")
