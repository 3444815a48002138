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
    # Session, account, officer; powers three times, tally, rows, counts, names; codes and count of the licences that
    # run out; authorities; unread messages.
    assert len(told) <= 15
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


def test_silence_that_is_near_is_said_in_words_and_colour(db: None) -> None:
    factories.city()
    near = factories.filed(when="2026-03-06 09:00")  # five working days: the 13th
    far = factories.filed(when="2026-03-11 09:00")
    gone = factories.filed(when="2026-03-03 09:00")
    page = signed_in("market-chief").get("/office/?role=intake")
    told = {row.case_id: row.note for row in page.context["rows"]}
    assert told[near.id].text == "Silence accepts it after 13 Mar." and told[near.id].colour == "orange"
    assert told[gone.id].text == "Silence has accepted it." and told[gone.id].colour == "red"
    assert told[far.id] is None
    assert "Silence accepts it after 13 Mar." in words(page)


def test_what_runs_beside_the_review_has_lists_of_its_own(db: None) -> None:
    factories.city()
    stopped = factories.accepted(when="2026-03-02 09:00", on="2026-03-03 09:00")
    heard = factories.accepted(when="2026-03-02 09:00", on="2026-03-03 09:00")
    for case, procedure in ((stopped, "testing"),):
        approvals.start_special_procedure(
            case_id=case.id,
            procedure=procedure,
            needed_days=3,
            reasons="送检",
            by=factories.actor("market"),
            at=factories.at("2026-03-04 09:00"),
        )
    factories.hearing_called(heard, held_on="2026-03-20")
    officer = signed_in("market")
    tabs = {role: count for role, _word, count in officer.get("/office/").context["tabs"]}
    assert (tabs["special"], tabs["hearing"]) == (1, 1)
    assert "owed" not in tabs  # a further list is shown while it holds something
    special = officer.get("/office/?role=special")
    row = special.context["rows"][0]
    assert row.case_id == stopped.id and row.light == "overdue"  # it runs longer than the applicant was told
    assert row.note.text == "Testing since 4 Mar: has run 6 working days, about 3 working days were told."
    assert officer.get("/office/?role=hearing").context["rows"][0].note.text == "Called for 20 Mar."
    assert signed_in("market-head").get("/office/?role=hearing").context["rows"][0].case_id == heard.id


@pytest.mark.at("2026-03-30 09:00")
def test_renewals_tell_when_silence_decides_and_licences_when_they_run_out(db: None) -> None:
    factories.city()
    _old, certificate = factories.licensed()
    case = factories.reviewed(factories.asked_of(certificate, "renew", when="2026-02-24 09:00"), "2026-02-25")
    chief = signed_in("market-chief")
    row = chief.get("/office/?role=renewal").context["rows"][0]
    assert row.case_id == case.id
    assert (row.note.text, row.note.colour) == ("Silence renews it after 31 Mar.", "orange")
    page = chief.get("/office/?role=licences")
    licence = page.context["licences"][0]
    assert (licence.valid_to.isoformat(), licence.light) == ("2026-03-31", "overdue")
    assert "The time to ask for a renewal ended on" in words(page)


def test_the_lists_ask_as_often_for_many_files_as_for_few(db: None) -> None:
    factories.city()
    officer = signed_in("market")

    def asked(role: str) -> int:
        officer.get(f"/office/?role={role}")
        with queries() as told:
            officer.get(f"/office/?role={role}")
        return len(told)

    def stop(case: factories.Filed) -> None:
        approvals.start_special_procedure(
            case_id=case.id,
            procedure="testing",
            needed_days=5,
            reasons="送检",
            by=factories.actor("market"),
            at=factories.at("2026-03-11 09:00"),
        )

    stop(factories.accepted(when="2026-03-09 09:00", on="2026-03-10 09:00"))
    few = asked("special")
    for _ in range(4):
        stop(factories.accepted(when="2026-03-09 09:00", on="2026-03-10 09:00"))
    assert asked("special") == few <= 17
