"""A list that is filtered while choosing; without JavaScript, "Toon" does the same."""

import pytest

from regions.writing.changing import changing
from tests import make

SHOWN = "main a.row__name"
COUNT = "main .count"


def option(page, facet, name):
    return page.get_by_role("group", name=facet).get_by_role("checkbox", name=name)


def status(page):
    # The live region that announces the result of a choice.
    return page.get_by_role("search", name="Filter deze lijst").get_by_role("status")


def wait_for_count(page, text):
    page.locator(COUNT).get_by_text(text, exact=True).wait_for()


@pytest.mark.usefixtures("demo")
def test_a_choice_gives_the_same_list_counts_and_address_with_and_without_script(new_page):
    page, plain = new_page(), new_page(java_script_enabled=False)
    for each_page in (page, plain):
        each_page.goto("/scholen/")
        option(each_page, "Gemeente", "Alkmaar").check()
        if each_page is page:
            wait_for_count(page, "9 scholen")
        option(each_page, "Gemeente", "Amstelveen").check()
    wait_for_count(page, "11 scholen")
    with plain.expect_navigation():
        plain.get_by_role("button", name="Toon").click()

    assert page.url == plain.url
    assert page.url.endswith("/scholen/?gemeente=alkmaar&gemeente=amstelveen")
    assert page.title() == plain.title()
    for part in [SHOWN, COUNT, ".chosen li", ".filters__summary"]:
        assert page.locator(part).all_text_contents() == plain.locator(part).all_text_contents()
    # The script does not move choices between the open and the folded part.
    options = page.locator(".option").all_text_contents()
    assert sorted(options) == sorted(plain.locator(".option").all_text_contents())


@pytest.mark.usefixtures("demo")
def test_a_choice_keeps_the_focus_announces_the_count_and_can_be_undone_by_back(page):
    page.goto("/scholen/")
    box = option(page, "Gemeente", "Hoorn")
    box.focus()
    page.keyboard.press("Space")
    wait_for_count(page, "5 scholen")

    assert box.evaluate("box => box === document.activeElement")
    assert status(page).inner_text() == "5 scholen"
    assert page.get_by_role("button", name="Toon 5 scholen").is_visible()
    assert "Hoorn" in page.title()

    page.go_back()
    wait_for_count(page, "42 scholen")
    assert page.url.endswith("/scholen/")
    assert not option(page, "Gemeente", "Hoorn").is_checked()
    page.go_forward()
    wait_for_count(page, "5 scholen")
    assert option(page, "Gemeente", "Hoorn").is_checked()


@pytest.mark.usefixtures("demo")
def test_when_fetching_fails_the_page_is_loaded_as_usual(new_page):
    page = new_page(may_log=["500"])
    page.goto("/scholen/")
    page.route(
        "**/scholen/?*",
        lambda route: (
            route.fulfill(status=500)
            if route.request.resource_type == "fetch"
            else route.continue_()
        ),
    )
    with page.expect_navigation(url="**/scholen/?gemeente=hoorn"):
        option(page, "Gemeente", "Hoorn").check()

    wait_for_count(page, "5 scholen")
    assert option(page, "Gemeente", "Hoorn").is_checked()


def test_an_empty_result_is_announced_too(page, db):
    with changing():
        for number in range(5):
            make.an_event(name=f"A {number}", audience=["docenten"] if number else [])
            make.an_event(name=f"B {number}", audience=["ouders"])
    page.goto("/agenda/?naam=a")
    option(page, "Voor wie", "ouders").check()

    status(page).get_by_text("Geen activiteiten gevonden met deze keuze.").wait_for()
    assert page.get_by_role("button", name="Toon", exact=True).is_visible()


@pytest.mark.usefixtures("demo")
def test_arrow_keys_go_through_radio_buttons_without_leaving_the_page_or_getting_stuck(page):
    requests = []
    page.on("request", lambda request: requests.append(request.resource_type))
    page.goto("/dichtbij/1703/")
    group = page.get_by_role("group", name="Afstand")
    group.get_by_role("radio", name="binnen 10 km").focus()
    for km in ("15", "25"):
        page.keyboard.press("ArrowDown")
        page.wait_for_url(f"**/dichtbij/1703/?afstand={km}")
        page.locator(COUNT).get_by_text(f"binnen {km} km").wait_for()
        radio = group.get_by_role("radio", name=f"binnen {km} km")
        assert radio.evaluate("element => element === document.activeElement && element.checked")
    assert status(page).inner_text() == page.locator(COUNT).inner_text()
    assert requests.count("document") == 1

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") != "radio"

    page.go_back()  # once, however many options the arrow keys passed
    page.locator(COUNT).get_by_text("binnen 10 km").wait_for()
    assert page.url.endswith("/dichtbij/1703/")
    assert group.get_by_role("radio", name="binnen 10 km").is_checked()


@pytest.mark.usefixtures("demo")
def test_schools_ticked_to_compare_stay_while_the_list_is_filtered(page):
    page.goto("/dichtbij/1703/")
    page.get_by_label("Vergelijk Focus, Heerhugowaard").check()
    page.get_by_label("Vergelijk PCC Heiloo").check()
    page.get_by_role("radio", name="binnen 5 km").check()
    page.locator(COUNT).get_by_text("binnen 5 km").wait_for()

    assert page.get_by_label("Vergelijk Focus, Heerhugowaard").is_checked()
    page.get_by_label("Vergelijk Focus, Heerhugowaard").uncheck()
    page.get_by_label("Vergelijk Vonk vmbo Heerhugowaard").check()
    page.get_by_role("radio", name="binnen 10 km").check()
    page.locator(COUNT).get_by_text("binnen 10 km").wait_for()
    assert page.get_by_label("Vergelijk PCC Heiloo").is_checked()
    page.get_by_role("radio", name="binnen 5 km").check()
    page.locator(COUNT).get_by_text("binnen 5 km").wait_for()

    with page.expect_navigation(url="**/vergelijken/**"):
        page.get_by_role("button", name="Zet wat je koos naast elkaar").click()
    chosen = page.url.partition("?")[2]
    assert sorted(chosen.split("&")) == [
        "school=pcc-heiloo",
        "school=vonk-vmbo-heerhugowaard",
        "vanaf=1703",
    ]


@pytest.mark.usefixtures("demo")
def test_without_script_a_radio_button_waits_for_the_submit_button(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/dichtbij/1703/")
    page.get_by_role("radio", name="binnen 10 km").focus()
    page.keyboard.press("ArrowDown")

    assert page.get_by_role("radio", name="binnen 15 km").is_checked()
    assert page.url.endswith("/dichtbij/1703/")
    with page.expect_navigation(url="**/dichtbij/1703/?afstand=15"):
        page.get_by_role("button", name="Toon").click()


def test_a_facet_disappears_when_it_no_longer_narrows_and_comes_back(page, db):
    region = make.a_region(name="Noord")
    make.a_region(name="Zuid")
    with changing():
        for number in range(10):
            kind = "netwerk" if number else "kennisinstelling"
            partner = make.a_partner(kind=kind, sectors=["groen"] if number < 3 else [])
            if number:
                make.a_partner_participation(region=region, partner=partner)
    page.goto("/partners/")
    groups = page.locator(".facet legend")
    assert groups.all_inner_texts() == ["Soort", "Sector", "Techniekregio"]
    box = option(page, "Soort", "kennisinstelling")
    box.check()
    wait_for_count(page, "1 partner")

    assert groups.all_inner_texts() == ["Soort"]
    assert box.evaluate("box => box === document.activeElement")
    box.uncheck()
    wait_for_count(page, "10 partners")
    assert groups.all_inner_texts() == ["Soort", "Sector", "Techniekregio"]
    assert box.evaluate("box => box === document.activeElement")
    option(page, "Sector", "groen").check()
    wait_for_count(page, "3 partners")


def test_a_choice_that_is_removed_stays_under_the_finger_even_if_its_facet_disappears(page, db):
    with changing():
        for _ in range(10):
            make.a_partner(kind="netwerk", sectors=["groen"])
    page.goto("/partners/?soort=kennisinstelling")
    box = option(page, "Soort", "kennisinstelling")
    box.uncheck()
    wait_for_count(page, "10 partners")

    assert box.evaluate("box => box === document.activeElement && !box.checked")
    assert page.url.endswith("/partners/")
