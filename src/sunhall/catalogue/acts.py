"""Writes of the catalogue: import files, publish a version, end a matter, register an exception.

Public acts are keyword-only and open one transaction. Whether the actor may do this is asked by the caller
(power `design`); the command line acts as nobody (`by=None`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from sunhall.catalogue import content as contents
from sunhall.catalogue import district, gating, indexing, queries, search
from sunhall.catalogue.files import build, city, listing, source
from sunhall.catalogue.files.problems import Problem, Unusable
from sunhall.catalogue.models import EntryException, Matter, MatterVersion, Parameter, State, Synonym
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused
from sunhall.people import acts as people
from sunhall.people.models import Authority


@dataclass
class Imported:
    """What an import did: codes by what happened to them, and what the source has wrong (reported, not repaired)."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    authorities_added: list[str] = field(default_factory=list)
    authorities_changed: list[str] = field(default_factory=list)
    parameters: int = 0
    synonyms: int = 0
    reported: list[str] = field(default_factory=list)

    @property
    def nothing_changed(self) -> bool:
        changes = (self.added, self.changed, self.authorities_added, self.authorities_changed)
        return not any(changes) and not self.parameters and not self.synonyms


def import_files(*, path: Path, by: int | None, at: datetime) -> Imported:
    """Bring in a city's folder, one matter file, or a district's list (JSON). All of it, or nothing.

    Matters become drafts; a file that says nothing new changes nothing. Raises Unusable with every problem found.
    """
    if path.suffix == ".json":
        return import_district(path=path, by=by, at=at)
    return _brought_in(_read(path), by=by, at=at, keep=True)


def preview_files(*, path: Path, at: datetime) -> Imported:
    """What `import_files` would do, told by doing it and taking it back. Raises as it does."""
    if path.suffix == ".json":
        return _listed(listing.departments(path), by=None, at=at, keep=False)
    return _brought_in(_read(path), by=None, at=at, keep=False)


def _read(path: Path) -> city.City:
    read = city.read(path)
    if read.problems:
        raise Unusable(read.problems)
    return read


def _brought_in(read: city.City, *, by: int | None, at: datetime, keep: bool) -> Imported:
    done = Imported()
    on = clock.legal_day(at)
    with transaction.atomic(durable=True):
        for entry in read.authorities:
            _authority(entry, done, by=by, at=at)
        done.parameters = _parameters(read.parameters)
        done.synonyms = _synonyms(read.synonyms)
        in_force = queries.parameters_in_force(on=on)
        wrong: list[Problem] = []
        for found in read.matters:
            wrong += _draft(found, in_force, done, on)
        if wrong:
            raise Unusable(wrong)
        if not keep:
            transaction.set_rollback(True)
            return done
        if done.synonyms:
            reindex()
        _note(done, by=by, at=at)
    return done


def _note(done: Imported, *, by: int | None, at: datetime) -> None:
    """An import that changed something stands in the list of changes, with the codes."""
    if done.nothing_changed:
        return
    after = {"added": done.added[:200], "changed": done.changed[:200], "parameters": done.parameters}
    people.note_change(what="catalogue", ref="", action="import", after=after, by=by, at=at)


def _authority(entry: dict[str, Any], done: Imported, *, by: int | None, at: datetime) -> None:
    fields = {
        "usci": entry["usci"],
        "name": entry["name"],
        "short_name": entry.get("short_name", {}),
        "nature": {"authorised": "2", "entrusted": "3"}.get(entry.get("nature", ""), "1"),
        "government": entry.get("government") or {},
        "court": entry.get("court") or {},
        "phone": str(entry.get("phone", "")),
        "region": str(entry.get("region", "")),
        "is_demo": str(entry.get("region", "")).startswith("9999"),
    }
    _settle_authority(entry["code"], fields, done, by=by, at=at)


def _settle_authority(code: str, fields: dict[str, Any], done: Imported, *, by: int | None, at: datetime) -> Authority:
    """The authority with these fields: added, changed or left alone; what is done is audited."""
    row = Authority.objects.filter(code=code).first()
    if row is None:
        row = people.add(Authority(code=code, **fields), by=by, at=at)
        done.authorities_added.append(code)
    elif any(getattr(row, k) != v for k, v in fields.items()):
        row = people.change(Authority, row.pk, fields, by=by, at=at)
        done.authorities_changed.append(code)
    return row


def _parameters(found: dict[str, dict[str, Any]]) -> int:
    """Write the dated values that are new or different; how many."""
    held = {(p.name, p.valid_from.isoformat()): p for p in Parameter.objects.all()}
    new, changed = [], []
    for name, entry in found.items():
        for day, value in entry["values"].items():
            fields = {
                "value": value["value"],
                "unit": entry.get("unit", ""),
                "meaning": entry["meaning"],
                "source": value["source"],
                "mark": value["mark"],
            }
            row = held.get((name, day))
            if row is None:
                new.append(Parameter(name=name, valid_from=day, **fields))
            elif any(getattr(row, k) != v for k, v in fields.items()):
                for k, v in fields.items():
                    setattr(row, k, v)
                changed.append(row)
    Parameter.objects.bulk_create(new)
    Parameter.objects.bulk_update(changed, ["value", "unit", "meaning", "source", "mark"])
    return len(new) + len(changed)


def _synonyms(found: dict[str, list[str]]) -> int:
    held = indexing.synonyms()
    different = [Synonym(word=word, said=said) for word, said in found.items() if held.get(word) != said]
    Synonym.objects.bulk_create(different, update_conflicts=True, unique_fields=["word"], update_fields=["said"])
    return len(different)


def _draft(found: source.Source, parameters: dict[str, dict[str, Any]], done: Imported, on: date) -> list[Problem]:
    """Make or replace the draft of a matter from its file, unless the newest version already says the same."""
    built = build.build(found, parameters.get, on)
    if built.problems:
        return built.problems
    document, code = built.document, built.document["code"]
    authority = Authority.objects.filter(code=document["authority"]).first()
    if authority is None:
        facts = {"name": document["authority"]}
        return [Problem(found.name, found.line(("authority",)), "authority", "unknown_authority", facts)]
    digest = build.digest(document)
    matter = Matter.objects.select_for_update().filter(code=code).first()
    if matter is None:
        matter = Matter.objects.create(
            code=code,
            type=document["type"],
            authority=authority,
            name=document["name"],
            state=State.DRAFTED,
            sorts_by=search.sort_key(document["name"]["zh-hans"]),
        )
    newest = matter.versions.order_by("published_at", "-number").last()  # a draft (null) sorts last
    if newest is not None and newest.digest == digest and newest.source == found.text:
        done.unchanged.append(code)
        return []
    fields = {"content": document, "digest": digest, "source": found.text, "file_name": Path(found.name).name}
    if newest is not None and newest.published_at is None:
        MatterVersion.objects.filter(pk=newest.pk).update(**fields)
    else:
        MatterVersion.objects.create(matter=matter, number=newest.number + 1 if newest else 1, **fields)
    (done.changed if newest else done.added).append(code)
    return []


def publish(*, code: str, effective_from: date, by: int | None, at: datetime, seen: str = "") -> int:
    """Publish the draft of a matter: from `effective_from` on it is what the matter says, and it never changes again.

    The values of the city are those in force on that day. Returns the version's id. Raises NotFound, or Refused with
    `no_draft`, `effective_in_the_past` (except for a matter's first version, which states what holds already),
    `effective_not_after_last`, `matter_ended` or `gate` (facts: findings, a list of Finding). With `seen`, the digest
    of the draft somebody looked at, `changed_meanwhile` when it is another one now.
    """
    with transaction.atomic(durable=True):
        matter = Matter.objects.select_for_update().filter(code=code).first()
        if matter is None:
            raise NotFound
        if matter.state == State.ENDED:
            raise Refused("matter_ended", matter=code)
        draft = matter.versions.filter(published_at__isnull=True).first()
        if draft is None:
            raise Refused("no_draft", matter=code)
        if seen and seen != draft.digest:
            raise Refused("changed_meanwhile")
        last = matter.versions.filter(published_at__isnull=False).order_by("-effective_from").first()
        if last and last.effective_from and effective_from <= last.effective_from:
            raise Refused("effective_not_after_last", last=last.effective_from)
        if last and effective_from < clock.legal_day(at):
            raise Refused("effective_in_the_past", effective_from=effective_from)
        content = _settle_draft(draft, effective_from)
        findings = gating.findings(content, on=effective_from)
        if any(f.blocks for f in findings):
            raise Refused("gate", findings=[f for f in findings if f.blocks])
        draft.effective_from, draft.published_at, draft.published_by_id = effective_from, at, by
        draft.save()
        _show(matter, content)
        told = {"code": code, "number": draft.number, "effective_from": effective_from.isoformat()}
        people.note_change(what="matterversion", ref=str(draft.pk), action="publish", after=told, by=by, at=at)
    return draft.pk


def _settle_draft(draft: MatterVersion, on: date) -> contents.VersionContent:
    """Build the draft anew from its file, with the parameters that hold on the day it is to hold from."""
    found = source.parse(draft.source, draft.file_name)
    built = build.build(found, queries.parameters_in_force(on=on).get, on)
    if built.problems:
        raise Unusable(built.problems)
    draft.content, draft.digest = built.document, build.digest(built.document)
    return contents.read(built.document)


def _show(matter: Matter, content: contents.VersionContent) -> None:
    """Copy to the matter what lists and the search need of its newest version."""
    matter.type, matter.name = content.type, dict(content.name)
    matter.authority = Authority.objects.get(code=content.authority)
    matter.topics, matter.life_events = list(content.topics), list(content.life_events)
    matter.state, matter.has_guide = State.PUBLISHED, True
    matter.sorts_by = search.sort_key(content.name.into("zh-hans"))
    matter.save()
    indexing.index([(matter.pk, indexing.words_of(matter, content))], indexing.synonyms())


def publish_drafts(*, effective_from: date, by: int | None, at: datetime) -> list[str]:
    """Publish every draft there is (setting up a city). Codes published. Raises as `publish` does."""
    waiting = MatterVersion.objects.filter(published_at__isnull=True).order_by("matter__code")
    codes = list(waiting.values_list("matter__code", flat=True))
    for code in codes:
        publish(code=code, effective_from=effective_from, by=by, at=at)
    return codes


def end(*, code: str, on: date, by: int | None, at: datetime) -> None:
    """End a matter: after `on`, today at the latest, nobody can apply; its versions and running cases stay. Audited."""
    if on > clock.legal_day(at):
        raise Refused("end_in_the_future", on=on)
    with transaction.atomic(durable=True):
        matter = Matter.objects.select_for_update().filter(code=code).first()
        if matter is None:
            raise NotFound
        if matter.state == State.ENDED:
            raise Refused("matter_ended", matter=code)
        people.change(Matter, matter.pk, {"state": State.ENDED, "has_guide": False, "ended_on": on}, by=by, at=at)


def register_exception(
    *,
    code: str,
    reason: dict[str, str],
    decided_by: dict[str, str],
    decision_no: str,
    valid_from: date,
    valid_until: date,
    by: int | None,
    at: datetime,
) -> int:
    """Enter a matter in the register of those kept out of the hall, with the government's decision. Audited."""
    with transaction.atomic(durable=True):
        matter = Matter.objects.filter(code=code).first()
        if matter is None:
            raise NotFound
        if valid_until <= valid_from:
            raise Refused("exception_ends_before_it_begins", valid_from=valid_from, valid_until=valid_until)
        row = EntryException(
            matter=matter,
            reason=reason,
            decided_by=decided_by,
            decision_no=decision_no,
            valid_from=valid_from,
            valid_until=valid_until,
        )
        people.add(row, by=by, at=at)
    return row.pk


def reindex(codes: Sequence[str] | None = None) -> int:
    """Write the search column of matters anew (all, or some). How many."""
    rows = Matter.objects.select_related("authority")
    if codes is not None:
        rows = rows.filter(code__in=codes)
    said = indexing.synonyms()
    newest = {
        v.matter_id: v.content
        for v in MatterVersion.objects.filter(published_at__isnull=False, matter__in=rows)
        .order_by("matter_id", "-effective_from")
        .distinct("matter_id")
    }
    entries = [(m.pk, indexing.words_of(m, contents.read(newest[m.pk]) if m.pk in newest else None)) for m in rows]
    with transaction.atomic():
        indexing.index(entries, said)
    return len(entries)


def import_district(*, path: Path, by: int | None, at: datetime) -> Imported:
    """Bring in a district's list: departments as authorities, items as listed matters. Wrong codes are reported by
    name and kept as given. Running it again changes nothing."""
    return _listed(listing.departments(path), by=by, at=at, keep=True)


def _listed(departments: list[district.Department], *, by: int | None, at: datetime, keep: bool) -> Imported:
    done = Imported()
    with transaction.atomic(durable=True):
        for department in departments:
            fields = {"name": {"zh-hans": department.name}, "usci": department.usci, "region": department.region}
            authority = _settle_authority(department.code, fields, done, by=by, at=at)
            done.reported += department.faults
            _list(department, authority, done)
        if not keep:
            transaction.set_rollback(True)
            return done
        reindex(done.added + done.changed)
        _note(done, by=by, at=at)
    return done


def _list(department: district.Department, authority: Authority, done: Imported) -> None:
    """Add or correct the listed matters of a department. A matter that has a guide meanwhile keeps what it says."""
    held = {m.code: m for m in Matter.objects.filter(code__in=[i.code for i in department.items])}
    new, changed = [], []
    for item in department.items:
        done.reported += item.faults
        row = held.get(item.code)
        fields = {"type": item.type, "name": {"zh-hans": item.name}, "codes": item.codes}
        if row is None:
            sorts_by = search.sort_key(item.name)
            new.append(Matter(code=item.code, authority=authority, state=State.LISTED, sorts_by=sorts_by, **fields))
            done.added.append(item.code)
        elif row.state == State.LISTED and any(getattr(row, k) != v for k, v in fields.items()):
            for k, v in fields.items():
                setattr(row, k, v)
            row.sorts_by = search.sort_key(item.name)
            changed.append(row)
            done.changed.append(item.code)
        else:
            done.unchanged.append(item.code)
    Matter.objects.bulk_create(new)
    Matter.objects.bulk_update(changed, ["type", "name", "codes", "sorts_by"])
