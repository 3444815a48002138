"""The officer's work list: a tab for each role, true counts, the most urgent first, the other authorities as dots."""

import pytest
from tests import factories
from tests.desk import queries, signed_in, words

from sunhall.approvals import acts as approvals
from sunhall.cases import worklists

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-03-12 09:00")]
BUILD = "construction-permit"


def test_files_stand_by_lawful_due_day_with_the_stopped_ones_last(db: None) -> None:
    factories.city()
    late = factories.accepted(when="2026-02-24 09:00", on="2026-02-25 09:00")
    stopped = factories.accepted(when="2026-02-25 09:00", on="2026-02-26 09:00")
    fresh = factories.accepted(when="2026-03-10 09:00", on="2026-03-11 09:00")
    approvals.start_special_procedure(
        case_id=stopped.id,
        procedure="testing",
        needed_days=5,
        reasons="送检",
        by=factories.actor("market"),
        at=factories.at("2026-03-03 09:00"),
    )
    officer = signed_in("market")
    officer.get("/office/")
    with queries() as told:
        page = officer.get("/office/")
    # Session, account, officer; powers twice, tally, rows, counts, names; authorities; unread messages.
    assert len(told) <= 12
    assert [row.case_id for row in page.context["rows"]] == [late.id, fresh.id, stopped.id]
    assert [row.light for row in page.context["rows"]] == ["overdue", "on_time", "paused"]
    assert page.context["role"] == "lead"
    assert {role: count for role, _word, count in page.context["tabs"]}["lead"] == 3
    assert [r.case_id for r in officer.get("/office/?role=lead&light=paused").context["rows"]] == [stopped.id]


def test_pages_follow_by_key(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.city()
    cases = [factories.accepted(when=f"2026-03-0{day} 09:00", on=f"2026-03-0{day} 10:00") for day in (2, 3, 4)]
    whole = worklists.desk
    monkeypatch.setattr(worklists, "desk", lambda actor, **given: whole(actor, **{**given, "limit": 2}))
    officer = signed_in("market")
    first = officer.get("/office/")
    assert [row.case_id for row in first.context["rows"]] == [cases[0].id, cases[1].id]
    second = officer.get(f"/office/?after={first.context['after']}")
    assert [row.case_id for row in second.context["rows"]] == [cases[2].id]
    assert "3 in all" in words(first)


def test_the_other_authorities_stand_as_dots_with_words(db: None) -> None:
    factories.city(BUILD)
    case = factories.accepted(BUILD, by="agent", party="示范市宏图建设有限公司", on="2026-03-03 10:00")
    factories.opinion(case, "planning", when="2026-03-04 09:00")
    page = signed_in("construction").get("/office/")
    row = page.context["rows"][0]
    told = [dot.words for dot in row.dots]
    assert any("agrees" in one for one in told)
    assert any("asked" in one for one in told)
    asked = signed_in("fire").get("/office/")
    assert asked.context["role"] == "opinion"
    assert [r.case_id for r in asked.context["rows"]] == [case.id]


def test_an_empty_desk_says_what_it_is_for(db: None) -> None:
    factories.city()
    text = words(signed_in("health").get("/office/"))
    assert "Your desk is clear" in text
    assert signed_in("clerk").get("/office/").status_code == 404


def test_a_number_opens_the_file_only_where_it_is_ones_own(db: None) -> None:
    factories.city()
    case = factories.accepted()
    officer = signed_in("market")
    number = officer.get("/office/").context["rows"][0].number
    assert officer.get("/office/find/", {"q": number}).headers["Location"] == f"/office/cases/{case.id}/"
    assert "No case fits" in words(signed_in("fire").get("/office/find/", {"q": number}))


def test_an_authority_that_is_asked_finds_the_case_by_its_number(db: None) -> None:
    factories.city(BUILD)
    case = factories.accepted(BUILD, by="agent", party="示范市宏图建设有限公司", on="2026-03-03 10:00")
    number = signed_in("construction").get("/office/").context["rows"][0].number
    found = signed_in("fire").get("/office/find/", {"q": number})
    assert found.headers["Location"] == f"/office/cases/{case.id}/"
    assert "No case fits" in words(signed_in("health").get("/office/find/", {"q": number}))
