"""The acts of officers through their pages: from the check of facts to delivery, and opinions in parallel."""

from typing import Any

import pytest
from django.test import Client
from tests import factories
from tests.desk import hidden, signed_in, words

from sunhall.cases.models import Act, Case, Statement
from sunhall.certificates.models import Certificate
from sunhall.law.terms import Term, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-03-05 09:00")]
BUILD = "construction-permit"
FIRM = "示范市云味餐饮有限公司"


def do(officer: Client, case: factories.Filed, kind: str, **posted: str | list[str]) -> Any:
    """Open the form of an act, fill it in, press its button."""
    address = f"/office/cases/{case.id}/{kind}/"
    page = officer.get(address)
    assert page.status_code == 200, words(page)[:500]
    return officer.post(address, {"key": hidden(page, "key"), "seen": hidden(page, "seen"), **posted})


def test_a_file_goes_from_the_check_of_facts_to_delivery(db: None) -> None:
    factories.city()
    case = factories.accepted(party=FIRM)
    market, chief = signed_in("market"), signed_in("market-chief")
    badges = {"badge-1": "990101", "badge-2": "990102"}
    assert do(market, case, "check_facts", **badges, result="meets", reasons="布局相符").status_code == 302
    assert do(chief, case, "grant").status_code == 302
    assert Case.objects.get(pk=case.id).phase == "granted"
    assert do(market, case, "issue").status_code == 302
    certificate = Certificate.objects.get(case_id=case.id)
    page = words(market.get(f"/office/cases/{case.id}/"))
    assert certificate.number in page
    printed = market.get(f"/certificates/{case.id}/{certificate.pk}.pdf")
    assert b"".join(printed.streaming_content).startswith(b"%PDF")
    lacking = do(market, case, "deliver", method="courier")
    assert lacking.status_code == 422
    assert "The courier&#x27;s number is missing." in words(lacking)
    assert do(market, case, "deliver", method="courier", reference="SF1234567").status_code == 302
    assert "This case is closed." in words(market.get(f"/office/cases/{case.id}/"))


def test_what_was_typed_stays_when_the_act_is_refused(db: None) -> None:
    factories.city()
    case = factories.accepted(party=FIRM)
    page = do(
        signed_in("market"),
        case,
        "check_facts",
        **{"badge-1": "990101", "badge-2": "1"},
        result="meets",
        reasons="看过现场",
    )
    assert page.status_code == 422
    text = words(page)
    assert "No official of this authority has the badge number 1." in text
    assert "看过现场" in text
    assert 'value="990101"' in text


def test_a_double_click_makes_one_act(db: None) -> None:
    factories.city()
    case = factories.accepted(party=FIRM)
    market = signed_in("market")
    address = f"/office/cases/{case.id}/start_special_procedure/"
    page = market.get(address)
    posted = {
        "key": hidden(page, "key"),
        "seen": hidden(page, "seen"),
        "procedure": "testing",
        "days": "5",
        "reasons": "送检",
    }
    assert [market.post(address, posted).status_code for _ in range(2)] == [302, 302]
    assert Act.objects.filter(case_id=case.id, kind="start_special_procedure").count() == 1
    text = words(market.get(f"/office/cases/{case.id}/"))
    assert "The clock stands still since 5 March 2026: Testing." in text
    assert (
        do(market, case, "end_special_procedure", start=str(Act.objects.latest("id").seq), result="done").status_code
        == 302
    )


def test_who_decides_second_is_told_who_did_what(db: None) -> None:
    factories.city()
    case = factories.accepted(party=FIRM)
    market, chief = signed_in("market"), signed_in("market-chief")
    do(market, case, "check_facts", **{"badge-1": "990101", "badge-2": "990102"}, result="meets", reasons="相符")
    address = f"/office/cases/{case.id}/refuse/"
    page = chief.get(address)
    assert do(signed_in("market-head"), case, "grant").status_code == 302
    late = chief.post(
        address, {"key": hidden(page, "key"), "seen": hidden(page, "seen"), "reasons": "不符合条件的理由"}
    )
    assert late.status_code == 409
    text = words(late)
    assert "Zhou Zheng (990103)" in text
    assert "granted what was applied for." in text
    assert "不符合条件的理由" in text
    assert Case.objects.get(pk=case.id).outcome == "granted"


def test_a_refusal_shows_the_remedies_it_will_tell(db: None) -> None:
    factories.city()
    case = factories.accepted(party=FIRM)
    chief = signed_in("market-chief")
    text = words(chief.get(f"/office/cases/{case.id}/refuse/"))
    assert "Demo City People&#x27;s Government" in text
    assert "reconsideration" in text.lower()
    lacking = do(chief, case, "refuse", reasons="  ")
    assert "The reasons are missing." in words(lacking)
    assert do(chief, case, "refuse", reasons="场所与生活区未分开").status_code == 302
    assert "场所与生活区未分开" in words(chief.get(f"/office/cases/{case.id}/"))


def test_a_refusal_after_a_test_asks_for_its_standard_and_proposes_the_facts_found(db: None) -> None:
    factories.city()
    case = factories.accepted(party=FIRM)
    market, chief = signed_in("market"), signed_in("market-chief")
    do(market, case, "check_facts", **{"badge-1": "990101", "badge-2": "990102"}, result="meets", reasons="水箱未加盖")
    plain = words(chief.get(f"/office/cases/{case.id}/refuse/"))
    assert "Facts found" in plain and "水箱未加盖" in plain
    assert "Technical standard" not in plain
    do(market, case, "start_special_procedure", procedure="testing", days="2", body="市检测院", reasons="水质检测")
    start = Act.objects.get(case_id=case.id, kind="start_special_procedure")
    assert Statement.objects.get(pk=start.payload["body"]).body == "市检测院"
    do(market, case, "end_special_procedure", start=str(start.seq), result="done")
    assert "This file was examined by: Testing." in words(chief.get(f"/office/cases/{case.id}/refuse/"))
    lacking = do(chief, case, "refuse", reasons="水质不合格", facts="大肠菌群超标")
    assert "The decision does not name the technical standard it rests on." in words(lacking)
    found = "大肠菌群超标。" * 50
    done = do(chief, case, "refuse", reasons="水质不合格", facts=found, standard="GB 5749-2022")
    assert done.status_code == 302
    refused = Act.objects.get(case_id=case.id, kind="refuse").payload
    kept = {name: Statement.objects.get(pk=refused[name]).body for name in ("facts", "standard", "statement")}
    assert kept == {"facts": found, "standard": "GB 5749-2022", "statement": "水质不合格"}
    tells_what_it_rests_on(case, found)


def tells_what_it_rests_on(case: factories.Filed, found: str) -> None:
    """Applicant, authority and counter read it in the history, what is long folded; anybody else reads it nowhere."""
    page = f"/my/{case.id}/", f"/office/cases/{case.id}/", f"/desk/cases/{case.id}/"
    for login, address in zip(("citizen", "market", "clerk"), page, strict=True):
        text = words(signed_in(login).get(address))
        assert f'Facts found</span></summary><div class="govuk-details__text">{found}</div>' in text, login
        assert "<strong>Technical standard</strong>: GB 5749-2022" in text, login
        assert "<strong>Reasons</strong>: 水质不合格" in text, login
        assert "<strong>Legal basis</strong>: " in text and "Food Safety Law" in text, login
    assert "<strong>适用的法律依据</strong>：《" in words(signed_in("citizen", "zh-hans").get(page[0]))
    row = Case.objects.get(pk=case.id)
    public = words(Client().post("/follow/", {"number": row.number, "code": row.query_code}))
    assert row.number in public and "GB 5749" not in public and "大肠菌群" not in public


def test_an_extension_needs_the_head_and_keeps_within_its_maximum(db: None) -> None:
    factories.city()
    case = factories.accepted(party=FIRM)
    assert signed_in("market").get(f"/office/cases/{case.id}/extend/").status_code == 404
    head = signed_in("market-head")
    many = do(head, case, "extend", days="30", approver="agency_head", reasons="需要补充核查")
    assert "At most 5 working days can be added." in words(many)
    with factories.procedure(statutory=Term(45, Unit.CALENDAR_DAY)):  # a limit in days is extended by days
        form = words(head.get(f"/office/cases/{case.id}/extend/"))
        assert "At most 5 days, once." in form and "calendar days" in form
        many = do(head, case, "extend", days="30", approver="agency_head", reasons="需要补充核查")
        assert "At most 5 days can be added." in words(many)
    assert do(head, case, "extend", days="5", approver="agency_head", reasons="需要补充核查").status_code == 302
    assert "The limit was extended on 5 March 2026." in words(head.get(f"/office/cases/{case.id}/extend/"))


def test_authorities_answer_in_parallel_and_an_objection_closes_the_grant(db: None) -> None:
    factories.city(BUILD)
    case = factories.accepted(BUILD, by="agent", party="示范市宏图建设有限公司")
    fire, planning = signed_in("fire"), signed_in("planning")
    pages = [who.get(f"/office/cases/{case.id}/give_opinion/") for who in (fire, planning)]
    told = [{"key": hidden(p, "key"), "seen": hidden(p, "seen")} for p in pages]
    agreed = planning.post(f"/office/cases/{case.id}/give_opinion/", {**told[1], "agrees": "yes"})
    assert agreed.status_code == 302
    silent = fire.post(f"/office/cases/{case.id}/give_opinion/", {**told[0], "agrees": "no"})
    assert "The reasons are missing." in words(silent)
    objected = fire.post(
        f"/office/cases/{case.id}/give_opinion/", {**told[0], "agrees": "no", "reasons": "疏散宽度不足"}
    )
    assert objected.status_code == 302  # the other's answer meanwhile did not stand in the way
    chief = words(signed_in("construction-chief").get(f"/office/cases/{case.id}/"))
    assert "疏散宽度不足" in chief
    assert f'href="/office/cases/{case.id}/grant/"' not in chief
    again = fire.get(f"/office/cases/{case.id}/give_opinion/")
    assert again.context["closed"].reason == "The opinion was given already."
