"""The sheet that explains a clock: a calendar and a table of days, for those who may see the case."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader
from tests import factories
from tests.desk import signed_in, words
from tests.factories import at

from sunhall.approvals import acts as approvals
from sunhall.cases import clock_sheet, notices, queries
from sunhall.cases.models import Act, Case
from sunhall.documents.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-03-20 10:00")]


def stopped(case: factories.Filed, needed_days: int) -> int:
    """The seq of an expert review that began on 5 March."""
    act = approvals.start_special_procedure(
        case_id=case.id,
        procedure="expert_review",
        needed_days=needed_days,
        reasons="专家评审",
        by=factories.actor("market"),
        at=at("2026-03-05 09:00"),
    )
    notices.for_act(act, at=at("2026-03-05 09:00"))
    return int(Act.objects.get(pk=act).seq)


@pytest.fixture
def case(db: None) -> factories.Filed:
    """Accepted on 3 March 2026; an expert review stood in between from the 5th to the 10th."""
    factories.city()
    found = factories.accepted()
    start = stopped(found, 4)
    approvals.end_special_procedure(
        case_id=found.id, start=start, by=factories.actor("market"), at=at("2026-03-10 17:00")
    )
    return found


def text(pdf: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def sheet(case: factories.Filed) -> dict[str, Any]:
    return clock_sheet.data(queries.case_page(factories.actor("market"), case.id, at=at("2026-03-20 10:00")))


def test_each_counted_day_has_its_number_and_each_other_its_reason(case: factories.Filed) -> None:
    days = {line["day"].isoformat(): line for line in sheet(case)["days"]}
    assert days["2026-03-04"]["ordinal"] == 1 and days["2026-03-05"]["ordinal"] == 2
    stop = days["2026-03-06"]
    assert not stop["counted"] and "专家评审" in stop["why"].into("zh-hans")
    assert "〔2026〕第1号" in stop["notice"]
    assert days["2026-03-07"]["to"].isoformat() == "2026-03-08"  # a weekend is one line
    assert days["2026-03-09"]["kind"] == "stopped" and days["2026-03-09"]["to"].isoformat() == "2026-03-10"
    assert days["2026-03-11"]["ordinal"] == 3


def table(login: str, address: str) -> list[list[str]]:
    """The rows of the first table of days on a page: day, counted, why and by which notice, as words."""
    page = words(signed_in(login).get(address))
    body = page.split("Every day and why", 1)[1].split("<tbody", 1)[1].split("</tbody>", 1)[0]
    rows = [re.findall(r"<td.*?>(.*?)</td>", row) for row in body.split("<tr>")[1:]]
    return [[" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in row] for row in rows]


@pytest.mark.parametrize(("login", "address"), [("citizen", "/my/{}/"), ("market", "/office/cases/{}/")])
def test_the_page_of_the_case_tells_every_day_and_by_which_notice_as_the_sheet_does(
    case: factories.Filed, login: str, address: str
) -> None:
    number = Notice.objects.get(case_id=case.id, kind="special_procedure").number
    rows = table(login, address.format(case.id))
    told = {row[0]: row[1:] for row in rows}
    assert told["2026-03-04"] == ["1", "working day"] and told["2026-03-05"][0] == "2"
    assert told["2026-03-06"] == ["no", f"not counted: Expert review {number}"]
    assert told["2026-03-07 – 2026-03-08"] == ["no", "weekend"]
    assert told["2026-03-11"][0] == "3"
    page = words(signed_in(login).get(address.format(case.id)))
    seq = Act.objects.get(case_id=case.id, kind="start_special_procedure").seq
    assert f'href="/notices/{case.id}/{seq}.pdf" target="_blank" rel="noopener">{number}</a>' in page


def test_a_worked_weekend_and_a_holiday_name_the_arrangement_they_rest_on(case: factories.Filed) -> None:
    winter = factories.accepted(when="2026-02-09 09:00", on="2026-02-10 10:00")
    page = queries.case_page(factories.actor("market"), winter.id, at=at("2026-03-20 10:00"))
    arrangement = page.calendar.sources(2026)[0].number
    told = {row.on.isoformat(): row for row in clock_sheet.day_rows(page)}
    assert arrangement and {told[day].notice for day in ("2026-02-16", "2026-02-28")} == {arrangement}
    assert told["2026-02-16"].kind == "rest" and told["2026-02-28"].kind == "counted"
    assert told["2026-02-12"].notice == ""


def test_the_public_reads_the_number_of_the_notice_and_cannot_open_it(case: factories.Filed) -> None:
    row = Case.objects.get(pk=case.id)
    number = Notice.objects.get(case_id=case.id, kind="special_procedure").number
    page = words(signed_in("citizen").post("/follow/", {"number": row.number, "code": row.query_code}))
    assert f">{number}</span></td>" in page and f"/notices/{case.id}/" not in page


def test_the_calendar_shows_where_each_clock_ends(case: factories.Filed) -> None:
    told = sheet(case)
    cells = [cell for month in told["months"] for week in month["weeks"] for cell in week if cell]
    assert [c["day"] for c in cells if c["kind"] == "start"] == [3]
    assert {c["end"] for c in cells} == {"", "statutory", "promised"}
    assert told["figures"][0]["excluded"] == 3  # 6, 9 and 10 March


def test_it_prints_for_applicant_and_office_and_for_nobody_else(case: factories.Filed) -> None:
    for login in ("citizen", "clerk", "market", "supervisor"):
        response = signed_in(login).get(f"/clock/{case.id}.pdf")
        assert response.status_code == 200 and response.headers["Content-Type"] == "application/pdf"
        told = text(response.content)
        assert "办理期限计算说明" in told and Case.objects.get().number in told and "打印日期" in told
        assert "Daybyday" in told and "expertreview" in told.lower()
    assert signed_in("traffic").get(f"/clock/{case.id}.pdf").status_code == 404
    assert signed_in("agent").get(f"/clock/{case.id}.pdf").status_code == 404


def test_number_and_query_code_print_it_without_a_name(case: factories.Filed) -> None:
    row = Case.objects.get()
    page = Client().post("/follow/", {"number": row.number, "code": row.query_code})
    assert "/follow/clock/" in words(page)
    response = Client().post("/follow/clock/", {"number": row.number, "code": row.query_code})
    assert response.status_code == 200 and row.party.name not in text(response.content)
    assert Client().post("/follow/clock/", {"number": row.number, "code": "22222222"}).status_code == 422


def test_before_acceptance_there_is_nothing_to_explain(db: None) -> None:
    factories.city()
    filed = factories.filed(when="2026-03-19 09:00")
    assert signed_in("citizen").get(f"/clock/{filed.id}.pdf").status_code == 404


def test_a_stop_of_most_of_a_year_shows_every_month_on_few_pages(db: None) -> None:
    factories.city()
    found = factories.accepted()
    stopped(found, 200)
    page = queries.case_page(factories.actor("market"), found.id, at=at("2026-12-30 10:00"))
    pdf = PdfReader(io.BytesIO(clock_sheet.pdf(page)))
    assert 2 <= len(pdf.pages) <= 8
    told = "".join("".join(p.extract_text().split()) for p in pdf.pages)
    assert all(f"2026年{month}月" in told for month in range(3, 13))
