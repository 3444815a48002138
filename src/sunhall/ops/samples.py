"""Complete, plausible applications of the demonstration city: answers and form of one case of a matter.

A day is written `today`, `today+30` or `today-20`, so that a sample stays valid whenever it is used. Tests, the
browser journeys and the demonstration read them here.
"""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "cities" / "demo" / "samples"
DAY = re.compile(r"today(?:([+-])(\d{1,4}))?")


class Sample(NamedTuple):
    """Answers to the narrowing questions, and the typed values of the form, tables included."""

    answers: dict[str, Any]
    data: dict[str, Any]
    applicant: str = ""  # person or organisation, where the form differs


def read(code: str, today: date) -> Sample:
    """The sample of a matter (its code, with `-` or `_`) as it is filled in on `today`."""
    found = yaml.safe_load((FOLDER / f"{code.replace('-', '_')}.yaml").read_text("utf-8"))
    return Sample(_dated(found["answers"], today), _dated(found["data"], today), found.get("applicant", ""))


def _dated(value: Any, today: date) -> Any:
    if isinstance(value, dict):
        return {k: _dated(v, today) for k, v in value.items()}
    if isinstance(value, list):
        return [_dated(v, today) for v in value]
    day = DAY.fullmatch(value) if isinstance(value, str) else None
    if day is None:
        return value
    return (today + timedelta(days=int(f"{day[1] or ''}{day[2] or 0}"))).isoformat()
