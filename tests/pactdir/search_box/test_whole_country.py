"""How the search box interprets queries with the whole country imported, if its files are there."""

import pytest
from django.db import transaction

from pactdir.importing import import_files
from pactdir.pages.municipality_page import load_municipality_page
from pactdir.search_box.gazetteer import Gazetteer
from pactdir.search_box.interpreter import interpret
from regions.clock import AsOf, today
from regions.models import Municipality, Place
from regions.names.other_names import other_names
from regions.names.spelling import normalized_name
from regions.writing.version_cache import clear_caches
from tests.pactdir.importing.files import OFFICIAL_FILES, needs_official_files
from tests.pactdir.search_box.query_tables import described, read_table

# Without this mark, pytest-django creates no test database when only this file runs.
pytestmark = [needs_official_files, pytest.mark.django_db]

MIN_QUERIES = 540
FILES = ("gemeenten.csv", "pc4.csv", "vo_vestigingen.csv")


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """All postcodes and municipalities, imported once and rolled back after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        clear_caches()
        import_files([OFFICIAL_FILES / name for name in FILES])
        import_files(sorted(OFFICIAL_FILES.glob("herindelingen/*.csv")))
        yield
        transaction.set_rollback(True)
    clear_caches()


def test_the_country_gives_every_interpretation_in_the_table(country):
    expected = read_table("queries.toml")

    assert len(expected) >= MIN_QUERIES
    assert {query: described(query) for query in expected} == expected


def is_recognised(interpretation):
    return interpretation.redirect_to or interpretation.choices


def test_every_place_name_redirects_or_asks_which_one(country):
    unrecognised = [
        spelling
        for name in Place.objects.values_list("name", flat=True)
        for spelling in (name, name.lower().replace("-", " "))
        if not is_recognised(interpret(spelling, today()))
    ]
    assert unrecognised == []


def test_every_other_name_belongs_to_an_existing_entry(country):
    names = Gazetteer(today())
    sections = ("also_called", "province", "former_municipality")
    assert [
        (other, name)
        for other, name in other_names(*sections)
        if not names.by_name.get(normalized_name(name)) or not names.named(other)
    ] == []


@pytest.mark.parametrize(
    ("name", "code"),
    [("Urk", "8321"), ("Alkmaar", "1811"), ("Zwolle", "8011"), ("Utrecht", "3511")],
)
def test_a_town_redirects_to_its_central_postcode(country, name, code):
    assert interpret(name, today()).redirect_to == f"/dichtbij/{code}/"


@pytest.mark.parametrize(
    ("name", "place", "code"),
    [("Vaals", "Vaals", "6291"), ("Urk", "Urk", "8321"), ("Den Haag", "'s-Gravenhage", None)],
)
def test_a_municipality_page_is_centred_on_the_place_with_its_name(country, name, place, code):
    page = load_municipality_page(Municipality.objects.get(name=name).slug, AsOf.of(today()))

    assert page.centre.place == place
    assert code in (None, page.centre.code)
