"""Checks by the published JSON Schemas, in sentences a person who models matters can act on."""

import difflib
import functools
import json
from pathlib import Path
from typing import Any

import jsonschema
from jsonschema.exceptions import ValidationError

from sunhall.catalogue.files.problems import Problem
from sunhall.catalogue.files.source import Source

PACKAGE = Path(__file__).resolve().parent.parent


@functools.cache
def schema(kind: str) -> dict[str, Any]:
    """The schema of a `matter` or of `parameters`."""
    found: dict[str, Any] = json.loads((PACKAGE / f"{kind}.schema.json").read_text("utf-8"))
    return found


@functools.cache
def _validator(kind: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema(kind))


def problems(source: Source, kind: str) -> list[Problem]:
    """Everything in `source` that the schema of `kind` does not allow, in the order of the file."""
    found: list[Problem] = []
    for error in _validator(kind).iter_errors(source.data):
        found += _told(source, error)
    return sorted(set_of(found), key=lambda p: (p.line, p.field))


def set_of(found: list[Problem]) -> list[Problem]:
    """The problems without repetitions (one mistake can offend two shapes)."""
    return list({(p.line, p.field, p.code, str(p.facts)): p for p in found}.values())


def _told(source: Source, error: ValidationError) -> list[Problem]:
    if error.validator in ("oneOf", "anyOf") and not _is_text(error.schema):
        return _best_shape(source, error)
    place = tuple(error.absolute_path)
    field = ".".join(map(str, place))
    told = _SAYINGS.get("text" if error.validator == "oneOf" else str(error.validator), _other)(error)
    return [
        Problem(source.name, source.line((*place, facts["key"]) if "key" in facts else place), field, code, facts)
        for code, facts in told
    ]


def _best_shape(source: Source, error: ValidationError) -> list[Problem]:
    """Of several allowed shapes, complain about the one that was most likely meant."""
    shapes: dict[int, list[ValidationError]] = {}
    for inner in error.context or []:
        shapes.setdefault(int(inner.relative_schema_path[0]), []).append(inner)
    fitting = {i: errors for i, errors in shapes.items() if not any(_wrong_kind(e, error) for e in errors)}
    if not fitting:
        choices = [e for errors in shapes.values() for e in errors if e.validator in ("enum", "const")]
        if choices:
            return _told(source, choices[0])
        wanted = next((e for errors in shapes.values() for e in errors if e.validator == "type"), None)
        return _told(source, wanted) if wanted else [_shapeless(source, error)]
    best = min(fitting.values(), key=lambda errors: (len(errors), -len(errors[0].absolute_path)))
    told = [p for inner in best for p in _told(source, inner)]
    return told or [_shapeless(source, error)]


def _wrong_kind(error: ValidationError, parent: ValidationError) -> bool:
    """The shape is of another kind altogether (a list where a word is allowed, an entry that uses a shared one)."""
    same_place = len(error.absolute_path) == len(parent.absolute_path)
    if error.validator == "required" and isinstance(error.instance, dict):
        return same_place and error.validator_value in (["use"], ["param"], ["block"])
    return same_place and error.validator in ("type", "enum", "const")


def _shapeless(source: Source, error: ValidationError) -> Problem:
    place = tuple(error.absolute_path)
    return Problem(source.name, source.line(place), ".".join(map(str, place)), "wrong_shape", {})


def _is_text(shape: Any) -> bool:
    """Whether the shape is words in both languages (perhaps among others)."""
    return any(isinstance(s, dict) and r"\|\|" in str(s.get("pattern", "")) for s in shape.get("oneOf", []))


def _missing(error: ValidationError) -> list[tuple[str, dict[str, Any]]]:
    wanted: Any = error.validator_value
    given: Any = error.instance
    absent = [k for k in wanted if k not in given]
    return [("missing_key", {"key": k}) for k in absent]


def _unknown(error: ValidationError) -> list[tuple[str, dict[str, Any]]]:
    shape: Any = error.schema
    given: Any = error.instance
    known = sorted(shape.get("properties", {}))
    extra = [k for k in given if k not in known]
    return [
        (
            "unknown_key",
            {"key": k, "guess": (difflib.get_close_matches(k, known, 1, 0.3) or known)[0], "known": ", ".join(known)},
        )
        for k in extra
    ]


def _choice(error: ValidationError) -> list[tuple[str, dict[str, Any]]]:
    known = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    return [("not_one_of", {"value": error.instance, "known": ", ".join(map(str, known))})]


def _type(error: ValidationError) -> list[tuple[str, dict[str, Any]]]:
    return [("wrong_type", {"wanted": str(error.validator_value)})]


def _text(error: ValidationError) -> list[tuple[str, dict[str, Any]]]:
    return [("not_both_languages", {})]


def _pattern(error: ValidationError) -> list[tuple[str, dict[str, Any]]]:
    return [("wrong_pattern", {"value": error.instance, "pattern": error.validator_value})]


def _few(error: ValidationError) -> list[tuple[str, dict[str, Any]]]:
    return [("too_few", {"count": error.validator_value})]


def _other(error: ValidationError) -> list[tuple[str, dict[str, Any]]]:
    return [("wrong_value", {"detail": error.message[:200]})]


_SAYINGS = {
    "required": _missing,
    "additionalProperties": _unknown,
    "enum": _choice,
    "const": _choice,
    "type": _type,
    "text": _text,
    "pattern": _pattern,
    "minItems": _few,
    "minProperties": _few,
}
