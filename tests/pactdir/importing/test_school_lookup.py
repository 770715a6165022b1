"""Finds stored schools by the names in a list; only certain matches count."""

import pytest

from pactdir.importing.schools.school_lookup import SchoolLookup
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make.a_place(name="Heerhugowaard")


@pytest.fixture
def focus(place):
    return make.a_school(name="Focus", place=place, address="Laan 1")


def find(text="Focus (Heerhugowaard)", area=()):
    return SchoolLookup.load().find(text, list(area))


def test_matches_a_name_in_its_place_and_suggests_if_there_are_two(focus, place):
    assert find() == (focus.pk, "")

    make.a_school(name="Focus", place=place, address="Weg 2")
    assert find() == (
        None,
        "misschien Focus (Laan) in Heerhugowaard en Focus (Weg) in Heerhugowaard",
    )


@pytest.mark.parametrize("fields", [{"closed_on": "2022"}, {"is_example": True}])
def test_ignores_closed_and_example_schools(focus, place, fields):
    make.a_school(name="Focus", place=place, **fields)

    assert find() == (focus.pk, "")


def test_an_undecided_location_is_found_through_the_stored_school(focus, place):
    location = make.a_school(name="Focus", place=place, address="Weg 2")
    match = make.a_school_match(school=focus, location=location)
    assert find() == (focus.pk, "")

    match.verdict = "andere"
    match.save()
    assert find()[0] is None
