"""The ground a command stands on: a reachable database, then Django. Every command but `deadline` begins here."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from sunhall.ops.postgres import server
from sunhall.ops.say import progress


def has_own_server() -> bool:
    """Whether the database is a real server named by DATABASE_URL (or a file of it), not the embedded one."""
    return bool(os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE"))


def data_folder() -> Path:
    """SUNHALL_DATA, else `var` under the working folder; as the settings read it."""
    return Path(os.environ.get("SUNHALL_DATA") or Path.cwd() / "var").resolve()


@contextlib.contextmanager
def database() -> Iterator[None]:
    """The database is up within this block: the embedded server is started, shared and stopped as needed."""
    if has_own_server():
        yield
        return
    with server.using(data_folder(), say=progress):
        yield


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
