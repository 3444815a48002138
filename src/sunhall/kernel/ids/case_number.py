"""Case numbers (办件编号): at most 50 characters (GB/T 39046-2020); no national structure is known [check].

So the structure is a pattern an authority may choose. The usual one is the implementation code, the day, a sequence.
"""

import re
from datetime import date
from typing import Final

LONGEST: Final = 50
USUAL: Final = "{item}{day:%Y%m%d}{sequence:04d}"
PLAIN: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]*", re.ASCII)


def make(item: str, day: date, sequence: int, pattern: str = USUAL) -> str:
    """The number of the `sequence`-th case of an item on a day. Raises ValueError when the pattern does not serve.

    `pattern` is a format string with `item`, `day` and `sequence`; `sequence` must occur, so that numbers differ.
    """
    if "{sequence" not in pattern:
        raise ValueError("a case number pattern needs {sequence}")
    if sequence < 1:
        raise ValueError("a sequence starts at 1")
    try:
        number = pattern.format(item=item, day=day, sequence=sequence)
    except (LookupError, AttributeError) as error:
        raise ValueError(f"a case number pattern may use item, day and sequence only: {pattern!r}") from error
    if not PLAIN.fullmatch(number):
        raise ValueError(f"a case number holds letters, digits and dashes only: {number!r}")
    if len(number) > LONGEST:
        raise ValueError(f"a case number has at most {LONGEST} characters, this has {len(number)}: {number}")
    return number
