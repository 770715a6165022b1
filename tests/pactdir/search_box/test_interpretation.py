"""How the search box interprets a query."""

from datetime import date

import pytest

from pactdir.search_box.interpreter import interpret
from regions.clock import today
from regions.models import PostcodeArea
from tests import make
from tests.pactdir.search_box.query_tables import described, read_table

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("demo")
def test_the_demo_gives_every_interpretation_in_the_table():
    expected = read_table("queries_demo.toml")

    assert {query: described(query) for query in expected} == expected


# --- what the table cannot express ---


def test_a_new_place_is_recognised_immediately():
    assert interpret("Nergensdorp", today()).redirect_to == ""

    make.a_postcode_area(code="1234", place=make.a_place(name="Nergensdorp"))

    assert interpret("nergensdorp", today()).redirect_to == "/dichtbij/1234/"


def test_a_municipality_is_recognised_while_it_exists():
    old = make.a_municipality(name="Oud", slug="oud", valid_until="31-12-2021")
    new = make.a_municipality(name="Nieuw", slug="nieuw", valid_from="2022-01-01")
    make.a_succession(old=old, new=new, on="2022-01-01")

    assert interpret("oud", date(2021, 12, 31)).redirect_to == "/gemeenten/oud/"
    assert interpret("oud", date(2022, 1, 1)).redirect_to == "/gemeenten/nieuw/"


def test_a_split_municipality_asks_which_one():
    old = make.a_municipality(name="Haren", valid_until="31-12-2021")
    for name in ["Zuid", "Noord"]:
        make.a_succession(old=old, new=make.a_municipality(name=name))

    assert [(entry.name, entry.old_name) for entry in interpret("haren", today()).choices] == [
        ("Noord", "Haren"),
        ("Zuid", "Haren"),
    ]


def test_a_chain_of_successions_gives_the_last_municipality_and_the_first_date():
    last = make.a_municipality(name="Nu")
    make.a_postcode_area(place=make.a_place(municipality=last))
    middle = make.a_municipality(name="Midden", valid_until="31-12-2021")
    make.a_succession(old=middle, new=last)
    first = make.a_municipality(name="Eerst", valid_until="1999")
    make.a_succession(old=first, new=middle, on="2000")
    municipality = interpret("Eerst", today()).municipality

    assert (municipality.name, municipality.since) == ("Nu", "2000")


def test_the_part_of_a_town_across_the_border_is_not_a_separate_place():
    town = make.a_place(name="Stad", municipality=make.a_municipality(name="Stad"))
    edge = make.a_place(name="Stad", municipality=make.a_municipality(name="Land"))
    for number, (place, longitude) in enumerate([(town, 5.1), (town, 5.12), (town, 5.14)]):
        make.a_postcode_area(code=f"110{number}", place=place, latitude=52, longitude=longitude)
    make.a_postcode_area(code="1110", place=edge, latitude=52, longitude=5.16)
    assert interpret("stad", today()).redirect_to == "/dichtbij/1101/"

    edge_area = PostcodeArea.objects.get(code="1110")
    edge_area.longitude = 6.5
    edge_area.save()
    assert [entry.municipality_name for entry in interpret("stad", today()).choices] == [
        "Stad",
        "Land",
        "Stad",
    ]


def test_one_outlying_point_does_not_move_the_centre_of_a_town():
    town = make.a_place(name="Stad")
    for number, longitude in enumerate([5.0, 5.01, 5.02, 5.03, 7.1]):
        make.a_postcode_area(code=f"120{number}", place=town, latitude=52, longitude=longitude)

    assert interpret("stad", today()).redirect_to == "/dichtbij/1202/"


def test_the_centre_of_a_town_is_where_its_schools_are():
    town = make.a_place(name="Stad")
    for number, longitude in enumerate([5.0, 5.02, 5.04]):
        make.a_postcode_area(code=f"120{number}", place=town, latitude=52, longitude=longitude)
    assert interpret("stad", today()).redirect_to == "/dichtbij/1201/"

    for _ in range(2):
        make.a_school(place=town, postcode="1200 AB")
    assert interpret("stad", today()).redirect_to == "/dichtbij/1200/"


def test_a_place_without_a_postcode_uses_that_of_its_school():
    village = make.a_place(name="Dorp")
    make.a_postcode_area(code="1300", place=make.a_place(municipality=village.municipality))
    assert interpret("dorp", today()).redirect_to != "/dichtbij/1300/"

    make.a_school(place=village, postcode="1300 AB")
    assert interpret("dorp", today()).redirect_to == "/dichtbij/1300/"


def test_among_places_of_equal_size_the_one_with_most_schools_comes_first():
    small, large = (make.a_place(name="Dorp") for _ in range(2))
    make.a_postcode_area(code="1400", place=small, latitude=52, longitude=5)
    make.a_postcode_area(code="1500", place=large, latitude=53, longitude=6)
    make.a_school(place=large, postcode="1500 AB")

    choices = interpret("dorp", today()).choices
    assert [entry.central_postcode for entry in choices] == ["1500", "1400"]
