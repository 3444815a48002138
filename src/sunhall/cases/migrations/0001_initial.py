import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sunhall.cases import schema
from sunhall.people import schema as people_schema


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("procrastinate", "0041_post_retry_failed_job"),
        ('catalogue', '0001_initial'),
        ('documents', '0001_initial'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=50, unique=True)),
                ('query_code', models.CharField(max_length=12)),
                ('matter_code', models.CharField(max_length=80)),
                ('created_at', models.DateTimeField()),
                ('seq', models.IntegerField()),
                ('phase', models.CharField(max_length=16)),
                ('outcome', models.CharField(blank=True, max_length=16)),
                ('received_on', models.DateField()),
                ('accepted_on', models.DateField(null=True)),
                ('decided_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('statutory_end', models.IntegerField(null=True)),
                ('promised_end', models.IntegerField(null=True)),
                ('statutory_due_on', models.DateField(null=True)),
                ('promised_due_on', models.DateField(null=True)),
                ('lanes', models.JSONField(default=list)),
                ('authority', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.authority')),
                ('centre', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.centre')),
                ('party', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.party')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.matterversion')),
            ],
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('matter_code', models.CharField(max_length=80)),
                ('channel', models.CharField(default='online', max_length=12)),
                ('answers', models.JSONField(default=dict)),
                ('data', models.JSONField(default=dict)),
                ('sources', models.JSONField(default=dict)),
                ('revision', models.IntegerField(default=0)),
                ('salt', models.UUIDField()),
                ('created_at', models.DateTimeField()),
                ('saved_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(null=True)),
                ('discarded_at', models.DateTimeField(null=True)),
                ('centre', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.centre')),
                ('mandate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.mandate')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.party')),
                ('supplements', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.application')),
                ('typed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.matterversion')),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.IntegerField()),
                ('kind', models.CharField(max_length=32)),
                ('at', models.DateTimeField()),
                ('on', models.DateField()),
                ('basis', models.CharField(max_length=40)),
                ('payload', models.JSONField()),
                ('key', models.UUIDField(null=True)),
                ('digest', models.BinaryField()),
                ('authority', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.authority')),
                ('grant', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.grant')),
                ('officer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.officer')),
                ('party', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.party')),
                ('typed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('material', models.CharField(max_length=80)),
                ('verdict', models.CharField(max_length=8)),
                ('reason', models.CharField(blank=True, max_length=40)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='cases.application')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.officer')),
            ],
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('material', models.CharField(max_length=80)),
                ('form', models.CharField(default='electronic', max_length=12)),
                ('added_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='cases.application')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
            ],
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField()),
                ('digest', models.BinaryField()),
                ('created_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=10)),
                ('matter_code', models.CharField(max_length=80)),
                ('end', models.IntegerField()),
                ('authority', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.authority')),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='cases.case')),
                ('centre', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.centre')),
            ],
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['party', '-id'], name='cases_of_a_party'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['authority', '-id'], name='cases_of_an_authority'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('seq__gte', 1)), name='a_case_begins_with_an_act'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('statutory_due_on__isnull', True), ('statutory_end__isnull', False), _connector='OR'), name='a_date_needs_a_running_clock'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('discarded_at__isnull', True), ('submitted_at__isnull', True)), fields=['party', '-saved_at'], name='drafts_of_a_party'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(condition=models.Q(('case__isnull', False), ('supplements__isnull', True)), fields=('case',), name='one_first_application_per_case'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(condition=models.Q(('discarded_at__isnull', True), ('submitted_at__isnull', True), ('supplements__isnull', False)), fields=('case',), name='one_open_supplement_per_case'),
        ),
        migrations.AddConstraint(
            model_name='act',
            constraint=models.UniqueConstraint(models.F('case'), models.F('seq'), name='acts_are_numbered_without_doubles'),
        ),
        migrations.AddConstraint(
            model_name='act',
            constraint=models.UniqueConstraint(condition=models.Q(('key__isnull', False)), fields=('case', 'key'), name='a_repeated_request_makes_one_act'),
        ),
        migrations.AddConstraint(
            model_name='act',
            constraint=models.CheckConstraint(condition=models.Q(('seq__gte', 1)), name='acts_are_numbered_from_one'),
        ),
        migrations.AddConstraint(
            model_name='act',
            constraint=models.CheckConstraint(condition=models.Q(('officer__isnull', True), ('grant__isnull', False), _connector='OR'), name='an_officers_act_keeps_its_power'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.UniqueConstraint(models.F('application'), models.F('material'), name='one_finding_per_material'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['ok', 'missing', 'wrong'])), name='a_finding_is_ok_missing_or_wrong'),
        ),
        migrations.AddIndex(
            model_name='paper',
            index=models.Index(condition=models.Q(('removed_at__isnull', True)), fields=['application', 'material'], name='papers_there'),
        ),
        migrations.AddIndex(
            model_name='turn',
            index=models.Index(fields=['authority', 'role', 'end', 'id'], include=('matter_code', 'case'), name='desk_in_order'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.UniqueConstraint(models.F('case'), models.F('authority'), models.F('role'), name='a_case_lies_once_on_a_desk'),
        ),
        migrations.RunSQL(schema.XID, "ALTER TABLE cases_act DROP COLUMN xid"),
        people_schema.append_only("cases_act"),
        people_schema.append_only("cases_statement"),
        migrations.RunSQL(schema.NUMBERS, "DROP SEQUENCE case_number_seq"),
        migrations.RunSQL(schema.WRITE_TURNS, migrations.RunSQL.noop),
        migrations.RunSQL(schema.LOCK_CASE, migrations.RunSQL.noop),
        migrations.RunSQL(schema.WRITE_ACT, migrations.RunSQL.noop),
        migrations.RunSQL(schema.WRITE_COPY, migrations.RunSQL.noop),
    ]
