"""Nothing acknowledged is lost and nothing is done by half, however the web process or the database is killed.

A database of its own, durable as in service. (A kill leaves the disk's cache alone: losing power is PostgreSQL's and
the disk's promise, kept by `fsync` and `synchronous_commit`, which the test reads from the server.)
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker
from tests.cases import racing

from sunhall.ops.postgres import places, processes, programs, server

pytestmark = pytest.mark.real_time

REPOSITORY = Path(__file__).resolve().parents[2]
THREADS = 3
PATIENCE = 60.0  # seconds


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In place of the fixture of this name: the city is really there, to be copied from."""
    with racing.committed_city(django_db_blocker):
        yield


@pytest.fixture(scope="module")
def dump(db: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The test database with the city, as a file: making the tables anew takes longer than all crashes together."""
    asked, file = connection.get_connection_params(), tmp_path_factory.mktemp("crash") / "city.dump"
    known = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    environment = os.environ | {known[k]: str(v) for k, v in asked.items() if k in known and v}
    subprocess.run([_client("pg_dump"), "-Fc", "-f", str(file)], env=environment, check=True)
    return file


def _client(name: str) -> str:
    return str(max(programs.client_folders(), key=programs.client_version) / name)


class Town:
    """A durable database, and web processes at work on it whose acknowledged acts are in `acks`."""

    def __init__(self, folder: Path, dump: Path) -> None:
        self.data, self.acks = folder / "data", folder / "acks"
        self.acks.touch()
        self.where = places.of(self.data)
        self.web: list[subprocess.Popen[bytes]] = []
        self.server: subprocess.Popen[bytes] | None = None
        self.dump = dump

    def fill(self) -> None:
        self.where = places.of(self.data.resolve())
        host = str(self.where.socket)
        command = [_client("pg_restore"), "-h", host, "-U", server.USER, "-d", server.DATABASE, "--no-owner"]
        subprocess.run([*command, str(self.dump)], check=True)
        told = self.rows("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        assert told == [("on", "on")]

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        host = str(self.where.socket)
        with psycopg.connect(host=host, user=server.USER, dbname=server.DATABASE, autocommit=True) as told:
            return told.execute(sql, values).fetchall()  # type: ignore[arg-type]

    def environment(self) -> dict[str, str]:
        left = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "DATABASE_", "PYTEST_"))}
        paths = os.pathsep.join([str(REPOSITORY / "src"), str(REPOSITORY)])
        return left | {"SUNHALL_DATA": str(self.data), "SUNHALL_TEST": "1", "PYTHONPATH": paths}

    def start_web(self, port: int | None = None) -> None:
        """A web process, or browsers of the web server at the port; returns when the first act is acknowledged."""
        had = len(self.acknowledged())
        driver = [sys.executable, str(Path(__file__).with_name("crash_driver.py")), str(self.acks), str(THREADS)]
        driver += [str(port)] if port else []
        self.web.append(subprocess.Popen(driver, env=self.environment(), cwd=REPOSITORY))
        self.wait_for(lambda: len(self.acknowledged()) > had)

    def kill_web(self) -> None:
        process = self.web.pop()
        process.send_signal(signal.SIGKILL)
        process.wait()

    def start_server(self, port: int) -> None:
        """`sunhall serve`, in a process group of its own. It answers a moment later."""
        command = [sys.executable, "-m", "sunhall.ops.cli", "serve", "--port", str(port), "--workers", "2"]
        self.server = subprocess.Popen(command, env=self.environment(), cwd=REPOSITORY, start_new_session=True)

    def kill_server(self) -> None:
        """All its processes at once."""
        if self.server is not None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
            self.server = None

    def kill_database(self, *, with_backends: bool) -> None:
        postmaster = processes.postmaster(self.where.database)
        assert postmaster is not None
        for pid in processes.all_in(self.where.database) if with_backends else [postmaster]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue  # a backend may end by itself meanwhile
        self.wait_for(lambda: processes.postmaster(self.where.database) is None)

    def acknowledged(self) -> list[list[str]]:
        return [line.split() for line in self.acks.read_text().splitlines()]

    def jobs_to_do(self) -> int:
        [[number]] = self.rows("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        return int(number)

    def wait_for(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < end, "nothing is done"
            assert all(process.poll() is None for process in self.web), "the web process ended by itself"
            time.sleep(0.02)

    def act_for(self, seconds: float) -> None:
        """Let the web process work until something is acknowledged anew, and a little longer."""
        had = len(self.acknowledged())
        self.wait_for(lambda: len(self.acknowledged()) > had + THREADS)
        time.sleep(seconds)


@pytest.fixture
def town(dump: Path) -> Iterator[Town]:
    folder = Path(tempfile.mkdtemp(prefix="sunhall-crash-"))
    folder.chmod(0o711)
    made = Town(folder, dump)
    with server.using(made.data):
        made.fill()
        try:
            yield made
        finally:
            while made.web:
                made.kill_web()
            made.kill_server()
    for each in {made.where.home, made.where.socket, folder}:
        shutil.rmtree(each, ignore_errors=True)


def assert_nothing_lost(town: Town, jobs_left: bool = True) -> None:
    """Every acknowledged act is there; acts, copies, desks, applications and jobs came and went together."""
    said = town.acknowledged()
    acts = {(str(c), str(a)) for c, a in town.rows("SELECT case_id, id FROM cases_act")}
    cases = {str(c) for (c,) in town.rows("SELECT id FROM cases_case")}
    revisions = {str(a): r for a, r in town.rows("SELECT id, revision FROM cases_application")}
    assert [s for s in said if s[0] == "act" and (s[1], s[2]) not in acts] == []
    assert [s for s in said if s[0] == "submit" and s[1] not in cases] == []
    assert [s for s in said if s[0] == "save" and revisions.get(s[1], -1) < int(s[2])] == []
    for sentence, sql in BROKEN.items():
        assert town.rows(sql) == [], sentence
    if jobs_left:
        assert town.rows(JOBLESS) == []


BROKEN = {
    "acts are numbered without gaps, and the copy stands at the last one": (
        "SELECT c.id FROM cases_case c LEFT JOIN cases_act a ON a.case_id = c.id GROUP BY c.id, c.seq"
        " HAVING count(a.id) <> c.seq OR max(a.seq) IS DISTINCT FROM c.seq OR min(a.seq) <> 1"
    ),
    "a case that is not granted yet lies on a desk, and no case on two; what is only watched lies beside": (
        "SELECT c.id FROM cases_case c LEFT JOIN cases_turn t ON t.case_id = c.id AND t.role <> 'special'"
        " GROUP BY c.id HAVING count(t.id) <> 1"
    ),
    "an application is submitted exactly when its case is there": (
        "SELECT id FROM cases_application WHERE (case_id IS NULL) <> (submitted_at IS NULL)"
        " UNION ALL SELECT a.id FROM cases_application a LEFT JOIN cases_case c ON c.id = a.case_id"
        " WHERE a.case_id IS NOT NULL AND c.id IS NULL"
    ),
    "prose is kept with the act that names it, or not at all": (
        "SELECT s.id::text FROM cases_statement s WHERE NOT EXISTS (SELECT FROM cases_act a"
        " WHERE a.case_id = s.case_id AND (a.payload->>'statement')::bigint = s.id)"
    ),
    "a job names an act that is there": (
        "SELECT j.id FROM procrastinate_jobs j LEFT JOIN cases_act a ON a.id = (j.args->>'act_id')::bigint"
        " WHERE j.task_name = 'after_act' AND a.id IS NULL"
    ),
}
JOBLESS = (
    "SELECT a.id FROM cases_act a LEFT JOIN procrastinate_jobs j"
    " ON j.task_name = 'after_act' AND (j.args->>'act_id')::bigint = a.id GROUP BY a.id HAVING count(j.id) <> 1"
)


def assert_copies_are_the_fold(town: Town) -> None:
    command = [sys.executable, "-m", "sunhall.ops.cli", "rebuild", "--dry-run", "--json"]
    done = subprocess.run(command, env=town.environment(), cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def crash(town: Town, *, database: int, web: int, seconds: float) -> None:
    town.start_web()
    for time_ in range(database):
        town.act_for(seconds)
        town.kill_database(with_backends=time_ % 2 == 0)
        server.ensure_running(town.data)
        assert_nothing_lost(town)
    for _ in range(web):
        town.kill_web()
        assert_nothing_lost(town)
        town.start_web()
        town.act_for(seconds)
    town.kill_web()
    assert_nothing_lost(town)
    assert_copies_are_the_fold(town)


def test_kills_of_the_database_and_of_the_web_process_lose_nothing(town: Town) -> None:
    crash(town, database=4, web=1, seconds=0.05)
    assert len(town.acknowledged()) > 4 * THREADS


@pytest.mark.slow
def test_kills_of_the_web_server_and_of_the_database_lose_nothing_that_a_page_has_confirmed(
    town: Town, free_port: int
) -> None:
    town.start_server(free_port)
    town.start_web(free_port)
    for _ in range(2):
        town.act_for(0.3)
        town.kill_server()
        assert_nothing_lost(town)
        town.start_server(free_port)
    town.act_for(0.3)
    town.kill_database(with_backends=True)
    server.ensure_running(town.data)
    assert_nothing_lost(town)
    town.act_for(0.3)
    town.kill_server()
    town.kill_web()
    assert_nothing_lost(town)
    assert_copies_are_the_fold(town)


@pytest.mark.slow
def test_many_kills_lose_nothing_and_the_worker_then_does_every_job(town: Town) -> None:
    crash(town, database=12, web=6, seconds=0.3)
    owed = json.dumps(["submit", "accept", "check_facts", "start_special_procedure", "end_special_procedure", "grant"])
    worker = [sys.executable, "-m", "sunhall.ops.cli", "worker", "--queue", "acts"]
    for _ in range(3):
        enough = max(town.jobs_to_do() - 5, 0)
        process = subprocess.Popen(worker, env=town.environment(), cwd=REPOSITORY)
        town.wait_for(lambda enough=enough: town.jobs_to_do() <= enough)  # type: ignore[misc]
        process.kill()
        process.wait()
    town.rows("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour' RETURNING id")
    take_up = (
        "import django; django.setup()\nfrom asgiref.sync import async_to_sync\nfrom sunhall.jobs import tasks\n"
        "async_to_sync(tasks.take_up_stalled.func)(0)"
    )
    settings = town.environment() | {"DJANGO_SETTINGS_MODULE": "sunhall.ops.settings"}
    subprocess.run([sys.executable, "-c", take_up], env=settings, cwd=REPOSITORY, check=True)
    left = "SELECT id, status FROM procrastinate_jobs WHERE task_name = 'after_act'"
    for _ in range(6):  # a job that met another one at its case waits a moment and is tried again
        subprocess.run([*worker, "--once"], env=town.environment(), cwd=REPOSITORY, check=True, timeout=540)
        if not town.rows(left):
            break
        time.sleep(5)
    assert town.rows(left) == []
    lacking = (
        "SELECT a.id, a.kind, count(n.id) FROM cases_act a LEFT JOIN documents_notice n ON n.act_id = a.id"
        " WHERE a.kind IN (SELECT json_array_elements_text(%s::json)) GROUP BY a.id HAVING count(n.id) <> 1"
    )
    assert town.rows(lacking, owed) == [], "one notice for each act that owes one"
    gaps = "SELECT kind FROM documents_notice GROUP BY authority_code, kind, year HAVING max(serial) <> count(*)"
    assert town.rows(gaps) == [], "notices are numbered without gaps"
    assert_nothing_lost(town, jobs_left=False)
