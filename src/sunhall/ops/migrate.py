"""`sunhall migrate`: bring the tables up to the program, as their owner; and rights for the account that serves.

The program should not connect as the owner of its tables: an owner may switch off the trigger that keeps acts from
being changed. `--grant-to ROLE` gives a second role what the program needs, and no more.
"""

from typing import Any

from sunhall.ops import ground
from sunhall.ops.say import Failed, answer, progress

LOCK = 7_316_001  # any number nobody else uses: two migrations at once wait for each other
# What happened is added to and never changed, not even by a mistake of ours.
APPEND_ONLY = ("cases_act", "people_change", "people_reading")
READ_ONLY = ("django_migrations",)


def migrate(*, check: bool, grant_to: str | None, as_json: bool) -> int:
    """Apply what is missing. With `check`, only tell (exit code 1 when something is).

    Raises Failed, also when a newer Sunhall has been at work here: this one does not know what its tables mean.
    """
    with ground.database():
        ground.signs_nothing()
        ground.django()
        from django.db import OperationalError

        try:
            done = _pending()
        except OperationalError as error:
            raise Failed(f"The database does not answer: {str(error).strip()}") from error
        if check:
            words = "Not applied: " + ", ".join(done) if done else "The tables are up to date."
            answer(words, {"pending": done}, as_json=as_json)
            return 1 if done else 0
        apply()
        if grant_to:
            grant(grant_to)
        words = f"{len(done)} migration(s) applied." if done else "The tables were up to date."
        answer(words, {"applied": done, "granted_to": grant_to}, as_json=as_json)
        return 0


def apply() -> None:
    """Apply all migrations; one process at a time, the others wait. After `ground.django()`. Raises Failed."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    _require_known(MigrationLoader(connection))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        call_command("migrate", interactive=False, verbosity=0)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _pending() -> list[str]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    _require_known(executor.loader)
    plan: list[Any] = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def _require_known(loader: Any) -> None:
    """Raises Failed when a migration of ours was applied that this program does not have: a newer one made it.

    Those of libraries are not asked about: they may fold old ones together.
    """
    from django.apps import apps

    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("sunhall.")}
    unknown = sorted(key for key in loader.applied_migrations if key[0] in ours and key not in loader.disk_migrations)
    if unknown:
        names = ", ".join(f"{label}.{name}" for label, name in unknown)
        raise Failed(
            f"These data were migrated by a newer Sunhall ({names}); this program does not know them. Nothing was "
            "changed. Run the newer program, or restore the backup that was made before the upgrade."
        )


def grant(role: str) -> None:
    """Give `role` the rights to serve: read and write rows, append to what is append-only, change no table.

    Also for tables of later migrations. Raises Failed when the role is missing, a superuser, or owns our tables.
    """
    from django.db import connection, transaction
    from psycopg import sql

    with transaction.atomic(), connection.cursor() as cursor:
        _require_fit(cursor, role)
        name = sql.Identifier(role)
        cursor.execute("SELECT current_database(), tablename FROM pg_tables WHERE schemaname = 'public'")
        rows = cursor.fetchall()
        statements = [
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(rows[0][0]), name),
            sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name),
            sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(name),
            sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(name),
            sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(name),
            sql.SQL("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}").format(name),
            sql.SQL(
                "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}"
            ).format(name),
            sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}").format(name),
        ]
        tables = {row[1] for row in rows}
        statements += [
            sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(sql.Identifier(table), name)
            for table in APPEND_ONLY
            if table in tables
        ]
        statements += [
            sql.SQL("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}").format(sql.Identifier(table), name)
            for table in READ_ONLY
        ]
        for statement in statements:
            cursor.execute(statement.as_string(cursor.connection))
    progress(f"The role {role} may serve; it may not change tables, nor acts.")


def _require_fit(cursor: Any, role: str) -> None:
    cursor.execute("SELECT rolsuper, rolname = current_user FROM pg_roles WHERE rolname = %s", [role])
    found = cursor.fetchone()
    if found is None:
        raise Failed(f"There is no role {role}. Make it first: CREATE ROLE {role} LOGIN PASSWORD '…';")
    if found[0]:
        raise Failed(f"The role {role} is a superuser: no right can be kept from it. Choose an ordinary one.")
    if found[1]:
        raise Failed(f"The role {role} owns the tables. The one that serves must be another.")
