"""The PDF of a certificate. Called by `certificates.acts` only; what it shows is `Printed`, nothing is read here."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sunhall.certificates import frame
from sunhall.documents import acts as documents
from sunhall.documents import render


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on a certificate. Texts are language maps or strings; `rows` are label and value from the form."""

    result_name: Any
    number: str
    authority: Any
    rows: Sequence[dict[str, Any]]
    valid_from: date
    valid_to: date | None
    validity_text: Any  # words, where the end depends on something else
    territory: Any
    conditions: str
    date: date  # of issue
    case_number: str
    licence_id: str
    check_code: str


def address(number: str, code: str) -> str:
    """Where a certificate is checked; stands in its QR code."""
    return documents.public_address(f"/verify/{documents.quoted(number)}/?code={code}")


def made(printed: Printed) -> bytes:
    """The certificate as PDF/A: the same content gives the same bytes. Refused `document_glyph_missing`."""
    where = address(printed.number, printed.check_code)
    data = {**asdict(printed), "_frame": frame.svg(), "_check_url": where, "_qr": render.qr_svg(where)}
    return render.pdf("certificates/certificate", data)
