"""Turns a template and its data into a PDF: archival (PDF/A-2a), accessible (PDF/UA-1), same input, same bytes.

Data reaches the template as one JSON string and is shown as text, never read as markup, so nothing a person entered
can act. A character for which no font has a glyph is refused (`document_glyph_missing`), not printed as a box.
Templates lie in `<capability>/templates/*.typ` and are named `documents/acceptance`. Any capability may call `pdf`.
"""

import functools
import json
import re
import threading
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final, Literal

import segno
import typst
from noto_cjk_sans_otc import FONT_PATH  # type: ignore[import-untyped]
from pylopdf_fonts_zh_cn import sans_path

from sunhall.kernel import clock
from sunhall.kernel.refused import Refused

ROOT: Final = Path(__file__).resolve().parent.parent  # src/sunhall: what templates may import lies below it
_STANDARDS: Final[list[Literal["a-2a", "ua-1"]]] = ["a-2a", "ua-1"]
_NAME: Final = re.compile(r"[a-z_]+/[a-z_]+")
_own = threading.local()


@functools.cache
def _fonts() -> typst.Fonts:
    # Noto Sans and Serif SC first (about 30,000 characters each); Noto Sans CJK for the rare ones of names and places.
    folders = [str(sans_path().parent), str(Path(str(FONT_PATH)).parent)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _compiler() -> typst.Compiler:
    """One compiler for each thread: it keeps parsed templates and shaped text, and is not safe to share."""
    if not hasattr(_own, "compiler"):
        _own.compiler = typst.Compiler(None, root=str(ROOT), font_paths=_fonts(), ignore_system_fonts=True)
    compiler: typst.Compiler = _own.compiler
    return compiler


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Render `template` with `data`; `data["date"]` (a legal day, ISO) dates the file.

    Raises `Refused("document_glyph_missing", character=…, code_point=…)` for a character without a glyph.
    """
    if not _NAME.fullmatch(template):
        raise ValueError(f"not the name of a template: {template!r}")
    folder, name = template.split("/")
    told = clean(data)
    made_at = datetime.combine(date.fromisoformat(told["date"]), time(12), clock.ZONE)  # noon: the same day in UTC
    try:
        made = _compiler().compile(
            ROOT / folder / "templates" / f"{name}.typ",
            format="pdf",
            sys_inputs={"data": json.dumps(told, ensure_ascii=False)},
            pdf_standards=[*_STANDARDS],
            timestamp=int(made_at.timestamp()),
        )
    except typst.TypstError as error:
        if character := _without_glyph(error):
            code_point = " ".join(f"U+{ord(each):04X}" for each in character)
            raise Refused("document_glyph_missing", character=character, code_point=code_point) from error
        raise
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


_GLYPH: Final = re.compile(r'the text `"(.+?)"` (?:could not be displayed|was not mapped)', re.DOTALL)


def _without_glyph(error: typst.TypstError) -> str:
    """The character a PDF/A export stumbled over, or an empty string when the error is another one."""
    if not (found := _GLYPH.search(error.message)):
        return ""
    if escaped := re.fullmatch(r"\\u\{([0-9a-fA-F]+)\}", found[1]):
        return chr(int(escaped[1], 16))
    return found[1]


# Control characters, and those that turn the reading direction or hide: no part of any name, and a way to deceive.
_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufe00-\ufe0f\U000e0000-\U000e01ef\ud800-\udfff]"
)


def clean(value: Any) -> Any:
    """Data ready for a template: dates in ISO, text in NFC without control, direction and invisible characters."""
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", _HIDDEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n")))
        return text.replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n")
    if isinstance(value, Mapping):
        return {str(key): clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [clean(each) for each in value]
    if isinstance(value, datetime):
        return value.astimezone(clock.ZONE).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float):
        return value
    raise TypeError(f"a document cannot show a {type(value).__name__}")


def qr_svg(address: str) -> str:
    """A QR code of an address as SVG text (error level M, no border: the template leaves the quiet zone)."""
    return segno.make(address, error="m", micro=False).svg_inline(border=0, dark="#10243a", omitsize=True)
