"""The public list of hearings: every announcement can be found, newest first, with nobody named who is not in it."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from tests import factories
from tests.desk import queries, words

from sunhall.cases import notices
from sunhall.cases.acts import hearing
from sunhall.documents import queries as documents
from sunhall.web.public import hearings

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-03-05 09:00")]


@pytest.fixture
def reader(client: Client) -> Client:
    """Somebody who is not signed in."""
    client.cookies["language"] = "en"
    return client


def announced(case: factories.Filed, held_on: str, when: str) -> str:
    """The hearing is called because the public is concerned; the check code of its announcement."""
    act = hearing.call_hearing(
        case_id=case.id,
        held_on=date.fromisoformat(held_on),
        chair_badge="990103",
        where_and_when="三楼听证室，上午九时",
        ex_officio=True,
        by=factories.actor("market"),
        at=factories.at(when),
    )
    _told, announcement = notices.all_of_act(act, at=factories.at(when))
    return announcement.check_code


def test_an_empty_list_says_what_it_is_for(reader: Client) -> None:
    text = words(reader.get("/hearings/"))
    assert "No hearing is announced" in text and "at least seven working days ahead" in text
    assert 'href="/hearings/"' in words(reader.get("/about/"))  # from every page
    assert "/hearings/" in reader.get("/sitemap.xml").content.decode()
    reader.cookies["language"] = "zh-hans"
    assert "暂无听证公告" in words(reader.get("/hearings/"))


def test_everybody_finds_the_announced_hearings_newest_first(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.city()
    case = factories.accepted()
    first = announced(case, "2026-03-17", "2026-03-04 09:00")
    second = announced(case, "2026-03-20", "2026-03-04 10:00")  # moved to a later day
    reader.get("/hearings/")
    with queries() as told:
        page = reader.get("/hearings/")
    assert len(told) == 1
    assert [row.check_code for row in page.context["rows"]] == [second, first]
    assert [row.announced.is_moved for row in page.context["rows"]] == [False, True]
    text = words(page)
    assert "Hearing on 20 March 2026: " in text and "To come" in text and "Called again for another day" in text
    assert "李**" in text and "李晓云" not in text  # as the announcement itself names a natural person
    announcement = words(reader.get(f"/verify/notice/{first}/"))
    assert f'href="/verify/notice/{first}/"' in text and "Called again for another day" in announcement
    assert "Called again" not in words(reader.get(f"/verify/notice/{second}/"))
    monkeypatch.setattr(hearings, "MOST", 1)
    page = reader.get("/hearings/")
    assert [row.check_code for row in page.context["rows"]] == [second]
    page = reader.get(f"/hearings/?after={page.context['after']}")
    assert [row.check_code for row in page.context["rows"]] == [first] and page.context["after"] == ""
    assert "The list ended before this page." in words(reader.get("/hearings/?after=1"))
    for typed in ("²", "-1", "9" * 40, "%00"):
        assert reader.get(f"/hearings/?after={typed}").status_code == 200


def test_a_hearing_that_was_held_is_no_longer_to_come(reader: Client) -> None:
    factories.city()
    announced(factories.accepted(when="2026-02-09 09:00", on="2026-02-10 10:00"), "2026-03-04", "2026-02-11 09:00")
    text = words(reader.get("/hearings/"))
    assert "Hearing on 4 March 2026: " in text and "To come" not in text


def test_the_list_reads_its_own_index(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        with queries() as told:
            documents.announcements(before=9)
        cursor.execute(f"EXPLAIN {told.captured_queries[0]['sql']}")
        assert "hearings_announced" in "\n".join(row[0] for row in cursor.fetchall())
