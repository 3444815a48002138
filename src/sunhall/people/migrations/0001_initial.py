import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

from sunhall.people import schema


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        BtreeGistExtension(),
        schema.refuse_function(),
        migrations.CreateModel(
            name='Authority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=32, unique=True)),
                ('usci', models.CharField(blank=True, max_length=18)),
                ('name', models.JSONField()),
                ('short_name', models.JSONField(default=dict)),
                ('nature', models.CharField(default='1', max_length=1)),
                ('government', models.JSONField(default=dict)),
                ('court', models.JSONField(default=dict)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('region', models.CharField(blank=True, max_length=12)),
                ('is_demo', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='Centre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=32, unique=True)),
                ('name', models.JSONField()),
                ('address', models.JSONField(default=dict)),
                ('hours', models.JSONField(default=dict)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('complaint_phone', models.CharField(default='12345', max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('login', models.CharField(max_length=150, unique=True)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('language', models.CharField(default='zh-hans', max_length=10)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('login', django.db.models.functions.text.Lower('login'))), name='a_login_is_stored_in_lower_case')],
            },
        ),
        migrations.CreateModel(
            name='Department',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=32)),
                ('name', models.JSONField()),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='departments', to='people.authority')),
            ],
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('facts', models.JSONField(default=dict)),
                ('case_id', models.BigIntegerField(null=True)),
                ('act_id', models.BigIntegerField(null=True)),
                ('created_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('emailed_at', models.DateTimeField(null=True)),
                ('email_error', models.CharField(blank=True, max_length=300)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Officer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('name_en', models.CharField(blank=True, max_length=80)),
                ('badge', models.CharField(max_length=40)),
                ('post', models.JSONField(default=dict)),
                ('role', models.CharField(max_length=16)),
                ('is_active', models.BooleanField(default=True)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='officers', to='people.authority')),
                ('centre', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='people.centre')),
                ('department', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='people.department')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='officer', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('power', models.CharField(choices=[('receive', 'Receive'), ('accept', 'Accept'), ('review', 'Review'), ('opine', 'Opine'), ('decide', 'Decide'), ('extend', 'Extend'), ('extend_joint', 'Extend Joint'), ('issue', 'Issue'), ('design', 'Design'), ('administer', 'Administer'), ('supervise', 'Supervise')], max_length=16)),
                ('matter_code', models.CharField(blank=True, max_length=64)),
                ('source', models.CharField(default='own', max_length=12)),
                ('instrument', models.CharField(blank=True, max_length=200)),
                ('valid', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.authority')),
                ('substitute_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='substitutes', to='people.grant')),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='people.officer')),
            ],
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person', 'Person'), ('organisation', 'Organisation')], max_length=12)),
                ('name', models.CharField(max_length=200)),
                ('id_type', models.CharField(max_length=24)),
                ('id_number', models.CharField(max_length=40)),
                ('phone', models.CharField(blank=True, max_length=32)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('address', models.CharField(blank=True, max_length=300)),
                ('details', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('user', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='party', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.JSONField(default=list)),
                ('valid', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('kind', models.CharField(default='agent', max_length=20)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates_held', to='people.party')),
                ('principal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates_given', to='people.party')),
            ],
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('case_id', models.BigIntegerField(null=True)),
                ('field_class', models.CharField(max_length=24)),
                ('purpose', models.CharField(max_length=80)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.party')),
            ],
        ),
        migrations.CreateModel(
            name='Window',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12)),
                ('name', models.JSONField()),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='windows', to='people.centre')),
            ],
        ),
        migrations.AddField(
            model_name='officer',
            name='window',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='people.window'),
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('what', models.CharField(max_length=40)),
                ('ref', models.CharField(max_length=64)),
                ('action', models.CharField(max_length=16)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['-at', '-id'], name='change_newest_first')],
            },
        ),
        migrations.AddConstraint(
            model_name='department',
            constraint=models.UniqueConstraint(models.F('authority'), models.F('code'), name='one_department_per_code'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['user', '-id'], name='inbox_newest_first'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(models.F('user'), models.F('act_id'), models.F('code'), name='one_message_per_act_and_text'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('holder', '='), ('authority', '='), ('power', '='), ('matter_code', '='), ('valid', '&&')], name='one_grant_of_a_power_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.UniqueConstraint(models.F('id_type'), models.F('id_number'), name='one_party_per_identity'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('user__isnull', True), ('kind', 'person'), _connector='OR'), name='only_a_person_has_an_account'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(('principal', models.F('agent')), _negated=True), name='nobody_is_their_own_agent'),
        ),
        migrations.AddConstraint(
            model_name='window',
            constraint=models.UniqueConstraint(models.F('centre'), models.F('code'), name='one_window_per_code'),
        ),
        migrations.AddConstraint(
            model_name='officer',
            constraint=models.UniqueConstraint(models.F('authority'), models.F('badge'), name='one_officer_per_badge'),
        ),
        schema.append_only("people_change"),
        schema.append_only("people_reading"),
    ]
