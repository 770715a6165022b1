"""Suggestions while typing: a few public names, each with its kind."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.writing.changing import changing
from tests import make

pytestmark = pytest.mark.django_db


def fetch(client, query):
    response = client.get("/zoeken/suggesties/", {"q": query})
    assert response.status_code == 200
    return response


def suggestions(client, query):
    """Each suggestion as "name, kind, where"."""
    return [
        ", ".join(filter(None, (row["name"], row["kind"], row["where"])))
        for row in fetch(client, query).json()
    ]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "heer",
            ["Heerhugowaard, plaats, Dijk en Waard", "Heerhugowaard, gemeente, nu Dijk en Waard"],
        ),
        ("170", [f"{code}, postcode, Heerhugowaard" for code in range(1701, 1707)]),
        ("1703 xz", ["1703, postcode, Heerhugowaard"]),
        ("1703x", ["1703, postcode, Heerhugowaard"]),
        ("fries", ["Fryslân, provincie"]),
        ("uit", ["Uithoorn, plaats, Noord-Holland", "Uithoorn, gemeente, Noord-Holland"]),
        ("bouwm", ["Bouwmensen Midden-Holland, partner"]),
        ("xyzzy", []),
        ("x", []),
        ("", []),
    ],
)
def test_names_that_start_with_the_query_are_suggested_with_their_kind(client, query, expected):
    assert suggestions(client, query)[: len(expected) or 8] == expected


def test_every_kind_is_suggested_by_any_word_of_its_name(client):
    place = make.a_place(name="Eikdorp", municipality=make.a_municipality(name="Groot Eik"))
    make.a_postcode_area(place=place)
    region = make.a_region(name="Regio Eik")
    make.a_school(name="Eikschool", place=place)
    make.a_former_name(school=make.a_school(name="Nieuw", place=place), name="Eik toen")
    make.a_partner(name="De Eik", place=place)
    make.a_region_theme(region=region, theme=make.a_theme(name="Eikels", pupil_word="bomen"))
    make.a_partner(name="Beuk")

    assert suggestions(client, "ÉIK") == [
        "Eikdorp, plaats, Groot Eik",
        "Groot Eik, gemeente, Noord-Holland",
        "Eikschool, school, Eikdorp",
        "Eikels, thema, bomen",
        "Regio Eik, techniekregio",
        "Nieuw, school, Eikdorp",
        "De Eik, partner, Eikdorp",
    ]


@pytest.mark.usefixtures("demo")
def test_every_suggestion_opens(client):
    for start in ["al", "ho", "te", "vo", "lo", "18", "noord"]:
        rows = fetch(client, start).json()
        assert 0 < len(rows) <= 8, start
        for row in rows:
            assert client.get(row["address"]).status_code == 200, row


def test_drafts_and_examples_are_not_suggestions(client):
    for make_row in [make.a_region, make.a_school, make.a_partner]:
        make_row(name="Eik", **make.drafts)
        make_row(name="Voorbeeldeik", is_example=True)
    make.a_region_theme(region=make.a_region(**make.drafts), theme=make.a_theme(name="Eik"))
    make.a_municipality(name="Eik", is_example=True)

    for start in ["eik", "voorb", "voorbeeld"]:
        assert suggestions(client, start) == [], start


def test_schools_with_the_same_name_and_place_are_distinguished_by_street(client):
    place = make.a_place(name="Dorp")
    for street in ["Laan 1", "Weg 2"]:
        make.a_school(name="Eik", place=place, address=street)
    make.a_school(name="Eikel", place=place, address="Weg 3")

    assert suggestions(client, "eik") == [
        "Eik (Laan), school, Dorp",
        "Eik (Weg), school, Dorp",
        "Eikel, school, Dorp",
    ]


def test_a_school_is_suggested_by_its_name_at_duo_after_schools_known_by_that_name(client):
    place = make.a_place(name="Dorp")
    official = "Scholengemeenschap Het Eikenloof voor Vwo Havo"
    make.a_school(name="Ahorn", official_name=official, place=place)
    make.a_school(name="Eikel", place=place)

    assert suggestions(client, "eik") == ["Eikel, school, Dorp", "Ahorn, school, Dorp"]
    assert suggestions(client, "het eikenloof") == ["Ahorn, school, Dorp"]


def test_places_leave_room_for_other_suggestions(client):
    for number in range(9):
        make.a_postcode_area(place=make.a_place(name=f"Eik {number}"))
    assert len(suggestions(client, "eik")) == 8

    for number in range(9):
        make.a_school(name=f"Eik school {number}", place=make.a_place(name="Beuk"))
    kinds = [line.split(", ")[1] for line in suggestions(client, "eik")]
    assert kinds == ["plaats"] * 5 + ["school"] * 3


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%FF", "q=%ED%A0%80", "q=%25%25", "q=__", "q[]=eik", "", "q=a&q=ei",
     f"q={'a' * 100_000}", "q=%F0%9F%99%82%F0%9F%99%82", "q=%D9%A1%D9%A7", "q=" + "a+" * 1000],
)  # fmt: skip
def test_unusual_queries_give_no_error(client, query):
    make.a_school(name="Eik")
    response = client.get(f"/zoeken/suggesties/?{query}", follow=True)

    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    assert len(response.json()) == (1 if query == "q=a&q=ei" else 0)


def test_takes_no_more_queries_for_many_names_than_for_one(client):
    counts = []
    for rows in [1, 50]:
        with changing():
            for number in range(rows):
                make.a_school(name=f"Eik {number}")
                make.a_partner(name=f"Eik {number}")
        suggestions(client, "eik")  # fills the gazetteer
        with CaptureQueriesContext(connection) as captured:
            suggestions(client, "eik")
        counts.append(len(captured))

    # The content version and names that start with the query; if there are few, also names in which
    # another word starts with it, and names at DUO.
    assert counts == [4, 2]


def test_suggestions_are_cached_for_a_minute_and_set_no_cookie(client):
    response = fetch(client, "eik")

    assert response["Cache-Control"] == "max-age=60"
    assert not response.cookies
    assert response["X-Robots-Tag"] == "noindex"
    assert client.post("/zoeken/suggesties/").status_code == 405
