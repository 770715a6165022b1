"""Counts per choice: several facets in one query, and rows that are looked up once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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


def test_rows_are_looked_up_once_for_all_later_queries():
    here, there = make.a_school(name="Hier"), make.a_school(name="Daar")
    chosen = among(School.objects.filter(name="Hier"))
    with CaptureQueriesContext(connection) as captured:
        assert list(School.objects.filter(chosen)) == [here]
        assert list(School.objects.exclude(chosen)) == [there]
    assert not any("Hier" in query["sql"] for query in captured)
    assert not School.objects.filter(among(School.objects.none())).exists()
