"""The command `sunhall`. Parses, then calls one function of the house; nothing heavy is imported before its time."""

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from sunhall.ops.say import Failed

# Command -> module, function, its words. Each module has `parser()` too, for the page of commands.
PASSED_ON = {
    "administrator": (
        "sunhall.ops.administrator",
        "main",
        "make the first administrator of a house (administrator --help)",
    ),
    "audit": ("sunhall.ops.audit", "main", "re-check every case from its acts alone (audit --help)"),
    "calendar": (
        "sunhall.cases.calendar_commands",
        "main",
        "load a year's holiday notice, or list what is loaded (calendar --help)",
    ),
    "catalogue": ("sunhall.catalogue.commands", "main", "import, check or export matters (catalogue --help)"),
    "rebuild": (
        "sunhall.cases.commands",
        "rebuild",
        "compare or rebuild the case rows from their acts (rebuild --help)",
    ),
}
DEADLINE = ("sunhall.law.deadline", "count a legal deadline, explained day by day (deadline --help)")


def main(argv: Sequence[str] | None = None) -> int:
    """The entry point of the console script. Returns the exit code: 0 done, 1 failed, 2 misused."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(arguments)
    except Failed as failure:
        sys.stderr.write(f"sunhall: {failure}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `sunhall … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def _run(arguments: list[str]) -> int:
    if arguments and arguments[0] == "deadline":  # first: it must answer without Django or a database
        return int(import_module(DEADLINE[0]).main(arguments[1:]))
    if arguments and arguments[0] in PASSED_ON:
        return _pass_on(arguments[0], arguments[1:])
    given = parser().parse_args(arguments)
    return _with_plain_words(given)


def _pass_on(command: str, arguments: list[str]) -> int:
    """Hand the arguments to the capability that owns the command; with a database unless it needs none."""
    from sunhall.ops import ground

    module, function, _ = PASSED_ON[command]
    asks_help = bool({"-h", "--help"} & set(arguments))
    needs_none = asks_help or (command == "catalogue" and arguments[:1] in ([], ["check"]))

    def run(_: argparse.Namespace) -> int:
        with contextlib.nullcontext() if needs_none else ground.database(make=False):
            ground.signs_nothing()
            ground.django()
            if not needs_none:
                ground.follow_calendar()
            return int(getattr(import_module(module), function)(arguments))

    return _with_plain_words(argparse.Namespace(run=run))


def _with_plain_words(given: argparse.Namespace) -> int:
    """Run the command; what a person can mend is said in a sentence, what is our fault keeps its traceback."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, ProgrammingError

    from sunhall.ops.postgres.errors import CannotStart

    try:
        return int(given.run(given) or 0)
    except (CannotStart, ImproperlyConfigured) as error:
        raise Failed(str(error)) from error
    except OperationalError as error:
        raise Failed(f"The database does not answer: {str(error).strip()}") from error
    except ProgrammingError as error:
        if "does not exist" not in str(error):
            raise
        from sunhall.ops import ground

        why = str(error).splitlines()[0]
        raise Failed(f"The tables are older than the program ({why}). Run: {ground.line('migrate')}") from error


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; those of PASSED_ON and `deadline` parse their own arguments."""
    top = argparse.ArgumentParser(
        prog="sunhall",
        description="The open platform of a one-stop government service centre.",
        epilog="Without DATABASE_URL a PostgreSQL of its own runs under SUNHALL_DATA (default ./var).",
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_demo(commands)
    _add_serve(commands)
    _add_worker(commands)
    _add_migrate(commands)
    _add_backup(commands)
    for name, (*_, words) in {**PASSED_ON, "deadline": DEADLINE}.items():
        commands.add_parser(name, help=words, add_help=False)
    return top


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # argparse has no public name for it


def _address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=os.environ.get("SUNHALL_HOST", "127.0.0.1"), help="address to listen on")
    parser.add_argument("--port", type=_port, default=_from_environment("SUNHALL_PORT", 8000), help="port to listen on")


def _add_demo(commands: Commands) -> None:
    parser = commands.add_parser("demo", help="run the demonstration city on this machine")
    _address(parser)
    parser.add_argument("--reset", action="store_true", help="delete the data of the demonstration first")
    parser.add_argument("--reset-only", action="store_true", help="delete them and stop")

    def run(given: argparse.Namespace) -> int:
        from sunhall.ops import demo

        if given.reset or given.reset_only:
            demo.reset()
        return 0 if given.reset_only else demo.run(host=given.host, port=given.port)

    parser.set_defaults(run=run)


def _add_serve(commands: Commands) -> None:
    parser = commands.add_parser("serve", help="run the web server")
    _address(parser)
    parser.add_argument("--socket", type=Path, help="listen on this unix socket instead")
    parser.add_argument(
        "--workers", type=_count, default=_from_environment("SUNHALL_WORKERS", min(4, os.cpu_count() or 1)),
        help="processes (SUNHALL_WORKERS; default one a core, at most 4)",
    )  # fmt: skip
    parser.add_argument(
        "--threads", type=_count, default=_from_environment("SUNHALL_THREADS", 4),
        help="threads in each process (SUNHALL_THREADS; default 4); each may hold one database connection",
    )  # fmt: skip

    def run(given: argparse.Namespace) -> None:
        from sunhall.ops import serve

        serve.serve(
            host=given.host, port=given.port, socket_path=given.socket, workers=given.workers, threads=given.threads
        )

    parser.set_defaults(run=run)


def _add_worker(commands: Commands) -> None:
    parser = commands.add_parser("worker", help="run the jobs that acts left: notices, messages, nightly checks")
    parser.add_argument("--queue", action="append", help="only this queue (may be repeated)")
    parser.add_argument(
        "--concurrency", type=_count, default=_from_environment("SUNHALL_WORKER_CONCURRENCY", 2), help="jobs at once"
    )
    parser.add_argument("--once", action="store_true", help="return when no job is left")

    def run(given: argparse.Namespace) -> None:
        from sunhall.ops import worker

        worker.work(queues=given.queue, concurrency=given.concurrency, wait=not given.once)

    parser.set_defaults(run=run)


def _add_migrate(commands: Commands) -> None:
    parser = commands.add_parser("migrate", help="bring the tables up to this program")
    parser.add_argument("--check", action="store_true", help="only tell what is missing; exit code 1 when something is")
    parser.add_argument("--grant-to", metavar="ROLE", help="let ROLE serve: read and write rows, change no table")
    parser.add_argument("--json", action="store_true")

    def run(given: argparse.Namespace) -> int:
        from sunhall.ops import migrate

        return migrate.migrate(check=given.check, grant_to=given.grant_to, as_json=given.json)

    parser.set_defaults(run=run)


def _add_backup(commands: Commands) -> None:
    parser = commands.add_parser("backup", help="write everything into one file")
    parser.add_argument("file", type=Path, help="the file to write")
    parser.add_argument("--json", action="store_true")

    def run(given: argparse.Namespace) -> int:
        from sunhall.ops import backup

        return backup.backup(given.file, as_json=given.json)

    parser.set_defaults(run=run)
    reader = commands.add_parser("restore", help="read such a file into an empty database")
    reader.add_argument("file", type=Path, help="the file to read")
    reader.add_argument("--force", action="store_true", help="replace everything that is in the database")
    reader.add_argument("--json", action="store_true")

    def run_restore(given: argparse.Namespace) -> int:
        from sunhall.ops import backup

        return backup.restore(given.file, force=given.force, as_json=given.json)

    reader.set_defaults(run=run_restore)


def _from_environment(name: str, default: int) -> int:
    raw = os.environ.get(name, "")
    if raw and not raw.isdecimal():
        raise Failed(f"{name} must be a whole number, not {raw!r}.")
    return int(raw or default)


def _count(raw: str) -> int:
    if not raw.isdecimal() or not 1 <= int(raw) <= 512:
        raise argparse.ArgumentTypeError(f"{raw!r} is not a number from 1 to 512")
    return int(raw)


def _port(raw: str) -> int:
    if not raw.isdecimal() or not 1 <= int(raw) <= 65535:
        raise argparse.ArgumentTypeError(f"{raw!r} is not a port (1 to 65535)")
    return int(raw)


if __name__ == "__main__":
    sys.exit(main())
