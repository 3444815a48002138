"""The reference page of the matter file, drawn from the published schema. Called by `ops.generated`."""

from collections.abc import Iterator
from typing import Any

from sunhall.catalogue.files import schema
from sunhall.catalogue.files.source import read
from sunhall.catalogue.rules.cel import FUNCTION_NAMES

TITLES = {
    "basis": "A provision",
    "condition": "A condition",
    "outcome": "An outcome",
    "question": "A question",
    "material": "A material",
    "field": "A field",
    "column": "A column of a table",
    "block": "A shared block of fields",
    "check": "A check",
    "step": "A step",
    "lane": "A lane",
    "special": "A special procedure",
    "limit": "A limit",
    "fee": "A fee",
    "result": "A result",
    "event": "A duty of the holder",
    "period": "A period",
}
INTRO = """# The matter file

One YAML file holds one matter. [Model a matter](../how-to/model-a-matter.md) shows how; this page lists every key.
Editors complete it by the schema `src/sunhall/catalogue/matter.schema.json`. **Bold** keys are required.

Kinds of value used below: *words* are `中文 || English` (or a map with `zh` and `en`); *condition or formula* is CEL;
*number or parameter* is a whole number or `{param: name}`; *yes/no or parameter* is `true`, `false` or `{param: name}`.
"""


def matter_file() -> str:
    """The page as Markdown."""
    root = schema.schema("matter")
    parts = [INTRO, "## The file\n", _table(root)]
    for name, shape in root["properties"].items():
        if "properties" in (inner := _inner(shape)) and name not in TITLES:
            parts += [f"\n## `{name}`\n", _said(inner), _table(inner)]
            parts += list(_groups(name, inner))
    for name, title in TITLES.items():
        shape = root["$defs"][name]
        parts += [f"\n## {title}\n", _said(shape), _table(shape)]
    parts += ["\n## Functions in conditions and formulas\n", ", ".join(f"`{n}`" for n in FUNCTION_NAMES) + ".\n"]
    parts += ["\n## What is shared\n", _shared(), "\n## Parameters of the city\n", _parameters()]
    return "\n".join(parts)


def _groups(path: str, shape: dict[str, Any]) -> Iterator[str]:
    """Groups inside a group that have keys of their own."""
    for name, child in shape["properties"].items():
        inner = _inner(child)
        if "properties" in inner:
            yield f"\n### `{path}.{name}`\n"
            yield _table(inner)
            yield from _groups(f"{path}.{name}", inner)


def _inner(shape: dict[str, Any]) -> dict[str, Any]:
    """The group behind a list or a choice, where there is one written on the spot."""
    if "items" in shape:
        return _inner(shape["items"])
    for option in shape.get("oneOf", []):
        if "properties" in option and "$ref" not in option and "zh" not in option["properties"]:
            return dict(option)
    return shape


def _said(shape: dict[str, Any]) -> str:
    return f"{shape.get('description', '')}\n"


def _table(shape: dict[str, Any]) -> str:
    required = set(shape.get("required", []))
    rows = ["| key | value | meaning |", "|---|---|---|"]
    for name, child in shape["properties"].items():
        key = f"**`{name}`**" if name in required else f"`{name}`"
        meaning = str(child.get("description", "")).replace("|", "\\|")
        rows.append(f"| {key} | {_kind(child)} | {meaning} |")
    return "\n".join(rows) + "\n"


KINDS = {
    "text": "words",
    "public_text": "words or parameter",
    "cel": "condition or formula",
    "whole_number": "number or parameter",
    "truth": "yes/no or parameter",
    "param": "`{param: name}`",
    "options": "map of id to words",
    "span": "period",
}


def _kind(shape: dict[str, Any]) -> str:
    if "$ref" in shape:
        name = shape["$ref"].rsplit("/", 1)[1]
        title = TITLES.get(name, name).lower()
        return KINDS.get(name) or f"[{title}](#{title.replace(' ', '-')})"
    if "const" in shape:
        return f"`{shape['const']}`"
    if "enum" in shape:
        return ", ".join(f"`{v}`" for v in shape["enum"])
    if "oneOf" in shape:
        return " or ".join(dict.fromkeys(_kind(option) for option in shape["oneOf"]))
    if shape.get("type") == "array":
        return f"list of {_kind(shape['items'])}"
    return {"string": "text", "integer": "whole number", "boolean": "yes/no", "object": "group"}.get(
        str(shape.get("type")), "number" if shape.get("type") == "number" else "any value"
    )


def _shared() -> str:
    """What stands in `catalogue/blocks`, by name."""
    lines = []
    kinds = {"form": "Form blocks", "materials": "Materials", "basis": "Provisions", "remedies": "Remedies"}
    for file, what in kinds.items():
        names = list(read(schema.PACKAGE / "blocks" / f"{file}.yaml").data)
        lines.append(f"- {what}: {', '.join(f'`{n}`' for n in names)}")
    return "\n".join(lines) + "\n"


def _parameters() -> str:
    entry = schema.schema("parameters")["additionalProperties"]
    value = entry["properties"]["values"]["additionalProperties"]
    return f"{_table(entry)}\nEach value, under the first day it holds:\n\n{_table(value)}"
