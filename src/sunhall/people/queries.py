"""Reads about people: who is at the screen, what powers they hold, which parties they may act for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from sunhall.kernel.refused import NotFound
from sunhall.kernel.text import TextByLanguage
from sunhall.people import rules
from sunhall.people.models import (
    Authority,
    Centre,
    Grant,
    Interest,
    Mandate,
    Message,
    Officer,
    Party,
)

ANONYMOUS = "anonymous"
APPLICANT = "applicant"


@dataclass(frozen=True, slots=True)
class OfficerRow:
    id: int
    user_id: int
    name: str
    badge: str
    role: str
    authority_id: int
    authority_code: str
    authority_name: TextByLanguage
    centre_id: int | None
    window_id: int | None
    name_en: str = ""

    @property
    def called(self) -> TextByLanguage:
        return rules.called(self.name, self.name_en)


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Who holds a power, and in which authority's name."""

    called: TextByLanguage
    authority_id: int


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """An official as a file names one: what she is called, and her badge."""

    id: int
    called: TextByLanguage
    badge: str


@dataclass(frozen=True, slots=True)
class PartyRow:
    id: int
    kind: str
    name: str
    id_type: str
    id_number: str
    phone: str
    email: str
    address: str
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def is_person(self) -> bool:
        return self.kind == Party.Kind.PERSON

    @property
    def masked_name(self) -> str:
        return rules.masked_name(self.name, is_person=self.is_person)

    @property
    def masked_id(self) -> str:
        return rules.masked_id(self.id_number) if self.is_person else self.id_number

    @property
    def masked_phone(self) -> str:
        return rules.masked_phone(self.phone)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is at the screen: nobody, an applicant (`party`), or an officer. `user_id` is the account that types."""

    user_id: int | None = None
    role: str = ANONYMOUS
    officer: OfficerRow | None = None
    party: PartyRow | None = None
    language: str = "zh-hans"

    @property
    def is_officer(self) -> bool:
        return self.officer is not None


NOBODY = Actor()


@dataclass(frozen=True, slots=True)
class GrantRow:
    id: int
    authority_id: int
    power: str
    matter_code: str
    is_substitute: bool


@dataclass(frozen=True, slots=True)
class MandateRow:
    id: int
    principal: PartyRow
    agent: PartyRow
    scope: list[str]
    kind: str
    starts_at: datetime
    ends_at: datetime | None


def party_row(party: Party) -> PartyRow:
    return PartyRow(
        id=party.pk,
        kind=party.kind,
        name=party.name,
        id_type=party.id_type,
        id_number=party.id_number,
        phone=party.phone,
        email=party.email,
        address=party.address,
        details=party.details,
    )


def officer_row(officer: Officer) -> OfficerRow:
    return OfficerRow(
        id=officer.pk,
        user_id=officer.user_id,
        name=officer.name,
        badge=officer.badge,
        role=officer.role,
        authority_id=officer.authority_id,
        authority_code=officer.authority.code,
        authority_name=TextByLanguage(officer.authority.name),
        centre_id=officer.centre_id,
        window_id=officer.window_id,
        name_en=officer.name_en,
    )


def actor_of(user: Any) -> Actor:
    """The actor behind an account: at most two queries. An account with neither party nor officer sees public pages."""
    if not user or not user.is_authenticated or not user.is_active:
        return NOBODY
    officer = Officer.objects.select_related("authority").filter(user_id=user.pk, is_active=True).first()
    if officer:
        return Actor(user_id=user.pk, role=officer.role, officer=officer_row(officer), language=user.language)
    party = Party.objects.filter(user_id=user.pk).first()
    row = party_row(party) if party else None
    return Actor(user_id=user.pk, role=APPLICANT, party=row, language=user.language)


def party(party_id: int) -> PartyRow:
    found = Party.objects.filter(pk=party_id).first()
    if not found:
        raise NotFound
    return party_row(found)


def party_by_identity(id_type: str, id_number: str) -> PartyRow | None:
    found = Party.objects.filter(id_type=id_type, id_number=id_number).first()
    return party_row(found) if found else None


def grants(officer_id: int, at: datetime) -> list[GrantRow]:
    """The powers an officer holds at an instant: one query."""
    rows = Grant.objects.filter(holder_id=officer_id, valid__contains=at).order_by("id")
    return [
        GrantRow(g.pk, g.authority_id, g.power, g.matter_code, is_substitute=g.substitute_for_id is not None)
        for g in rows
    ]


def holds(rows: Iterable[GrantRow], power: str, *, authority_id: int, matter_code: str) -> GrantRow | None:
    """The grant that covers a power in an authority's name for a matter; the one for that very matter first."""
    fitting = [
        g for g in rows if g.power == power and g.authority_id == authority_id and g.matter_code in ("", matter_code)
    ]
    return max(fitting, key=lambda g: (g.matter_code != "", not g.is_substitute), default=None)


def holders(needed: Iterable[tuple[str, int]], *, matter_code: str, at: datetime) -> dict[str, list[HolderRow]]:
    """Who holds powers in the name of authorities for a matter, by power: one query. Substitutes are among them."""
    wanted = [Q(power=power, authority_id=authority) for power, authority in needed]
    if not wanted:
        return {}
    rows = Grant.objects.select_related("holder").filter(reduce(or_, wanted), valid__contains=at)
    found: dict[str, list[HolderRow]] = {}
    for g in rows.filter(matter_code__in=("", matter_code), holder__is_active=True).order_by("holder__badge", "id"):
        row = HolderRow(rules.called(g.holder.name, g.holder.name_en), g.authority_id)
        if row not in found.setdefault(g.power, []):
            found[g.power].append(row)
    return found


def _mandate_rows(mandates: Iterable[Mandate]) -> list[MandateRow]:
    return [
        MandateRow(
            id=m.pk,
            principal=party_row(m.principal),
            agent=party_row(m.agent),
            scope=m.scope,
            kind=m.kind,
            starts_at=m.valid.lower,
            ends_at=m.valid.upper,
        )
        for m in mandates
    ]


def principals_of(party_id: int, at: datetime) -> list[MandateRow]:
    """The parties for which this person may act now, with what the mandate covers."""
    rows = Mandate.objects.select_related("principal", "agent").filter(agent_id=party_id, valid__contains=at)
    return _mandate_rows(rows.order_by("principal__name", "id"))


def mandates_of(party_id: int) -> list[MandateRow]:
    """Every mandate given or held by the party, newest first, ended ones too."""
    rows = Mandate.objects.select_related("principal", "agent").filter(
        Q(principal_id=party_id) | Q(agent_id=party_id) | Q(principal__mandates_given__agent_id=party_id)
    )
    # One revoked in the instant it was given never held.
    return _mandate_rows(rows.exclude(valid__isempty=True).distinct().order_by("-id"))


def may_act_for(actor: Actor, party_id: int, act: str, at: datetime) -> int | None:
    """None: not allowed. 0: as oneself. Else the id of the mandate that covers `act` (one of `rules.SCOPES`)."""
    if actor.party is None:
        return None
    if actor.party.id == party_id:
        return 0
    rows = [m for m in principals_of(actor.party.id, at) if m.principal.id == party_id and act in m.scope]
    return rows[0].id if rows else None


def governed_by(actor: Actor, at: datetime) -> list[PartyRow]:
    """The parties for which this person may give mandates: herself, and those she represents by law."""
    if actor.party is None:
        return []
    held = principals_of(actor.party.id, at)
    return [actor.party, *(m.principal for m in held if m.kind == "legal_representative")]


def may_govern(actor: Actor, party_id: int, at: datetime) -> bool:
    return any(party.id == party_id for party in governed_by(actor, at))


def message(user_id: int, message_id: int) -> Message:
    """One message of somebody's own inbox; NotFound otherwise."""
    found = Message.objects.filter(user_id=user_id, pk=message_id).first()
    if found is None:
        raise NotFound
    return found


def inbox_count(user_id: int) -> int:
    return Message.objects.filter(user_id=user_id, read_at=None).count()


def inbox(user_id: int, *, before: int | None = None, limit: int = 30) -> list[Message]:
    rows = Message.objects.filter(user_id=user_id)
    return list((rows.filter(pk__lt=before) if before else rows).order_by("-id")[:limit])


def authorities() -> list[Authority]:
    return list(Authority.objects.order_by("code"))


def centres() -> list[Centre]:
    return list(Centre.objects.order_by("code"))


def default_centre_id() -> int | None:
    """The centre that takes online applications in: the first one set up."""
    return Centre.objects.order_by("pk").values_list("pk", flat=True).first()


def region_of(authority_id: int) -> str:
    """Six digits of the region, from the authority."""
    return Authority.objects.values_list("region", flat=True).get(pk=authority_id)


def authority_codes(ids: Iterable[int]) -> list[str]:
    """The codes of authorities, which tables that outlive a city's set-up keep. One query."""
    return list(Authority.objects.filter(pk__in=set(ids)).order_by("code").values_list("code", flat=True))


def officers_by_badge(authority_id: int, badges: Iterable[str]) -> dict[str, int]:
    """Active officers of an authority by their badge number."""
    wanted = [b.strip() for b in badges if b.strip()]
    rows = Officer.objects.filter(authority_id=authority_id, badge__in=wanted, is_active=True)
    return dict(rows.values_list("badge", "pk"))


def officials(ids: Iterable[int]) -> dict[int, OfficialRow]:
    """Officials by id, also those who left: past acts name them. One query."""
    rows = Officer.objects.filter(pk__in=set(ids))
    return {o.pk: OfficialRow(o.pk, rules.called(o.name, o.name_en), o.badge) for o in rows}


def officials_with(
    power: str, *, authority_id: int, matter_code: str, party_id: int, at: datetime
) -> list[OfficialRow]:
    """Who holds a power in the name of an authority for a matter, without those with an interest in the party."""
    held = Grant.objects.filter(
        authority_id=authority_id, power=power, matter_code__in=("", matter_code), valid__contains=at
    )
    rows = Officer.objects.filter(pk__in=held.values("holder_id"), is_active=True)
    rows = rows.exclude(pk__in=Interest.objects.filter(party_id=party_id, ended_at=None).values("officer_id"))
    return [OfficialRow(o.pk, rules.called(o.name, o.name_en), o.badge) for o in rows.order_by("badge", "id")]


def accounts_of(party_id: int, *, also_user: int | None = None) -> list[int]:
    """The accounts to tell about a party's case: its own, else those of its representatives; and one that acted."""
    found = _own_accounts(party_id)
    if also_user and not Officer.objects.filter(user_id=also_user).exists():
        found.add(also_user)
    return sorted(found)


def _own_accounts(party_id: int) -> set[int]:
    found = set(Party.objects.filter(pk=party_id, user__isnull=False).values_list("user_id", flat=True))
    if not found:
        rows = Mandate.objects.filter(principal_id=party_id, kind="legal_representative", agent__user__isnull=False)
        found = set(rows.values_list("agent__user_id", flat=True))
    return found


def only_by_email(party_id: int) -> bool:
    """Whether nobody has an account for a party, as after a registration at the counter, but it gave an address."""
    has_address = Party.objects.filter(pk=party_id).exclude(email="").exists()
    return has_address and not _own_accounts(party_id)


def authority_id(code: str) -> int:
    """The id of an authority by its code, which never changes."""
    return int(Authority.objects.values_list("pk", flat=True).get(code=code))
