"""Whole histories on a real database, drawn at random: what a page offers can be done, what it refuses cannot, and
after every act the copy equals the fold. Beside them: how many statements the hot paths send.
"""

import random
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from tests import factories
from tests.factories import actor, at

from sunhall.approvals import acts as approvals
from sunhall.cases import drift, queries, worklists
from sunhall.cases.acts import decision, intake, record
from sunhall.cases.models import Act, Case
from sunhall.kernel.refused import Refused
from sunhall.law.lifecycles.kinds import Kind

pytestmark = pytest.mark.django_db

PEOPLE = ("clerk", "market", "market-chief", "market-head", "citizen")
DAYS = [at(f"2026-{month:02}-{day:02} 10:00") for month in (3, 4) for day in range(3, 28)]


@pytest.fixture(autouse=True)
def city(db: None) -> None:
    factories.city()


def gestures(case_id: int) -> dict[Kind, Callable[..., Any]]:
    """One way to do each kind of act, through the functions that pages call."""
    start = Act.objects.filter(case_id=case_id, kind="start_special_procedure").order_by("-seq").first()
    return {
        Kind.ACCEPT: intake.accept,
        Kind.REQUEST_CORRECTION: intake.request_correction,
        Kind.WITHDRAW: intake.withdraw,
        Kind.CHECK_FACTS: lambda **given: approvals.check_facts(
            badges=["990101", "990102"], result="meets", findings="符合", **given
        ),
        Kind.START_SPECIAL_PROCEDURE: lambda **given: approvals.start_special_procedure(
            procedure="testing", needed_days=2, reasons="检测", **given
        ),
        Kind.END_SPECIAL_PROCEDURE: lambda **given: approvals.end_special_procedure(
            start=start.seq if start else 0, **given
        ),
        Kind.EXTEND: lambda **given: decision.extend(days=5, approver="agency_head", reasons="复杂", **given),
        Kind.SUSPEND: lambda **given: decision.suspend(reasons="争议", **given),
        Kind.GRANT: decision.grant,
        Kind.REFUSE: lambda **given: decision.refuse(reasons="不符合", standard="GB 4789", **given),
        Kind.DELIVER: lambda **given: decision.deliver(method="window", **given),
    }


@pytest.mark.parametrize("seed", range(5))
def test_what_a_page_offers_can_be_done_and_what_it_refuses_cannot(seed: int) -> None:
    chance = random.Random(seed)
    case = factories.filed()
    factories.checked(case, when="2026-03-02 12:00")
    moment = chance.randrange(6)
    for _ in range(16):
        moment = min(moment + chance.choice([0, 0, 1, 2]), len(DAYS) - 1)
        who, when = actor(chance.choice(PEOPLE)), DAYS[moment]
        page = queries.case_page(who, case.id, at=when)
        ways = gestures(case.id)
        offered = [a for a in page.allowed if a.kind in ways]
        if not offered:
            continue
        allowed = chance.choice(offered)
        given = {"case_id": case.id, "by": who, "at": when, "key": uuid.uuid4()}
        try:
            ways[allowed.kind](**given)
            refused = None
        except Refused as refusal:
            refused = refusal.code
        if allowed.objection:
            assert refused == allowed.objection.code, allowed.kind
        else:
            # Nothing is wrong with the checklist here, so there is nothing to ask the applicant for.
            assert refused == ("correction_lists_nothing" if allowed.kind is Kind.REQUEST_CORRECTION else None)
        assert list(drift.drifted()) == []
        row = Case.objects.get(pk=case.id)
        assert row.seq == Act.objects.filter(case_id=case.id).count()


@pytest.fixture
def accepted() -> factories.Filed:
    return factories.accepted()


@contextmanager
def sent() -> Iterator[list[str]]:
    """The statements sent to the server, by whatever way: what libpq writes down of its talk with it."""
    told: list[str] = []
    with tempfile.TemporaryFile() as file:
        connection.ensure_connection()
        link = connection.connection.pgconn
        link.trace(file.fileno())
        try:
            yield told
        finally:
            link.untrace()
        file.seek(0)
        for line in file.read().decode(errors="replace").splitlines():
            _, way, _, what, *rest = line.split("\t")
            nameless = bool(rest) and rest[0].strip().startswith('"" ' if what == "Parse" else '"" "" ')
            if way == "F" and what in ("Query", "Parse", "Bind") and nameless == (what == "Parse"):
                text = rest[0].replace('"', "").removeprefix("  ").strip()
                told += [text] if "SAVEPOINT" not in text else []


@pytest.mark.django_db(transaction=True)
def test_an_act_is_one_message_to_lock_and_read_one_to_write_and_the_commit(accepted: factories.Filed) -> None:
    market, when = actor("market"), at("2026-03-05 10:00")
    payload = {"officers": [1, 2], "result": "meets"}
    with sent() as told:
        record.record(accepted.id, Kind.CHECK_FACTS, payload, by=market, at=when)
    lock, write, commit = told
    assert lock.startswith("BEGIN; EXECUTE lock_case(")
    assert write.startswith("write_1 ")
    assert commit == "COMMIT 0"  # parameters


def test_a_decision_with_its_reasons_is_three_statements(accepted: factories.Filed) -> None:
    chief, when = actor("market-chief"), at("2026-03-05 10:00")
    with sent() as told:
        decision.refuse(case_id=accepted.id, reasons="不符合", by=chief, at=when)
    assert [each.split(" ")[0] for each in told] == ["EXECUTE", "INSERT", "write_1"]


@pytest.mark.parametrize(
    ("what", "most"),
    [("case_page of an officer", 5), ("case_page of the applicant", 5), ("desk", 3), ("my_cases", 3), ("find", 3)],
)
def test_a_page_sends_the_same_few_statements_however_much_there_is(
    what: str, most: int, accepted: factories.Filed
) -> None:
    market, citizen, when = actor("market"), actor("citizen"), at("2026-03-05 10:00")
    number = Case.objects.get(pk=accepted.id).number
    reads: dict[str, Callable[[], object]] = {
        "case_page of an officer": lambda: queries.case_page(market, accepted.id, at=when),
        "case_page of the applicant": lambda: queries.case_page(citizen, accepted.id, at=when),
        "desk": lambda: worklists.desk(market, at=when),
        "my_cases": lambda: queries.my_cases(citizen, at=when),
        "find": lambda: queries.find(market, number, at=when),
    }
    read = reads[what]
    check = {
        "case_id": accepted.id,
        "badges": ["990101", "990102"],
        "result": "meets",
        "findings": "符合",
        "by": market,
    }
    approvals.check_facts(at=when, **check)
    read()  # what is cached for good is read once a process
    with sent() as few:
        read()
    for _ in range(3):
        factories.filed()
    approvals.check_facts(at=when, **check)
    with sent() as more:
        read()
    assert len(few) == len(more) <= most, "\n".join(more)
