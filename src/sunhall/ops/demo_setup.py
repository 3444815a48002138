"""The part of the demonstration that needs Django, run as a child so that its memory is given back: tables and city.

Leaves `logins.txt` in the data folder: one line per role, shown at every start.
"""

import sys
import time

from sunhall.ops import ground, migrate
from sunhall.ops.say import progress


def main() -> int:
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
