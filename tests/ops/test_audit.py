"""The re-check of a house: clean as the house made it, and every violation that is planted behind its back is found."""

import json
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from tests import factories
from tests.factories import actor, at
from tests.ops import planted_acts, planted_papers
from tests.ops.planting import delivered, insert, on, rewrite, unguarded, with_a_hearing, write_notices

from sunhall.cases import audit as cases
from sunhall.cases.acts import decision, hearing
from sunhall.cases.models import Case
from sunhall.certificates import licences
from sunhall.law.lifecycles.kinds import Kind
from sunhall.ops import audit
from sunhall.people import acts as people
from sunhall.people.models import Authority, Officer, Party

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-04-30 09:00")]


def codes(kind: str = "violation", *, files: bool = False) -> set[str]:
    found = [line for span in cases.spans(audit.CHUNK) for line in audit.check(span)] + audit.together(files=files)
    return {line["code"] for line in found if line["kind"] == kind}


def after(plant: Callable[[int], None], case_id: int, *, files: bool = False) -> set[str]:
    """What is found when this is planted; afterwards all is as before."""
    before = transaction.savepoint()
    plant(case_id)
    found = codes(files=files)
    transaction.savepoint_rollback(before)
    return found


def missed(
    planted: list[tuple[Callable[[int], None], str]], case_id: int, *, files: bool = False
) -> dict[str, set[str]]:
    """The plantings that were not found by their code, with what was found instead."""
    found = [(plant.__name__, code, after(plant, case_id, files=files)) for plant, code in planted]
    return {f"{name}: {code}": codes for name, code, codes in found if code not in codes}


@pytest.fixture
def case() -> factories.Filed:
    """A restaurant licence from the application to the delivery, with all its notices."""
    factories.city()
    case = delivered()
    unguarded()
    return case


@pytest.fixture
def heard() -> factories.Filed:
    """A file that an agent began, in which a hearing stopped the clock, was held and signed; nothing decided yet."""
    factories.city()
    case = with_a_hearing()
    unguarded()
    return case


def test_what_the_house_made_is_clean(case: factories.Filed) -> None:
    with_a_hearing()
    assert codes(files=True) == set()


def test_every_violation_planted_in_a_file_with_a_hearing_is_found(heard: factories.Filed) -> None:
    assert codes() == set()
    assert missed(planted_acts.PLANTED_IN_A_HEARING, heard.id) == {}


def test_a_revocation_by_the_superior_is_clean_and_by_any_other_authority_is_found(case: factories.Filed) -> None:
    market, above = (Authority.objects.get(code=code) for code in ("market", "construction"))
    people.change(Authority, market.pk, {"superior_id": above.pk}, by=None, at=at("2026-03-11 09:00"))
    hearing.notify(
        case_id=case.id, to="holder", about="the_intended_act", days=1, who_and_why="拟撤销", by=actor("market"),
        at=at("2026-03-11 10:00"),
    )  # fmt: skip
    licences.revoke(
        case_id=case.id, ground="ultra_vires", compensation="granted", reasons="超越职权", authority_id=above.pk,
        by=actor("construction-chief"), at=at("2026-03-16 10:00"),
    )  # fmt: skip
    write_notices(case.id)
    people.change(Authority, market.pk, {"superior_id": None}, by=None, at=at("2026-04-01 09:00"))
    assert codes() == set(), "it was the superior on that day"
    with connection.cursor() as cursor:  # as if it had never been
        cursor.execute("ALTER TABLE people_change DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM people_change WHERE what = 'authority'")
    assert "not_the_superior" in codes()


def test_an_interest_declared_later_or_ended_before_does_not_touch_what_was_done(case: factories.Filed) -> None:
    party = Party.objects.get(name="李晓云").pk
    later, before = (Officer.objects.get(user__login=login).pk for login in ("market-chief", "market"))
    people.declare_interest(officer_id=later, party_id=party, why="配偶", by=None, at=at("2026-03-10 11:00"))
    row = people.declare_interest(officer_id=before, party_id=party, why="配偶", by=None, at=at("2026-01-05 09:00"))
    people.end_interest(interest_id=row.pk, by=None, at=at("2026-03-01 09:00"))
    assert codes() == set()


def test_who_files_for_herself_files_for_her_firm_by_her_mandate_as_well() -> None:
    factories.city()
    own, firm = factories.filed(), factories.filed(party="示范市云味餐饮有限公司")
    write_notices(own.id)
    write_notices(firm.id)
    assert codes() == set()


def test_an_officer_who_went_to_a_window_later_did_not_decide_there(case: factories.Filed) -> None:
    chief = Officer.objects.get(user__login="market-chief")
    people.change(Officer, chief.pk, {"role": "clerk"}, by=None, at=at("2026-03-20 09:00"))
    assert codes() == set()


def test_a_licence_that_ran_out_while_its_renewal_was_under_way_is_lawfully_withdrawn() -> None:
    factories.city()
    old, certificate = factories.licensed()
    asked = factories.asked_of(certificate, "renew")
    head = actor("market-head")
    hearing.notify(
        case_id=old.id, to="holder", about="the_intended_act", days=3, who_and_why="道路改造", by=actor("market"),
        at=at("2026-03-20 09:00"),
    )  # fmt: skip
    licences.withdraw_licence(
        case_id=old.id, ground="circumstances_changed", compensation="granted", reasons="道路改造", by=head,
        at=at("2026-04-01 09:00"),
    )  # fmt: skip
    write_notices(old.id)
    write_notices(asked.id)
    assert "licence_not_in_force" not in codes()


def test_every_violation_planted_behind_the_guards_is_found(case: factories.Filed) -> None:
    assert missed([*planted_acts.PLANTED, *planted_papers.PLANTED], case.id) == {}
    assert missed(planted_papers.PLANTED_IN_FILES, case.id, files=True) == {}


def test_a_limited_licence_given_over_the_number_or_out_of_turn_is_found() -> None:
    """Among those who wait stands also whom silence accepted, from the day on which the papers came in (art. 57)."""
    factories.city()
    with factories.procedure(quantity=1):
        first = factories.reviewed(factories.filed(), "2026-03-03")
        second = factories.reviewed(factories.filed(), "2026-03-04")
        decision.grant(case_id=first.id, by=actor("market-chief"), at=at("2026-03-12 10:00"))
        silent = factories.filed(when="2026-03-12 11:00")
        for each in (first, second, silent):
            write_notices(each.id)
        unguarded()

        def twice(case_id: int) -> None:
            insert(case_id, "check_facts", Kind.GRANT, {"statement": None}, by="market-chief", power="decide")

        def accepted_before(case_id: int) -> None:
            rewrite(case_id, "accept", **on("2026-03-02"))

        def handed_in_before(case_id: int) -> None:
            rewrite(case_id, "submit", **on("2026-03-02"))

        assert not codes() & {"quantity_used_up", "earlier_in_queue"}
        assert {"quantity_used_up", "earlier_in_queue"} <= after(twice, second.id)
        assert missed([(accepted_before, "earlier_in_queue")], second.id) == {}
        assert missed([(handed_in_before, "earlier_in_queue")], silent.id) == {}


def test_a_clock_that_ran_out_is_told_and_leaves_the_record_clean(
    case: factories.Filed, capsys: pytest.CaptureFixture[str]
) -> None:
    late = factories.accepted(when="2026-03-11 09:00", on="2026-03-12 10:00")
    write_notices(late.id)
    assert codes() == set()
    assert "statutory_exceeded" in codes("late")
    assert audit.main(["--late", "--processes", "1"]) == 0
    assert "ALL/74(2)  statutory_exceeded  × 1" in capsys.readouterr().out


def test_the_command_names_the_article_the_case_and_the_act(
    case: factories.Filed, capsys: pytest.CaptureFixture[str]
) -> None:
    planted_acts.checked_by_one(case.id)
    assert audit.main(["--processes", "1"]) == 1
    told = capsys.readouterr().out
    assert "ALL/34(3)  need_two_staff  × 1" in told
    assert f"case {Case.objects.get(pk=case.id).number}, act 3" in told
    assert audit.main(["--json", "--processes", "1"]) == 1
    assert json.loads(capsys.readouterr().out.splitlines()[0])["code"] == "need_two_staff"
