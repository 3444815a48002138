"""A web process at work, to be killed: acts through the public functions from several threads.

Run as a script with the file to which each acknowledged act is written *after* its function has returned:
`submit <case> 0`, `act <case> <act>`, `save <application> <revision>`. It goes on through losses of the database.
"""

import os
import sys
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

ACKS = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
THREADS = int(sys.argv[2])

import django  # noqa: E402 - the arguments first: a wrong call should fail at once

django.setup()

from django.db import DatabaseError, InterfaceError, connection  # noqa: E402
from tests import factories  # noqa: E402
from tests.factories import actor, at  # noqa: E402

from sunhall.approvals import acts as approvals  # noqa: E402
from sunhall.cases.acts import decision, drafts, intake  # noqa: E402
from sunhall.cases.models import Application, Case, Check  # noqa: E402
from sunhall.people.queries import Actor  # noqa: E402

DAY = at("2026-03-03 10:00")


def told(kind: str, what: Any, number: int) -> None:
    """One write of a short line to a file opened for appending is not torn by another thread, nor by a kill."""
    os.write(ACKS, f"{kind} {what} {number}\n".encode())


def one_case(people: dict[str, Actor]) -> None:
    citizen = people["citizen"]
    number = factories.draft()
    saved = drafts.save(application_id=number, by=citizen, at=DAY, data={"note": "x" * 200})
    told("save", number, saved.revision)
    case_id = intake.submit(application_id=number, by=citizen, at=DAY)
    told("submit", case_id, 0)
    for act in steps(case_id, number, people):
        told("act", case_id, act())


def steps(case_id: int, number: uuid.UUID, people: dict[str, Actor]) -> "list[Callable[[], int]]":
    market, chief, clerk = people["market"], people["market-chief"], people["clerk"]
    given: dict[str, Any] = {"case_id": case_id, "at": DAY}

    def accept() -> int:
        assert clerk.officer is not None
        row = Application.objects.get(pk=number)
        found = {"application": row, "verdict": "ok", "by_id": clerk.officer.id, "at": DAY}
        materials = ["form", *intake.contents.of(row).required_materials]
        Check.objects.bulk_create([Check(material=m, **found) for m in materials], ignore_conflicts=True)
        return intake.accept(by=clerk, **given)

    def end() -> int:
        seq = Case.objects.get(pk=case_id).seq
        return approvals.end_special_procedure(start=seq, by=market, **given)

    return [
        accept,
        lambda: approvals.check_facts(
            badges=["990101", "990102"], result="meets", findings="符合", by=market, key=uuid.uuid4(), **given
        ),
        lambda: approvals.start_special_procedure(
            procedure="expert_review", needed_days=3, reasons="论证", by=market, **given
        ),
        end,
        lambda: decision.grant(by=chief, **given),
    ]


def work() -> None:
    people: dict[str, Actor] = {}
    while True:
        try:
            people = people or {login: actor(login) for login in ("citizen", "market", "market-chief", "clerk")}
            one_case(people)
        except (DatabaseError, InterfaceError):  # the database is gone, or was while this act was under way
            connection.close()
            time.sleep(0.05)


if __name__ == "__main__":
    for _ in range(THREADS):
        threading.Thread(target=work, daemon=True).start()
    threading.Event().wait()
