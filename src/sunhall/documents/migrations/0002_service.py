
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sunhall.people.schema import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_initial'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(choices=[('direct', 'Direct'), ('left', 'Left'), ('mail', 'Mail'), ('entrusted', 'Entrusted'), ('transferred', 'Transferred'), ('electronic', 'Electronic'), ('public', 'Public')], max_length=16)),
                ('reference', models.CharField(blank=True, max_length=200)),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='documents.notice')),
            ],
            options={
                'indexes': [models.Index(fields=['notice', 'id'], name='services_of_a_notice')],
                'constraints': [models.UniqueConstraint(models.F('notice'), condition=models.Q(('method', 'electronic')), name='a_notice_is_first_opened_online_once')],
            },
        ),
        append_only('documents_service'),
    ]
