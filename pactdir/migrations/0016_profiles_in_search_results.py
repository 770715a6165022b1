"""Empty the search index, which is then rebuilt: an entry of a school now shows its profiles."""

from django.db import migrations


def empty(apps, schema_editor):
    apps.get_model("pactdir", "SearchEntry").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("pactdir", "0015_dates_of_imports")]

    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
