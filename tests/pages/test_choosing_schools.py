"""From any list or page a school is chosen to compare; a list carries the choice along."""

import pytest

from regions.writing.changing import changing
from tests import make
from tests.pages.reading import block, main_of, text_of, words

pytestmark = pytest.mark.django_db


def ways(part):
    """Where each "Vergelijk" leads, by what is heard of it."""
    return {
        words(link): link["href"]
        for link in part.select("a[href^='/vergelijken/']")
        if words(link).startswith("Vergelijk")
    }


def links(page):
    """Every link of the list by its words, but those of the rows."""
    return {words(one): one["href"] for one in main_of(page).select("a:not(.row a)")}


@pytest.fixture
def schools():
    """Ahorn and two Vonken."""
    make.a_school(slug="ahorn", name="Ahorn", place=make.a_place(name="Urk"))
    for slug, place in {"vonk-1": "Hoorn", "vonk-2": "Grootebroek"}.items():
        make.a_school(slug=slug, name="Vonk", levels=["mbo"], place=make.a_place(name=place))


def test_every_school_of_the_list_can_be_compared_and_each_link_says_which(client, schools):
    assert ways(main_of(client.get("/scholen/"))) == {
        "Vergelijk Ahorn, Urk": "/vergelijken/?school=ahorn",
        "Vergelijk Vonk, Grootebroek": "/vergelijken/?school=vonk-2",
        "Vergelijk Vonk, Hoorn": "/vergelijken/?school=vonk-1",
    }


def test_the_choice_is_carried_along_and_each_school_adds_itself(client, schools):
    page = client.get("/scholen/?vergelijk=vonk-1&vanaf=1703")

    assert ways(main_of(page)) == {
        "Vergelijk Ahorn, Urk": "/vergelijken/?school=vonk-1&school=ahorn&vanaf=1703",
        "Vergelijk Vonk, Grootebroek": "/vergelijken/?school=vonk-1&school=vonk-2&vanaf=1703",
    }
    assert "Je vergelijkt: Vonk, Hoorn. Bekijk" in text_of(page)
    assert links(page)["Bekijk"] == "/vergelijken/?school=vonk-1&vanaf=1703"
    (row,) = [row for row in main_of(page).select(".row") if "gekozen" in words(row)]
    assert "Hoorn" in words(row)


def test_filters_and_pages_keep_the_choice(client, schools):
    with changing():
        for number in range(30):
            make.a_school(levels=["mbo"], slug=f"mbo-{number}")
    page = client.get("/scholen/?niveau=mbo&naam=o&vergelijk=ahorn&vanaf=1703")
    found, carried = links(page), "vergelijk=ahorn&vanaf=1703"

    assert found["Volgende"] == f"?niveau=mbo&naam=o&{carried}&page=2"
    assert found["Haal weg: Niveau: mbo"] == f"/scholen/?naam=o&{carried}"
    assert found["Haal alle filters weg"] == f"/scholen/?{carried}"
    hidden = main_of(page).select(".filters input[type=hidden]")
    assert [(one["name"], one["value"]) for one in hidden] == [
        ("vergelijk", "ahorn"),
        ("vanaf", "1703"),
    ]
    nothing = client.get("/scholen/?naam=xyzzy&niveau=mbo&vergelijk=ahorn")
    (way_on,) = main_of(nothing).select(".row a")
    assert way_on["href"] == "/scholen/?niveau=mbo&vergelijk=ahorn"


def test_who_compares_four_adds_no_fifth(client, schools):
    for slug in ("c", "d"):
        make.a_school(slug=slug)
    page = client.get("/scholen/?vergelijk=vonk-1&vergelijk=vonk-2&vergelijk=c&vergelijk=d")

    assert ways(main_of(page)) == {}
    assert "Meer past niet naast elkaar." in text_of(page)


def test_what_is_no_school_or_no_postcode_is_not_carried_on(client, schools):
    make.a_school(slug="concept", name="Geheim", **make.drafts)
    page = client.get("/scholen/?vergelijk=%00&vergelijk=concept&vergelijk=onzin&vanaf=1703AB1")

    assert "Je vergelijkt" not in text_of(page)
    assert "/vergelijken/?school=ahorn" in ways(main_of(page)).values()
    assert not main_of(page).select(".filters input[type=hidden]")
    assert "Geheim" not in page.content.decode()


def test_the_letters_of_a_postcode_go_no_further(client, schools):
    page = client.get("/scholen/?vanaf=1703AB")

    assert ways(main_of(page))["Vergelijk Ahorn, Urk"] == ("/vergelijken/?school=ahorn&vanaf=1703")


def test_the_list_is_one_page_to_search_engines_whatever_it_carries(client, schools):
    page = client.get("/scholen/?niveau=mbo&vergelijk=ahorn&vanaf=1703").content.decode()

    assert '<link rel="canonical" href="http://testserver/scholen/?niveau=mbo">' in page


def test_the_page_of_a_school_leads_to_comparing_it(client, schools):
    assert ways(main_of(client.get("/scholen/ahorn/"))) == {
        "Vergelijk deze school met andere": "/vergelijken/?school=ahorn"
    }


def test_a_school_that_is_searched_for_can_be_compared(client, schools):
    make.a_partner(name="Vonk en Zoon")

    assert ways(main_of(client.get("/zoeken/?q=vonk"))) == {
        "Vergelijk Vonk, Grootebroek": "/vergelijken/?school=vonk-2",
        "Vergelijk Vonk, Hoorn": "/vergelijken/?school=vonk-1",
    }


def test_the_schools_of_a_region_and_a_municipality_can_be_compared_but_not_what_is_past(client):
    region = make.a_region(slug="noord")
    place = make.a_place(name="Urk", municipality=make.a_municipality(slug="urk", name="Urk"))
    for slug, fields in {"open": {}, "dicht": {"closed_on": "2021"}}.items():
        school = make.a_school(slug=slug, name=slug.title(), place=place, **fields)
        make.a_school_participation(region=region, school=school)
    expected = {"Vergelijk Open, Urk": "/vergelijken/?school=open"}

    assert ways(block(client.get("/regios/noord/"), "Scholen")) == expected
    assert ways(block(client.get("/gemeenten/urk/"), "Scholen in Urk")) == expected
