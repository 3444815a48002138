"""`lock_case` and `write_act` find a grant by its holder or its id, never by its time."""

from django.db import migrations

from sunhall.cases import schema


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_power_ended_is_an_error'),
    ]

    operations = [
        migrations.RunSQL(schema.LOCK_CASE, migrations.RunSQL.noop),
        migrations.RunSQL(schema.WRITE_ACT, migrations.RunSQL.noop),
    ]
