"""Searching for figures in an official's own words."""

import pytest

from pactdir.search.synonyms import add_new_synonyms
from tests import make
from tests.pages.reading import main_of, names, text_of

pytestmark = pytest.mark.django_db

PASS_RATES = "slaagpercentage-per-technisch-profiel"
CANDIDATES = "examenkandidaten-techniek-in-het-vmbo"
PUPILS = "leerlingen-per-vmbo-profiel"


@pytest.fixture
def figures():
    add_new_synonyms()
    indicators = {
        PASS_RATES: make.an_indicator(slug=PASS_RATES, name="Slaagpercentage per profiel"),
        CANDIDATES: make.an_indicator(slug=CANDIDATES, name="Examenkandidaten techniek"),
        PUPILS: make.an_indicator(slug=PUPILS, name="Leerlingen per vmbo-profiel"),
    }
    hoorn = make.a_municipality(name="Hoorn")
    for slug in (PASS_RATES, PUPILS):
        for profile in ("bwi", "pie"):
            make.a_figure(indicator=indicators[slug], profile=profile)
    make.a_figure(
        indicator=indicators[PUPILS], area_code=hoorn.code, municipality=hoorn, profile="pie"
    )
    make.a_figure(indicator=indicators[CANDIDATES], level="vmbo-kb")
    return indicators


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("geslaagden metaal", PASS_RATES),
        ("slagingspercentage bouw", PASS_RATES),
        ("hoeveel leerlingen techniek hoorn", PUPILS),
        ("examenkandidaten PIE", CANDIDATES),
    ],
)
def test_an_officials_words_find_the_figures(client, figures, query, found):
    page = main_of(client.get("/zoeken/", {"q": query}))

    assert names(page, "/cijfers/") == [figures[found].name]


def test_a_renamed_municipality_is_found_by_its_new_name(client, figures):
    figure = figures[PUPILS].figures.get(area_code__startswith="GM")
    figure.municipality.name = "Horizon"
    figure.municipality.save()

    page = main_of(client.get("/zoeken/?q=leerlingen+horizon"))

    assert names(page, "/cijfers/") == [figures[PUPILS].name]


def test_a_figure_without_a_definition_shows_its_latest_national_value(client):
    indicator = make.an_indicator(
        name="Scholen met lasrobot", unit="vestigingen", definition="De bron geeft geen definitie."
    )
    for period, low in (("2021", 112), ("2025", 95)):
        make.a_figure(indicator=indicator, area_code="NL", period=period, low=low, high=low)
    make.a_figure(indicator=indicator, area_code="NL", period="2026", profile="pie")

    page = text_of(client.get("/zoeken/?q=lasrobot"))

    assert "Nederland: 95 vestigingen (2025)" in page.replace("\xa0", " ")
    assert "geen definitie" not in page
