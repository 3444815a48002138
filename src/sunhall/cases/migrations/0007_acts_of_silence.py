from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0006_grants_by_their_holder'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='act',
            index=models.Index(
                condition=models.Q(('kind__in', ['deem_accepted', 'deem_renewed'])),
                fields=['-id'],
                name='acts_of_silence',
            ),
        ),
    ]
