"""How the command line speaks: progress on standard error, answers on standard output, failures in one sentence."""

import json
import sys
from typing import Any


class Failed(Exception):  # noqa: N818 - read as a sentence
    """The command cannot do its work. The message says why and what to do next; the exit code is 1."""


def progress(line: str) -> None:
    """One line of progress, seen at once."""
    print(line, file=sys.stderr, flush=True)


def answer(words: str, facts: dict[str, Any], *, as_json: bool) -> None:
    """What the command found or did, for a person or, with --json, for a program."""
    print(json.dumps(facts, ensure_ascii=False) if as_json else words, flush=True)
