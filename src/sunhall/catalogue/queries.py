"""Reads of the catalogue: guides, versions, search, lists. Frozen rows; anybody may use them."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import F, Q

from sunhall.catalogue import content as contents
from sunhall.catalogue import search_sql
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.models import Matter, MatterVersion, Parameter, State
from sunhall.catalogue.rules.lifecycle import procedure
from sunhall.catalogue.search_sql import Found
from sunhall.kernel.refused import NotFound
from sunhall.kernel.text import TextByLanguage as Text
from sunhall.people import rules as people_rules

__all__ = [
    "AuthorityRow",
    "Found",
    "Guide",
    "MatterRow",
    "VersionRow",
    "guide",
    "in_force",
    "life_events",
    "matters",
    "names",
    "parameter_meanings",
    "parameters_in_force",
    "procedure",
    "search",
    "source_file",
    "version",
    "version_in_force",
    "versions",
]


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    code: str
    name: Text
    short_name: Text
    phone: str
    government: Text
    court: Text
    region: str


@dataclass(frozen=True, slots=True)
class Guide:
    """A matter as the public reads it on a day. `content` is None while it is listed only."""

    code: str
    name: Text
    type: str
    state: str
    authority: AuthorityRow
    codes: dict[str, Any]
    version_id: int | None = None
    number: int | None = None
    effective_from: date | None = None
    published_at: datetime | None = None
    content: VersionContent | None = None
    next_from: date | None = None  # a later version is already published for this day
    ended_on: date | None = None
    remedies: dict[str, Text] = field(default_factory=dict)  # with the government and court of the authority filled in


@dataclass(frozen=True, slots=True)
class MatterRow:
    code: str
    name: Text
    type: str
    state: str
    has_guide: bool
    authority_code: str
    authority_name: Text


@dataclass(frozen=True, slots=True)
class VersionRow:
    """`standing`: draft, coming, in_force or past, on the day asked."""

    id: int
    number: int
    standing: str
    effective_from: date | None
    published_at: datetime | None
    published_by: Text
    digest: str
    file_name: str


@lru_cache(maxsize=4096)
def _published(version_id: int) -> VersionContent:
    found = MatterVersion.objects.filter(pk=version_id).values_list("content", "published_at").first()
    if found is None:
        raise NotFound
    if found[1] is None:
        raise _StillDraft(found[0])
    return contents.read(found[0])


class _StillDraft(Exception):  # noqa: N818 - a draft may change, so it is not cached
    def __init__(self, document: dict[str, Any]) -> None:
        super().__init__()
        self.document = document


def version(version_id: int) -> VersionContent:
    """The content of a version. Cached once published, because it never changes then. NotFound when there is none."""
    try:
        return _published(version_id)
    except _StillDraft as still:
        return contents.read(still.document)


def version_in_force(code: str, *, on: date) -> tuple[int, VersionContent] | None:
    """The version of a matter that holds on a day, None before the first or after its end."""
    row = (
        MatterVersion.objects.filter(matter__code=code, published_at__isnull=False, effective_from__lte=on)
        .filter(Q(matter__ended_on__isnull=True) | Q(matter__ended_on__gte=on))
        .order_by("-effective_from")
        .values_list("pk", flat=True)
        .first()
    )
    return (row, version(row)) if row else None


def in_force(codes: Collection[str], *, on: date) -> dict[str, VersionContent]:
    """The contents that hold on a day for several matters, by code: one query, and the cache. No guide: absent."""
    rows = (
        MatterVersion.objects.filter(matter__code__in=codes, published_at__isnull=False, effective_from__lte=on)
        .filter(Q(matter__ended_on__isnull=True) | Q(matter__ended_on__gte=on))
        .order_by("matter_id", "-effective_from")
        .distinct("matter_id")
        .values_list("matter__code", "pk")
    )
    return {code: version(pk) for code, pk in rows}


_GUIDE = """
SELECT m.name, m.type, m.state, m.codes, m.ended_on,
       a.code, a.name, a.short_name, a.phone, a.government, a.court, a.region,
       v.id, v.number, v.effective_from, v.published_at
FROM catalogue_matter m
JOIN people_authority a ON a.id = m.authority_id
LEFT JOIN catalogue_matterversion v ON v.matter_id = m.id AND v.published_at IS NOT NULL
WHERE m.code = %s AND m.state <> 'drafted'
"""


def guide(code: str, *, on: date) -> Guide:
    """The guide of a matter on a day, with its authority. NotFound when there is no such matter, or only a draft.

    One query, told to the database directly: the most read page of the house waits for nothing else.
    """
    with connection.cursor() as cursor:
        cursor.execute(_GUIDE, [code])
        rows = cursor.fetchall()
    if not rows:
        raise NotFound
    name, kind, state, codes, ended_on, *named = rows[0][:12]
    codes = json.loads(codes)
    published = sorted((row[12:] for row in rows if row[12]), key=lambda version: version[2])
    current = next((v for v in reversed(published) if v[2] <= on), None)
    coming = next((v[2] for v in published if v[2] > on), None)
    authority = _authority(*named)
    if current is None or (ended_on and ended_on < on):
        return Guide(code, _read(name), kind, state, authority, codes, next_from=coming, ended_on=ended_on)
    version_id, number, effective_from, published_at = current
    content = version(version_id)
    return Guide(
        code,
        content.name,
        content.type,
        state,
        authority,
        codes,
        version_id,
        number,
        effective_from,
        published_at,
        content,
        coming,
        ended_on,
        remedies(content, authority),
    )


def _authority(
    code: str, name: str, short_name: str, phone: str, government: str, court: str, region: str
) -> AuthorityRow:
    short = _read(short_name) or _read(name)
    return AuthorityRow(code, _read(name), short, phone, _read(government), _read(court), region)


def _read(words: str) -> Text:
    """Words as a bare cursor gives them: JSON as text."""
    return Text(json.loads(words))


def remedies(content: VersionContent, authority: AuthorityRow) -> dict[str, Text]:
    """The remedies with the bodies named, in each language."""
    found = {}
    for name in ("reconsideration", "litigation", "inaction", "compensation"):
        words: Text = getattr(content.remedies, name)
        found[name] = Text(
            {
                language: text.replace("{government}", authority.government.into(language)).replace(
                    "{court}", authority.court.into(language)
                )
                for language, text in words.items()
            }
        )
    return found


def search(text: str, *, language: str = "zh-hans", limit: int = 20) -> list[Found]:
    """Matters for what was typed: Chinese, English, pinyin or initials. Guides first, then the closest.

    One query; two for a long text of which no matter holds two neighbouring terms.
    """
    return search_sql.search(text, language=language, limit=limit)


def matters(
    *, authority: str = "", life_event: str = "", topic: str = "", state: str = "", after: str = "", limit: int = 50
) -> list[MatterRow]:
    """Matters by authority, life event, topic or state, in pinyin order. `after` is the code of the last row seen."""
    rows = Matter.objects.select_related("authority").order_by("-has_guide", "sorts_by", "code")
    if not state:
        rows = rows.exclude(state__in=[State.ENDED, State.DRAFTED])
    else:
        rows = rows.filter(state=state)
    if authority:
        rows = rows.filter(authority__code=authority)
    if life_event:
        rows = rows.filter(life_events__contains=[life_event])
    if topic:
        rows = rows.filter(topics__contains=[topic])
    last = Matter.objects.filter(code=after).values("has_guide", "sorts_by", "code").first() if after else None
    if last:
        same = Q(sorts_by__gt=last["sorts_by"]) | Q(sorts_by=last["sorts_by"], code__gt=last["code"])
        beyond = Q(has_guide=last["has_guide"]) & same
        rows = rows.filter(beyond | Q(has_guide=False) if last["has_guide"] else beyond)
    return [_row(m) for m in rows[:limit]]


def _row(m: Matter) -> MatterRow:
    return MatterRow(m.code, Text(m.name), m.type, m.state, m.has_guide, m.authority.code, Text(m.authority.name))


def life_events() -> dict[str, int]:
    """The life events that lead to a guide, with how many guides each has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT event, count(*) FROM catalogue_matter, jsonb_array_elements_text(life_events) AS event "
            "WHERE has_guide GROUP BY event ORDER BY count(*) DESC, event"
        )
        return dict(cursor.fetchall())


def versions(code: str, *, on: date) -> list[VersionRow]:
    """All versions of a matter, newest first, as they stand on a day."""
    rows = list(
        MatterVersion.objects.filter(matter__code=code)
        .order_by(F("effective_from").desc(nulls_first=True), "-number")
        .values_list(
            "pk",
            "number",
            "effective_from",
            "published_at",
            "published_by__officer__name",
            "digest",
            "file_name",
            "published_by__officer__name_en",
        )
    )
    current = next((r[0] for r in rows if r[3] and r[2] and r[2] <= on), None)
    return [VersionRow(r[0], r[1], _standing(r, current, on), r[2], r[3], _publisher(r), r[5], r[6]) for r in rows]


def _publisher(row: tuple[Any, ...]) -> Text:
    """Who published a version; empty: by the command line."""
    return people_rules.called(row[4], row[7]) if row[4] else Text()


def _standing(row: tuple[Any, ...], current: int | None, on: date) -> str:
    if row[3] is None:
        return "draft"
    if row[2] > on:
        return "coming"
    return "in_force" if row[0] == current else "past"


def source_file(code: str) -> tuple[str, str]:
    """The file of the draft, or else of the newest version, as it was imported: its name and text. NotFound."""
    row = (
        MatterVersion.objects.filter(matter__code=code)
        .order_by(F("published_at").desc(nulls_first=True), "-number")
        .values_list("file_name", "source")
        .first()
    )
    if row is None:
        raise NotFound
    return row[0], row[1]


def parameters_in_force(*, on: date) -> dict[str, dict[str, Any]]:
    """Every parameter of the city with the value that holds on a day, as a version stores it."""
    found: dict[str, dict[str, Any]] = {}
    for p in Parameter.objects.filter(valid_from__lte=on).order_by("valid_from"):
        found[p.name] = {
            "value": p.value,
            "unit": p.unit,
            "source": p.source,
            "mark": p.mark,
            "since": p.valid_from.isoformat(),
        }
    return found


def parameter_meanings() -> dict[str, Text]:
    """What each parameter of the city means, in words, by its name."""
    rows = Parameter.objects.order_by("valid_from").values_list("name", "meaning")
    return {name: Text(meaning) for name, meaning in rows}


def names(codes: Collection[str]) -> dict[str, Text]:
    """The names of matters by code: one query."""
    return {code: Text(name) for code, name in Matter.objects.filter(code__in=codes).values_list("code", "name")}
