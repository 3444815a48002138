"""The part of the demonstration that needs Django, run as a child so that its memory is given back: tables and city.

Leaves `logins.txt` in the data folder: one line per role, shown at every start.
"""

import errno
import sys
import time

from sunhall.ops import ground, migrate
from sunhall.ops.postgres import errors
from sunhall.ops.say import Failed, progress

FULL = ("No space left on device", "Disk quota exceeded")  # as PostgreSQL repeats the system's words


def main() -> int:
    """Set up; what a person can mend is said in a sentence. Exit code 0, or 1 with the reason on standard error."""
    try:
        return _set_up()
    except Failed as failure:
        progress(str(failure))
    except Exception as error:
        if not _is_full(error):
            raise
        progress(errors.NO_SPACE.format(where=ground.data_folder()))
    return 1


def _is_full(error: BaseException | None) -> bool:
    """Whether a full disk is behind this, said by the system or by the database, however deep."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if any(words in str(error) for words in FULL):
            return True
        error = error.__cause__ or error.__context__
    return False


def _set_up() -> int:
    began = time.monotonic()
    ground.django()
    progress("Bringing the tables up to date …")
    migrate.apply()
    from sunhall.ops import demo_city  # here: it needs Django loaded

    demo_city.load(progress)
    (ground.data_folder() / "logins.txt").write_text(demo_city.logins(), encoding="utf-8")
    progress(f"Ready in {time.monotonic() - began:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
