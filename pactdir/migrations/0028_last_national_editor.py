"""An update of many accounts at once, which sends no signal, leaves a national editor who is able.

Deletions do send signals (`accounts/last_national.py`). They have no trigger: emptying the tables
of a database, as tests do, deletes all accounts.
"""

from django.db import migrations

ABLE = "is_active AND is_superuser AND substr(password, 1, 1) <> '!'"
WAS_ABLE = "old.is_active AND old.is_superuser AND substr(old.password, 1, 1) <> '!'"
NOBODY_LEFT = f"NOT EXISTS (SELECT 1 FROM auth_user WHERE {ABLE})"  # noqa: S608
ON_UPDATE = (
    "CREATE TRIGGER pactdir_last_national"
    " AFTER UPDATE OF is_active, is_superuser, password ON auth_user"
)
SQLITE = [
    f"{ON_UPDATE} WHEN {WAS_ABLE} AND {NOBODY_LEFT}"
    " BEGIN SELECT RAISE(ABORT, 'last national editor'); END",
]
SQLITE_BACK = ["DROP TRIGGER pactdir_last_national"]
POSTGRESQL = [
    "CREATE FUNCTION pactdir_last_national() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    # Of two that leave at once, the second looks once the first has committed.
    " PERFORM pg_advisory_xact_lock(hashtext('pactdir_last_national'));"
    f" IF {NOBODY_LEFT} THEN"
    " RAISE EXCEPTION 'last national editor' USING ERRCODE = 'check_violation'; END IF;"
    " RETURN NULL; END $$",
    f"{ON_UPDATE} FOR EACH ROW WHEN ({WAS_ABLE}) EXECUTE FUNCTION pactdir_last_national()",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER pactdir_last_national ON auth_user",
    "DROP FUNCTION pactdir_last_national",
]


def make(apps, schema_editor):
    _execute(schema_editor, SQLITE, POSTGRESQL)


def unmake(apps, schema_editor):
    _execute(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


def _execute(schema_editor, on_sqlite, on_postgresql):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in on_sqlite if is_sqlite else on_postgresql:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("pactdir", "0027_invitations_for_a_region"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(make, unmake)]
