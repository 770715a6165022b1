"""Empty the search index, which is then rebuilt: a document is now found by its title."""

from django.db import migrations


def empty(apps, schema_editor):
    apps.get_model("pactdir", "SearchEntry").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("pactdir", "0036_checked_links")]

    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
