"""Suggestions while typing: by keyboard, touch and screen reader; the plain form still works."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.looks import FIRST_HALF
from tests.browser.test_access import DRAWN_COLOUR, find_violations
from tests.browser.test_first_view import weight

pytestmark = pytest.mark.usefixtures("demo")

LEADS = "**/dichtbij/**"
MAX_BYTES = 5_000


def box(page):
    return page.get_by_label("Postcode, plaats of naam")


def options(page):
    return page.get_by_role("option")


def type_in(page, text):
    box(page).press_sequentially(text)
    options(page).first.wait_for()


def chosen(page):
    key = box(page).get_attribute("aria-activedescendant")
    return page.locator(f"[id='{key}']").inner_text() if key else ""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", ["/", "/over/", "/zoeken/"])
def test_arrow_keys_cycle_through_suggestions_and_enter_follows_one(new_page, width, address):
    page = new_page(width=width)
    page.goto(address)
    type_in(page, "langed")

    assert box(page).get_attribute("aria-expanded") == "true"
    assert page.get_by_role("status").inner_text() == "2 suggesties"
    assert chosen(page) == ""
    selected = []
    for key in ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"]:
        page.keyboard.press(key)
        selected.append(chosen(page))
    municipality = "Langedijk gemeente, nu Dijk en Waard"
    school = "CSG Jan Arentsz Langedijk school, Zuid-Scharwoude"
    assert selected == [municipality, school, "", school, municipality]
    assert page.locator("[aria-selected=true]").inner_text() == municipality
    with page.expect_navigation(url="**/gemeenten/dijk-en-waard/"):
        page.keyboard.press("Enter")


def test_a_click_on_a_suggestion_follows_it(new_page):
    page = new_page(width=360, has_touch=True)
    page.goto("/")
    type_in(page, "vonk")
    low = options(page).evaluate_all(
        "all => all.map(element => element.getBoundingClientRect().height)"
    )

    assert min(low) >= 44
    with page.expect_navigation(url="**/scholen/vonk-hoorn/"):
        options(page).filter(has_text="Hoorn").tap()


def test_escape_closes_the_list_and_keeps_the_text(page):
    page.goto("/")
    type_in(page, "alk")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")

    assert options(page).count() == 0
    assert (box(page).input_value(), chosen(page)) == ("alk", "")
    assert box(page).get_attribute("aria-expanded") == "false"
    page.keyboard.type("m")
    options(page).first.wait_for()


def test_leaving_the_box_closes_the_list(page):
    page.goto("/")
    type_in(page, "alk")
    page.keyboard.press("Tab")

    assert options(page).count() == 0


def test_enter_without_a_choice_searches_the_text(page):
    page.goto("/")
    type_in(page, "alk")
    with page.expect_navigation(url="**/zoeken/?q=alk"):
        page.keyboard.press("Enter")


def test_an_empty_box_has_no_suggestions(page):
    page.goto("/")
    type_in(page, "alk")
    for _ in "alk":
        page.keyboard.press("Backspace")

    options(page).first.wait_for(state="detached")
    assert page.get_by_role("status").inner_text() == ""


def test_the_letters_of_a_postcode_are_sent_nowhere(page):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto("/")
    box(page).fill("1703 XZ")
    options(page).first.wait_for()
    with page.expect_navigation(url="**/dichtbij/1703/"):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")

    assert [url for url in requests if "q=" in url] == [
        url for url in requests if url.endswith("/suggesties/?q=1703")
    ]


@pytest.mark.parametrize("wrong", [{"status": 500}, {"body": "<p>"}, {"status": 404}])
def test_when_fetching_fails_the_form_works_as_usual(new_page, wrong):
    page = new_page(may_log=["500", "404"])
    page.route("**/suggesties/**", lambda route: route.fulfill(**wrong))
    page.goto("/")
    with page.expect_response("**/suggesties/**"):
        box(page).press_sequentially("alkmaar")
    assert options(page).count() == 0
    with page.expect_navigation(url=LEADS):
        page.keyboard.press("Enter")


def test_without_script_the_form_works_as_usual(new_page):
    page = new_page(width=360, java_script_enabled=False)
    page.goto("/")
    box(page).fill("alkmaar")
    with page.expect_navigation(url=LEADS):
        page.get_by_role("button", name="Zoek").click()


def test_an_outdated_request_is_aborted(page):
    page.route("**/suggesties/?q=alk", lambda route: None)  # never answers
    page.goto("/")
    with page.expect_request("**/suggesties/?q=alk"):
        box(page).press_sequentially("alk")
    with page.expect_event("requestfailed", lambda request: request.url.endswith("?q=alk")):
        box(page).fill("uith")

    options(page).filter(has_text="Uithoorn").first.wait_for()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_open_list_is_accessible_in_every_look_and_shifts_nothing(new_page, width):
    page = new_page(width=width)
    page.goto("/over/")
    before = page.locator("main").bounding_box()
    type_in(page, "ho")
    page.keyboard.press("ArrowDown")
    assert page.locator("main").bounding_box() == before
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.evaluate(Axe().axe_script)
    page.evaluate(DRAWN_COLOUR)
    faults = []
    for _, look, rules in FIRST_HALF:
        page.emulate_media(**look)
        faults += find_violations(page, rules)
    assert faults == []


def test_the_scripts_of_a_page_are_small(page):
    sizes = {}
    page.on("response", lambda answer: sizes.update({answer.url: weight(answer.body())})
            if answer.url.endswith(".js") else None)  # fmt: skip
    page.goto("/scholen/", wait_until="networkidle")

    assert len(sizes) == 1
    assert sum(sizes.values()) < MAX_BYTES
