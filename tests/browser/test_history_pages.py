"""The history pages of a row in a browser: by keyboard, narrow, light and dark."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe

from regions.models import Region
from tests import make
from tests.admin.filling import address
from tests.browser.logged_in import log_in
from tests.browser.looks import COLOUR_RULES, DARK, EVERY_RULE, LIGHT
from tests.browser.test_access import find_violations

ADMIN_RULES = {**EVERY_RULE, "values": [tag for tag in EVERY_RULE["values"] if "wcag" in tag]}
LONG = " ".join(f"woord{number}" for number in range(30))


@pytest.fixture
def region(db):
    region = make.a_region(name="West", about=f"<p>{LONG} oud</p>")
    region.about, region.summary = f"<p>{LONG} nieuw</p>", "Twee zinnen."
    region.save()
    goal = make.a_goal(region=region, order=2, text="Meer meisjes in de techniek")
    goal.delete()
    article = make.an_article(region=region, name="Open dag", published_from=date(2026, 1, 2))
    article.delete()
    return region


@pytest.fixture
def leader_page(transactional_db, region, new_page):
    user = make.a_user(username="leider")
    make.an_assignment(user=user, region=region)

    def at(**options):
        page = new_page(**options)
        log_in(page, user)
        page.goto("/admin/")
        return page

    return at


def pages(region):
    first = Region.history.filter(id=region.pk).order_by("history_id").first().history_id
    record = make.Article.history.filter(history_type="-").get().history_id
    return [
        address(Region, "history", region.pk),
        address(Region, "compare", region.pk) + f"?van={first}",
        address(Region, "restore", region.pk, first),
        address(make.Article, "deleted"),
        address(make.Article, "undelete", record),
    ]


def test_no_history_page_breaks_a_rule_or_scrolls_sideways(leader_page, region):
    page, faults = leader_page(), []
    for where in pages(region):
        for width, look, rules in [
            (1280, DARK, COLOUR_RULES),
            (1280, LIGHT, ADMIN_RULES),
            (360, LIGHT, ADMIN_RULES),
        ]:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(**look)
            page.goto(where)  # again, since buttons have a colour transition
            page.evaluate(Axe().axe_script)
            faults += [
                f"{where}, {width} px, {look}: {fault}" for fault in find_violations(page, rules)
            ]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{where} scrolls sideways")
    assert not faults, "\n".join(faults)


def test_a_leader_restores_an_older_text_without_scripts(leader_page, region):
    page = leader_page(width=360, java_script_enabled=False)
    page.goto(address(Region, "change", region.pk))
    with page.expect_navigation():
        page.get_by_role("link", name="Geschiedenis").click()
    page.get_by_role("link", name="Vergelijk met nu").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Twee zinnen." in page.locator(".past__table").text_content()
    page.get_by_role("link", name="Zet terug naar").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Zet terug").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "is teruggezet naar" in page.locator(".messagelist").text_content()
    region.refresh_from_db()
    assert region.summary == ""
