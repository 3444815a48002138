"""Being heard, through the officer's pages: who is told, what they say, the hearing, and what is refused meanwhile."""

import pytest
import time_machine
from tests import factories
from tests.desk import signed_in, words
from tests.web.test_officer_acts import do

from sunhall.cases.models import Act

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-03-05 09:00")]


@pytest.fixture
def case(db: None) -> factories.Filed:
    factories.city()
    return factories.accepted()


def last(case: factories.Filed) -> Act:
    return Act.objects.filter(case_id=case.id).latest("seq")


def test_an_interested_party_is_told_and_what_she_says_is_written_down(case: factories.Filed) -> None:
    market = signed_in("market")
    nobody = do(market, case, "record_statement", of="interested_party", reasons="油烟扰民")
    assert nobody.status_code == 409 and "Nobody of this kind was told" in words(nobody)
    short = do(market, case, "notify_interested_party", to="interested_party", about="the_application", days="0",
               reasons="相邻住户")  # fmt: skip
    assert "No time is given to state views." in words(short)
    told = do(market, case, "notify_interested_party", to="interested_party", about="the_application", days="5",
              reasons="相邻住户，涉及采光通行")  # fmt: skip
    assert told.status_code == 302
    page = words(market.get(f"/office/cases/{case.id}/"))
    assert "told the interested party of the application; views can be stated in 5 working days." in page
    assert "Views can be stated: the interested party" in page and "art. 36" in page
    # Nothing is decided while she may still speak.
    assert "may still state views until 12 March 2026" in words(
        signed_in("market-chief").get(f"/office/cases/{case.id}/")
    )
    assert do(market, case, "record_statement", of="interested_party", reasons="油烟扰民").status_code == 302
    assert "The interested party stated views." in words(market.get(f"/office/cases/{case.id}/"))


def test_a_neighbour_who_is_found_late_is_told_of_the_right_to_a_hearing_by_herself(case: factories.Filed) -> None:
    market, told = signed_in("market"), {"to": "interested_party", "about": "the_application", "days": "5"}
    assert do(market, case, "notify_interested_party", **told, reasons="东邻住户").status_code == 302
    assert do(market, case, "offer_hearing", to=["applicant", "interested_party"], days="5").status_code == 302
    assert "was told on 5 March 2026; it is told once." in do_closed(case, "market", "offer_hearing")
    assert do(market, case, "notify_interested_party", **told, reasons="西邻住户").status_code == 302
    form = words(market.get(f"/office/cases/{case.id}/offer_hearing/"))
    assert 'value="interested_party"' in form and 'value="applicant"' not in form
    assert do(market, case, "offer_hearing", to="interested_party", days="5").status_code == 302


def test_a_hearing_goes_from_the_offer_to_its_signed_record(
    case: factories.Filed, frozen_clock: time_machine.Traveller
) -> None:
    market, chief = signed_in("market"), signed_in("market-chief")
    assert "was not told of a right to a hearing" in do_closed(case, "market", "request_hearing")
    few = do(market, case, "offer_hearing", to="applicant", days="2")
    assert "At least 5 working days are given to ask for a hearing." in words(few)
    assert do(market, case, "offer_hearing", to="applicant", days="5").status_code == 302
    assert "A hearing can still be asked for until 12 March 2026." in words(chief.get(f"/office/cases/{case.id}/"))
    assert do(market, case, "request_hearing", of="applicant", reasons="电话提出").status_code == 302
    form = words(market.get(f"/office/cases/{case.id}/call_hearing/"))
    assert "The earliest lawful day is 16 March 2026" in form and 'value="2026-03-16"' in form
    assert "It is to be held by 2 April 2026." in form
    assert "990103" in form and "990101" not in form  # the head may chair; who reviews may not
    soon = do(market, case, "call_hearing", held_on="2026-03-13", chair="990103", reasons="三楼，九时")
    assert "at least 7 working days before the hearing" in words(soon)
    assert (
        do(market, case, "call_hearing", held_on="2026-03-16", chair="990103", reasons="三楼，九时").status_code == 302
    )
    assert "A hearing is due and has not been held." in words(chief.get(f"/office/cases/{case.id}/"))
    frozen_clock.move_to(factories.at("2026-03-16 14:00"))
    chief, head = signed_in("market-chief"), signed_in("market-head")
    assert do(head, case, "record_hearing", reasons="双方陈述", signed="no").status_code == 302
    assert "is not signed by those who took part" in words(chief.get(f"/office/cases/{case.id}/"))
    assert do(head, case, "record_hearing", reasons="双方陈述", signed="yes").status_code == 302
    refuse = words(chief.get(f"/office/cases/{case.id}/refuse/"))
    assert "the signed record of the hearing." in refuse
    assert do(chief, case, "refuse", ground="conditions_not_met", reasons="见听证笔录").status_code == 302
    record = Act.objects.filter(case_id=case.id, kind="record_hearing").latest("seq").seq
    assert f"It rests on the record of the hearing, act {record}." in words(chief.get(f"/office/cases/{case.id}/"))


def test_the_chair_of_a_hearing_does_not_review_and_nobody_else_records_it(case: factories.Filed) -> None:
    factories.hearing_called(case)
    text = words(signed_in("market").get(f"/office/cases/{case.id}/"))
    assert "Hearing on 20 Mar" in text  # on the picture
    held = do_closed(case, "market-head", "record_hearing")
    assert "No hearing was called for a day that has come." in held


def do_closed(case: factories.Filed, login: str, kind: str) -> str:
    """The form of an act that is closed: the reason stands in its place."""
    page = signed_in(login).get(f"/office/cases/{case.id}/{kind}/")
    return str(page.context["closed"].reason)


def test_an_official_keeps_out_and_then_acts_no_more(case: factories.Filed) -> None:
    market = signed_in("market")
    form = words(market.get(f"/office/cases/{case.id}/recuse/"))
    assert 'value="990101"' in form  # her own badge, until she says otherwise
    assert do(market, case, "recuse", badge="990101", why="own_interest", reasons="申请人是亲属").status_code == 302
    assert "(990101) keeps out of this file" in words(signed_in("market-chief").get(f"/office/cases/{case.id}/"))
    assert "You were kept out of this file." in words(market.get(f"/office/cases/{case.id}/"))
    assert "An official keeps out of this file" in words(signed_in("citizen").get(f"/my/{case.id}/"))
    assert last(case).payload["why"] == "own_interest"


def test_a_refusal_names_its_ground_and_every_way_of_delivery_has_its_proof(case: factories.Filed) -> None:
    chief, market = signed_in("market-chief"), signed_in("market")
    strange = do(chief, case, "refuse", ground="dislike", reasons="不符合")
    assert "This is not a ground for refusing." in words(strange)
    assert do(chief, case, "refuse", ground="false_materials", reasons="租赁合同系伪造").status_code == 302
    assert "because papers are false." in words(chief.get(f"/office/cases/{case.id}/"))
    form = words(market.get(f"/office/cases/{case.id}/deliver/"))
    for method in ("window", "courier", "electronic", "agent", "left", "public_notice"):
        assert f'value="{method}"' in form
    assert do(market, case, "deliver", method="left", reference="送达回证12号").status_code == 302
    assert "was left with a record, witnesses present. Number: 送达回证12号." in words(
        market.get(f"/office/cases/{case.id}/")
    )


def test_the_form_of_an_act_says_its_article_and_the_notice_that_goes_out(case: factories.Filed) -> None:
    form = words(signed_in("market").get(f"/office/cases/{case.id}/start_special_procedure/"))
    assert "Administrative Licensing Law, art. 45" in form
    assert "Goes out: Notice of a special procedure" in form


def test_a_file_is_ended_only_on_a_ground_that_is_true_of_it(case: factories.Filed) -> None:
    chief = signed_in("market-chief")
    form = words(chief.get(f"/office/cases/{case.id}/terminate/"))
    assert 'value="applicant_asked"' in form and 'value="owed_papers_not_supplied"' not in form
    wrong = do(chief, case, "terminate", ground="owed_papers_not_supplied", reasons="未补交")
    assert "The file cannot be ended on this ground as it stands." in words(wrong)
    assert do(chief, case, "terminate", ground="applicant_asked", reasons="申请人书面提出").status_code == 302
    assert "ended the file without a decision: The applicant asked to end it." in words(
        chief.get(f"/office/cases/{case.id}/")
    )
