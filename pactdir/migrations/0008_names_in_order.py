"""Names of one kind in their order, for who is still typing: the first of them are at hand.

By their letters as they are, on both databases: see pactdir/search/names.py.
"""

from django.db import migrations

COLLATION = {"sqlite": "BINARY", "postgresql": '"C"'}


def make(apps, schema_editor):
    collation = COLLATION[schema_editor.connection.vendor]
    schema_editor.execute(
        "CREATE INDEX pactdir_searchentry_names ON pactdir_searchentry"
        f" (kind, folded_title COLLATE {collation})"
    )


def unmake(apps, schema_editor):
    schema_editor.execute("DROP INDEX pactdir_searchentry_names")


class Migration(migrations.Migration):
    dependencies = [("pactdir", "0007_synonyms")]

    operations = [migrations.RunPython(make, unmake)]
