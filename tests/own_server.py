"""`python -m tests.own_server PROGRAM …` runs the program beside a PostgreSQL of its own, told by DATABASE_URL.

As an operator's server would be named. The server is made by the programs of PG_BIN (else those the house would
choose), is empty, and goes at the end. The continuous integration runs part of the suite so on the oldest version.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sunhall.ops.postgres import places, server
from sunhall.ops.postgres.places import Places

# For tests: what they write does not outlive them.
FAST_NOT_SAFE: Final = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "150",
}


def url(where: Places) -> str:
    """The address of this server, as DATABASE_URL names it."""
    return f"postgresql://{server.USER}@/{server.DATABASE}?host={quote(str(where.socket))}"


def main(command: list[str]) -> int:
    """The exit code of the program."""
    folder = Path(tempfile.mkdtemp(prefix="sunhall-server-"))
    folder.chmod(0o711)  # the server's own account must pass
    try:
        with server.using(folder / "data", settings=FAST_NOT_SAFE) as where:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url(where)}, check=False).returncode
    finally:
        where = places.of(folder / "data")
        for each in (where.home, where.socket, folder):
            shutil.rmtree(each, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
