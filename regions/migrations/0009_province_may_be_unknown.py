from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('regions', '0008_help_texts_live_in_the_admin'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='municipality',
            name='municipality_has_province',
        ),
    ]
