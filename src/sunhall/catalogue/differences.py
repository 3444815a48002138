"""What changed between two versions, place by place, for people to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Difference:
    """`kind` is added, removed or changed; `section` the top-level part; `path` the place in it, as `layout.why`.

    Values are plain: text by language as a map, lists and groups as they stand in the file.
    """

    section: str
    path: str
    kind: str
    before: Any = None
    after: Any = None


def between(before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    """The differences of two canonical documents, in the order of the document."""
    found: list[Difference] = []
    for section in dict.fromkeys([*before, *after]):
        for path, kind, old, new in _walk(before.get(section), after.get(section), ""):
            found.append(Difference(section, path, kind, old, new))
    return found


def _walk(old: Any, new: Any, path: str) -> Iterator[tuple[str, str, Any, Any]]:
    if old == new:
        return
    if old is None or new is None:
        yield path, "added" if old is None else "removed", old, new
    elif isinstance(old, dict) and isinstance(new, dict) and not _is_leaf(old) and not _is_leaf(new):
        for key in dict.fromkeys([*old, *new]):
            yield from _walk(old.get(key), new.get(key), f"{path}.{key}".strip("."))
    elif isinstance(old, list) and isinstance(new, list) and _named(old) and _named(new):
        before, after = _by_name(old), _by_name(new)
        for key in dict.fromkeys([*before, *after]):
            yield from _walk(before.get(key), after.get(key), f"{path}.{key}".strip("."))
    else:
        yield path, "changed", old, new


def _is_leaf(value: dict[str, Any]) -> bool:
    """Words in several languages, or a parameter of the city: told as one value."""
    return "zh-hans" in value or "param" in value


def _named(items: list[Any]) -> bool:
    return all(isinstance(i, dict) and ("id" in i or "authority" in i or "kind" in i) for i in items)


def _by_name(items: list[dict[str, Any]]) -> dict[str, Any]:
    return {str(i.get("id") or i.get("authority") or i.get("kind")): i for i in items}
