"""The supervisor's page: what is late at any authority, what silence will do or has done; nobody else reads it."""

from typing import Any

import pytest
from django.db import connection
from tests import factories
from tests.desk import queries, signed_in, words

from sunhall.approvals import acts as approvals
from sunhall.cases import oversight
from sunhall.cases.acts import intake
from sunhall.people.models import Grant
from sunhall.web.officer import watch

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-03-12 09:00")]
ADDRESS = "/office/watch/"


@pytest.fixture
def supervisor(db: None) -> Any:
    factories.city()
    return signed_in("supervisor")


def counts(page: Any) -> dict[str, int]:
    return {role: count for role, _word, count in page.context["tabs"]}


def stopped(when: str = "2026-03-04 09:00") -> factories.Filed:
    case = factories.accepted(when="2026-03-02 09:00", on="2026-03-03 09:00")
    approvals.start_special_procedure(
        case_id=case.id,
        procedure="testing",
        needed_days=3,
        reasons="送检",
        by=factories.actor("market"),
        at=factories.at(when),
    )
    return case


def test_she_sees_what_is_overdue_at_any_authority_and_by_how_much(supervisor: Any) -> None:
    late = factories.accepted(when="2026-02-24 09:00", on="2026-02-25 09:00")
    fresh = factories.accepted(when="2026-03-10 09:00", on="2026-03-11 09:00")
    page = supervisor.get(ADDRESS)
    assert page.context["role"] == "lead" and counts(page)["lead"] == 1
    row = page.context["rows"][0]
    assert (row.case_id, row.light, row.authority) == (late.id, "overdue", "Market regulation")
    assert len(page.context["rows"]) == 1  # what is not late is asked for
    text = words(page)
    assert f'href="/office/cases/{late.id}/"' in text and "李**" in text and "李晓云" not in text
    assert [r.case_id for r in supervisor.get(f"{ADDRESS}?light=all").context["rows"]] == [late.id, fresh.id]
    assert {code: count for code, _word, count in page.context["lights"]} == {
        "all": 2, "overdue": 1, "due_soon": 0, "on_time": 1, "paused": 0,
    }  # fmt: skip
    market = factories.authority("market")
    assert [(code, count) for code, _word, count in page.context["authorities"]] == [("", ""), (str(market), 1)]
    assert len(supervisor.get(f"{ADDRESS}?authority={market}").context["rows"]) == 1
    elsewhere = supervisor.get(f"{ADDRESS}?authority={factories.authority('fire')}")
    assert elsewhere.context["rows"] == [] and "Nothing with these filters" in words(elsewhere)
    assert "李**" in words(signed_in("supervisor", "zh-hans").get(ADDRESS))


def test_a_special_procedure_that_runs_longer_than_was_told_is_overdue(supervisor: Any) -> None:
    long, short = stopped(), stopped("2026-03-11 09:00")
    page = supervisor.get(f"{ADDRESS}?role=special")
    assert [row.case_id for row in page.context["rows"]] == [long.id] and counts(page)["special"] == 1
    assert page.context["rows"][0].note.text == (
        "Testing since 4 Mar: has run 6 working days, about 3 working days were told."
    )
    assert [r.case_id for r in supervisor.get(f"{ADDRESS}?role=special&light=all").context["rows"]] == [
        long.id,
        short.id,
    ]


def test_silence_is_seen_before_it_speaks_and_once_it_is_recorded(supervisor: Any) -> None:
    near = factories.filed(when="2026-03-06 09:00")
    gone = factories.filed(when="2026-03-03 09:00")
    soon = supervisor.get(f"{ADDRESS}?role=intake&light=due_soon")
    assert [row.case_id for row in soon.context["rows"]] == [near.id]
    assert soon.context["rows"][0].note.text == "Silence accepts it after 13 Mar."
    past = supervisor.get(f"{ADDRESS}?role=intake")
    assert [row.case_id for row in past.context["rows"]] == [gone.id] and "Silence has accepted it." in words(past)
    assert "Silence has done nothing" in words(supervisor.get(f"{ADDRESS}?role=silence"))
    assert intake.note_silence(case_id=gone.id, at=factories.at("2026-03-12 08:00"))
    page = supervisor.get(f"{ADDRESS}?role=silence")
    row = page.context["rows"][0]
    assert (row.case_id, row.what, counts(page)["silence"]) == (gone.id, "Accepted by silence", 1)
    assert counts(page)["intake"] == 0 and "李**" in words(page) and "李晓云" not in words(page)


def test_her_lists_are_paged_by_key(supervisor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "MOST", 1)
    cases = [factories.filed(when=f"2026-03-0{day} 09:00") for day in (2, 3)]
    page = supervisor.get(f"{ADDRESS}?role=intake")
    assert [row.case_id for row in page.context["rows"]] == [cases[0].id]
    page = supervisor.get(f"{ADDRESS}?role=intake&after={page.context['after']}")
    assert [row.case_id for row in page.context["rows"]] == [cases[1].id] and page.context["after"] == ""
    for case in cases:
        intake.note_silence(case_id=case.id, at=factories.at("2026-03-12 08:00"))
    page = supervisor.get(f"{ADDRESS}?role=silence")
    assert [row.case_id for row in page.context["rows"]] == [cases[1].id] and "2 in all" in words(page)
    page = supervisor.get(f"{ADDRESS}?role=silence&after={page.context['after']}")
    assert [row.case_id for row in page.context["rows"]] == [cases[0].id] and page.context["after"] == ""


@pytest.mark.parametrize(("role", "most"), [("lead", 12), ("special", 13), ("silence", 12)])
def test_she_asks_as_often_for_many_files_as_for_few(supervisor: Any, role: str, most: int) -> None:
    def more() -> None:
        factories.accepted(when="2026-02-24 09:00", on="2026-02-25 09:00")
        stopped()
        silent = factories.filed(when="2026-03-02 09:00")
        intake.note_silence(case_id=silent.id, at=factories.at("2026-03-12 08:00"))

    def asked() -> int:
        supervisor.get(f"{ADDRESS}?role={role}")
        with queries() as told:
            supervisor.get(f"{ADDRESS}?role={role}")
        return len(told)

    more()
    few = asked()
    more()
    # Session, account, officer; powers, authorities, what is late, what silence did; rows and counts, or names; the
    # acts of special procedures; unread messages.
    assert asked() == few <= most


def test_without_the_power_to_supervise_there_is_nothing_to_see(supervisor: Any) -> None:
    assert signed_in("market-head").get(ADDRESS).status_code == 404
    assert "Nothing is overdue here" in words(supervisor.get(ADDRESS))
    Grant.objects.filter(power="supervise").delete()
    assert "No powers are registered for you" in words(supervisor.get(ADDRESS))


def test_what_silence_did_is_read_by_its_own_index(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        with queries() as told:
            oversight.silences(before=9)
        cursor.execute(f"EXPLAIN {told.captured_queries[0]['sql']}")
        assert "acts_of_silence" in "\n".join(row[0] for row in cursor.fetchall())
