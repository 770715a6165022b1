"""Schools as a list names them, found among ours: only what may be meant by it."""

import pytest

from pactdir.importing.schools.listed_schools import ListedSchools
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make.a_place(name="Heerhugowaard")


@pytest.fixture
def focus(place):
    return make.a_school(name="Focus", place=place, address="Laan 1")


def found(said="Focus (Heerhugowaard)", area=()):
    return ListedSchools.load().find(said, list(area))


def test_a_name_in_its_place_is_found_and_of_two_is_asked_which(focus, place):
    assert found() == (focus.pk, "")

    make.a_school(name="Focus", place=place, address="Weg 2")
    assert found() == (
        None,
        "misschien Focus (Laan) in Heerhugowaard en Focus (Weg) in Heerhugowaard",
    )


@pytest.mark.parametrize("fields", [{"closed_on": "2022"}, {"is_example": True}])
def test_what_is_closed_or_invented_is_never_meant(focus, place, fields):
    make.a_school(name="Focus", place=place, **fields)

    assert found() == (focus.pk, "")


def test_a_location_that_may_be_ours_is_looked_for_by_ours_until_that_is_decided(focus, place):
    location = make.a_school(name="Focus", place=place, address="Weg 2")
    match = make.a_school_match(school=focus, location=location)
    assert found() == (focus.pk, "")

    match.verdict = "andere"
    match.save()
    assert found()[0] is None
