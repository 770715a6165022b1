"""Keep the reference date of each file, and by field that of the values it wrote."""

from django.db import migrations, models

import regions.fields.partial_date


class Migration(migrations.Migration):
    dependencies = [("pactdir", "0014_profiles_of_exams")]

    operations = [
        migrations.AddField(
            "importedrow",
            "dates",
            models.JSONField("peildatum per veld", blank=True, default=dict),
        ),
        migrations.AddField(
            "import",
            "as_of",
            regions.fields.partial_date.PartialDateField(blank=True, null=True, verbose_name="peildatum"),
        ),
        migrations.AddField(
            "upload",
            "as_of",
            regions.fields.partial_date.PartialDateField(blank=True, null=True, verbose_name="peildatum"),
        ),
    ]
