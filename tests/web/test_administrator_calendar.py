"""The administrator's calendar: a year by file or by form, what it would move, the confirmation, and the journal."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests import factories
from tests.desk import hidden, queries, signed_in, words
from tests.year_2027 import YEAR_2027

from sunhall.calendars import acts
from sunhall.calendars import queries as calendars
from sunhall.calendars.models import Load, Move, Notice
from sunhall.cases.models import Case
from sunhall.law import calendar
from sunhall.law.year_files import Fault, read
from sunhall.law.year_words import SENTENCES
from sunhall.people.models import Change, Grant

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-12-28 09:00")]
ROWS = [
    ("元旦", "2027-01-01", "2027-01-03", ""),
    ("春节", "2027-02-05", "2027年2月11日", "2027-02-20"),
    ("清明节", "2027-04-03", "2027-04-05", ""),
    ("劳动节", "2027-05-01", "2027-05-05", "20270508"),
    ("端午节", "2027-06-09", "", ""),
    ("中秋节", "", "2027-09-15", ""),
    ("国庆节", "2027-10-01", "2027-10-07", "2027-09-26、2027-10-09"),
]


@pytest.fixture(autouse=True)
def city(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(calendars, "STALE_AFTER", 0.0)
    calendars.forget()
    factories.city()
    yield
    calendars.forget()
    calendar.follow(tuple)


@pytest.fixture
def admin() -> Client:
    return signed_in("admin")


def url(name: str, **arguments: Any) -> str:
    return reverse(f"administrator:{name}", kwargs=arguments)


def by_hand(rows: list[tuple[str, str, str, str]] = ROWS, **other: str) -> dict[str, str]:
    told = {"way": "form", "year": "2027", "number": "国办发明电〔2026〕99号", "dated": "2026-11-20"}
    told["url"] = "https://www.gov.cn/example"
    columns = ("name", "first", "last", "work")
    cells = {f"days-{n}-{c}": t for n, row in enumerate(rows) for c, t in zip(columns, row, strict=True)}
    return told | cells | other


def file(text: str = YEAR_2027, name: str = "2027.yaml") -> dict[str, Any]:
    return {"way": "file", "file": SimpleUploadedFile(name, text.encode())}


def handed_in(admin: Client, told: dict[str, Any]) -> int:
    answer = admin.post(url("calendar_new"), told)
    assert answer.status_code == 302, words(answer)
    return int(answer["Location"].rstrip("/").rsplit("/", 1)[1])


def test_the_years_stand_with_their_notices_and_what_is_missing(admin: Client) -> None:
    with queries() as told:
        text = words(admin.get(url("calendar")))
    assert "2027 is provisional" in text and "国办发明电〔2025〕7号" in text and "shipped" in text
    assert ">248<" in text  # working days of 2026
    assert len(told) <= 8


def test_by_form_and_by_file_the_same_notice_is_made(admin: Client) -> None:
    typed = calendars.notice(handed_in(admin, by_hand()))
    given = calendars.notice(handed_in(admin, file()))
    assert (typed.notice.off, typed.notice.work, typed.notice.sources) == (
        given.notice.off, given.notice.work, given.notice.sources,
    )  # fmt: skip
    assert read(typed.text.encode(), "again.yaml").notice == typed.notice
    assert (typed.file_name, given.file_name, given.text) == ("", "2027.yaml", YEAR_2027)
    assert not Load.objects.exists()


def test_a_csv_takes_its_notice_from_the_fields_beside_it(admin: Client) -> None:
    notice = read(YEAR_2027.encode(), "2027.yaml").notice
    assert notice is not None
    rows = [f"{day},off" for day in notice.off] + [f"{day},work" for day in notice.work]
    told = file("day,kind\n" + "\n".join(rows), "2027.csv") | {
        "year": "2027", "number": "国办发明电〔2026〕99号", "dated": "2026-11-20", "url": "https://www.gov.cn/example",
    }  # fmt: skip
    assert set(calendars.notice(handed_in(admin, told)).notice.off) == set(notice.off)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (file(YEAR_2027.replace("2027-02-20", "2027-02-24")), "24 February 2027 (“春节”) is told as a make-up day"),
        (file(YEAR_2027.replace("2027-06-09", "2027-06-10")), "is a statutory holiday, Holiday Measures art. 2"),
        (file("year: 2027\ndays_off: ["), "cannot be read as YAML"),
        ({"way": "file"}, "The file is empty."),
        (by_hand(dated="soon"), "“soon” is not a day"),
        (by_hand(number=""), "The number of the notice is missing."),
        (by_hand(year="27"), "Enter the year, like 2027."),
        (by_hand(url="javascript:alert(1)"), "is not a link"),
        (by_hand([*ROWS, ("工会日", "2027-05-05", "", "")]), "5 May 2027 stands twice"),
        (by_hand([*ROWS, ("工会日", "2027-08-35", "", "")]), "“2027-08-35” is not a day"),
        (by_hand([*ROWS, ("远", "2029-01-01", "", "")]), "does not belong to 2027"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(admin: Client, told: dict[str, Any], sentence: str) -> None:
    if "file" in told:
        told = told | {"file": SimpleUploadedFile("2027.yaml", told["file"].file.getvalue())}
    answer = admin.post(url("calendar_new"), told)
    assert answer.status_code == 422
    assert sentence in words(answer)
    if told["way"] == "form":
        assert 'value="2027年2月11日"' in words(answer) and 'value="2027-09-26、2027-10-09"' in words(answer)
    assert not Notice.objects.exists()


def test_a_row_is_added_without_scripts(admin: Client) -> None:
    answer = admin.post(url("calendar_new"), by_hand(add_row="1"))
    assert answer.status_code == 200
    assert 'name="days-7-name"' in words(answer) and 'value="2027年2月11日"' in words(answer)


def test_the_preview_tells_what_moves_and_changes_nothing(admin: Client) -> None:
    case = factories.filed(when="2026-12-28 09:00")
    number = Case.objects.get(pk=case.id).number
    notice = handed_in(admin, file())
    text = words(admin.get(url("calendar_notice", notice_id=notice)))
    assert number in text and "Examination of the papers" in text
    assert "provisional" in text and "not before" in text and "<strong>2027-01-05</strong>" in text
    assert not Load.objects.exists() and not Move.objects.exists()


def test_many_cases_are_paged_and_the_counts_are_of_all(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sunhall.web.administrator.calendar.PAGE", 2)
    for _ in range(5):
        factories.filed(when="2026-12-28 09:00")
    notice = handed_in(admin, file())
    first = admin.get(url("calendar_notice", notice_id=notice))
    assert (len(first.context["moves"]), first.context["found"].cases) == (2, 5)
    second = admin.get(url("calendar_notice", notice_id=notice), {"after": first.context["after"]})
    assert not {m.row.case_id for m in first.context["moves"]} & {m.row.case_id for m in second.context["moves"]}
    for strange in ("x", "-1", "9" * 30, "%00"):
        assert admin.get(url("calendar_notice", notice_id=notice) + f"?after={strange}").status_code == 200


def test_confirming_loads_recounts_and_shows_the_journal(admin: Client) -> None:
    case = factories.filed(when="2026-12-28 09:00")
    notice = handed_in(admin, file())
    seen = hidden(admin.get(url("calendar_notice", notice_id=notice)), "seen")
    answer = admin.post(url("calendar_confirm", notice_id=notice), {"seen": seen, "compared": "1"}, follow=True)
    text = words(answer)
    assert "The notice is loaded. Here is what it moved." in text and Case.objects.get(pk=case.id).number in text
    assert calendars.notice(notice).digest in text and "2027.yaml" in text and "Done" in text
    assert Change.objects.latest("id").what == "calendar"
    assert "Load 1" in words(admin.get(url("calendar")))
    assert "This notice is loaded" in words(admin.get(url("calendar_notice", notice_id=notice)))
    assert "Calendar" in words(admin.get(url("changes"), {"what": "calendar"}))
    calendars.follow()
    assert "The holiday notice of 2027 is not loaded" not in words(admin.get(url("overview")))


def test_the_journal_is_a_csv_with_who_when_and_the_digest(admin: Client) -> None:
    case = factories.filed(when="2026-12-28 09:00")
    notice = handed_in(admin, file())
    admin.post(url("calendar_confirm", notice_id=notice), {"seen": "0", "compared": "1"})
    answer = admin.get(url("calendar_load_file", version=1))
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert [(r["case"], r["what"], r["before"], r["after"]) for r in rows] == [
        (Case.objects.get(pk=case.id).number, "intake", "", "2027-01-05")
    ]
    assert rows[0]["file_sha256"] == calendars.notice(notice).digest and rows[0]["loaded_by"] == "唐宁 (admin)"
    assert admin.get(url("calendar_load_file", version=9)).status_code == 404
    assert admin.get(url("calendar_load", version=9)).status_code == 404
    assert admin.get(url("calendar_notice", notice_id=999)).status_code == 404


def test_nothing_is_loaded_until_the_box_is_ticked(admin: Client) -> None:
    notice = handed_in(admin, file())
    answer = admin.post(url("calendar_confirm", notice_id=notice), {"seen": "0"})
    assert answer.status_code == 422 and "Tick that you compared" in words(answer)
    assert not Load.objects.exists()


def test_what_another_administrator_loaded_meanwhile_is_told(admin: Client) -> None:
    mine = handed_in(admin, file(YEAR_2027.replace("99号", "98号").replace("[2027-05-08]", "[2027-05-09]")))
    hers = handed_in(admin, file())
    acts.load(hers, seen=0, by=None, at=factories.at("2026-12-28 09:05"))
    calendars.forget()
    answer = admin.post(url("calendar_confirm", notice_id=mine), {"seen": "0", "compared": "1"})
    text = words(answer)
    assert answer.status_code == 409 and "Another notice was loaded while you looked at this one" in text
    assert hidden(answer, "seen") == "1"
    assert "8 May 2027: worked → not worked" in text  # what it would now change in hers
    assert admin.post(url("calendar_confirm", notice_id=mine), {"seen": "1", "compared": "1"}).status_code == 302
    assert "replaces load 1" in words(admin.get(url("calendar_load", version=2)))


def test_without_the_power_to_administer_nobody_loads_a_year(admin: Client) -> None:
    notice = handed_in(admin, file())
    assert signed_in("clerk").get(url("calendar_new")).status_code == 404
    assert signed_in("supervisor").post(url("calendar_confirm", notice_id=notice), {"compared": "1"}).status_code == 404
    Grant.objects.filter(power="administer").delete()
    answer = admin.post(url("calendar_confirm", notice_id=notice), {"seen": "0", "compared": "1"})
    assert answer.status_code == 403
    assert not Load.objects.exists()


def test_every_fault_is_worded_in_chinese() -> None:
    from django.utils import translation

    from sunhall.web.administrator import calendar_words

    with translation.override("zh-hans"):
        for code in SENTENCES:
            facts = dict.fromkeys(
                ("day", "name", "other", "first", "last", "most", "line", "value", "field", "year", "next", "count",
                 "weekdays", "worked", "statutory"), "一",
            )  # fmt: skip
            told = calendar_words.said(Fault(code, facts))
            assert "%(" not in told and any("\u4e00" <= c <= "\u9fff" for c in told.replace("一", "")), code
