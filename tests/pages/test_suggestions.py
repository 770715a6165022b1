"""What is suggested while one types: few, named by their kind, and only what anyone may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.writing.changing import changing
from tests import make

pytestmark = pytest.mark.django_db


def answer_to(client, question):
    answer = client.get("/zoeken/suggesties/", {"q": question})
    assert answer.status_code == 200
    return answer


def suggested(client, question):
    """In one line each: name, kind and where."""
    found = answer_to(client, question).json()
    return [", ".join(filter(None, (one["name"], one["kind"], one["where"]))) for one in found]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("question", "found"),
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
def test_what_begins_so_is_suggested_with_its_kind(client, question, found):
    assert suggested(client, question)[: len(found) or 8] == found


def test_of_every_kind_what_has_a_word_that_begins_so_is_suggested(client):
    place = make.a_place(name="Eikdorp", municipality=make.a_municipality(name="Groot Eik"))
    make.a_postcode_area(place=place)
    region = make.a_region(name="Regio Eik")
    make.a_school(name="Eikschool", place=place)
    make.a_former_name(school=make.a_school(name="Nieuw", place=place), name="Eik toen")
    make.a_partner(name="De Eik", place=place)
    make.a_region_theme(region=region, theme=make.a_theme(name="Eikels", pupil_word="bomen"))
    make.a_partner(name="Beuk")

    assert suggested(client, "ÉIK") == [
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
        found = answer_to(client, start).json()
        assert 0 < len(found) <= 8, start
        for one in found:
            assert client.get(one["address"]).status_code == 200, one


def test_no_draft_is_suggested_and_no_example(client):
    for a_row in [make.a_region, make.a_school, make.a_partner]:
        a_row(name="Eik", **make.drafts)
        a_row(name="Voorbeeldeik", is_example=True)
    make.a_region_theme(region=make.a_region(**make.drafts), theme=make.a_theme(name="Eik"))
    make.a_municipality(name="Eik", is_example=True)

    for start in ["eik", "voorb", "voorbeeld"]:
        assert suggested(client, start) == [], start


def test_two_schools_of_one_name_in_one_place_are_told_apart_by_their_street(client):
    place = make.a_place(name="Dorp")
    for street in ["Laan 1", "Weg 2"]:
        make.a_school(name="Eik", place=place, address=street)
    make.a_school(name="Eikel", place=place, address="Weg 3")

    assert suggested(client, "eik") == [
        "Eik (Laan), school, Dorp",
        "Eik (Weg), school, Dorp",
        "Eikel, school, Dorp",
    ]


def test_a_school_is_suggested_by_its_name_at_duo_behind_those_called_so(client):
    place = make.a_place(name="Dorp")
    official = "Scholengemeenschap Het Eikenloof voor Vwo Havo"
    make.a_school(name="Ahorn", official_name=official, place=place)
    make.a_school(name="Eikel", place=place)

    assert suggested(client, "eik") == ["Eikel, school, Dorp", "Ahorn, school, Dorp"]
    assert suggested(client, "het eikenloof") == ["Ahorn, school, Dorp"]


def test_places_leave_room_for_the_rest(client):
    for number in range(9):
        make.a_postcode_area(place=make.a_place(name=f"Eik {number}"))
    assert len(suggested(client, "eik")) == 8

    for number in range(9):
        make.a_school(name=f"Eik school {number}", place=make.a_place(name="Beuk"))
    kinds = [one.split(", ")[1] for one in suggested(client, "eik")]
    assert kinds == ["plaats"] * 5 + ["school"] * 3


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%FF", "q=%ED%A0%80", "q=%25%25", "q=__", "q[]=eik", "", "q=a&q=ei",
     f"q={'a' * 100_000}", "q=%F0%9F%99%82%F0%9F%99%82", "q=%D9%A1%D9%A7", "q=" + "a+" * 1000],
)  # fmt: skip
def test_nothing_typed_breaks_it(client, query):
    make.a_school(name="Eik")
    answer = client.get(f"/zoeken/suggesties/?{query}", follow=True)

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert len(answer.json()) == (1 if query == "q=a&q=ei" else 0)


def test_it_takes_the_same_queries_for_one_and_for_fifty(client):
    counts = []
    for rows in [1, 50]:
        with changing():
            for number in range(rows):
                make.a_school(name=f"Eik {number}")
                make.a_partner(name=f"Eik {number}")
        suggested(client, "eik")  # the names of places are read once
        with CaptureQueriesContext(connection) as captured:
            suggested(client, "eik")
        counts.append(len(captured))

    # the version of the page, names that begin so; where these are few also those with a word in
    # them that does, and names at DUO
    assert counts == [4, 2]


def test_it_is_kept_for_a_minute_by_a_browser_and_for_nobody_in_particular(client):
    answer = answer_to(client, "eik")

    assert answer["Cache-Control"] == "max-age=60"
    assert not answer.cookies
    assert answer["X-Robots-Tag"] == "noindex"
    assert client.post("/zoeken/suggesties/").status_code == 405
