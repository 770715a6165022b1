"""A command for everything and one for each kind of file: what they take, refuse and say."""

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import DatabaseError, connection

from pactdir.importing import import_files
from pactdir.importing.kinds import KINDS
from regions.models import Boundary, Municipality, Neighbour, PostcodeArea
from tests import make
from tests.pactdir.importing.files import COUNTRY, MUNICIPALITIES, all_rows, written

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


def refusal(*arguments, **options):
    with pytest.raises(CommandError) as refused:
        call_command(*arguments, **options)
    return str(refused.value)


def test_every_kind_has_a_command_of_its_own():
    found = {
        load_command_class(app, name).only
        for name, app in get_commands().items()
        if name.startswith("import_")
    }

    assert {one.name for one in found - {None}} == {one.name for one in KINDS}


def test_the_help_of_a_command_says_what_it_loads():
    command = load_command_class("pactdir", "import_postcodes")

    assert command.help == "Laad postcodes: alle rijen van het bestand, of geen enkele."


@pytest.mark.parametrize("name", ONE_KIND)
def test_a_command_for_one_kind_loads_its_file(two_municipalities, tmp_path, capsys, name):
    file, model, kind = ONE_KIND[name]
    (path,) = written(tmp_path, {file: COUNTRY[file]})

    call_command(name, path)

    assert capsys.readouterr().out.startswith(f"{file} ({kind}): ")
    assert model.objects.exists()


@pytest.mark.parametrize("name", ONE_KIND)
def test_a_command_for_one_kind_takes_of_a_folder_its_own(
    two_municipalities, tmp_path, capsys, name
):
    written(tmp_path, COUNTRY)

    call_command(name, tmp_path)

    files = [line.split(" (")[0] for line in capsys.readouterr().out.splitlines() if line[0] != " "]
    assert files == [ONE_KIND[name][0]]


@pytest.mark.parametrize("name", ONE_KIND)
@pytest.mark.parametrize("file", COUNTRY)
def test_a_command_for_one_kind_refuses_the_file_of_another(tmp_path, name, file):
    own, _, kind = ONE_KIND[name]
    if file == own:
        file, content = "x.csv", "a,b\n1,2\n"
    else:
        content = COUNTRY[file]
    (path,) = written(tmp_path, {file: content})
    before = all_rows()

    said = refusal(name, path)

    assert f"Dit is geen bestand met {kind}" in said
    assert all_rows() == before


def test_a_folder_without_such_a_file_is_said(tmp_path):
    written(tmp_path, {"gemeenten.csv": MUNICIPALITIES})

    assert refusal("import_postcodes", tmp_path) == (
        f"In {tmp_path} staat geen bestand met postcodes."
    )


def test_a_file_of_the_folder_that_cannot_be_read_is_said_for_it_might_be_ours(tmp_path):
    written(tmp_path, COUNTRY | {"pc4.csv": b"\0"})

    assert "pc4.csv, regel 1: Hier staat een NUL-teken" in refusal("import_postcodes", tmp_path)


@pytest.mark.parametrize("name", ["import_country", "import_postcodes"])
@pytest.mark.parametrize("folder", ["weg", "x" * 5000, "gemeenten.csv/verder"])
def test_a_folder_that_cannot_be_read_is_said(tmp_path, name, folder):
    written(tmp_path, {"gemeenten.csv": MUNICIPALITIES})

    assert refusal(name, tmp_path / folder).endswith(" is niet te lezen.")


def test_a_database_that_refuses_is_said(tmp_path, monkeypatch):
    def full(*args, **options):
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr("pactdir.management.commands.import_country.import_files", full)

    assert refusal("import_country", tmp_path) == (
        "Niets geladen: de database weigerde. database or disk is full"
    )


def test_a_rehearsal_of_one_kind_changes_nothing(tmp_path, capsys):
    written(tmp_path, COUNTRY)
    before = all_rows()

    call_command("import_municipalities", tmp_path, dry_run=True)

    assert capsys.readouterr().out.endswith("Proef: er is niets veranderd.\n")
    assert all_rows() == before


def rows_postgresql_knows_of(model, *, counted=False):
    """What it plans with; `counted` counts them first. SQLite plans without."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        if counted:
            cursor.execute("ANALYZE")
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [model._meta.db_table])
        return cursor.fetchone()[0]


def test_postgresql_knows_how_many_there_are_after_an_import(tmp_path):
    """Else it plans the first pages as if the tables were empty."""
    before = rows_postgresql_knows_of(PostcodeArea, counted=True)
    import_files(written(tmp_path, COUNTRY))

    known = rows_postgresql_knows_of(PostcodeArea)
    assert known == rows_postgresql_knows_of(PostcodeArea, counted=True)
    assert (before, known) in [(0, 2), (None, None)]
