"""Reads of cases. Every function takes the actor; what she may not see does not exist (NotFound)."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from sunhall.cases import holding, procedures
from sunhall.cases.models import Act, Application, Case, Check, Paper, Statement
from sunhall.catalogue import queries as catalogue
from sunhall.catalogue.content import VersionContent
from sunhall.kernel.clock import legal_day
from sunhall.kernel.refused import NotFound
from sunhall.kernel.text import TextByLanguage
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks, licensing
from sunhall.law.lifecycles.clocks import Clocks
from sunhall.law.lifecycles.folding import fold
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.lifecycles.licensing import Objection, Proposal
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.law.lifecycles.standing import ActRow, Standing
from sunhall.people import queries as people
from sunhall.people.models import Authority, Interest, Power
from sunhall.people.queries import Actor, GrantRow, OfficialRow, PartyRow

_LICENSED = (Phase.ISSUED, Phase.DELIVERED)  # there may be a licence to revoke
_PROSE = ("statement", "facts", "standard")  # fields of a payload that name a statement to be read with the act


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act as people read it."""

    id: int
    seq: int
    kind: str
    at: datetime
    on: date
    officer_id: int | None
    officer: str
    officer_en: str
    badge: str
    authority_id: int | None
    authority: TextByLanguage
    by_applicant: bool
    typed_by_window: bool
    is_substitute: bool
    basis: str
    payload: dict[str, Any]
    statement: str
    facts: str = ""  # of a refusal: what was found, as far as it says so itself
    standard: str = ""  # of a refusal: the technical standard it rests on (Licensing Law art. 55(3))


@dataclass(frozen=True, slots=True)
class Allowed:
    """An act this actor could do on this file, and what objects to it now (null: it may be done)."""

    kind: Kind
    power: str
    objection: Objection | None


@dataclass(frozen=True)
class CasePage:
    """A whole file, read once. `standing` is as of `today`: what silence has done is in it."""

    id: int
    number: str
    query_code: str
    matter_code: str
    version_id: int
    version: VersionContent
    authority_id: int
    authority: TextByLanguage
    centre_id: int | None
    party: PartyRow
    created_at: datetime
    seq: int
    today: date
    standing: Standing
    recorded: Standing
    procedure: Procedure
    calendar: Calendar
    acts: list[ActLine]
    authorities: dict[int, TextByLanguage]
    allowed: list[Allowed]
    view: str  # applicant | clerk | officer | supervisor
    my_lanes: list[int]  # authorities in whose name this officer may give an opinion

    @cached_property
    def clocks(self) -> Clocks:
        return clocks.clocks(self.standing, self.procedure, self.calendar, self.today)

    @cached_property
    def application(self) -> Application:
        """The application in force: the last one submitted."""
        return Application.objects.select_related("party").get(pk=self.standing.application)

    @cached_property
    def papers(self) -> list[Paper]:
        rows = Paper.objects.select_related("document").filter(
            application_id=self.standing.application, removed_at=None
        )
        return list(rows.order_by("id"))

    @cached_property
    def checks(self) -> dict[str, Check]:
        return {c.material: c for c in Check.objects.filter(application_id=self.standing.application)}

    @cached_property
    def officials(self) -> dict[int, OfficialRow]:
        """The officials that acts name beside those who did them: who checked, who chairs, who was kept out."""
        return people.officials({number for line in self.acts for number in _named(line)})

    def may(self, kind: Kind) -> Allowed | None:
        return next((a for a in self.allowed if a.kind is kind), None)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A line of a list of cases."""

    id: int
    number: str
    matter_code: str
    matter: TextByLanguage
    applicant: str
    is_person: bool
    phase: str
    outcome: str
    received_on: date
    accepted_on: date | None
    decided_on: date | None
    statutory_end: int | None
    statutory_due_on: date | None
    promised_end: int | None
    promised_due_on: date | None
    lanes: list[list[Any]]


def _named(line: ActLine) -> list[int]:
    named = [line.payload[field] for field in ("chair", "officer") if line.payload.get(field)]
    changes = line.payload.get("changes") or {}
    return [*named, *line.payload.get("officers", ()), *changes.get("officers", ())]


def _act_lines(case_id: int) -> list[ActLine]:
    acts = list(
        Act.objects.select_related("officer", "authority", "grant", "typed_by__officer")
        .filter(case_id=case_id)
        .order_by("seq")
    )
    wanted = {a.payload[field] for a in acts for field in _PROSE if a.payload.get(field)}
    bodies = dict(Statement.objects.filter(pk__in=wanted).values_list("pk", "body")) if wanted else {}
    return [
        ActLine(
            id=a.pk,
            seq=a.seq,
            kind=a.kind,
            at=a.at,
            on=a.on,
            officer_id=a.officer_id,
            officer=a.officer.name if a.officer else "",
            officer_en=(a.officer.name_en or a.officer.name) if a.officer else "",
            badge=a.officer.badge if a.officer else "",
            authority_id=a.authority_id,
            authority=TextByLanguage(a.authority.name if a.authority else {}),
            by_applicant=a.party_id is not None,
            typed_by_window=a.party_id is not None and hasattr(a.typed_by, "officer"),
            is_substitute=bool(a.grant and a.grant.substitute_for_id),
            basis=a.basis,
            payload=a.payload,
            statement=bodies.get(a.payload.get("statement"), ""),
            facts=bodies.get(a.payload.get("facts"), ""),
            standard=bodies.get(a.payload.get("standard"), ""),
        )
        for a in acts
    ]


def _view_of(actor: Actor, case: Case, grants: list[GrantRow], at: datetime) -> str:
    """How this actor sees the case, or NotFound. The superior of the deciding authority sees what it could revoke."""
    if actor.officer:
        first = procedures.of_version(case.version_id).first_review
        concerned = {case.authority_id, *(lane[0] for lane in case.lanes), *([first.authority] if first else ())}
        above = case.authority.superior_id if case.phase in _LICENSED else None
        if any(g.power == Power.SUPERVISE for g in grants):
            return "supervisor"
        mine = [g for g in grants if g.matter_code in ("", case.matter_code)]
        revokes = any(g.power == Power.REVOKE and g.authority_id == above for g in mine)
        if not revokes and not any(g.authority_id in concerned for g in mine):
            raise NotFound
        return "clerk" if actor.officer.role == "clerk" else "officer"
    if actor.party and any(
        people.may_act_for(actor, case.party_id, s, at) is not None for s in ("submit", "correct", "receive")
    ):
        return "applicant"
    raise NotFound


def case_page(actor: Actor, case_id: int, *, at: datetime) -> CasePage:
    """The whole file as this actor may see it. NotFound for everybody else."""
    cases = Case.objects.select_related("authority", "party").filter(pk=case_id)
    if actor.officer:
        mine = Interest.objects.filter(officer_id=actor.officer.id, party_id=OuterRef("party_id"), ended_at=None)
        cases = cases.annotate(interest=Exists(mine))
    case = cases.first()
    if case is None:
        raise NotFound
    grants = people.grants(actor.officer.id, at) if actor.officer else []
    view = _view_of(actor, case, grants, at)
    return _page(case, actor, grants, view, at)


def _page(case: Case, actor: Actor, grants: list[GrantRow], view: str, at: datetime) -> CasePage:
    today, calendar = legal_day(at), Calendar.load()
    procedure = procedures.of_version(case.version_id)
    lines = _act_lines(case.pk)
    recorded = fold(ActRow(x.seq, x.kind, x.on, x.at, x.officer_id, None, x.authority_id, x.payload) for x in lines)
    recorded = holding.told(recorded, case.party_id, case.matter_code, today)
    standing = clocks.as_of(recorded, procedure, calendar, today)
    names = {case.authority_id, *standing.lanes, *(lane.authority for lane in procedure.lanes)}
    names |= {procedure.first_review.authority} if procedure.first_review else set()
    authorities = {a.pk: TextByLanguage(a.name) for a in Authority.objects.filter(pk__in=names)}
    my_lanes = [
        a for a in standing.lanes if people.holds(grants, Power.OPINE, authority_id=a, matter_code=case.matter_code)
    ]
    return CasePage(
        id=case.pk,
        number=case.number,
        query_code=case.query_code,
        matter_code=case.matter_code,
        version_id=case.version_id,
        version=catalogue.version(case.version_id),
        authority_id=case.authority_id,
        authority=TextByLanguage(case.authority.name),
        centre_id=case.centre_id,
        party=people.party_row(case.party),
        created_at=case.created_at,
        seq=case.seq,
        today=today,
        standing=standing,
        recorded=recorded,
        procedure=procedure,
        calendar=calendar,
        acts=lines,
        authorities=authorities,
        allowed=_allowed(actor, case, grants, view, standing, procedure, calendar, today),
        view=view,
        my_lanes=my_lanes,
    )


def _allowed(
    actor: Actor,
    case: Case,
    grants: list[GrantRow],
    view: str,
    standing: Standing,
    procedure: Procedure,
    calendar: Calendar,
    today: date,
) -> list[Allowed]:
    """Every act the table gives to this kind of actor and, for officers, that one of her powers covers."""
    found = []
    seen = {"interest": getattr(case, "interest", False)}
    if actor.officer and not standing.is_ended:
        seen |= holding.seen(case.party_id, case.matter_code, standing, today)
    for kind, gesture in licensing.TABLE.items():
        side = licensing.APPLICANT if view == "applicant" else licensing.OFFICER
        if gesture.who not in (side, licensing.EITHER):
            continue
        if side == licensing.OFFICER and not _holds(kind, gesture.power, case, grants, standing, procedure):
            continue
        officer = actor.officer.id if actor.officer else None
        proposal = Proposal(kind, today, officer, None, seen)
        found.append(Allowed(kind, gesture.power, licensing.objection(standing, proposal, procedure, calendar)))
    return found


def _holds(
    kind: Kind, power: str, case: Case, grants: list[GrantRow], standing: Standing, procedure: Procedure
) -> bool:
    if kind is Kind.GIVE_OPINION:
        return any(people.holds(grants, power, authority_id=a, matter_code=case.matter_code) for a in standing.lanes)
    if kind is Kind.PASS_UP:
        lower = procedure.first_review.authority if procedure.first_review else None
        held = lower and people.holds(grants, power, authority_id=lower, matter_code=case.matter_code)
        return bool(held)
    if kind is Kind.REVOKE and case.authority.superior_id is not None:  # art. 69
        superior = case.authority.superior_id
        if people.holds(grants, power, authority_id=superior, matter_code=case.matter_code):
            return True
    if power == licensing.ANY:
        return any(g.authority_id == case.authority_id for g in grants)
    if kind is Kind.EXTEND and procedure.extension_approver == "government_head":
        power = str(Power.EXTEND_JOINT)
    return people.holds(grants, power, authority_id=case.authority_id, matter_code=case.matter_code) is not None


def _rows(cases: Any) -> list[CaseRow]:
    found = list(cases.select_related("party"))
    names = catalogue.names({c.matter_code for c in found})
    return [
        CaseRow(
            id=c.pk,
            number=c.number,
            matter_code=c.matter_code,
            matter=names[c.matter_code],
            applicant=c.party.name,
            is_person=c.party.kind == "person",
            phase=c.phase,
            outcome=c.outcome,
            received_on=c.received_on,
            accepted_on=c.accepted_on,
            decided_on=c.decided_on,
            statutory_end=c.statutory_end,
            statutory_due_on=c.statutory_due_on,
            promised_end=c.promised_end,
            promised_due_on=c.promised_due_on,
            lanes=c.lanes,
        )
        for c in found
    ]


def _parties_of(actor: Actor, at: datetime) -> list[int]:
    if actor.party is None:
        return []
    return [actor.party.id, *(m.principal.id for m in people.principals_of(actor.party.id, at))]


def my_cases(actor: Actor, *, at: datetime, before: int | None = None, limit: int = 30) -> list[CaseRow]:
    """The cases of the person and of those she may act for, newest first; by key."""
    rows = Case.objects.filter(party_id__in=_parties_of(actor, at))
    return _rows((rows.filter(pk__lt=before) if before else rows).order_by("-id")[:limit])


def my_drafts(actor: Actor, *, at: datetime) -> list[Application]:
    """Drafts that wait to be finished, the last saved first."""
    rows = Application.objects.select_related("party").filter(
        party_id__in=_parties_of(actor, at), submitted_at=None, discarded_at=None, supplements=None, channel="online"
    )
    return list(rows.order_by("-saved_at")[:50])


def open_supplement(page: CasePage) -> Application | None:
    """The answer to a correction notice, begun and not handed in yet. The caller passed the gate of the case."""
    rows = Application.objects.filter(case_id=page.id, supplements__isnull=False, submitted_at=None, discarded_at=None)
    return rows.select_related("party").first()


def papers_of(application: Application) -> list[Paper]:
    """The papers of an application with their documents, in the order they came."""
    rows = Paper.objects.select_related("document__blob").defer("document__blob__content")
    return list(rows.filter(application=application, removed_at=None).order_by("id"))


def find(actor: Actor, text: str, *, at: datetime, limit: int = 30) -> list[CaseRow]:
    """Officers: cases their authorities decide, examine first or are asked about, by number, by the applicant's name or
    ID number; supervisors: all."""
    words = text.strip()
    if actor.officer is None or not words:
        return []
    grants = people.grants(actor.officer.id, at)
    rows = Case.objects.filter(Q(number=words) | Q(party__name__startswith=words) | Q(party__id_number=words.upper()))
    if not any(g.power == Power.SUPERVISE for g in grants):
        mine = {g.authority_id for g in grants}
        concerned = [Q(lanes__contains=[[authority]]) for authority in sorted(mine)]
        first_review = KeyTransform("first_review", KeyTransform("procedure", "version__content"))
        rows = rows.alias(examines=KeyTextTransform("authority", first_review))
        concerned.append(Q(examines__in=Authority.objects.filter(pk__in=mine).values("code")))
        if revoking := {g.authority_id for g in grants if g.power == Power.REVOKE}:
            concerned.append(Q(authority__superior_id__in=revoking, phase__in=_LICENSED))
        rows = rows.filter(reduce(or_, concerned, Q(authority_id__in=mine)))
    return _rows(rows.order_by("-id")[:limit])


def follow(number: str, query_code: str, *, at: datetime) -> CasePage:
    """A case by number and query code, for anyone who holds both. The page shows no personal data."""
    case = Case.objects.select_related("authority", "party").filter(number=number.strip().replace(" ", "")).first()
    if case is None or case.query_code != query_code.strip().upper():
        raise NotFound
    return _page(case, people.NOBODY, [], "public", at)


def standing_at(case_id: int, seq: int) -> Standing:
    """The standing with the acts up to and including `seq`, as recorded."""
    acts = Act.objects.filter(case_id=case_id, seq__lte=seq).order_by("seq")
    return fold(ActRow(a.seq, a.kind, a.on, a.at, a.officer_id, a.party_id, a.authority_id, a.payload) for a in acts)
