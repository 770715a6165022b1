from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pactdir', '0032_mail_of_a_submission'),
    ]

    operations = [
        migrations.AddField(
            model_name='submission',
            name='refused',
            field=models.JSONField(blank=True, null=True, verbose_name='toen geweigerd'),
        ),
    ]
