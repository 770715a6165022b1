"""Schools in DUO's file get their common name, and a slug made from that."""

import pytest

from pactdir.importing import import_files
from pactdir.importing.desk.log import run_of
from pactdir.importing.desk.undo import undo
from pactdir.models import Import, ImportedRow
from regions.directory import OldSlug
from regions.rights import Rights
from schools.models import School
from tests import make
from tests.pactdir.importing.duo_generator import COLUMNS, to_csv
from tests.pactdir.importing.files import database_hash, last_outcome, write_files

pytestmark = pytest.mark.django_db

OLD_NAME = "School voor praktijkonderwijs de Ahorn"
ROW = dict.fromkeys(COLUMNS, " ") | {
    "INSTELLINGSCODE": "00WD",
    "VESTIGINGSCODE": "00WD00",
    "VESTIGINGSNAAM": OLD_NAME,
    "STRAATNAAM": "Laan",
    "HUISNUMMER-TOEVOEGING": "7",
    "POSTCODE": "1811 GK",
    "PLAATSNAAM": "ALKMAAR",
    "GEMEENTENUMMER": "0361",
    "ONDERWIJSSTRUCTUUR": "PRO",
}
ON_THE_KADE = {"VESTIGINGSCODE": "00WD01", "STRAATNAAM": "Kade"}


@pytest.fixture(autouse=True)
def country():
    make.a_municipality(code="GM0106", name="Assen")
    make.a_municipality(code="GM0361", name="Alkmaar")


@pytest.fixture
def load(tmp_path):
    def load(*rows):
        return import_files(write_files(tmp_path, {"duo.csv": csv_of(*rows)}))

    return load


def csv_of(*rows):
    return to_csv([ROW | row for row in rows])


def slugs():
    return list(School.objects.order_by("location_code").values_list("slug", flat=True))


def test_slugs_of_schools_with_the_same_name_have_the_street(load):
    load(
        {},
        {"VESTIGINGSCODE": "00WD01", "STRAATNAAM": "d'Ampte", "HUISNUMMER-TOEVOEGING": "1"},
        {"VESTIGINGSCODE": "00WD02", "PLAATSNAAM": "ASSEN", "GEMEENTENUMMER": "0106"},
    )

    assert slugs() == ["de-ahorn-alkmaar-laan-7", "de-ahorn-alkmaar-dampte-1", "de-ahorn-assen"]


def test_an_existing_school_keeps_its_slug(load):
    load({})
    load({}, ON_THE_KADE)

    assert slugs() == ["de-ahorn-alkmaar", "de-ahorn-alkmaar-kade-7"]


def test_slugs_of_schools_at_the_same_address_are_numbered(load):
    load({}, {"VESTIGINGSCODE": "00WD01"})

    assert slugs() == ["de-ahorn-alkmaar-laan-7", "de-ahorn-alkmaar-laan-7-2"]


# Schools imported while they still had DUO's name


@pytest.fixture
def with_old_name(load):
    """A school as imported before common names were introduced."""
    load({})
    school = School.objects.get()
    school.name, school.slug = OLD_NAME, "school-voor-praktijkonderwijs-de-ahorn-alkmaar"
    school.save()
    OldSlug.objects.all().delete()
    imported_row = ImportedRow.objects.get(key="00WD00")
    imported_row.values["name"] = OLD_NAME
    imported_row.save()
    return school


def test_the_next_import_gives_the_common_name_and_slug(load, with_old_name, client):
    run = load({})

    with_old_name.refresh_from_db()
    assert (with_old_name.name, with_old_name.official_name) == ("De Ahorn", OLD_NAME)
    assert with_old_name.slug == "de-ahorn-alkmaar"
    assert last_outcome(run).changed_rows == 1
    old = client.get("/scholen/school-voor-praktijkonderwijs-de-ahorn-alkmaar/")
    assert (old.status_code, old["Location"]) == (301, "/scholen/de-ahorn-alkmaar/")


def test_a_second_import_changes_nothing(load, with_old_name):
    load({})
    before = database_hash("pactdir.Import")
    load({})

    assert database_hash("pactdir.Import") == before


def test_keeps_an_edited_name_and_its_slug(load, with_old_name):
    with_old_name.name, with_old_name.slug = "Praktijkschool De Ahorn", "praktijkschool-de-ahorn"
    with_old_name.save()
    run = load({})

    with_old_name.refresh_from_db()
    assert (with_old_name.name, with_old_name.slug) == (
        "Praktijkschool De Ahorn",
        "praktijkschool-de-ahorn",
    )
    assert [conflict.theirs for conflict in last_outcome(run).conflicts] == ["De Ahorn"]


def test_keeps_an_edited_slug_when_the_name_changes(load, with_old_name):
    with_old_name.slug = "ahorn"
    with_old_name.save()
    load({})

    with_old_name.refresh_from_db()
    assert (with_old_name.name, with_old_name.slug) == ("De Ahorn", "ahorn")


def test_adds_the_street_when_two_schools_get_the_same_name(load, with_old_name):
    load({}, ON_THE_KADE)

    assert slugs() == ["de-ahorn-alkmaar-laan-7", "de-ahorn-alkmaar-kade-7"]


def test_undo_restores_the_name_and_both_slugs_work(load, with_old_name, client):
    before = with_old_name.slug
    load({})
    run = run_of(Import.objects.latest("pk").change_id)
    undo(run, make.a_national_editor(), Rights(is_national=True))

    with_old_name.refresh_from_db()
    assert with_old_name.name == OLD_NAME
    assert client.get("/scholen/de-ahorn-alkmaar/").status_code == 200
    assert client.get(f"/scholen/{before}/")["Location"] == "/scholen/de-ahorn-alkmaar/"


@pytest.mark.parametrize("query", ["de ahorn", "praktijkonderwijs de ahorn"])
def test_a_school_is_found_by_either_name(load, client, query):
    load({})

    assert School.objects.named(query).exists()
    assert "De Ahorn" in client.get("/zoeken/", {"q": query}).content.decode()
    assert "De Ahorn" in client.get("/zoeken/suggesties/", {"q": query}).content.decode()
    assert "De Ahorn" in client.get("/scholen/", {"naam": query}).content.decode()
