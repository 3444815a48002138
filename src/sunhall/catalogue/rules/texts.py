"""Walks over a version: every text the public reads, every citation, every expression, with its path in the file."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.values import Fact
from sunhall.kernel.text import TextByLanguage

Walked = Iterator[tuple[str, str, Any]]  # path, name of the attribute, value


def walk(value: Any, path: str = "", name: str = "") -> Walked:
    """Everything inside a value, depth first. List items are named by id (or authority), as the file's author does."""
    yield path, name, value
    if isinstance(value, TextByLanguage):
        return
    if isinstance(value, Fact):
        if isinstance(value.value, TextByLanguage):
            yield path, name, value.value
        return
    if dataclasses.is_dataclass(value):
        for f in dataclasses.fields(value):
            key = str(f.metadata.get("key", f.name))
            yield from walk(getattr(value, f.name), f"{path}.{key}" if path else key, key)
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from walk(item, f"{path}.{_name(item, i)}", name)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from walk(item, f"{path}.{key}", str(key))


def _name(item: Any, i: int) -> str:
    return str(getattr(item, "id", "") or getattr(item, "authority", "") or i)


def everything(content: VersionContent) -> Walked:
    """All of a version except its parameters (which carry their own sources) and the shared remedies."""
    for f in dataclasses.fields(content):
        if f.name not in ("parameters", "remedies"):
            key = str(f.metadata.get("key", f.name))
            yield from walk(getattr(content, f.name), key, key)


def of(content: VersionContent) -> Iterator[tuple[str, TextByLanguage]]:
    """Every text with its path."""
    return ((path, v) for path, _, v in everything(content) if isinstance(v, TextByLanguage) and v)


def cited(content: VersionContent) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every list of provisions cited, with its path."""
    for path, name, value in everything(content):
        if name in ("basis", "free_by") and isinstance(value, tuple) and value and isinstance(value[0], str):
            yield path, value


def sources(content: VersionContent) -> Iterator[tuple[str, str, str]]:
    """Every CEL source: path, the key it stands under, the source."""
    for path, name, value in everything(content):
        if name in ("when", "cel", "formula", "computed", "computed_when") and isinstance(value, str) and value:
            yield path, name, value
