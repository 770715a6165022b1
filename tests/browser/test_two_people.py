"""Two leaders with the same region open in two browsers: the second loses nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from regions.models import Goal, Region
from tests import make
from tests.admin.filling import address
from tests.browser.logged_in import log_in
from tests.browser.looks import COLOUR_RULES, DARK, EVERY_RULE, LIGHT
from tests.browser.test_access import find_violations

RULES = {**EVERY_RULE, "values": [tag for tag in EVERY_RULE["values"] if "wcag" in tag]}
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def region(transactional_db):
    region = make.a_region(name="West", summary="Zoals het was")
    make.a_goal(region=region, order=1, text="Meer instroom")
    return region


@pytest.fixture
def region_form(region, new_page):
    def open_form(name, **options):
        user = make.a_user(username=name.lower(), first_name=name)
        make.an_assignment(user=user, region=region)
        page = new_page(**options)
        log_in(page, user)
        page.goto(address(Region, "change", region.pk))
        return page

    return open_form


def save(page):
    with page.expect_navigation():
        page.locator("[name=_save]:visible").first.click()


@pytest.mark.parametrize(
    ("width", "script"), [(1280, True), (360, True), (360, False), (1280, False)]
)
def test_the_second_editor_sees_both_versions_and_saves_again(region_form, region, width, script):
    first = region_form("Anna", width=width)
    second = region_form("Bo", width=width, java_script_enabled=script)
    first.locator("#id_summary").fill("Van Anna")
    first.locator("#id_website").fill("https://west.example/")
    save(first)
    second.locator("#id_summary").fill("Van Bo")
    second.locator("#id_aims_note").fill("Toelichting van Bo")

    save(second)

    conflict = second.locator(".edit-conflict")
    assert conflict.locator(".edit-conflict__who").all_text_contents() == [
        "Intussen gewijzigd door Anna, zojuist."
    ]
    assert not second.get_by_text("Corrigeer").is_visible()
    assert second.get_by_text("Kijk na wat er intussen is gewijzigd.").count() == 1
    summary = conflict.locator(".edit-conflict__field", has_text="In het kort")
    assert summary.locator("dd").all_text_contents() == ["Van Anna", "Van Bo"]
    assert conflict.is_visible()
    assert second.locator("#id_summary").input_value() == "Van Bo"
    assert second.locator("#id_aims_note").input_value() == "Toelichting van Bo"
    assert second.locator("#id_website").input_value() == "https://west.example/"
    region.refresh_from_db()
    assert (region.summary, region.aims_note) == ("Van Anna", "")

    save(second)

    assert second.locator(".edit-conflict").count() == 0
    region.refresh_from_db()
    assert region.summary == "Van Bo"
    assert region.aims_note == "Toelichting van Bo"
    assert region.website == "https://west.example/"


def test_the_conflict_page_is_accessible(region_form, region):
    second = region_form("Bo", width=360)
    second.locator("#id_summary").fill("Van Bo")
    region.summary = "Van Anna " + "woord" * 40
    region.save()
    Goal.objects.get().delete()
    save(second)

    faults = []
    for width, look in [(360, LIGHT), (360, DARK), (1280, LIGHT), (1280, DARK)]:
        second.set_viewport_size({"width": width, "height": 800})
        second.emulate_media(**look)
        assert second.locator(".edit-conflict").is_visible()
        assert not second.evaluate(SIDEWAYS)
        second.evaluate(Axe().axe_script)
        rules = RULES if look == LIGHT else COLOUR_RULES
        faults += [f"{width} px, {look}: {fault}" for fault in find_violations(second, rules)]
    assert not faults, "\n".join(faults)
