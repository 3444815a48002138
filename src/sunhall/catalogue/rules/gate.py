"""The completeness gate: what a version must have, and may not have, before it is published.

The open elements are the union of the lists of the law (Licensing Law art. 30, Business Environment Regulations
art. 35, the nine items of 2011). A finding that `blocks` stops publication, the others are worth knowing; their
sentences are in wording.py.
"""

import dataclasses
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.asks import Material
from sunhall.catalogue.rules import expressions, lawful, texts
from sunhall.catalogue.rules.numbers import CHECKS, TOKEN, TOKENS
from sunhall.kernel.text import TextByLanguage
from sunhall.law import clock
from sunhall.law.calendar import Calendar

FEE_LEVELS = {"law", "administrative_regulation"}  # Licensing Law art. 58
LICENCE_LEVELS = {"law", "administrative_regulation", "state_council_decision", "local_regulation"}  # arts. 14, 15
CATCH_ALL = re.compile(
    r"其[他它](?:有关|相关|需要|需|必要|证明|申请|应当提交的|要求的)*的?(?:材料|文件|资料)"
    r"|(?:any )?other (?:materials?|documents?|papers?)\b(?! of)",
    re.IGNORECASE,
)
DOWNLOAD = re.compile(r"下载|\bdownload", re.IGNORECASE)
ADDRESS = re.compile(r"https?://\S")
FETCHED = re.compile(r"^(?:居民)?身份证(?:原件|复印件)?$|营业执照|户口[簿本]|结婚证|不动产权证")


@dataclass(frozen=True, slots=True)
class Finding:
    """One objection of the gate. `field` is the path in the file, as `materials.layout.basis`."""

    code: str
    field: str = ""
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)
    blocks: bool = True


def fee_objection(item_type: str, levels: Collection[str], *, in_catalogue: bool = False) -> str | None:
    """A licence is charged for only by law or administrative regulation (Licensing Law art. 58); another service only
    by such a text, or by its standard in the public fee catalogue (Business Environment Regulations art. 25)."""
    if FEE_LEVELS & set(levels):
        return None
    if item_type != "01" and ({"state_council_decision"} & set(levels) or in_catalogue):
        return None
    return "fee_basis_insufficient"


def licence_basis_objection(content: VersionContent, on: date) -> str | None:
    """A licence is created by law, administrative regulation, State Council decision or local regulation, or for at
    most a year by a provincial government rule; never by another document (Licensing Law arts. 14-17)."""
    if not content.is_licence:
        return None
    for basis in content.basis:
        if "existence" not in basis.founds or (basis.valid_to and basis.valid_to < on.isoformat()):
            continue
        if basis.level in LICENCE_LEVELS or (
            basis.level == "provincial_rule" and _temporary(basis.valid_from, basis.temporary_until, on)
        ):
            return None
    return "licence_basis_insufficient"


def _temporary(start: str, until: str, on: date) -> bool:
    if not (start and until):
        return False
    first, last = date.fromisoformat(start), date.fromisoformat(until)
    return on <= last <= clock.months_after(first, 12)


def gate(
    content: VersionContent,
    *,
    on: date | None = None,
    calendar: Calendar | None = None,
    authorities: Collection[str] | None = None,
) -> list[Finding]:
    """Everything the gate has to say about a version that is to hold from `on`; no blocking finding: publishable."""
    day = on or date.max
    found: list[Finding] = []
    for check in (
        _elements,
        _languages,
        _provisions,
        _materials,
        _fees,
        _ids,
        _marks,
        _references,
        _expressions,
    ):
        found += check(content)
    if code := licence_basis_objection(content, day):
        found.append(Finding(code, "basis"))
    found += _limits(content, calendar)
    if authorities is not None:
        found += _authorities(content, authorities)
    return found


def _elements(content: VersionContent) -> Iterator[Finding]:
    """Every open element is there."""
    guide = content.guide
    open_elements = {
        "guide.summary": guide.summary,
        "guide.who": guide.who,
        "guide.conditions": guide.conditions,
        "guide.where": guide.where,
        "guide.when": guide.hours,
        "guide.complaint": guide.complaint,
        "procedure.steps": content.steps,
        "form": content.form.fields,
        "results": content.results,
        "service_objects": content.service_objects,
        "remedies": content.remedies.reconsideration,
        "fees": content.fees or content.free_by,
    }
    for name, value in open_elements.items():
        if not value or (isinstance(value, TextByLanguage) and not any(value.values())):
            yield Finding("element_missing", name)
    if not any("existence" in b.founds for b in content.basis):
        yield Finding("element_missing", "basis", {"founds": "existence"})
    if content.visits is None:
        yield Finding("visits_missing", "visits", blocks=False)
    for result in content.results:
        validity = result.validity
        stated = (validity.years, validity.months, validity.days, validity.until_field, validity.text)
        if not validity.long_term and not any(stated):
            yield Finding("validity_missing", f"results.{result.id}.validity")


def _languages(content: VersionContent) -> Iterator[Finding]:
    for place, text in texts.of(content):
        zh, en = text.get("zh-hans", ""), text.get("en", "")
        if not zh.strip() or (not re.search(r"[㐀-鿿]", zh) and zh != en):
            yield Finding("language_missing", place, {"language": "zh-hans"})
        if not en.strip() or not re.search(r"[A-Za-z0-9]", en):
            yield Finding("language_missing", place, {"language": "en"})


def _provisions(content: VersionContent) -> Iterator[Finding]:
    """Whatever is cited is listed; a condition of a licence does not rest on a mere document (arts. 16, 17)."""
    known = {b.id: b for b in content.basis}
    for place, ids in texts.cited(content):
        for name in ids:
            if name not in known:
                yield Finding("unknown_basis", place, {"name": name, "known": ", ".join(known)})
    if content.is_licence:
        for condition in content.guide.conditions:
            levels = {known[i].level for i in condition.basis if i in known}
            if levels == {"normative_document"}:
                yield Finding("condition_basis_insufficient", f"guide.conditions.{condition.id}.basis")
        for material in content.materials:
            levels = {known[i].level for i in material.basis if i in known}
            if levels == {"normative_document"}:
                yield Finding("material_basis_insufficient", f"materials.{material.id}.basis", blocks=False)


def _materials(content: VersionContent) -> Iterator[Finding]:
    """No catch-all, and nothing the authority can fetch itself (arts. 30, 33; State Council Decree 716 art. 7)."""
    for material in content.materials:
        place = f"materials.{material.id}"
        if any(CATCH_ALL.search(words) for words in material.name.values()):
            yield Finding("catch_all_material", f"{place}.name")
        if _demands_what_is_shared(material):
            yield Finding("shared_material_demanded", place)
        if material.asked and not material.standard:
            yield Finding("standard_missing", place, blocks=False)
        if material.asked and not material.sample:
            yield Finding("sample_missing", place, blocks=False)
        if material.blank and any(_promises_a_file(words) for words in material.blank.values()):
            yield Finding("blank_not_there", f"{place}.blank")


def _promises_a_file(words: str) -> bool:
    """Whether a blank is said to be had somewhere without saying where."""
    return bool(DOWNLOAD.search(words)) and not ADDRESS.search(words)


def _demands_what_is_shared(material: Material) -> bool:
    if material.sharing and material.sharing.fetched == "always":
        return material.form != "none"
    return material.asked and not material.sharing and bool(FETCHED.search(material.name.get("zh-hans", "")))


def _fees(content: VersionContent) -> Iterator[Finding]:
    known = {b.id: b.level for b in content.basis}
    for fee in content.fees:
        levels = [known[i] for i in fee.basis if i in known]
        if code := fee_objection(content.type, levels, in_catalogue=bool(fee.catalogue_code)):
            yield Finding(code, f"fees.{fee.id}.basis")


def _ids(content: VersionContent) -> Iterator[Finding]:
    lists: dict[str, list[str]] = {
        "form": [f.id for f in content.form.fields],
        "form.pages": [p.id for p in content.form.pages],
        "questions": [q.id for q in content.questions],
        "materials": [m.id for m in content.materials],
        "procedure.steps": [s.id for s in content.steps],
        "outcomes": [o.id for o in content.outcomes],
        "results": [r.id for r in content.results],
        "fees": [f.id for f in content.fees],
        "basis": [b.id for b in content.basis],
    }
    for table in (f for f in content.form.fields if f.columns):
        lists[f"form.{table.id}"] = [c.id for c in table.columns]
    for place, ids in lists.items():
        for name, times in Counter(ids).items():
            if times > 1:
                yield Finding("id_not_unique", place, {"name": name})


def _limits(content: VersionContent, calendar: Calendar | None) -> Iterator[Finding]:
    return (Finding(code, place, facts) for code, place, facts in lawful.faults(content, calendar))


def _marks(content: VersionContent) -> Iterator[Finding]:
    """A figure that was not read in the text is a parameter of the city, and shown as such."""
    limits = content.limits
    extension = limits.extension
    figures: list[tuple[str, Any, str]] = [("terms.decision", limits.decision.amount, limits.decision.mark)]
    if extension:
        figures.append(("terms.extension", extension.amount, extension.mark))
    if limits.issue:
        figures.append(("terms.issue", limits.issue.amount, limits.issue.mark))
    figures += [(f"procedure.lanes.{lane.authority}", lane.planned, lane.mark) for lane in content.lanes]
    for place, fact, mark in figures:
        if mark != "sure" and not fact.set_by_city:
            yield Finding("unconfirmed_value_not_parameter", place, {"mark": mark})


def _references(content: VersionContent) -> Iterator[Finding]:
    """Ids that point inside the version point at something."""
    fields = {f.id: f for f in content.form.fields}
    steps = {s.id for s in content.steps}
    replaceable = steps | {m.id for m in content.materials}
    for step in content.steps:
        for name in set(step.after) - steps:
            yield Finding("unknown_step", f"procedure.steps.{step.id}.after", {"name": name})
    for name in set(content.modes.commitment.replaces) - replaceable:
        yield Finding("unknown_replaced", "modes.commitment.replaces", {"name": name})
    for result in content.results:
        place = f"results.{result.id}"
        named = [
            *result.prints,
            *result.number_map,
            result.per,
            result.validity.until_field,
            result.validity.from_field,
        ]
        for name in named:
            if name and name not in fields:
                yield Finding("unknown_field", place, {"name": name})
        if result.per and result.per in fields and fields[result.per].type != "table":
            yield Finding("not_a_table_field", f"{place}.per", {"name": result.per})
        yield from _number_tokens(result.number, result.number_map, f"{place}.number")
    for asked in fields.values():
        if asked.type == "id_number" and asked.id_type_field not in fields:
            yield Finding("unknown_field", f"form.{asked.id}.id_type_field", {"name": asked.id_type_field})


def _number_tokens(pattern: str, maps: Any, place: str) -> Iterator[Finding]:
    for token in TOKEN.finditer(pattern):
        kind, detail = token[1], token[2] or ""
        wrong = (
            kind not in TOKENS or (kind == "map" and detail not in maps) or (kind == "check" and detail not in CHECKS)
        )
        if wrong:
            yield Finding("unknown_token", place, {"name": token[0]})


def _expressions(content: VersionContent) -> Iterator[Finding]:
    for code, place, facts in expressions.faults(content):
        yield Finding(code, place, facts)


def _authorities(content: VersionContent, known: Collection[str]) -> Iterator[Finding]:
    named = {"authority": content.authority, "accepting": content.accepting}
    named |= {f"procedure.lanes.{lane.authority}": lane.authority for lane in content.lanes}
    named |= {f"procedure.steps.{step.id}.authority": step.authority for step in content.steps}
    for place, code in named.items():
        if code and code not in known:
            yield Finding("unknown_authority", place, {"name": code})
