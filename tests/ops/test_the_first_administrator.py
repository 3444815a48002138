"""A house from nothing: an empty database, `sunhall migrate`, the first administrator, her first sign-in, her pages."""

import argparse
import io
import json
import re
import sys
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from sunhall.ops import administrator, cli
from sunhall.ops.say import Failed
from sunhall.people.models import Authority, Centre, Change, Grant, Officer, Party, User

pytestmark = pytest.mark.django_db
EMPTY_HOUSE = [
    "--name", "陈静", "--name-en", "Chen Jing", "--badge", "000001", "--authority-name", "某某市政务服务管理局",
    "--authority-name-en", "Government Services Administration of Some City", "--government", "某某市人民政府",
    "--centre-name", "某某市政务服务中心",
]  # fmt: skip
CHOSEN = "a-password-of-her-own-7"


def add(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert administrator.main(["add", *words, "--json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


@pytest.fixture(autouse=True)
def at_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def test_an_empty_house_gets_an_administrator_who_signs_in_and_opens_her_page(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert not User.objects.exists() and not Authority.objects.exists()
    told = add(capsys, "Chen", *EMPTY_HOUSE)
    assert told["login"] == "chen" and told["until"]
    assert told["made"] == ["authority", "centre", "officer", "power", "password"]
    client = Client(headers={"accept-language": "en"})
    answer = client.post("/account/login/", {"login": "chen", "password": told["password"]}, follow=True)
    assert answer.redirect_chain[-1][0] == "/account/password/"
    assert client.get("/admin/").status_code == 302
    words = {"oldpassword": told["password"], "password1": CHOSEN, "password2": CHOSEN}
    assert client.post("/account/password/", words).status_code == 302
    again = Client(headers={"accept-language": "en"})
    answer = again.post("/account/login/", {"login": "chen", "password": CHOSEN}, follow=True)
    assert answer.redirect_chain[-1][0] == "/admin/"
    assert answer.status_code == 200 and "Officers" in answer.content.decode()
    assert "陈静" in again.get("/admin/officers/").content.decode()
    assert again.get("/admin/officers/new/").status_code == 200


def test_what_it_made_is_in_the_list_of_changes_without_an_author(capsys: pytest.CaptureFixture[str]) -> None:
    add(capsys, "chen", *EMPTY_HOUSE)
    changes = list(Change.objects.order_by("pk").values_list("what", "action", "by"))
    assert changes == [(what, "add", None) for what in ("authority", "centre", "officer", "grant")]
    office = Authority.objects.get()
    assert office.government == {"zh-hans": "某某市人民政府"} and office.code == administrator.OFFICE
    assert Centre.objects.get().code == administrator.HALL
    grant = Grant.objects.get()
    assert (grant.power, grant.authority_id, grant.valid.upper) == ("administer", office.pk, None)


def test_asked_twice_it_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    add(capsys, "chen", *EMPTY_HOUSE)
    before, password = Change.objects.count(), User.objects.get().password
    told = add(capsys, "chen", *EMPTY_HOUSE)
    assert (told["made"], told["password"]) == ([], None)
    assert (Change.objects.count(), User.objects.get().password) == (before, password)
    assert administrator.main(["add", "chen"]) == 0
    assert "an administrator already. Nothing was changed" in capsys.readouterr().out


def test_a_second_one_joins_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    add(capsys, "chen", *EMPTY_HOUSE)
    told = add(capsys, "lin", "--name", "林涛", "--badge", "000002")
    assert told["made"] == ["officer", "power", "password"]
    assert Officer.objects.get(user__login="lin").centre is not None
    assert Authority.objects.count() == 1


def test_a_power_that_ended_comes_back(
    capsys: pytest.CaptureFixture[str], frozen_clock: time_machine.Traveller
) -> None:
    add(capsys, "chen", *EMPTY_HOUSE)
    frozen_clock.shift(timedelta(days=1))
    from sunhall.kernel import clock
    from sunhall.people import acts

    acts.end_grant(grant_id=Grant.objects.get().pk, by=User.objects.get().pk, at=clock.now())
    frozen_clock.shift(timedelta(days=1))
    assert add(capsys, "chen")["made"] == ["power"]


def test_a_lost_password_is_renewed_and_the_old_one_opens_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    first = add(capsys, "chen", *EMPTY_HOUSE)
    second = add(capsys, "chen", "--new-password")
    user = User.objects.get()
    assert second["made"] == ["password"] and user.must_change_password
    assert user.check_password(second["password"]) and not user.check_password(first["password"])
    assert Change.objects.filter(what="account", action="change", by=None).exists()
    with pytest.raises(Failed, match="Nobody signs in as wang"):
        administrator.main(["add", "wang", "--new-password"])


def test_what_is_missing_is_named_and_nothing_is_made() -> None:
    with pytest.raises(Failed, match="Missing: --name, --badge, --authority-name, --centre-name"):
        administrator.main(["add", "chen"])
    assert not User.objects.exists() and not Authority.objects.exists()


def test_at_a_terminal_it_is_asked(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    answers = ["陈静", "000001", "某某市政务服务管理局", "某某市人民政府", "某某市政务服务中心"]
    monkeypatch.setattr(sys, "stdin", Terminal("\n".join(answers) + "\n"))
    assert administrator.main(["add", "chen"]) == 0
    said = capsys.readouterr()
    assert "Her name: Her badge: Name of her office" in said.err
    assert re.search(r"chen signs in with the one-time password\n    ([a-z2-9]{4}-){3}[a-z2-9]{4}\n", said.out)
    assert Authority.objects.get().government == {"zh-hans": "某某市人民政府"}


def test_a_login_of_somebody_else_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    user = User.objects.create_user("liming", "an-applicants-password")
    Party.objects.create(kind="person", name="李明", id_type="passport", id_number="E12345678", user=user)
    with pytest.raises(Failed, match="The login liming is an applicant's"):
        administrator.main(["add", "liming", *EMPTY_HOUSE])
    add(capsys, "chen", *EMPTY_HOUSE)
    Officer.objects.update(role="clerk")
    with pytest.raises(Failed, match="an officer's whose role is clerk"):
        administrator.main(["add", "chen"])
    Officer.objects.update(role="administrator", is_active=False)
    with pytest.raises(Failed, match="is closed"):
        administrator.main(["add", "chen"])


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["x", *EMPTY_HOUSE], "3 to 60 letters"),
        (["chen jing", *EMPTY_HOUSE], "3 to 60 letters"),
        (["chen", *EMPTY_HOUSE, "--authority", "two words"], "A code has at most 32"),
        (["chen", *EMPTY_HOUSE, "--centre", "x" * 33], "A code has at most 32"),
    ],
)
def test_a_wrong_name_is_told_and_nothing_stays(words: list[str], why: str) -> None:
    with pytest.raises(Failed, match=why):
        administrator.main(["add", *words])
    assert not User.objects.exists() and not Authority.objects.exists() and not Change.objects.exists()


def test_a_badge_of_another_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    add(capsys, "chen", *EMPTY_HOUSE)
    with pytest.raises(Failed, match="another officer's"):
        administrator.main(["add", "lin", "--name", "林涛", "--badge", "000001"])
    assert not User.objects.filter(login="lin").exists()


def test_among_several_authorities_one_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    Authority.objects.create(code="market", name={"zh-hans": "市场监管局"})
    Authority.objects.create(code="fire", name={"zh-hans": "消防救援支队"})
    person = ["--name", "陈静", "--badge", "1", "--centre-name", "某某市政务服务中心"]
    with pytest.raises(Failed, match="Missing: --authority"):
        administrator.main(["add", "chen", *person])
    assert add(capsys, "chen", *person, "--authority", "market")["made"][0] == "centre"


def test_the_command_is_one_of_the_house(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["administrator", "add", "--help"])
    assert ended.value.code == 0 and "--authority-name" in capsys.readouterr().out
    assert isinstance(administrator.parser(), argparse.ArgumentParser)
