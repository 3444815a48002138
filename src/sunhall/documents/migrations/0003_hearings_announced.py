from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0002_service'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(
                condition=models.Q(('kind', 'hearing_announcement')),
                fields=['-id'],
                name='hearings_announced',
            ),
        ),
    ]
