"""Imports municipalities, neighbours, boundaries and postcodes, and newer files of them."""

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
    OFFICIAL_FILES,
    POSTCODES,
    database_hash,
    feature,
    geojson,
    last_outcome,
    needs_official_files,
    problems_of,
    write_files,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path):
    def load(files, **options):
        return import_files(write_files(tmp_path, files), **options)

    return load


def counts(run):
    return {
        outcome.kind: {k: v for k, v in outcome.counts.items() if v} for outcome in run.outcomes
    }


def test_detects_files_by_their_contents_not_their_names(load):
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
def test_ignores_an_alternative_name_that_differs_only_in_punctuation(
    load, cbs, alternative, name, official
):
    load({"x.csv": MUNICIPALITIES.replace("Alkmaar,,", f"{cbs},{alternative},")})

    row = Municipality.objects.get(code="GM0361")
    assert (row.name, row.official_name) == (name, official)


def test_corrects_a_name_from_an_earlier_import(load):
    load({"x.csv": MUNICIPALITIES.replace("Alkmaar,,", "'s-Hertogenbosch,Den Bosch,")})

    load({"x.csv": MUNICIPALITIES.replace("Alkmaar,,", "'s-Hertogenbosch,s-Hertogenbosch,")})

    assert Municipality.objects.get(code="GM0361").name == "'s-Hertogenbosch"


def test_drops_the_province_from_the_name_of_a_place(load):
    load(COUNTRY)

    assert str(PostcodeArea.objects.get(code="1861").place) == "Bergen"


def test_a_second_import_changes_nothing(load):
    load(COUNTRY)
    before, version = database_hash("pactdir.Import"), ContentVersion.current()

    run = load(COUNTRY)

    assert database_hash("pactdir.Import") == before
    assert ContentVersion.current() == version
    assert {word for count_by_word in counts(run).values() for word in count_by_word} == {"gelijk"}


def test_dry_run_reports_changes_and_makes_none(load):
    before, version = database_hash(), ContentVersion.current()

    run = load(COUNTRY, dry_run=True)

    assert (database_hash(), ContentVersion.current()) == (before, version)
    assert counts(run)["postcodes"] == {"nieuw": 2}
    assert counts(load(COUNTRY)) == counts(run)


def test_matches_existing_rows_by_code_and_fills_only_empty_fields(load):
    ours = make.a_municipality(code="GM0361", name="Ons Alkmaar", slug="ons", latitude=None)

    run = load({"gemeenten.csv": MUNICIPALITIES})

    ours.refresh_from_db()
    assert (ours.name, ours.slug, ours.latitude) == ("Ons Alkmaar", "ons", 52.60038)
    assert [str(conflict) for conflict in last_outcome(run).conflicts] == [
        "Ons Alkmaar: naam “Ons Alkmaar” → “Alkmaar”"
    ]


def test_a_newer_file_overwrites_only_unedited_fields(load):
    load({"gemeenten.csv": MUNICIPALITIES})
    bergen = Municipality.objects.get(code="GM0373")
    bergen.name = "Bergen aan Zee"
    bergen.save()
    newer = MUNICIPALITIES.replace("Bergen (NH)", "Bergen").replace("4.81703", "4.9")

    run = load({"gemeenten.csv": newer})

    alkmaar = Municipality.objects.get(code="GM0361")
    bergen.refresh_from_db()
    assert (alkmaar.longitude, bergen.name) == (4.9, "Bergen aan Zee")
    assert [conflict.row for conflict in last_outcome(run).conflicts] == ["Bergen aan Zee"]
    again = load({"gemeenten.csv": newer})
    assert counts(again)["gemeenten"] == {"gelijk": 2, "door een redacteur anders ingevuld": 1}


def test_does_not_recreate_a_deleted_row_and_warns(load):
    load({"gemeenten.csv": MUNICIPALITIES})
    Municipality.objects.get(code="GM0373").delete()

    run = load({"gemeenten.csv": MUNICIPALITIES})

    assert last_outcome(run).warnings == ["Bergen (NH): door een redacteur verwijderd, blijft weg"]
    assert not Municipality.objects.filter(code="GM0373").exists()


def test_recognises_a_row_whose_code_was_changed(load):
    load({"gemeenten.csv": MUNICIPALITIES})
    row = Municipality.objects.get(code="GM0373")
    row.code = "GM9373"
    row.save()

    run = load({"gemeenten.csv": MUNICIPALITIES})

    assert [str(conflict) for conflict in last_outcome(run).conflicts] == [
        "Bergen (NH): CBS-code “GM9373” → “GM0373”"
    ]
    assert (last_outcome(run).warnings, Municipality.objects.count()) == ([], 2)


def test_warns_about_a_missing_municipality_and_keeps_it(load):
    load({"gemeenten.csv": MUNICIPALITIES})

    run = load({"gemeenten.csv": MUNICIPALITIES.rsplit("GM0373", 1)[0]})

    assert len(last_outcome(run).warnings) == 1
    assert "GM0373" in last_outcome(run).warnings[0]
    assert Municipality.objects.filter(code="GM0373").exists()


def test_removes_neighbours_missing_from_the_newer_file(load):
    load(COUNTRY)

    load({"buren.csv": "statcode,buur_statcode\nGM0361,GM0373\n"})

    assert Neighbour.objects.count() == 1


def test_restores_neighbours_that_return(load):
    load(COUNTRY)
    load({"buren.csv": "statcode,buur_statcode\nGM0361,GM0373\n"})

    run = load({"buren.csv": COUNTRY["buren.csv"]})

    assert counts(run)["buurgemeenten"] == {"nieuw": 1, "gelijk": 1}
    assert Neighbour.objects.count() == 2


def test_reports_all_problems_of_all_files_and_imports_nothing(tmp_path):
    before = database_hash()
    files = COUNTRY | {
        "pc4.csv": POSTCODES.replace("52.631", "52,631").replace("GM0373", "GM9999"),
        "grenzen.geojson": geojson(feature("GM9998"), feature(coordinates=[[[4, 52]]])),
    }

    problems = problems_of(write_files(tmp_path, files))

    assert database_hash() == before
    assert [problem.split(": ", 1)[0] for problem in problems] == [
        "grenzen.geojson, onderdeel 1, kolom statcode",
        "grenzen.geojson, onderdeel 2, kolom geometry",
        "pc4.csv, regel 2",
        "pc4.csv, regel 3, kolom statcode",
    ]


def test_refuses_a_file_without_a_required_column(tmp_path):
    problems = problems_of(
        write_files(tmp_path, {"x.csv": MUNICIPALITIES.replace("provinciecode,provincie", "p,q")})
    )

    assert problems == [
        "x.csv, regel 1: Dit lijkt een bestand met gemeenten, maar er ontbreekt: provinciecode."
    ]


def test_skips_an_unknown_file_and_reports_it(load):
    assert load({"x.csv": "a,b\n1,2\n"}).unknown == [
        Unknown("x.csv", "Boven de kolommen staat: “a, b”.")
    ]


def test_logs_the_file(load, django_user_model):
    user = make.a_user()

    load({"gemeenten.csv": MUNICIPALITIES}, user=user)

    log = Import.objects.get()
    assert (log.user, log.kind, log.file) == (user, "gemeenten", "gemeenten.csv")
    assert log.counts["nieuw"] == 2
    assert len(log.digest) == 64


def test_command_reports_the_result(tmp_path, capsys):
    write_files(tmp_path, COUNTRY)

    call_command("import_country", tmp_path)

    assert "gemeenten.csv (gemeenten): 2 nieuw." in capsys.readouterr().out


def test_command_reports_every_problem(tmp_path):
    write_files(tmp_path, {"buren.csv": "statcode,buur_statcode\nGM1,GM2\n"})

    with pytest.raises(CommandError, match=r"(?s)Niets geladen.*kolom statcode.*kolom buur"):
        call_command("import_country", tmp_path)


def test_command_reports_that_another_import_is_running(tmp_path, monkeypatch):
    def busy(*args, **options):
        raise Busy

    monkeypatch.setattr("pactdir.management.commands.import_country.import_files", busy)
    with pytest.raises(CommandError, match="er loopt al een import"):
        call_command("import_country", tmp_path)


@needs_official_files
def test_official_files_have_as_many_rows_as_their_readme_says():
    names = ["gemeenten.csv", "gemeenten_buren.csv", "gemeenten.geojson", "pc4.csv"]
    import_files([OFFICIAL_FILES / name for name in names])

    assert Municipality.objects.count() == 342
    assert Neighbour.objects.count() == 1762
    assert Boundary.objects.count() == 342
    assert PostcodeArea.objects.count() == 4086
    assert Place.objects.filter(name__contains="(").count() == 0
