"""What a page of figures adds up, and what it says where a total cannot be right."""

import pytest
from bs4 import BeautifulSoup

from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_of(client):
    def page_of(owner):
        return BeautifulSoup(client.get(owner.get_absolute_url()).content, "html.parser").main

    return page_of


@pytest.fixture
def words_of(page_of):
    return lambda owner: " ".join(page_of(owner).get_text(" ").split())


@pytest.fixture
def town():
    return make.a_municipality(name="Hoorn", code="GM0405")


def a_school_in(town, code="00", **fields):
    place = make.a_place(municipality=town)
    return make.a_school(**{"brin": "00AH", "location_code": code, "place": place, **fields})


def figure(indicator, owner, **fields):
    """National if there is no owner."""
    areas = {}
    if owner is not None:
        field = "school" if hasattr(owner, "duo_code") else "municipality"
        code = owner.duo_code if field == "school" else owner.code
        areas = {field: owner, "area_code": code}
    make.a_figure(indicator=indicator, **areas, **fields)


# --- technical profiles together ---


@pytest.mark.parametrize(
    ("unit", "whole", "is_said"),
    [
        ("leerlingen", {}, True),
        ("kandidaten", {}, True),
        ("vestigingen", {}, False),
        ("procent", {"of_low": 30, "of_high": 30}, False),
    ],
)
def test_only_people_are_added_up_over_profiles(page_of, words_of, town, unit, whole, is_said):
    indicator = make.an_indicator(unit=unit)
    school = a_school_in(town)
    for profile in ("bwi", "pie"):
        for owner in (None, town, school):
            figure(indicator, owner, profile=profile, **whole)

    assert ("Samen in een technisch profiel" in words_of(town)) is is_said
    headings = [cell.get_text() for cell in page_of(town).select(".figures__wide thead th")]
    assert ("Samen" in headings) is is_said
