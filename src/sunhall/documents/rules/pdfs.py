"""PDF files: opened, counted, and refused when locked, broken, or carrying anything that acts. Pure."""

import io
import logging
from collections.abc import Iterator
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from sunhall.kernel.refused import Refused

MAX_PAGES: Final = 2000
MAX_OBJECTS: Final = 200_000

# Keys and action types that run, fetch, send or hide something. Links to pages and web addresses are none of these.
_ACTIVE_KEYS: Final = {"/JS": "JavaScript", "/JavaScript": "JavaScript", "/XFA": "XFA", "/RichMedia": "RichMedia"}
_ACTIVE_ACTIONS: Final = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToE",
        "/GoToR",
        "/RichMediaExecute",
        "/Movie",
        "/Rendition",
    }
)
_ATTACHMENTS: Final = frozenset({"/EmbeddedFiles", "/EmbeddedFile", "/EF"})

# Readers grumble about every harmless flaw of a scanner's PDF; what matters to us is raised, not logged.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def pages_of(content: bytes) -> int:
    """The number of pages; raises `Refused` (pdf_encrypted, pdf_broken, pdf_active, pdf_attachments, pdf_too_long)."""
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise Refused("pdf_encrypted")
        pages = len(reader.pages)
        if pages == 0:
            raise Refused("pdf_broken")
        if pages > MAX_PAGES:
            raise Refused("pdf_too_long", pages=pages, limit=MAX_PAGES)
        for found in _dictionaries(reader):
            _refuse_active(found)
        for page in reader.pages:
            page.mediabox  # noqa: B018 - a page without a size cannot be shown
    except Refused:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        raise Refused("pdf_broken") from error
    except RecursionError as error:
        raise Refused("pdf_broken") from error
    except Exception as error:  # whatever else the reader trips over, it has not read the file
        raise Refused("pdf_broken") from error
    return pages


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file, reachable or not: what is unreachable for us may be found by another reader."""
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    if len(numbers) > MAX_OBJECTS:
        raise Refused("pdf_too_complex", objects=len(numbers), limit=MAX_OBJECTS)
    waiting: list[Any] = [reader.trailer]
    for generation, table in reader.xref.items():
        waiting.extend(IndirectObject(number, generation, reader) for number in table if number)
    waiting.extend(IndirectObject(number, 0, reader) for number in reader.xref_objStm)
    while waiting:
        value = waiting.pop()
        if isinstance(value, IndirectObject):
            try:
                value = reader.get_object(value)
            except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
                continue  # a dead entry of the table: common in real files, and nothing to run
        if isinstance(value, DictionaryObject):
            yield value
            inside: Any = value.values()
        elif isinstance(value, ArrayObject):
            inside = value
        else:
            continue
        waiting.extend(v for v in inside if isinstance(v, DictionaryObject | ArrayObject))


def _refuse_active(found: DictionaryObject) -> None:
    for key in found:
        if key in _ACTIVE_KEYS:
            raise Refused("pdf_active", what=_ACTIVE_KEYS[key])
        if key in _ATTACHMENTS:
            raise Refused("pdf_attachments")
    action = found.raw_get("/S") if "/S" in found else None
    if action in _ACTIVE_ACTIONS:
        raise Refused("pdf_active", what=str(action).lstrip("/"))
    if found.get("/Type") == "/EmbeddedFile" or found.get("/Subtype") == "/FileAttachment":
        raise Refused("pdf_attachments")
