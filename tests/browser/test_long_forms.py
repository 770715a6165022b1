"""In a long form the save button stays in reach, and errors are one step away."""

import pytest

from regions.models import Region
from tests import make
from tests.admin.filling import address
from tests.browser.logged_in import log_in

# Whether any part of the focused element is visible and not covered by the bar.
IS_VISIBLE = """() => {
    const field = document.activeElement, box = field.getBoundingClientRect();
    return [0.1, 0.5, 0.9].some((part) => {
        const on = document.elementFromPoint(
            box.left + Math.min(box.width / 2, 20), box.top + box.height * part);
        return on && (field.contains(on) || on.contains(field)) && !on.matches(".submit-row");
    });
}"""
IN_SIGHT = """() => [...document.querySelectorAll("[name=_save]")].some((button) => {
    const box = button.getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
})"""


@pytest.fixture
def region(transactional_db):
    region = make.a_region(name="West-Friesland")
    for order in range(1, 9):
        make.a_goal(region=region, order=order)
    return region


@pytest.fixture
def leader_page(region, new_page):
    def open_page(where, **options):
        page = new_page(**options)
        log_in(page, make.an_assignment(region=region).user)
        page.goto(where)
        return page

    return open_page


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1280, 800)])
@pytest.mark.parametrize("form", ["change", "add"])
def test_the_save_button_stays_visible_down_the_form(leader_page, region, width, height, form):
    where = address(Region, "change", region.pk) if form == "change" else "/admin/news/event/add/"
    page = leader_page(where, width=width, height=height)
    whole = page.evaluate("document.documentElement.scrollHeight")

    for part in (0.2, 0.5, 0.8):
        page.evaluate(f"scrollTo(0, {int(whole * part)})")
        assert page.evaluate(IN_SIGHT), part


@pytest.mark.parametrize(
    ("width", "height"), [(360, 740), (1280, 800), (800, 600), (320, 256)], ids=str
)
@pytest.mark.parametrize("form", ["region", "event", "new event"])
def test_the_focused_field_is_never_hidden(leader_page, region, width, height, form):
    event = make.an_event(region=region)
    where = {
        "region": address(Region, "change", region.pk),
        "event": address(type(event), "change", event.pk),
        "new event": address(type(event), "add"),
    }[form]
    page = leader_page(where, width=width, height=height)

    stops = 0
    while stops < 60:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break  # past the last field
        stops += 1
        assert page.evaluate(IS_VISIBLE), page.evaluate(
            "document.activeElement.outerHTML.slice(0, 200)"
        )
    assert stops > 25


def refused(page):
    with page.expect_navigation():
        page.locator("[name=_save]:visible").first.click()


def test_a_refused_form_opens_at_its_errors_and_links_to_them(leader_page, region):
    page = leader_page(address(Region, "change", region.pk))
    page.locator("#id_name").fill("")
    page.locator("#goals-group summary").first.click()
    page.locator("#goals-2 summary").click()
    page.locator("#id_goals-2-text").fill("")
    refused(page)

    assert page.evaluate("document.activeElement.className") == "problems"
    links = page.locator(".problems a")
    links.nth(1).click()
    assert page.evaluate("document.activeElement.id") == "id_goals-2-text"
    assert page.evaluate(IS_VISIBLE)
    links.nth(0).click()
    assert page.evaluate("document.activeElement.id") == "id_name"


def test_a_refused_form_opened_at_a_part_opens_at_its_errors(leader_page, region):
    page = leader_page(f"{address(Region, 'change', region.pk)}#contacts-group", width=360)
    page.locator("#id_name").fill("")
    refused(page)

    assert page.evaluate("document.activeElement.className") == "problems"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top < innerHeight / 2")


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_a_new_row_has_its_heading_on_one_line(leader_page, region, width):
    page = leader_page(f"{address(Region, 'change', region.pk)}#contacts-group", width=width)
    page.locator("#contacts-group .add-row a").click()
    heading = page.locator(".row--new:not(.empty-form) .row__title").last

    line = heading.evaluate("field => parseFloat(getComputedStyle(field).lineHeight)")
    assert heading.bounding_box()["height"] < 1.5 * line


def test_error_links_lead_to_autocomplete_and_rich_text_fields(leader_page, region, new_page):
    page = new_page()
    log_in(page, make.a_national_editor())
    page.goto("/admin/regions/goal/add/")
    refused(page)

    page.locator(".problems a").filter(has_text="Regio").click()

    assert "select2-selection" in page.evaluate("document.activeElement.className")
