"""What every answer carries: the content policy and the other headers that keep a page to itself."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
PAGES = [
    "/",
    "/matters/",
    "/follow/",
    "/verify/",
    "/deadline/?from=2026-03-02&days=5",
    "/nothing-here/",
    "/api/matters?q=x",
]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_keeps_to_itself(client: Client, address: str) -> None:
    answer = client.get(address)
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";") if part.strip())
    assert policy["default-src"] == "'self'" and policy["object-src"] == "'none'" and policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'none'" and "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin" and answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("address", PAGES[:5])
def test_nothing_is_loaded_from_elsewhere_and_nothing_stands_inline(client: Client, address: str) -> None:
    text = client.get(address).content.decode()
    loaded = re.findall(r'<(?:script|img|link|iframe)[^>]*(?:src|href)="([^"]+)"', text)
    assert loaded and all(one.startswith(("/", "data:")) for one in loaded)
    assert " style=" not in text and "<style" not in text and not re.search(r"<script(?![^>]* src=)[^>]*>", text)


def test_public_pages_set_no_session(client: Client) -> None:
    client.get("/")
    client.get("/deadline/")
    assert "sunhall" not in client.cookies
