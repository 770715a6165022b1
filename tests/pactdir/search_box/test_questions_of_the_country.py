"""What the search box makes of questions over the whole country, where its files are present."""

import pytest
from django.db import transaction

from pactdir.importing import import_files
from pactdir.pages.municipality_page import MunicipalityPage
from pactdir.search_box.gazetteer import Gazetteer
from pactdir.search_box.understanding import understand
from regions.clock import today
from regions.models import Municipality, Place
from regions.names.other_names import other_names
from regions.names.spelling import spelled
from regions.writing.version_cache import forget_all
from tests.pactdir.importing.files import REAL, if_real_files_are_here
from tests.pactdir.search_box.questions import answer_to, table

# Without the mark no test database is made where only this file runs.
pytestmark = [if_real_files_are_here, pytest.mark.django_db]

LEAST = 540
FILES = ("gemeenten.csv", "pc4.csv", "vo_vestigingen.csv")


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """Every postcode and municipality there is, loaded once; gone after the last question."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget_all()
        import_files([REAL / name for name in FILES])
        import_files(sorted(REAL.glob("herindelingen/*.csv")))
        yield
        transaction.set_rollback(True)
    forget_all()


def test_every_question_of_the_table_is_understood_over_the_whole_country(country):
    expected = table("questions.toml")

    assert len(expected) >= LEAST
    assert {question: answer_to(question) for question in expected} == expected


def test_the_name_of_every_place_leads_on_or_asks(country):
    """Written with or without its capitals and signs."""
    lost = [
        written
        for name in Place.objects.values_list("name", flat=True)
        for written in (name, name.lower().replace("-", " "))
        if not (found := understand(written, today())).leads_to and not found.choices
    ]
    assert lost == []


def test_every_other_name_is_that_of_something_there_is(country):
    names = Gazetteer(today())
    sections = ("also_called", "province", "former_municipality")
    assert [
        (other, name)
        for other, name in other_names(*sections)
        if not names.by_name.get(spelled(name)) or not names.called(other)
    ] == []


@pytest.mark.parametrize(
    ("name", "code"),
    [("Urk", "8321"), ("Alkmaar", "1811"), ("Zwolle", "8011"), ("Utrecht", "3511")],
)
def test_a_town_is_looked_at_from_its_midst(country, name, code):
    assert understand(name, today()).leads_to == f"/dichtbij/{code}/"


@pytest.mark.parametrize(
    ("name", "place", "code"),
    [("Vaals", "Vaals", "6291"), ("Urk", "Urk", "8321"), ("Den Haag", "'s-Gravenhage", None)],
)
def test_a_municipality_leads_to_the_place_of_its_name(country, name, place, code):
    midst = MunicipalityPage.of(Municipality.objects.get(name=name).slug, today()).midst

    assert midst.place == place
    assert code in (None, midst.code)
