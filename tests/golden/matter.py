"""The 事项 line of a golden history: what its matter has other than the usual, in words."""

import re
from collections.abc import Callable
from typing import Any, Final

from tests.golden import words
from tests.golden.sayings import Names

from sunhall.law.lifecycles import procedure as procedures
from sunhall.law.lifecycles.procedure import Commitment, FirstReview, Intake, LaneRule, Procedure, Tolerance
from sunhall.law.terms import Term, Trigger, Unit

_UNITS: Final = {"个工作日": Unit.WORKING_DAY, "日": Unit.CALENDAR_DAY, "个月": Unit.MONTH}
_LAPSES: Final = {"视为放弃": "abandoned", "视为撤回": "withdrawn", "作出不予许可决定": "refused"}


def procedure(text: str, names: Names) -> Procedure:
    """The usual matter (statutory 20, promised 10, correction 15 working days) with what the line says."""
    said: dict[str, Any] = {"statutory": Term(20), "promised": Term(10)}
    intake: dict[str, Any] = {"correction_days": 15}
    for part in filter(None, (each.strip() for each in text.split("；"))):
        for pattern, read in _READERS:
            if match := re.fullmatch(pattern, part):
                changes = read(match, names)
                intake |= changes.pop("intake", {})
                said |= changes
                break
        else:
            raise AssertionError(f"事项: {part}")
    return Procedure(matter="golden", intake=Intake(**intake), **said)


def _term(match: re.Match[str], _: Names) -> dict[str, Any]:
    trigger = Trigger.RECEIPT if match[4] else Trigger.ACCEPTANCE
    return {"statutory" if match[1] == "法定" else "promised": Term(int(match[2]), _UNITS[match[3]], trigger)}


def _lanes(match: re.Match[str], names: Names) -> dict[str, Any]:
    lanes = []
    for each in match[1].split("、"):
        name, days, how = re.fullmatch(r"(\S+) (\d+) 个工作日（(同意权|必经|参考)）", each).groups()  # type: ignore[union-attr]
        lanes.append(LaneRule(names.authority(name), int(days), mandatory=how != "参考", consent=how == "同意权"))
    return {"lanes": tuple(lanes)}


def _tolerance(match: re.Match[str], _: Names) -> dict[str, Any]:
    return {"tolerance": Tolerance(frozenset(match[1].split("、")), int(match[2]), int(match[3]))}


_READERS: Final[list[tuple[str, Callable[[re.Match[str], Names], dict[str, Any]]]]] = [
    (r"(法定|承诺) (\d+) (个工作日|日|个月)(（自收件）)?", _term),
    (r"补正期 (\d+) 个工作日", lambda m, _: {"intake": {"correction_days": int(m[1])}}),
    (r"补正逾期(\S+)", lambda m, _: {"intake": {"lapse": _LAPSES[m[1]]}}),
    (r"退件重报", lambda m, _: {"intake": {"rule": procedures.RETURN_AND_REFILE}}),
    (r"当场默示受理", lambda m, _: {"intake": {"rule": procedures.ON_THE_SPOT_SILENCE, "days": 0}}),
    (r"即办", lambda m, _: {"is_instant": True, "statutory": Term(0), "promised": Term(0), "extension_days": 0}),
    (r"无证照", lambda m, _: {"has_result": False}),
    (r"延期至多 (\d+) 个工作日，由(\S+)批准",
     lambda m, _: {"extension_days": int(m[1]), "extension_approver": words.APPROVERS[m[2]]}),
    (r"不得延期", lambda m, _: {"extension_days": 0}),
    (r"需现场核查", lambda m, _: {"needs_fact_check": True}),
    (r"征求：(.+)", _lanes),
    (r"另有停时：(\S+)（(\S+)）", lambda m, _: {"extra_stops": {words.SPECIAL[m[1]]: m[2]}}),
    (r"非行政许可", lambda m, _: {"is_licence": False}),
    (r"可中止（(\S+)）", lambda m, _: {"suspension_basis": m[1]}),
    (r"应当听证", lambda m, _: {"hearing": "ex_officio"}),
    (r"初审：(\S+) (\d+) 个工作日", lambda m, names: {"first_review": FirstReview(names.authority(m[1]), int(m[2]))}),
    (r"容缺：(\S+)，限 (\d+) 个工作日，预留 (\d+) 个工作日", _tolerance),
    (r"告知承诺(?:，(\d+) 个工作日内核查)?",
     lambda m, _: {"commitment": Commitment(allowed=True, check_days=int(m[1]) if m[1] else None)}),
    (r"限额 (\d+)", lambda m, _: {"quantity": int(m[1])}),
    (r"涉及安全", lambda m, _: {"is_safety_related": True}),
]  # fmt: skip
