"""What an applicant does in the browser, without JavaScript: fills in pages from a sample, uploads, hands in."""

import re
import struct
import uuid
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import factories

from sunhall.cases import contents
from sunhall.cases.models import Application
from sunhall.people.models import User


def signed_in(login: str = "citizen") -> Client:
    """A browser in which this person is signed in, in English."""
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(User.objects.get(login=login), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def picture(shade: int = 200, size: int = 8) -> bytes:
    """A true PNG of one grey."""
    rows = b"".join(b"\x00" + bytes([shade]) * size for _ in range(size))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def file(name: str = "plan.png", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture() if content is None else content, content_type="image/png")


def posted(data: dict[str, Any], fields: list[str]) -> dict[str, Any]:
    """These fields of a sample as a browser would post them."""
    found: dict[str, Any] = {}
    for name in fields:
        value = data.get(name)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for i, row in enumerate(value):
                found |= {f"{name}-{i}-{column}": str(cell) for column, cell in row.items()}
        elif isinstance(value, bool):
            found[name] = "yes" if value else "no"
        elif value is not None:
            found[name] = value
    return found


def hidden(page: str, name: str) -> str:
    """The value of a hidden input."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no hidden input {name}"
    return found[1]


def start(client: Client, code: str = factories.FOOD, *, party: str = "示范市云味餐饮有限公司") -> uuid.UUID:
    """Begin a draft as the guide's link leads to it: answers in the address, then one button."""
    from sunhall.people.models import Party

    answers = {
        f"q_{name}": "yes" if a is True else "no" if a is False else a
        for name, a in factories.sample(code)["answers"].items()
    }
    response = client.post("/apply/start/", {"matter": code, "party": Party.objects.get(name=party).pk, **answers})
    assert response.status_code == 302, response.content.decode()
    return uuid.UUID(response.headers["Location"].strip("/").split("/")[-1])


def fill(client: Client, number: uuid.UUID, code: str = factories.FOOD) -> list[str]:
    """Fill in every topic from the sample, following the redirects; answers the topics met."""
    met: list[str] = []
    row = Application.objects.get(pk=number)
    address = f"/apply/{number}/{contents.of(row).version.form.pages[0].id}/"
    while not address.endswith("/papers/"):
        met.append(address.strip("/").split("/")[-1])
        address = fill_topic(client, address, factories.sample(code)["data"])
        assert len(met) < 30
    return met


def fill_topic(client: Client, address: str, data: dict[str, Any]) -> str:
    """Fill in one topic, also what grows while it is filled in; answers where it leads."""
    page = client.get(address).content.decode()
    for _ in range(4):
        fields = hidden(page, "_fields")
        marks = {name: hidden(page, name) for name in ("_fields", "_revision", "_pen")}
        response = client.post(address, {**posted(data, fields.split()), **marks})
        if response.status_code == 302:
            return response.headers["Location"]
        page = response.content.decode()
        assert response.status_code == 200, f"{address}: {errors_of(page)}"
    raise AssertionError(f"{address} grows for ever")


def errors_of(page: str) -> list[str]:
    return re.findall(r'govuk-error-message"[^>]*>(.*?)</p>', page, re.DOTALL)


def hand_over(client: Client, number: uuid.UUID) -> None:
    """Upload one file for each material that is asked for."""
    for material in contents.of(Application.objects.get(pk=number)).required_materials:
        response = client.post(f"/apply/{number}/papers/{material}/add/", {"file": file(f"{material}.png")})
        assert response.status_code == 302, response.content.decode()


def submitted(client: Client, code: str = factories.FOOD) -> int:
    """A whole application through the pages; answers the id of the case."""
    number = start(client, code)
    fill(client, number, code)
    hand_over(client, number)
    response = client.post(f"/apply/{number}/check/", {"declare": "1"})
    assert response.status_code == 302, response.content.decode()
    case_id = Application.objects.get(pk=number).case_id
    assert case_id is not None
    return case_id
