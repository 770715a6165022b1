"""The search page: a postcode, a place or a part of a name leads somewhere, always."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.pages.reading import block, main_of, names, own_addresses, text_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def heerhugowaard():
    municipality = make.a_municipality(name="Dijk en Waard", slug="dijk-en-waard")
    place = make.a_place(name="Heerhugowaard", municipality=municipality)
    return make.a_postcode_area(code="1703", place=place)


def asked(client, question, **more):
    return client.get("/zoeken/", {"q": question}, **more)


def hits(response):
    """What was found, by kind in the order of the page."""
    sections = main_of(response).select("section.block")
    return {words(part.h2): [row.text for row in part.select("a.row__name")] for part in sections}


# --- a postcode ---


@pytest.mark.usefixtures("heerhugowaard")
def test_a_postcode_leads_to_its_place_municipality_and_schools(client):
    page = asked(client, "1703")

    assert words(main_of(page).select_one(".lede")) == (
        "1703 is Heerhugowaard, gemeente Dijk en Waard ."
    )
    assert {"/gemeenten/dijk-en-waard/", "/scholen/?gemeente=dijk-en-waard"} <= own_addresses(page)
    assert "Niets gevonden" not in text_of(page)
    assert main_of(page).input["value"] == "1703"


@pytest.mark.usefixtures("heerhugowaard")
@pytest.mark.parametrize("postcode", ["1703XZ", "1703 xz", " 1703XZ ", "1703   Xz", " 1703 "])
def test_the_letters_of_a_postcode_are_not_in_the_answer_nor_in_the_address(client, postcode):
    sent_on = asked(client, postcode)
    assert (sent_on.status_code, sent_on["Location"]) == (302, "/zoeken/?q=1703")
    assert b"xz" not in sent_on.content.lower()

    page = asked(client, postcode, follow=True)
    assert "1703 is Heerhugowaard" in text_of(page)
    assert b"xz" not in page.content.lower()


@pytest.mark.parametrize("postcode", ["9999", "0123"])
def test_an_unknown_postcode_explains_itself_and_leads_on(client, postcode):
    page = asked(client, postcode)

    assert f"Deze postcode kennen wij (nog) niet: {postcode}." in text_of(page)
    assert ("Een postcode begint nooit met een 0." in text_of(page)) == (postcode == "0123")
    assert "/gemeenten/" in {link["href"] for link in main_of(page).select("p a")}


# --- a name ---


def test_of_every_kind_what_has_the_question_in_its_name_is_found(client):
    municipality = make.a_municipality(name="Gemeente Eik")
    make.a_region(name="Regio Eik")
    make.a_school(name="School Eik", place=make.a_place(name="Boomdorp"))
    make.a_partner(name="Eik en Zoon")
    make.an_event(name="Dag van de eik")
    make.an_article(name="Een eik geplant")
    for a_row in [make.a_region, make.a_partner, make.an_event, make.an_article]:
        a_row(name="Beuk")

    assert hits(asked(client, "ÉÍK")) == {
        "Regio's": ["Regio Eik"],
        "Gemeenten": [municipality.name],
        "Scholen": ["School Eik"],
        "Partners": ["Eik en Zoon"],
        "Agenda": ["Dag van de eik"],
        "Nieuws": ["Een eik geplant"],
    }


def test_a_school_is_found_by_a_former_name_and_shows_it(client):
    school = make.a_school(name="Vonk", place=make.a_place(name="Hoorn"))
    make.a_former_name(school=school, name="Clusius College")

    assert [words(row) for row in main_of(asked(client, "clusius")).select(".row")] == [
        "Vonk was: Clusius College Hoorn"
    ]


def test_a_place_finds_its_municipality_and_its_schools(client):
    municipality = make.a_municipality(name="Stede Broec")
    place = make.a_place(name="Grootebroek", municipality=municipality)
    make.a_school(name="Martinus", place=place)
    make.a_school(name="Elders")

    assert hits(asked(client, "grootebroek")) == {
        "Gemeenten": ["Stede Broec"],
        "Scholen": ["Martinus"],
    }


def test_an_old_municipality_finds_the_new_one_and_shows_the_old_names(client):
    new = make.a_municipality(name="Dijk en Waard")
    for name in ["Heerhugowaard", "Langedijk"]:
        old = make.a_municipality(name=name, valid_until="31-12-2021")
        make.a_succession(old=old, new=new)

    assert [words(row) for row in main_of(asked(client, "langedijk")).select(".row")] == [
        "Dijk en Waard was: Heerhugowaard en Langedijk"
    ]


def test_what_is_past_is_labelled(client):
    make.a_school(name="Eik dicht", closed_on="2021", place=make.a_place(name="Hoorn"))
    make.a_school(name="Eik open", closed_on="2099", place=make.a_place(name="Hoorn"))
    make.an_event(name="Eik komt", starts_on=date(2099, 5, 20))
    make.an_event(name="Eik was", starts_on=date(2021, 5, 20))
    make.an_event(name="Eik niet", starts_on=date(2099, 5, 21), status="geannuleerd")

    assert [words(row) for row in main_of(asked(client, "eik")).select(".row")] == [
        "Eik dicht Hoorn gesloten",
        "Eik open Hoorn",
        "Eik komt woensdag 20 mei 2099",
        "Eik niet donderdag 21 mei 2099 ■ Gaat niet door",
        "Eik was donderdag 20 mei 2021 ◐ Geweest",
    ]


def test_what_is_invented_is_not_found(client):
    region = make.a_region(name="Eik", is_example=True)
    make.a_school(name="Eik", is_example=True)
    make.a_partner(name="Eik", is_example=True)
    make.a_municipality(name="Eik", is_example=True, province="")
    make.an_event(name="Eik", region=region)
    make.an_article(name="Eik", region=region)

    assert hits(asked(client, "eik")) == {}


def test_more_than_eight_of_a_kind_lead_on_to_the_list(client):
    for number in range(9):
        make.a_partner(name=f"Eik & zoon {number}")
    for number in range(8):
        make.a_region(name=f"Eik & {number}")
    page = asked(client, "eik &")
    more = block(page, "Partners").select_one("p a")

    assert {kind: len(rows) for kind, rows in hits(page).items()} == {"Regio's": 8, "Partners": 8}
    assert block(page, "Regio's").select_one("p a") is None
    assert more.text == "Meer partners met “eik &”"
    assert len(names(main_of(client.get(more["href"])), "/partners/")) == 9


# --- what leads nowhere ---


def test_no_question_asks_for_one(client):
    for address in ["/zoeken/", "/zoeken/?q=", "/zoeken/?q=+++", "/zoeken/?q=%00"]:
        page = client.get(address)
        assert "Vul een postcode, een plaats of een naam in." in text_of(page), address
        assert "Niets gevonden" not in text_of(page)


@pytest.mark.parametrize(
    "question",
    ["abc", "%", "_", "'", '"', "|", "*", "AND OR NOT", "naam:", "x" * 5000, "1703A", "17035",
     "١٧٠٣", "🙂", "\ufffd", "a\x00b", "<script>alert(1)</script>", "-98765", "1e400", "../../etc"],
)  # fmt: skip
def test_an_odd_question_finds_nothing_and_leads_on(client, question):
    make.a_school(name="School")
    page = asked(client, question)

    assert "Niets gevonden voor “" in text_of(page)
    assert {"/regios/", "/scholen/", "/gemeenten/"} <= own_addresses(page)
    assert b"<script" not in page.content


@pytest.mark.parametrize("query", ["q=%FF", "q=%ED%A0%80", "q=a&q=eik", "eik", "q[]=eik"])
def test_a_broken_query_is_no_error(client, query):
    make.a_partner(name="Eik")
    page = client.get(f"/zoeken/?{query}")

    assert hits(page) == ({"Partners": ["Eik"]} if query == "q=a&q=eik" else {})


def test_the_question_stays_in_the_box_as_it_was_asked(client):
    page = asked(client, 'ei "k" <b>')

    assert main_of(page).input["value"] == 'ei "k" <b>'
    assert BeautifulSoup(page.content, "html.parser").title.text.startswith('Zoeken: ei "k" <b>')


def test_search_results_are_not_indexed(client):
    assert b'content="noindex"' in asked(client, "eik").content


def test_it_takes_the_same_queries_for_one_hit_and_for_ten(client):
    counts = []
    for rows in [1, 9]:
        for number in range(rows):
            school = make.a_school(name=f"Eik {number}")
            make.a_former_name(school=school)
            make.a_school_participation(school=school)
            new = make.a_municipality(name=f"Eik {number}")
            make.a_succession(new=new)
            make.an_event(name="Eik", school=school)
            make.an_article(name="Eik", region=make.a_region(name="Eik"))
        with CaptureQueriesContext(connection) as captured:
            asked(client, "eik")
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 15
