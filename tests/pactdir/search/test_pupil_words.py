"""A search term that pupils use offers a shortcut to schools nearby, with the matching filter."""

import tomllib
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup

from pactdir.search import pupil_words
from pactdir.search.pupil_words import MEANINGS, nearby_shortcut
from pactdir.search.words import stem, words_in
from regions.clock import today
from schools.advice import ADVICES
from schools.models import Profile
from tests import make
from tests.pages.reading import main_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def heerhugowaard():
    place = make.a_place(name="Heerhugowaard")
    return make.a_postcode_area(code="1703", place=place)


@pytest.fixture
def every_profile():
    # Otherwise the profile cannot be used as a filter.
    return make.a_school(profiles=list(Profile.values), profiles_known=True)


def search(client, query, **more):
    return client.get("/zoeken/", {"q": query, **more})


def form_params(page):
    return {
        field["name"]: field["value"]
        for field in main_of(page).select('form[action="/dichtbij/"] input[type="hidden"]')
    }


def test_every_word_in_the_table_has_exactly_one_valid_meaning():
    table = tomllib.loads(Path(pupil_words.__file__).with_suffix(".toml").read_text())
    words = [word for section in table.values() for words in section.values() for word in words]
    stems = [tuple(map(stem, words_in(word))) for word in words]

    assert set(table["profiel"]) == set(Profile.values)
    assert set(table["advies"]) == set(ADVICES)
    assert sorted(key for key in stems if stems.count(key) > 1 and _is_ambiguous(table, key)) == []
    assert len(MEANINGS) == len(set(stems))


def _is_ambiguous(table, stems):
    groups = [
        name
        for section in table.values()
        for name, words in section.items()
        if stems in [tuple(map(stem, words_in(word))) for word in words]
    ]
    return len(groups) > 1


@pytest.mark.parametrize(
    ("query", "params"),
    [
        ("timmeren", {"profiel": "bwi"}),
        ("timmerman worden", {"profiel": "bwi"}),
        ("lassen", {"profiel": "pie"}),
        ("ik wil leren lassen", {"profiel": "pie"}),
        ("lassers", {"profiel": "pie"}),
        ("elektricien", {"profiel": "pie"}),
        ("auto's", {"profiel": "mt"}),
        ("autos", {"profiel": "mt"}),
        ("auto", {"profiel": "mt"}),
        ("gamen", {"profiel": "mvi"}),
        ("games", {"profiel": "mvi"}),
        ("iets met computers", {"profiel": "mvi"}),
        ("koken", {"profiel": "hbr"}),
        ("bakkers", {"profiel": "hbr"}),
        ("zorg", {"profiel": "zw"}),
        ("kapper", {"profiel": "zw"}),
        ("dieren", {"profiel": "groen"}),
        ("dier", {"profiel": "groen"}),
        ("paard", {"profiel": "groen"}),
        ("boot", None),
        ("winkels", {"profiel": "eo"}),
        ("schepen", {"profiel": "mat"}),
        ("kader", {"advies": "vmbo-kader"}),
        ("vmbo kader", {"advies": "vmbo-kader"}),
        ("basis", {"advies": "vmbo-basis"}),
        ("vmbo-t", {"advies": "vmbo-theoretisch"}),
        ("mavo", {"advies": "vmbo-theoretisch"}),
        ("praktijkonderwijs", {"advies": "praktijkonderwijs"}),
        ("robots", {"profiel": "pie"}),
        ("robotica", {"profiel": "pie"}),
        ("elektro", {"profiel": "pie"}),
        ("M en T", {"profiel": "mt"}),
        ("voertuigtechniek", {"profiel": "mt"}),
        ("bouwtechniek", {"profiel": "bwi"}),
        ("Consumptief Breed", {"profiel": "hbr"}),
        ("drones", {}),
        ("techniek", {}),
        ("open dag", {}),
        ("open dagen", {}),
        ("Tabor", None),
        ("bakker college", None),
    ],
)
@pytest.mark.usefixtures("every_profile")
def test_a_word_on_its_own_asks_for_a_place(client, query, params):
    shortcut = nearby_shortcut(query, today())

    assert (dict(shortcut.params) if shortcut else None) == params
    page = search(client, query)
    assert form_params(page) == (params or {})
    assert bool(main_of(page).select('form[action="/dichtbij/"]')) == (params is not None)


@pytest.mark.usefixtures("heerhugowaard", "every_profile")
@pytest.mark.parametrize("query", ["lassen Heerhugowaard", "leren lassen in heerhugowaard"])
def test_a_word_with_a_place_links_to_that_place(client, query):
    links = main_of(search(client, query)).select('a[href^="/dichtbij/"]')

    assert [link["href"] for link in links] == ["/dichtbij/1703/?profiel=pie"]


@pytest.mark.usefixtures("heerhugowaard", "every_profile")
def test_a_word_that_is_also_a_place_offers_both(client):
    make.a_postcode_area(code="6951", place=make.a_place(name="Dieren"))
    page = search(client, "dieren")

    assert main_of(page).select('a[href="/dichtbij/6951/"]')
    assert form_params(page) == {"profiel": "groen"}


@pytest.mark.usefixtures("heerhugowaard")
def test_a_profile_that_no_school_is_known_to_have_is_not_used_as_a_filter(client):
    make.a_school(profiles=["pie"], profiles_known=True, closed_on="2020")
    make.a_school(profiles=["pie"], profiles_known=True, is_example=True)
    make.a_school(profiles=["pie"], profiles_known=True, **make.drafts)
    page, with_place = search(client, "lassen"), search(client, "lassen heerhugowaard")

    assert (
        "Bij “lassen” past op het vmbo het profiel Produceren, installeren en energie . "
        "Van geen enkele school weten wij nog of zij dat heeft."
    ) in text_of(page)
    assert form_params(page) == {}
    assert main_of(page).select('a[href*="profiel="]') == []
    assert [link["href"] for link in main_of(with_place).select('a[href^="/dichtbij/"]')] == [
        "/dichtbij/1703/"
    ]


@pytest.mark.usefixtures("every_profile")
def test_the_page_names_the_profile_and_counts_the_schools_known_to_have_it(client):
    page = search(client, "lassen")

    assert "1 school heeft dat, voor zover wij weten." in text_of(page)
    assert main_of(page).select('a[href="/scholen/?profiel=pie"]')
    assert "“kader” hoort bij: advies vmbo-kader." in text_of(search(client, "kader"))


@pytest.mark.usefixtures("every_profile")
def test_the_page_gives_the_date_of_the_profiles(client):
    for slug in ("een", "twee"):
        make.a_school(
            slug=slug,
            profiles=["mt"],
            profiles_known=True,
            profiles_basis="duo-leerlingen",
            profiles_on="2019-10-01",
        )
    text = text_of(search(client, "M&T"))

    assert "Bij “M&T” past op het vmbo het profiel Mobiliteit en transport ." in text
    assert "3 scholen hadden dat, de meeste op 1 oktober 2019, voor zover wij weten." in text


@pytest.mark.usefixtures("every_profile")
@pytest.mark.parametrize(
    ("query", "profile"),
    [
        ("M&T", "mt"),
        ("m en t", "mt"),
        ("mobiliteit transport", "mt"),
        ("bouwen wonen interieur", "bwi"),
        ("Bouwen, wonen & interieur", "bwi"),
        ("media vormgeving ict", "mvi"),
        ("autotechniek", None),
    ],
)
def test_a_search_for_a_profile_by_name_lists_its_page_first(client, query, profile):
    rows = main_of(search(client, query)).select("ul.rows > .row > .row__name")

    assert ([row["href"] for row in rows][:1] == [f"/profielen/{profile}/"]) == bool(profile)


def test_a_word_for_technology_links_to_what_a_pupil_can_learn(client):
    assert main_of(search(client, "techniek")).select('a[href="/profielen/"]')


def test_a_query_for_open_days_does_not_promise_any(client):
    page = text_of(search(client, "open dag"))

    assert "de open dag of de site van de school, als wij die kennen" in page
    assert "In de teksten op deze site" not in page


@pytest.mark.usefixtures("heerhugowaard")
def test_a_place_is_shown_in_its_official_spelling(client):
    assert "Scholen rond Heerhugowaard" in text_of(search(client, "lassen heerhugowaard"))


def test_a_filtered_search_has_no_shortcut(client):
    assert not main_of(search(client, "kader", soort="school")).select('form[action="/dichtbij/"]')


# --- the nearby page ---


@pytest.mark.usefixtures("heerhugowaard")
@pytest.mark.parametrize("place", ["1703", "1703 XZ", "heerhugowaard", "Dorpsstraat 3, 1703XZ"])
def test_the_form_redirects_to_the_nearby_page_with_its_filter(client, place):
    response = client.get("/dichtbij/", {"plaats": place, "profiel": "pie"})

    assert (response.status_code, response["Location"]) == (302, "/dichtbij/1703/?profiel=pie")


def test_an_ambiguous_place_asks_which_one_and_keeps_the_filter(client):
    for code in ["1621", "8896"]:
        make.a_postcode_area(code=code, place=make.a_place(name="Hoorn"))
    page = client.get("/dichtbij/", {"plaats": "hoorn", "advies": "vmbo-kader"})
    links = main_of(page).select('a[href^="/dichtbij/"].row__name')

    assert [link["href"].partition("?")[2] for link in links] == ["advies=vmbo-kader"] * 2


def test_anything_else_redirects_to_search(client):
    response = client.get("/dichtbij/", {"plaats": "0123", "profiel": "pie"})

    assert response["Location"] == "/zoeken/?q=0123"


def test_a_filter_value_is_escaped(client):
    make.a_postcode_area(code="1703")
    payload = '"><script>&profiel=x'
    response = client.get("/dichtbij/", {"plaats": "1703", "profiel": payload})

    assert parse_qs(response["Location"].partition("?")[2]) == {"profiel": [payload]}
    assert BeautifulSoup(client.get(response["Location"]).content, "lxml").h1
