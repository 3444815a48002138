"""The re-check of certificates: what the acts issued is there and stands as they left it (arts. 39, 44, 69, 70)."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from sunhall.cases.audit import Found
from sunhall.cases.models import Act, Case
from sunhall.certificates.models import Certificate
from sunhall.law.audit import Finding
from sunhall.law.lifecycles.kinds import Kind

_STRIKES: Final = {
    Kind.WITHDRAW_LICENCE: "withdrawn",
    Kind.REVOKE: "revoked",
    Kind.FORFEIT: "forfeited",
    Kind.CANCEL: "cancelled",
}
_UNTOUCHED: Final = frozenset({Certificate.Status.VALID, Certificate.Status.CHANGED})  # a later file may replace it


def check(first: int, last: int) -> Iterator[Found]:
    """Re-check the certificates of the cases with ids from `first` to `last` (both included): three statements."""
    states = _by_acts(first, last)
    rows = Certificate.objects.filter(case_id__gte=first, case_id__lte=last).values_list("id", "case_id", "status")
    stored = {number: (case_id, status) for number, case_id, status in rows}
    wrong: list[tuple[int, Finding]] = []
    for number, (case_id, seq, state) in states.items():
        found = stored.get(number)
        if found is None or found[0] != case_id:
            wrong.append((case_id, Finding("certificate_missing", "ALL/39", seq, {"certificate": number})))
        elif found[1] not in (_UNTOUCHED if state == "valid" else {state}):
            told = {"certificate": number, "stored": found[1], "by_acts": state}
            wrong.append((case_id, Finding("certificate_differs", "ALL/70", seq, told)))
    for number, (case_id, _) in stored.items():
        if number not in states:
            wrong.append((case_id, Finding("certificate_without_act", "ALL/39", 0, {"certificate": number})))
    if wrong:
        names = dict(Case.objects.filter(pk__in={c for c, _ in wrong}).values_list("pk", "number"))
        yield from (Found(case_id, names.get(case_id, ""), finding) for case_id, finding in wrong)


def _by_acts(first: int, last: int) -> dict[int, tuple[int, int, str]]:
    """Certificate → case, the act that set its state last, the state."""
    states: dict[int, tuple[int, int, str]] = {}
    kinds: dict[str, str] = defaultdict(lambda: "valid", {str(k): v for k, v in _STRIKES.items()})
    acts = Act.objects.filter(case_id__gte=first, case_id__lte=last, kind__in=[str(Kind.ISSUE), *map(str, _STRIKES)])
    rows: Any = acts.order_by("case_id", "seq").values_list("case_id", "seq", "kind", "payload")
    for case_id, seq, kind, payload in rows:
        for number in payload["certificates"]:
            states[number] = (case_id, seq, kinds[kind])
    return states
