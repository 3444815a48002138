"""Office files and OFD: zip packages, checked as what they claim to be; no macros, bombs or strange paths. Pure."""

import io
import re
import zipfile
import zlib
from typing import Final

from sunhall.kernel.refused import Refused

MAX_ENTRIES: Final = 5000
MAX_UNPACKED: Final = 300 * 1024 * 1024  # bytes, all entries together
MAX_RATIO: Final = 200  # unpacked : packed, for what unpacks to more than 10 MB
_SMALL: Final = 10 * 1024 * 1024
_READ_LIMIT: Final = 2 * 1024 * 1024  # of one entry that we look into

_MAIN: Final = (
    (b"wordprocessingml.document.main+xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"spreadsheetml.sheet.main+xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)
_OUTSIDE: Final = re.compile(rb"TargetMode\s*=\s*[\"']External", re.IGNORECASE)
_REMOTE: Final = re.compile(rb"/(attachedTemplate|oleObject|frame|subDocument|externalLink)[\"']", re.IGNORECASE)


def type_of(content: bytes) -> str:
    """The media type of a zip package: an OOXML document or sheet, OFD, or just `application/zip`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            _refuse_bombs(entries, len(content))
            names = {entry.filename for entry in entries}
            if "[Content_Types].xml" in names:
                return _office_type(package, entries)
            if "OFD.xml" in names and b"ofdspec.org" in _read(package, "OFD.xml"):
                return "application/ofd"
    except Refused:
        raise
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise Refused("package_broken") from error
    return "application/zip"


def is_also_a_zip(content: bytes) -> bool:
    """Whether a zip with entries hangs at the end of another file: one name, two contents."""
    if b"PK\x05\x06" not in content[-66_000:]:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return bool(package.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _refuse_bombs(entries: list[zipfile.ZipInfo], packed: int) -> None:
    if len(entries) > MAX_ENTRIES:
        raise Refused("package_too_many_entries", entries=len(entries), limit=MAX_ENTRIES)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED or (unpacked > _SMALL and unpacked > packed * MAX_RATIO):
        raise Refused("package_unpacks_too_large", size=unpacked, limit=MAX_UNPACKED)
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        if ".." in parts or entry.filename.startswith(("/", "\\")) or ":" in parts[0]:
            raise Refused("package_broken")
        if entry.flag_bits & 0x1:
            raise Refused("package_encrypted")


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    """One entry, never more than the limit: the size an entry declares may be a lie."""
    with package.open(name) as entry:
        content = entry.read(_READ_LIMIT + 1)
    if len(content) > _READ_LIMIT:
        raise Refused("package_unpacks_too_large", size=len(content), limit=_READ_LIMIT)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 would hide words from the checks below
        content = content.decode("utf-16", "replace").encode()
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content:
        raise Refused("package_broken")
    return content


def _office_type(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    types = _read(package, "[Content_Types].xml")
    names = [entry.filename.lower() for entry in entries]
    if b"macroenabled" in types.lower() or any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise Refused("office_active", what="macros")
    if any("/activex/" in name or "/embeddings/" in name for name in names):
        raise Refused("office_active", what="embedded objects")
    for entry in entries:
        if entry.filename.lower().endswith(".rels"):
            relations = _read(package, entry.filename)
            if b"external" in relations.lower() and _external_parts(relations):
                raise Refused("office_active", what="linked outside parts")
    for mark, media_type in _MAIN:
        if mark in types:
            return media_type
    return "application/zip"


def _external_parts(relations: bytes) -> bool:
    """Whether a part (template, object, frame) is fetched from elsewhere on opening; plain hyperlinks are harmless."""
    each = re.findall(rb"<[^<>]*Relationship\s[^<>]*>", relations)
    return any(_OUTSIDE.search(one) and _REMOTE.search(one) for one in each)
