"""`lock_case` also reads the version of the calendar, so that an act counts on the notices in force when it is done."""

from django.db import migrations

from sunhall.cases import schema


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_the_law_in_full'),
        ('calendars', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(schema.LOCK_CASE, migrations.RunSQL.noop),
    ]
