"""Give profiles that came from DUO's exams their source and year in fields of their own.

They stood in a sentence of the note. Only profiles that still stand as the import wrote them are
DUO's; those of an editor stay theirs, also in the history.
"""

import re

from django.db import migrations

from regions.fields.partial_date import PartialDate

BATCH = 500
BEFORE, NOW = "examens vo", "profielen van scholen"
SENTENCE = re.compile(
    r"In schooljaar (20\d\d)-(20\d\d) deden hier leerlingen examen in deze profielen \(DUO\)\. ?"
)
INCOMPLETE = "De lijst is misschien niet volledig:"
INCOMPLETE_NOW = "De lijst van profielen is misschien niet volledig:"


def move(apps, schema_editor):
    memory = list(apps.get_model("pactdir", "ImportedRow").objects.filter(kind=BEFORE))
    if not memory:
        return
    imported = {row.object_id: row.values for row in memory}
    for name, column in (("School", "pk"), ("HistoricalSchool", "id")):
        model = apps.get_model("schools", name)
        rows = model.objects.filter(profiles_known=True, **{f"{column}__in": imported})
        _mark(model, rows, imported)
    for row in memory:
        row.kind = NOW
        row.values["said"] = _shorter(row.values.get("said", ""))
        row.values.pop("year", None)
    memory[0].__class__.objects.bulk_update(memory, ["kind", "values"], batch_size=BATCH)
    # What an entry says of profiles is made anew after this.
    apps.get_model("pactdir", "SearchEntry").objects.all().delete()


def _mark(model, rows, imported):
    changed = []
    field = model._meta.get_field("profiles")
    for row in rows.iterator(BATCH):
        sentence = SENTENCE.search(row.note)
        if not sentence or field.value_to_string(row) != imported[row.id]["profiles"]:
            continue
        row.profiles_basis, row.profiles_on = "duo-examens", PartialDate(int(sentence[2]))
        row.note = _shorter(row.note)
        changed.append(row)
    fields = ["profiles_basis", "profiles_on", "note"]
    model.objects.bulk_update(changed, fields, batch_size=BATCH)


def _shorter(note):
    return SENTENCE.sub("", note).replace(INCOMPLETE, INCOMPLETE_NOW).strip()


class Migration(migrations.Migration):
    dependencies = [
        ("pactdir", "0013_help_texts_live_in_the_admin"),
        ("schools", "0008_dated_profiles_and_figures"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop, elidable=True)]
