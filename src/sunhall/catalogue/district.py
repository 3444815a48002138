"""A district's list of items, as published by a provincial service portal: departments, items, links full of codes.

Pure. An item's link carries areaCode, itemCode, taskType and deptCode; itemCode is the item, the region, a serial, the
code of the organisation that carries it out, and two more serials, joined by dashes. Organisation codes are unified
social credit codes (GB 32100), older organisation codes (GB 11714), or internal numbers of the portal; what has the
form of the first two is checked, and what is wrong is told, never repaired.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sunhall.kernel.ids import uscc
from sunhall.kernel.ids.fault import Fault

ITEM = re.compile(
    r"(?P<item>[0-9A-Z]{10,14})-(?P<region>\d{12})-(?P<serial>\d{3})-(?P<body>[0-9A-Za-z]+(?:-[0-9A-Za-z])?)-\d-\d{2}"
)
UNKNOWN_TYPE = "10"
UNSORTED = "未分类"


@dataclass(frozen=True, slots=True)
class Item:
    code: str
    name: str
    type: str  # GB/T 39046 A.1
    codes: dict[str, str]
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Department:
    code: str
    name: str
    region: str
    usci: str  # empty when the source gives none that is right
    items: list[Item]
    faults: list[str] = field(default_factory=list)


def read(listed: Any) -> list[Department]:
    """The departments of a list. ValueError when it is not such a list."""
    if not isinstance(listed, list):
        raise ValueError("the file does not hold a list of departments")
    return [_department(entry) for entry in listed]


def _department(entry: Any) -> Department:
    try:
        name = str(entry["department"]).strip()
        links = [(s["name"], s["link"], g.get("main_item", "")) for g in entry["items"] for s in g["sub_items"]]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"a department lacks {error}") from error
    items = [_item(name, str(title).strip(), str(link), str(group).strip()) for title, link, group in links]
    first = next((i for i in items if i.codes.get("department")), None)
    dept_code = re.sub(r"_\d+$", "", first.codes["department"]) if first else ""
    region = first.codes.get("region", "")[:6] if first else ""
    usci, faults = "", []
    if len(dept_code) == uscc.LENGTH:
        found = uscc.read(dept_code)
        usci = "" if isinstance(found, Fault) else found.number
    if dept_code and (wrong := body_fault(dept_code)):
        faults.append(f"{name}: {dept_code}: {wrong}")
    code = f"{region or 'listed'}-{dept_code or name}"[:32]
    return Department(code, name, region, usci, items, faults)


def _item(department: str, name: str, link: str, group: str) -> Item:
    query = {k: v[0].strip() for k, v in parse_qs(urlsplit(link).query).items()}
    code = query.get("itemCode", "")
    if not code:
        raise ValueError(f"{department}, {name}: the link holds no itemCode")
    codes = {"item": code, "region": query.get("areaCode", ""), "department": query.get("deptCode", "")}
    if group and group not in (UNSORTED, name):
        codes["group"] = group
    faults = []
    parts = ITEM.fullmatch(code)
    if parts is None:
        faults.append(f"{department}, {name}: {code}: not of the form of an item code")
    else:
        codes |= {"basic": parts["item"], "organisation": parts["body"]}
        if wrong := body_fault(parts["body"]):
            faults.append(f"{department}, {name}: {parts['body']}: {wrong}")
    kind = query.get("taskType", "")
    type_ = f"{int(kind):02d}" if kind.isdigit() else UNKNOWN_TYPE
    if not kind.isdigit():
        faults.append(f"{department}, {name}: no taskType")
    return Item(code, name, type_, codes, faults)


def body_fault(code: str) -> str:
    """What is wrong with an organisation's code, in words; empty when it is right."""
    plain = code.replace("-", "")
    if len(plain) == uscc.LENGTH or (len(plain) > uscc.ORGANISATION_LENGTH and plain.startswith(("11", "12", "13"))):
        found = uscc.read(plain)
        if isinstance(found, Fault):
            return _words("unified social credit code", found, len(plain))
        return "organisation code inside: wrong check character" if found.warnings else ""
    if len(plain) == uscc.ORGANISATION_LENGTH:
        read_code = uscc.read_organisation(plain)
        return _words("organisation code", read_code, len(plain)) if isinstance(read_code, Fault) else ""
    return f"neither a unified social credit code nor an organisation code ({len(plain)} characters)"


def _words(kind: str, fault: Fault, length: int) -> str:
    if fault.reason == "check_digit":
        return f"{kind}: wrong check character, {fault.expected} expected"
    if fault.reason == "length":
        return f"{kind}: {length} characters instead of {fault.expected}"
    return f"{kind}: a character that never occurs in one"
