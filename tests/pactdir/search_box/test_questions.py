"""What the search box makes of a question."""

from datetime import date

import pytest

from pactdir.search_box.understanding import understand
from regions.clock import today
from regions.models import PostcodeArea
from tests import make
from tests.pactdir.search_box.questions import answer_to, table

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("demo")
def test_every_question_of_the_table_is_understood_over_the_demo():
    expected = table("questions_demo.toml")

    assert {question: answer_to(question) for question in expected} == expected


# --- what the table cannot show ---


def test_a_name_is_known_from_the_moment_it_is_written():
    assert understand("Nergensdorp", today()).leads_to == ""

    make.a_postcode_area(code="1234", place=make.a_place(name="Nergensdorp"))

    assert understand("nergensdorp", today()).leads_to == "/dichtbij/1234/"


def test_a_municipality_is_known_on_the_days_it_is_there():
    old = make.a_municipality(name="Oud", slug="oud", valid_until="31-12-2021")
    new = make.a_municipality(name="Nieuw", slug="nieuw", valid_from="2022-01-01")
    make.a_succession(old=old, new=new, on="2022-01-01")

    assert understand("oud", date(2021, 12, 31)).leads_to == "/gemeenten/oud/"
    assert understand("oud", date(2022, 1, 1)).leads_to == "/gemeenten/nieuw/"


def test_a_municipality_that_was_divided_asks_which():
    old = make.a_municipality(name="Haren", valid_until="31-12-2021")
    for name in ["Zuid", "Noord"]:
        make.a_succession(old=old, new=make.a_municipality(name=name))

    assert [(one.name, one.old_name) for one in understand("haren", today()).choices] == [
        ("Noord", "Haren"),
        ("Zuid", "Haren"),
    ]


def test_a_chain_of_successions_leads_to_its_end_and_says_since_when_the_name_went():
    last = make.a_municipality(name="Nu")
    make.a_postcode_area(place=make.a_place(municipality=last))
    middle = make.a_municipality(name="Midden", valid_until="31-12-2021")
    make.a_succession(old=middle, new=last)
    first = make.a_municipality(name="Eerst", valid_until="1999")
    make.a_succession(old=first, new=middle, on="2000")
    found = understand("Eerst", today()).municipality

    assert (found.name, found.since) == ("Nu", "2000")


def test_the_edge_of_a_town_in_another_municipality_is_no_town_of_its_own():
    town = make.a_place(name="Stad", municipality=make.a_municipality(name="Stad"))
    edge = make.a_place(name="Stad", municipality=make.a_municipality(name="Land"))
    for number, (place, degrees) in enumerate([(town, 5.1), (town, 5.12), (town, 5.14)]):
        make.a_postcode_area(code=f"110{number}", place=place, latitude=52, longitude=degrees)
    make.a_postcode_area(code="1110", place=edge, latitude=52, longitude=5.16)
    assert understand("stad", today()).leads_to == "/dichtbij/1101/"

    far = PostcodeArea.objects.get(code="1110")
    far.longitude = 6.5
    far.save()
    assert [one.municipality_name for one in understand("stad", today()).choices] == [
        "Stad",
        "Land",
        "Stad",
    ]


def test_a_town_is_looked_at_from_its_midst_though_a_point_of_it_is_wrong():
    town = make.a_place(name="Stad")
    for number, degrees in enumerate([5.0, 5.01, 5.02, 5.03, 7.1]):
        make.a_postcode_area(code=f"120{number}", place=town, latitude=52, longitude=degrees)

    assert understand("stad", today()).leads_to == "/dichtbij/1202/"


def test_a_town_is_looked_at_from_where_its_schools_are():
    town = make.a_place(name="Stad")
    for number, degrees in enumerate([5.0, 5.02, 5.04]):
        make.a_postcode_area(code=f"120{number}", place=town, latitude=52, longitude=degrees)
    assert understand("stad", today()).leads_to == "/dichtbij/1201/"

    for _ in range(2):
        make.a_school(place=town, postcode="1200 AB")
    assert understand("stad", today()).leads_to == "/dichtbij/1200/"


def test_a_place_without_a_postcode_has_that_of_a_school_in_it():
    village = make.a_place(name="Dorp")
    make.a_postcode_area(code="1300", place=make.a_place(municipality=village.municipality))
    assert understand("dorp", today()).leads_to != "/dichtbij/1300/"

    make.a_school(place=village, postcode="1300 AB")
    assert understand("dorp", today()).leads_to == "/dichtbij/1300/"


def test_of_places_as_large_as_each_other_that_with_most_schools_comes_first():
    small, large = (make.a_place(name="Dorp") for _ in range(2))
    make.a_postcode_area(code="1400", place=small, latitude=52, longitude=5)
    make.a_postcode_area(code="1500", place=large, latitude=53, longitude=6)
    make.a_school(place=large, postcode="1500 AB")

    choices = understand("dorp", today()).choices
    assert [one.central for one in choices] == ["1500", "1400"]
