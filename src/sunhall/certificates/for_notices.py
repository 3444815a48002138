"""What the notices of cases tell of certificates. Notices are written below certificates, so `certificates.apps` names
this module to them (`cases.notices.sheet.Certificates`); nobody else calls it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sunhall.cases.contents import Content
from sunhall.cases.notices.sheet import Changed, Paper
from sunhall.certificates import rules
from sunhall.certificates.models import Certificate
from sunhall.kernel.text import TextByLanguage
from sunhall.people.queries import party_row

_NOTHING: Mapping[str, Any] = {"value": {}}


def named(numbers: Sequence[int]) -> dict[int, Paper]:
    """Certificates by their ids, in the order they were made. One query."""
    rows = Certificate.objects.filter(pk__in=numbers).order_by("pk").values_list("pk", "number", "result_name")
    return {pk: Paper(number, TextByLanguage(name)) for pk, number, name in rows}


def changed(certificate: int, content: Content) -> list[Changed]:
    """What a certificate says and what it will say when it is made anew for this application (Licensing Law art. 49).

    Only what differs, in the order in which it is printed. Conditions are of the decision and not compared.
    """
    old = Certificate.objects.filter(pk=certificate).first()
    result = next((r for r in content.version.results if old and r.id == old.result_id), None)
    if old is None or result is None:
        return []
    before = {row["field"]: row for row in old.content.get("rows", ())}
    data = content.data
    if result.per:
        table = data.get(result.per) or [{}]
        data = {**data, **table[min(max(old.row, 1), len(table)) - 1]}
    after = {
        row["field"]: row for row in rules.rows(result, content.version.form.fields, data, party_row(content.row.party))
    }
    return [
        Changed(TextByLanguage((after.get(name) or before[name])["label"]), was, now)
        for name in [*after, *(name for name in before if name not in after)]
        if (was := _value(before, name)) != (now := _value(after, name))
    ]


def _value(rows: Mapping[str, Mapping[str, Any]], name: str) -> TextByLanguage:
    return TextByLanguage(rows.get(name, _NOTHING)["value"])
