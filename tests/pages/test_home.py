"""The home page: search box, links per audience, agenda and news, without example data."""

from datetime import date, timedelta

import pytest

from regions.clock import today
from tests import make
from tests.pages.reading import block, main_of, names, running_scripts, text_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    return lambda: client.get("/")


def test_an_empty_site_says_what_is_still_missing(page):
    assert "Er staan nog geen regio's op deze site." in text_of(page())
    assert "Er staat nu niets gepland." in text_of(page())
    assert "Er is nog geen nieuws." in text_of(page())
    assert "Laatst geweest" not in text_of(page())


def test_the_search_box_submits_to_the_search_page(page):
    form = main_of(page()).form

    assert (form["action"], form.get("method", "get"), form.input["name"]) == (
        "/zoeken/",
        "get",
        "q",
    )


def test_each_audience_has_a_link(page):
    links = main_of(page()).select(".choices a")

    assert {link.text: link["href"] for link in links} == {
        "Ouders en leerlingen": "/scholen/",
        "Iets doen": "/aanbod/",
        "Gemeenten": "/voor-gemeenten/",
        "Bedrijven": "/partners/",
        "Doe mee of plaats aanbod": "/doe-mee/",
    }


def test_the_next_events_are_shown_and_past_ones_are_not(page):
    for number in range(6):
        make.an_event(name=f"Komt {number}", starts_on=today() + timedelta(days=number))
    make.an_event(name="Was", starts_on=date(2021, 1, 1))

    assert names(block(page(), "Agenda"), "/agenda/") == ["Komt 0", "Komt 1", "Komt 2", "Komt 3"]
    assert "Er staat nu niets gepland." not in text_of(page())


def test_with_nothing_planned_the_latest_past_events_are_shown_as_past(page):
    for number in range(1, 4):
        make.an_event(name=f"Was {number}", starts_on=date(2021, number, 1))
    agenda = block(page(), "Agenda")

    assert names(agenda, "/agenda/") == ["Was 3", "Was 2"]
    assert "Er staat nu niets gepland. Laatst geweest:" in text_of(page())
    assert [row.select_one(".state--held").text.split() for row in agenda.select(".row")] == [
        ["◁", "Geweest"]
    ] * 2


def test_the_newest_articles_are_shown(page):
    for number in range(1, 6):
        make.an_article(name=f"Bericht {number}", dated=f"{number}-2-2021")

    assert names(block(page(), "Nieuws"), "/nieuws/") == [
        "Bericht 5",
        "Bericht 4",
        "Bericht 3",
        "Bericht 2",
    ]


def test_regions_are_listed_by_name_with_the_national_total(page):
    for name in ["Zuid", "Élst", "Almere"]:
        make.a_region(name=name)

    section = block(page(), "Techniekregio's op deze site")
    assert names(section, "/regios/") == ["Almere", "Élst", "Zuid"]
    assert "Deze site kent 3 techniekregio's. Landelijk zijn er ongeveer 78 (" in words(section)


def test_the_example_region_is_linked_and_its_rows_are_not_listed(page):
    region = make.a_region(name="Voorbeeldregio", is_example=True)
    school = make.a_school(is_example=True)
    make.an_event(name="Verzonnen dag", region=region)
    make.an_event(name="Verzonnen open dag", school=school)
    make.an_event(name="Verzonnen van toen", region=region, starts_on=date(2021, 1, 1))
    make.an_article(name="Verzonnen bericht", region=region)

    assert main_of(page()).select(".row") == []
    assert "Er staat nu niets gepland." in text_of(page())
    assert "Verzonnen" not in text_of(page())
    link = main_of(page()).select_one(f'a[href="{region.get_absolute_url()}"]')
    assert "verzonnen Voorbeeldregio" in " ".join(link.parent.get_text().split())


def test_html_in_names_is_escaped(page):
    html = "<script>x</script>&\"'"
    make.an_event(name=html, region=make.a_region(name=html))
    make.an_article(name=html)

    assert running_scripts(page()) == []
    assert text_of(page()).count(html) == 4  # region, event and its region, article
