"""A web process at work, to be killed: acts through the public functions from several threads.

Run as a script with the file to which each acknowledged act is written *after* its function has returned:
`submit <case> 0`, `act <case> <act>`, `save <application> <revision>`. It goes on through losses of the database.
With the port of a web server as last argument it acts through the pages instead, as browsers do: an act is
acknowledged when the server has answered. It goes on through losses of the server too.
"""

import http.client
import json
import os
import sys
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

ACKS = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
THREADS = int(sys.argv[2])
PORT = int(sys.argv[3]) if len(sys.argv) > 3 else 0

import django  # noqa: E402 - the arguments first: a wrong call should fail at once

django.setup()

from django.db import DatabaseError, InterfaceError, connection  # noqa: E402
from tests import factories  # noqa: E402
from tests.desk import signed_in  # noqa: E402
from tests.factories import actor, at  # noqa: E402

from sunhall.approvals import acts as approvals  # noqa: E402
from sunhall.cases.acts import decision, drafts, intake  # noqa: E402
from sunhall.cases.models import Application, Case, Check  # noqa: E402
from sunhall.kernel import clock  # noqa: E402
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


class Browser:
    """Somebody signed in, who sends forms to the web server. Errors of the network are the caller's."""

    def __init__(self, login: str) -> None:
        token = uuid.uuid4().hex
        cookies = f"sunhall={signed_in(login).cookies['sunhall'].value}; csrftoken={token}"
        self.headers = {"Cookie": cookies, "X-CSRFToken": token}

    def post(self, path: str, body: str, kind: str) -> tuple[str, bytes]:
        """Where the answer leads and what it says. HTTPException when the server did not do it."""
        line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=20)
        try:
            line.request("POST", path, body, {**self.headers, "Content-Type": kind})
            answer = line.getresponse()
            said = answer.read()
        finally:
            line.close()
        if answer.status >= 500:  # the database is gone
            raise http.client.HTTPException(answer.status)
        assert answer.status in (200, 302), (path, answer.status, said[:2000].decode())
        return answer.headers.get("Location", ""), said

    def form(self, path: str, **fields: str) -> str:
        return self.post(path, urlencode(fields), "application/x-www-form-urlencoded")[0]


def one_case_by_pages(people: Mapping[str, Browser]) -> None:
    number = factories.draft(when=f"{clock.now():%Y-%m-%d %H:%M}")
    typed = json.dumps({"data": {"prem_addr": f"示范市东城区春风路{uuid.uuid4().int % 999}号"}})
    _, said = people["citizen"].post(f"/apply/{number}/save/", typed, "application/json")
    told("save", number, json.loads(said)["revision"])
    receipt = people["citizen"].form(f"/apply/{number}/check/", declare="on")
    assert receipt == f"/apply/{number}/receipt/", receipt
    row = Application.objects.get(pk=number)
    told("submit", row.case_id, 0)
    found = {f"v-{material}": "ok" for material in ["form", *intake.contents.of(row).required_materials]}
    done = people["clerk"].form(f"/desk/cases/{row.case_id}/", verdict="accept", key=str(uuid.uuid4()), **found)
    told("act", row.case_id, int(parse_qs(urlsplit(done).query)["act"][0]))


def at_work() -> Callable[[], None]:
    """One case, start to end, by people who are signed in."""
    if PORT:
        windows = {login: Browser(login) for login in ("citizen", "clerk")}
        return lambda: one_case_by_pages(windows)
    people = {login: actor(login) for login in ("citizen", "market", "market-chief", "clerk")}
    return lambda: one_case(people)


def work() -> None:
    case: Callable[[], None] | None = None
    while True:
        try:
            case = case or at_work()
            case()
        except (OSError, http.client.HTTPException):  # the web server is gone
            time.sleep(0.05)
        except (DatabaseError, InterfaceError):  # the database is gone, or was while this act was under way
            connection.close()
            time.sleep(0.05)


if __name__ == "__main__":
    for _ in range(THREADS):
        threading.Thread(target=work, daemon=True).start()
    threading.Event().wait()
