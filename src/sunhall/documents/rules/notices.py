"""What every notice must carry, how it is numbered, and what its digest covers. Pure.

`REQUIRED` is the table; `check(kind, data)` reads it and names what is missing. A notice that lacks anything cannot
be issued: a paper without seal and date, or a refusal without reasons and remedies, is void or voidable
(Licensing Law arts. 32(2), 38(2)). Each need carries its source and its mark (`sure`: read in the law; `check`:
customary content of case-file review rules, a parameter of the place).
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final


class Kind(StrEnum):
    """Kinds of notice. A kind is never renamed; its template has the same name."""

    RECEIPT = "receipt"  # 收件凭证
    ACCEPTANCE = "acceptance"  # 受理通知书
    CORRECTION = "correction"  # 补正告知书
    NON_ACCEPTANCE = "non_acceptance"  # 不予受理决定书
    NOT_REQUIRED = "not_required"  # 不受理告知书
    RETURN = "return"  # 退件通知书
    SPECIAL_PROCEDURE = "special_procedure"  # 特别程序告知书
    RESUME = "resume"  # 恢复办理通知书
    SUSPENSION = "suspension"  # 中止办理通知书
    EXTENSION = "extension"  # 延长办理期限告知书
    GRANT = "grant"  # 准予行政许可决定书
    REFUSAL = "refusal"  # 不予行政许可决定书
    WITHDRAWAL = "withdrawal"  # 撤回申请确认书
    TERMINATION = "termination"  # 终止办理通知书
    DELIVERY = "delivery"  # 送达回证
    FACT_CHECK = "fact_check"  # 现场核查笔录
    CLOCK = "clock"  # 办理期限计算说明
    FORWARDED = "forwarded"  # 异地收件转办凭证
    COMMITMENT_WITHDRAWN = "commitment_withdrawn"  # 撤回承诺确认书
    PASSED_UP = "passed_up"  # 初审意见书
    INTERESTED_PARTY = "interested_party"  # 陈述申辩告知书
    STATEMENT = "statement"  # 陈述申辩笔录
    HEARING_RIGHT = "hearing_right"  # 听证权利告知书
    HEARING_REQUEST = "hearing_request"  # 听证申请回执
    HEARING_NOTICE = "hearing_notice"  # 听证通知书
    HEARING_RECORD = "hearing_record"  # 听证笔录
    CHANGE = "change"  # 准予变更决定书
    RENEWAL = "renewal"  # 准予延续决定书
    RECUSAL = "recusal"  # 回避决定书
    RECTIFICATION = "rectification"  # 更正通知书
    VERIFICATION = "verification"  # 承诺事项核查书
    LICENCE_WITHDRAWAL = "licence_withdrawal"  # 撤回行政许可决定书
    REVOCATION = "revocation"  # 撤销行政许可决定书
    FORFEITURE = "forfeiture"  # 吊销许可证件决定书
    CANCELLATION = "cancellation"  # 注销行政许可决定书


@dataclass(frozen=True, slots=True)
class Need:
    """One required field. `may_be_empty`: it must be stated, but "none" is an answer (no fee, no end of validity)."""

    field: str
    source: str
    mark: str = "sure"
    may_be_empty: bool = False
    each: tuple[str, ...] = ()  # for a list: what every row must carry
    at_least: int = 1
    when: Callable[[Mapping[str, Any]], bool] | None = None


_CUSTOM: Final = "case-file review rules"
_HEAD: Final = (
    Need("authority", "ALL 32(2)"),
    Need("authority_short", "customary numbers of official papers", "check"),
    Need("date", "ALL 32(2)"),
    Need("case_number", "GB/T 39046-2020"),
    Need("applicant", _CUSTOM, "check"),
    Need("matter", _CUSTOM, "check"),
)
_SEAL: Final = Need("seal", "ALL 32(2); State Council Order 716 art. 9")
_REMEDIES: Final = (
    Need("reconsideration_body", "ALL 38(2); ARL 20"),
    Need("court", "ALL 38(2); ALit 46"),
    Need("reconsideration_first", "ARL 23(2)", may_be_empty=True),
)
_CONTACT: Final = (Need("contact", _CUSTOM, "check"), Need("complaint", _CUSTOM, "check"))

_STRUCK: Final = (Need("effective_on", _CUSTOM, "check"), Need("reasons", "ALL 72(7)"), *_REMEDIES)


def _is(field: str, value: object) -> Callable[[Mapping[str, Any]], bool]:
    return lambda data: data.get(field) == value


REQUIRED: Final[dict[Kind, tuple[Need, ...]]] = {
    Kind.RECEIPT: (
        *_HEAD,
        Need("query_code", _CUSTOM, "check"),
        Need("matter_code", _CUSTOM, "check"),
        Need("materials", "ALL 29; local receipt rules", "check", each=("name",)),
        Need("receiver", _CUSTOM, "check"),
        Need("received_at", "ALL 32(1)(4)"),
    ),
    Kind.ACCEPTANCE: (
        *_HEAD,
        _SEAL,
        Need("accepted_on", "ALL 32(1)(5)"),
        Need("statutory_due", _CUSTOM, "check"),
        Need("promised_due", "OBE 36", "check"),
        Need("query_code", _CUSTOM, "check"),
        Need("special_procedures", "ALL 45", "check", may_be_empty=True, each=("name",)),
        Need("fees", "ALL 58", "check", may_be_empty=True, each=("name", "amount")),
        *_CONTACT,
    ),
    Kind.CORRECTION: (
        *_HEAD,
        _SEAL,
        Need("items", "ALL 32(1)(4)", each=("material", "defect", "required")),
        Need("submit_way", _CUSTOM, "check"),
        Need("submit_by", _CUSTOM, "check"),
        Need("consequence", _CUSTOM, "check"),
        *_CONTACT,
    ),
    Kind.NON_ACCEPTANCE: (
        *_HEAD,
        _SEAL,
        Need("ground", "ALL 32(1)(2), 78"),
        Need("reasons", "ALL 72(7)"),
        Need("competent_authority", "ALL 32(1)(2)", when=_is("ground", "not_this_authority")),
        *_REMEDIES,
    ),
    Kind.NOT_REQUIRED: (*_HEAD, _SEAL, Need("reasons", "ALL 32(1)(1), 72(7)"), *_REMEDIES),
    Kind.RETURN: (
        *_HEAD,
        _SEAL,
        Need("reasons", "local rules on returned files", "check"),
        Need("returned_materials", _CUSTOM, "check", may_be_empty=True, each=("name",)),
        *_CONTACT,
    ),
    Kind.SPECIAL_PROCEDURE: (
        *_HEAD,
        _SEAL,
        Need("procedure", "ALL 45"),
        Need("basis", "ALL 45"),
        Need("starts_on", "ALL 45"),
        Need("time_needed", "ALL 45"),
        Need("body", _CUSTOM, "check"),
        Need("payer", "ALL 58", "check"),
    ),
    Kind.RESUME: (
        *_HEAD,
        _SEAL,
        Need("procedure", _CUSTOM, "check"),
        Need("ended_on", _CUSTOM, "check"),
        Need("result", _CUSTOM, "check"),
        Need("statutory_due", _CUSTOM, "check"),
    ),
    Kind.SUSPENSION: (
        *_HEAD,
        _SEAL,
        Need("reasons", "department procedure rules", "check"),
        Need("basis", "department procedure rules", "check"),
        Need("starts_on", _CUSTOM, "check"),
    ),
    Kind.EXTENSION: (
        *_HEAD,
        _SEAL,
        Need("original_due", _CUSTOM, "check"),
        Need("new_due", _CUSTOM, "check"),
        Need("days", "ALL 42"),
        Need("reasons", "ALL 42"),
        Need("approver", "ALL 42"),
        Need("approved_on", _CUSTOM, "check"),
    ),
    Kind.GRANT: (
        *_HEAD,
        _SEAL,
        Need("holder_id", _CUSTOM, "check"),
        Need("scope", _CUSTOM, "check"),
        Need("conditions", _CUSTOM, "check", may_be_empty=True),
        Need("valid_from", _CUSTOM, "check"),
        Need("valid_to", _CUSTOM, "check", may_be_empty=True),
        Need("territory", "ALL 41", "check"),
        Need("basis", "ALL 38(1)"),
    ),
    Kind.REFUSAL: (
        *_HEAD,
        _SEAL,
        Need("facts", "ALL 38(2)"),
        Need("reasons", "ALL 38(2), 72(7)"),
        Need("basis", "ALL 38(2)"),
        Need("technical_standard", "ALL 55", when=_is("technical_review", True)),
        *_REMEDIES,
    ),
    Kind.WITHDRAWAL: (
        *_HEAD,
        _SEAL,
        Need("requested_on", "department procedure rules", "check"),
        Need("returned_materials", _CUSTOM, "check", may_be_empty=True, each=("name",)),
    ),
    Kind.TERMINATION: (
        *_HEAD,
        _SEAL,
        Need("reasons", "department procedure rules", "check"),
        Need("returned_materials", _CUSTOM, "check", may_be_empty=True, each=("name",)),
        Need("returned_fees", _CUSTOM, "check", may_be_empty=True),
        *_REMEDIES,
    ),
    Kind.DELIVERY: (
        *_HEAD,
        Need("documents", "ALL 44", each=("name",)),
        Need("recipient", _CUSTOM, "check"),
        Need("method", "Civil Procedure Law, delivery, by analogy", "check"),
        Need("delivered_at", "ALL 44"),
        Need("proof", _CUSTOM, "check"),
    ),
    Kind.FACT_CHECK: (
        *_HEAD,
        Need("officials", "ALL 34(3)", each=("name", "badge"), at_least=2),
        Need("place", _CUSTOM, "check"),
        Need("checked_at", _CUSTOM, "check"),
        Need("findings", _CUSTOM, "check"),
    ),
    Kind.CLOCK: (
        *_HEAD,
        Need("limit", "ALL 42"),
        Need("starts_on", "ALL 32"),
        Need("days", "ALL 42, 45, 82", each=("day", "counted", "why")),
    ),
    Kind.FORWARDED: (
        *_HEAD,
        Need("collected_at", "Guobanfa (2020) No. 35", "check"),
        Need("collected_by", "Guobanfa (2020) No. 35", "check"),
        Need("received_at", "ALL 32(1)(4)"),
        Need("received_by", _CUSTOM, "check"),
        Need("examine_by", "ALL 32(1)(4)"),
    ),
    Kind.COMMITMENT_WITHDRAWN: (
        *_HEAD,
        Need("withdrawn_on", "Guobanfa (2020) No. 42"),
        Need("owed", "Guobanfa (2020) No. 42", may_be_empty=True, each=("name",)),
    ),
    Kind.PASSED_UP: (
        *_HEAD,
        _SEAL,
        Need("lower", "ALL 35"),
        Need("opinion", "ALL 35"),
        Need("reasons", _CUSTOM, "check"),
        Need("passed_on", "ALL 43"),
    ),
    Kind.INTERESTED_PARTY: (
        *_HEAD,
        _SEAL,
        Need("to", "ALL 36"),
        Need("about", "ALL 36"),
        Need("interest", "ALL 36"),
        Need("how", _CUSTOM, "check"),
        Need("until", _CUSTOM, "check"),
        *_CONTACT,
    ),
    Kind.STATEMENT: (
        *_HEAD,
        Need("of", "ALL 36"),
        Need("recorded_at", _CUSTOM, "check"),
        Need("recorder", _CUSTOM, "check"),
        Need("views", "ALL 36"),
    ),
    Kind.HEARING_RIGHT: (
        *_HEAD,
        _SEAL,
        Need("to", "ALL 47(1)"),
        Need("days", "ALL 47(1)"),
        Need("until", "ALL 47(1)"),
        Need("reasons", _CUSTOM, "check"),
        *_CONTACT,
    ),
    Kind.HEARING_REQUEST: (
        *_HEAD,
        Need("of", "ALL 47(1)"),
        Need("requested_on", "ALL 47(1)"),
        Need("reasons", _CUSTOM, "check"),
        Need("hold_by", "ALL 47(1)"),
    ),
    Kind.HEARING_NOTICE: (
        *_HEAD,
        _SEAL,
        Need("held_on", "ALL 48(1)(1)"),
        Need("where_and_when", "ALL 48(1)(1)"),
        Need("chair", "ALL 48(1)(3)"),
        *_CONTACT,
    ),
    Kind.HEARING_RECORD: (
        *_HEAD,
        Need("held_on", "ALL 48(1)(5)"),
        Need("where_and_when", _CUSTOM, "check"),
        Need("chair", "ALL 48(1)(3)"),
        Need("minutes", "ALL 48(1)(5)"),
    ),
    Kind.CHANGE: (
        *_HEAD,
        _SEAL,
        Need("certificate", "ALL 49"),
        Need("holder_id", _CUSTOM, "check"),
        Need("scope", _CUSTOM, "check"),
        Need("conditions", _CUSTOM, "check", may_be_empty=True),
        Need("basis", "ALL 49"),
    ),
    Kind.RENEWAL: (
        *_HEAD,
        _SEAL,
        Need("certificate", "ALL 50(2)"),
        Need("holder_id", _CUSTOM, "check"),
        Need("old_to", "ALL 50"),
        Need("valid_from", "ALL 50"),
        Need("valid_to", _CUSTOM, "check", may_be_empty=True),
        Need("basis", "ALL 50(2)"),
    ),
    Kind.RECUSAL: (
        *_HEAD,
        Need("officer", "ALL 48(1)(3)"),
        Need("why", _CUSTOM, "check"),
        Need("reasons", _CUSTOM, "check"),
    ),
    Kind.RECTIFICATION: (
        *_HEAD,
        _SEAL,
        Need("act", _CUSTOM, "check"),
        Need("act_on", _CUSTOM, "check"),
        Need("changes", _CUSTOM, "check", may_be_empty=True, each=("field", "after")),
        Need("basis", _CUSTOM, "check"),
        Need("reasons", _CUSTOM, "check"),
    ),
    Kind.VERIFICATION: (
        *_HEAD,
        Need("officials", "ALL 34(3)", each=("name", "badge"), at_least=2),
        Need("checked_at", _CUSTOM, "check"),
        Need("findings", _CUSTOM, "check"),
        Need("consequence", "Guobanfa (2020) No. 42"),
    ),
    Kind.LICENCE_WITHDRAWAL: (
        *_HEAD,
        _SEAL,
        Need("certificates", "ALL 8", each=("number",)),
        Need("ground", "ALL 8"),
        Need("compensation", "ALL 8"),
        *_STRUCK,
    ),
    Kind.REVOCATION: (
        *_HEAD,
        _SEAL,
        Need("certificates", "ALL 69", each=("number",)),
        Need("ground", "ALL 69"),
        Need("compensation", "ALL 69(4)"),
        *_STRUCK,
    ),
    Kind.FORFEITURE: (
        *_HEAD,
        _SEAL,
        Need("certificates", "ALL 70(4)", each=("number",)),
        Need("decision", "ALL 70(4)"),
        *_STRUCK,
    ),
    Kind.CANCELLATION: (
        *_HEAD,
        _SEAL,
        Need("certificates", "ALL 70", each=("number",)),
        Need("ground", "ALL 70"),
        *_STRUCK,
    ),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A lack: the field, and the source that asks for it."""

    field: str
    source: str


def check(kind: str, data: Mapping[str, Any]) -> list[Remark]:
    """What a notice of this kind still lacks, in the order of the table; an empty list means it may be issued.

    A list with incomplete rows is reported as `items[2].defect` (rows counted from 1).
    """
    lacking: list[Remark] = []
    for need in REQUIRED[Kind(kind)]:
        if need.when is not None and not need.when(data):
            continue
        lacking.extend(Remark(field, need.source) for field in _lacks(need, data))
    return lacking


def _lacks(need: Need, data: Mapping[str, Any]) -> list[str]:
    value = data.get(need.field)
    if need.may_be_empty:
        if need.field not in data:
            return [need.field]
        if not value:
            return []
    if _is_empty(value):
        return [need.field]
    if not need.each:
        return []
    if not isinstance(value, list | tuple) or len(value) < need.at_least:
        return [need.field]
    return [
        f"{need.field}[{row}].{part}"
        for row, item in enumerate(value, 1)
        for part in need.each
        if not isinstance(item, Mapping) or _is_empty(item.get(part))
    ]


def _is_empty(value: Any) -> bool:
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):  # a text in languages without words in any
        return all(_is_empty(each) for each in value.values())
    if isinstance(value, list | tuple):
        return not value
    return False


# The word that stands for the kind in a number: 示市监受字〔2026〕第12号 is the 12th acceptance of that year.
_MARKS: Final[dict[Kind, str]] = {
    Kind.RECEIPT: "收",
    Kind.ACCEPTANCE: "受",
    Kind.CORRECTION: "补",
    Kind.NON_ACCEPTANCE: "不受",
    Kind.NOT_REQUIRED: "告",
    Kind.RETURN: "退",
    Kind.SPECIAL_PROCEDURE: "特",
    Kind.RESUME: "恢",
    Kind.SUSPENSION: "中",
    Kind.EXTENSION: "延",
    Kind.GRANT: "准",
    Kind.REFUSAL: "不准",
    Kind.WITHDRAWAL: "撤",
    Kind.TERMINATION: "终",
    Kind.DELIVERY: "送",
    Kind.FACT_CHECK: "核",
    Kind.CLOCK: "期",
    Kind.FORWARDED: "转",
    Kind.COMMITMENT_WITHDRAWN: "撤诺",
    Kind.PASSED_UP: "初",
    Kind.INTERESTED_PARTY: "陈告",
    Kind.STATEMENT: "陈",
    Kind.HEARING_RIGHT: "听告",
    Kind.HEARING_REQUEST: "听收",
    Kind.HEARING_NOTICE: "听通",
    Kind.HEARING_RECORD: "听录",
    Kind.CHANGE: "变",
    Kind.RENEWAL: "续",
    Kind.RECUSAL: "避",
    Kind.RECTIFICATION: "正",
    Kind.VERIFICATION: "诺核",
    Kind.LICENCE_WITHDRAWAL: "撤回",
    Kind.REVOCATION: "撤销",
    Kind.FORFEITURE: "吊",
    Kind.CANCELLATION: "注",
}
NUMBER_PATTERN: Final = "{authority}{mark}字〔{year}〕第{serial}号"  # customary; a place may set its own


def series_mark(kind: str) -> str:
    """The word of a kind in numbers: 受 for an acceptance."""
    return _MARKS[Kind(kind)]


def number(kind: str, authority_short: str, on: date, serial: int, pattern: str = NUMBER_PATTERN) -> str:
    """The number of a notice: `number("acceptance", "示市监", date(2026, 3, 2), 12)` = 示市监受字〔2026〕第12号."""
    return pattern.format(authority=authority_short, mark=series_mark(kind), year=on.year, serial=serial)


def digest(kind: str, numbered: str, data: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over kind, number and data in canonical JSON (sorted keys, no blanks, UTF-8)."""
    told = json.dumps(
        {"kind": str(kind), "number": numbered, "data": data},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(told.encode()).hexdigest()
