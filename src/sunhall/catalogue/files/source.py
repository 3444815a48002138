"""A YAML file as plain data that remembers its lines.

YAML's surprises are switched off: dates stay text, `no` and `on` are words, only true and false are truth values,
a number with a leading zero is text, and a key written twice is an error.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sunhall.catalogue.files.problems import Problem, Unusable

LIMIT_BYTES = 2_000_000
LIMIT_NODES = 200_000  # anchors may repeat a part, but not without end

Place = tuple[str | int, ...]


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, Any] = {}


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^(?:0|-?[1-9][0-9]{0,15})$", "-0123456789"),
    ("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$", "-0123456789"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("merge", r"^<<$", "<"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


@dataclass(frozen=True)
class Source:
    """`data` is what the file says; `lines` gives the line (from 1) of each place in it."""

    name: str
    text: str
    data: Any
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest place above it that is in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def find(self, field: str) -> int:
        """The line of a field told as `materials.layout.basis`: list items are found by id, use, block or code."""
        here, place = self.data, ()  # type: tuple[Any, Place]
        for part in filter(None, field.split(".")):
            step = _step(here, part)
            if step is None:
                break
            here, place = here[step], (*place, step)
        return self.line(place)


def _step(here: Any, part: str) -> str | int | None:
    if isinstance(here, dict):
        return part if part in here else None
    if isinstance(here, list):
        for i, item in enumerate(here):
            if part == str(i) or (
                isinstance(item, dict) and part in {item.get(k) for k in ("id", "use", "block", "code", "authority")}
            ):
                return i
    return None


def read(path: Path, name: str = "") -> Source:
    """The file at `path`. Unusable when it is not there, not UTF-8, not YAML, or far too large."""
    name = name or str(path)
    try:
        if path.stat().st_size > LIMIT_BYTES:
            raise Unusable([Problem(name, 0, "", "file_too_large", {"limit": "2 MB"})])
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable([Problem(name, 0, "", "cannot_read", {"detail": str(error)})]) from error
    return parse(text, name)


def parse(text: str, name: str) -> Source:
    """The same for text already read."""
    try:
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
            reader = _Reader(name, loader)
            data = reader.plain(root, ()) if root is not None else {}
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        detail = str(getattr(error, "problem", None) or error).splitlines()[0]
        raise Unusable([Problem(name, mark.line + 1 if mark else 1, "", "not_yaml", {"detail": detail})]) from error
    except RecursionError as error:
        raise Unusable([Problem(name, 1, "", "not_yaml", {"detail": "nested too deeply"})]) from error
    if reader.problems:
        raise Unusable(reader.problems)
    return Source(name, text, data, reader.lines)


class _Reader:
    def __init__(self, name: str, loader: Any) -> None:
        self.name, self.loader = name, loader
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []

    def plain(self, node: yaml.Node, place: Place) -> Any:
        if len(self.lines) > LIMIT_NODES:
            raise yaml.YAMLError("too many nodes")
        self.lines.setdefault(place, node.start_mark.line + 1)
        if not node.tag.startswith("tag:yaml.org,2002:") or node.tag.startswith("tag:yaml.org,2002:python"):
            raise yaml.MarkedYAMLError(problem=f"the tag {node.tag} is not used here", problem_mark=node.start_mark)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(child, (*place, i)) for i, child in enumerate(node.value)]
        value = self.loader.construct_object(node)
        return " ".join(value.split()) if isinstance(value, str) and "\n" in value.strip() else value

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(self.loader.construct_object(key_node))
            line = key_node.start_mark.line + 1
            if key in found:
                field = ".".join(map(str, place))
                self.problems.append(Problem(self.name, line, field, "duplicate_key", {"key": key}))
            self.lines[(*place, key)] = line
            found[key] = self.plain(value_node, (*place, key))
        return found
