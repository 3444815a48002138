"""The file of a case: documents, data with its source, acts with their reasons; who may read it."""

import pytest
from tests import factories
from tests.desk import queries, signed_in, words
from tests.web.test_window_applying import png

from sunhall.cases.models import Case, Paper
from sunhall.catalogue.models import MatterVersion
from sunhall.documents import acts as documents
from sunhall.law.lifecycles.procedure import FirstReview
from sunhall.people.models import Reading, User

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-03-05 09:00")]


@pytest.fixture
def case(db: None) -> factories.Filed:
    factories.city()
    return factories.accepted(party="示范市云味餐饮有限公司")


def test_the_file_tells_where_it_stands_and_its_queries_are_few(case: factories.Filed) -> None:
    officer = signed_in("market")
    officer.get(f"/office/cases/{case.id}/")
    with queries() as told:
        page = officer.get(f"/office/cases/{case.id}/")
    # Session, account, officer; case, powers, acts, statements, authorities; application, its party, papers, documents;
    # certificates; who holds the powers she lacks; unread messages.
    assert len(told) <= 16
    text = words(page)
    assert "is reviewing the file. 8 working days left (due 17 Mar)" in text
    assert "2 of 10" in text
    assert "The procedure of case" in text
    assert "Zhang Min (990001)" in text
    assert "accepted the application; the clock started." in text


def test_closed_acts_carry_their_reason_and_open_ones_their_key(case: factories.Filed) -> None:
    text = words(signed_in("market-chief").get(f"/office/cases/{case.id}/"))
    assert "The facts have not been checked by two officials yet." in text  # on the button "Grant"
    assert f'href="/office/cases/{case.id}/check_facts/"' in text
    assert f'href="/office/cases/{case.id}/grant/"' not in text
    assert "Not at this stage: Under review" in text


def test_an_act_that_needs_anothers_power_is_shown_closed_with_whose_power_it_is(case: factories.Filed) -> None:
    text = words(signed_in("market").get(f"/office/cases/{case.id}/"))
    # She reviews; extending is for the head, ending the file without a decision for those who decide.
    assert "Needs the power “extend the limit”, held by Zhou Zheng." in text
    assert "Needs the power “decide”, held by Liu Fang and Zhou Zheng." in text
    assert "Administrative Licensing Law, art. 22" in text
    assert f'href="/office/cases/{case.id}/extend/"' not in text
    chinese = words(signed_in("market", "zh-hans").get(f"/office/cases/{case.id}/"))
    assert "需要“延长期限”权限，持有人：周正。" in chinese


def test_what_the_rules_refuse_now_is_closed_with_its_article(case: factories.Filed) -> None:
    text = words(signed_in("market-chief").get(f"/office/cases/{case.id}/"))
    assert "Administrative Licensing Law, art. 34(3)" in text  # the facts are not checked


def test_who_may_only_read_sees_no_acts_at_all(case: factories.Filed) -> None:
    text = words(signed_in("supervisor").get(f"/office/cases/{case.id}/"))
    assert "Needs the power" not in text and "No act on it is yours." in text


def test_the_file_does_not_exist_for_another_authority_or_the_window(case: factories.Filed) -> None:
    assert signed_in("fire").get(f"/office/cases/{case.id}/").status_code == 404
    assert signed_in("clerk").get(f"/office/cases/{case.id}/").status_code == 404
    assert signed_in("market").get("/office/cases/999999/").status_code == 404
    assert signed_in("supervisor").get(f"/office/cases/{case.id}/").status_code == 200


def test_a_paper_is_shown_in_place_and_the_reading_goes_on_record(case: factories.Filed) -> None:
    user = User.objects.get(login="citizen")
    at = factories.at("2026-03-02 09:00")
    stored = documents.store(content=png(), name="平面图.png", by=user.pk, purpose="material", at=at)
    paper = Paper.objects.filter(application_id=case.application_id, material="layout").get()
    paper.document = stored
    paper.save()
    officer = signed_in("market")
    text = words(officer.get(f"/office/cases/{case.id}/?paper={paper.pk}"))
    assert f'src="/files/{stored.token}/"' in text
    sent = officer.get(f"/files/{stored.token}/")
    assert sent.headers["Content-Type"] == "image/png"
    assert b"".join(sent.streaming_content) == png()
    assert Reading.objects.get(field_class="document").case_id == case.id
    assert signed_in("fire").get(f"/files/{stored.token}/").status_code == 404
    assert signed_in("agent").get(f"/files/{stored.token}/").status_code == 404


def test_numbers_are_masked_until_somebody_asks_on_the_record(case: factories.Filed) -> None:
    officer = signed_in("market")
    number = factories.sample(factories.FOOD)["data"]["legal_rep_id"]
    assert number not in words(officer.get(f"/office/cases/{case.id}/"))
    assert number in words(officer.post(f"/office/cases/{case.id}/show/"))
    assert Reading.objects.get().purpose == "review"


def test_a_notice_is_for_those_who_may_see_the_case(case: factories.Filed) -> None:
    assert signed_in("market").get(f"/notices/{case.id}/1.pdf").status_code == 200
    assert signed_in("citizen").get(f"/notices/{case.id}/1.pdf").status_code == 200
    assert signed_in("agent").get(f"/notices/{case.id}/1.pdf").status_code == 404
    assert signed_in("market").get(f"/notices/{case.id}/99.pdf").status_code == 404


def test_whose_turn_it_is_names_the_lower_authority_and_who_may_keep_an_official_out(case: factories.Filed) -> None:
    with factories.procedure(first_review=FirstReview(factories.authority("urban"), 10)):
        deciding = words(signed_in("market").get(f"/office/cases/{case.id}/"))
        lower = words(signed_in("urban").get(f"/office/cases/{case.id}/"))
    told = deciding.split('<li id="why-pass_up">', 1)[1].split("</li>", 1)[0]
    assert "Zheng Jie" in told and "Chen Li" not in told and "nobody" not in told
    told = lower.split('<li id="why-recuse">', 1)[1].split("</li>", 1)[0]
    assert "For officials who hold a power of" in told and "nobody" not in told and "any”" not in told


def test_the_authority_of_the_first_review_finds_the_file_it_may_open(case: factories.Filed) -> None:
    row = Case.objects.get(pk=case.id)
    version = MatterVersion.objects.get(pk=row.version_id)
    content = dict(version.content)
    content["procedure"] = {**content["procedure"], "first_review": {"authority": "urban"}}
    reviewed = MatterVersion.objects.create(matter=version.matter, number=99, content=content, digest="x", source="")
    urban = signed_in("urban")
    assert "No case fits" in words(urban.get("/office/find/", {"q": row.number}))
    Case.objects.filter(pk=case.id).update(version=reviewed)
    assert "No case fits" in words(signed_in("health").get("/office/find/", {"q": row.number}))
    found = urban.get("/office/find/", {"q": row.number})
    assert found.headers["Location"] == f"/office/cases/{case.id}/"


def test_a_supervisor_comes_to_any_file_by_its_number_and_back(case: factories.Filed) -> None:
    supervisor = signed_in("supervisor")
    assert supervisor.get("/account/arrived/").headers["Location"] == "/office/watch/"
    page = words(supervisor.get("/office/find/"))
    assert "Open the file of any case" in page and "/office/interests/" not in page
    assert 'href="/office/find/"' in page and 'aria-current="page"' in page
    found = supervisor.get("/office/find/", {"q": Case.objects.get(pk=case.id).number})
    assert found.headers["Location"] == f"/office/cases/{case.id}/"
    assert 'href="/office/watch/" data-key="b"' in words(supervisor.get(found.headers["Location"]))
    assert supervisor.get("/office/").status_code == 404
