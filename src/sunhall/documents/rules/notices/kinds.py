"""The kinds of notice, and the word that stands for each in a number."""

from enum import StrEnum
from typing import Final


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
    HEARING_ANNOUNCEMENT = "hearing_announcement"  # 听证公告
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


# The word that stands for the kind in a number: 示市监受字〔2026〕第12号 is the 12th acceptance of that year.
MARKS: Final[dict[Kind, str]] = {
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
    Kind.HEARING_ANNOUNCEMENT: "听公",
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
