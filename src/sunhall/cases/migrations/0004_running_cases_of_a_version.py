from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0003_calendar_version'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='case',
            index=models.Index(
                condition=models.Q(('ended_on__isnull', True)),
                fields=['version'],
                name='running_cases_of_a_version',
            ),
        ),
    ]
