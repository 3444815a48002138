"""What is done to a licence, through the officer's pages: its change and renewal, and the four ways it ends."""

import pytest
from tests import factories
from tests.desk import signed_in, words
from tests.unlawful import situations
from tests.web.test_officer_acts import do

from sunhall.cases.acts import decision
from sunhall.cases.models import Act, Case
from sunhall.people import acts as people
from sunhall.people.models import Authority, Officer

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-03-02 09:00")]


@pytest.fixture
def licensed(db: None) -> factories.Filed:
    """A delivered file whose licence runs for years."""
    factories.city()
    return factories.licensed(valid=("2026-01-12", "2031-01-11"))[0]


def heard(case: factories.Filed) -> None:
    """The holder was told what is intended, and has answered."""
    market = signed_in("market")
    told = do(
        market, case, "notify_interested_party", to="holder", about="the_intended_act", days="5", reasons="拟撤销"
    )
    assert told.status_code == 302
    assert do(market, case, "record_statement", of="holder", reasons="无异议").status_code == 302


def test_nothing_is_taken_before_the_holder_was_heard(licensed: factories.Filed) -> None:
    page = words(signed_in("market-head").get(f"/office/cases/{licensed.id}/"))
    assert "The holder was not told what is intended, or may still answer." in page
    assert "Administrative Licensing Law, art. 7" in page
    alive = do(signed_in("market-head"), licensed, "cancel", ground="expired", reasons="已过期")
    assert "Nothing named here is over, or the ground is not true of it." in words(alive)


def test_a_licence_is_revoked_on_a_ground_that_says_may_or_must(licensed: factories.Filed) -> None:
    heard(licensed)
    head = signed_in("market-head")
    form = words(head.get(f"/office/cases/{licensed.id}/revoke/"))
    assert "The authority may revoke, and makes the loss good." in form
    assert "The authority must revoke; nothing is protected." in form
    assert 'value="commitment_broken"' not in form  # there was none
    typed = {"ground": "procedure_breach", "reasons": "未经现场核查"}
    unsaid = do(head, licensed, "revoke", **typed, compensation="granted")
    assert "It is not said whether revoking would gravely harm the public interest." in words(unsaid)
    harmful = do(head, licensed, "revoke", **typed, compensation="granted", grave_harm="yes")
    assert harmful.status_code == 409 and "art. 69(3)" in words(harmful)
    unfit = do(head, licensed, "revoke", **typed, compensation="not_protected", grave_harm="no")
    assert "What is said of the loss does not fit the ground." in words(unfit)
    assert do(head, licensed, "revoke", **typed, compensation="granted", grave_harm="no").status_code == 302
    page = words(head.get(f"/office/cases/{licensed.id}/"))
    assert "revoked the licence: It was granted in breach of the lawful procedure. The loss is made good." in page
    assert "No licence of this file is in force." in page
    assert do(head, licensed, "cancel", ground="struck", reasons="已撤销").status_code == 302
    assert Case.objects.get(pk=licensed.id).phase == "delivered"
    assert "cancelled the licence" in words(head.get(f"/office/cases/{licensed.id}/"))


def test_the_superior_opens_the_file_and_revokes_in_its_own_name(licensed: factories.Filed) -> None:
    heard(licensed)
    above = signed_in("construction-chief")
    address = f"/office/cases/{licensed.id}/"
    assert above.get(address).status_code == 404
    Authority.objects.filter(code="market").update(superior=Authority.objects.get(code="construction"))
    number = Case.objects.get(pk=licensed.id).number
    assert above.get("/office/find/", {"q": number}).headers["Location"] == address
    assert f"{address}revoke/" in words(above.get(address)) and f"{address}cancel/" not in words(above.get(address))
    assert "In the name of" in words(above.get(f"{address}revoke/"))
    typed = {"ground": "procedure_breach", "reasons": "未经现场核查", "compensation": "granted", "grave_harm": "no"}
    assert do(above, licensed, "revoke", **typed).status_code == 302
    act = Act.objects.filter(case_id=licensed.id).latest("seq")
    assert (act.kind, act.authority.code if act.authority else "") == ("revoke", "construction")


def test_who_may_revoke_for_both_says_in_whose_name(licensed: factories.Filed) -> None:
    heard(licensed)
    market, above = Authority.objects.get(code="market"), Authority.objects.get(code="construction")
    Authority.objects.filter(pk=market.pk).update(superior=above)
    people.grant_power(
        holder_id=Officer.objects.get(user__login="market-head").pk, authority_id=above.pk, power="revoke",
        starts_at=factories.at("2026-03-01 09:00"), by=None, at=factories.at("2026-03-01 09:00"),
    )  # fmt: skip
    head = signed_in("market-head")
    typed = {"ground": "procedure_breach", "reasons": "未经现场核查", "compensation": "granted", "grave_harm": "no"}
    unsaid = do(head, licensed, "revoke", **typed)
    assert unsaid.status_code == 422 and "It is not chosen in whose name this is done." in words(unsaid)
    assert do(head, licensed, "revoke", **typed, authority=str(market.pk)).status_code == 302
    act = Act.objects.filter(case_id=licensed.id).latest("seq")
    assert (act.authority_id, "authority" in act.payload) == (market.pk, False)


def test_a_lawful_licence_is_withdrawn_with_the_loss_made_good(licensed: factories.Filed) -> None:
    heard(licensed)
    head = signed_in("market-head")
    assert "The ground is not chosen." in words(
        do(head, licensed, "withdraw_licence", compensation="granted", reasons="规划调整")
    )
    done = do(
        head, licensed, "withdraw_licence", ground="circumstances_changed", compensation="granted", reasons="规划调整"
    )
    assert done.status_code == 302
    assert "withdrew the licence: The facts that the licence rests on changed greatly." in words(
        head.get(f"/office/cases/{licensed.id}/")
    )


def test_a_forfeiture_names_the_penalty_decision(licensed: factories.Filed) -> None:
    heard(licensed)
    head = signed_in("market-head")
    unnamed = do(head, licensed, "forfeit", decision=" ", reasons="转让许可证")
    assert unnamed.status_code == 422 and "The penalty decision is not named." in words(unnamed)
    assert do(head, licensed, "forfeit", decision="示市监罚〔2026〕8号", reasons="转让许可证").status_code == 302
    assert "forfeited by the penalty decision 示市监罚〔2026〕8号." in words(head.get(f"/office/cases/{licensed.id}/"))


def test_a_renewal_is_decided_as_a_renewal_and_shows_when_silence_decides(db: None) -> None:
    factories.city()
    _old, certificate = factories.licensed()
    case = factories.reviewed(factories.asked_of(certificate, "renew", when="2026-02-24 09:00"), "2026-02-25")
    chief = signed_in("market-chief")
    page = words(chief.get(f"/office/cases/{case.id}/"))
    assert "Renewal applied for" in page
    assert "Decide on the renewal" in page and "After that day the licence counts as renewed." in page
    assert "This file asks for something else: Renewal." in page  # on "Grant"
    assert do(chief, case, "renew", reasons="").status_code == 302
    assert "renewed the licence." in words(chief.get(f"/office/cases/{case.id}/"))
    assert Act.objects.filter(case_id=case.id).latest("seq").payload["certificate"] == certificate


def test_a_change_is_approved_by_its_own_act(db: None) -> None:
    factories.city()
    _old, certificate = factories.licensed(valid=("2026-01-12", "2031-01-11"))
    case = factories.reviewed(factories.asked_of(certificate, "change", when="2026-02-24 09:00"), "2026-02-25")
    chief = signed_in("market-chief")
    assert do(chief, case, "change", reasons="").status_code == 302
    assert "approved the change of the licence." in words(chief.get(f"/office/cases/{case.id}/"))


@pytest.mark.at("2026-03-04 09:00")
def test_a_broken_commitment_says_what_is_due_until_it_is_put_right(db: None) -> None:
    factories.city(situations.AGENCY)
    case = situations.committed()
    decision.grant(case_id=case.id, by=factories.chief(case), at=factories.at("2026-03-03 11:00"))
    factories.issued(case, "2026-03-03 12:00")
    hrss, address, due = signed_in("hrss"), f"/office/cases/{case.id}/", "Have the broken commitment put right"
    badges = dict(zip(("badge-1", "badge-2"), factories.badges(case), strict=True))
    assert 'value="put_right"' not in words(hrss.get(f"{address}verify_commitment/"))
    assert do(hrss, case, "verify_commitment", **badges, result="broken", reasons="场所不符").status_code == 302
    assert due in words(hrss.get(address))
    form = words(hrss.get(f"{address}verify_commitment/"))
    assert 'value="put_right"' in form and 'value="kept"' not in form
    kept = do(hrss, case, "verify_commitment", **badges, result="kept", reasons="已改正")
    assert kept.status_code == 409
    assert do(hrss, case, "verify_commitment", **badges, result="put_right", reasons="已改正").status_code == 302
    page = words(hrss.get(address))
    assert due not in page and "found that the commitment was put right." in page
