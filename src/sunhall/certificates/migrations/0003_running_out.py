from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0002_replaces'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='certificate',
            index=models.Index(
                fields=['authority_code', 'valid_to', 'id'],
                condition=Q(status='valid', valid_to__isnull=False),
                name='certificates_running_out',
            ),
        ),
    ]
