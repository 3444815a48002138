"""Which files are let in, told by their content and never by their name; how they are named and served. Pure.

`inspect` is the one door: it finds out what the bytes are, opens them as that, and refuses what is broken, locked,
active (scripts, macros, launch actions), nested, oversized when unpacked, or two kinds of file at once.
A refusal is `Refused(code, **facts)`; the codes are listed in `docs/reference/notices.md`.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

import puremagic

from sunhall.documents.rules import images, packages, pdfs
from sunhall.kernel.refused import Refused

MAX_BYTES: Final = 20 * 1024 * 1024  # a file, unless the matter says otherwise

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFD: Final = "application/ofd"  # GB/T 33190-2016

# Media type -> the extensions it usually has; the first is the one we give it.
EXTENSIONS: Final[dict[str, tuple[str, ...]]] = {
    PDF: ("pdf",),
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/png": ("png",),
    "image/webp": ("webp",),
    "image/tiff": ("tif", "tiff"),
    "image/bmp": ("bmp", "dib"),
    DOCX: ("docx",),
    XLSX: ("xlsx",),
    OFD: ("ofd",),
}
ALLOWED: Final = frozenset(EXTENSIONS)
INLINE: Final = frozenset({PDF, "image/jpeg", "image/png", "image/webp"})  # what a browser shows by itself, safely

# What we recognise in order to name it in the refusal; none of these is ever let in.
_FOREIGN: Final[tuple[tuple[bytes, str], ...]] = (
    (b"MZ", "application/x-dosexec"),
    (b"\x7fELF", "application/x-executable"),
    (b"\xca\xfe\xba\xbe", "application/java-vm"),
    (b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (b"#!", "text/x-script"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),  # .doc, .xls, .msi: may carry macros
    (b"{\\rtf", "application/rtf"),
    (b"Rar!\x1a\x07", "application/x-rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"GIF8", "image/gif"),
)
_MARKUP: Final = re.compile(
    rb"<\s*(!doctype\s+html|html|head|body|script|iframe|svg|\?php|object|embed)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a file turned out to be. `extension_matches` is false when its name promised another type."""

    media_type: str
    name: str  # safe to store, show and send in a header
    extension_matches: bool
    pages: int | None = None
    width: int | None = None  # pixels
    height: int | None = None


def inspect(content: bytes, name: str, allowed: Collection[str] = ALLOWED, max_bytes: int = MAX_BYTES) -> Inspected:
    """Say what a file is, or raise `Refused` with why it cannot be taken. `allowed` are media types."""
    if not content:
        raise Refused("file_empty", name=safe_name(name))
    if len(content) > max_bytes:
        raise Refused("file_too_large", name=safe_name(name), size=len(content), limit=max_bytes)
    media_type = _type_of(content)
    if media_type not in EXTENSIONS or media_type not in allowed:
        raise Refused("file_type_not_allowed", name=safe_name(name), found=media_type, allowed=sorted(allowed))
    pages = width = height = None
    if media_type == PDF:
        pages = pdfs.pages_of(content)
    elif media_type.startswith("image/"):
        width, height, pages = images.size_of(content, media_type)
    if (media_type == PDF or media_type.startswith("image/")) and packages.is_also_a_zip(content):
        raise Refused("file_is_two_things", name=safe_name(name), found=media_type, also="application/zip")
    kept = safe_name(name)
    matches = _extension(kept) in EXTENSIONS[media_type]
    return Inspected(media_type, kept, matches, pages, width, height)


def _type_of(content: bytes) -> str:
    """The media type of the content: ours by signature, foreign ones named as well as can be."""
    head = content[:1024]
    found = _signed(content)
    if found is not None:
        if found == PDF or found.startswith("image/"):
            _refuse_second_head(head, found)
        return found
    if _MARKUP.search(head):
        # HTML or SVG, or something else that a browser could be talked into reading as such.
        return "image/svg+xml" if b"<svg" in head.lower() else "text/html"
    return _guess(content)


def _signed(content: bytes) -> str | None:
    """The type that the first bytes claim, ours or foreign."""
    if content.startswith(b"%PDF-"):
        return PDF
    if image := images.type_of(content):
        return image
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return packages.type_of(content)
    return next((media_type for signature, media_type in _FOREIGN if content.startswith(signature)), None)


def _refuse_second_head(head: bytes, found: str) -> None:
    """Browsers look for markup, PDF readers for a PDF header, anywhere in the first 1024 bytes."""
    if found != PDF and b"%PDF-" in head:
        raise Refused("file_is_two_things", found=found, also=PDF)
    if _MARKUP.search(head):
        raise Refused("file_is_two_things", found=found, also="text/html")


def _guess(content: bytes) -> str:
    """A name for what we do not take, for the message only."""
    try:
        return str(puremagic.from_string(content[:8192], mime=True)) or "application/octet-stream"
    except (puremagic.PureError, ValueError):
        pass
    try:
        content[:8192].decode("utf-8", errors="strict")
    except UnicodeDecodeError:
        return "application/octet-stream"
    return "text/plain"


_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f-\x9f"*:<>?|\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff]')


def safe_name(name: str) -> str:
    """The last part of a file's name without control, direction and path characters; at most 120 characters."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8")))[-1]
    clean = re.sub(r"\s+", " ", _UNSAFE.sub("", last)).strip().strip(".").strip()
    stem, dot, extension = clean.rpartition(".")
    if dot and stem and len(extension) <= 8:
        return f"{stem[: 119 - len(extension)]}.{extension}"
    return clean[:120] or "file"


def _extension(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def serving_headers(media_type: str, name: str, *, inline: bool = False) -> dict[str, str]:
    """HTTP headers with which a stored file is sent: never sniffed, never run, never kept by shared caches.

    `inline` is honoured for PDF and images only. The name goes in RFC 6266 form, Chinese included.
    """
    extensions = EXTENSIONS.get(media_type, ())
    shown = safe_name(name)
    if extensions and _extension(shown) not in extensions:
        shown = f"{shown}.{extensions[0]}"  # a picture called "plan.pdf" is sent as what it is
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", shown)
    disposition = "inline" if inline and media_type in INLINE else "attachment"
    return {
        "Content-Type": media_type if media_type in EXTENSIONS else "application/octet-stream",
        "Content-Disposition": f"{disposition}; filename=\"{plain}\"; filename*=UTF-8''{quote(shown, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
