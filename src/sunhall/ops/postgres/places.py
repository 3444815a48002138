"""Where the embedded server keeps its things, for a data folder of Sunhall.

`database/` (0700), `run/` (0700, the socket), `postgres.log`, two lock files. Two exceptions, both recorded in
`server.json` beside them: a socket path longer than the kernel's 107 bytes moves to a short private folder; and as
root, data under a folder the server's account cannot enter (such as /root) moves to /var/lib/sunhall.
"""

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sunhall.ops.postgres.account import Account

ELSEWHERE = Path("/var/lib/sunhall")
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_BYTES = 107


@dataclass(frozen=True)
class Places:
    """All paths of one embedded server. `data` is Sunhall's data folder, `home` where the server's folders lie."""

    data: Path
    home: Path
    socket: Path

    @property
    def database(self) -> Path:
        return self.home / "database"

    @property
    def log(self) -> Path:
        return self.data / "postgres.log"

    @property
    def users_lock(self) -> Path:
        """Held shared by whoever uses the server; when nobody does, the keeper stops it."""
        return self.data / "postgres.users.lock"

    @property
    def start_lock(self) -> Path:
        """Held while one process starts the server."""
        return self.data / "postgres.start.lock"


def of(data: Path) -> Places:
    """The places as recorded, or the ordinary ones when nothing is recorded yet."""
    try:
        record = json.loads((data / "server.json").read_text())
    except OSError:
        record = {}
    home = Path(record.get("home", data))
    return Places(data=data, home=home, socket=Path(record.get("socket", home / "run")))


def socket_folder(data: Path) -> Path:
    """The folder to connect to (the `host` of the connection)."""
    return of(data).socket


def settle(data: Path, account: Account) -> Places:
    """Decide the places once, make the folders, and record what is not ordinary."""
    before = of(data)
    home = before.home if account.can_enter(before.home) else _elsewhere(data)
    socket = before.socket if before.home == home else home / "run"
    if len(os.fsencode(socket / SOCKET_NAME)) > SOCKET_PATH_BYTES or not socket.parent.is_dir():
        socket = Path(tempfile.mkdtemp(prefix="sunhall-", dir="/tmp"))
    places = Places(data=data, home=home, socket=socket)
    if places != before:
        new = data / "server.json.new"
        new.write_text(json.dumps({"home": str(home), "socket": str(socket)}))
        new.rename(data / "server.json")
    if not socket.is_dir():
        socket.mkdir(mode=0o700)
        account.own(socket)
    elif socket.parent != home:
        account.own(socket)
    return places


def _elsewhere(data: Path) -> Path:
    name = f"{data.parent.name or 'data'}-{hashlib.sha256(os.fsencode(data)).hexdigest()[:10]}"
    ELSEWHERE.mkdir(mode=0o755, parents=True, exist_ok=True)
    home = ELSEWHERE / name
    home.mkdir(mode=0o755, exist_ok=True)
    return home
