"""Messages to parties without an account, and why a job failed last."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

FAULTS_GO_WITH_THEIR_JOB = """
ALTER TABLE people_jobfault ADD CONSTRAINT a_fault_goes_with_its_job
  FOREIGN KEY (job_id) REFERENCES procrastinate_jobs (id) ON DELETE CASCADE
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_superior_and_publication"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="messages",
                to="people.user",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="party",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint("party", "act_id", "code", name="one_letter_per_act_and_text"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                name="a_message_is_to_an_account_or_to_a_party",
                condition=Q(user=None) ^ Q(party=None),
            ),
        ),
        migrations.CreateModel(
            name="JobFault",
            fields=[
                ("job_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("error", models.CharField(max_length=300)),
            ],
        ),
        migrations.RunSQL(FAULTS_GO_WITH_THEIR_JOB, migrations.RunSQL.noop),
    ]
