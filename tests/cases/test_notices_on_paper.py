"""What the papers of real files say: rendered, read back, and compared with what the file records."""

from datetime import date
from typing import Any

import pytest
from tests import factories
from tests.cases.papers import lacking, squeezed, text_of
from tests.factories import actor, at

from sunhall.approvals import acts as approvals
from sunhall.cases import clock_sheet, contents, notices, queries
from sunhall.cases.acts import decision, drafts, hearing, intake
from sunhall.cases.models import Act, Application
from sunhall.certificates.models import Certificate
from sunhall.documents.models import Notice
from sunhall.kernel.refused import Refused
from sunhall.law.terms import Term, Unit

pytestmark = pytest.mark.django_db
WHEN = at("2026-03-20 09:00")
DISCLOSURE = "information-disclosure"
AGENCY = "human-resources-service-licence"


def paper(case: factories.Filed, kind: str, **of: Any) -> str:
    """The text of the paper that the last act of a kind (a payload field may say which) issued."""
    act = Act.objects.filter(case_id=case.id, kind=kind, **of).order_by("-seq")[0]
    made = notices.for_act(act.pk, at=WHEN)
    assert made is not None
    assert lacking(made) == []
    return text_of(made)


def says(text: str, *wanted: str) -> None:
    assert [words for words in wanted if squeezed(words) not in text] == [], text


def silent(text: str, *unwanted: str) -> None:
    assert [words for words in unwanted if squeezed(words) in text] == [], text


def number(case: factories.Filed, kind: str) -> str:
    return Notice.objects.get(case_id=case.id, kind=kind).number


def test_an_acceptance_names_the_special_procedures_that_stop_its_clock_and_no_other():
    factories.city("water-abstraction-permit")
    text = paper(factories.accepted("water-abstraction-permit", party="示范市云味餐饮有限公司"), "accept")
    says(text, "专家评审", "检测", "征求意见", "Consultation", "争议或者诉讼")
    silent(text, "公示", "publicity", "Public notice period")


def test_a_grant_names_what_this_very_case_gets_and_for_how_long():
    drainage, when = "drainage-permit", at("2026-03-02 09:00")
    factories.city(drainage)
    number_ = factories.draft(drainage, party="示范市云味餐饮有限公司")
    site = {"construction": True, "industry": "building", "site_permit_no": "999900202600000101"}
    told = {**site, "period": "2027-03-01", "pretreatment": ["sedimentation"], "property_manager": None}
    drafts.save(application_id=number_, by=actor("citizen"), at=when, data=told, answers=told)
    content = contents.of(Application.objects.get(pk=number_))
    for material in set(content.required_materials) - content.papers():
        drafts.add_paper(application_id=number_, material=material, by=actor("citizen"), at=when)
    case_id = intake.submit(application_id=number_, by=actor("citizen"), at=when)
    case = factories.reviewed(factories.Filed(case_id, number_, content.required_materials), "2026-03-03")
    decision.grant(case_id=case.id, by=factories.chief(case), at=at("2026-03-04 14:00"))
    says(paper(case, "grant"), "2027年3月1日", "1 March 2027")


def test_a_grant_says_how_long_what_begins_with_its_document_is_valid():
    card = "social-security-card"
    factories.city(card)
    case = factories.accepted(card)
    decision.grant(case_id=case.id, by=factories.chief(case), at=at("2026-03-04 14:00"))
    text = paper(case, "grant")
    says(text, "自证件签发之日起", "From the day the document is issued for", "years")
    silent(text, "自2026年3月4日起")


def test_an_acceptance_with_a_gap_says_which_paper_follows_by_when():
    factories.city()
    case = factories.filed()
    factories.checked(case, wrong={"layout": "missing"})
    given = {"mode": "tolerance", "owed": ["layout"], "owed_days": 3}
    intake.accept(case_id=case.id, by=actor("clerk"), at=at("2026-03-03 10:00"), **given)
    says(
        paper(case, "accept"),
        "容缺受理",
        "With papers to follow",
        "布局",
        "补交截止日期",
        "2026年3月6日",
        "6 March 2026",
    )
    number_ = drafts.start_supplement(case_id=case.id, by=actor("citizen"), at=at("2026-03-04 09:00"))
    drafts.add_paper(application_id=number_, material="layout", by=actor("citizen"), at=at("2026-03-04 09:00"))
    intake.hand_in(application_id=number_, by=actor("citizen"), at=at("2026-03-04 09:00"))
    followed = paper(case, "supply_owed")
    says(followed, "容缺材料收件凭证", "补交的下列材料已经收到")
    silent(followed, "是否受理")


def test_a_receipt_says_how_long_this_matter_examines_and_what_silence_means_there():
    factories.city(factories.FOOD, DISCLOSURE)
    says(paper(factories.filed(), "submit"), "自收到材料之日起5个工作日内书面告知", "within 5 working days", "即为受理")
    silent(paper(factories.filed(DISCLOSURE), "submit"), "即为受理")


def licence_changed() -> factories.Filed:
    """A restaurant moves: the change is granted, the new certificate made and handed over."""
    factories.city()
    _, held = factories.licensed(valid=None)
    draft = factories.draft(when="2026-02-10 09:00")
    drafts.about(
        application_id=draft, request="change", certificate=held, by=actor("citizen"), at=at("2026-02-10 09:00")
    )
    data = Application.objects.get(pk=draft).data
    drafts.save(
        application_id=draft,
        data={"prem_addr": _moved(data["prem_addr"])},
        by=actor("citizen"),
        at=at("2026-02-10 09:05"),
    )
    case_id = intake.submit(application_id=draft, by=actor("citizen"), at=at("2026-02-10 09:10"))
    case = factories.reviewed(
        factories.Filed(case_id, draft, contents.of(Application.objects.get(pk=draft)).required_materials),
        "2026-02-11",
    )
    decision.change(case_id=case.id, by=factories.chief(case), at=at("2026-02-12 09:00"))
    return case


def _moved(address: Any) -> Any:
    if isinstance(address, dict):
        return {**address, list(address)[-1]: "新华路 88 号"}
    return "示范市新华路 88 号"


def test_a_change_names_what_it_was_and_what_it_is_and_its_delivery_what_was_handed_over():
    case = licence_changed()
    old = Certificate.objects.exclude(case_id=case.id).get()
    was = next(row["value"]["zh-hans"] for row in old.content["rows"] if row["field"] == "prem_addr")
    factories.issued(case, "2026-02-12 10:00")
    changed = paper(case, "change")
    says(changed, old.number, "变更前", was, "变更后", "新华路 88 号")
    other = next(row["value"]["zh-hans"] for row in old.content["rows"] if row["field"] == "main_type")
    assert changed.count(squeezed(other)) == 0, "what stays is not listed as a change"
    delivered = paper(case, "deliver")
    new = Certificate.objects.get(case_id=case.id)
    says(delivered, "准予变更决定书", number(case, "change"), new.number, new.result_name["zh-hans"])
    silent(delivered, "准予决定书")


def test_the_record_of_delivery_names_the_renewal_and_its_certificate_even_if_it_is_the_first_paper_made():
    factories.city()
    _, held = factories.licensed()
    case = factories.reviewed(factories.asked_of(held, "renew"), "2026-02-11")
    decision.renew(case_id=case.id, by=factories.chief(case), at=at("2026-02-12 09:00"))
    factories.issued(case, "2026-02-12 10:00")
    delivered = paper(case, "deliver")
    says(delivered, "准予延续决定书", number(case, "renewal"), Certificate.objects.get(case_id=case.id).number)
    says(delivered, "当面签收记录")


def test_the_delivery_of_a_refusal_names_the_refusal_and_no_certificate():
    factories.city()
    case = factories.accepted()
    decision.refuse(case_id=case.id, reasons="不符合", by=actor("market-chief"), at=at("2026-03-05 09:00"))
    decision.deliver(
        case_id=case.id, method="courier", reference="EX123", by=actor("market"), at=at("2026-03-06 09:00")
    )
    delivered = paper(case, "deliver")
    says(delivered, "不予行政许可决定书", number(case, "refusal"), "EX123")
    assert len(Notice.objects.get(case_id=case.id, kind="delivery").data["documents"]) == 1


def test_a_refusal_for_false_papers_cites_article_78_and_warns():
    factories.city()
    case = factories.accepted()
    false = {"reasons": "租赁合同系伪造", "ground": "false_materials"}
    decision.refuse(case_id=case.id, by=actor("market-chief"), at=at("2026-03-05 09:00"), **false)
    text = paper(case, "refuse")
    says(text, "提供虚假材料的情形", "第七十八条", "并给予警告", "you are warned", "不得再次申请")
    silent(text, "不符合法定条件、标准")


def test_a_refusal_without_facts_of_its_own_states_those_on_the_file():
    factories.city()
    case = factories.accepted()
    approvals.check_facts(
        case_id=case.id, badges=factories.badges(case), result="does_not_meet", findings="后厨与居住区未分隔",
        by=actor("market"), at=at("2026-03-04 09:00"),
    )  # fmt: skip
    decision.refuse(case_id=case.id, reasons="布局不符合要求", by=actor("market-chief"), at=at("2026-03-05 09:00"))
    says(paper(case, "refuse"), "2026年3月3日受理", "2026年3月4日实地核查，不符合条件：后厨与居住区未分隔")


@pytest.fixture
def tested(db: None) -> factories.Filed:
    """A special procedure of five working days that has ended."""
    factories.city()
    case = factories.accepted()
    start = approvals.start_special_procedure(
        case_id=case.id, procedure="testing", needed_days=1, reasons="水质检测", by=actor("market"),
        at=at("2026-03-04 09:00"),
    )  # fmt: skip
    seq = Act.objects.get(pk=start).seq
    approvals.end_special_procedure(case_id=case.id, start=seq, by=actor("market"), at=at("2026-03-10 09:00"))
    return case


def test_a_special_procedure_claims_no_body_and_no_payer_that_nobody_named(tested):
    text = paper(tested, "start_special_procedure")
    says(text, "1个工作日", "1 working day", "由本机关组织", "不向申请人收费", "水质检测")
    silent(text, "1 working days", "行政机关承担")


def test_a_second_rectification_shows_what_the_first_one_said(tested):
    for on, when in (("2026-03-09", "2026-03-11 09:00"), ("2026-03-06", "2026-03-11 10:00")):
        seq = Act.objects.get(case_id=tested.id, kind="end_special_procedure").seq
        decision.rectify(
            case_id=tested.id, of=seq, changes={"on": on}, basis="检测报告日期", reasons="笔误",
            by=actor("market-head"), at=at(when),
        )  # fmt: skip
    text = paper(tested, "rectify", payload__changes__on="2026-03-06")
    says(text, "2026年3月9日", "9 March 2026", "2026年3月6日")
    silent(text, "2026年3月10日", "2026-03-06")


def test_a_rectified_way_of_delivery_is_told_in_words(tested):
    decision.refuse(
        case_id=tested.id, reasons="不符合", standard="GB 5749-2022", by=actor("market-chief"),
        at=at("2026-03-11 09:00"),
    )  # fmt: skip
    decision.deliver(case_id=tested.id, method="window", by=actor("market"), at=at("2026-03-12 09:00"))
    seq = Act.objects.get(case_id=tested.id, kind="deliver").seq
    decision.rectify(
        case_id=tested.id, of=seq, changes={"method": "courier", "reference": "EX123"}, basis="回执", reasons="误选",
        by=actor("market-head"), at=at("2026-03-13 09:00"),
    )  # fmt: skip
    text = paper(tested, "rectify")
    says(text, "窗口直接送达", "邮寄送达", "By courier", "EX123", "无None")
    silent(text, "zh-hans", "{")


def test_what_ends_a_file_claims_nothing_about_papers_and_fees_that_is_not_on_it():
    factories.city()
    online, window = factories.accepted(), factories.accepted(when="2026-03-02 10:00")
    Application.objects.get(pk=window.application_id).papers.filter(material="layout").update(form="copy")
    for case in (online, window):
        intake.withdraw(case_id=case.id, by=actor("citizen"), at=at("2026-03-05 10:00"))
    says(paper(online, "withdraw"), "申请材料均为电子件，没有需要退还的纸质材料")
    says(paper(window, "withdraw"), "提交或者出示过下列纸质材料", "复印件", "Copy")
    ended = factories.accepted(when="2026-03-02 11:00")
    decision.terminate(
        case_id=ended.id, ground="purpose_gone", reasons="门店已转让", by=actor("market-chief"),
        at=at("2026-03-05 10:00"),
    )  # fmt: skip
    says(paper(ended, "terminate"), "申请事项已无法实施或者失去意义", "门店已转让", "本事项不收费，无需退费")


def test_a_hearing_that_nobody_asked_for_is_announced_without_the_name_of_a_person():
    factories.city()
    case = factories.accepted()
    hearing.call_hearing(
        case_id=case.id, held_on=date(2026, 3, 20), chair_badge="990103", where_and_when="三楼听证室，上午九时",
        ex_officio=True, by=actor("market"), at=at("2026-03-05 09:00"),
    )  # fmt: skip
    act = Act.objects.get(case_id=case.id, kind="call_hearing")
    made = notices.all_of_act(act.pk, at=WHEN)
    assert [notice.kind for notice in made] == ["hearing_notice", "hearing_announcement"]
    assert notices.all_of_act(act.pk, at=WHEN) == made
    text = text_of(made[1])
    says(text, "听证公告", "第四十六条", "向社会公告", "2026年3月20日", "三楼听证室，上午九时", "公开举行")
    applicant = act.case.party.name
    silent(text, applicant)
    says(text_of(made[0]), applicant)


def test_a_hearing_that_was_asked_for_is_not_announced():
    factories.city()
    case = factories.accepted()
    factories.facts_checked(case, "2026-03-03 15:00")
    factories.hearing_called(case)
    act = Act.objects.get(case_id=case.id, kind="call_hearing")
    assert [notice.kind for notice in notices.all_of_act(act.pk, at=WHEN)] == ["hearing_notice"]


def test_the_check_of_a_broken_commitment_says_what_follows_and_nothing_of_credit_records():
    factories.city(AGENCY)
    draft = factories.draft(AGENCY, papers=False)
    drafts.about(application_id=draft, commitment=True, by=actor("citizen"), at=at("2026-03-02 09:00"))
    wanted = contents.of(Application.objects.get(pk=draft)).required_materials
    for material in wanted:
        drafts.add_paper(application_id=draft, material=material, by=actor("citizen"), at=at("2026-03-02 09:00"))
    case_id = intake.submit(application_id=draft, by=actor("citizen"), at=at("2026-03-02 09:00"))
    case = factories.Filed(case_id, draft, wanted)
    factories.checked(case)
    intake.accept(case_id=case.id, mode="commitment", by=actor("clerk"), at=at("2026-03-03 10:00"))
    says(paper(case, "accept"), "告知承诺")
    decision.verify_commitment(
        case_id=case.id, result="broken", badges=factories.badges(case), findings="场所不符", by=factories.staff(case),
        at=at("2026-03-04 09:00"),
    )  # fmt: skip
    text = paper(case, "verify_commitment")
    says(text, "承诺不实", "不再适用告知承诺制", "场所不符", "Not kept")
    silent(text, "信用", "credit record")


@pytest.mark.parametrize(
    ("unit", "zh", "en"), [("calendar_day", "3日", "3 calendar days"), ("working_day", "3个工作日", "3 working days")]
)
def test_an_extension_is_counted_in_the_unit_of_the_limit(unit, zh, en):
    factories.city()
    case = factories.accepted()
    with factories.procedure(statutory=Term(20, Unit(unit)), promised=Term(10, Unit(unit))):
        decision.extend(
            case_id=case.id, days=3, approver="agency_head", reasons="复杂", by=actor("market-head"),
            at=at("2026-03-10 09:00"),
        )  # fmt: skip
        text = paper(case, "extend")
        page = queries.case_page(actor("market"), case.id, at=at("2026-03-10 10:00"))
        limit = clock_sheet.data(page)["limit"]
    says(text, f"办理期限延长{zh}", f"extended by {en}")
    assert limit.into("en").endswith(f"extended by {en}")
    assert limit.into("zh-hans").endswith(f"延长{zh}")


def test_a_refusal_prints_the_facts_found_and_the_technical_standard(tested):
    given = {"reasons": "水质不合格", "facts": "经检测，总大肠菌群超标。"}
    chief = {"by": actor("market-chief"), "at": at("2026-03-11 09:00")}
    with pytest.raises(Refused) as refused:
        decision.refuse(case_id=tested.id, **given, **chief)
    assert (refused.value.code, refused.value.facts["article"]) == ("technical_standard_missing", "ALL/55(3)")
    decision.refuse(case_id=tested.id, standard="GB 5749-2022 生活饮用水卫生标准", **given, **chief)
    text = paper(tested, "refuse")
    says(text, "认定的事实", "总大肠菌群超标", "技术标准、规范", "GB 5749-2022", "水质不合格")
    silent(text, "2026年3月3日受理")


def test_a_test_that_was_given_up_asks_for_no_standard():
    factories.city()
    case = factories.accepted()
    start = approvals.start_special_procedure(
        case_id=case.id, procedure="testing", needed_days=3, reasons="检测", body="示范市检测院", by=actor("market"),
        at=at("2026-03-04 09:00"),
    )  # fmt: skip
    says(paper(case, "start_special_procedure"), "示范市检测院")
    approvals.end_special_procedure(
        case_id=case.id, start=Act.objects.get(pk=start).seq, result="given_up", by=actor("market"),
        at=at("2026-03-05 09:00"),
    )  # fmt: skip
    decision.refuse(case_id=case.id, reasons="不符合", by=actor("market-chief"), at=at("2026-03-06 09:00"))
    silent(paper(case, "refuse"), "技术标准、规范")
