"""What nobody types by hand: NUL, halves of characters, a hundred thousand characters, absurd numbers, in every query
parameter and posted field that the pages read, by every role. Never a server error.

Each request runs in a savepoint of its own, so that every address meets the same rows.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, resolve
from django.urls.exceptions import Resolver404
from tests import factories, once
from tests.desk import signed_in

import sunhall.web
from sunhall.cases.acts import drafts
from sunhall.cases.models import Application
from sunhall.catalogue import queries as catalogue
from sunhall.catalogue.models import MatterVersion
from sunhall.certificates.models import Certificate
from sunhall.people.models import Centre, Grant, Officer, Party
from sunhall.web import access
from sunhall.web.citizen.acting import ACTS
from sunhall.web.officer.forms import FORMS
from sunhall.web.window import tokens
from sunhall.web.window.intake import VERDICTS

pytestmark = pytest.mark.django_db
LOGINS = {
    "anonymous": "",
    "applicant": "citizen",
    "clerk": "clerk",
    "officer": "market-chief",
    "designer": "designer",
    "administrator": "admin",
    "supervisor": "supervisor",
}
HOSTILE = (
    b"\x00\xe7\x94\xb2\xed\xa0\x80\x00",  # NUL, a character, half of one, NUL
    "长".encode() + b"x" * 99_999,
    b"9" * 25,
    b"-1",
)
WEB = Path(sunhall.web.__file__).parent
READ = re.compile(
    r"""(?:GET|POST|posted|post|values)(?:\.get|\.getlist)?[\[(]"([\w-]+)"|"([\w-]+)" (?:not )?in request"""
    r"""|\b(?:d|doing)\.(?:text|number|numbers|chosen|ticked|day)\("([\w-]+)\""""
)
FIRM = "示范市云味餐饮有限公司"
KEPT_OUT = ("logout", "language", "styleguide", "healthz")
PLACES: dict[str, list[str]] = {}


@pytest.fixture(scope="module", autouse=True)
def the_city(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with once.rows(django_db_blocker), time_machine.travel("2026-03-02T10:00:00+08:00", tick=False):
        factories.city()
        PLACES.clear()
        PLACES.update(_places())
        yield


def _places() -> dict[str, list[str]]:
    """What stands in the places of addresses: things that are there for somebody."""
    licensed, certificate = factories.licensed(by="citizen")
    filed = factories.filed(party=FIRM)
    accepted = factories.accepted(party=FIRM)
    own, counter = factories.draft(), _at_the_counter()
    content = catalogue.version(Application.objects.get(pk=own).version_id)
    row = Certificate.objects.get(pk=certificate)
    version = MatterVersion.objects.order_by("pk").values_list("pk", flat=True)[0]
    return {
        "case_id": [str(filed.id)],
        "officer:case_id": [str(accepted.id)],
        "citizen:case_id": [str(filed.id), str(licensed.id)],
        "application_id": [str(own)],
        "window:number": [str(counter)],
        "number": [row.number],
        "certificate_id": [str(certificate)],
        "seq": ["1"],
        "officer:kind": [*FORMS],
        "citizen:kind": [*ACTS],
        "administrator:kind": ["authorities", "centres", "departments", "windows"],
        "window:name": [*VERDICTS],
        "window:what": ["views", "hearing"],
        "citizen:what": ["change", "renewal"],
        "page_id": [content.form.pages[0].id, content.form.pages[-1].id],
        "material": [filed.materials[0]],
        "code": [factories.FOOD],
        "token": [tokens.sealed(factories.actor("clerk"), Party.objects.get(name=FIRM).pk)],
        "officer_id": [str(Officer.objects.order_by("pk").values_list("pk", flat=True)[0])],
        "grant_id": [str(Grant.objects.order_by("pk").values_list("pk", flat=True)[0])],
        "version_id": [str(version)],
        "before_id": [str(version)],
        "after_id": [str(version)],
        "pk": ["1"],
    }


def _at_the_counter() -> Any:
    """A draft that a clerk has opened."""
    found = catalogue.version_in_force(factories.FOOD, on=factories.at("2026-03-02 09:00").date())
    assert found is not None
    told = factories.sample(factories.FOOD)
    return drafts.start(
        matter_code=factories.FOOD, version_id=found[0], party_id=Party.objects.get(name=FIRM).pk,
        by=factories.actor("clerk"), at=factories.at("2026-03-02 09:00"), channel="window", answers=told["answers"],
        data=told["data"], centre_id=Centre.objects.get(code="999900").pk,
    )  # fmt: skip


def filled(entry: access.Entry) -> list[str]:
    """The addresses that a pattern stands for, with things that are there in its places."""
    address, audience = entry.address, entry.name.partition(":")[0]
    if "(?P<" in address:
        return []
    found = [address]
    for kind, name in re.findall(r"<(?:(\w+):)?(\w+)>", address):
        place = f"<{kind}:{name}>" if kind else f"<{name}>"
        values = PLACES.get(f"{audience}:{name}") or PLACES.get(name)
        values = values or ["999999" if kind == "int" else "00000000-0000-0000-0000-000000000001"]
        found = [one.replace(place, value) for one in found for value in values]
    return [one for one in found if _leads_somewhere(one)]


def _leads_somewhere(address: str) -> bool:
    try:
        return bool(resolve(address))
    except Resolver404:
        return False


def addresses_of(role: str) -> dict[str, Any]:
    """Address → view, of everything this role may open and others may not; the public pages are anonymous'."""
    told: dict[str, Any] = {}
    for entry in access.matrix(get_resolver("sunhall.ops.urls").url_patterns):
        mine = access.ANYONE in entry.roles if role == "anonymous" else role in entry.roles
        shared = len(entry.roles) > 3 and role not in ("anonymous", "applicant")  # an account is an account
        if mine and not shared and not any(part in entry.name for part in KEPT_OUT):
            told |= {address: resolve(address).func for address in filled(entry)}
    return told


@cache
def names_read_beside(module: str) -> frozenset[str]:
    """The names that the code of one audience reads from the address or the form."""
    parts = module.split(".")
    folder = WEB / parts[2] if parts[:2] == ["sunhall", "web"] and len(parts) > 3 else None
    texts = [path.read_text() for path in folder.rglob("*.py")] if folder else []
    return frozenset(name for text in texts for found in READ.findall(text) for name in found if name)


class Named(HTMLParser):
    """The fields of a page: name → the value that is a sound choice, or null where people type."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str | None] = {}
        self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name, value = told.get("name") or "", told.get("value")
        if tag == "option" and self.select and value:
            self.fields[self.select] = self.fields[self.select] or value
        if not name or tag not in ("input", "textarea", "select", "button"):
            return
        kind = told.get("type") or "text"
        fixed = tag == "button" or kind in ("hidden", "radio", "checkbox", "submit")
        self.select = name if tag == "select" else ""
        self.fields.setdefault(name, (value or "1") if fixed else "" if tag == "select" else None)


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back; public acts run in it."""
    held = transaction.atomic()
    held._from_testcase = True  # type: ignore[attr-defined] - so that durable acts may run
    held.__enter__()
    try:
        yield
    finally:
        transaction.set_rollback(True)
        held.__exit__(None, None, None)


def sent(client: Client, method: str, address: str, fields: dict[str, bytes]) -> str:
    """What is wrong with the answer to these fields; empty for everything but a server error."""
    body = "&".join(f"{quote_from_bytes(name.encode())}={quote_from_bytes(value)}" for name, value in fields.items())
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    try:
        with undone():
            if method == "GET":
                answer = client.get(f"{address}?{body}")
            else:
                answer = client.post(address, body, content_type="application/x-www-form-urlencoded")
            told = "" if answer.status_code < 500 else str(answer.status_code)
    except Exception as error:  # noqa: BLE001 - whatever a view raises is what the test is about
        told = f"{type(error).__name__}: {str(error)[:300]}"
    client.cookies.clear()
    for name, value in cookies.items():
        client.cookies[name] = value
    return told


def rounds(names: list[str]) -> Iterator[dict[str, bytes]]:
    """Each name meets each hostile value, all names at once."""
    for turn in range(len(HOSTILE)):
        yield {name: HOSTILE[(place + turn) % len(HOSTILE)] for place, name in enumerate(names)}


def faults(client: Client, address: str, view: Any) -> Iterator[str]:
    read = names_read_beside(view.__module__)
    with undone():
        page = client.get(address)
    is_page = page.status_code == 200 and "html" in page.get("Content-Type", "") and not page.streaming
    named = Named(page.content.decode()).fields if is_page else {}
    free = [name for name, value in named.items() if value is None]
    sound = {name: value.encode() for name, value in named.items() if value is not None}
    names = sorted({*read, *named} - {"csrfmiddlewaretoken"})
    for turn, fields in enumerate(rounds(names)):
        method = ("GET", "POST")[turn % 2]  # each value once; where people type, all are posted again below
        short = {n: v if len(v) < 1000 or method == "POST" else v[:3000] for n, v in fields.items()}
        if told := sent(client, method, address, short):
            yield f"{method} {address} {told} {[(n, v[:12]) for n, v in short.items()][:40]}"
    if sound and free:
        for fields in rounds(free):
            if told := sent(client, "POST", address, {**sound, **fields}):
                yield f"POST {address} {told} sound but for {[(n, v[:12]) for n, v in fields.items()]}"


@pytest.mark.slow
@pytest.mark.parametrize("role", LOGINS)
def test_no_field_of_any_page_brings_a_server_error(role: str) -> None:
    client = signed_in(LOGINS[role]) if LOGINS[role] else Client()
    wrong = [fault for address, view in addresses_of(role).items() for fault in faults(client, address, view)]
    assert not wrong, f"{len(wrong)}\n" + "\n".join(wrong[:40])


@pytest.mark.slow
@pytest.mark.parametrize("role", LOGINS)
def test_no_address_brings_a_server_error(role: str) -> None:
    client, wrong = signed_in(LOGINS[role]) if LOGINS[role] else Client(), []
    for entry in access.matrix(get_resolver("sunhall.ops.urls").url_patterns):
        if "(?P<" in entry.address or any(part in entry.name for part in KEPT_OUT):
            continue
        number = re.sub(r"<int:\w+>", "9" * 25, entry.address)
        for text in ("a%00b", "x" * 3000, "%ED%A0%80"):
            address = re.sub(r"<(?:\w+:)?\w+>", text, number)
            if address != entry.address:
                wrong += [
                    f"{m} {address[:99]} {told}" for m in ("GET", "POST") if (told := sent(client, m, address, {}))
                ]
    assert not wrong, "\n".join(wrong[:40])


def test_a_cookie_with_a_nul_is_nobodys_session() -> None:
    answer = Client(headers={"cookie": 'sunhall="' + "\\000" * 32 + '"'}).get("/")
    assert answer.status_code == 200


def test_a_nul_is_left_out_and_the_rest_is_found() -> None:
    answer = signed_in("clerk").get("/desk/find/?" + urlencode({"q": "云味\x00餐饮"}))
    assert answer.status_code == 200 and 'value="云味餐饮"' in answer.content.decode()
