"""Values of a form: what was typed made into typed values, and one value checked by the kind of its field."""

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sunhall.catalogue.content.asks import Field
from sunhall.kernel.ids import project_code, resident, uscc
from sunhall.kernel.ids.fault import Fault
from sunhall.kernel.text import TextByLanguage

MAX_NUMBER = 10**15
LARGEST = 2**62  # CEL counts in 64 bits
PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(?:-\d{1,6})?|\+[1-9]\d{6,14}", re.ASCII)
EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+")
POSTCODE = re.compile(r"\d{6}", re.ASCII)
URL = re.compile(r"https?://[^\s/]+\.[^\s]+")
OTHER_ID = re.compile(r"[0-9A-Z]{5,20}", re.ASCII)
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
YES, NO = {"true", "yes", "on", "1", "是"}, {"false", "no", "off", "0", "否"}


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with a field. `code` is worded at the edge with `facts`; a matter's own check brings `message`.

    In a table, `row` counts from 0 and `column` names the column. `level` is error or warning.
    """

    field: str
    code: str
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    message: TextByLanguage | None = None
    row: int | None = None
    column: str = ""
    level: str = "error"


def is_empty(value: Any) -> bool:
    """Nothing was given: no value, blanks, or an empty list."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def is_number(value: Any) -> bool:
    """A number that can be counted with: not a truth value, not endless, not beyond all measure."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -LARGEST < value < LARGEST


def typed(f: Field, raw: Any) -> Any:
    """What was typed, as the type of the field; what cannot be read stays as typed, so that nothing is lost."""
    if f.type == "table":
        rows = raw if isinstance(raw, list) else []
        return [
            {c.id: typed(c, row.get(c.id)) for c in f.columns}
            for row in rows
            if isinstance(row, Mapping) and _used(row)
        ]
    if f.type in ("choices", "file"):
        return [v for v in (raw if isinstance(raw, list) else [raw]) if not is_empty(v)]
    if isinstance(raw, list):
        raw = raw[-1] if raw else None
    if isinstance(raw, str):
        return _READERS.get(f.type, _text)(f, raw)
    return raw


def _used(row: Mapping[str, Any]) -> bool:
    return any(not is_empty(v) for v in row.values())


def _text(f: Field, raw: str) -> Any:
    return raw.replace("\r\n", "\n").strip()


def _plain(f: Field, raw: str) -> str:
    return "".join(unicodedata.normalize("NFKC", raw).split()).upper()


def _number(f: Field, raw: str) -> Any:
    text = unicodedata.normalize("NFKC", raw).replace(",", "").strip()
    if not text:
        return None
    if f.type == "money":
        return _fen(text) if re.fullmatch(r"\d{1,13}(\.\d{1,2})?", text, re.ASCII) else raw
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,10})?", text, re.ASCII):
        return raw
    if f.decimals == 0 and "." not in text:
        return int(text)
    return float(text)


def _fen(yuan: str) -> int:
    whole, _, cents = yuan.partition(".")
    return int(whole) * 100 + int(f"{cents:0<2}" or 0)


def _date(f: Field, raw: str) -> Any:
    text = unicodedata.normalize("NFKC", raw).strip()
    found = DATE.fullmatch(text)
    if not found:
        return text
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return text


def _flag(f: Field, raw: str) -> Any:
    word = raw.strip().lower()
    return True if word in YES else False if word in NO else (None if not word else raw)


_READERS: Mapping[str, Callable[[Field, str], Any]] = {
    "number": _number,
    "money": _number,
    "date": _date,
    "yes_no": _flag,
    "declaration": _flag,
    "resident_id": _plain,
    "usci": _plain,
    "id_number": _plain,
    "project_code": _plain,
    "bank_card": _plain,
    "phone": lambda f, raw: unicodedata.normalize("NFKC", raw).replace(" ", "").strip(),
}


def fault(f: Field, value: Any, data: Mapping[str, Any], today: date, options: Mapping[str, Any]) -> FieldError | None:
    """What is wrong with one value that is not empty, by the kind of its field; None when it is right."""
    found = _CHECKS.get(f.type, _check_text)(f, value, data, today, options)
    return FieldError(f.id, found[0], found[1]) if found else None


Found = tuple[str, dict[str, Any]] | None


def _check_text(f: Field, value: Any, data: Mapping[str, Any], today: date, options: Mapping[str, Any]) -> Found:
    if not isinstance(value, str):
        return "not_text", {}
    if len(value) > f.longest:
        return "too_long", {"max": f.longest, "length": len(value)}
    if len(value) < f.min_length:
        return "too_short", {"min": f.min_length}
    if any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in value):
        return "control_characters", {}
    if f.pattern and not re.fullmatch(f.pattern, value):
        return "wrong_pattern", {"pattern": f.pattern_message or f.pattern}
    return _shape(f.type, value)


_SHAPES = {
    "phone": (PHONE, "not_a_phone"),
    "email": (EMAIL, "not_an_email"),
    "postcode": (POSTCODE, "not_a_postcode"),
    "url": (URL, "not_a_url"),
}


def _shape(kind: str, value: str) -> Found:
    if kind in _SHAPES and not _SHAPES[kind][0].fullmatch(value):
        return _SHAPES[kind][1], {}
    return None


def _check_number(f: Field, value: Any, data: Mapping[str, Any], today: date, options: Mapping[str, Any]) -> Found:
    if not is_number(value):
        return "not_a_number", {}
    places = 0 if f.type == "money" else f.decimals
    if places == 0 and not float(value).is_integer():
        return "not_a_whole_number", {}
    if round(value, places) != value:
        return "too_many_decimals", {"decimals": places}
    low = f.min.value if f.min else None
    high = f.max.value if f.max else MAX_NUMBER
    if low is not None and value < low:
        return "too_small", {"min": _shown(f, low)}
    return ("too_large", {"max": _shown(f, high)}) if value > high else None


def _shown(f: Field, limit: Any) -> Any:
    """A limit as the applicant types it: money in yuan, though it is kept in fen."""
    return f"{limit // 100}.{limit % 100:02d}" if f.type == "money" and isinstance(limit, int) else limit


def _check_date(f: Field, value: Any, data: Mapping[str, Any], today: date, options: Mapping[str, Any]) -> Found:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        return "not_a_date", {}
    if not 1900 <= day.year <= 2200:
        return "not_a_date", {}
    low, high = _day(f.min, today), _day(f.max, today)
    if low and day < low:
        return "too_early", {"min": low.isoformat()}
    return ("too_late", {"max": high.isoformat()}) if high and day > high else None


def _day(limit: Any, today: date) -> date | None:
    if limit is None:
        return None
    return today if limit.value == "today" else date.fromisoformat(str(limit.value))


def _check_choice(f: Field, value: Any, data: Mapping[str, Any], today: date, options: Mapping[str, Any]) -> Found:
    return None if isinstance(value, str) and value in options else ("not_an_option", {})


def _check_choices(f: Field, value: Any, data: Mapping[str, Any], today: date, options: Mapping[str, Any]) -> Found:
    right = isinstance(value, list) and all(isinstance(v, str) and v in options for v in value)
    return None if right and len(set(value)) == len(value) else ("not_an_option", {})


def _check_flag(f: Field, value: Any, data: Mapping[str, Any], today: date, options: Mapping[str, Any]) -> Found:
    if not isinstance(value, bool):
        return "not_an_option", {}
    return ("must_be_true", {}) if f.type == "declaration" and not value else None


def _check_resident(f: Field, value: Any, data: Mapping[str, Any], today: date, options: Mapping[str, Any]) -> Found:
    return _identity("resident_id", resident.read(str(value), today))


def _check_usci(f: Field, value: Any, data: Mapping[str, Any], today: date, options: Mapping[str, Any]) -> Found:
    return _identity("usci", uscc.read(str(value)))


def _check_project(f: Field, value: Any, data: Mapping[str, Any], today: date, options: Mapping[str, Any]) -> Found:
    return _identity("project_code", project_code.read(str(value)))


def _check_id(f: Field, value: Any, data: Mapping[str, Any], today: date, options: Mapping[str, Any]) -> Found:
    """An ID whose kind another field says; a resident ID by its check digit, others by their shape."""
    if data.get(f.id_type_field) in ("resident_id", "", None):
        return _check_resident(f, value, data, today, options)
    return None if OTHER_ID.fullmatch(str(value)) else ("not_an_id_number", {})


def _identity(kind: str, read: Any) -> Found:
    return (f"{kind}_{read.reason}", {"reason": read.reason}) if isinstance(read, Fault) else None


def _check_card(f: Field, value: Any, data: Mapping[str, Any], today: date, options: Mapping[str, Any]) -> Found:
    """A bank card number: 12 to 19 digits with the Luhn check digit (ISO/IEC 7812-1)."""
    text = str(value)
    if not re.fullmatch(r"\d{12,19}", text, re.ASCII):
        return "not_a_card_number", {}
    total = sum(sum(divmod(int(c) * (1 + i % 2), 10)) for i, c in enumerate(reversed(text)))
    return None if total % 10 == 0 else ("card_check_digit", {})


def _check_files(f: Field, value: Any, data: Mapping[str, Any], today: date, options: Mapping[str, Any]) -> Found:
    return None if isinstance(value, list) else ("not_a_file", {})


_CHECKS: Mapping[str, Callable[[Field, Any, Mapping[str, Any], date, Mapping[str, Any]], Found]] = {
    "number": _check_number,
    "money": _check_number,
    "date": _check_date,
    "choice": _check_choice,
    "choices": _check_choices,
    "yes_no": _check_flag,
    "declaration": _check_flag,
    "resident_id": _check_resident,
    "id_number": _check_id,
    "usci": _check_usci,
    "project_code": _check_project,
    "bank_card": _check_card,
    "file": _check_files,
}
