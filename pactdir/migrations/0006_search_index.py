"""What finds the words of an entry: FTS5 kept by triggers on SQLite, a GIN index on PostgreSQL."""

from django.db import migrations

SQLITE = [
    # Only whether a word is there, not where: no entry is ranked by it.
    "CREATE VIRTUAL TABLE pactdir_searchwords USING fts5(words, content='pactdir_searchentry',"
    " content_rowid='id', tokenize=\"ascii tokenchars '_'\", detail=none, columnsize=0)",
    "CREATE TRIGGER pactdir_searchwords_insert AFTER INSERT ON pactdir_searchentry BEGIN"
    " INSERT INTO pactdir_searchwords(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER pactdir_searchwords_delete AFTER DELETE ON pactdir_searchentry BEGIN"
    " INSERT INTO pactdir_searchwords(pactdir_searchwords, rowid, words)"
    " VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER pactdir_searchwords_update AFTER UPDATE ON pactdir_searchentry"
    " WHEN old.words <> new.words OR old.id <> new.id BEGIN"
    " INSERT INTO pactdir_searchwords(pactdir_searchwords, rowid, words)"
    " VALUES ('delete', old.id, old.words);"
    " INSERT INTO pactdir_searchwords(rowid, words) VALUES (new.id, new.words); END",
    "INSERT INTO pactdir_searchwords(pactdir_searchwords) VALUES ('rebuild')",
]
SQLITE_BACK = [
    "DROP TRIGGER pactdir_searchwords_insert",
    "DROP TRIGGER pactdir_searchwords_delete",
    "DROP TRIGGER pactdir_searchwords_update",
    "DROP TABLE pactdir_searchwords",
]
# Not to_tsvector: its parser would have a say in what a word is.
POSTGRESQL = [
    "CREATE INDEX pactdir_searchentry_words ON pactdir_searchentry"
    " USING gin (array_to_tsvector(string_to_array(words, ' ')))",
]
POSTGRESQL_BACK = ["DROP INDEX pactdir_searchentry_words"]


def make(apps, schema_editor):
    _execute(schema_editor, SQLITE, POSTGRESQL)


def unmake(apps, schema_editor):
    _execute(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


def _execute(schema_editor, on_sqlite, on_postgresql):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in on_sqlite if is_sqlite else on_postgresql:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("pactdir", "0005_search_entries")]

    operations = [migrations.RunPython(make, unmake)]
