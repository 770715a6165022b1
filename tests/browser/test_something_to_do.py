"""A pupil of 13 with a phone looks for something to do: near Hoorn and in the Voorbeeldregio.

At most three taps from home. Near Hoorn little is known, and the pages say how old it is.
"""

import pytest

from tests.browser.test_scenarios import facts_of, follow, main, row, words
from tests.browser.ways import in_these

pytestmark = [
    pytest.mark.usefixtures("demo"),
    in_these("phone without JavaScript", "phone with JavaScript"),
]


@pytest.fixture
def page(new_page, width, script):
    page = new_page(width=width, java_script_enabled=script)
    page.goto("/")
    return page


def assert_is_the_old_techlab(page):
    text = words(main(page))
    assert "Niet zeker of het er nog is" in text
    assert "Begonnen op 8 januari 2020. Of het er nog is, weten wij niet. Vraag het aan" in text
    facts = facts_of(main(page))
    assert [facts[name] for name in ("Voor wie", "Kosten")] == ["Niet bekend", "Niet bekend"]
    assert facts["Meedoen"].startswith("Hoe je meedoet, is niet bekend. Vraag het aan Tabor")
    assert main(page).get_by_role("link", name="Tabor College d'Ampte", exact=True).count()


def test_near_hoorn_there_is_one_techlab_of_which_the_age_is_said(page):
    page.get_by_label("Postcode, plaats of naam").fill("1621")
    follow(page.get_by_role("button", name="Zoek"))
    to_do = page.locator("#iets-doen")
    assert "Sinds 8 januari 2020" in words(row(to_do, "Techlab bij Tabor College d'Ampte"))
    assert "Was er in 2021" in words(row(to_do, "Labs op de basisschool"))
    follow(to_do.get_by_role("link", name="Techlab bij Tabor College d'Ampte"))

    assert_is_the_old_techlab(page)


def test_the_whole_list_leads_to_it_in_two_taps(page):
    follow(main(page).get_by_role("link", name="Iets doen"))
    assert "Van niets weten wij zeker dat het er nu is" in words(main(page))
    follow(main(page).get_by_role("link", name="Techlab bij Tabor College d'Ampte"))

    assert_is_the_old_techlab(page)


def test_in_the_example_region_a_visit_goes_into_the_calendar_in_three_taps(page):
    follow(main(page).get_by_role("link", name="Voorbeeldregio").last)
    coming = page.locator("#iets-doen .row:not(.row--past)")
    assert coming.count() > 5
    follow(
        page.locator("#iets-doen").get_by_role("link", name="Voorbeeldbezoek aan een bouwplaats")
    )

    assert "Dit is een verzonnen voorbeeld." in words(main(page))
    facts = facts_of(main(page))
    assert facts["Voor wie"] == "groep 7 en 8, ouders"
    assert (facts["Kosten"], facts["Plaatsen"]) == ("Gratis", "20")
    assert facts["Waar"] == "Voorbeeldbedrijf Bouw, Voorbeeldstad"
    assert facts["Meedoen"].startswith("https://voorbeeld.example/bezoek Aanmelden kan tot en met")
    calendar = main(page).get_by_role("link", name="Zet in je agenda")
    assert calendar.get_attribute("href") == "/aanbod/voorbeeldbezoek-bouwplaats.ics"
