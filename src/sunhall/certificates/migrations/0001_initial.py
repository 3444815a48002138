import django.db.models.deletion
from django.db import migrations, models

from sunhall.certificates import schema


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CertificateSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=120, unique=True)),
                ('last', models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='LicenceType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter_code', models.CharField(max_length=80)),
                ('result_id', models.CharField(max_length=40)),
                ('issuer', models.CharField(max_length=18)),
                ('code', models.CharField(max_length=21)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('matter_code'), models.F('result_id'), models.F('issuer'), name='one_licence_type_per_result_and_issuer')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=80, unique=True)),
                ('series', models.CharField(max_length=120)),
                ('serial', models.PositiveBigIntegerField()),
                ('case_id', models.BigIntegerField(db_index=True)),
                ('version_id', models.BigIntegerField()),
                ('act_id', models.BigIntegerField(null=True)),
                ('result_id', models.CharField(max_length=40)),
                ('row', models.PositiveIntegerField(default=0)),
                ('matter_code', models.CharField(max_length=80)),
                ('matter_name', models.JSONField()),
                ('authority_code', models.CharField(max_length=32)),
                ('authority_name', models.JSONField()),
                ('result_name', models.JSONField()),
                ('content', models.JSONField(default=dict)),
                ('licence_id', models.CharField(blank=True, max_length=100)),
                ('licence_version', models.PositiveSmallIntegerField(default=1)),
                ('issued_on', models.DateField()),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('status', models.CharField(choices=[('valid', 'Valid'), ('changed', 'Changed'), ('withdrawn', 'Withdrawn'), ('revoked', 'Revoked'), ('forfeited', 'Forfeited'), ('cancelled', 'Cancelled')], default='valid', max_length=12)),
                ('check_code', models.CharField(max_length=16, unique=True)),
                ('created_at', models.DateTimeField()),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='people.party')),
                ('pdf', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='documents.blob')),
            ],
            options={
                'indexes': [models.Index(fields=['holder', '-id'], name='certificates_of_a_party')],
                'constraints': [models.UniqueConstraint(models.F('series'), models.F('serial'), name='a_number_of_a_certificate_is_given_once'), models.UniqueConstraint(models.F('case_id'), models.F('result_id'), models.F('row'), name='one_certificate_per_result_of_a_case'), models.UniqueConstraint(models.F('licence_id'), condition=models.Q(('licence_id', ''), _negated=True), name='one_certificate_per_licence_id'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='a_certificate_does_not_end_before_it_begins')],
            },
        ),
        schema.GUARD,
    ]
