"""Everything works by keyboard alone, and the focus is always visible."""

from itertools import pairwise

import pytest

REGION = "/regios/voorbeeldregio/"

FOCUSED = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
        html: element.outerHTML.slice(0, 120),
        top: box.top + scrollY,
        bottom: box.bottom + scrollY,
        ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
        seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""


@pytest.mark.usefixtures("demo")
def test_the_first_tab_stop_skips_the_menu(new_page):
    page = new_page(width=360)
    page.goto(REGION)
    skip = page.locator(".skip")
    assert skip.bounding_box()["y"] < 0

    page.keyboard.press("Tab")
    assert skip.evaluate("element => element === document.activeElement")
    assert skip.bounding_box()["y"] >= 0

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("main .crumbs a").first.evaluate(
        "element => element === document.activeElement"
    )


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("width", [360, 1280])
def test_tab_goes_down_the_page_and_every_stop_shows_a_focus_ring(new_page, width):
    page = new_page(width=width)
    page.goto(REGION)
    stops = list(stops_of(page))

    assert len(stops) > 40
    assert [stop["html"] for stop in stops if stop["ring"] < 2 or not stop["seen"]] == []
    backwards = [
        (before["html"], after["html"])
        for before, after in pairwise(stops)
        if after["bottom"] <= before["top"]
    ]
    assert backwards == []


@pytest.mark.usefixtures("demo")
def test_enter_opens_a_details_element(new_page):
    page = new_page(width=360, java_script_enabled=False)
    page.goto("/regios/techniekpact-west-friesland/")
    event = page.get_by_role("link", name="PET West-Friesland")
    assert not event.is_visible()

    page.locator("summary", has_text="Geweest").focus()
    page.keyboard.press("Enter")
    assert event.is_visible()


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("width", [360, 1280])
def test_enter_applies_the_filters(new_page, width):
    page = new_page(width=width, java_script_enabled=False)
    page.goto("/gemeenten/")
    if width == 360:
        page.locator(".filters__summary").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    else:
        page.get_by_label("Naam", exact=True).focus()
    page.keyboard.type("Uithoorn")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.locator("main a.row__name").all_inner_texts() == ["Uithoorn"]


def stops_of(page):
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            return
        yield stop
