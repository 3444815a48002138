"""SQL that migrations share: tables whose rows are never changed. Kept by the lowest capability."""

from typing import Any

from django.db.migrations import RunSQL

REFUSE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: correct by a further row', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""


def refuse_function() -> RunSQL:
    """The trigger function itself; the first migration of `people` makes it."""
    return RunSQL(REFUSE, "DROP FUNCTION refuse_change()")


def append_only(table: str) -> Any:
    """Refuse UPDATE and DELETE on a table. TRUNCATE is kept from the application's role instead (test runs need it)."""
    return RunSQL(
        f"CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change();",
        f"DROP TRIGGER {table}_is_append_only ON {table};",
    )
