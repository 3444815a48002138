"""Plain documents into frozen dataclasses, by their type hints."""

import dataclasses
import functools
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

from sunhall.catalogue.content.values import Fact
from sunhall.kernel.text import TextByLanguage

T = TypeVar("T")


@functools.cache
def _shape(kind: Any) -> tuple[tuple[str, str, Any], ...]:
    """(attribute, key in the document, type) of each field."""
    hints = typing.get_type_hints(kind)
    return tuple((f.name, f.metadata.get("key", f.name), hints[f.name]) for f in dataclasses.fields(kind))


def decode(kind: type[T], document: Mapping[str, Any]) -> T:
    """`document` as `kind`: keys by field name (or the key the field declares), absent ones take their default."""
    given = {name: _value(hint, document[at]) for name, at, hint in _shape(typing.cast(Any, kind)) if at in document}
    try:
        return kind(**given)
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from error


def _value(hint: Any, value: Any) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType or origin is typing.Union:
        if value is None:
            return None
        return _value(next(a for a in arguments if a is not type(None)), value)
    if origin is tuple:
        return tuple(_value(arguments[0], v) for v in value)
    if origin is not None and isinstance(value, Mapping):
        return {k: _value(arguments[1], v) for k, v in value.items()}
    if origin is not None and isinstance(value, list):  # a map whose order is meant, see `files.build`
        return {v["id"]: _value(arguments[1], v["text"]) for v in value}
    if hint is Fact:
        return fact(value)
    if hint is TextByLanguage:
        return TextByLanguage(value)
    if dataclasses.is_dataclass(hint) and isinstance(value, Mapping):
        return decode(typing.cast(type, hint), value)
    return _words(value) if hint is Any else value


def _words(value: Any) -> Any:
    """A value of any shape, with maps of languages as words."""
    if isinstance(value, Mapping) and "zh-hans" in value:
        return TextByLanguage(value)
    return value


def fact(value: Any) -> Fact:
    """A plain value, or the map a parameter was resolved to."""
    if isinstance(value, Mapping) and "param" in value:
        source = value.get("source")
        return Fact(
            _words(value["value"]),
            value["param"],
            value.get("unit", ""),
            TextByLanguage(source) if source else None,
            value.get("mark", "sure"),
            value.get("since", ""),
        )
    return Fact(_words(value))
