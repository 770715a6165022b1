"""The map in its frame: its colours, its keyboard navigation, and links that open in the page."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import make
from tests.browser.looks import EVERY_RULE
from tests.browser.test_access import find_violations
from tests.pactdir.map.test_area import add_school, make_municipality


@pytest.fixture
def region(db):
    region = make.a_region(name="Aalpact", slug="aalpact")
    make.a_municipality_participation(
        region=region, municipality=make_municipality(5, name="Hoorn")
    )
    add_school(region, make_municipality(5.1, name="Urk"))
    make_municipality(5.2, name="Ede")
    return region


def frame_of(page, address="/"):
    page.goto(address)
    page.locator("iframe").scroll_into_view_if_needed()
    frame = page.frame_locator("iframe")
    frame.locator("svg").wait_for()
    return frame


def fill(frame, chosen):
    return frame.locator(chosen).first.evaluate("element => getComputedStyle(element).fill")


@pytest.mark.usefixtures("region")
def test_each_pattern_is_distinct_in_light_dark_print_and_forced_colours(new_page):
    page = new_page()
    frame = frame_of(page)
    fills = {}
    for look in (
        {"color_scheme": "light"},
        {"color_scheme": "dark"},
        {"media": "print"},
        {"media": "screen", "forced_colors": "active"},
    ):
        page.emulate_media(**look)
        ways = [fill(frame, selector) for selector in ("path.stated", "path.derived", "g.none")]
        assert len(set(ways)) == 3
        assert ways[1] == 'url("#h0")', "a pattern, not a colour"
        fills[str(look)] = ways[0]
    assert len(set(fills.values())) == 4


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("width", [360, 1280])
def test_a_region_on_the_map_opens_in_the_whole_page(new_page, width):
    page = new_page(width=width, java_script_enabled=False)
    link = frame_of(page).get_by_role("link", name="Aalpact")

    with page.expect_navigation(url="**/regios/aalpact/"):
        link.locator("path").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Aalpact"


@pytest.mark.usefixtures("region")
def test_a_region_on_the_map_can_be_reached_and_opened_by_keyboard(new_page):
    page = new_page()
    frame = frame_of(page, "/regios/")
    before = fill(frame, "path.stated")
    page.locator("ul.rows a, .download a").last.focus()
    page.keyboard.press("Tab")

    link = frame.locator("a")
    assert link.evaluate("element => element === document.activeElement")
    assert fill(frame, "path.stated") != before
    assert link.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    with page.expect_navigation(url="**/regios/aalpact/"):
        page.keyboard.press("Enter")


@pytest.mark.usefixtures("region")
def test_the_map_itself_breaks_no_accessibility_rule(new_page):
    page = new_page(bypass_csp=True)
    frame_of(page)
    page.goto(page.locator("iframe").get_attribute("src"))
    page.evaluate(Axe().axe_script)

    # A drawing has no main part, heading or skip link; the page around it has.
    rules = {
        "type": "tag",
        "values": [tag for tag in EVERY_RULE["values"] if tag != "best-practice"],
    }
    assert find_violations(page, rules) == []
    assert page.title() == "Techniekregio's in Nederland"


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_reserves_the_space_of_the_map(new_page, width):
    page = new_page(width=width, may_log=["ERR_FAILED"])
    page.route("**/kaart/*.svg", lambda route: route.abort())  # even if the drawing fails
    page.goto("/")
    sheet = page.locator("iframe").bounding_box()

    assert sheet["height"] / sheet["width"] == pytest.approx(20 / 17, abs=0.01)


@pytest.mark.usefixtures("region")
def test_the_map_is_beside_the_search_box_when_wide_and_after_the_list_when_narrow(new_page):
    page = new_page()
    frame_of(page)
    sheet, box = (page.locator(selector).bounding_box() for selector in ("iframe", ".search"))
    assert sheet["x"] > box["x"] + box["width"]
    assert sheet["y"] < box["y"] + box["height"] < 800

    page.set_viewport_size({"width": 360, "height": 740})
    sheet, lists = (page.locator(selector).bounding_box() for selector in ("iframe", "#kop-regios"))
    assert sheet["y"] > lists["y"]


@pytest.mark.usefixtures("demo")
def test_a_school_on_the_map_of_a_region_can_be_reached_by_keyboard(new_page):
    page = new_page()
    page.goto("/regios/techniekpact-amstelland/")
    spot = page.locator("a.map__spot").first
    spot.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")

    assert spot.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    with page.expect_navigation(url="**/scholen/**"):
        page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_a_long_name_starts_beside_its_number(new_page, db, width):
    region = make.a_region(slug="noord")
    place = make.a_place()
    for name in ["Kort", "Scholengemeenschap voor Middelbaar Voorbereidend Beroepsonderwijs"]:
        school = make.a_school(name=name, place=place, latitude=52.6, longitude=4.8)
        make.a_school_participation(region=region, school=school)
    make.a_school_participation(
        region=region, school=make.a_school(name="Zonder punt", place=place)
    )
    page = new_page(width=width, java_script_enabled=False)
    page.goto("/regios/noord/")
    numbers, names = (
        [
            part_box.bounding_box()
            for part_box in page.locator(f"section:has(#kop-scholen) .{part}").all()
        ]
        for part in ("map-number", "row__name")
    )

    assert [round(name["x"]) for name in names] == [round(names[0]["x"])] * 3
    for number, name in zip(numbers, names, strict=False):
        assert number["x"] + number["width"] < name["x"]
        assert name["y"] <= number["y"] < name["y"] + 8
