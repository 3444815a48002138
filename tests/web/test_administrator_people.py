"""The administrator's people: accounts, powers, substitutes; what is refused and told."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from tests import factories, once

from sunhall.people import powers, registers, staff
from sunhall.people import queries as people
from sunhall.people.models import Authority, Centre, Change, Grant, Officer, User, Window

HOSTILE = "<script>alert('x')</script>"


the_city = once.made(factories.offices, when="2026-03-02 09:00")


def signed_in(login: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(login=login), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def admin(db: None) -> Client:
    return signed_in("admin")


def officer(login: str) -> Officer:
    return Officer.objects.get(user__login=login)


def url(name: str, **arguments: Any) -> str:
    return reverse(f"administrator:{name}", kwargs=arguments)


def new_officer(**other: Any) -> dict[str, Any]:
    told = {
        "login": "newcomer", "email": "", "name": "顾青", "name_en": "Gu Qing", "badge": "990199", "role": "officer",
        "authority_id": Authority.objects.get(code="market").pk, "department_id": "", "centre_id": "", "window_id": "",
        "post_zh": "", "post_en": "",
    }  # fmt: skip
    return told | other


def power(**other: Any) -> dict[str, Any]:
    told = {
        "power": "extend", "authority_id": Authority.objects.get(code="market").pk, "matter_code": "", "source": "own",
        "instrument": "", "starts_on": "2026-03-02", "ends_on": "",
    }  # fmt: skip
    return told | other


def test_a_new_officer_gets_a_one_time_password_shown_once(admin: Client) -> None:
    answer = admin.post(url("officer_add"), new_officer())
    html = answer.content.decode()
    secret = re.search(r'id="secret">([^<]+)<', html)
    assert answer.status_code == 200 and secret is not None
    user = User.objects.get(login="newcomer")
    assert user.check_password(secret[1])
    assert user.must_change_password
    assert "no-store" in answer["Cache-Control"]
    page = admin.get(url("officer", officer_id=user.officer.pk)).content.decode()
    assert secret[1] not in page and "one-time, not changed yet" in page
    assert not Change.objects.filter(after__icontains=secret[1]).exists()


def test_a_one_time_password_opens_nothing_but_its_own_change(admin: Client) -> None:
    secret = re.search(r'id="secret">([^<]+)<', admin.post(url("officer_add"), new_officer()).content.decode())
    assert secret is not None
    hers = Client(headers={"accept-language": "en"})
    hers.post("/account/login/", {"login": "newcomer", "password": secret[1]})
    change = reverse("account_change_password")
    for address in ("/", "/office/", "/account/"):
        answer = hers.get(address)
        assert answer.status_code == 302 and answer["Location"] == change, address
    assert hers.get(change).status_code == 200
    own = "a-long-and-own-phrase-7"
    hers.post(change, {"oldpassword": secret[1], "password1": own, "password2": own})
    assert not User.objects.get(login="newcomer").must_change_password
    assert hers.get("/about/").status_code == 200


def test_a_one_time_password_runs_out_and_a_new_one_serves(admin: Client, frozen_clock: time_machine.Traveller) -> None:
    page = admin.post(url("officer_add"), new_officer()).content.decode()
    secret = re.search(r'id="secret">([^<]+)<', page)
    assert secret is not None and "5 March 2026, 09:00" in page  # in 72 hours
    hers = Client(headers={"accept-language": "en"})
    frozen_clock.shift(timedelta(hours=72))
    answer = hers.post("/account/login/", {"login": "newcomer", "password": secret[1]})
    assert "This one-time password has run out." in answer.content.decode()
    assert "_auth_user_id" not in hers.session
    chief = Client(headers={"accept-language": "en"})
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    chief.force_login(User.objects.get(login="admin"), backend=backend)
    officer_id = User.objects.get(login="newcomer").officer.pk
    again = re.search(
        r'id="secret">([^<]+)<', chief.post(url("officer_password", officer_id=officer_id)).content.decode()
    )
    assert again is not None
    hers.post("/account/login/", {"login": "newcomer", "password": again[1]})
    own = "a-long-and-own-phrase-7"
    change = reverse("account_change_password")
    hers.post(change, {"oldpassword": again[1], "password1": own, "password2": own})
    frozen_clock.shift(timedelta(days=30))  # her own does not run out
    later = Client()
    later.post("/account/login/", {"login": "newcomer", "password": own})
    assert "_auth_user_id" in later.session


def test_a_login_and_a_badge_are_given_once_and_what_was_typed_stays(admin: Client) -> None:
    taken = admin.post(url("officer_add"), new_officer(login="Market"))
    assert taken.status_code == 422
    html = taken.content.decode()
    assert "The login “market” is taken." in html or "The login “Market” is taken." in html
    assert 'value="顾青"' in html
    badge = admin.post(url("officer_add"), new_officer(badge="990101"))
    assert badge.status_code == 422 and "in use already" in badge.content.decode()
    assert not User.objects.filter(login="newcomer").exists()


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("login", "a b", "letters, digits"),
        ("name", "", "Please fill this in."),
        ("name", "\0", "Please fill this in."),  # what no text holds is left out, and nothing is left
        ("role", "king", "valid choice"),
        ("authority_id", "999999999999", "valid choice"),
        ("badge", "9" * 41, "at most 40"),
        ("email", "nobody", "valid email"),
    ],
)
def test_a_wrong_field_is_told_and_nothing_is_made(admin: Client, field: str, typed: str, told: str) -> None:
    answer = admin.post(url("officer_add"), new_officer(**{field: typed}))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not User.objects.filter(login="newcomer").exists()


def test_a_window_belongs_to_the_centre_and_a_clerk_sits_in_one(admin: Client) -> None:
    other = Centre.objects.create(code="other", name={"zh-hans": "分中心"})
    window = Window.objects.get(code="A01")
    elsewhere = new_officer(role="clerk", centre_id=other.pk, window_id=window.pk)
    assert "another centre" in admin.post(url("officer_add"), elsewhere).content.decode()
    assert "works in a centre" in admin.post(url("officer_add"), new_officer(role="clerk")).content.decode()


def test_script_in_a_name_is_shown_as_text(admin: Client) -> None:
    admin.post(url("officer_add"), new_officer(name=HOSTILE, login="hostile"))
    for address in (url("officers"), url("officer", officer_id=officer("hostile").pk), url("changes")):
        html = admin.get(address).content.decode()
        assert HOSTILE not in html and "&lt;script&gt;" in html, address


def test_a_power_is_granted_from_today_and_used_at_once(admin: Client) -> None:
    answer = admin.post(url("power_grant", officer_id=officer("market").pk), power())
    assert answer.status_code == 302
    assert "extend" in {g.power for g in people.grants(officer("market").pk, factories.at("2026-03-02 09:01"))}
    told = Change.objects.latest("id")
    assert (told.what, told.action, told.by) == ("grant", "add", User.objects.get(login="admin"))


def test_the_last_day_of_a_power_is_held_to_its_end(admin: Client) -> None:
    admin.post(url("power_grant", officer_id=officer("market").pk), power(ends_on="2026-03-10"))
    held = lambda when: {g.power for g in people.grants(officer("market").pk, factories.at(when))}  # noqa: E731
    assert "extend" in held("2026-03-10 23:59")
    assert "extend" not in held("2026-03-11 00:00")
    assert "2026-03-02 – 2026-03-10" in admin.get(url("officer", officer_id=officer("market").pk)).content.decode()


def test_a_window_clerk_is_never_given_the_decision(admin: Client) -> None:
    answer = admin.post(url("power_grant", officer_id=officer("clerk").pk), power(power="decide"))
    assert answer.status_code == 409
    assert "She never decides, extends, hears, rectifies or revokes" in answer.content.decode()
    assert "arts. 24 and 26" in answer.content.decode()


def test_an_entrusted_power_is_given_with_its_instrument_and_its_publication(admin: Client) -> None:
    market = str(Authority.objects.get(code="market").pk)
    told = power(power="decide", authority_id=market, source="entrusted", instrument="示政委〔2026〕3号")
    unpublished = admin.post(url("power_grant", officer_id=officer("planning").pk), told)
    assert unpublished.status_code == 422
    assert "Who is entrusted, and with what, is published." in unpublished.content.decode()
    assert "Administrative Licensing Law, art. 24(1)" in unpublished.content.decode()
    answer = admin.post(url("power_grant", officer_id=officer("planning").pk), {**told, "published": "公报2026年第2期"})
    assert answer.status_code == 302
    held = Grant.objects.get(holder=officer("planning"), authority__code="market", power="decide")
    assert (held.source, held.instrument, held.published) == ("entrusted", "示政委〔2026〕3号", "公报2026年第2期")


def test_a_power_of_another_source_rests_on_an_instrument_whoever_gives_it(admin: Client) -> None:
    given = {"holder_id": officer("market").pk, "authority_id": Authority.objects.get(code="health").pk}
    at = factories.at("2026-03-02 09:00")
    for source, code in (("concentrated", "instrument_missing"), ("bought", "unknown_source")):
        with pytest.raises(staff.Refused, match=code):
            powers.grant_power(**given, power="review", source=source, instrument=" ", starts_at=at, by=None, at=at)


def test_who_chairs_hearings_does_not_become_a_window_clerk(admin: Client) -> None:
    at = factories.at("2026-03-02 09:00")
    held = powers.grant_power(
        holder_id=officer("planning").pk, authority_id=Authority.objects.get(code="planning").pk, power="hear",
        starts_at=at, by=None, at=at,
    )  # fmt: skip
    for row in Grant.objects.filter(holder=officer("planning")).exclude(pk=held.pk):
        powers.end_grant(grant_id=row.pk, by=None, at=at)
    row = officer("planning")
    fields = {"name": row.name, "badge": row.badge, "role": "clerk", "authority_id": row.authority_id,
              "department_id": None, "centre_id": Centre.objects.get().pk, "window_id": None}  # fmt: skip
    with pytest.raises(staff.Refused, match="window_never_decides"):
        staff.change("officer", row.pk, fields, seen=staff.fingerprint(row), by=officer("admin").user_id, at=at)


def test_a_power_held_already_is_not_given_twice(admin: Client) -> None:
    answer = admin.post(url("power_grant", officer_id=officer("market").pk), power(power="review"))
    assert answer.status_code == 409
    assert "already holds this power" in answer.content.decode()


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"ends_on": "2026-03-01"}, "lies before the first"),
        ({"starts_on": "2026-02-30"}, "year-month-day"),
        ({"starts_on": "0001-01-01"}, "between 1990 and 2100"),
        ({"ends_on": "9999-12-31"}, "between 1990 and 2100"),
        ({"source": "entrusted"}, "written mandate"),
        ({"source": "bought"}, "valid choice"),
        ({"power": "reign"}, "valid choice"),
        ({"matter_code": "no-such-matter"}, "no matter with this code"),
    ],
)
def test_a_power_that_cannot_be_is_told_by_its_field(admin: Client, other: dict[str, str], told: str) -> None:
    answer = admin.post(url("power_grant", officer_id=officer("market").pk), power(**other))
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_nobody_gives_herself_a_power_or_closes_her_own_account(admin: Client) -> None:
    me = officer("admin").pk
    assert (
        "Nobody gives herself" in admin.post(url("power_grant", officer_id=me), power(power="decide")).content.decode()
    )
    assert "Nobody gives herself" in admin.post(url("officer_close", officer_id=me)).content.decode()
    assert User.objects.get(login="admin").is_active


def test_the_last_administrator_keeps_her_power(admin: Client) -> None:
    grant = Grant.objects.get(holder=officer("admin"), power="administer")
    answer = admin.post(url("power_end", grant_id=grant.pk))
    assert answer.status_code == 409 and "only administrator left" in answer.content.decode()


def test_a_substitute_holds_the_same_power_within_its_time(admin: Client) -> None:
    principal = Grant.objects.get(holder=officer("market-chief"), power="decide")
    answer = admin.post(
        url("power_substitute", grant_id=principal.pk),
        {"holder_id": officer("market").pk, "starts_on": "2026-03-02", "ends_on": "2026-03-06"},
    )
    assert answer.status_code == 302
    held = people.holds(
        people.grants(officer("market").pk, factories.at("2026-03-03 10:00")), "decide",
        authority_id=principal.authority_id, matter_code="food-business-licence",
    )  # fmt: skip
    assert held is not None and held.is_substitute
    told = admin.get(url("officer", officer_id=officer("market").pk)).content.decode()
    assert "B: stands in for Liu Fang" in told
    ended = admin.post(url("power_end", grant_id=principal.pk), follow=True)
    assert "2 powers ended." in ended.content.decode()
    assert "decide" not in {g.power for g in people.grants(officer("market").pk, factories.at("2026-03-03 10:00"))}


def test_a_substitute_works_for_the_same_authority_and_is_not_substituted_again(admin: Client) -> None:
    principal = Grant.objects.get(holder=officer("market-chief"), power="decide")
    period = {"starts_on": "2026-03-02", "ends_on": "2026-03-06"}
    stranger = admin.post(url("power_substitute", grant_id=principal.pk), {"holder_id": officer("fire").pk, **period})
    assert stranger.status_code == 422  # she is not in the list
    with pytest.raises(staff.Refused, match="substitute_of_another_authority"):
        staff.appoint_substitute(
            grant_id=principal.pk, holder_id=officer("fire").pk, starts_at=factories.at("2026-03-02 09:00"),
            ends_at=None, by=User.objects.get(login="admin").pk, at=factories.at("2026-03-02 09:00"),
        )  # fmt: skip
    admin.post(url("power_substitute", grant_id=principal.pk), {"holder_id": officer("market").pk, **period})
    second = Grant.objects.get(substitute_for=principal)
    again = admin.post(url("power_substitute", grant_id=second.pk), {"holder_id": officer("market-head").pk, **period})
    assert again.status_code == 409 and "never more and never longer" in again.content.decode()


def test_a_power_that_has_not_begun_is_taken_back(admin: Client) -> None:
    admin.post(url("power_grant", officer_id=officer("market").pk), power(starts_on="2026-04-01"))
    grant = Grant.objects.get(holder=officer("market"), power="extend")
    assert "It has not begun" in admin.get(url("power_end", grant_id=grant.pk)).content.decode()
    admin.post(url("power_end", grant_id=grant.pk))
    assert not Grant.objects.filter(pk=grant.pk).exists()
    assert Change.objects.filter(what="grant", ref=str(grant.pk), action="end").exists()


def test_closing_an_account_ends_powers_and_sessions(admin: Client) -> None:
    hers = signed_in("market-chief")
    assert hers.get("/account/", follow=True).wsgi_request.user.is_authenticated
    answer = admin.post(url("officer_close", officer_id=officer("market-chief").pk), follow=True)
    assert "5 powers ended." in answer.content.decode()
    assert people.grants(officer("market-chief").pk, factories.at("2026-03-02 09:01")) == []
    assert not hers.get("/about/").wsgi_request.user.is_authenticated
    reopened = admin.post(url("officer_open", officer_id=officer("market-chief").pk))
    assert 'id="secret"' in reopened.content.decode()
    assert not hers.get("/about/").wsgi_request.user.is_authenticated
    assert people.grants(officer("market-chief").pk, factories.at("2026-03-02 09:01")) == []


def test_a_reset_password_ends_her_sessions_and_is_audited(admin: Client) -> None:
    hers = signed_in("market")
    answer = admin.post(url("officer_password", officer_id=officer("market").pk))
    assert 'id="secret"' in answer.content.decode()
    assert not hers.get("/about/").wsgi_request.user.is_authenticated
    told = Change.objects.latest("id")
    assert (told.what, told.after) == ("account", {"password": "reset"})


def test_a_lost_second_factor_is_forgotten_and_audited(admin: Client) -> None:
    from allauth.mfa.models import Authenticator

    target = officer("market")
    none = admin.post(url("officer_second_factor", officer_id=target.pk))
    assert none.status_code == 409 and "no second factor" in none.content.decode()
    Authenticator.objects.create(user=target.user, type="totp", data={})
    assert "Codes from a telephone" in admin.get(url("officer", officer_id=target.pk)).content.decode()
    admin.post(url("officer_second_factor", officer_id=target.pk))
    assert not Authenticator.objects.filter(user=target.user).exists()
    assert Change.objects.latest("id").after == {"second_factor": "reset", "kinds": ["totp"]}


def test_a_change_made_by_another_administrator_meanwhile_is_told_not_overwritten(admin: Client) -> None:
    target = officer("market")
    _values, seen = registers.place("officer", target.pk)
    told = new_officer(name="陈立新", badge=target.badge, seen=seen)
    Officer.objects.filter(pk=target.pk).update(name_en="Chen L.")
    answer = admin.post(url("officer_change", officer_id=target.pk), told)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Somebody else acted on this" in html and 'value="陈立新"' in html
    fresh = re.search(r'name="seen" value="(\w+)"', html)
    assert fresh is not None
    again = admin.post(url("officer_change", officer_id=target.pk), told | {"seen": fresh[1]})
    assert again.status_code == 302
    assert Officer.objects.get(pk=target.pk).name == "陈立新"


@pytest.mark.parametrize("login", ["market", "clerk", "designer", "supervisor", "citizen"])
def test_pages_of_the_administrator_do_not_exist_for_others(db: None, login: str) -> None:
    client = signed_in(login)
    for name in ("overview", "officers", "officer_add", "changes", "readings", "mail", "jobs", "calendar"):
        assert client.get(url(name)).status_code == 404, name
    assert client.post(url("officer_password", officer_id=officer("market").pk)).status_code == 404
    assert client.post(url("power_grant", officer_id=officer("market").pk), power()).status_code == 404


def test_nobody_signed_in_is_asked_to_sign_in(db: None) -> None:
    answer = Client().get(url("overview"))
    assert answer.status_code == 302 and answer["Location"].startswith("/account/login/?next=")


def test_an_administrator_whose_power_ended_is_told_when(admin: Client) -> None:
    grant = Grant.objects.get(holder=officer("admin"), power="administer")
    grant.valid = type(grant.valid)(grant.valid.lower, factories.at("2026-02-27 17:00"))
    grant.save()
    answer = admin.get(url("overview"))
    assert answer.status_code == 403
    assert "ended on 27 February 2026" in answer.content.decode()
    assert admin.post(url("officer_password", officer_id=officer("market").pk)).status_code == 403


def test_nothing_is_changed_by_merely_opening_an_address(admin: Client) -> None:
    for name in ("officer_password", "officer_second_factor", "officer_open"):
        assert admin.get(url(name, officer_id=officer("market").pk)).status_code == 405


@pytest.mark.parametrize(
    ("name", "count"), [("officers", 8), ("officer_add", 11), ("overview", 14), ("changes", 6), ("readings", 6)]
)
def test_a_page_costs_a_fixed_number_of_queries(
    admin: Client, name: str, count: int, django_assert_num_queries: Any
) -> None:
    admin.get(url(name))
    with django_assert_num_queries(count):
        assert admin.get(url(name)).status_code == 200


def test_the_page_of_an_officer_costs_the_same_with_many_powers(admin: Client, django_assert_num_queries: Any) -> None:
    admin.get(url("officer", officer_id=officer("clerk").pk))
    for login in ("fire", "clerk"):  # a few powers, and some forty
        with django_assert_num_queries(10):
            admin.get(url("officer", officer_id=officer(login).pk))
