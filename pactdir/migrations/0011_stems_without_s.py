"""Empty the index, so that it is filled after `migrate` with the stems of today."""

from django.db import migrations


def empty_index(apps, schema_editor):
    apps.get_model("pactdir", "SearchEntry").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("pactdir", "0010_proposed_locations")]

    operations = [migrations.RunPython(empty_index, migrations.RunPython.noop)]
