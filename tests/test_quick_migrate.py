"""A kept database is copied only for the migrations that made it."""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from tests import quick_migrate
from tests.quick_migrate import QuickMigrate, digest_of, is_copied, migration_files

COUNT = "SELECT (SELECT COUNT(*) FROM sqlite_master), (SELECT COUNT(*) FROM django_migrations)"


def test_other_migrations_have_another_digest(tmp_path):
    first, second = tmp_path / "0001_initial.py", tmp_path / "0002_later.py"
    first.write_text("operations = []")
    before = digest_of({first})
    second.write_text("")
    assert digest_of({first, second}) != before
    first.write_text("operations = [RunPython(fill)]")
    assert digest_of({first}) != before


def test_the_files_are_all_migrations_and_what_they_import_directly_or_not():
    names = {file.parts[-3:] for file in migration_files()}

    assert ("regions", "migrations", "0001_initial.py") in names
    assert ("auth", "migrations", "0001_initial.py") in names
    assert ("regions", "writing", "baseline.py") in names
    assert ("regions", "writing", "changing.py") in names  # by baseline
    assert ("fields", "pasted", "links.py") in names  # by a module that rich_text imports


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL runs the migrations")
def test_a_new_database_is_a_copy(db, tmp_path, monkeypatch):
    new, command = connection.copy(), QuickMigrate(tmp_path)
    new.settings_dict["NAME"] = str(tmp_path / "new")
    monkeypatch.setattr(quick_migrate, "connections", {"default": new})
    outdated = tmp_path / "outdated.sqlite3"
    outdated.touch()

    kept = tmp_path / f"{digest_of(migration_files())}.sqlite3"
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as committed:
        command.keep(committed, kept)
    command.handle(database="default")

    assert counts(new) == counts(connection)
    assert list(tmp_path.glob("*.sqlite3")) == [kept]
    new.close()


def test_a_database_that_another_run_deleted_is_not_created(tmp_path):
    kept = tmp_path / "a folder" / "kept.sqlite3"
    kept.parent.mkdir()
    with closing(sqlite3.connect(tmp_path / "new")) as new:
        assert not is_copied(kept, new)
        assert not kept.exists()
        with closing(sqlite3.connect(kept)) as source:
            source.execute("PRAGMA journal_mode = WAL")
            source.execute("CREATE TABLE school (name)")
        assert is_copied(kept, new)
        assert new.execute("SELECT name FROM sqlite_master").fetchall() == [("school",)]
    assert list(kept.parent.iterdir()) == [kept]


def test_a_database_kept_by_another_worker_is_not_outdated(tmp_path):
    kept = tmp_path / "kept.sqlite3"
    kept.touch()
    with closing(sqlite3.connect(tmp_path / "new")) as new:
        QuickMigrate(tmp_path).keep(new, kept)
    assert kept.exists()


def counts(database):
    with database.cursor() as cursor:
        return cursor.execute(COUNT).fetchone()
