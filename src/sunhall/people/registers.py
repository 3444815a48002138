"""Reads for the administrator: lists of people and places, powers, changes and readings. Frozen rows, paged by key."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q

from sunhall.kernel.refused import NotFound
from sunhall.kernel.text import TextByLanguage as Text
from sunhall.people import rules, staff
from sunhall.people.models import (
    Authority,
    Centre,
    Change,
    Department,
    Grant,
    JobFault,
    Message,
    Officer,
    Reading,
    Window,
)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A centre, authority, department or window in a list. `within` is what it belongs to."""

    id: int
    code: str
    name: Text
    within: Text
    officers: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class StaffRow:
    id: int
    user_id: int
    login: str
    email: str
    name: str
    name_en: str
    badge: str
    role: str
    is_active: bool
    authority_id: int
    authority: Text
    department: Text
    centre: Text
    window: str
    last_login: datetime | None
    must_change_password: bool
    one_time_until: datetime | None = None

    @property
    def called(self) -> Text:
        return rules.called(self.name, self.name_en)


@dataclass(frozen=True, slots=True)
class PowerRow:
    """A dated power. `standing`: current, coming or ended."""

    id: int
    power: str
    authority: Text
    matter_code: str
    source: str
    instrument: str
    starts_at: datetime
    ends_at: datetime | None
    standing: str
    holder_id: int
    holder: Text
    substitute_for: Text = field(default_factory=Text)
    substitute_for_id: int | None = None
    substitutes: list[Text] = field(default_factory=list)  # who stands in now or will


@dataclass(frozen=True, slots=True)
class ChangeRow:
    id: int
    at: datetime
    by: Text  # empty: set-up by the command line
    what: str
    ref: str
    action: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReadingRow:
    id: int
    at: datetime
    by: Text
    authority: Text
    party: str  # masked
    case_id: int | None
    field_class: str
    purpose: str


@dataclass(frozen=True, slots=True)
class UnsentRow:
    id: int
    login: str
    code: str
    created_at: datetime
    error: str
    case_id: int | None


def counts() -> dict[str, int]:
    """How many there are of each kind; of officers, the active ones."""
    told = Authority.objects.aggregate(authority=Count("pk"))
    for name, model in (("centre", Centre), ("department", Department), ("window", Window)):
        told[name] = model._default_manager.count()
    told["officer"] = Officer.objects.filter(is_active=True).count()
    return told


def places(kind: str, *, text: str = "", after: int | None = None, limit: int = 50) -> list[PlaceRow]:
    """Rows of one kind in the order they were added, with how many active officers each has."""
    model = staff.KINDS[kind]
    rows = model._default_manager.annotate(
        officer_count=Count("officer" if kind != "authority" else "officers", filter=_active(kind), distinct=True)
    ).order_by("pk")
    if kind in ("department", "window"):
        rows = rows.select_related("authority" if kind == "department" else "centre")
    if text:
        rows = rows.filter(
            Q(code__icontains=text) | Q(**{"name__zh-hans__icontains": text}) | Q(name__en__icontains=text)
        )
    if after:
        rows = rows.filter(pk__gt=after)
    return [_place(kind, row) for row in rows[:limit]]


def _active(kind: str) -> Q:
    return Q(officers__is_active=True) if kind == "authority" else Q(officer__is_active=True)


def _place(kind: str, row: Any) -> PlaceRow:
    above = {"department": "authority", "window": "centre"}.get(kind)
    within = Text(getattr(row, above).name) if above else Text()
    note = row.usci if kind == "authority" else ""
    return PlaceRow(row.pk, row.code, Text(row.name), within, row.officer_count, note)


def place(kind: str, pk: int) -> tuple[dict[str, Any], str]:
    """The columns of a row and its fingerprint, for a form. NotFound."""
    row = staff.KINDS[kind]._default_manager.filter(pk=pk).first()
    if row is None:
        raise NotFound
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    return values, staff.fingerprint(row)


def choices(kind: str) -> list[tuple[int, Text, str, int | None]]:
    """(id, name, code, id of what it belongs to) of every row of a kind, by code."""
    above = {"department": "authority_id", "window": "centre_id"}.get(kind, "pk")
    rows = staff.KINDS[kind]._default_manager.order_by("code", "pk").values_list("pk", "name", "code", above)
    return [(pk, Text(name), code, belongs if above != "pk" else None) for pk, name, code, belongs in rows]


def officers(
    *, text: str = "", authority_id: int | None = None, role: str = "", active: bool | None = None,
    after: int | None = None, limit: int = 50,
) -> tuple[list[StaffRow], int]:  # fmt: skip
    """Officers by authority and badge, and how many fit. `after` is the id of the last one seen."""
    rows = Officer.objects.all()
    if text:
        rows = rows.filter(
            Q(name__icontains=text) | Q(name_en__icontains=text) | Q(badge__icontains=text)
            | Q(user__login__icontains=text)
        )  # fmt: skip
    if authority_id:
        rows = rows.filter(authority_id=authority_id)
    if role:
        rows = rows.filter(role=role)
    if active is not None:
        rows = rows.filter(is_active=active)
    total = rows.count()
    last = Officer.objects.filter(pk=after).values("authority__code", "badge").first() if after else None
    if last:
        code, badge = last["authority__code"], last["badge"]
        rows = rows.filter(Q(authority__code__gt=code) | Q(authority__code=code, badge__gt=badge))
    told = rows.select_related("user", "authority", "department", "centre", "window")
    return [_staff(o) for o in told.order_by("authority__code", "badge")[:limit]], total


def _staff(o: Officer) -> StaffRow:
    return StaffRow(
        id=o.pk,
        user_id=o.user_id,
        login=o.user.login,
        email=o.user.email,
        name=o.name,
        name_en=o.name_en,
        badge=o.badge,
        role=o.role,
        is_active=o.is_active,
        authority_id=o.authority_id,
        authority=Text(o.authority.name),
        department=Text(o.department.name) if o.department else Text(),
        centre=Text(o.centre.name) if o.centre else Text(),
        window=o.window.code if o.window else "",
        last_login=o.user.last_login,
        must_change_password=o.user.must_change_password,
        one_time_until=o.user.one_time_until,
    )


def officer(officer_id: int) -> StaffRow:
    """One officer. NotFound."""
    rows = Officer.objects.select_related("user", "authority", "department", "centre", "window")
    found = rows.filter(pk=officer_id).first()
    if found is None:
        raise NotFound
    return _staff(found)


def second_factors(user_id: int) -> list[str]:
    """The kinds of second factor an account has."""
    rows = Authenticator.objects.filter(user_id=user_id).order_by("type")
    return list(rows.values_list("type", flat=True).distinct())


def colleagues(officer_id: int) -> list[tuple[int, Text, str]]:
    """Active officers of the same authority, who can stand in: id, name, badge."""
    mine = Officer.objects.filter(pk=officer_id).values("authority_id")
    rows = Officer.objects.filter(authority_id__in=mine, is_active=True).exclude(pk=officer_id)
    return [(o.pk, _called(o), o.badge) for o in rows.only("name", "name_en", "badge").order_by("badge")]


def powers_of(officer_id: int, *, at: datetime) -> list[PowerRow]:
    """Every power an officer has, had or will have: the current first, then the coming, then the ended. Two queries."""
    rows = Grant.objects.filter(holder_id=officer_id).select_related("authority", "holder", "substitute_for__holder")
    told = [_power(g, at) for g in rows.prefetch_related("substitutes__holder").order_by("-pk")]
    order = {"current": 0, "coming": 1, "ended": 2}
    return sorted(told, key=lambda p: order[p.standing])


def power(grant_id: int, *, at: datetime) -> PowerRow:
    """One power. NotFound."""
    rows = Grant.objects.select_related("authority", "holder", "substitute_for__holder")
    found = rows.prefetch_related("substitutes__holder").filter(pk=grant_id).first()
    if found is None:
        raise NotFound
    return _power(found, at)


def last_power(officer_id: int, name: str) -> PowerRow | None:
    """The newest power of a kind an officer ever had, to tell her when it ended or will begin."""
    rows = Grant.objects.select_related("authority", "holder", "substitute_for__holder")
    found = rows.filter(holder_id=officer_id, power=name).order_by("-pk").first()
    return _power(found, found.created_at) if found else None


def _standing(grant: Grant, at: datetime) -> str:
    if grant.valid.isempty or (grant.valid.upper is not None and grant.valid.upper <= at):
        return "ended"
    return "coming" if grant.valid.lower > at else "current"


def _power(g: Grant, at: datetime) -> PowerRow:
    standing_in = g.substitutes.all()
    return PowerRow(
        id=g.pk,
        power=g.power,
        authority=Text(g.authority.name),
        matter_code=g.matter_code,
        source=g.source,
        instrument=g.instrument,
        starts_at=g.valid.lower,
        ends_at=g.valid.upper,
        standing=_standing(g, at),
        holder_id=g.holder_id,
        holder=_called(g.holder),
        substitute_for=_called(g.substitute_for.holder) if g.substitute_for else Text(),
        substitute_for_id=g.substitute_for.holder_id if g.substitute_for else None,
        substitutes=[_called(s.holder) for s in standing_in if _standing(s, at) != "ended"],
    )


def officers_without_power(*, at: datetime) -> int:
    """Active officers who hold no power at all now: mostly somebody forgot one."""
    held = Grant.objects.filter(holder=OuterRef("pk"), valid__contains=at)
    return Officer.objects.filter(~Exists(held), is_active=True).count()


def changes(*, what: str = "", ref: str = "", before: int | None = None, limit: int = 50) -> list[ChangeRow]:
    """The audit list, newest first, of one kind and one reference if named."""
    rows = Change.objects.select_related("by__officer")
    if what:
        rows = rows.filter(what=what)
    if ref:
        rows = rows.filter(ref=ref)
    if before:
        rows = rows.filter(pk__lt=before)
    return [
        ChangeRow(c.pk, c.at, _who(c.by), c.what, c.ref, c.action, c.before or {}, c.after or {})
        for c in rows.order_by("-id")[:limit]
    ]


def _called(officer: Officer) -> Text:
    return rules.called(officer.name, officer.name_en)


def _who(user: Any) -> Text:
    """The account in words: her name with the login, or the login alone."""
    if user is None:
        return Text()
    if not hasattr(user, "officer"):
        return Text(str(user.login))
    return Text({language: f"{name} ({user.login})" for language, name in _called(user.officer).items() if name})


def readings(*, before: int | None = None, limit: int = 50) -> list[ReadingRow]:
    """Who looked at personal data in full (PIPL art. 51), newest first. The person looked at stays masked."""
    rows = Reading.objects.select_related("by__officer__authority", "party")
    rows = rows.filter(pk__lt=before) if before else rows
    return [
        ReadingRow(
            r.pk,
            r.at,
            _who(r.by),
            Text(r.by.officer.authority.name) if hasattr(r.by, "officer") else Text(),
            rules.masked_name(r.party.name, is_person=r.party.kind == "person"),
            r.case_id,
            r.field_class,
            r.purpose,
        )
        for r in rows.order_by("-id")[:limit]
    ]


def unsent(*, limit: int = 100) -> list[UnsentRow]:
    """Messages whose e-mail failed, newest first; whether it is tried again stands in the job table."""
    rows = Message.objects.select_related("user", "party").exclude(email_error="").order_by("-id")[:limit]
    return [UnsentRow(m.pk, _addressee(m), m.code, m.created_at, m.email_error, m.case_id) for m in rows]


def _addressee(message: Message) -> str:
    """The login, or the masked name of a party without account."""
    if message.user is not None:
        return str(message.user.login)
    party = message.party
    return rules.masked_name(party.name, is_person=party.kind == "person") if party else ""


def faults(job_ids: Iterable[int]) -> dict[int, str]:
    """Why these jobs failed last, by job."""
    return dict(JobFault.objects.filter(job_id__in=list(job_ids)).values_list("job_id", "error"))


def unsent_count() -> int:
    return Message.objects.exclude(email_error="").count()
