"""Reads for the service designer: all matters in every state, their drafts as they would be published, parameters,
the whole register of exceptions. Frozen rows, paged by key. The public reads `catalogue.queries`."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, OuterRef, Q, Subquery

from sunhall.catalogue import content as contents
from sunhall.catalogue import differences, queries
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.differences import Difference
from sunhall.catalogue.files import build, checking, source
from sunhall.catalogue.files.problems import Problem, Unusable
from sunhall.catalogue.models import EntryException, Matter, MatterVersion, Parameter, State
from sunhall.kernel.refused import NotFound
from sunhall.kernel.text import TextByLanguage as Text
from sunhall.people.models import Authority

PARAMETER_FACTS = """
SELECT v.id, fact FROM catalogue_matterversion v,
jsonb_path_query(v.content, 'strict $.** ? (exists(@.param) && exists(@.mark))') AS fact WHERE v.id = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class DesignRow:
    """A matter in the designer's list. `current` is the number of the version in force, `draft` of the draft."""

    code: str
    name: Text
    type: str
    state: str
    authority: Text
    current: int | None
    current_from: date | None
    draft: int | None
    stale: bool


@dataclass(frozen=True, slots=True)
class MatterHead:
    """What stands above every page of one matter."""

    code: str
    name: Text
    type: str
    state: str
    authority: Text
    codes: dict[str, Any]
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class ParameterUse:
    """A value of the city in a version. `now` is what the city says today, where it differs (`stale`)."""

    name: str
    meaning: Text
    value: Any
    unit: str
    source: Text
    mark: str
    since: str
    now: Any = None
    stale: bool = False


@dataclass(frozen=True, slots=True)
class DraftAt:
    """A draft built for a day, with the gate's findings by line. `document` is None if it cannot be built."""

    id: int
    number: int
    digest: str
    file_name: str
    problems: list[Problem]
    document: dict[str, Any] | None = None
    content: VersionContent | None = None

    @property
    def publishable(self) -> bool:
        return self.document is not None and not any(p.blocks for p in self.problems)


@dataclass(frozen=True, slots=True)
class ExceptionLine:
    """An entry of the exceptions register. `standing`: current, coming or ended."""

    id: int
    code: str
    name: Text
    reason: Text
    decided_by: Text
    decision_no: str
    valid_from: date
    valid_until: date
    standing: str


@dataclass(frozen=True, slots=True)
class GuideAround:
    """What the guide of a version says that does not stand in it."""

    authority: Text
    phone: str
    remedies: dict[str, Text] = field(default_factory=dict)


def _filtered(authority: str, type_: str, text: str) -> Any:
    rows = Matter.objects.all()
    if authority:
        rows = rows.filter(authority__code=authority)
    if type_:
        rows = rows.filter(type=type_)
    if text:
        words = Q(code__icontains=text) | Q(**{"name__zh-hans__icontains": text}) | Q(name__en__icontains=text)
        rows = rows.filter(words | Q(sorts_by__istartswith=text))
    return rows


def counts(*, authority: str = "", type_: str = "", text: str = "") -> dict[str, int]:
    """How many matters there are in each state, under the other filters: one query."""
    rows = _filtered(authority, type_, text).values_list("state").annotate(count=Count("pk")).order_by()
    return dict(rows)


def types() -> list[str]:
    """The types of matters there are."""
    return list(Matter.objects.order_by("type").values_list("type", flat=True).distinct())


def authorities() -> list[tuple[str, Text]]:
    """Authorities that have matters, by code."""
    rows = Authority.objects.filter(matters__isnull=False).distinct().order_by("code")
    return [(code, Text(name)) for code, name in rows.values_list("code", "name")]


def matters(
    *, on: date, state: str = "", authority: str = "", type_: str = "", text: str = "", after: str = "", limit: int = 50
) -> list[DesignRow]:
    """Matters in pinyin order, in every state or one. `after` is the code of the last one seen. Three queries."""
    rows = _filtered(authority, type_, text).select_related("authority")
    if state:
        rows = rows.filter(state=state)
    last = Matter.objects.filter(code=after).values("sorts_by", "code").first() if after else None
    if last:
        rows = rows.filter(Q(sorts_by__gt=last["sorts_by"]) | Q(sorts_by=last["sorts_by"], code__gt=last["code"]))
    mine = MatterVersion.objects.filter(matter=OuterRef("pk"))
    current = mine.filter(published_at__isnull=False, effective_from__lte=on).order_by("-effective_from")
    told = rows.annotate(
        current_id=Subquery(current.values("pk")[:1]),
        current_number=Subquery(current.values("number")[:1]),
        current_from=Subquery(current.values("effective_from")[:1]),
        draft_number=Subquery(mine.filter(published_at__isnull=True).values("number")[:1]),
    ).order_by("sorts_by", "code")
    found = list(told[:limit])
    old = _stale_versions([m.current_id for m in found if m.current_id], on)
    return [
        DesignRow(
            m.code, Text(m.name), m.type, m.state, Text(m.authority.name), m.current_number, m.current_from,
            m.draft_number, stale=m.current_id in old,
        )
        for m in found
    ]  # fmt: skip


def _facts(version_ids: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """The values of the city that versions hold, picked out by the database: their documents stay there."""
    found: dict[int, list[dict[str, Any]]] = {}
    if not version_ids:
        return found
    with connection.cursor() as cursor:
        cursor.execute(PARAMETER_FACTS, [list(version_ids)])
        for version_id, fact in cursor.fetchall():
            found.setdefault(version_id, []).append(_parsed(fact))
    return found


def _parsed(fact: Any) -> dict[str, Any]:
    """A JSON value of a raw cursor, which gives text."""
    return dict(json.loads(fact) if isinstance(fact, str) else fact)


def _stale_versions(version_ids: Collection[int], on: date) -> set[int]:
    held = _facts(version_ids)
    if not held:
        return set()
    now = queries.parameters_in_force(on=on)
    return {pk for pk, facts in held.items() if any(_is_stale(f, now) for f in facts)}


def _is_stale(fact: Mapping[str, Any], now: Mapping[str, Mapping[str, Any]]) -> bool:
    current = now.get(fact["param"])
    return current is not None and current["value"] != fact["value"]


def head(code: str) -> MatterHead:
    """One matter in any state. NotFound."""
    rows = Matter.objects.select_related("authority")
    m = rows.filter(code=code).first() if "\0" not in code else None  # an address may hold anything
    if m is None:
        raise NotFound
    return MatterHead(m.code, Text(m.name), m.type, m.state, Text(m.authority.name), m.codes, m.ended_on)


def parameters_of(version_id: int, *, on: date) -> list[ParameterUse]:
    """The values of the city a version holds, each once, with what the city says now: two queries."""
    now: dict[str, tuple[Parameter, Any]] = {}
    for p in Parameter.objects.order_by("valid_from"):
        if p.valid_from <= on or p.name not in now:
            now[p.name] = (p, p.value)
    found = {}
    for fact in _facts([version_id]).get(version_id, []):
        row, value = now.get(fact["param"], (None, None))
        stale = row is not None and row.valid_from <= on and value != fact["value"]
        found[fact["param"]] = ParameterUse(
            name=fact["param"],
            meaning=Text(row.meaning) if row else Text(),
            value=fact["value"],
            unit=fact.get("unit", ""),
            source=Text(fact.get("source") or {}),
            mark=fact.get("mark", ""),
            since=fact.get("since", ""),
            now=value if stale else None,
            stale=stale,
        )
    return sorted(found.values(), key=lambda p: p.name)


def draft_at(code: str, *, on: date) -> DraftAt | None:
    """The draft of a matter as it would be published to hold from `on`: with the values of the city of that day, and
    what the gate says, told by line of its file. None when there is no draft."""
    row = MatterVersion.objects.filter(matter__code=code, published_at__isnull=True).first()
    if row is None:
        return None
    try:
        found = source.parse(row.source, row.file_name)
    except Unusable as unusable:
        return DraftAt(row.pk, row.number, row.digest, row.file_name, unusable.problems)
    built = build.build(found, queries.parameters_in_force(on=on).get, on)
    if built.problems:
        return DraftAt(row.pk, row.number, row.digest, row.file_name, built.problems)
    known = set(Authority.objects.values_list("code", flat=True))
    problems = checking.gate_problems(found, built, on, known)
    return DraftAt(
        row.pk, row.number, row.digest, row.file_name, problems, built.document, contents.read(built.document)
    )


def document(version_id: int) -> tuple[str, int, dict[str, Any]]:
    """The code of the matter, the number and the canonical document of a version. NotFound."""
    row = MatterVersion.objects.filter(pk=version_id).values_list("matter__code", "number", "content").first()
    if row is None:
        raise NotFound
    return row[0], row[1], row[2]


def difference(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[Difference]:
    """What differs between two documents; everything is added when there was none before."""
    return differences.between(dict(before or {}), dict(after))


def source_of(version_id: int) -> tuple[str, str, int, str]:
    """The file of one version as it was imported: code of the matter, file name, number, text. NotFound."""
    found = MatterVersion.objects.filter(pk=version_id)
    row = found.values_list("matter__code", "file_name", "number", "source").first()
    if row is None:
        raise NotFound
    return row[0], row[1], row[2], row[3]


def around(code: str, content: VersionContent) -> GuideAround:
    """The authority a version names, and its remedies with the bodies filled in. NotFound."""
    found = Authority.objects.filter(code=content.authority).first()
    if found is None:
        raise NotFound
    row = queries.AuthorityRow(
        found.code, Text(found.name), Text(found.short_name or found.name), found.phone,
        Text(found.government), Text(found.court), found.region,
    )  # fmt: skip
    return GuideAround(row.name, row.phone, queries.remedies(content, row))


def exceptions(*, on: date) -> list[ExceptionLine]:
    """The whole register of matters kept out of the hall: in force first, then coming, then ended."""
    rows = EntryException.objects.select_related("matter").order_by("-valid_from", "-pk")[:500]
    order = {"current": 0, "coming": 1, "ended": 2}
    told = [
        ExceptionLine(
            r.pk, r.matter.code, Text(r.matter.name), Text(r.reason), Text(r.decided_by), r.decision_no, r.valid_from,
            r.valid_until, "coming" if r.valid_from > on else "ended" if r.valid_until < on else "current",
        )
        for r in rows
    ]  # fmt: skip
    return sorted(told, key=lambda e: order[e.standing])


STATES = tuple(State.values)
