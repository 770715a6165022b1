"""Municipalities, neighbours, boundaries and postcodes, from files and again from newer ones."""

import pytest
from django.core.management import CommandError, call_command

from pactdir.importing import Busy, import_files
from pactdir.importing.problems import Unknown
from pactdir.models import Import
from regions.models import Boundary, Municipality, Neighbour, Place, PostcodeArea
from regions.writing.changing import ContentVersion
from tests import make
from tests.pactdir.importing.files import (
    COUNTRY,
    MUNICIPALITIES,
    POSTCODES,
    REAL,
    all_rows,
    feature,
    geojson,
    if_real_files_are_here,
    last_file,
    problems_of,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path):
    def load(files, **options):
        return import_files(written(tmp_path, files), **options)

    return load


def counts(run):
    return {one.kind: {k: v for k, v in one.counts.items() if v} for one in run.outcomes}


def test_a_folder_is_recognised_by_what_stands_in_it_whatever_the_files_are_called(load):
    run = load({f"{n}.csv": text for n, text in enumerate(COUNTRY.values())})

    assert counts(run) == {
        "gemeenten": {"nieuw": 2},
        "buurgemeenten": {"nieuw": 2},
        "grenzen": {"nieuw": 1},
        "postcodes": {"nieuw": 2},
    }
    bergen = Municipality.objects.get(code="GM0373")
    assert (bergen.name, bergen.official_name) == ("Bergen (NH)", "Bergen (NH.)")
    assert (bergen.slug, bergen.folded_name) == ("bergen-nh", "bergen nh")
    assert bergen.neighbours.get().neighbour.name == "Alkmaar"
    assert Boundary.objects.get().municipality.name == "Alkmaar"


@pytest.mark.parametrize(
    ("cbs", "alternative", "name", "official"),
    [
        ("'s-Hertogenbosch", "s-Hertogenbosch", "'s-Hertogenbosch", ""),
        ("Súdwest-Fryslân", "SUDWEST FRYSLAN", "Súdwest-Fryslân", ""),
        ("'s-Gravenhage", "Den Haag", "Den Haag", "'s-Gravenhage"),
        ("Bergen (NH.)", "", "Bergen (NH)", "Bergen (NH.)"),
        ("Bergen (NH.)", "Bergen (NH)", "Bergen (NH)", "Bergen (NH.)"),
        ("Alkmaar", "Alkmaar", "Alkmaar", ""),
    ],
)
def test_an_alternative_that_differs_in_punctuation_only_is_no_name(
    load, cbs, alternative, name, official
):
    load({"x.csv": MUNICIPALITIES.replace("Alkmaar,,", f"{cbs},{alternative},")})

    row = Municipality.objects.get(code="GM0361")
    assert (row.name, row.official_name) == (name, official)


def test_a_name_that_an_earlier_import_took_for_one_is_set_right(load):
    load({"x.csv": MUNICIPALITIES.replace("Alkmaar,,", "'s-Hertogenbosch,Den Bosch,")})

    load({"x.csv": MUNICIPALITIES.replace("Alkmaar,,", "'s-Hertogenbosch,s-Hertogenbosch,")})

    assert Municipality.objects.get(code="GM0361").name == "'s-Hertogenbosch"


def test_a_place_needs_no_province_in_its_name_for_it_lies_in_a_municipality(load):
    load(COUNTRY)

    assert str(PostcodeArea.objects.get(code="1861").place) == "Bergen"


def test_a_second_time_changes_nothing(load):
    load(COUNTRY)
    before, version = all_rows("pactdir.Import"), ContentVersion.current()

    run = load(COUNTRY)

    assert all_rows("pactdir.Import") == before
    assert ContentVersion.current() == version
    assert {word for one in counts(run).values() for word in one} == {"gelijk"}


def test_a_rehearsal_says_what_would_come_of_it_and_changes_nothing(load):
    before, version = all_rows(), ContentVersion.current()

    run = load(COUNTRY, rehearse=True)

    assert (all_rows(), ContentVersion.current()) == (before, version)
    assert counts(run)["postcodes"] == {"nieuw": 2}
    assert counts(load(COUNTRY)) == counts(run)


def test_what_stands_already_is_found_by_its_code_and_only_what_was_empty_is_filled(load):
    ours = make.a_municipality(code="GM0361", name="Ons Alkmaar", slug="ons", latitude=None)

    run = load({"gemeenten.csv": MUNICIPALITIES})

    ours.refresh_from_db()
    assert (ours.name, ours.slug, ours.latitude) == ("Ons Alkmaar", "ons", 52.60038)
    assert [str(one) for one in last_file(run).kept] == [
        "Ons Alkmaar: naam “Ons Alkmaar” → “Alkmaar”"
    ]


def test_a_newer_file_changes_what_no_editor_changed(load):
    load({"gemeenten.csv": MUNICIPALITIES})
    bergen = Municipality.objects.get(code="GM0373")
    bergen.name = "Bergen aan Zee"
    bergen.save()
    newer = MUNICIPALITIES.replace("Bergen (NH)", "Bergen").replace("4.81703", "4.9")

    run = load({"gemeenten.csv": newer})

    alkmaar = Municipality.objects.get(code="GM0361")
    bergen.refresh_from_db()
    assert (alkmaar.longitude, bergen.name) == (4.9, "Bergen aan Zee")
    assert [one.row for one in last_file(run).kept] == ["Bergen aan Zee"]
    again = load({"gemeenten.csv": newer})
    assert counts(again)["gemeenten"] == {"gelijk": 2, "door een redacteur anders ingevuld": 1}


def test_what_an_editor_deleted_stays_away_and_is_said(load):
    load({"gemeenten.csv": MUNICIPALITIES})
    Municipality.objects.get(code="GM0373").delete()

    run = load({"gemeenten.csv": MUNICIPALITIES})

    assert last_file(run).doubtful == ["Bergen (NH): door een redacteur verwijderd, blijft weg"]
    assert not Municipality.objects.filter(code="GM0373").exists()


def test_a_row_of_which_an_editor_changed_the_very_code_is_still_that_row(load):
    load({"gemeenten.csv": MUNICIPALITIES})
    row = Municipality.objects.get(code="GM0373")
    row.code = "GM9373"
    row.save()

    run = load({"gemeenten.csv": MUNICIPALITIES})

    assert [str(one) for one in last_file(run).kept] == [
        "Bergen (NH): CBS-code “GM9373” → “GM0373”"
    ]
    assert (last_file(run).doubtful, Municipality.objects.count()) == ([], 2)


def test_a_municipality_that_left_the_file_is_asked_about_and_not_deleted(load):
    load({"gemeenten.csv": MUNICIPALITIES})

    run = load({"gemeenten.csv": MUNICIPALITIES.rsplit("GM0373", 1)[0]})

    assert len(last_file(run).doubtful) == 1
    assert "GM0373" in last_file(run).doubtful[0]
    assert Municipality.objects.filter(code="GM0373").exists()


def test_what_is_no_neighbour_any_more_goes(load):
    load(COUNTRY)

    load({"buren.csv": "statcode,buur_statcode\nGM0361,GM0373\n"})

    assert Neighbour.objects.count() == 1


def test_what_becomes_a_neighbour_again_comes_back(load):
    load(COUNTRY)
    load({"buren.csv": "statcode,buur_statcode\nGM0361,GM0373\n"})

    run = load({"buren.csv": COUNTRY["buren.csv"]})

    assert counts(run)["buurgemeenten"] == {"nieuw": 1, "gelijk": 1}
    assert Neighbour.objects.count() == 2


def test_all_problems_of_all_files_are_said_at_once_and_nothing_is_loaded(tmp_path):
    before = all_rows()
    files = COUNTRY | {
        "pc4.csv": POSTCODES.replace("52.631", "52,631").replace("GM0373", "GM9999"),
        "grenzen.geojson": geojson(feature("GM9998"), feature(coordinates=[[[4, 52]]])),
    }

    said = problems_of(written(tmp_path, files))

    assert all_rows() == before
    assert [one.split(": ", 1)[0] for one in said] == [
        "grenzen.geojson, onderdeel 1, kolom statcode",
        "grenzen.geojson, onderdeel 2, kolom geometry",
        "pc4.csv, regel 2",
        "pc4.csv, regel 3, kolom statcode",
    ]


def test_a_file_that_lacks_one_column_is_not_passed_over(tmp_path):
    said = problems_of(written(tmp_path, {"x.csv": MUNICIPALITIES.replace("provinciecode", "p")}))

    assert said == [
        "x.csv, regel 1: Dit lijkt een bestand met gemeenten, maar er ontbreekt: provinciecode."
    ]


def test_a_file_nobody_knows_is_said_and_passed_over(load):
    assert load({"x.csv": "a,b\n1,2\n"}).unknown == [
        Unknown("x.csv", "Boven de kolommen staat: “a, b”.")
    ]


def test_the_log_says_which_file_it_was(load, django_user_model):
    user = make.a_user()

    load({"gemeenten.csv": MUNICIPALITIES}, user=user)

    log = Import.objects.get()
    assert (log.user, log.kind, log.file) == (user, "gemeenten", "gemeenten.csv")
    assert log.counts["nieuw"] == 2
    assert len(log.digest) == 64


def test_the_command_tells_what_it_did(tmp_path, capsys):
    written(tmp_path, COUNTRY)

    call_command("import_country", tmp_path)

    assert "gemeenten.csv (gemeenten): 2 nieuw." in capsys.readouterr().out


def test_the_command_refuses_with_every_problem(tmp_path):
    written(tmp_path, {"buren.csv": "statcode,buur_statcode\nGM1,GM2\n"})

    with pytest.raises(CommandError, match=r"(?s)Niets geladen.*kolom statcode.*kolom buur"):
        call_command("import_country", tmp_path)


def test_a_second_import_at_the_same_time_is_refused_in_words(tmp_path, monkeypatch):
    def busy(*args, **options):
        raise Busy

    monkeypatch.setattr("pactdir.management.commands.import_country.import_files", busy)
    with pytest.raises(CommandError, match="er loopt al een import"):
        call_command("import_country", tmp_path)


@if_real_files_are_here
def test_the_real_files_load_as_many_rows_as_their_readme_says():
    names = ["gemeenten.csv", "gemeenten_buren.csv", "gemeenten.geojson", "pc4.csv"]
    import_files([REAL / name for name in names])

    assert Municipality.objects.count() == 342
    assert Neighbour.objects.count() == 1762
    assert Boundary.objects.count() == 342
    assert PostcodeArea.objects.count() == 4086
    assert Place.objects.filter(name__contains="(").count() == 0
