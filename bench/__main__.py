"""`make bench`: runs the measurements one after the other and prints their tables. See docs/how-to/measure.md.

python -m bench                 # everything, with 1,000,000 cases (about half an hour on two cores)
python -m bench --quick         # the same with 50,000 cases
python -m bench act lists       # only these
"""

import argparse
import subprocess
import sys

ALL = ("clock", "act", "lists", "pages", "search")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("only", nargs="*", choices=[*ALL, []], help="these instead of all")
    parser.add_argument("--quick", action="store_true", help="small numbers, for a look")
    given = parser.parse_args()
    failed = []
    for name in given.only or ALL:
        arguments = [sys.executable, "-m", f"bench.{name}", *(["--quick"] if given.quick else [])]
        if subprocess.run(arguments, check=False).returncode:
            failed.append(name)
    if failed:
        sys.stderr.write(f"Below the target or failed: {', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
