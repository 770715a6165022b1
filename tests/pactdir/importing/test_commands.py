"""The commands that import everything in a folder or one kind of file."""

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import DatabaseError, connection

from pactdir.importing import import_files
from pactdir.importing.kinds import KINDS
from regions.models import Boundary, Municipality, Neighbour, PostcodeArea
from tests import make
from tests.pactdir.importing.files import (
    COUNTRY,
    MUNICIPALITIES,
    POSTCODES,
    database_hash,
    write_files,
)

pytestmark = pytest.mark.django_db
ONE_KIND = {
    "import_municipalities": ("gemeenten.csv", Municipality, "gemeenten"),
    "import_neighbours": ("buren.csv", Neighbour, "buurgemeenten"),
    "import_boundaries": ("grenzen.geojson", Boundary, "grenzen"),
    "import_postcodes": ("pc4.csv", PostcodeArea, "postcodes"),
}


@pytest.fixture
def two_municipalities():
    make.a_municipality(code="GM0361", name="Alkmaar")
    make.a_municipality(code="GM0373", name="Bergen (NH)")


def error_of(*arguments, **options):
    with pytest.raises(CommandError) as error:
        call_command(*arguments, **options)
    return str(error.value)


def test_every_kind_has_a_command():
    kinds = {
        load_command_class(app, name).only
        for name, app in get_commands().items()
        if name.startswith("import_")
    }

    assert {kind.name for kind in kinds - {None}} == {kind.name for kind in KINDS if kind.has_files}


def test_help_names_the_kind():
    command = load_command_class("pactdir", "import_postcodes")

    assert command.help == "Laad postcodes: alle rijen van het bestand, of geen enkele."


@pytest.mark.parametrize("name", ONE_KIND)
def test_imports_a_file_of_its_kind(two_municipalities, tmp_path, capsys, name):
    file, model, kind = ONE_KIND[name]
    (path,) = write_files(tmp_path, {file: COUNTRY[file]})

    call_command(name, path)

    assert capsys.readouterr().out.startswith(f"{file} ({kind}): ")
    assert model.objects.exists()


@pytest.mark.parametrize("name", ONE_KIND)
def test_imports_only_its_kind_from_a_folder(two_municipalities, tmp_path, capsys, name):
    write_files(tmp_path, COUNTRY)

    call_command(name, tmp_path)

    files = [line.split(" (")[0] for line in capsys.readouterr().out.splitlines() if line[0] != " "]
    assert files == [ONE_KIND[name][0]]


@pytest.mark.parametrize("name", ONE_KIND)
@pytest.mark.parametrize("file", COUNTRY)
def test_refuses_a_file_of_another_kind(tmp_path, name, file):
    own, _, kind = ONE_KIND[name]
    if file == own:
        file, content = "x.csv", "a,b\n1,2\n"
    else:
        content = COUNTRY[file]
    (path,) = write_files(tmp_path, {file: content})
    before = database_hash()

    message = error_of(name, path)

    assert f"Dit is geen bestand met {kind}" in message
    assert database_hash() == before


@pytest.mark.parametrize("where", ["country/herindelingen", "herindelingen"])
def test_also_imports_reorganisations_in_or_beside_the_folder(tmp_path, capsys, client, where):
    country, former = tmp_path / "country", tmp_path / where
    former.mkdir(parents=True)
    country.mkdir(exist_ok=True)
    write_files(country, {"gemeenten.csv": MUNICIPALITIES})
    old = MUNICIPALITIES.splitlines()[0] + "\nGM0365,0365,Graft,,PV27,,900,52.6,4.8\n"
    table = "oud,nieuw,per\nGM0365,GM0361,2015-01-01\n"
    write_files(former, {"vroeger.csv": old, "tabel.csv": table})

    call_command("import_country", country, dry_run=True)

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"Herindelingen laden wij erbij, uit {former}: tabel.csv en vroeger.csv."
    assert "tabel.csv (herindelingen): 1 nieuw, 1 gewijzigd." in lines
    assert not any("overgeslagen" in line for line in lines)
    call_command("import_country", country, former)
    said = capsys.readouterr().out
    assert not said.startswith("Herindelingen laden")  # listed already
    assert "overgeslagen" not in said
    assert client.get("/gemeenten/graft/")["Location"] == "/gemeenten/alkmaar/"


def test_ignores_reorganisations_beside_other_files(tmp_path, capsys):
    make.a_municipality(code="GM0361", name="Alkmaar")
    for folder in ("postcodes", "herindelingen"):
        (tmp_path / folder).mkdir()
    write_files(tmp_path / "herindelingen", {"tabel.csv": "oud,nieuw,per\nGM0001,GM0002,2015\n"})
    areas = "\n".join(POSTCODES.splitlines()[:2])
    (path,) = write_files(tmp_path / "postcodes", {"pc4.csv": areas})

    for source in (path, path.parent):
        call_command("import_country", source)
        assert capsys.readouterr().out.startswith("pc4.csv (postcodes)")


def test_refuses_a_folder_without_files_of_its_kind(tmp_path):
    write_files(tmp_path, {"gemeenten.csv": MUNICIPALITIES})

    assert error_of("import_postcodes", tmp_path) == (
        f"In {tmp_path} staat geen bestand met postcodes."
    )


def test_reports_an_unreadable_file_in_the_folder(tmp_path):
    write_files(tmp_path, COUNTRY | {"pc4.csv": POSTCODES.replace("1861", "\0")})

    assert "pc4.csv, regel 3: Hier staat een NUL-teken" in error_of("import_postcodes", tmp_path)


@pytest.mark.parametrize("name", ["import_country", "import_postcodes"])
@pytest.mark.parametrize("folder", ["weg", "x" * 5000, "gemeenten.csv/verder"])
def test_refuses_an_unreadable_folder(tmp_path, name, folder):
    write_files(tmp_path, {"gemeenten.csv": MUNICIPALITIES})

    assert error_of(name, tmp_path / folder).endswith(" is niet te lezen.")


def test_reports_a_database_error(tmp_path, monkeypatch):
    def fail(*args, **options):
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr("pactdir.management.commands.import_country.import_files", fail)

    assert error_of("import_country", tmp_path) == (
        "Niets geladen: de database weigerde. database or disk is full"
    )


def test_dry_run_of_one_kind_changes_nothing(tmp_path, capsys):
    write_files(tmp_path, COUNTRY)
    before = database_hash()

    call_command("import_municipalities", tmp_path, dry_run=True)

    assert capsys.readouterr().out.endswith("Proef: er is niets veranderd.\n")
    assert database_hash() == before


def estimated_rows(model, *, analyze_first=False):
    """The planner's estimate; with `analyze_first` it runs ANALYZE. None on SQLite."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        if analyze_first:
            cursor.execute("ANALYZE")
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [model._meta.db_table])
        return cursor.fetchone()[0]


def test_updates_the_statistics_of_postgresql(tmp_path):
    """Without this, PostgreSQL plans the first queries as if the tables were empty."""
    before = estimated_rows(PostcodeArea, analyze_first=True)
    import_files(write_files(tmp_path, COUNTRY))

    estimate = estimated_rows(PostcodeArea)
    assert estimate == estimated_rows(PostcodeArea, analyze_first=True)
    assert (before, estimate) in [(0, 2), (None, None)]
