"""The words of a case: every kind of act has its sentence, every refusal its words; the public learns no names."""

import pytest
from django.utils import translation
from tests import factories

from sunhall.approvals import acts as approvals
from sunhall.cases import queries
from sunhall.cases.acts import decision, intake
from sunhall.kernel.refused import Refused
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.kinds import Phase
from sunhall.law.lifecycles.payloads import PAYLOADS
from sunhall.web import casefile, citations, wording
from sunhall.web.casefile import words
from sunhall.web.casefile.writers import WRITERS


def test_every_act_and_phase_has_its_words() -> None:
    assert set(PAYLOADS) <= set(WRITERS)
    assert set(PAYLOADS) <= set(words.ACTS)
    assert set(Phase) <= set(words.PHASES)


def test_every_rule_of_the_table_is_worded() -> None:
    assert not [code for code in licensing.RULES if code not in wording.WORDS]


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        (
            "ALL/32(1)(4)",
            "Administrative Licensing Law, art. 32(1)(4)",
            "《行政许可法》第三十二条第一款第四项",
        ),
        ("ALL/72(4)", "Administrative Licensing Law, art. 72(4)", "《行政许可法》第七十二条第四项"),
        ("principle", "", ""),
    ],
)
def test_articles_are_cited_as_the_language_writes_them(code: str, english: str, chinese: str) -> None:
    with translation.override("en"):
        assert citations.cited(code) == english
    with translation.override("zh-hans"):
        assert citations.cited(code) == chinese


@pytest.mark.parametrize(
    ("number", "words"), [(5, "五"), (10, "十"), (45, "四十五"), (101, "一百零一"), (115, "一百一十五")]
)
def test_numerals_of_articles(number: int, words: str) -> None:
    assert citations.numeral(number) == words


@pytest.mark.django_db
def test_staff_read_names_the_applicant_the_authority_and_the_public_no_prose() -> None:
    factories.city()
    case = factories.accepted()
    chief, at = factories.actor("market-chief"), factories.at("2026-03-05 09:00")
    approvals.check_facts(
        case_id=case.id, badges=["990101", "990102"], result="does_not_meet", findings="隔间未建", by=chief, at=at
    )
    decision.refuse(case_id=case.id, reasons="布局不符合要求", by=chief, at=at)
    pages = {
        "officer": queries.case_page(chief, case.id, at=at),
        "applicant": queries.case_page(factories.actor("citizen"), case.id, at=at),
    }
    number, code = pages["officer"].number, pages["officer"].query_code
    pages["public"] = queries.follow(number, code, at=at)
    told = {who: casefile.sentences(page, "en")[-1] for who, page in pages.items()}
    assert told["officer"].by.endswith("Liu Fang (990102)")
    assert told["applicant"].by == "Demo City Administration for Market Regulation"
    assert "布局不符合要求" in dict(told["applicant"].grounds).values()
    assert (told["public"].told, told["public"].grounds) == ("", ())
    assert "refused what was applied for." in told["public"].text
    chinese = [s.text for s in casefile.sentences(pages["applicant"], "zh-hans")]
    assert not [text for text in chinese if any("a" <= c.lower() <= "z" for c in text)]


@pytest.mark.django_db
def test_the_lane_picture_and_the_days_tell_the_same_file() -> None:
    factories.city("construction-permit")
    case = factories.accepted("construction-permit", by="agent", party="示范市宏图建设有限公司")
    factories.opinion(case, "fire", agrees=False, reasons="疏散距离不足")
    at = factories.at("2026-03-05 09:00")
    page = queries.case_page(factories.actor("construction"), case.id, at=at)
    with translation.override("en"):
        rows = {row.name: row.state for row in casefile.lane_rows(page)}
        picture, clocks = casefile.lanes(page), casefile.days(page)
    assert "objects" in rows.values()
    assert {lane.name for lane in picture.lanes} >= set(rows)
    statutory = clocks[0]
    counted = [day for day in statutory.picture.days if day.kind == "counted"]
    assert len(counted) == statutory.total
    assert counted[-1].on == statutory.due


@pytest.mark.django_db
def test_a_refusal_names_materials_and_authorities_of_the_file() -> None:
    factories.city()
    case = factories.filed()
    at = factories.at("2026-03-03 09:00")
    clerk = factories.actor("clerk")
    page = queries.case_page(clerk, case.id, at=at)
    with pytest.raises(Refused) as refused:
        intake.accept(case_id=case.id, by=clerk, at=at)
    with translation.override("en"):
        text = wording.sentence(casefile.explained(refused.value, page)).text
    assert text.startswith("Not looked at yet: Main equipment, floor plan and work flow")
    assert text.endswith("The application form.")


@pytest.mark.at("2026-03-21 09:00")
@pytest.mark.django_db
def test_on_the_rest_day_after_the_last_day_a_clock_is_overdue_and_not_due_today() -> None:
    factories.city()
    case = factories.accepted(when="2026-03-06 09:00", on="2026-03-06 10:00")
    on_friday = queries.case_page(factories.actor("market"), case.id, at=factories.at("2026-03-20 09:00"))
    on_saturday = queries.case_page(factories.actor("market"), case.id, at=factories.at("2026-03-21 09:00"))
    assert casefile.status_sentence(on_friday).light == "due_soon"
    told = casefile.status_sentence(on_saturday)
    assert told.light == "overdue"
    with translation.override("en"):
        assert "overdue (due 20 Mar)" in casefile.status_sentence(on_saturday).text
