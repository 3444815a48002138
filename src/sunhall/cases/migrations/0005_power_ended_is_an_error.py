"""`write_act` fails where the power it uses has ended, so that a commit may travel with it."""

from django.db import migrations

from sunhall.cases import schema


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_running_cases_of_a_version'),
    ]

    operations = [
        migrations.RunSQL(schema.WRITE_ACT, migrations.RunSQL.noop),
    ]
