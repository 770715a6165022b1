"""Every screen of the admin that a leader sees: accessible, on a phone, by keyboard alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from news.models import Article, Event
from partners.models import Partner
from regions.models import Goal, Municipality, Region
from schools.models import School
from tests import make
from tests.admin.filling import address
from tests.browser.looks import in_all_looks
from tests.browser.test_access import DRAWN_COLOUR, find_violations
from tests.browser.test_keyboard import stops_of
from tests.browser.test_layout import TOO_LOW

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
OPEN_ALL = "document.querySelectorAll('details').forEach(element => element.open = true)"
# Links within a line of text, like breadcrumbs, may be as low as their line.
TAPPED = "main :is(a, button, summary, input, select)"
TAPPED_MOST = """
    .submit-row :is(input, button, a), .object-tools a, .ways a, .row__line, .add-row a,
    .user-tools button, #searchbar
"""
PASSWORD = "een lang wachtwoord"


@pytest.fixture
def region(demo):
    return Region.objects.get(slug="techniekpact-west-friesland")


@pytest.fixture
def user(region):
    make.an_article(name="Concept", region=region, **make.drafts)
    make.a_school_participation(region=region, until="2020")
    make.a_partner_participation(region=region)
    make.a_municipality_participation(region=region)
    return make.an_assignment(region=region, user=make.a_user(password=PASSWORD)).user


@pytest.fixture
def screens(region):
    event, article = region.events.first(), region.articles.first()
    part = region.school_participations.first()
    return {
        "first screen": "/admin/",
        "list of one app": "/admin/news/",
        "list of events": address(Event, "changelist"),
        "list of articles, narrowed": address(Article, "changelist") + "?op-de-site=nee",
        "list of schools": address(School, "changelist"),
        "region": address(Region, "change", region.pk),
        "event": address(Event, "change", event.pk),
        "new event": address(Event, "add"),
        "article": address(Article, "change", article.pk),
        "new article": address(Article, "add"),
        "goal": address(Goal, "change", region.goals.first().pk),
        "school, to read": address(School, "change", part.school_id),
        "partner, to read": address(
            Partner, "change", region.partner_participations.first().partner_id
        ),
        "municipality, to read": address(Municipality, "change", Municipality.objects.first().pk),
        "delete": address(Event, "delete", event.pk),
        "history": address(Event, "history", event.pk),
        "history of a region": address(Region, "history", region.pk),
        "password": "/admin/password_change/",
        "own account": "/admin/mijn-account/",
    }


def log_in(page, user):
    page.goto("/admin/login/")
    page.fill("#id_username", user.username)
    page.fill("#id_password", PASSWORD)
    with page.expect_navigation():
        page.click("input[type=submit]")


def check_rules(page, name, faults, looks):
    page.evaluate(OPEN_ALL)
    page.evaluate(Axe().axe_script)
    page.evaluate(DRAWN_COLOUR)
    for width, look, rules in looks:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(**look)
        faults += [f"{name}, {width} px, {look}: {fault}" for fault in find_violations(page, rules)]


@in_all_looks
def test_no_screen_of_a_leader_breaks_an_accessibility_rule(
    new_page, user, screens, looks, by_turn
):
    page, faults = new_page(), []
    page.goto("/admin/login/")
    check_rules(page, "login", faults, looks)
    log_in(page, user)
    for name in by_turn(screens, looks):
        assert page.goto(screens[name]).status == 200, name
        check_rules(page, name, faults, looks)
    assert not faults, "\n".join(faults)


@in_all_looks
def test_no_refused_form_or_forbidden_page_breaks_an_accessibility_rule(
    new_page, user, region, looks
):
    page, faults = new_page(may_log=["429"]), []
    log_in(page, user)
    page.goto(address(Region, "change", region.pk))
    page.fill("#id_name", "")
    with page.expect_navigation():
        page.locator("[name=_save]").last.click()
    assert page.locator(".problems a").count() == 1
    check_rules(page, "refused form", faults, looks)

    stranger = new_page(may_log=["429"])
    for _ in range(6):
        stranger.goto("/admin/login/")
        if not stranger.locator("#id_password").count():
            break
        stranger.fill("#id_username", "iemand")
        stranger.fill("#id_password", "fout")
        with stranger.expect_navigation():
            stranger.click("input[type=submit]")
        if stranger.get_by_role("heading", name="Even wachten").count():
            break
    assert stranger.get_by_role("heading", name="Even wachten").is_visible()
    check_rules(stranger, "locked out", faults, looks)
    assert not faults, "\n".join(faults)


def test_no_screen_scrolls_sideways_on_a_phone_and_tap_targets_are_large_enough(
    new_page, user, screens
):
    page, faults = new_page(width=360), []
    log_in(page, user)
    for name, where in screens.items():
        page.goto(where)
        page.evaluate(OPEN_ALL)
        if wider := page.evaluate(SIDEWAYS):
            faults.append(f"{name} is {wider} px too wide")
        low = page.evaluate(TOO_LOW, [TAPPED, 24]) + page.evaluate(TOO_LOW, [TAPPED_MOST, 44])
        faults += [f"{name}: {fault[:200]}" for fault in low]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("width", [360, 1280])
def test_tab_goes_through_the_form_of_a_region_with_every_stop_visible(
    new_page, user, region, width
):
    page = new_page(width=width)
    log_in(page, user)
    page.goto(address(Region, "change", region.pk))

    stops = list(stops_of(page))

    assert len(stops) > 25
    assert [stop["html"] for stop in stops if stop["ring"] < 2 or not stop["seen"]] == []


def test_a_school_is_added_and_another_ended_by_keyboard_alone(new_page, user, region):
    page = new_page(width=360)
    school = make.a_school(name="Zandkasteel")
    log_in(page, user)
    page.goto(address(Region, "change", region.pk))
    group = page.locator("#school_participations-group")
    group.locator("summary").first.focus()
    page.keyboard.press("Enter")
    group.get_by_role("button", name="School toevoegen").focus()
    page.keyboard.press("Enter")
    row = group.locator(".row--new:not(.empty-form)")
    row.locator(".select2-selection").focus()
    page.keyboard.press("Enter")
    page.get_by_role("option", name="College").first.wait_for()
    expect(page.locator(".select2-search__field")).to_be_focused()
    page.keyboard.type("zandkas")
    expect(page.locator(".select2-search__field")).to_have_value("zandkas")
    page.get_by_role("option", name="Zandkasteel").wait_for()
    page.keyboard.press("Enter")
    row.get_by_label("Bron").first.fill("nieuwsbericht")

    page.locator("[name=_save]").last.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert region.school_participations.filter(school=school).exists()


def test_a_region_with_a_hundred_rows_stays_a_short_page(new_page, user, region):
    for row in range(50):
        make.a_school_participation(region=region, **({"until": "2020"} if row % 2 else {}))
        make.a_partner_participation(region=region, **({"until": "2020"} if row % 2 else {}))
    page = new_page(width=360, java_script_enabled=False)
    log_in(page, user)
    page.goto(address(Region, "change", region.pk))
    schools = page.locator("#school_participations-group")

    schools.locator("summary").first.click()

    assert schools.locator(".row__line:visible").count() == 25 + 7
    assert page.evaluate("document.body.scrollHeight") < 12 * 800
    schools.get_by_text("26 eerdere deelnames").click()
    assert schools.locator(".row__line:visible").count() == 50 + 8
    assert page.evaluate(SIDEWAYS) == 0
