from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_the_law_in_full'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='one_time_until',
            field=models.DateTimeField(null=True),
        ),
    ]
