"""A pupil's word leads to schools close by, with the choice that fits it."""

import tomllib
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup

from pactdir.search import pupil_words
from pactdir.search.pupil_words import MEANINGS, step_from
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
    """A school with all of them: a profile that no school is known to have narrows nothing."""
    return make.a_school(profiles=list(Profile.values), profiles_known=True)


def search(client, question, **more):
    return client.get("/zoeken/", {"q": question, **more})


def form(page):
    """What the box for a postcode sends along."""
    return {
        field["name"]: field["value"]
        for field in main_of(page).select('form[action="/dichtbij/"] input[type="hidden"]')
    }


def test_every_word_of_the_table_has_one_meaning_that_there_is():
    table = tomllib.loads(Path(pupil_words.__file__).with_suffix(".toml").read_text())
    words = [word for part in table.values() for group in part.values() for word in group]
    stems = [tuple(map(stem, words_in(word))) for word in words]

    assert set(table["profiel"]) == set(Profile.values)
    assert set(table["advies"]) == set(ADVICES)
    assert sorted(one for one in stems if stems.count(one) > 1 and _differs(table, one)) == []
    assert len(MEANINGS) == len(set(stems))


def _differs(table, stems):
    groups = [
        name
        for part in table.values()
        for name, words in part.items()
        if stems in [tuple(map(stem, words_in(word))) for word in words]
    ]
    return len(groups) > 1


@pytest.mark.parametrize(
    ("question", "fields"),
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
        ("robots", {}),
        ("robot", {}),
        ("open dag", {}),
        ("open dagen", {}),
        ("Tabor", None),
        ("bakker college", None),
    ],
)
@pytest.mark.usefixtures("every_profile")
def test_a_word_with_nothing_else_asks_for_a_place(client, question, fields):
    step = step_from(question, today())

    assert (dict(step.fields) if step else None) == fields
    page = search(client, question)
    assert form(page) == (fields or {})
    assert bool(main_of(page).select('form[action="/dichtbij/"]')) == (fields is not None)


@pytest.mark.usefixtures("heerhugowaard", "every_profile")
@pytest.mark.parametrize("question", ["lassen Heerhugowaard", "leren lassen in heerhugowaard"])
def test_a_word_with_a_place_leads_there(client, question):
    links = main_of(search(client, question)).select('a[href^="/dichtbij/"]')

    assert [link["href"] for link in links] == ["/dichtbij/1703/?profiel=pie"]


@pytest.mark.usefixtures("heerhugowaard", "every_profile")
def test_a_word_that_is_a_place_too_leads_to_both(client):
    make.a_postcode_area(code="6951", place=make.a_place(name="Dieren"))
    page = search(client, "dieren")

    assert main_of(page).select('a[href="/dichtbij/6951/"]')
    assert form(page) == {"profiel": "groen"}


@pytest.mark.usefixtures("heerhugowaard")
def test_a_profile_that_is_known_of_no_school_narrows_nothing(client):
    make.a_school(profiles=["pie"], profiles_known=True, closed_on="2020")
    make.a_school(profiles=["pie"], profiles_known=True, is_example=True)
    make.a_school(profiles=["pie"], profiles_known=True, **make.drafts)
    page, there = search(client, "lassen"), search(client, "lassen heerhugowaard")

    assert (
        "Bij “lassen” past op het vmbo het profiel Produceren, installeren en energie. "
        "Van geen enkele school weten wij nog of zij dat heeft."
    ) in text_of(page)
    assert form(page) == {}
    assert main_of(page).select('a[href*="profiel"]') == []
    assert [link["href"] for link in main_of(there).select('a[href^="/dichtbij/"]')] == [
        "/dichtbij/1703/"
    ]


@pytest.mark.usefixtures("every_profile")
def test_it_says_what_fits_and_of_how_many_schools_that_is_known(client):
    page = search(client, "lassen")

    assert "Van 1 school weten wij dat zij dat heeft" in text_of(page)
    assert main_of(page).select('a[href="/scholen/?profiel=pie"]')
    assert "“kader” hoort bij: advies vmbo-kader." in text_of(search(client, "kader"))


def test_a_question_for_open_days_promises_none_and_blames_no_text(client):
    page = text_of(search(client, "open dag"))

    assert "de open dag of de site van de school, als wij die kennen" in page
    assert "In de teksten op deze site" not in page


@pytest.mark.usefixtures("heerhugowaard")
def test_a_place_is_named_as_it_is_spelt(client):
    assert "Scholen rond Heerhugowaard" in text_of(search(client, "lassen heerhugowaard"))


def test_whoever_narrows_what_was_found_is_searching(client):
    assert not main_of(search(client, "kader", soort="school")).select('form[action="/dichtbij/"]')


# --- from there to what is near ---


@pytest.mark.usefixtures("heerhugowaard")
@pytest.mark.parametrize("place", ["1703", "1703 XZ", "heerhugowaard", "Dorpsstraat 3, 1703XZ"])
def test_a_place_leads_to_what_is_near_with_the_choice(client, place):
    answer = client.get("/dichtbij/", {"plaats": place, "profiel": "pie"})

    assert (answer.status_code, answer["Location"]) == (302, "/dichtbij/1703/?profiel=pie")


def test_a_place_there_are_two_of_asks_which_and_keeps_the_choice(client):
    for code in ["1621", "8896"]:
        make.a_postcode_area(code=code, place=make.a_place(name="Hoorn"))
    page = client.get("/dichtbij/", {"plaats": "hoorn", "advies": "vmbo-kader"})
    links = main_of(page).select('a[href^="/dichtbij/"].row__name')

    assert [link["href"].partition("?")[2] for link in links] == ["advies=vmbo-kader"] * 2


def test_what_is_no_place_is_explained_by_search(client):
    answer = client.get("/dichtbij/", {"plaats": "0123", "profiel": "pie"})

    assert answer["Location"] == "/zoeken/?q=0123"


def test_a_choice_goes_along_as_text_only(client):
    make.a_postcode_area(code="1703")
    hostile = '"><script>&profiel=x'
    answer = client.get("/dichtbij/", {"plaats": "1703", "profiel": hostile})

    assert parse_qs(answer["Location"].partition("?")[2]) == {"profiel": [hostile]}
    assert BeautifulSoup(client.get(answer["Location"]).content, "html.parser").h1
