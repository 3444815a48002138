"""How a violation is planted: behind the house's back, with the guards of the database off.

The planted act is signed anew, so that it is found by the law it breaks and not only by its signature.
"""

import hashlib
from typing import Any

from django.db import connection
from tests import factories
from tests.factories import actor, at

from sunhall.approvals import acts as approvals
from sunhall.cases import drift, notices
from sunhall.cases.acts import decision, hearing
from sunhall.cases.acts.record import Written
from sunhall.cases.models import Act, Statement
from sunhall.certificates import acts as certificates
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.kinds import Kind
from sunhall.people.models import Grant, Officer

NOW = at("2026-04-30 09:00")
FIRM = "示范市宏图建设有限公司"  # an agent acts for it


def unguarded() -> None:
    """The guards of the database are off, as they are for who owns it."""
    tables = (
        "cases_act", "cases_statement", "documents_notice", "documents_blob", "certificates_certificate",
        "catalogue_matterversion",
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def with_a_hearing() -> factories.Filed:
    case = factories.accepted(by="agent", party=FIRM)
    market, chief = actor("market"), actor("market-head")
    factories.facts_checked(case, "2026-03-04 08:00")
    factories.hearing_called(case, by="agent")
    approvals.start_special_procedure(
        case_id=case.id, procedure="hearing", needed_days=12, reasons="听证", by=market, at=at("2026-03-04 16:00")
    )
    hearing.record_hearing(case_id=case.id, words="听证笔录", signed=True, by=chief, at=at("2026-03-20 12:00"))
    write_notices(case.id)
    return case


def delivered() -> factories.Filed:
    case = factories.accepted()
    market, chief = actor("market"), actor("market-chief")
    badges = list(
        Officer.objects.filter(authority__code="market").order_by("badge").values_list("badge", flat=True)[:2]
    )
    approvals.check_facts(
        case_id=case.id, badges=badges, result="meets", findings="符合", by=market, at=at("2026-03-05 10:00")
    )
    decision.grant(case_id=case.id, by=chief, at=at("2026-03-06 10:00"))
    certificates.issue(case_id=case.id, by=chief, at=at("2026-03-09 10:00"))
    decision.deliver(case_id=case.id, method="window", by=chief, at=at("2026-03-10 10:00"))
    write_notices(case.id)
    return case


def write_notices(case_id: int) -> None:
    for act_id in Act.objects.filter(case_id=case_id).values_list("pk", flat=True):
        notices.for_act(act_id, at=NOW)


def rewrite(case_id: int, kind: str, /, **changes: Any) -> None:
    """Change an act and sign it anew; the copy follows, as if the house itself had done it."""
    act = Act.objects.filter(case_id=case_id, kind=kind).latest("seq")
    for name, value in changes.items():
        setattr(act, name, {**act.payload, **value} if name == "payload" else value)
    signed(act)
    act.save()
    drift.rebuild(case_id)


def signed(act: Act) -> None:
    written = Written(
        act.seq, act.kind, act.at, act.on, act.payload, act.basis, act.officer_id, act.party_id, act.typed_by_id,
        act.authority_id, act.grant_id,
    )  # fmt: skip
    act.digest = written.digest(act.case_id)


def insert(case_id: int, after: str, kind: Kind, payload: dict[str, Any], *, by: str, power: str) -> None:
    """An act between two others: the later ones move on by one."""
    before = Act.objects.filter(case_id=case_id, kind=after).latest("seq")
    for act in Act.objects.filter(case_id=case_id, seq__gt=before.seq).order_by("-seq"):
        act.seq += 1
        signed(act)
        act.save()
    officer = actor(by).officer
    assert officer is not None
    grant = Grant.objects.filter(holder_id=officer.id, power=power).latest("pk")
    gesture = licensing.TABLE[kind]
    act = Act(
        case_id=case_id, seq=before.seq + 1, kind=str(kind), at=before.at, on=before.on, officer_id=officer.id,
        authority_id=grant.authority_id, grant_id=grant.pk, basis=gesture.basis, payload=payload,
        typed_by_id=before.typed_by_id,
    )  # fmt: skip
    signed(act)
    act.save()
    drift.rebuild(case_id)


def words(case_id: int) -> int:
    body = "理由"
    digest = hashlib.sha256(body.encode()).digest()
    return int(Statement.objects.create(case_id=case_id, body=body, digest=digest, created_at=NOW).pk)


def on(day: str) -> dict[str, Any]:
    moment = at(f"{day} 10:00")
    return {"at": moment, "on": moment.date()}


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
