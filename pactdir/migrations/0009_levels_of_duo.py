"""Mark the levels that came from DUO: what a school may offer.

Those are the levels that still stand as the memory of imports has them, also in the history of a
school, so that putting back an old version says no more than it said then.
"""

from collections import defaultdict

from django.db import migrations

BATCH = 500
SCHOOLS, DUO = "scholen", "duo"


def mark(apps, schema_editor):
    memory = apps.get_model("pactdir", "ImportedRow").objects.filter(kind=SCHOOLS)
    keys = defaultdict(set)
    for key, values in memory.values_list("object_id", "values"):
        keys[values.get("levels", "")].add(key)
    keys.pop("", None)
    for levels, ids in keys.items():
        for name, column in (("School", "pk"), ("HistoricalSchool", "id")):
            rows = apps.get_model("schools", name).objects.filter(levels=levels)
            rows.filter(**{f"{column}__in": ids}).update(levels_basis=DUO)
    _remember(memory)
    _remember(apps.get_model("pactdir", "SchoolMatch").objects.all())
    # What an entry says of levels differs now; after this they are all made anew.
    apps.get_model("pactdir", "SearchEntry").objects.all().delete()


def _remember(rows):
    found = [row for row in rows.iterator(BATCH) if row.values.get("levels")]
    for row in found:
        row.values["levels_basis"] = DUO
    rows.model.objects.bulk_update(found, ["values"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("pactdir", "0008_names_in_order"), ("schools", "0004_levels_basis")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop, elidable=True)]
