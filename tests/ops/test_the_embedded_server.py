"""The embedded PostgreSQL survives what happens to servers on office PCs. Each test is an accident that was seen."""

import contextlib
import fcntl
import json
import os
import pwd
import shlex
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from tests.ops.conftest import clean_environment

from sunhall.ops.postgres import account, errors, keeper, places, processes, programs, server

pytestmark = [pytest.mark.real_time]
FAST = {"fsync": "off"}
IS_ROOT = os.geteuid() == 0


@pytest.fixture
def data(folder: Path) -> Path:
    return folder / "data"


def connect(where: places.Places) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(host=str(where.socket), user=server.USER, dbname=server.DATABASE, autocommit=True)


def eventually(true: Callable[[], object], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(true())


def user_in_a_process(data: Path, then: str = "time.sleep(600)") -> "subprocess.Popen[str]":
    """Another process that uses the server, for killing. Returns once the server is up."""
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom sunhall.ops.postgres import server\n"
        f"with server.using(Path({str(data)!r}), settings={FAST!r}) as where:\n"
        f"    print('up', flush=True)\n    {then}\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=clean_environment())
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "up"
    return process


@pytest.fixture
def users() -> Iterator[list["subprocess.Popen[str]"]]:
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        process.kill()
        process.communicate()


def keeper_of(data: Path) -> int:
    """The parent of the postmaster."""
    pid = processes.postmaster(places.of(data).database)
    assert pid is not None
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_it_starts_keeps_the_data_and_is_down_afterwards(data: Path) -> None:
    with server.using(data, settings=FAST) as where, connect(where) as connection:
        connection.execute("CREATE TABLE kept (words text)")
        connection.execute("INSERT INTO kept VALUES ('食品经营许可')")
    assert processes.all_in(where.database) == []
    with server.using(data, settings=FAST) as where, connect(where) as connection:
        assert connection.execute("SELECT words FROM kept").fetchall() == [("食品经营许可",)]


def test_it_is_private_and_speaks_utf8_of_the_built_in_locale(data: Path) -> None:
    with server.using(data, settings=FAST) as where, connect(where) as connection:
        assert where.database.stat().st_mode & 0o777 == 0o700
        assert where.socket.stat().st_mode & 0o777 == 0o700
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        asked = (
            "SELECT datcollate, '食' ~ '[[:alpha:]]', upper('é') FROM pg_database WHERE datname = current_database()"
        )
        assert connection.execute(asked).fetchone() == ("C.UTF-8", True, "É")
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)


def test_the_second_user_shares_it_and_the_last_one_stops_it(data: Path, users: list["subprocess.Popen[str]"]) -> None:
    users.append(user_in_a_process(data, "time.sleep(600)"))
    with server.using(data, settings=FAST) as where:
        first = processes.postmaster(where.database)
    assert processes.postmaster(where.database) == first  # the other still uses it
    users[0].terminate()
    assert eventually(lambda: not processes.all_in(where.database))


def test_four_starts_at_once_give_one_server(data: Path, users: list["subprocess.Popen[str]"]) -> None:
    code = (
        "from pathlib import Path\nfrom sunhall.ops.postgres import processes, server\nimport time\n"
        f"with server.using(Path({str(data)!r}), settings={FAST!r}) as where:\n"
        "    print(processes.postmaster(where.database), flush=True)\n    time.sleep(2)\n"
    )
    command = [sys.executable, "-c", code]
    users += [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=clean_environment()) for _ in range(4)]
    answers = {process.communicate(timeout=60)[0].strip() for process in users}
    assert len(answers) == 1
    assert answers != {"None"}
    assert eventually(lambda: not processes.all_in(data / "database"))


def test_a_user_killed_hard_leaves_no_server_behind(data: Path, users: list["subprocess.Popen[str]"]) -> None:
    users.append(user_in_a_process(data))
    database = places.of(data).database
    assert processes.postmaster(database)
    users[0].kill()
    assert eventually(lambda: not processes.all_in(database))


def test_after_kill_9_of_everything_it_starts_with_all_that_was_committed(
    data: Path, users: list["subprocess.Popen[str]"]
) -> None:
    users.append(user_in_a_process(data))
    where = places.of(data)
    with connect(where) as connection:
        connection.execute("CREATE TABLE kept AS SELECT g FROM generate_series(1, 1000) g")
    everything = [processes.postmaster(where.database) or 0, *processes.all_in(where.database), keeper_of(data)]
    for pid in [*everything, users[0].pid]:
        with contextlib.suppress(ProcessLookupError):  # a backend may go with its server
            os.kill(pid, signal.SIGKILL)
    assert eventually(lambda: not processes.all_in(where.database))
    assert (where.database / "postmaster.pid").exists()  # the accident really happened
    with server.using(data, settings=FAST) as where, connect(where) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)


def test_after_kill_9_of_the_server_it_waits_for_a_busy_backend(
    data: Path, users: list["subprocess.Popen[str]"]
) -> None:
    users.append(user_in_a_process(data))
    where = places.of(data)
    busy = connect(where)
    busy.execute("SET statement_timeout = '4s'")
    old = processes.postmaster(where.database)
    work = subprocess.Popen(  # a backend that looks at nothing while it counts
        [sys.executable, "-c", _BUSY.format(socket=str(where.socket))], env=clean_environment()
    )
    assert eventually(lambda: busy.execute(_IS_BUSY).fetchone())
    assert old is not None
    os.kill(old, signal.SIGKILL)
    busy.close()
    assert eventually(lambda: processes.postmaster(where.database) is None)
    said: list[str] = []
    server.ensure_running(data, say=said.append, settings=FAST)
    new = processes.postmaster(where.database)
    assert new not in (None, old)
    assert any("Waiting for the processes of a killed" in line for line in said)
    work.kill()
    work.wait()


_IS_BUSY = "SELECT 1 FROM pg_stat_activity WHERE query LIKE '/* busy%' AND state = 'active'"
_BUSY = """
import psycopg
with psycopg.connect(host={socket!r}, user='sunhall', dbname='sunhall') as c:
    c.execute("SET statement_timeout = '3s'")
    try:
        c.execute("/* busy */ SELECT count(*) FROM generate_series(1, 2000000000)")
    except psycopg.Error:
        pass
"""


def test_it_refuses_to_start_beside_a_backend_that_does_not_end(
    data: Path, users: list["subprocess.Popen[str]"], monkeypatch: pytest.MonkeyPatch
) -> None:
    users.append(user_in_a_process(data))
    where = places.of(data)
    with connect(where) as connection:
        backend = connection.info.backend_pid
        os.kill(backend, signal.SIGSTOP)
        try:
            os.kill(processes.postmaster(where.database) or 0, signal.SIGKILL)
            assert eventually(lambda: processes.postmaster(where.database) is None)
            monkeypatch.setattr(server, "ORPHAN_SECONDS", 0.5)
            with pytest.raises(errors.CannotStart, match=f"left processes at work .*{backend}"):
                server.ensure_running(data, settings=FAST)
        finally:
            os.kill(backend, signal.SIGKILL)


def test_a_stale_pid_that_another_program_now_has_is_no_server_and_harms_nobody(data: Path) -> None:
    with server.using(data, settings=FAST) as where:
        pass
    innocent = subprocess.Popen(["sleep", "600"])
    try:
        for stale in (where.database / "postmaster.pid", where.socket / (places.SOCKET_NAME + ".lock")):
            stale.write_text(f"{innocent.pid}\n{where.database}\n1\n5432\n{where.socket}\n\n0 0\nready\n")
        assert processes.postmaster(where.database) is None
        with server.using(data, settings=FAST), connect(where) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert innocent.poll() is None
    finally:
        innocent.kill()
        innocent.wait()


def test_a_zombie_server_does_not_count_as_running(data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    database = tmp_path / "database"
    database.mkdir()
    (database / "postmaster.pid").write_text("77\n")
    entry = tmp_path / "proc" / "77"
    entry.mkdir(parents=True)
    (entry / "cwd").symlink_to(database)
    (entry / "stat").write_text("77 (postgres) S 1 77")
    monkeypatch.setattr(processes, "PROC", tmp_path / "proc")
    assert processes.postmaster(database) == 77
    (entry / "stat").write_text("77 (postgres) Z 1 77")
    assert processes.postmaster(database) is None
    (entry / "stat").write_text("77 (postgres) extra) S 1 77")
    assert processes.postmaster(database) is None


def test_a_database_of_another_version_is_left_alone_with_the_way_out(data: Path) -> None:
    database = data / "database"
    database.mkdir(parents=True)
    (database / "PG_VERSION").write_text("12\n")
    if IS_ROOT:
        shutil.chown(database, "nobody")
    with pytest.raises(errors.CannotStart) as refusal, server.using(data, settings=FAST):
        pass
    said = str(refusal.value)
    assert "made by PostgreSQL 12" in said
    assert "apt-get install postgresql-12" in said
    here = f"SUNHALL_DATA={data}"
    assert f"{here} PG_BIN=/usr/lib/postgresql/12/bin {errors.command_line()} backup sunhall-12.dump\n" in said
    assert f"mv {database} {database}.12\n" in said
    assert f"{here} {errors.command_line()} restore sunhall-12.dump && {here}" in said
    program = Path(shlex.split(errors.command_line())[0])
    assert program.is_absolute() and program.exists()
    assert (database / "PG_VERSION").read_text() == "12\n"


def test_pg_bin_must_hold_the_programs(data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(errors.CannotStart, match="no postgres program in it"), server.using(data):
        pass


def test_a_start_that_was_killed_while_making_the_database_is_begun_again(data: Path) -> None:
    torn = data / "database.new"
    torn.mkdir(parents=True)
    (torn / "half").write_text("written")
    with server.using(data, settings=FAST) as where, connect(where) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert not torn.exists()


def test_a_socket_path_longer_than_the_kernel_takes_moves_to_a_short_private_folder(folder: Path) -> None:
    data = folder / ("x" * 60) / ("y" * 60) / "data"
    data.parent.mkdir(parents=True)
    with server.using(data, settings=FAST) as where, connect(where) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        assert len(os.fsencode(where.socket)) < 60
        assert where.socket.stat().st_mode & 0o777 == 0o700
        assert places.socket_folder(data) == where.socket
    shutil.rmtree(where.socket)  # as a restart of the machine does with /tmp
    with server.using(data, settings=FAST) as where, connect(where) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    shutil.rmtree(where.socket)


def test_a_full_disk_is_told_with_what_to_do(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil._ntuple_diskusage(total=10**9, used=10**9 - 10**6, free=10**6)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(errors.CannotStart, match=r"no space left on the disk.*Free some"), server.using(data):
        pass


def test_a_place_that_is_a_file_is_told_with_what_to_do(data: Path) -> None:
    data.write_text("I am a file")
    with pytest.raises(errors.CannotStart, match=r"cannot be written to.*SUNHALL_DATA"), server.using(data):
        pass


def test_the_reason_of_a_failed_start_is_told(data: Path) -> None:
    with pytest.raises(errors.CannotStart, match="no_such_thing"), server.using(data, settings={"no_such_thing": "1"}):
        pass


@pytest.mark.skipif(not IS_ROOT, reason="only root drops to another account")
def test_as_root_it_runs_under_an_unprivileged_account(data: Path) -> None:
    with server.using(data, settings=FAST) as where:
        pid = processes.postmaster(where.database)
        assert Path(f"/proc/{pid}").stat().st_uid != 0
        assert where.database.stat().st_uid == Path(f"/proc/{pid}").stat().st_uid


@pytest.mark.skipif(not IS_ROOT, reason="only root drops to another account")
def test_as_root_a_folder_the_account_cannot_enter_is_served_from_elsewhere_and_stays_closed() -> None:
    closed = Path(tempfile.mkdtemp(prefix="sunhall-closed-"))  # 0700 and root's, as /root is
    try:
        with server.using(closed / "data", settings=FAST) as where, connect(where) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
            assert where.home.is_relative_to(places.ELSEWHERE)
        assert closed.stat().st_mode & 0o777 == 0o700
        assert json.loads((closed / "data" / "server.json").read_text())["home"] == str(where.home)
    finally:
        shutil.rmtree(where.home)
        shutil.rmtree(closed)


@pytest.mark.skipif(not IS_ROOT, reason="only root drops to another account")
def test_as_root_programs_the_account_cannot_enter_are_copied_beside_the_data(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = Path(tempfile.mkdtemp(prefix="sunhall-closed-"))
    root = programs.choose(places.of(data)).parent
    shutil.copytree(root, closed / root.parent.name / root.name, symlinks=True)
    for libraries in root.parent.parent.glob(f"{root.parent.name}.libs"):
        shutil.copytree(libraries, closed / libraries.name, symlinks=True)
    monkeypatch.setenv("PG_BIN", str(closed / root.parent.name / root.name / "bin"))
    try:
        for _ in range(2):  # the second start finds the copy
            with server.using(data, settings=FAST) as where, connect(where) as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)
                command = Path(f"/proc/{processes.postmaster(where.database)}/cmdline").read_text()
                assert command.startswith(str(where.home / "programs-"))
        assert closed.stat().st_mode & 0o777 == 0o700
    finally:
        shutil.rmtree(closed)


@pytest.mark.skipif(not IS_ROOT, reason="needs root to become another account")
def test_an_ordinary_user_runs_it_as_herself_and_is_told_whose_data_they_are(folder: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    data = folder / "data"
    data.mkdir()
    os.chown(data, nobody.pw_uid, nobody.pw_gid)
    code = (
        "import sys\nfrom pathlib import Path\nfrom sunhall.ops.postgres import server, errors\n"
        f"try:\n  with server.using(Path({str(data)!r}), settings={FAST!r}): print('up')\n"
        "except errors.CannotStart as e: print(e)\n"
    )
    as_nobody = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": "/"}
    python, path = python_for(account.Account("nobody", nobody.pw_uid, nobody.pw_gid))
    environment = clean_environment(PYTHONPATH=path)

    def said() -> str:
        run = subprocess.run([python, "-c", code], env=environment, capture_output=True, text=True, **as_nobody)  # type: ignore[call-overload]
        assert run.returncode == 0, run.stderr
        return str(run.stdout).strip()

    assert said() == "up"
    os.chown(data / "database", 1, 1)
    assert "belongs to the account daemon, and you are nobody" in said()


def python_for(who: account.Account) -> tuple[str, str]:
    """A Python this account may run, and its search path: the one of the tests, or the system's with our libraries."""
    path = clean_environment()["PYTHONPATH"]
    if who.can_enter(Path(sys.executable).resolve()):
        return sys.executable, path
    system = Path("/usr/bin") / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    if not system.exists():
        pytest.skip("no Python here that an ordinary user may run")
    return str(system), os.pathsep.join([path, sysconfig.get_path("purelib")])


def test_the_keeper_stops_only_when_nobody_holds_the_lock(tmp_path: Path) -> None:
    mine = os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT)
    other = os.open(tmp_path / "lock", os.O_RDWR)
    fcntl.flock(mine, fcntl.LOCK_SH)
    assert not keeper._nobody_uses(other)
    os.close(mine)
    assert keeper._nobody_uses(other)
    os.close(other)


def test_a_backend_of_another_data_folder_is_not_ours(data: Path, tmp_path: Path) -> None:
    with server.using(data, settings=FAST) as where:
        assert processes.all_in(where.database)
        assert processes.all_in(tmp_path) == []
