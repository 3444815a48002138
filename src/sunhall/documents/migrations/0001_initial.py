import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from sunhall.documents import schema
from sunhall.people.schema import append_only


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Blob',
            fields=[
                ('sha256', models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ('size', models.PositiveIntegerField()),
                ('media_type', models.CharField(max_length=100)),
                ('pages', models.PositiveIntegerField(null=True)),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('content', models.BinaryField()),
                ('stored_at', models.DateTimeField()),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='a_blob_is_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority_code', models.CharField(max_length=32)),
                ('kind', models.CharField(max_length=32)),
                ('year', models.PositiveSmallIntegerField()),
                ('serial', models.PositiveIntegerField()),
                ('number', models.CharField(max_length=100)),
                ('case_id', models.BigIntegerField(db_index=True)),
                ('act_id', models.BigIntegerField()),
                ('data', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('check_code', models.CharField(max_length=16, unique=True)),
                ('issued_on', models.DateField()),
                ('created_at', models.DateTimeField()),
                ('pdf', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='documents.blob')),
            ],
        ),
        migrations.CreateModel(
            name='NoticePrint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prints', to='documents.notice')),
            ],
        ),
        migrations.CreateModel(
            name='NoticeSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority_code', models.CharField(max_length=32)),
                ('kind', models.CharField(max_length=32)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('authority_code'), models.F('kind'), models.F('year'), name='one_counter_per_series_of_notices')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=150)),
                ('extension_matches', models.BooleanField()),
                ('uploaded_at', models.DateTimeField()),
                ('purpose', models.CharField(max_length=24)),
                ('scan', models.CharField(choices=[('inspected', 'Inspected'), ('clean', 'Clean'), ('infected', 'Infected')], default='inspected', max_length=12)),
                ('blob', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='documents.blob')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['uploaded_by', '-id'], name='documents_of_an_account')],
            },
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(models.F('authority_code'), models.F('kind'), models.F('year'), models.F('serial'), name='a_number_of_a_notice_is_given_once'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(models.F('act_id'), models.F('kind'), name='one_notice_of_a_kind_per_act'),
        ),
        schema.EXTERNAL,
        schema.BLOB_GUARD,
        schema.DOCUMENT_GUARD,
        append_only('documents_notice'),
        append_only('documents_noticeprint'),
    ]
