"""Conditions and formulas of a matter, in CEL, over its answers and form fields.

A name that has no value yet is left out: what depends on it is *unknown* (None), while `a || b` and `a && b` still
decide where one side is enough. Compiled expressions are cached by the names a matter has.
"""

import functools
import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from cel_expr_python import cel

from sunhall.catalogue.content import VersionContent

Types = tuple[tuple[str, str], ...]  # (name, kind) of everything an expression may name

_KINDS = {
    "text": cel.Type.STRING,
    "flag": cel.Type.BOOL,
    "number": cel.Type.DYN,
    "list": cel.Type.List(cel.Type.STRING),
    "table": cel.Type.List(cel.Type.Map(cel.Type.STRING, cel.Type.DYN)),
    "map": cel.Type.Map(cel.Type.STRING, cel.Type.DYN),
}
_OF_FIELD = {
    "number": "number",
    "money": "number",
    "yes_no": "flag",
    "declaration": "flag",
    "choices": "list",
    "file": "list",
    "table": "table",
}


def kind_of(field_type: str) -> str:
    """How a field or question of a type is seen by CEL: text, flag, number, list or table."""
    return _OF_FIELD.get(field_type, "text")


@functools.lru_cache(maxsize=2048)
def _types_of(fields: tuple[tuple[str, str], ...]) -> Types:
    return tuple(sorted({**dict(fields), "today": "text", "applicant": "text", "param": "map"}.items()))


def types(content: VersionContent) -> Types:
    """Every name the expressions of a version may use, with its kind."""
    cached = content.__dict__.get("_cel_types")
    if cached is None:
        named = {q.id: kind_of(q.type) for q in content.questions}
        named.update({f.id: kind_of(f.type) for f in content.form.fields})
        cached = content.__dict__["_cel_types"] = _types_of(tuple(sorted(named.items())))
    return cached


def _days_between(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def _age_on(birth: str, day: str) -> int:
    born, on = date.fromisoformat(birth), date.fromisoformat(day)
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _add_days(day: str, n: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=n)).isoformat()


def _add_years(day: str, n: int) -> str:
    start = date.fromisoformat(day)
    try:
        return start.replace(year=start.year + n).isoformat()
    except ValueError:  # 29 February
        return start.replace(year=start.year + n, day=28).isoformat()


def _sum(rows: Sequence[Mapping[str, Any]], column: str) -> float:
    return float(sum(row.get(column) or 0 for row in rows))


def _sex_of(number: str) -> str:
    return ("male" if int(number[16]) % 2 else "female") if re.fullmatch(r"\d{17}[\dXx]", number) else ""


def _birth_of(number: str) -> str:
    if not re.fullmatch(r"\d{17}[\dXx]", number):
        return ""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14])).isoformat()
    except ValueError:
        return ""


def _half_up(x: float) -> int:
    """Half-up, with the float's own noise (x.4999999…) rounded away first."""
    return math.floor(round(x, 6) + 0.5)


def _ceil(x: float) -> int:
    return math.ceil(round(x, 6))


_S, _I, _D = cel.Type.STRING, cel.Type.INT, cel.Type.DOUBLE
_FUNCTIONS: tuple[tuple[str, Sequence[Any], Any, Callable[..., Any]], ...] = (
    ("days_between", [_S, _S], _I, _days_between),
    ("age_on", [_S, _S], _I, _age_on),
    ("add_days", [_S, _I], _S, _add_days),
    ("add_years", [_S, _I], _S, _add_years),
    ("sum", [cel.Type.List(cel.Type.Map(_S, cel.Type.DYN)), _S], _D, _sum),
    ("sex_of", [_S], _S, _sex_of),
    ("birth_of", [_S], _S, _birth_of),
    ("round_half_up", [_D], _I, _half_up),
    ("ceil", [_D], _I, _ceil),
)


FUNCTION_NAMES = tuple(name for name, *_ in _FUNCTIONS)


@functools.lru_cache(maxsize=256)
def _environment(names: Types) -> Any:
    functions = [
        cel.FunctionDecl(name, [cel.Overload(f"sunhall_{name}", returns, list(takes), False, impl)])
        for name, takes, returns, impl in _FUNCTIONS
    ]
    return cel.NewEnv(variables={name: _KINDS[kind] for name, kind in names}, functions=functions)


@functools.lru_cache(maxsize=16384)
def _compiled(names: Types, source: str) -> Any:
    return _environment(names).compile(source)


def fault(names: Types, source: str, *, row: bool = False) -> str:
    """Why `source` does not compile, in one line; empty when it does. `row` adds the row of a table column."""
    try:
        _compiled(with_row(names) if row else names, source)
    except RuntimeError as error:
        first = str(error).splitlines()[0]
        return re.sub(r"^INVALID_ARGUMENT: ERROR: <input>:\d+:\d+: ", "", first).replace(" (in container '')", "")
    return ""


def gives(names: Types, source: str, kinds: Sequence[str], *, row: bool = False) -> bool:
    """Whether a source that compiles gives one of these CEL types (`BOOL`, `INT`, …; `DYN` is known only when run)."""
    return _compiled(with_row(names) if row else names, source).return_type().name() in kinds


def with_row(names: Types) -> Types:
    """The same names and `row`, the row of a table that is being looked at."""
    return tuple(sorted({**dict(names), "row": "map"}.items()))


def value(names: Types, source: str, data: Mapping[str, Any]) -> Any:
    """What `source` gives; None where it cannot be known (a missing name, an empty number, a wrong day)."""
    try:
        result = _compiled(names, source).eval(data=data)
    except (RuntimeError, TypeError, ValueError, OverflowError):  # a value CEL cannot take is a value not known
        return None
    if result.type() == cel.Type.ERROR or result.type() == cel.Type.UNKNOWN:
        return None
    return result.plain_value()


def holds(names: Types, source: str, data: Mapping[str, Any]) -> bool | None:
    """Whether a condition holds: True, False, or None while it cannot be known. An empty condition holds."""
    if not source:
        return True
    found = value(names, source, data)
    return found if isinstance(found, bool) else None


EMPTY: Mapping[str, Any] = {"text": "", "flag": False, "number": None, "list": [], "table": []}


def context(
    content: VersionContent, answers: Mapping[str, Any], *, today: date | None = None, applicant: str = ""
) -> dict[str, Any]:
    """What every expression may see beside the form: answers given, parameters, the day, who applies (when known)."""
    known: dict[str, Any] = {"param": {name: fact.value for name, fact in content.parameters.items()}}
    if today:
        known["today"] = today.isoformat()
    if applicant:
        known["applicant"] = applicant
    kinds = dict(types(content))
    return known | {k: v for k, v in answers.items() if k in kinds and v is not None and v != ""}
