"""Schools with the same name and place get their street after their name."""

import pytest

from pactdir.models import SearchEntry
from regions.writing.changing import changing
from schools.models import School
from schools.namesakes import street_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def hoorn():
    return make.a_place(name="Hoorn")


@pytest.fixture
def tabor(hoorn):
    def tabor(address, **fields):
        return make.a_school(**{"name": "Tabor", "place": hoorn, "address": address} | fields)

    return tabor


def labels():
    return [school.label for school in School.objects.order_by("pk")]


def test_a_unique_name_needs_no_street(tabor):
    tabor("Dampten 1")
    tabor("Dampten 1", name="Atlas")
    tabor("Dampten 1", place=make.a_place(name="Enkhuizen"))

    assert labels() == ["Tabor", "Atlas", "Tabor"]


def test_the_first_school_gets_its_street_when_a_namesake_appears(tabor):
    tabor("Dampten 1")
    tabor("Blauwe Berg 3-a", name="TÁBOR")

    assert labels() == ["Tabor (Dampten)", "TÁBOR (Blauwe Berg)"]


def test_two_namesakes_in_one_street_get_the_house_number_too(tabor):
    tabor("Dampten 1")
    tabor("Dampten 12 A")
    tabor("Plein 1945 7")

    assert labels() == ["Tabor (Dampten 1)", "Tabor (Dampten 12 A)", "Tabor (Plein 1945)"]


def test_a_namesake_without_an_address_gets_no_street(tabor):
    tabor("")
    tabor("Dampten 1")

    assert labels() == ["Tabor", "Tabor (Dampten)"]


def test_without_a_place_the_municipality_counts(hoorn):
    for number in (1, 2):
        make.a_school(
            name="Tabor", place=None, municipality=hoorn.municipality, address=f"Laan {number}"
        )
    make.a_school(name="Tabor", place=None, municipality=make.a_municipality(), address="Laan 3")

    assert labels() == ["Tabor (Laan 1)", "Tabor (Laan 2)", "Tabor"]


def test_drafts_do_not_affect_published_schools(tabor):
    tabor("Dampten 1")
    tabor("Blauwe Berg 3", **make.drafts)

    assert labels() == ["Tabor", "Tabor (Blauwe Berg)"]


def test_drafts_are_distinguished_for_editors(tabor):
    tabor("Dampten 1", **make.drafts)
    tabor("Blauwe Berg 3", **make.drafts)

    assert labels() == ["Tabor (Dampten)", "Tabor (Blauwe Berg)"]


def test_streets_are_compared_ignoring_case(tabor):
    tabor("Blauwe Berg 3")
    tabor("BLAUWE BERG 5")

    assert labels() == ["Tabor (Blauwe Berg 3)", "Tabor (BLAUWE BERG 5)"]


def rename(school):
    school.name = "Atlas"
    school.save()


def move(school):
    school.place = make.a_place(name="Enkhuizen")
    school.municipality = school.place.municipality
    school.save()


def delete_in_bulk(school):
    with changing():
        School.objects.filter(pk=school.pk).bulk_delete()


@pytest.mark.parametrize("leave", [School.delete, rename, move, delete_in_bulk])
def test_the_street_disappears_with_the_namesake(tabor, leave):
    tabor("Dampten 1")
    other = tabor("Blauwe Berg 3")
    assert labels()[0] == "Tabor (Dampten)"
    leave(other)

    assert labels()[0] == "Tabor"


def test_schools_created_in_bulk_are_distinguished_too(hoorn):
    with changing():
        School.objects.bulk_create(
            School(
                name="Tabor",
                slug=f"tabor-{number}",
                folded_name="tabor",
                place=hoorn,
                municipality=hoorn.municipality,
                address=f"Laan {number}",
                published_from=make.PUBLISHED,
            )
            for number in (1, 2)
        )

    assert labels() == ["Tabor (Laan 1)", "Tabor (Laan 2)"]


def test_the_history_omits_changes_caused_by_other_rows(tabor):
    first = tabor("Dampten 1")
    tabor("Blauwe Berg 3")
    first.refresh_from_db()
    first.save()

    assert first.history.count() == 1


def test_the_search_index_is_updated(tabor):
    tabor("Dampten 1")
    tabor("Blauwe Berg 3")

    titles = SearchEntry.objects.filter(kind="school").values_list("title", flat=True)
    assert sorted(titles) == ["Tabor (Blauwe Berg)", "Tabor (Dampten)"]


@pytest.mark.parametrize(
    ("address", "street"),
    [
        ("Dampten 5", "Dampten"),
        ("Dampten 5a", "Dampten"),
        ("Dampten 5 a", "Dampten"),
        ("Dampten 5-7 bis", "Dampten"),
        ("Plein 1945 7", "Plein 1945"),
        ("2e Oosterparkstraat 12", "2e Oosterparkstraat"),
        ("Dampten", "Dampten"),
        ("", ""),
    ],
)
def test_the_street_is_extracted_from_an_address(address, street):
    assert street_of(address) == street
