"""Notices are real PDFs: archival, tagged, fonts inside, what was entered shown as text, the same bytes every time."""

import io
import threading
from datetime import date

import pytest
from pypdf import PdfReader

from sunhall.documents import render, rules
from sunhall.documents.rules import Kind
from sunhall.kernel.refused import Refused

TITLES = {
    Kind.RECEIPT: "收件凭证",
    Kind.ACCEPTANCE: "受理通知书",
    Kind.CORRECTION: "补正材料告知书",
    Kind.NON_ACCEPTANCE: "不予受理决定书",
    Kind.NOT_REQUIRED: "不受理告知书",
    Kind.RETURN: "退件通知书",
    Kind.SPECIAL_PROCEDURE: "特别程序告知书",
    Kind.RESUME: "恢复办理通知书",
    Kind.SUSPENSION: "中止办理通知书",
    Kind.EXTENSION: "延长办理期限告知书",
    Kind.GRANT: "准予行政许可决定书",
    Kind.REFUSAL: "不予行政许可决定书",
    Kind.WITHDRAWAL: "撤回申请确认书",
    Kind.TERMINATION: "终止办理通知书",
    Kind.DELIVERY: "送达回证",
    Kind.FACT_CHECK: "现场核查笔录",
    Kind.CLOCK: "办理期限计算说明",
    Kind.FORWARDED: "异地收件转办凭证",
    Kind.COMMITMENT_WITHDRAWN: "撤回承诺确认书",
    Kind.PASSED_UP: "初审意见书",
    Kind.INTERESTED_PARTY: "陈述申辩告知书",
    Kind.STATEMENT: "陈述申辩笔录",
    Kind.HEARING_RIGHT: "听证权利告知书",
    Kind.HEARING_REQUEST: "听证申请回执",
    Kind.HEARING_NOTICE: "听证通知书",
    Kind.HEARING_ANNOUNCEMENT: "听证公告",
    Kind.HEARING_RECORD: "听证笔录",
    Kind.CHANGE: "准予变更决定书",
    Kind.RENEWAL: "准予延续决定书",
    Kind.RECUSAL: "回避决定书",
    Kind.RECTIFICATION: "更正通知书",
    Kind.VERIFICATION: "承诺事项核查书",
    Kind.LICENCE_WITHDRAWAL: "撤回行政许可决定书",
    Kind.REVOCATION: "撤销行政许可决定书",
    Kind.FORFEITURE: "吊销许可证件决定书",
    Kind.CANCELLATION: "注销行政许可决定书",
}


def rendered(kind, data) -> bytes:
    number = rules.number(kind, "示市监", date(2026, 3, 2), 12)
    address = "https://hall.example/verify/notice/7H3K-Q9TW-2MXD/"
    checked = {"check_code": "7H3K-Q9TW-2MXD", "_check_url": address, "_qr": render.qr_svg(address)}
    return render.pdf(f"documents/{kind}", {**data, "number": number, **checked})


def text(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def squeezed(words: str) -> str:
    return "".join(words.split())


def test_every_kind_has_a_title_here():
    assert set(TITLES) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_every_notice_renders_in_both_languages_with_what_it_must_carry(kind, sample):
    data = sample(kind)
    assert rules.check(kind, data) == []
    pdf = rendered(kind, data)
    told = squeezed(text(pdf))
    for words in (TITLES[kind], "示范市市场监督管理局", "示范市好味来餐饮有限公司", "2026年3月2日", "2March2026"):
        assert squeezed(words) in told
    assert data["case_number"] in told
    assert f"示市监{rules.series_mark(kind)}字〔2026〕第12号" in told
    assert "7H3K-Q9TW-2MXD" in told
    assert len(PdfReader(io.BytesIO(pdf)).pages) <= 2


@pytest.mark.parametrize("kind", Kind)
def test_markup_and_overlong_words_are_shown_as_they_are(kind, hostile):
    pdf = rendered(kind, hostile(kind))
    told = squeezed(text(pdf)).replace("\u200b", "")
    assert '#import"/etc/passwd"#eval("1+1")$x^2$*b*_i_`c`<l>@r\\///*"quoted"[x]=标题-列+1.' in told
    assert "root:" not in told


def test_a_notice_is_an_archival_tagged_pdf_with_its_fonts_inside(sample):
    reader = PdfReader(io.BytesIO(rendered(Kind.GRANT, sample(Kind.GRANT))))
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "准予行政许可决定书 示市监准字〔2026〕第12号"
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts]
    assert fonts
    assert all("/FontFile3" in found or "/FontFile2" in found for found in descriptors)


def test_the_same_data_gives_the_same_bytes_in_any_thread(sample):
    data = sample(Kind.CORRECTION)
    first = rendered(Kind.CORRECTION, data)
    others: list[bytes] = []
    threads = [threading.Thread(target=lambda: others.append(rendered(Kind.CORRECTION, data))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [first] * 3 == others
    assert b"D:20260302" in first  # dated by the notice, not by the machine


@pytest.mark.parametrize(("character", "code_point"), [("ሴ", "U+1234"), ("🎉", "U+1F389"), ("\ue000", "U+E000")])
def test_a_character_without_a_glyph_is_refused_by_name(character, code_point, sample):
    data = sample(Kind.ACCEPTANCE)
    data["applicant"] = f"示范{character}公司"
    with pytest.raises(Refused) as refused:
        rendered(Kind.ACCEPTANCE, data)
    assert refused.value.code == "document_glyph_missing"
    assert refused.value.facts == {"character": character, "code_point": code_point}


@pytest.mark.parametrize("name", ["𠮷田商店", "龘䶮饭店", "Café Ωμ", "Ресторан", "らーめん"])
def test_rare_characters_of_names_are_printed(name, sample):
    data = sample(Kind.ACCEPTANCE)
    data["applicant"] = name
    assert squeezed(name) in squeezed(text(rendered(Kind.ACCEPTANCE, data)))


def test_control_and_direction_characters_never_reach_the_paper(sample):
    data = sample(Kind.ACCEPTANCE)
    data["applicant"] = "甲\x00\x07\u202e公\u200b司\ufeff"
    assert "甲公司：" in squeezed(text(rendered(Kind.ACCEPTANCE, data)))


def test_a_matter_that_is_no_licence_says_nothing_of_licences(sample):
    for kind in (Kind.GRANT, Kind.REFUSAL, Kind.ACCEPTANCE, Kind.CORRECTION, Kind.NOT_REQUIRED):
        data = {**sample(kind), "licence": False, "matter": "高龄津贴", "seal": "民政专用章"}
        data["basis"] = {"zh-hans": "《老年人权益保障法》", "en": "the Law on the Elderly"}
        data["items"] = [{"material": "申请表", "defect": "未签名", "required": "请签名"}]
        told = squeezed(text(rendered(kind, data)))
        assert "行政许可" not in told, kind
        assert "AdministrativeLicensingLaw" not in told, kind


def test_a_due_day_of_a_year_without_calendar_is_told_as_not_before(sample):
    told = squeezed(text(rendered(Kind.RESUME, sample(Kind.RESUME))))
    assert "不早于2027年1月5日" in told
    assert "notbefore5January2027" in told


def test_mandatory_reconsideration_is_said_instead_of_the_free_choice(sample):
    told = squeezed(text(rendered(Kind.REFUSAL, {**sample(Kind.REFUSAL), "reconsideration_first": True})))
    assert "应当自知道本决定之日起六十日内先向示范市人民政府申请行政复议" in told
    assert "六个月" not in told


def test_a_long_correction_list_runs_over_pages_with_its_head_repeated(sample):
    data = sample(Kind.CORRECTION)
    data["items"] = [{**data["items"][0], "material": f"材料{n}"} for n in range(40)]
    pages = PdfReader(io.BytesIO(rendered(Kind.CORRECTION, data))).pages
    assert len(pages) >= 3
    assert all("存在的问题" in squeezed(page.extract_text()) for page in pages[:2])
    assert f"第3页，共{len(pages)}页" in squeezed(pages[2].extract_text())
