"""Schools from DUO's file get the name that people use, and an address made of it."""

import pytest

from pactdir.importing import import_files
from pactdir.importing.desk.log import run_of
from pactdir.importing.desk.undo import undo
from pactdir.models import Import, ImportedRow
from regions.directory import OldSlug
from regions.rights import Rights
from schools.models import School
from tests import make
from tests.pactdir.importing.duo_generator import COLUMNS, written_as
from tests.pactdir.importing.files import all_rows, last_file, written

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
        return import_files(written(tmp_path, {"duo.csv": official(*rows)}))

    return load


def official(*rows):
    return written_as([ROW | row for row in rows])


def slugs():
    return list(School.objects.order_by("location_code").values_list("slug", flat=True))


def test_schools_of_one_name_in_one_place_have_their_street_in_the_address(load):
    load(
        {},
        {"VESTIGINGSCODE": "00WD01", "STRAATNAAM": "d'Ampte", "HUISNUMMER-TOEVOEGING": "1"},
        {"VESTIGINGSCODE": "00WD02", "PLAATSNAAM": "ASSEN", "GEMEENTENUMMER": "0106"},
    )

    assert slugs() == ["de-ahorn-alkmaar-laan-7", "de-ahorn-alkmaar-dampte-1", "de-ahorn-assen"]


def test_one_that_is_there_already_keeps_its_address(load):
    load({})
    load({}, ON_THE_KADE)

    assert slugs() == ["de-ahorn-alkmaar", "de-ahorn-alkmaar-kade-7"]


def test_schools_of_one_name_at_one_address_get_numbers(load):
    load({}, {"VESTIGINGSCODE": "00WD01"})

    assert slugs() == ["de-ahorn-alkmaar-laan-7", "de-ahorn-alkmaar-laan-7-2"]


# What was imported when it had DUO's name still


@pytest.fixture
def as_before(load):
    """A school as it was imported before there were names for people."""
    load({})
    school = School.objects.get()
    school.name, school.slug = OLD_NAME, "school-voor-praktijkonderwijs-de-ahorn-alkmaar"
    school.save()
    OldSlug.objects.all().delete()
    memory = ImportedRow.objects.get(key="00WD00")
    memory.values["name"] = OLD_NAME
    memory.save()
    return school


def test_the_next_import_gives_the_name_and_address_that_people_use(load, as_before, client):
    run = load({})

    as_before.refresh_from_db()
    assert (as_before.name, as_before.official_name) == ("De Ahorn", OLD_NAME)
    assert as_before.slug == "de-ahorn-alkmaar"
    assert last_file(run).changed_rows == 1
    old = client.get("/scholen/school-voor-praktijkonderwijs-de-ahorn-alkmaar/")
    assert (old.status_code, old["Location"]) == (301, "/scholen/de-ahorn-alkmaar/")


def test_once_more_changes_nothing(load, as_before):
    load({})
    before = all_rows("pactdir.Import")
    load({})

    assert all_rows("pactdir.Import") == before


def test_the_name_of_an_editor_stays_and_so_does_its_address(load, as_before):
    as_before.name, as_before.slug = "Praktijkschool De Ahorn", "praktijkschool-de-ahorn"
    as_before.save()
    run = load({})

    as_before.refresh_from_db()
    assert (as_before.name, as_before.slug) == (
        "Praktijkschool De Ahorn",
        "praktijkschool-de-ahorn",
    )
    assert [one.theirs for one in last_file(run).kept] == ["De Ahorn"]


def test_an_address_that_an_editor_chose_stays_where_the_name_changes(load, as_before):
    as_before.slug = "ahorn"
    as_before.save()
    load({})

    as_before.refresh_from_db()
    assert (as_before.name, as_before.slug) == ("De Ahorn", "ahorn")


def test_of_two_that_get_one_name_the_new_addresses_say_the_street(load, as_before):
    load({}, ON_THE_KADE)

    assert slugs() == ["de-ahorn-alkmaar-laan-7", "de-ahorn-alkmaar-kade-7"]


def test_a_new_name_is_undone_and_both_addresses_lead_on(load, as_before, client):
    before = as_before.slug
    load({})
    run = run_of(Import.objects.latest("pk").change_id)
    undo(run, make.a_national_editor(), Rights(is_national=True))

    as_before.refresh_from_db()
    assert as_before.name == OLD_NAME
    assert client.get("/scholen/de-ahorn-alkmaar/").status_code == 200
    assert client.get(f"/scholen/{before}/")["Location"] == "/scholen/de-ahorn-alkmaar/"


@pytest.mark.parametrize("asked", ["de ahorn", "praktijkonderwijs de ahorn"])
def test_it_is_found_by_either_name(load, client, asked):
    load({})

    assert School.objects.named(asked).exists()
    assert "De Ahorn" in client.get("/zoeken/", {"q": asked}).content.decode()
    assert "De Ahorn" in client.get("/zoeken/suggesties/", {"q": asked}).content.decode()
    assert "De Ahorn" in client.get("/scholen/", {"naam": asked}).content.decode()
