"""The home page: the box, the ways on, what comes and what is new, all of it real."""

from datetime import date, timedelta

import pytest

from regions.clock import today
from tests import make
from tests.pages.reading import block, main_of, names, running_scripts, text_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    return lambda: client.get("/")


def test_an_empty_site_says_what_is_not_there_yet(page):
    assert "Er staan nog geen regio's op deze site." in text_of(page())
    assert "Er staat nu niets gepland." in text_of(page())
    assert "Er is nog geen nieuws." in text_of(page())
    assert "Laatst geweest" not in text_of(page())


def test_the_box_asks_the_search_page(page):
    form = main_of(page()).form

    assert (form["action"], form.get("method", "get"), form.input["name"]) == (
        "/zoeken/",
        "get",
        "q",
    )


def test_everyone_has_a_way_on(page):
    ways = main_of(page()).select(".choices a")

    assert {way.text: way["href"] for way in ways} == {
        "Ouders en leerlingen": "/scholen/",
        "Gemeenten": "/gemeenten/",
        "Bedrijven": "/partners/",
    }


def test_the_next_events_are_shown_and_the_past_is_not(page):
    for number in range(6):
        make.an_event(name=f"Komt {number}", starts_on=today() + timedelta(days=number))
    make.an_event(name="Was", starts_on=date(2021, 1, 1))

    assert names(block(page(), "Agenda"), "/agenda/") == ["Komt 0", "Komt 1", "Komt 2", "Komt 3"]
    assert "Er staat nu niets gepland." not in text_of(page())


def test_with_nothing_planned_the_last_past_events_are_shown_as_past(page):
    for number in range(1, 4):
        make.an_event(name=f"Was {number}", starts_on=date(2021, number, 1))
    agenda = block(page(), "Agenda")

    assert names(agenda, "/agenda/") == ["Was 3", "Was 2"]
    assert "Er staat nu niets gepland. Laatst geweest:" in text_of(page())
    assert [row.select_one(".state--held").text.split() for row in agenda.select(".row")] == [
        ["◁", "Geweest"]
    ] * 2


def test_the_newest_news_is_shown(page):
    for number in range(1, 6):
        make.an_article(name=f"Bericht {number}", dated=f"{number}-2-2021")

    assert names(block(page(), "Nieuws"), "/nieuws/") == [
        "Bericht 5",
        "Bericht 4",
        "Bericht 3",
        "Bericht 2",
    ]


def test_the_regions_are_shown_by_name_and_of_how_many_they_are(page):
    for name in ["Zuid", "Élst", "Almere"]:
        make.a_region(name=name)

    shown = block(page(), "Techniekregio's op deze site")
    assert names(shown, "/regios/") == ["Almere", "Élst", "Zuid"]
    assert "Deze site kent 3 techniekregio's. Landelijk zijn er ongeveer 78 (" in words(shown)


def test_of_the_invented_region_there_is_a_link_and_no_more(page):
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


def test_html_in_names_is_shown_as_text(page):
    nothing = "<script>x</script>&\"'"
    make.an_event(name=nothing, region=make.a_region(name=nothing))
    make.an_article(name=nothing)

    assert running_scripts(page()) == []
    assert text_of(page()).count(nothing) == 4  # region, event and its region, article
