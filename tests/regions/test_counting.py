"""Counts per choice: several facets in one query, and rows by many keys."""

import pytest

from regions.lists.counting import fetch_counts, tally, tally_together
from regions.lists.keys import among
from schools.models import School
from tests import make

pytestmark = pytest.mark.django_db
VALUES = {"plaats": "place__name", "merk": "brand"}


def test_facets_counted_together_have_the_same_counts_as_apart():
    hoorn = make.a_place(name="Hoorn")
    make.a_school(place=hoorn, brand="Vonk")
    make.a_school(place=hoorn, brand="")
    make.a_school(place=None, brand="Vonk")

    rows = School.objects.all()
    apart = fetch_counts((name, tally(rows, value)) for name, value in VALUES.items())
    together = fetch_counts([tally_together(rows, VALUES)])

    assert together == apart
    assert together["plaats"] == {"Hoorn": 2, None: 1}
    assert together["merk"] == {"Vonk": 2, "": 1}


def test_a_condition_holds_more_keys_than_a_query_takes_parameters():
    here, there = make.a_school(), make.a_school()
    chosen = among(key for key in (*range(-300_000, 0), here.pk))
    assert list(School.objects.filter(chosen)) == [here]
    assert list(School.objects.exclude(chosen)) == [there]
    assert not School.objects.filter(among([])).exists()
