"""The shell: pages and fragments, who may open what, refusals, error pages, the way back."""

import logging
from datetime import date

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver, path
from django.utils import translation
from django_htmx.middleware import HtmxDetails

from sunhall.kernel.refused import NotFound, Refused
from sunhall.people.queries import NOBODY, Actor
from sunhall.web import access, addresses, context, errors, wording
from sunhall.web.middleware import actor as actor_middleware
from sunhall.web.pages import page, refused_page

pytestmark = pytest.mark.urls("sunhall.web.urls")


def request_of(role: str = "anonymous", *, address: str = "/", method: str = "get", **headers: str) -> HttpRequest:
    request = getattr(RequestFactory(), method)(address, headers=headers)
    request.actor = NOBODY if role == "anonymous" else Actor(role=role)
    request.htmx = HtmxDetails(request)
    return request


def test_every_address_says_who_may_open_it() -> None:
    entries = list(access.matrix(get_resolver("sunhall.web.urls").url_patterns))
    assert entries
    silent = [f"{entry.address} ({entry.name})" for entry in entries if not entry.roles]
    assert not silent, f"say for_role(...) or for_anyone on the views of {silent}"


def test_the_matrix_reads_what_the_gate_enforces() -> None:
    @access.for_role("clerk")
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("in")

    entries = list(access.matrix([path("desk/", view, name="desk")]))
    assert entries == [access.Entry(address="/desk/", name="desk", roles=("clerk",))]
    assert view(request_of("clerk")).content == b"in"


def test_what_a_role_may_not_open_does_not_exist() -> None:
    view = access.for_role("officer")(lambda request: HttpResponse())
    with pytest.raises(Http404):
        view(request_of("applicant"))


def test_nobody_signed_in_is_sent_to_sign_in_and_back() -> None:
    view = access.for_role("applicant")(lambda request: HttpResponse())
    answer = view(request_of(address="/my/?state=open"))
    assert answer.status_code == 302
    assert answer["Location"] == "/account/login/?next=%2Fmy%2F%3Fstate%3Dopen"


def test_a_background_save_without_a_session_hears_so() -> None:
    view = access.for_role("applicant")(lambda request: HttpResponse())
    assert view(request_of(method="post", accept="application/json")).status_code == 401
    by_htmx = view(request_of(**{"hx-request": "true", "hx-current-url": "https://evil.example/my/"}))
    assert by_htmx["HX-Redirect"] == "/account/login/?next=%2Fmy%2F"


def test_a_gate_needs_roles_that_exist() -> None:
    with pytest.raises(ValueError, match="needs roles"):
        access.for_role("emperor")
    with pytest.raises(ValueError, match="needs roles"):
        access.for_role()


@pytest.mark.parametrize(
    ("said", "path_back"),
    [
        ("https://evil.example/my/?a=1", "/my/?a=1"),
        ("//evil.example/x", "/x"),
        ("/\\evil.example", "/evil.example"),
        ("", "/"),
        ("javascript:alert(1)", "/alert(1)"),
    ],
)
def test_the_way_back_never_leaves_the_house(said: str, path_back: str) -> None:
    assert addresses.path_of(said) == path_back


def test_the_language_switch_keeps_the_page_and_is_remembered() -> None:
    client = Client()
    answer = client.post("/language/", {"language": "en", "next": "https://evil.example/about/"})
    assert answer.status_code == 302
    assert answer["Location"] == "/about/"
    assert b"About Sunhall" in client.get("/about/").content
    client.post("/language/", {"language": "klingon", "next": "/about/"})
    assert client.cookies["language"].value == "en"


def test_htmx_gets_the_fragment_and_everybody_else_the_page() -> None:
    told = wording.sentence(Refused("already_done"))
    whole = page(request_of(), "errors/refused.html", fragment="errors/_refused.html", told=told, back="/")
    part = page(
        request_of(**{"hx-request": "true"}),
        "errors/refused.html",
        fragment="errors/_refused.html",
        told=told,
        back="/",
    )
    boosted = page(
        request_of(**{"hx-request": "true", "hx-boosted": "true"}),
        "errors/refused.html",
        fragment="errors/_refused.html",
        told=told,
        back="/",
    )
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    assert b"<html" in boosted.content
    assert "HX-Request" in part["Vary"]


def test_a_page_of_somebody_signed_in_is_not_kept_by_the_browser() -> None:
    personal = page(request_of("applicant"), "errors/_refused.html", told=wording.sentence(Refused("already_done")))
    public = page(request_of(), "errors/_refused.html", told=wording.sentence(Refused("already_done")))
    assert personal["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in public


def test_a_refusal_keeps_the_page_somebody_was_on() -> None:
    answer = refused_page(request_of(), "about.html", Refused("changed_meanwhile"))
    assert answer.status_code == 409
    with translation.override("en"):
        assert "About Sunhall" in refused_page(request_of(), "about.html", Refused("already_done")).content.decode()
    assert b'role="alert"' in answer.content


def test_a_code_without_words_is_told_plainly_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with translation.override("en"), caplog.at_level(logging.WARNING):
        told = wording.sentence(Refused("nobody_wrote_this", case="7"))
    assert told.text == "This cannot be done now."
    assert "nobody_wrote_this" in caplog.text
    assert told.code == "nobody_wrote_this"


def test_facts_are_written_into_the_sentence_as_people_write_them(monkeypatch: pytest.MonkeyPatch) -> None:
    words = wording.Words(text="Due on %(due)s at %(who)s.", next_step="", status=422)
    monkeypatch.setitem(wording.WORDS, "sample", words)
    with translation.override("en"):
        told = wording.sentence(Refused("sample", due=date(2026, 3, 2), who=["a", "b", "c"]))
    assert told.text == "Due on 2 March 2026 at a, b and c."
    assert told.status == 422


def test_a_missing_fact_does_not_break_the_refusal(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(wording.WORDS, "sample", wording.Words(text="Due on %(due)s.", next_step=""))
    assert wording.sentence(Refused("sample", other=1)).text == "Due on %(due)s."
    assert "need other facts" in caplog.text


def test_refusals_and_missing_things_become_pages() -> None:
    middleware = actor_middleware(lambda request: HttpResponse())
    refused = middleware.process_exception(request_of(method="post"), Refused("already_done"))  # type: ignore[attr-defined]
    missing = middleware.process_exception(request_of(), NotFound())  # type: ignore[attr-defined]
    assert refused.status_code == 409
    assert missing.status_code == 404
    assert middleware.process_exception(request_of(), ValueError()) is None  # type: ignore[attr-defined]


def test_error_pages_answer_with_their_status() -> None:
    from django.core.exceptions import RequestDataTooBig, SuspiciousOperation

    assert errors.bad_request(request_of(), SuspiciousOperation()).status_code == 400
    assert errors.bad_request(request_of(), RequestDataTooBig()).status_code == 413
    assert errors.csrf_failure(request_of(), "CSRF cookie not set.").status_code == 403
    assert errors.not_found(request_of(), Http404()).status_code == 404
    assert errors.too_many(request_of(), {}).status_code == 429
    assert errors.server_error(request_of()).status_code == 500


@pytest.mark.parametrize(
    ("role", "address", "current"),
    [
        ("anonymous", "/", "/"),
        ("anonymous", "/matters/food/", "/"),
        ("anonymous", "/follow/", "/follow/"),
        ("applicant", "/my/7/", "/my/"),
        ("clerk", "/desk/cases/4/", "/desk/"),
        ("officer", "/about/", None),
    ],
)
def test_the_navigation_marks_where_one_is(role: str, address: str, current: str | None) -> None:
    marked = [place.address for place in context.navigation(role, address) if place.current]
    assert marked == ([current] if current else [])


def test_an_anonymous_page_costs_no_query() -> None:
    # Without a database mark any query fails this test.
    assert Client().get("/about/").status_code == 200
