"""A certificate is one landscape page, archival, tagged, and grows to further pages rather than losing a word."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from sunhall.certificates import frame, pdf


def printed(rows: int = 4, value: str = "热食类食品制售", **more) -> pdf.Printed:
    fields = {
        "result_name": {"zh-hans": "食品经营许可证", "en": "Food business licence"},
        "number": "JY29999000000016",
        "authority": {"zh-hans": "示范市市场监督管理局", "en": "Demo City Administration for Market Regulation"},
        "rows": [{"label": {"zh-hans": f"项目{n}", "en": f"Item {n}"}, "value": value} for n in range(rows)],
        "valid_from": date(2026, 3, 10),
        "valid_to": date(2031, 3, 9),
        "validity_text": {},
        "territory": {"zh-hans": "全国", "en": "Nation-wide"},
        "conditions": "",
        "date": date(2026, 3, 11),
        "case_number": "11999999000000123R4000101001000202603020068",
        "licence_id": "",
        "check_code": "7H3K-Q9TW-2MXD",
    }
    return pdf.Printed(**{**fields, **more})


def pages(made: bytes):
    return PdfReader(io.BytesIO(made)).pages


def text(made: bytes) -> str:
    return "".join("".join(page.extract_text() for page in pages(made)).split())


def test_it_is_one_landscape_page_in_both_languages():
    made = pdf.made(printed())
    (page,) = pages(made)
    assert page.mediabox.width > page.mediabox.height
    assert "自2026年3月10日至2031年3月9日" in text(made)
    assert "From10March2026to9March2031" in text(made)
    assert made == pdf.made(printed())
    assert b"pdfaid:part" in made


def test_forty_rows_and_long_words_run_over_pages_and_lose_nothing():
    made = pdf.made(printed(40, "长" * 120 + "@" * 200))
    told = text(made).replace("\u200b", "")
    assert len(pages(made)) > 1
    assert told.count("@") == 40 * 200
    assert "项目39" in told


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"valid_to": None}, "起，长期有效"),
        (
            {"valid_to": None, "validity_text": {"zh-hans": "与营业执照一致", "en": "as the licence"}},
            "起，与营业执照一致",
        ),
        ({"conditions": "#eval *须公示*"}, "#eval*须公示*"),
        ({"licence_id": "1.2.156.3005.2.X"}, "1.2.156.3005.2.X"),
        (
            {"result_name": "建筑工程施工许可证及其临时占用许可凭证"},
            "建筑工程施工许可证及其临时占用许可凭证",
        ),
    ],
)
def test_what_it_says_stands_on_it(more, words):
    made = pdf.made(printed(**more))
    assert words in text(made)
    assert len(pages(made)) == 1


def test_the_address_of_the_check_page_carries_brackets_and_chinese_safely():
    where = pdf.address("卫公证字〔2026〕第1号", "7H3K-Q9TW-2MXD")
    assert where.isascii()
    assert where.endswith("/?code=7H3K-Q9TW-2MXD")


def test_the_frame_is_drawn_once_and_always_the_same():
    assert frame.svg() is frame.svg()
    assert frame.svg().startswith("<svg") and "script" not in frame.svg()
