"""What the launcher tells a person when the embedded server cannot be had. Owned by `ops.postgres`."""


class CannotStart(Exception):  # noqa: N818 - read as a sentence: "cannot start: …"
    """The embedded server cannot run here. The message says what is wrong and what to do next."""


NO_SPACE = "There is no space left on the disk that holds {where}. Free some (1 GB is enough), then start again."
NOT_WRITABLE = "The folder {where} cannot be written to ({why}). Choose another one with SUNHALL_DATA=/some/folder."
NOT_YOURS = (
    "The database in {where} belongs to the account {owner}, and you are {you}. "
    "Run as that account, or choose another folder with SUNHALL_DATA=/some/folder."
)
NO_PROGRAMS = (
    "No PostgreSQL programs were found. Install the environment again (make setup), set PG_BIN to a folder that "
    "holds initdb and postgres, or point DATABASE_URL at a running server."
)
ANOTHER_VERSION = """\
The database in {where} was made by PostgreSQL {theirs}; the programs here are PostgreSQL {ours}.
Nothing was changed. Either run with the old programs (PG_BIN=/usr/lib/postgresql/{theirs}/bin),
or carry the data over:
    PG_BIN=/usr/lib/postgresql/{theirs}/bin sunhall backup sunhall-{theirs}.dump
    mv {where} {where}.{theirs}
    sunhall restore sunhall-{theirs}.dump"""
STILL_WORKING = (
    "A database server that was killed left processes at work in {where} (process {pids}), and they did not end "
    "within {seconds} seconds. Starting a second server now could damage the data. Wait, or end them, then start again."
)
NO_ACCOUNT = (
    "PostgreSQL refuses to run as root, and neither the account postgres nor nobody exists. "
    "Make one (useradd --system postgres), or run as an ordinary user."
)
