"""The counter desk: what waits, by the last day to examine it, with true counts; finding a case."""

import pytest
from tests import factories
from tests.desk import queries, signed_in, words

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-03-09 09:00")]


@pytest.fixture
def waiting(db: None) -> list[factories.Filed]:
    """One examined too late, one due soon, one on time."""
    factories.city()
    return [factories.filed(when=when) for when in ("2026-02-27 09:00", "2026-03-04 09:00", "2026-03-09 08:30")]


def test_the_most_urgent_application_stands_first_and_the_counts_are_true(waiting: list[factories.Filed]) -> None:
    clerk = signed_in("clerk")
    with queries() as told:
        page = clerk.get("/desk/")
    assert page.status_code == 200
    # Session, account, officer; powers twice, rows, counts; tally and names; drafts; unread messages.
    assert len(told) <= 11
    rows = page.context["rows"]
    assert [row.case_id for row in rows] == [waiting[0].id, waiting[1].id, waiting[2].id]
    assert [row.light for row in rows] == ["overdue", "due_soon", "on_time"]
    assert [(name, count) for name, _word, count in page.context["lights"]] == [
        ("", 3),
        ("overdue", 1),
        ("due_soon", 1),
        ("on_time", 1),
        ("paused", 0),
    ]
    assert "Overdue" in words(page)


def test_filters_stand_in_the_address_and_nonsense_in_them_is_ignored(waiting: list[factories.Filed]) -> None:
    clerk = signed_in("clerk")
    assert [row.case_id for row in clerk.get("/desk/?light=due_soon").context["rows"]] == [waiting[1].id]
    assert len(clerk.get("/desk/?light=<script>&after=x.y&matter=").context["rows"]) == 3
    empty = clerk.get("/desk/?matter=no-such-matter")
    assert empty.status_code == 200
    assert "Nothing with these filters" in words(empty)


def test_a_scanned_case_number_opens_the_case(waiting: list[factories.Filed]) -> None:
    clerk = signed_in("clerk")
    number = clerk.get("/desk/").context["rows"][0].number
    scanned = clerk.get("/desk/find/", {"q": f" {number[:8]} {number[8:]} "})
    assert scanned.headers["Location"] == f"/desk/cases/{waiting[0].id}/"
    by_name = clerk.get("/desk/find/", {"q": "李晓云"})
    assert len(by_name.context["rows"]) == 3
    assert "No case fits" in words(clerk.get("/desk/find/", {"q": "999900000000000000000"}))


def test_the_desk_does_not_exist_for_others(waiting: list[factories.Filed]) -> None:
    assert signed_in("market").get("/desk/").status_code == 404
    assert signed_in("citizen").get(f"/desk/cases/{waiting[0].id}/").status_code == 404
