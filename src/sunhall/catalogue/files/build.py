"""From what a file says to the canonical document of a version: words, shared parts and parameters resolved.

The canonical document is plain JSON; `content.read` makes values of it and `digest` names it.
"""

import functools
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sunhall.catalogue.files import source as sources
from sunhall.catalogue.files.problems import Problem
from sunhall.catalogue.files.schema import PACKAGE
from sunhall.catalogue.files.source import Place, Source

CEL_KEYS = {"when", "cel", "formula", "computed", "computed_when"}
ALL_45 = ("hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert_review")
PARAM_IN_CEL = re.compile(r"""param\[\s*["']([^"']+)["']\s*\]""")
DEFAULTS = {"where": "city.where", "when": "city.when", "complaint": "city.complaint_line"}

Resolve = Callable[[str], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Built:
    """The document, and what could not be resolved."""

    document: dict[str, Any]
    problems: list[Problem]


def digest(document: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON, in hex."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@functools.cache
def _shared(kind: str) -> dict[str, Any]:
    found = sources.read(PACKAGE / "blocks" / f"{kind}.yaml").data
    return {name: words(part, ()) for name, part in found.items()}


def words(value: Any, place: Place) -> Any:
    """`中文 || English` and {zh, en} as maps by language, except in CEL, where || is `or`."""
    if isinstance(value, dict):
        if set(value) == {"zh", "en"} and (not place or place[-1] != "options"):
            return {"zh-hans": value["zh"].strip(), "en": value["en"].strip()}
        return {k: words(v, (*place, k)) for k, v in value.items()}
    if isinstance(value, list):
        return [words(v, (*place, i)) for i, v in enumerate(value)]
    if isinstance(value, str) and "||" in value and not _is_cel(place):
        zh, en = value.split("||", 1)
        return {"zh-hans": zh.strip(), "en": en.strip()}
    return value


def _is_cel(place: Place) -> bool:
    return bool(place) and place[-1] in CEL_KEYS and place != ("guide", "when")


class _Build:
    def __init__(self, source: Source, resolve: Resolve, on: date) -> None:
        self.source, self.resolve, self.on = source, resolve, on
        self.problems: list[Problem] = []
        self.asked: set[str] = set()  # names of parameters used in CEL

    def problem(self, place: Place, code: str, **facts: Any) -> None:
        field = ".".join(map(str, place))
        self.problems.append(Problem(self.source.name, self.source.line(place), field, code, facts))

    def parameter(self, name: str, place: Place) -> Any:
        found = self.resolve(name)
        if found is None:
            self.problem(place, "unknown_parameter", name=name, on=self.on.isoformat())
            return None
        return {"param": name, **found}

    def resolved(self, value: Any, place: Place) -> Any:
        """`value` with every {param: …} replaced by what it stands for."""
        if isinstance(value, dict):
            if set(value) == {"param"}:
                return self.parameter(value["param"], place)
            return {k: self.resolved(v, (*place, k)) for k, v in value.items()}
        if isinstance(value, list):
            return [self.resolved(v, (*place, i)) for i, v in enumerate(value)]
        if isinstance(value, str) and _is_cel(place):
            self.asked.update(PARAM_IN_CEL.findall(value))
        return value

    def shared(self, kind: str, name: str, place: Place, code: str) -> dict[str, Any]:
        known = _shared(kind)
        if name not in known:
            self.problem(place, code, name=name, known=", ".join(known))
            return {}
        return json.loads(json.dumps(known[name]))  # type: ignore[no-any-return]

    def materials(self, listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
        full = []
        for i, entry in enumerate(listed):
            if "use" in entry:
                base = self.shared("materials", entry["use"], ("materials", i), "unknown_shared")
                entry = {**base, **{k: v for k, v in entry.items() if k != "use"}}
            full.append(entry)
        return full

    def page(self, page: dict[str, Any], place: Place) -> dict[str, Any]:
        fields: list[dict[str, Any]] = []
        for i, entry in enumerate(page["fields"]):
            if "block" in entry:
                block = self.shared("form", entry["block"], (*place, "fields", i), "unknown_block")
                fields += [
                    _of_block(f, entry) for f in block.get("fields", []) if f["id"] not in entry.get("except", [])
                ]
            else:
                fields.append(entry)
        return {**page, "fields": fields}

    def basis(self, document: dict[str, Any]) -> list[dict[str, Any]]:
        """The provisions listed, then the shared ones the document points at."""
        full = []
        for i, entry in enumerate(document["basis"]):
            if "use" in entry:
                entry = {**self.shared("basis", entry["use"], ("basis", i), "unknown_shared"), "id": entry["use"]}
            full.append(entry)
        have = {b["id"] for b in full}
        for name in _pointed_at(document):
            if name not in have and name in _shared("basis"):
                have.add(name)
                full.append({**_shared("basis")[name], "id": name})
        return full


def _of_block(field: dict[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """A field of a shared block, with what the page changes about it."""
    changed = {**field, "block": entry["block"]}
    if field["id"] in entry.get("optional", []):
        changed["optional"] = True
    if "when" in entry:
        changed["when"] = f"({entry['when']}) && ({field['when']})" if "when" in field else entry["when"]
    return changed


def _pointed_at(value: Any) -> list[str]:
    """Every id that stands under a `basis` or `free_by` key, in order, at any depth (not the provisions themselves)."""
    found: list[str] = []
    if isinstance(value, dict):
        for k, v in value.items():
            if k in ("basis", "free_by") and isinstance(v, list):
                found += [x for x in v if isinstance(x, str)]
            found += _pointed_at(v)
    elif isinstance(value, list):
        for v in value:
            found += _pointed_at(v)
    return found


def build(source: Source, resolve: Resolve, on: date) -> Built:
    """The canonical document of a file that the schema accepts. `resolve(name)` gives a parameter's value in force."""
    b = _Build(source, resolve, on)
    document: dict[str, Any] = words(dict(source.data), ())
    document.pop("sunhall")
    document = b.resolved(document, ())
    document["materials"] = b.materials(document["materials"])
    document["form"] = {"pages": [b.page(p, ("form", "pages", i)) for i, p in enumerate(document["form"]["pages"])]}
    _settle_shapes(document)
    document["guide"] = _with_defaults(b, document["guide"])
    document["intake"] = _intake(b, document["intake"])
    tolerance = document.get("modes", {}).get("tolerance")
    if tolerance and "margin" not in tolerance:
        tolerance["margin"] = b.parameter("city.tolerance_margin", ("modes", "tolerance"))
    document["remedies"] = _shared("remedies")[document.get("remedies", "standard")]
    document["basis"] = b.basis(document)
    b.asked |= set(PARAM_IN_CEL.findall(json.dumps(document["form"], ensure_ascii=False).replace('\\"', '"')))
    document["parameters"] = {name: value for name in sorted(b.asked) if (value := b.parameter(name, ())) is not None}
    return Built(_ordered(document), b.problems)


def _ordered(value: Any) -> Any:
    """Options as a list: their order is meant, and the database keeps no order of keys."""
    if isinstance(value, list):
        return [_ordered(v) for v in value]
    if not isinstance(value, dict):
        return value
    return {
        k: [{"id": i, "text": text} for i, text in v.items()] if k == "options" and isinstance(v, dict) else _ordered(v)
        for k, v in value.items()
    }


def _settle_shapes(document: dict[str, Any]) -> None:
    """Short forms the file may use, in their long form."""
    if isinstance(document["fees"], dict):
        document["free_by"], document["fees"] = document["fees"]["none"], []
    if document["guide"]["quantity"] == "none":
        document["guide"]["quantity"] = {}
    quantity = document["guide"]["quantity"]
    if isinstance(quantity.get("text"), dict) and "param" in quantity["text"]:
        quantity["fact"], quantity["text"] = quantity["text"], quantity["text"]["value"]
    procedure = document["procedure"]
    if procedure["special_procedures"] == "all_45":
        procedure["special_procedures"] = [{"kind": k, "basis": ["all-45"], "stops_clock": True} for k in ALL_45]
    elif procedure["special_procedures"] == "none":
        procedure["special_procedures"] = []
    for special in procedure["special_procedures"]:
        special.setdefault("stops_clock", special["kind"] in ALL_45)
    extension = document["terms"]["extension"]
    if extension == "none" or _figure(extension["days"]) == 0:
        document["terms"].pop("extension")  # a city that extends by nothing does not extend


def _figure(value: Any) -> Any:
    """A figure of the file, or the one a parameter stands for."""
    return value.get("value") if isinstance(value, dict) else value


def _with_defaults(b: _Build, guide: dict[str, Any]) -> dict[str, Any]:
    full = dict(guide)
    for name, parameter in DEFAULTS.items():
        if name not in full:
            full[name] = b.parameter(parameter, ("guide",))
    return full


def _intake(b: _Build, intake: dict[str, Any]) -> dict[str, Any]:
    full = dict(intake)
    if full["rule"] != "return_and_refile":
        for name in ("correction_days", "lapse_effect"):
            if name not in full:
                full[name] = b.parameter(f"city.{name}", ("intake",))
    return full
