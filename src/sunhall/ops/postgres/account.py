"""Under which account the server runs. PostgreSQL refuses root, so root drops to an unprivileged account."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sunhall.ops.postgres import errors


@dataclass(frozen=True)
class Account:
    """`uid` and `gid` are None when no change of account is needed."""

    name: str
    uid: int | None = None
    gid: int | None = None

    def popen(self) -> dict[str, Any]:
        """The arguments of subprocess that make the child run under this account."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, folder: Path) -> None:
        """Give a folder of ours to this account. Never called on anything that stood there before us."""
        if self.uid is not None:
            os.chown(folder, self.uid, self.gid if self.gid is not None else -1)

    def can_enter(self, path: Path) -> bool:
        """Whether this account reaches `path`. Asked by trying, because permissions have many layers."""
        if self.uid is None:
            return os.access(path, os.X_OK)
        asked = ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)]
        return subprocess.run(asked, cwd="/", check=False, **self.popen()).returncode == 0


def choose(database: Path) -> Account:
    """The account for this data folder: ourselves; for root the folder's owner, else `postgres`, else `nobody`."""
    if os.geteuid() != 0:
        return _ourselves(database)
    if database.exists() and (uid := database.stat().st_uid) != 0:
        return Account(_name(uid), uid, database.stat().st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise errors.CannotStart(errors.NO_ACCOUNT)


def _ourselves(database: Path) -> Account:
    you = _name(os.geteuid())
    if database.exists() and database.stat().st_uid != os.geteuid():
        owner = _name(database.stat().st_uid)
        raise errors.CannotStart(errors.NOT_YOURS.format(where=database, owner=owner, you=you))
    return Account(you)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:  # a container's number without a name
        return f"number {uid}"
