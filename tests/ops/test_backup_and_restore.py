"""`sunhall backup` and `sunhall restore`: what goes in comes out, or nothing changes."""

import json
from pathlib import Path

import psycopg
import pytest
from tests.ops.conftest import Run

from sunhall.ops.postgres import server

pytestmark = pytest.mark.real_time


def run_sql(data: Path, *statements: str) -> list[tuple[object, ...]]:
    with (
        server.using(data) as where,
        psycopg.connect(host=str(where.socket), user=server.USER, dbname=server.DATABASE) as connection,
    ):
        for statement in statements:
            cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def small_house(folder: Path) -> Path:
    """A data folder with a few tables, a trigger and an extension: what a dump must carry."""
    data = folder / "data"
    run_sql(
        data,
        "CREATE EXTENSION pg_trgm",
        "CREATE TABLE django_migrations (id int PRIMARY KEY, name text)",
        "INSERT INTO django_migrations VALUES (1, '示范市'), (2, E'with\\nline')",
        "CREATE TABLE cases_act (id int)",
        "CREATE TABLE blob (content bytea)",
        "INSERT INTO blob VALUES (decode('00ff0a5c', 'hex'))",
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'acts stay'; END $$",
        "CREATE TRIGGER acts_stay BEFORE UPDATE ON django_migrations FOR EACH ROW EXECUTE FUNCTION no()",
    )
    return data


def test_a_backup_restores_to_the_same_rows_triggers_and_bytes(sunhall: Run, small_house: Path, folder: Path) -> None:
    made = sunhall("backup", "all.dump", "--json")
    assert made.returncode == 0, made.stderr
    facts = json.loads(made.stdout)
    assert facts["bytes"] == (folder / "all.dump").stat().st_size
    assert (folder / "all.dump").stat().st_mode & 0o777 == 0o600
    read = sunhall("restore", "all.dump", "--json", SUNHALL_DATA=str(folder / "other"))
    assert read.returncode == 0, read.stderr
    assert json.loads(read.stdout)["tables"] == facts["tables"] == 3
    assert run_sql(folder / "other", "SELECT name FROM django_migrations ORDER BY id") == [("示范市",), ("with\nline",)]
    assert run_sql(folder / "other", "SELECT encode(content, 'hex') FROM blob") == [("00ff0a5c",)]
    with pytest.raises(psycopg.errors.RaiseException, match="acts stay"):
        run_sql(folder / "other", "UPDATE django_migrations SET name = 'x'")


def test_a_restore_over_data_needs_force_and_then_replaces_them(sunhall: Run, small_house: Path, folder: Path) -> None:
    assert sunhall("backup", "all.dump").returncode == 0
    run_sql(small_house, "DELETE FROM django_migrations WHERE id = 2", "CREATE TABLE later (a int)")
    refused = sunhall("restore", "all.dump")
    assert refused.returncode == 1
    assert "not empty" in refused.stderr
    assert "--force" in refused.stderr
    assert run_sql(small_house, "SELECT count(*) FROM django_migrations") == [(1,)]
    forced = sunhall("restore", "all.dump", "--force")
    assert forced.returncode == 0, forced.stderr
    assert run_sql(small_house, "SELECT count(*), to_regclass('later') FROM django_migrations") == [(2, None)]


def test_a_torn_backup_changes_nothing(sunhall: Run, small_house: Path, folder: Path) -> None:
    assert sunhall("backup", "all.dump").returncode == 0
    whole = (folder / "all.dump").read_bytes()
    (folder / "torn.dump").write_bytes(whole[:-12])
    refused = sunhall("restore", "torn.dump", "--force")
    assert refused.returncode == 1
    assert run_sql(small_house, "SELECT count(*) FROM django_migrations") == [(2,)]


def test_what_is_no_backup_of_ours_is_refused(sunhall: Run, small_house: Path, folder: Path) -> None:
    (folder / "letter.txt").write_text("Dear all")
    refused = sunhall("restore", "letter.txt")
    assert refused.returncode == 1
    assert "is not a backup" in refused.stderr
    run_sql(small_house, "DROP TABLE django_migrations")
    assert sunhall("backup", "foreign.dump").returncode == 0
    assert "not of Sunhall" in sunhall("restore", "foreign.dump", "--force").stderr
    assert "There is no file" in sunhall("restore", "missing.dump").stderr


def test_a_database_without_a_house_is_not_backed_up(sunhall: Run, folder: Path) -> None:
    run_sql(folder / "data", "CREATE TABLE letters (a int)")
    refused = sunhall("backup", "all.dump")
    assert refused.returncode == 1
    assert "holds no tables of Sunhall" in refused.stderr and "/etc/sunhall/env" in refused.stderr
    assert not list(folder.glob("all.dump*"))


def test_a_backup_that_cannot_be_written_says_where(sunhall: Run, small_house: Path) -> None:
    refused = sunhall("backup", "/nowhere/all.dump")
    assert refused.returncode == 1
    assert "Cannot write /nowhere/all.dump" in refused.stderr
