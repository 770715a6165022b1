"""A school, municipality or region says why it lacks a figure, in one of a few sentences."""

import pytest
from bs4 import BeautifulSoup

from tests import make

pytestmark = pytest.mark.django_db

CANDIDATES = "examenkandidaten-techniek-in-het-vmbo"
PASSED = "slaagpercentage-techniek-in-het-vmbo"


@pytest.fixture(autouse=True)
def indicators():
    """Indicators with national figures."""
    made = {
        CANDIDATES: make.an_indicator(slug=CANDIDATES, name="Kandidaten"),
        PASSED: make.an_indicator(slug=PASSED, name="Geslaagd"),
    }
    for indicator in made.values():
        make.a_figure(indicator=indicator, level="vmbo-bb")
    return made


def missing(client, school):
    page = BeautifulSoup(client.get(school.get_absolute_url()).content, "lxml").main
    heading = page.find("h3", string="Wat ontbreekt")
    if heading is None:
        return {}
    rows = heading.find_next_sibling("dl").find_all("div")
    return {row.dt.get_text(): row.dd.get_text() for row in rows}


def a_school(**fields):
    return make.a_school(**{"brin": "00AH", "location_code": "17", **fields})


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "Voor deze school niet gepubliceerd"),
        ({"levels": ["vmbo-bb"]}, "Voor deze school niet gepubliceerd"),
        ({"levels": ["havo", "vwo"]}, "Deze school heeft dit niet"),
        ({"levels": ["pro"]}, "Deze school heeft dit niet"),
        ({"levels": ["vso"]}, "Voor deze school niet gepubliceerd"),
        (
            {"brin": "", "location_code": "", "levels": ["vso"]},
            "Voor deze school niet gepubliceerd",
        ),
        ({"levels": ["brugjaar"]}, "Voor deze school niet gepubliceerd"),
        (
            {"brin": "", "location_code": "", "levels": ["vmbo"]},
            "Nog niet opgezocht: wij kennen de code van deze school niet",
        ),
    ],
)
def test_without_figures_the_reason_depends_on_the_school(client, fields, reason):
    assert missing(client, a_school(**fields)) == {reason: "Geslaagd en Kandidaten"}


@pytest.mark.parametrize(
    ("low", "high", "reason"),
    [
        (1, 4, "Het gaat om minder dan 5 leerlingen; dat getal wordt niet genoemd"),
        (0, 0, "Deze school heeft dit niet"),
    ],
)
def test_a_pass_rate_is_missing_if_candidates_are_masked_or_zero(
    client, indicators, low, high, reason
):
    school = a_school()
    make.a_figure(
        indicator=indicators[CANDIDATES],
        school=school,
        area_code="00AH17",
        level="vmbo-bb",
        low=low,
        high=high,
    )

    assert missing(client, school) == {reason: "Geslaagd"}


def test_with_all_figures_nothing_is_missing(client, indicators):
    school = a_school()
    for indicator in indicators.values():
        make.a_figure(indicator=indicator, school=school, area_code="00AH17", level="vmbo-bb")

    assert missing(client, school) == {}


def test_example_schools_and_other_indicators_have_no_reasons(client):
    make.a_figure(indicator=make.an_indicator(slug="iets-anders"), profile="pie")

    assert missing(client, a_school(is_example=True)) == {}
    assert "iets-anders" not in str(missing(client, make.a_school()))


# --- of a municipality or region ---

NOT_PUBLISHED = "Voor de scholen hier niet gepubliceerd"
NOT_ASKED = "Nog niet opgezocht: wij kennen de code van de scholen hier niet"
NOT_HERE = "Wij kennen hier geen school die dit heeft"
WITHOUT_CODE = {"brin": "", "location_code": ""}


@pytest.mark.parametrize(
    ("schools", "reason"),
    [
        ([{}, WITHOUT_CODE], NOT_PUBLISHED),
        ([WITHOUT_CODE, {"levels": ["havo"]}], NOT_ASKED),
        ([{"levels": ["havo"]}], NOT_HERE),
    ],
)
def test_the_reason_for_an_area_depends_on_its_schools(client, schools, reason):
    town, region = make.a_municipality(), make.a_region()
    for fields in schools:
        school = a_school(place=make.a_place(municipality=town), **fields)
        make.a_school_participation(region=region, school=school)

    assert missing(client, town) == missing(client, region) == {reason: "Geslaagd en Kandidaten"}


def test_a_school_that_may_be_one_of_duos_locations_is_under_review(client, indicators):
    town = make.a_municipality()
    school = a_school(place=make.a_place(municipality=town), **WITHOUT_CODE)
    make.a_school_match(school=school, location=make.a_school(brin="00AH", location_code="09"))

    checked = "Nog niet opgezocht: wij kijken na welke vestiging"
    assert list(missing(client, school)) == [f"{checked} van DUO dit is"]
    assert list(missing(client, town)) == [f"{checked}en van DUO dit zijn"]


def test_without_schools_a_municipality_says_so_and_a_region_does_not(client):
    assert missing(client, make.a_municipality()) == {NOT_HERE: "Geslaagd en Kandidaten"}
    assert missing(client, make.a_region()) == {}
    assert missing(client, make.a_region(is_example=True)) == {}


def test_an_area_with_masked_candidates_has_no_pass_rate(client, indicators):
    town, region = make.a_municipality(), make.a_region()
    school = a_school(place=make.a_place(municipality=town))
    make.a_school_participation(region=region, school=school)
    masked = {"indicator": indicators[CANDIDATES], "level": "vmbo-bb", "low": 1, "high": 4}
    make.a_figure(school=school, area_code="00AH17", **masked)
    make.a_figure(municipality=town, area_code=town.code, **masked)

    reason = "Het gaat om minder dan 5 leerlingen; dat getal wordt niet genoemd"
    assert missing(client, town) == missing(client, region) == {reason: "Geslaagd"}
