"""Numbers and validity of what is granted, by the patterns of the matter."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from stdnum.iso7064 import mod_11_10

from sunhall.catalogue.content.course import Result, Validity

TOKEN = re.compile(r"\{([a-z0-9_]+)(?::([a-z0-9_]+))?\}")
TOKENS = ("region", "year", "seq", "map", "check")
CHECKS = ("mod11_10",)


def certificate_number(result: Result, *, data: Mapping[str, Any], region: str, on: date, sequence: int) -> str:
    """The number of a document: the pattern with its tokens filled. ValueError where a value has no characters.

    {region} six digits, {year} of the decision, {seq:6} the sequence number, {map:field} characters by a form field's
    value, {check:mod11_10} the check digit over the digits before it (ISO/IEC 7064, as GB/T 17710).
    """
    number = ""
    at = 0
    for token in TOKEN.finditer(result.number):
        number += result.number[at : token.start()]
        at = token.end()
        number += _filled(token[1], token[2] or "", number, result, data, region, on, sequence)
    return number + result.number[at:]


def _filled(
    kind: str, detail: str, before: str, result: Result, data: Mapping[str, Any], region: str, on: date, sequence: int
) -> str:
    if kind == "region":
        return region
    if kind == "year":
        return f"{on.year}"
    if kind == "seq":
        width = int(detail or 6)
        if len(str(sequence)) > width:
            raise ValueError(f"the number {sequence} needs more than {width} digits")
        return f"{sequence:0{width}d}"
    if kind == "map":
        found = result.number_map.get(detail, {}).get(str(data.get(detail)))
        if found is None:
            raise ValueError(f"no characters for {detail} = {data.get(detail)!r}")
        return found
    if kind == "check":
        return str(mod_11_10.calc_check_digit("".join(c for c in before if c.isdigit())))
    raise ValueError(f"unknown token {{{kind}}}")


def valid_until(validity: Validity, *, start: date, data: Mapping[str, Any]) -> date | None:
    """The last day of a document that begins on `start` (see `Validity.starts`); None for one without end.

    A period of years or months ends on the day before the day of the same number, or the last day of a short month.
    """
    if validity.until_field:
        until = data.get(validity.until_field)
        return date.fromisoformat(until) if until else None
    if validity.days:
        return start + timedelta(days=int(validity.days) - 1)
    months = (int(validity.years) * 12 if validity.years else 0) + (int(validity.months) if validity.months else 0)
    if not months:
        return None
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    same_day = min(start.day, (first_of_next - timedelta(days=1)).day)
    end = date(year, month, same_day)
    return end - timedelta(days=1) if same_day == start.day else end
