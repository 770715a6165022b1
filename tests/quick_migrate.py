"""Migrates a test database on SQLite once for all runs with the same migrations.

Most of the fifteen seconds of CPU goes into the states of models between migrations. PostgreSQL
always runs the migrations.
"""

import os
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import django
from django.core.management.commands import migrate
from django.core.management.sql import emit_post_migrate_signal
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from tests.import_graph import imported_modules, project_modules

IMPORTED = re.compile(r"^(?:from|import) ([\w.]+)", re.MULTILINE)


class QuickMigrate(migrate.Command):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def handle(self, *args, **options):
        connection = connections[options["database"]]
        kept = self.folder / f"{digest_of(migration_files())}.sqlite3"
        if connection.vendor != "sqlite" or connection.introspection.table_names():
            super().handle(*args, **options)
        elif is_copied(kept, connection.connection):
            # Of models and permissions changed without a migration.
            emit_post_migrate_signal(0, interactive=False, db=connection.alias)
        else:
            super().handle(*args, **options)
            self.keep(connection.connection, kept)

    def keep(self, source, kept):
        outdated = list(self.folder.glob("*.sqlite3"))
        written = kept.with_suffix(f".{os.getpid()}")  # another worker may be writing as well
        with closing(sqlite3.connect(written)) as target:
            source.backup(target)
        written.replace(kept)
        for file in outdated:
            if file != kept:
                file.unlink(missing_ok=True)


def is_copied(kept: Path, target: sqlite3.Connection) -> bool:
    try:
        # Read only, since another run may have deleted the file, and this would create it. It is
        # replaced and never changed, so it needs no locks, whose files would stay.
        uri = f"{kept.as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as source:
            source.backup(target)
    except sqlite3.OperationalError:
        return False
    return True


def migration_files() -> set[Path]:
    """All migrations and what they import; the modules of this project with their own imports."""
    migrations = MigrationLoader(None).disk_migrations.values()
    files = set(files_of(migration.__module__ for migration in migrations))
    imported = {name for file in files for name in IMPORTED.findall(file.read_text())}
    return files.union(files_of(imported), project_files_reached_from(files))


def project_files_reached_from(files: Iterable[Path]) -> set[Path]:
    modules = project_modules()
    names = {file: name for name, file in modules.items()}
    reached: set[Path] = set()
    waiting = list(files)
    while waiting:
        file = waiting.pop()
        if file not in reached:
            reached.add(file)
            name = names.get(file, "")  # none for a migration
            package = name if file.name == "__init__.py" else name.rpartition(".")[0]
            imported = imported_modules(file.read_text(), package, modules)
            waiting += [modules[name] for name in imported if modules[name] not in reached]
    return reached


def files_of(modules: Iterable[str]) -> Iterator[Path]:
    for name in modules:
        file = getattr(sys.modules.get(name), "__file__", None)
        if file:  # none for a module within the interpreter
            yield Path(file)


def digest_of(files: set[Path]) -> str:
    digest = sha256(django.__version__.encode())
    for file in sorted(files):
        digest.update(f"{file} ".encode() + file.read_bytes())
    return digest.hexdigest()[:20]
