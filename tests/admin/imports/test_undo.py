"""An import is undone, unless a later change touched its rows."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pactdir.models import Import, ImportedRow
from regions.models import Boundary, Municipality, Neighbour, Place, PostcodeArea
from regions.writing.changing import ContentVersion
from schools.models import Figure, School
from tests import make
from tests.pactdir.importing.duo_generator import COLUMNS, to_csv
from tests.pactdir.importing.files import (
    COUNTRY,
    MUNICIPALITIES,
    NEIGHBOURS,
    OFFICIAL_FILES,
    POSTCODES,
    SCHOOLS,
    needs_official_files,
)
from tests.pactdir.importing.test_profiles import exams
from tests.pactdir.importing.test_pupils import pupils

PUBLIC = (Municipality, Neighbour, Boundary, Place, PostcodeArea)
NEWER = MUNICIPALITIES.replace("52.60038", "52.61").replace(",Alkmaar,", ",Groot Alkmaar,")

# The school in SCHOOLS, as DUO writes it.
DUO_ROW = dict.fromkeys(COLUMNS, " ") | {
    "INSTELLINGSCODE": "00AA",
    "VESTIGINGSCODE": "00AA00",
    "VESTIGINGSNAAM": "Voorbeeld",
    "STRAATNAAM": "Straat",
    "HUISNUMMER-TOEVOEGING": "1",
    "POSTCODE": "1811 AA",
    "PLAATSNAAM": "ALKMAAR",
    "GEMEENTENUMMER": "0361",
    "ONDERWIJSSTRUCTUUR": "VBO",
}


def rows():
    public = [
        sorted(str(sorted(values.items())) for values in model.objects.values()) for model in PUBLIC
    ]
    imported_rows = ImportedRow.objects.order_by("kind", "key")
    return public, list(imported_rows.values_list("kind", "key", "object_id", "values"))


def last_import():
    return Import.objects.first()


def undo_url(row=None):
    return reverse("admin:pactdir_import_undo", args=[(row or last_import()).pk])


def undo(client, row=None):
    return client.post(undo_url(row), follow=True)


def page_of(response):
    return BeautifulSoup(response.content, "lxml").select_one("#container")


def words(node):
    return " ".join(node.text.split())


def lines(page):
    return [words(item) for item in page.select("#content-main li")]


def test_undo_deletes_created_rows_and_their_imported_values(admin, load, editor):
    before = rows()
    load(COUNTRY)
    version = ContentVersion.current()

    plan = page_of(admin.get(undo_url()))
    page = page_of(undo(admin))

    assert sorted(lines(plan))[-3:] == [
        "2 gemeenten verwijderd",
        "2 plaatsen verwijderd",
        "2 postcodegebieden verwijderd",
    ]
    assert "De import is ongedaan gemaakt." in words(page)
    assert rows() == before
    assert ContentVersion.current() == version + 1
    assert {row.undone_by for row in Import.objects.all()} == {editor}
    assert LogEntry.objects.get().change_message == "Import ongedaan gemaakt"
    deleted = Municipality.history.filter(history_type="-")
    assert {record.history_change_reason for record in deleted} == {
        "gemeenten.csv: import ongedaan gemaakt"
    }
    assert len({record.change_id for record in deleted}) == 1


def test_undo_restores_the_dates_of_values(admin, load):
    load({"gemeenten-2024.csv": MUNICIPALITIES})
    load({"gemeenten-2026.csv": MUNICIPALITIES})
    undo(admin)

    load({"gemeenten-2025.csv": NEWER})

    assert {row.dates["name"] for row in ImportedRow.objects.all()} == {"2025"}


def test_undo_restores_changed_rows_and_the_next_import_changes_them_again(admin, load):
    load(COUNTRY)
    before = rows()
    load({"gemeenten.csv": NEWER})
    after = rows()
    assert after != before

    undo(admin)

    assert rows() == before
    load({"gemeenten.csv": NEWER})
    assert rows() == after


def test_undo_restores_deleted_rows(admin, load):
    load(COUNTRY)
    before = rows()
    load({"buren.csv": "\n".join(NEIGHBOURS.splitlines()[:2])})
    assert Neighbour.objects.count() == 1

    undo(admin)

    assert rows() == before


def test_a_postcode_returns_to_its_place_and_the_new_place_is_deleted(admin, load):
    load(COUNTRY)
    before = rows()
    load({"pc4.csv": POSTCODES.replace("1811,Alkmaar", "1811,Oudorp")})
    assert Place.objects.filter(name="Oudorp").exists()

    undo(admin)

    assert rows() == before


def test_files_loaded_together_are_undone_together_from_any_of_their_pages(admin, load):
    load(COUNTRY)

    undo(admin, Import.objects.get(kind="grenzen"))

    assert not Municipality.objects.exists()
    assert Import.objects.filter(undone_at__isnull=True).count() == 0


def test_undoing_two_files_about_one_school_restores_the_imported_values_from_before_both(
    admin, load
):
    def both(site, longitude):
        listed = SCHOOLS.replace(",52.63,4.74", f",52.63,{longitude}")
        return {"duo.csv": to_csv([DUO_ROW | {"INTERNETADRES": site}]), "lijst.csv": listed}

    load({**COUNTRY, **both("www.oud.example", 4.74)})
    before = rows()
    load(both("www.nieuw.example", 4.75))
    changed = [row.former["00AA00"]["values"] for row in Import.objects.all()[:2]]
    assert changed[0] != changed[1]  # each file changed values of its own

    undo(admin)

    assert rows() == before


def test_refuses_and_names_a_row_changed_since(admin, load):
    load(COUNTRY)
    row = Municipality.objects.get(code="GM0361")
    row.latitude = 52.7
    row.save()
    before = rows()

    for response in (admin.get(undo_url()), undo(admin)):
        assert response.status_code == 409
        assert "Gemeente Alkmaar GM0361: later gewijzigd door" in words(page_of(response))
    assert rows() == before
    assert not Import.objects.filter(undone_at__isnull=False).exists()


def test_refuses_and_names_a_row_deleted_since(admin, load):
    load({"pc4.csv": POSTCODES, "gemeenten.csv": MUNICIPALITIES})
    PostcodeArea.objects.get(code="1811").delete()

    response = undo(admin)

    assert response.status_code == 409
    assert "1811" in words(page_of(response))


def test_refuses_before_a_later_import_is_undone(admin, load):
    before = rows()
    load({"gemeenten.csv": MUNICIPALITIES})
    load({"gemeenten.csv": NEWER})
    newer, older = Import.objects.all()

    assert "Maak die import eerst ongedaan" in words(page_of(undo(admin, older)))
    assert undo(admin, newer).status_code == 200
    assert undo(admin, older).status_code == 200
    assert rows() == before


def test_a_later_import_that_changed_no_rows_must_be_undone_first_too(admin, load):
    make.a_municipality(code="GM0361", name="Alkmaar", latitude=52.5, longitude=4.8)
    load({"gemeenten.csv": MUNICIPALITIES})
    older = last_import()
    load({"gemeenten.csv": MUNICIPALITIES.replace("52.60038", "52.61")})
    assert Municipality.objects.get(code="GM0361").latitude == 52.5

    response = undo(admin, older)

    assert "ging ook over 1 van deze rijen" in words(page_of(response))


def test_a_row_that_others_depend_on_is_kept_with_what_it_needs(admin, load):
    load(COUNTRY)
    make.a_school(place=Place.objects.get(name="Bergen"), municipality=None)

    plan = page_of(admin.get(undo_url()))
    page = page_of(undo(admin))

    assert "plaats Bergen" in lines(plan)
    assert "gemeente Bergen (NH)" in lines(plan)
    assert "Dit bleef staan" in words(page)
    assert [row.name for row in Municipality.objects.all()] == ["Bergen (NH)"]
    assert [row.name for row in Place.objects.all()] == ["Bergen"]
    assert [row.key for row in ImportedRow.objects.all()] == ["GM0373"]
    load(COUNTRY)
    assert Municipality.objects.count() == 2


PUPILS = pupils(("Produceren, installeren en energie", "6", "0", "0", "0"))
FILE = "leerlingen-2019.csv"


def profiles_and_figures():
    schools = School.objects.values_list("profiles", "profiles_known", "profiles_basis")
    imported = ImportedRow.objects.order_by("key").values_list("kind", "key", "values")
    return list(schools), list(imported), Figure.objects.count()


def test_profiles_and_pupil_figures_are_deleted_and_the_next_import_writes_them_again(admin, load):
    make.a_school(brin="00AH", location_code="17")
    before = profiles_and_figures()
    load({FILE: PUPILS})
    after = profiles_and_figures()
    assert after != before

    undo(admin)
    assert profiles_and_figures() == before

    load({FILE: PUPILS})
    assert profiles_and_figures() == after


def test_pupil_figures_imported_after_exams_of_the_same_school_are_undone_first(admin, load):
    make.a_school(brin="00AH", location_code="17")
    load({"examens-2017-2018.csv": exams(("00AH17", "VMBO", "PIE", "6"))})
    first = last_import()
    load({FILE: PUPILS})

    page = page_of(undo(admin, first))

    assert "Maak die import eerst ongedaan." in words(page)


def test_refuses_a_second_undo(admin, load):
    load(COUNTRY)
    undo(admin)
    load({"gemeenten.csv": MUNICIPALITIES})

    response = undo(admin, Import.objects.last())

    assert response.status_code == 409
    assert "al ongedaan gemaakt" in words(page_of(response))
    assert Municipality.objects.count() == 2


def test_undoes_an_import_that_wrote_nothing(admin, load):
    load({"gemeenten.csv": MUNICIPALITIES})
    before = rows()
    load({"gemeenten.csv": MUNICIPALITIES})

    assert undo(admin).status_code == 200
    assert rows() == before


def test_a_leader_cannot_undo(client, load):
    load(COUNTRY)
    client.force_login(make.an_assignment(region=make.a_region()).user)

    for response in (client.get(undo_url()), client.post(undo_url())):
        assert response.status_code in (302, 403)
        assert b"gemeenten" not in response.content
    assert Municipality.objects.count() == 2


@pytest.mark.parametrize("key", ["0", "abc", "9" * 40])
def test_the_url_of_a_missing_row_redirects(admin, key):
    where = reverse("admin:pactdir_import_undo", args=[key])

    assert [admin.get(where).status_code, admin.post(where).status_code] == [302, 302]


@needs_official_files
def test_undoing_the_official_files_takes_few_queries(admin, demo, load):
    before = rows()
    names = ("gemeenten.csv", "gemeenten_buren.csv", "pc4.csv")
    load({name: (OFFICIAL_FILES / name).read_bytes() for name in names})
    assert PostcodeArea.objects.count() > 4000

    with CaptureQueriesContext(connection) as queries:
        undo(admin)

    assert rows() == before
    assert len(queries) < 500  # in batches, not row by row
