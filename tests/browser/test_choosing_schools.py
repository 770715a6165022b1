"""Two parents choose a school: from the list, side by side, shared, and in their calendar."""

import re

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser.test_comparison import A4, SCROLLS
from tests.browser.test_layout import LOST_TEXT
from tests.browser.test_scenarios import follow, from_the_menu, main, words
from tests.browser.ways import in_every_way

pytestmark = [
    pytest.mark.usefixtures("demo"),
    in_every_way,
]

DISTANCE = re.compile(r"Hemelsbreed, (ongeveer \d+ km|minder dan 1 km)|Niet bekend")
YEAR = re.compile(r"\b20\d\d\b")


@pytest.fixture
def page(new_page, width, script):
    page = new_page(width=width, java_script_enabled=script)
    page.goto("/")
    return page


def compare(page, school):
    follow(main(page).get_by_role("link", name=f"Vergelijk {school}", exact=True))


def narrow(page, name, value, script):
    fold = page.locator(".filters__summary")
    if fold.is_visible():
        fold.click()
    page.locator(f"input[name={name}][value={value}]").check()
    if not script:
        follow(page.get_by_role("button", name="Toon"))
    expect(page).to_have_url(re.compile(f"{name}={value}"))


def on_paper(page):
    address, day = page.url, page.locator(".site-footer .date").inner_text()
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4, "height": 900})
    paper = page.locator("body").inner_text()
    assert address in paper
    assert day in paper
    assert page.evaluate(SCROLLS) == page.evaluate(LOST_TEXT) == []


def facts_on(page):
    return {
        words(row.locator("th")): [words(cell) for cell in row.locator("td").all()]
        for row in main(page).locator("tbody tr").all()
    }


def test_two_parents_compare_three_schools_and_share_the_page(page, new_page, width, script):
    from_the_menu(page, "Scholen")
    compare(page, "Praktijkschool Uithoorn")
    assert words(main(page).locator("thead th")) == "Praktijkschool Uithoorn"

    follow(page.get_by_role("link", name="Voeg een school toe"))
    assert "Je vergelijkt: Praktijkschool Uithoorn. Bekijk" in words(main(page))
    fold = page.locator(".filters__summary")
    if fold.is_visible():
        fold.click()
    page.get_by_label("Naam", exact=True).fill("huygens")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    compare(page, "Huygens College Heerhugowaard")

    follow(page.get_by_role("link", name="Voeg een school toe"))
    narrow(page, "regio", "techniekpact-west-friesland", script)
    compare(page, "Vonk, Hoorn")

    page.get_by_label("Afstand vanaf postcode").fill("1703 ab")
    follow(page.get_by_role("button", name="Toon"))
    assert page.url.endswith(
        "/vergelijken/?school=praktijkschool-uithoorn"
        "&school=huygens-college-heerhugowaard&school=vonk-hoorn&vanaf=1703"
    )
    facts = facts_on(page)
    assert words(main(page).locator(".lede")) == (
        "Je ziet 3 scholen. De volgorde is geen rangorde."
    )
    assert facts["Plaats"] == ["Uithoorn", "Heerhugowaard", "Hoorn"]
    assert facts["Profielen"] == [
        "Deze school heeft geen vmbo-profielen",
        "Niet bekend",
        "Groen (DUO, leerlingen op 1 oktober 2019). Het kan veranderd zijn, vraag het de school.",
    ]
    assert facts["Keuzevakken"] == ["Niet bekend"] * 3
    assert facts["Niveau"] == [
        "Praktijkonderwijs",
        "Niet bekend",
        "Mag volgens DUO aanbieden: vmbo basis, kader of gemengd. "
        "Of alles ook gegeven wordt, weten wij niet.",
    ]
    assert facts["Techniekregio"] == [
        "Techniekpact Amstelland (opgegeven), ◐ in elk geval tot juni 2024, vervolg niet bekend",
        "TechniekPact Noord-Kennemerland (opgegeven), ◐ tot en met 2023, vervolg niet bekend",
        "TechniekPact West-Friesland (opgegeven), ◐ tot 2023, vervolg niet bekend",
    ]
    assert [DISTANCE.fullmatch(text) is None for text in facts["Afstand vanaf 1703"]] == [False] * 3
    assert all(text.startswith("Nog geen open dag bekend.") for text in facts["Open dagen"])
    assert all(YEAR.search(text) for text in facts["Bron"])
    assert all(cell for cells in facts.values() for cell in cells)

    shared = new_page(width=width, java_script_enabled=False)
    shared.goto(page.url)
    assert facts_on(shared) == facts
    assert words(shared.locator("body")) == words(page.locator("body"))
    assert shared.context.cookies() == []
    on_paper(shared)

    follow(page.get_by_role("link", name="Haal weg: Huygens College Heerhugowaard"))
    assert facts_on(page) == {aspect: [first, last] for aspect, (first, _, last) in facts.items()}
    assert page.url.endswith("&vanaf=1703")

    follow(page.get_by_role("link", name="Voeg een school toe"))
    assert "Je vergelijkt: Praktijkschool Uithoorn, Vonk, Hoorn." in words(main(page))
    page.get_by_role("checkbox", name="Vergelijk Focus, Heerhugowaard").check()
    follow(page.get_by_role("button", name="Zet wat je koos naast elkaar"))
    assert sorted(facts_on(page)["Plaats"]) == ["Heerhugowaard", "Hoorn", "Uithoorn"]
    assert page.url.endswith("&vanaf=1703")


def test_the_choice_survives_filtering_and_open_days_come_as_one_file(page, script):
    page.goto("/scholen/?vergelijk=praktijkschool-uithoorn&vanaf=1703")
    for school in ["Voorbeeldcollege Noord, Voorbeeldstad", "Voorbeeldcollege Zuid, Voorbeeldstad"]:
        # Invented schools can only be chosen by address.
        page.goto(f"{page.url}&regio=voorbeeldregio")
        narrow(page, "niveau", "vmbo", script)
        compare(page, school)
        follow(page.get_by_role("link", name="Kies uit alle scholen"))
    follow(page.get_by_role("link", name="Bekijk"))
    open_days = facts_on(page)["Open dagen"]
    assert open_days[0].startswith("Nog geen open dag bekend.")
    assert open_days[1].startswith("Open dag Voorbeeldcollege Noord")
    assert open_days[2].endswith("Gaat niet door")

    with page.expect_download() as downloading:
        page.get_by_role("link", name="Zet de open dagen in je agenda").click()
    file = downloading.value
    assert file.suggested_filename == "open-dagen.ics"
    entries = Calendar.from_ical(file.path().read_bytes()).walk("VEVENT")
    assert {str(entry["STATUS"]) for entry in entries} == {"CONFIRMED", "CANCELLED"}
