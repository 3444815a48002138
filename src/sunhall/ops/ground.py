"""The ground a command stands on: a reachable database, then Django. Every command but `deadline` begins here."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from sunhall.ops.postgres import errors, places, server
from sunhall.ops.say import Failed, progress


def has_own_server() -> bool:
    """Whether the database is a real server named by DATABASE_URL (or a file of it), not the embedded one."""
    return bool(os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE"))


def data_folder() -> Path:
    """SUNHALL_DATA, else `var` under the working folder; as the settings read it."""
    return Path(os.environ.get("SUNHALL_DATA") or Path.cwd() / "var").resolve()


def line(command: str) -> str:
    """The line that runs a command on this very house when it is copied into a shell."""
    here: dict[str, Path | str] = {} if has_own_server() else {"SUNHALL_DATA": data_folder()}
    return f"{errors.command_line(**here)} {command}"


@contextlib.contextmanager
def database(*, make: bool = True) -> Iterator[None]:
    """The database is up within this block: the embedded server is started, shared and stopped as needed.

    Without `make` there must be one already: a command that reads or adds to a house must not go on beside it, on a
    new and empty database that only the missing settings led to. Raises Failed.
    """
    if has_own_server():
        yield
        return
    if not make and not places.of(data_folder()).database.exists():
        raise Failed(
            f"There is no database in {data_folder()}, and DATABASE_URL is not set. Load the settings of the house "
            "first (set -a; . /etc/sunhall/env; set +a), or name its folder with SUNHALL_DATA; "
            f"a new one is made by: {line('migrate')}"
        )
    with server.using(data_folder(), say=progress):
        yield


def require_address() -> None:
    """What serves people needs to know its own address: papers, notices and mail carry it.

    Raises ImproperlyConfigured when SUNHALL_URL is not set outside the demonstration, and for any wrong setting: the
    settings are read here, before there are processes that would each fail by themselves.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sunhall.ops.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    if settings.DEMO or settings.DEBUG or settings.TEST or os.environ.get("SUNHALL_URL"):
        return
    raise ImproperlyConfigured(
        "SUNHALL_URL is not set. It is the public address of the house, such as https://hall.example.gov.cn, and is "
        "printed on every certificate and notice and sent in every e-mail."
    )


def signs_nothing() -> None:
    """For commands that sign nothing and answer nobody: they run without SUNHALL_SECRET_KEY, on one of the moment."""
    if not os.environ.get("SUNHALL_SECRET_KEY_FILE"):
        os.environ.setdefault("SUNHALL_SECRET_KEY", secrets.token_urlsafe(50))


def django() -> None:
    """Load Django with our settings. Late, because it takes half a second that `sunhall deadline` must not pay."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sunhall.ops.settings")
    import django as framework

    framework.setup()


def follow_calendar() -> None:
    """From now on this process counts on the holiday notices loaded into the database too. After `django()`."""
    from sunhall.calendars import queries as calendars

    calendars.follow()
