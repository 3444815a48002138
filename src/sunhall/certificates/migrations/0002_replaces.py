import django.db.models.deletion
from django.db import migrations, models

from sunhall.certificates import schema


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='certificate',
            name='replaces',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='certificates.certificate'),
        ),
        schema.KEEPS_WHAT_IT_REPLACES,
    ]
