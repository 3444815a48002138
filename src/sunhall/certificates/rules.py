"""How certificates are numbered, how long they are valid, what is printed on them, what the public learns. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

from stdnum.iso7064 import mod_11_10, mod_37_36

from sunhall.catalogue.content.asks import Field
from sunhall.catalogue.content.course import Result
from sunhall.kernel.ids import resident
from sunhall.kernel.refused import Refused
from sunhall.kernel.text import TextByLanguage as Text

DEFAULT_PATTERN: Final = "{authority}证字〔{year}〕第{seq:5}号"  # a matter may set its own
_TOKEN: Final = re.compile(r"\{(?P<name>[a-z_]+)(?::(?P<of>[a-z0-9_]+))?\}")
_ALGORITHMS: Final = {"mod11_10": mod_11_10, "mod37_36": mod_37_36}


def series_of(
    pattern: str, values: Mapping[str, str], mapped: Mapping[str, Mapping[str, str]], data: Mapping[str, Any]
) -> str:
    """The pattern with everything filled in but the sequence and the check: numbers with equal series count together.

    `{region}`, `{year}`, `{authority}` come from `values`; `{map:field}` looks the field's value up in `mapped`.
    Refused `certificate_number_unknown` (field, value) when the map has no entry for what was applied for.
    """

    def fill(token: re.Match[str]) -> str:
        name, of = token["name"], token["of"]
        if name in ("seq", "check"):
            return token[0]
        if name == "map":
            told = str(data.get(of or "", ""))
            found = mapped.get(of or "", {}).get(told)
            if found is None:
                raise Refused("certificate_number_unknown", field=of, value=told)
            return found
        if name not in values:
            raise Refused("certificate_number_unknown", field=name, value="")
        return values[name]

    return _TOKEN.sub(fill, pattern or DEFAULT_PATTERN)


def number(series: str, serial: int) -> str:
    """The number with this serial: `number("JY2999900{seq:6}{check:mod11_10}", 1)`.

    The check covers the digits (for MOD 37,36 also letters) before it. Refused `certificate_numbers_used_up` when the
    serial needs more places than the pattern has.
    """
    made = ""
    rest = 0
    for token in _TOKEN.finditer(series):
        made += series[rest : token.start()]
        rest = token.end()
        if token["name"] == "seq":
            places = int(token["of"] or 1)
            told = f"{serial:0{places}d}"
            if token["of"] and len(told) > places:
                raise Refused("certificate_numbers_used_up", places=places)
            made += told
        else:
            algorithm = token["of"] or "mod11_10"
            kept = r"[^0-9]" if algorithm == "mod11_10" else r"[^0-9A-Z]"
            made += str(_ALGORITHMS[algorithm].calc_check_digit(re.sub(kept, "", made)))
    return made + series[rest:]


class Holder(Protocol):
    """Who holds a certificate."""

    @property
    def name(self) -> str: ...

    @property
    def id_number(self) -> str: ...

    @property
    def is_person(self) -> bool: ...


def rows(result: Result, fields: Sequence[Field], data: Mapping[str, Any], holder: Holder) -> list[dict[str, Any]]:
    """Holder and identity first, then what the matter prints; what says the same as the holder is not said twice."""
    told = printed(result, fields, data)
    values = [row["value"].get("zh-hans") for row in told]
    first = []
    if holder.name not in values:
        label = {"zh-hans": "姓名", "en": "Name"} if holder.is_person else {"zh-hans": "名称", "en": "Name"}
        first.append({"field": "holder", "label": label, "value": {"zh-hans": holder.name}})
    if not holder.is_person and holder.id_number not in values:
        label = {"zh-hans": "统一社会信用代码", "en": "Credit code"}
        first.append({"field": "holder_id", "label": label, "value": {"zh-hans": holder.id_number}})
    return first + told


def printed(result: Result, fields: Sequence[Field], data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a certificate from the form: `{"label": Text, "value": Text}`, in the order the matter names them.

    Fields left empty are left out; numbers of a person's identity are masked, a certificate hangs on a wall.
    """
    by_id = {field.id: field for field in fields}
    by_id.update({column.id: column for field in fields for column in field.columns})
    rows = []
    for name in result.prints:
        field = by_id.get(name)
        value = shown(field, data.get(name)) if field else Text()
        if field and any(value.values()):
            rows.append({"field": name, "label": dict(field.label), "value": dict(value)})
    return rows


def shown(field: Field, value: Any) -> Text:
    """A form value as words in both languages; empty where nothing was filled in."""
    if value is None or value == "" or value == []:
        return Text()
    if isinstance(value, bool):
        return Text({"zh-hans": "是", "en": "yes"} if value else {"zh-hans": "否", "en": "no"})
    if isinstance(value, list):
        each = [shown(field, one) for one in value]
        joined = {"zh-hans": "；", "en": "; "}
        return Text({lang: mark.join(t.into(lang) for t in each) for lang, mark in joined.items()})
    if isinstance(value, Mapping):  # a table row, or an address of several parts
        columns = {column.id: column for column in field.columns}
        parts = [shown(columns.get(k, field), v) for k, v in value.items() if k in columns or not field.columns]
        return Text({lang: " ".join(filter(None, (p.into(lang) for p in parts))) for lang in ("zh-hans", "en")})
    told = str(value)
    if told in field.options:
        return Text(field.options[told])
    if field.type in ("resident_id", "id_number") and len(told) >= 8:
        return Text(resident.masked(told))
    if field.unit:
        return Text({"zh-hans": f"{told} {field.unit.into('zh-hans')}", "en": f"{told} {field.unit.into('en')}"})
    return Text(told)


TERRITORY: Final[dict[str, Text]] = {
    "nation": Text({"zh-hans": "全国", "en": "Nation-wide"}),
    "province": Text({"zh-hans": "本省级行政区域", "en": "This province"}),
    "city": Text({"zh-hans": "本市行政区域", "en": "This city"}),
    "county": Text({"zh-hans": "本县（市、区）行政区域", "en": "This county or district"}),
    "place": Text({"zh-hans": "本证载明的场所", "en": "The place named here"}),
}


class Dated(Protocol):
    status: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class State:
    """What the check page says: `code` is valid, renewed (its new certificate is to come), not_yet, expired, or why it
    ended; `is_good` what a reader asks."""

    code: str
    is_good: bool


def state_on(certificate: Dated, today: date, *, is_renewed: bool = False) -> State:
    """The state of a certificate on a day. Expiry is a comparison, never a stored fact.

    `is_renewed`: its renewal was granted, or counts as granted by silence (Licensing Law art. 50(2)), and the new
    certificate is not made yet: the licence goes on though the term printed on this one is over.
    """
    if certificate.status != "valid":
        return State(certificate.status, False)
    if today < certificate.valid_from:
        return State("not_yet", False)
    if certificate.valid_to is not None and today > certificate.valid_to:
        return State("renewed", True) if is_renewed else State("expired", False)
    return State("valid", True)
