"""The command `sunhall` answers well to the wrong word, the taken port and the missing server."""

import contextlib
import json
import re
import socket
from pathlib import Path

import psycopg
import pytest
from tests.ops.conftest import REPOSITORY, Run

from sunhall.law import deadline
from sunhall.ops import cli, reference
from sunhall.ops.postgres import server

pytestmark = pytest.mark.real_time
SERVING = {"SUNHALL_SECRET_KEY": "x" * 50, "SUNHALL_URL": "https://hall.example.gov.cn"}


def test_help_names_every_command(sunhall: Run) -> None:
    said = sunhall("--help").stdout
    for command in ("demo", "serve", "worker", "migrate", "backup", "restore", "rebuild", "catalogue", "deadline"):
        assert command in said


def test_an_unknown_command_is_misuse(sunhall: Run) -> None:
    answer = sunhall("fly")
    assert answer.returncode == 2
    assert "invalid choice" in answer.stderr


def test_deadline_answers_without_loading_django(capsys: pytest.CaptureFixture[str], sunhall: Run) -> None:
    answer = sunhall(
        "deadline", "--from", "2026-02-10", "--days", "5", "--json", DJANGO_SETTINGS_MODULE="no.such.module"
    )
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["due"] == "2026-02-24"


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_taken_port_says_which_option_to_use(sunhall: Run, free_port: int, command: str) -> None:
    with contextlib.closing(socket.create_server(("127.0.0.1", free_port))):
        answer = sunhall(command, "--port", str(free_port))
    assert answer.returncode == 1
    assert f"Port {free_port} on 127.0.0.1 is taken" in answer.stderr
    assert f"--port {free_port + 1}" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_an_address_of_another_machine_is_refused(sunhall: Run) -> None:
    answer = sunhall("serve", "--host", "192.0.2.7")
    assert answer.returncode == 1
    assert "Choose" in answer.stderr


def test_without_a_secret_the_server_says_how_to_make_one(sunhall: Run) -> None:
    answer = sunhall("worker", "--once")
    assert answer.returncode == 1
    assert "SUNHALL_SECRET_KEY is not set. Make one with" in answer.stderr


@pytest.mark.parametrize("command", [["serve"], ["worker", "--once"]])
def test_without_its_public_address_nothing_is_served(sunhall: Run, folder: Path, command: list[str]) -> None:
    answer = sunhall(*command, SUNHALL_SECRET_KEY="x" * 50)
    assert answer.returncode == 1
    assert "SUNHALL_URL is not set" in answer.stderr and "Traceback" not in answer.stderr
    assert not (folder / "data").exists()
    wrong = sunhall(*command, SUNHALL_SECRET_KEY="x" * 50, SUNHALL_URL="hall.example.gov.cn")
    assert wrong.returncode == 1 and "SUNHALL_URL must be an address like https://" in wrong.stderr


@pytest.mark.parametrize(
    "command", [["backup", "x.dump"], ["audit"], ["rebuild"], ["calendar", "list"], ["administrator", "add", "chen"]]
)
def test_a_house_that_is_not_there_is_not_made_by_asking_it(sunhall: Run, folder: Path, command: list[str]) -> None:
    answer = sunhall(*command)
    assert answer.returncode == 1
    assert f"There is no database in {folder / 'data'}" in answer.stderr and "/etc/sunhall/env" in answer.stderr
    assert not (folder / "data").exists() and not (folder / "x.dump").exists()


def test_a_server_that_does_not_answer_is_told_in_one_sentence(sunhall: Run, free_port: int) -> None:
    url = f"postgresql://me:secret@127.0.0.1:{free_port}/sunhall"
    for command in (["migrate"], ["backup", "x.dump"], ["worker", "--once"]):
        answer = sunhall(*command, DATABASE_URL=url, **SERVING)
        assert answer.returncode == 1
        assert "The database does not answer" in answer.stderr
        assert "Traceback" not in answer.stderr
        assert "secret" not in answer.stderr


def test_a_wrong_setting_is_named(sunhall: Run) -> None:
    assert "SUNHALL_DEBUG must be 1 or 0" in sunhall("migrate", SUNHALL_DEBUG="maybe").stderr
    assert "DATABASE_URL must begin with postgresql://" in sunhall("migrate", DATABASE_URL="mysql://x/y").stderr


def test_every_variable_the_program_reads_stands_in_the_reference() -> None:
    listed = {row.name for rows in reference.SETTINGS.values() for row in rows}
    assert reference.read_by_the_program() - {"SUNHALL_TEST_DATA"} == listed


def test_every_argument_of_every_command_has_a_sentence() -> None:
    for name, words, parser in reference.commands():
        assert words, name
        for action in reference.arguments(parser):
            assert action.help or "--json" in action.option_strings, f"{name} {action.dest}"


def test_every_command_and_every_option_stands_in_the_reference() -> None:
    page = (REPOSITORY / "docs" / "reference" / "command-line.md").read_text("utf-8")
    sections = dict(re.findall(r"^###? sunhall ([a-z -]+)\n(.*?)(?=^##|\Z)", page, re.DOTALL | re.MULTILINE))
    commands = {name: parser for name, _, parser in reference.commands()}
    assert set(sections) == set(commands)
    assert {"audit", "catalogue import", "calendar load", "rebuild", "deadline", "administrator add"} <= set(commands)
    for name, parser in commands.items():
        for action in reference.arguments(parser):
            for option in action.option_strings or [str(action.metavar or action.dest.upper())]:
                assert f"{option}" in sections[name], f"{name} {option}"
    for field in deadline.FIELDS:
        assert f"| `{field}` |" in sections["deadline"]


def test_a_closed_pipe_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_: list[str]) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(cli, "_run", closed)
    monkeypatch.setattr(cli.os, "dup2", lambda *_: None)
    assert cli.main(["anything"]) == 141


def test_migrate_applies_and_the_granted_role_serves_but_changes_no_act(sunhall: Run, folder: Path) -> None:
    data = folder / "data"
    with server.using(data) as where:
        login = {"host": str(where.socket), "dbname": server.DATABASE}
        with psycopg.connect(user=server.USER, autocommit=True, **login) as owner:
            assert sunhall("migrate", "--check").returncode == 1
            applied = sunhall("migrate", "--json")
            assert applied.returncode == 0, applied.stderr
            assert "people.0001_initial" in json.loads(applied.stdout)["applied"]
            assert sunhall("migrate", "--check").returncode == 0
            assert "no role web" in sunhall("migrate", "--grant-to", "web").stderr
            assert "is a superuser" in sunhall("migrate", "--grant-to", server.USER).stderr
            owner.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999_from_tomorrow', now()), "
                "('axes', '9999_of_a_library', now())"
            )
            for newer in (sunhall("migrate"), sunhall("migrate", "--check")):
                assert newer.returncode == 1
                assert "migrated by a newer Sunhall (people.9999_from_tomorrow)" in newer.stderr
            owner.execute("DELETE FROM django_migrations WHERE name LIKE '9999%'")
            owner.execute("CREATE ROLE web LOGIN")
            granted = sunhall("migrate", "--grant-to", "web")
            assert granted.returncode == 0, granted.stderr
            owner.execute("CREATE TABLE made_later (a int)")
        as_web = f"postgresql://web@/{server.DATABASE}?host={where.socket}"
        worked = sunhall("worker", "--once", DATABASE_URL=as_web, **SERVING)
        assert worked.returncode == 0, worked.stderr
        with psycopg.connect(user="web", autocommit=True, **login) as web:
            web.execute("SELECT count(*) FROM cases_act")
            web.execute("INSERT INTO made_later VALUES (1)")
            for forbidden in (
                "UPDATE cases_act SET seq = 0",
                "DELETE FROM cases_act",
                "TRUNCATE cases_act CASCADE",
                "ALTER TABLE cases_act DISABLE TRIGGER ALL",
                "DELETE FROM django_migrations",
                "DROP TABLE made_later",
                "CREATE TABLE mine (a int)",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    web.execute(forbidden)
