"""Forms of the admin as a leader uses them: focus, the save bar, and submitting."""

import re

import pytest

from news.models import Article, Event
from regions.models import Confirmation, Goal, Region
from schools.models import School
from tests import make
from tests.admin.filling import address
from tests.browser.logged_in import log_in
from tests.browser.test_admin_look import SIDEWAYS

COVERED = """() => {
    const focused = document.activeElement.getBoundingClientRect();
    const bar = document.querySelector(".submit-top").getBoundingClientRect();
    return focused.bottom > bar.top && focused.top < bar.bottom;
}"""
IN_THE_BAR = "document.activeElement.closest('.submit-top') !== null"


@pytest.fixture
def region(transactional_db):
    return make.a_region(name="West")


@pytest.fixture
def leader_page(region, new_page):
    def open_page(**options):
        page = new_page(**options)
        user = make.a_user(password="een lang wachtwoord")
        log_in(page, make.an_assignment(region=region, user=user).user)
        return page

    return open_page


def test_every_form_can_be_submitted_on_a_phone(leader_page, region):
    page = leader_page(width=360)
    forms = [
        "/admin/password_change/",
        address(Confirmation, "add"),
        address(Event, "add"),
        address(Goal, "change", make.a_goal(region=region).pk),
        address(Region, "change", region.pk),
    ]

    for where in forms:
        page.goto(where)
        assert page.locator("#content form .submit-row input[type=submit]:visible").count(), where


def test_save_and_view_stay_visible_down_a_long_form_on_a_phone(leader_page, region):
    page = leader_page(width=360, java_script_enabled=False)
    page.goto(address(Event, "change", make.an_event(region=region).pk))
    bar = page.locator(".submit-top")

    page.locator("#id_source").scroll_into_view_if_needed()

    buttons = bar.locator("input, a").filter(visible=True)
    assert [button.input_value() for button in buttons.all()] == ["Opslaan", "Voorbeeld"]
    assert bar.bounding_box()["y"] == 0
    assert bar.bounding_box()["height"] < 80


def test_the_bar_never_covers_the_focused_field(leader_page, region):
    page = leader_page(width=360)
    page.goto(address(Event, "change", make.an_event(region=region).pk))
    page.locator(".submit-row [name=_continue]").last.focus()

    covered, stops = [], 0
    while not page.evaluate(IN_THE_BAR):
        page.keyboard.press("Shift+Tab")
        stops += 1
        if page.evaluate(COVERED) and not page.evaluate(IN_THE_BAR):
            covered.append(page.evaluate("document.activeElement.outerHTML"))

    assert stops > 25
    assert covered == []


def test_on_a_phone_in_landscape_the_bar_covers_nothing(leader_page, region):
    page = leader_page(width=700, height=360)
    page.goto(address(Event, "change", make.an_event(region=region).pk))

    page.locator("#id_source").scroll_into_view_if_needed()

    assert page.locator(".submit-top").bounding_box()["y"] < 0


@pytest.mark.parametrize("width", [360, 1280])
def test_a_form_to_add_focuses_its_first_field(leader_page, width):
    page = leader_page(width=width)
    page.goto(address(Article, "add"))

    page.wait_for_function("document.activeElement !== document.body")

    assert page.evaluate("document.activeElement.id") == "id_name"


def test_a_part_of_the_region_opens_by_its_fragment(leader_page, region):
    make.a_goal(region=region, order=1, text="Meer meisjes in de techniek")
    page = leader_page(width=360)
    page.goto("/admin/")

    page.get_by_role("link", name="Doelen", exact=True).first.click()

    goal = page.locator(".row__line", has_text="Meer meisjes in de techniek")
    goal.wait_for()
    assert 0 < goal.bounding_box()["y"] < 800
    page.get_by_role("navigation", name="Op deze pagina").get_by_text("Contacten").click()
    page.get_by_role("button", name="Contact toevoegen").wait_for()


def test_a_long_read_only_address_stays_on_the_screen(leader_page):
    school = make.a_school(website=f"https://www.{'lange-schoolnaam' * 3}.example/")
    page = leader_page(width=360)
    page.goto(address(School, "change", school.pk))

    assert page.get_by_role("link", name="lange-schoolnaam").is_visible()
    assert page.evaluate(SIDEWAYS) == 0


def test_the_password_page_has_the_navigation_of_every_page(leader_page):
    page = leader_page(width=360)
    page.goto("/admin/password_change/")

    links = page.locator(".user-tools a").all_inner_texts()

    assert links == ["Naar de site", "Mijn account"]
    assert page.get_by_role("heading", level=1).inner_text().replace("\n", " ") == (
        "Wachtwoord wijzigen"
    )
    assert "/" not in page.locator(".user-tools").inner_text()


def test_the_clock_and_the_calendar_write_what_the_form_accepts(page, region):
    log_in(page, make.a_national_editor(username="klok"))
    page.goto("/admin/news/event/add/")
    for name in ("starts_at", "starts_on"):
        page.locator(f"#id_{name} + .datetimeshortcuts a").first.click()

    assert re.fullmatch(r"\d\d:\d\d", page.locator("#id_starts_at").input_value())
    assert re.fullmatch(r"\d\d-\d\d-\d{4}", page.locator("#id_starts_on").input_value())
