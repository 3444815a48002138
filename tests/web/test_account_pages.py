"""Accounts: registering, signing in with lock-out and second factor, contact, mandates, enterprises, inbox."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from tests import factories, once
from tests.factories import at
from tests.web import applicants

from sunhall.cases import messages
from sunhall.jobs import tasks
from sunhall.kernel.ids import resident, uscc
from sunhall.people import acts as people
from sunhall.people.models import Change, Mandate, Message, Party, User

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


the_city = once.made(factories.city)


@pytest.fixture(autouse=True)
def no_counts_of_others() -> None:
    """Limits on attempts count in the cache, which no test leaves to the next."""
    cache.clear()


@pytest.fixture
def visitor() -> Client:
    return Client(headers=ENGLISH)


def registration(**changed: str) -> dict[str, str]:
    return {
        "name": "赵 小山",
        "id_type": "resident_id",
        "id_number": resident.make("990101", at("1991-05-06 00:00").date(), 101),
        "phone": "13800001111",
        "email": "zhao@example.com",
        "login": "Zhao.Xiaoshan",
        "password": "a rather long sentence",
        **changed,
    }


def test_a_person_registers_and_is_signed_in(visitor: Client) -> None:
    page = visitor.get("/account/register/").content.decode()
    assert "At least 10 characters" in page  # the rules stand there before anything is typed
    response = visitor.post("/account/register/", registration(), follow=True)
    assert response.redirect_chain[-1][0] == "/my/" and "No matters yet" in response.content.decode()
    user = User.objects.get(login="zhao.xiaoshan")
    assert user.party.name == "赵 小山" and user.check_password("a rather long sentence")
    assert visitor.get("/account/register/").status_code == 302


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"id_number": "990101199105061010"}, "The last character does not fit the others"),
        ({"id_number": "99010119910506"}, "has 18 characters"),
        ({"id_number": "990101910506101"}, "This is an old number of 15 digits"),
        ({"id_type": "passport", "id_number": "!!"}, "5 to 20 letters and digits"),
        ({"phone": "123"}, "Enter a phone number"),
        ({"email": "nowhere"}, "email"),
        ({"password": "1234567890"}, "numeric"),
        ({"password": "zhao.xiaoshan"}, "similar"),
        ({"password": "short"}, "short"),
        ({"login": "x"}, "Use 4 to 50 letters"),
        ({"login": "a'; drop table"}, "Use 4 to 50 letters"),
        ({"name": ""}, "Please fill this in."),
        ({"name": "名" * 101}, "100 characters"),
    ],
)
def test_a_slip_is_told_at_its_field_and_nothing_typed_is_lost(
    visitor: Client, changed: dict[str, str], said: str
) -> None:
    response = visitor.post("/account/register/", registration(**changed))
    page = response.content.decode()
    assert response.status_code == 422 and said in page
    assert 'value="13800001111"' in page or "phone" in changed
    assert not User.objects.filter(login="zhao.xiaoshan").exists()


def test_a_login_and_an_identity_are_given_once(visitor: Client) -> None:
    taken = visitor.post("/account/register/", registration(login="citizen"))
    assert taken.status_code == 422 and "is taken" in taken.content.decode()
    known = registration(name="李晓云", id_number="990101199003120211")
    assert "This identity already has an account." in visitor.post("/account/register/", known).content.decode()
    somebody_else = registration(name="不是她", id_number="990101194205200241")
    assert (
        "Somebody else is known under this number."
        in visitor.post("/account/register/", somebody_else).content.decode()
    )
    met_at_a_window = registration(name="马桂兰", id_number="990101194205200241")
    assert visitor.post("/account/register/", met_at_a_window).status_code == 302
    assert Party.objects.get(name="马桂兰").user.login == "zhao.xiaoshan"


@pytest.mark.parametrize(
    ("login", "lands"),
    [("citizen", "/my/"), ("clerk", "/desk/"), ("market", "/office/"), ("designer", "/design/"), ("admin", "/admin/")],
)
def test_everybody_lands_on_her_own_desk(visitor: Client, login: str, lands: str) -> None:
    response = visitor.post("/account/login/", {"login": login, "password": "sunhall-demo"})
    assert response.headers["Location"] == "/account/arrived/"
    assert visitor.get("/account/arrived/").headers["Location"] == lands


def test_signing_in_leads_back_to_the_page_that_asked_for_it_but_to_no_other_site(visitor: Client) -> None:
    asked = visitor.get("/my/").headers["Location"]
    page = visitor.get(asked).content.decode()
    assert 'name="next" value="/my/"' in page
    told = {"login": "citizen", "password": "sunhall-demo"}
    assert visitor.post("/account/login/", {**told, "next": "/my/"}).headers["Location"] == "/my/"
    away = Client().post("/account/login/", {**told, "next": "https://evil.example/"})
    assert away.headers["Location"] == "/account/arrived/"


def test_ten_wrong_passwords_are_told_and_lock_that_login_for_a_while(visitor: Client) -> None:
    for _ in range(9):
        wrong = visitor.post("/account/login/", {"login": "citizen", "password": "wrong"})
        assert wrong.status_code == 200 and "Login or password is wrong" in wrong.content.decode()
    locked = visitor.post("/account/login/", {"login": "citizen", "password": "wrong"})
    assert locked.status_code == 429 and "Too many attempts" in locked.content.decode()
    even_right = visitor.post("/account/login/", {"login": "citizen", "password": "sunhall-demo"})
    assert even_right.status_code == 429
    assert visitor.post("/account/login/", {"login": "agent", "password": "sunhall-demo"}).status_code == 302


def test_signing_out_is_a_post(visitor: Client) -> None:
    visitor.post("/account/login/", {"login": "citizen", "password": "sunhall-demo"})
    assert visitor.get("/account/logout/").status_code == 200 and visitor.get("/my/").status_code == 200
    visitor.post("/account/logout/")
    assert visitor.get("/my/").status_code == 302


def test_with_a_second_factor_the_password_alone_does_not_open_the_account(visitor: Client) -> None:
    secret = generate_totp_secret()
    TOTP.activate(User.objects.get(login="citizen"), secret)
    response = visitor.post("/account/login/", {"login": "citizen", "password": "sunhall-demo"})
    assert response.headers["Location"] == "/account/second-factor/code/"
    assert visitor.get("/my/").status_code == 302
    assert "recovery codes" in visitor.get("/account/second-factor/code/").content.decode()
    assert visitor.post("/account/second-factor/code/", {"code": "000000"}).status_code == 200
    response = visitor.post("/account/second-factor/code/", {"code": code_of(secret)})
    assert response.headers["Location"] == "/account/arrived/" and visitor.get("/my/").status_code == 200


def code_of(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def confirmed(client: Client) -> None:
    """Signs in, and says the password once more as changes of the second factor want."""
    client.post("/account/login/", {"login": "citizen", "password": "sunhall-demo"})
    client.post("/account/reauthenticate/", {"password": "sunhall-demo"})


def test_an_authenticator_is_set_up_with_recovery_codes_that_work_once(visitor: Client) -> None:
    confirmed(visitor)
    page = visitor.get("/account/second-factor/app/add/").content.decode()
    found = re.search(r'sun-number">([A-Z2-7]{16,})<', page)
    assert found and "data:image/svg+xml" in page
    response = visitor.post("/account/second-factor/app/add/", {"code": code_of(found[1])}, follow=True)
    codes = re.findall(r"<li>(\w{8,})</li>", response.content.decode())
    assert len(codes) == 10
    assert "On" in visitor.get("/account/second-factor/").content.decode()
    for expected in (302, 200):
        other = Client(headers=ENGLISH)
        other.post("/account/login/", {"login": "citizen", "password": "sunhall-demo"})
        assert other.post("/account/second-factor/code/", {"code": codes[0]}).status_code == expected
    assert visitor.get("/account/second-factor/recovery/file/").status_code == 200
    assert visitor.get("/account/second-factor/app/remove/").status_code == 200
    visitor.post("/account/second-factor/app/remove/")
    assert not Authenticator.objects.filter(type="totp").exists()


def test_pages_of_keys_show_and_need_the_account(visitor: Client) -> None:
    assert visitor.get("/account/second-factor/keys/").status_code == 302
    confirmed(visitor)
    for address in ("keys/", "keys/add/"):
        assert visitor.get(f"/account/second-factor/{address}").status_code == 200, address


def test_changing_how_the_account_is_protected_asks_again_for_the_password(frozen_clock: Any) -> None:
    client = Client(headers=ENGLISH)
    client.post("/account/login/", {"login": "citizen", "password": "sunhall-demo"})
    frozen_clock.shift(20 * 60)
    response = client.get("/account/second-factor/app/add/")
    assert response.headers["Location"].startswith("/account/reauthenticate/")
    assert "confirm that it is you" in client.get(response.headers["Location"]).content.decode()
    done = client.post(response.headers["Location"], {"password": "sunhall-demo"})
    assert done.headers["Location"] == "/account/second-factor/app/add/"


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(visitor: Client) -> None:
    visitor.post("/account/password/forgotten/", {"email": "li@example.com"})
    visitor.post("/account/password/forgotten/", {"email": "nobody@example.com"})
    assert not mail.outbox  # a job sends them
    for job in ProcrastinateJob.objects.filter(task_name="send_account_letter").order_by("id"):
        tasks.send_account_letter.func(**job.args)
    assert len(mail.outbox) == 2 and "No account has this address" in mail.outbox[1].subject
    link = re.search(r"http://[^/]+(/account/password/new/\S+)", mail.outbox[0].body)
    assert link
    form = visitor.get(link[1]).headers["Location"]
    new = {"password1": "another long sentence", "password2": "another long sentence"}
    assert visitor.post(form, new).headers["Location"] == "/account/password/new/done/"
    assert User.objects.get(login="citizen").check_password("another long sentence")
    assert "used already" in Client(headers=ENGLISH).get(link[1]).content.decode()


def test_the_password_is_changed_knowing_the_present_one() -> None:
    client = applicants.signed_in("citizen")
    new = {"password1": "another long sentence", "password2": "another long sentence"}
    assert client.post("/account/password/", {"oldpassword": "wrong", **new}).status_code == 200
    assert client.post("/account/password/", {"oldpassword": "sunhall-demo", **new}).status_code == 302
    assert User.objects.get(login="citizen").check_password("another long sentence")
    assert client.get("/account/").status_code == 200  # the session goes on


def test_the_profile_shows_numbers_masked_and_contact_can_be_changed() -> None:
    client = applicants.signed_in("citizen")
    page = client.get("/account/").content.decode()
    assert "990*************11" in page and "138****0001" in page and "990101199003120211" not in page
    assert "l*@example.com" in page
    wrong = client.post("/account/contact/", {"phone": "12", "email": "", "address": "", "language": "en"})
    assert wrong.status_code == 422
    told = {"phone": "13900000000", "email": "new@example.com", "address": "示范市", "language": "en"}
    assert client.post("/account/contact/", told).status_code == 302
    party = Party.objects.get(name="李晓云")
    assert (party.phone, party.email, party.user.language) == ("13900000000", "new@example.com", "en")
    assert applicants.signed_in("market").get("/account/").status_code == 200


def mandate(**changed: Any) -> dict[str, Any]:
    return {
        "principal": Party.objects.get(name="示范市云味餐饮有限公司").pk,
        "agent_name": "王强",
        "agent_id_type": "resident_id",
        "agent_id_number": "990101198507080132",
        "scope": ["submit", "correct"],
        "starts_on": "2026-03-02",
        "ends_on": "2026-03-31",
        **changed,
    }


def test_a_mandate_is_given_used_and_revoked() -> None:
    citizen, agent = applicants.signed_in("citizen"), applicants.signed_in("agent")
    assert citizen.get("/account/mandates/give/").status_code == 200
    assert citizen.post("/account/mandates/give/", mandate()).headers["Location"] == "/account/mandates/"
    given = Mandate.objects.latest("pk")
    assert given.scope == ["submit", "correct"] and given.valid.upper == at("2026-04-01 00:00")
    assert Change.objects.filter(what="mandate", action="add", ref=str(given.pk)).exists()
    assert "云味餐饮" in agent.get(f"/apply/start/?matter={factories.FOOD}").content.decode()
    assert "2026-03-31" in agent.get("/account/mandates/").content.decode()
    assert citizen.post(f"/account/mandates/{given.pk}/revoke/").status_code == 302
    assert "云味餐饮" not in agent.get(f"/apply/start/?matter={factories.FOOD}").content.decode()
    again = citizen.post(f"/account/mandates/{given.pk}/revoke/")
    assert again.status_code == 409 and "This mandate has ended already." in again.content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"agent_name": "李四"}, "Nobody with this name and number"),
        ({"agent_id_number": "990101194205200241", "agent_name": "马桂兰"}, "Nobody with this name and number"),
        ({"agent_id_number": "12"}, "has 18 characters"),
        ({"scope": []}, "Choose at least one."),
        ({"scope": ["everything"]}, "not one of the available choices"),
        ({"starts_on": "2026-03-01"}, "A mandate cannot begin in the past."),
        ({"ends_on": "2026-03-01"}, "The last day lies before the first."),
        ({"ends_on": "31.3."}, "Write the day as year-month-day"),
        ({"agent_name": "李晓云", "agent_id_number": "990101199003120211"}, ""),
    ],
)
def test_a_mandate_that_cannot_be_is_told(changed: dict[str, Any], said: str) -> None:
    citizen = applicants.signed_in("citizen")
    if not said:  # for herself, to herself
        changed = {**changed, "principal": Party.objects.get(name="李晓云").pk}
        said = "You need no mandate to act for yourself."
    before = Mandate.objects.count()
    response = citizen.post("/account/mandates/give/", mandate(**changed))
    assert response.status_code == 422 and said in response.content.decode()
    assert Mandate.objects.count() == before


def test_nobody_gives_or_revokes_mandates_of_others() -> None:
    agent = applicants.signed_in("agent")
    firm = Mandate.objects.get(principal__name="示范市云味餐饮有限公司")
    assert agent.post("/account/mandates/give/", mandate()).status_code == 422  # not among her principals
    assert agent.post(f"/account/mandates/{firm.pk}/revoke/").status_code == 404
    assert applicants.signed_in("citizen").post(f"/account/mandates/{firm.pk}/revoke/").status_code == 409
    own = Mandate.objects.get(principal__name="示范市宏图建设有限公司")
    assert agent.post(f"/account/mandates/{own.pk}/revoke/").status_code == 302  # laid down by the agent


def enterprise(**changed: str) -> dict[str, str]:
    return {
        "name": "示范市新开小馆",
        "usci": uscc.make("92", "999900", "MA00077X"[:8]) if "usci" not in changed else "",
        "org_type": "individual_business",
        "address": "示范市东城区1号",
        "phone": "0999-8000000",
        "declare": "1",
        **changed,
    }


def test_an_enterprise_new_to_the_house_is_entered_by_its_representative() -> None:
    agent = applicants.signed_in("agent")
    assert agent.get("/account/enterprises/add/").status_code == 200
    assert agent.post("/account/enterprises/add/", enterprise()).status_code == 302
    held = Mandate.objects.latest("pk")
    assert held.kind == "legal_representative" and held.principal.details["legal_rep_name"] == "王强"
    page = agent.get(f"/apply/start/?matter={factories.FOOD}").content.decode()
    assert "示范市新开小馆" in page and "You are its legal representative." in page


@pytest.mark.parametrize(
    ("changed", "said", "status"),
    [
        ({"usci": "91999900MA000012XP"}, "already represented by somebody", 409),
        ({"usci": "91999900MA000020XB"}, "cannot be claimed online", 409),
        ({"usci": "91999900MA000012X0"}, "The check character does not fit", 422),
        ({"usci": "12"}, "has 18 characters", 422),
        ({"declare": ""}, "Tick this to go on.", 422),
    ],
)
def test_an_enterprise_is_not_claimed_by_typing_its_number(changed: dict[str, str], said: str, status: int) -> None:
    response = applicants.signed_in("agent").post("/account/enterprises/add/", enterprise(**changed))
    assert response.status_code == status and said in response.content.decode()


def test_an_account_from_outside_says_first_who_is_behind_it() -> None:
    User.objects.create_user("outsider")
    client = applicants.signed_in("outsider")
    assert client.get("/account/arrived/").headers["Location"] == "/account/identity/"
    assert client.get(f"/apply/start/?matter={factories.FOOD}").headers["Location"] == "/account/identity/"
    told = {k: v for k, v in registration().items() if k not in ("login", "password")}
    assert client.post("/account/identity/", {**told, "id_number": "1"}).status_code == 422
    assert client.post("/account/identity/", told).headers["Location"] == "/account/arrived/"
    assert client.get("/account/arrived/").headers["Location"] == "/my/"


def test_messages_are_newest_first_and_read_when_opened() -> None:
    case = factories.filed()
    user = User.objects.get(login="citizen")
    for moment, kind in (("2026-03-02 09:00", "submit"), ("2026-03-03 09:00", "accept")):
        people.send_message(
            user_id=user.pk,
            code=kind,
            facts={"number": "1", "matter": {"zh-hans": "证", "en": "Licence"}},
            at=at(moment),
            case_id=case.id,
            act_id=None,
        )
    client = applicants.signed_in("citizen")
    page = client.get("/account/inbox/").content.decode()
    assert page.index("Accepted: Licence") < page.index("Received: Licence") and page.count(">New<") == 2
    first = Message.objects.order_by("pk")[0]
    one = client.get(f"/account/inbox/{first.pk}/").content.decode()
    assert f"/my/{case.id}/" in one and messages.text("submit", first.facts, "en").subject in one
    assert Message.objects.filter(read_at=None).count() == 1
    assert applicants.signed_in("agent").get(f"/account/inbox/{first.pk}/").status_code == 404
    client.post("/account/inbox/")
    assert not Message.objects.filter(read_at=None).exists()


def test_every_form_is_protected_against_posts_from_other_sites() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(login="citizen"), backend="allauth.account.auth_backends.AuthenticationBackend")
    for address in ("/account/contact/", "/account/mandates/give/", "/account/inbox/", "/apply/start/"):
        assert client.post(address).status_code == 403, address
