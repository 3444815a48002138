"""The words that notices and pages use for codes in acts, in both languages. Notices print both at once."""

from typing import Final

from sunhall.kernel.text import TextByLanguage
from sunhall.law.terms import Unit


def _t(zh: str, en: str) -> TextByLanguage:
    return TextByLanguage({"zh-hans": zh, "en": en})


# Licensing Law art. 45, in the order of the article; then what item laws add.
SPECIAL_PROCEDURES: Final = {
    "hearing": _t("听证", "Hearing"),
    "tender": _t("招标", "Tender"),
    "auction": _t("拍卖", "Auction"),
    "inspection": _t("检验", "Inspection"),
    "testing": _t("检测", "Testing"),
    "quarantine": _t("检疫", "Quarantine"),
    "appraisal": _t("鉴定", "Appraisal"),
    "expert_review": _t("专家评审", "Expert review"),
    "suspension": _t("中止", "Suspension"),
    "consultation": _t("征求意见", "Consultation"),
    "dispute": _t("争议或者诉讼", "Dispute or lawsuit"),
    "publicity": _t("公示", "Public notice period"),
}

# Why a paper is not in order: what a clerk chooses from, and what the notice tells.
DEFECTS: Final = {
    "missing": (_t("未提交", "Not handed in"), _t("请提交该材料", "Hand this material in")),
    "unreadable": (_t("不清晰，无法辨认", "Cannot be read"), _t("请重新提交清晰的材料", "Hand in a readable one")),
    "incomplete": (
        _t("内容不完整或缺页", "Incomplete, or pages missing"),
        _t("请补齐缺少的内容或页", "Supply what is missing"),
    ),
    "expired": (_t("已过有效期", "No longer valid"), _t("请提交在有效期内的材料", "Hand in a valid one")),
    "not_signed": (
        _t("未签字或未盖章", "Not signed or sealed"),
        _t("请签字或盖章后重新提交", "Sign or seal it and hand it in again"),
    ),
    "inconsistent": (
        _t("与申请表或其他材料不一致", "Does not agree with the form or another material"),
        _t("请核对并更正后重新提交", "Check it, correct it and hand it in again"),
    ),
    "wrong_material": (
        _t("不是所要求的材料", "Not the material that is asked for"),
        _t("请提交指南所列的材料", "Hand in the material that the guide names"),
    ),
    "wrong_form": (
        _t("不符合法定形式", "Not in the form the law requires"),
        _t("请按规定形式重新提交", "Hand it in again in the required form"),
    ),
    "other": (
        _t("不符合要求，见说明", "Not in order; see the note"),
        _t("请按说明补正", "Correct it as the note says"),
    ),
}

LAPSE: Final = {
    "abandoned": _t(
        "逾期不补正的，视为放弃申请", "If you do not correct it in time, the application counts as abandoned"
    ),
    "withdrawn": _t(
        "逾期不补正的，视为撤回申请", "If you do not correct it in time, the application counts as withdrawn"
    ),
    "refused": _t(
        "逾期不补正的，本机关依法作出不予许可决定",
        "If you do not correct it in time, this authority may refuse the application",
    ),
}

METHODS: Final = {
    "window": _t("窗口直接送达", "Handed over at the window"),
    "courier": _t("邮寄送达", "By courier"),
    "electronic": _t("电子送达", "Electronically"),
    "agent": _t("送达代收人签收", "Received by the person named to receive it"),
    "left": _t("留置送达", "Left with a record, witnesses present"),
    "public_notice": _t("公告送达", "By public notice"),
}

# What proves the delivery where the act names no number.
PROOFS: Final = {
    "window": _t("当面签收记录", "Signed for at the window"),
    "courier": _t("邮寄回执", "Receipt of the courier"),
    "electronic": _t("系统送达记录", "Record of the system"),
    "agent": _t("代收人签收记录", "Signed for by the person named to receive it"),
    "left": _t("留置送达记录", "Record of leaving it"),
    "public_notice": _t("公告", "The public notice"),
}

APPROVERS: Final = {
    "agency_head": _t("本行政机关负责人", "the head of the authority"),
    "government_head": _t("本级人民政府负责人", "the head of the people's government"),
}

GROUNDS: Final = {
    "not_this_authority": _t("申请事项依法不属于本机关职权范围", "The matter is not within this authority's powers"),
    "false_materials": _t("申请人隐瞒有关情况或者提供虚假材料", "Facts were concealed or papers are false"),
}

# Licensing Law art. 38(2), and art. 78 for false papers.
REFUSAL_GROUNDS: Final = {
    "conditions_not_met": _t("不符合法定条件、标准", "The lawful conditions are not met"),
    "false_materials": _t("隐瞒有关情况或者提供虚假材料", "Facts were concealed or papers are false"),
    # Art. 57: a limited number of licences went to who was accepted first.
    "quantity_used_up": _t("许可数量已经用完", "No licence of the limited number is left"),
    # Before acceptance, where the matter's own rule refuses what was not corrected in time.
    "not_corrected": _t("逾期未按要求补正材料", "What was asked for was not supplied in time"),
}

# Why a file ends without a decision (`rules.review.TERMINATION_GROUNDS`).
TERMINATION_GROUNDS: Final = {
    "applicant_asked": _t("申请人申请终止", "The applicant asked to end it"),
    "applicant_gone": _t("申请人死亡或者丧失行为能力", "The applicant died or lost legal capacity"),
    "organisation_ended": _t("申请单位依法终止", "The organisation that applied has ended"),
    "purpose_gone": _t("申请事项已无法实施或者失去意义", "What was applied for has become impossible or pointless"),
    "no_answer": _t(
        "申请人未按要求说明或者提供情况", "The applicant does not supply what the law lets the authority ask"
    ),
    "law_changed": _t("所依据的法律、法规、规章修改或者废止", "The law it rests on was changed or repealed"),
    "fee_unpaid": _t("未按规定缴纳费用", "The fee was not paid"),
    "owed_papers_not_supplied": _t("逾期未补交容缺材料", "Papers that were allowed to follow did not come in time"),
    "commitment_broken": _t("承诺不实或者未履行承诺", "The commitment was not kept"),
    "licence_ended": _t("拟变更或者延续的许可已经失效", "The licence to be changed or renewed has ended"),
    "other": _t("法律、法规规定的其他情形", "Another ground that the matter's rules know"),
}

# Licensing Law art. 8: a lawful licence is withdrawn because its law or the facts changed.
WITHDRAWAL_GROUNDS: Final = {
    "law_changed": _t(
        "许可所依据的法律、法规、规章修改或者废止", "The law that the licence rests on was changed or repealed"
    ),
    "circumstances_changed": _t(
        "准予许可所依据的客观情况发生重大变化", "The facts that the licence rests on changed greatly"
    ),
}

# Licensing Law art. 69, in its order (`rules.after.REVOCATION_GROUNDS` says which are mandatory).
REVOCATION_GROUNDS: Final = {
    "abuse_or_neglect": _t("滥用职权、玩忽职守作出准予许可决定", "It was granted by abuse of power or neglect of duty"),
    "ultra_vires": _t("超越法定职权作出准予许可决定", "It was granted beyond the authority's powers"),
    "procedure_breach": _t("违反法定程序作出准予许可决定", "It was granted in breach of the lawful procedure"),
    "unqualified_applicant": _t(
        "对不具备申请资格或者不符合法定条件的申请人准予许可", "It was granted to somebody who did not qualify"
    ),
    "other_lawful": _t("依法可以撤销的其他情形", "Another case in which the law lets it be revoked"),
    "fraud_or_bribery": _t("以欺骗、贿赂等不正当手段取得许可", "It was obtained by fraud, bribery or the like"),
    "commitment_broken": _t("告知承诺不实，以欺骗手段取得许可", "It was obtained by a false commitment"),
}

# Licensing Law art. 70, in its order.
CANCELLATION_GROUNDS: Final = {
    "expired": _t("有效期届满未延续", "It ran out and was not renewed"),
    "holder_gone": _t("被许可人死亡或者丧失行为能力", "The person it qualified has died or lost legal capacity"),
    "organisation_ended": _t("法人或者其他组织依法终止", "The organisation that held it has ended"),
    "struck": _t("许可依法被撤销、撤回，或者许可证件依法被吊销", "It was revoked, withdrawn or forfeited"),
    "force_majeure": _t("因不可抗力导致许可事项无法实施", "Force majeure makes it impossible to use"),
    "other_lawful": _t("法律、法规规定应当注销的其他情形", "Another case in which the law has it cancelled"),
}

COMPENSATION: Final = {
    "granted": _t("依法给予补偿或者赔偿", "The loss is made good"),
    "no_loss": _t("未造成财产损失", "There is no loss"),
    "not_protected": _t("基于许可取得的利益不受保护", "Nothing gained by the licence is protected"),
}

# Where a document is valid (Licensing Law art. 41).
TERRITORIES: Final = {
    "nation": _t("全国", "Nation-wide"),
    "province": _t("本省级行政区域", "This province"),
    "city": _t("本市行政区域", "This city"),
    "county": _t("本县（市、区）行政区域", "This county or district"),
    "place": _t("证件载明的场所", "The place named in the document"),
}

# What the check of a commitment found (Guobanfa (2020) No. 42), and what follows from it.
VERIFICATIONS: Final = {
    "kept": (
        _t("承诺属实", "Kept"),
        _t("承诺属实，许可继续有效。", "The commitment was kept; the licence stands."),
    ),
    "broken": (
        _t("承诺不实", "Not kept"),
        _t(
            "承诺不实：依法终止办理或者撤销许可；在改正之前，此后申请不再适用告知承诺制。",
            "The commitment was not kept: handling ends or the licence is revoked; none is taken until put right.",
        ),
    ),
    "put_right": (
        _t("已经改正", "Put right"),
        _t(
            "不实的承诺已经改正：不再以此为由撤销许可，此后申请可以再次适用告知承诺制。",
            "What was not kept has been put right: nothing is revoked for it, and a commitment is taken again.",
        ),
    ),
}

# Who is told, heard, or asks for a hearing.
CONCERNED: Final = {
    "applicant": _t("申请人", "The applicant"),
    "interested_party": _t("利害关系人", "The interested party"),
    "holder": _t("被许可人", "The holder of the licence"),
}

ABOUT: Final = {
    "the_application": _t("许可申请", "the application"),
    "the_intended_refusal": _t("拟作出的不予许可决定", "the intended refusal"),
    "the_intended_act": _t("拟对许可作出的处理", "what is intended with the licence"),
}

MODES: Final = {
    "general": _t("一般受理", "General"),
    "tolerance": _t("容缺受理", "With papers to follow"),
    "commitment": _t("告知承诺", "On a commitment"),
}

REQUESTS: Final = {
    "new": _t("新办", "New"),
    "change": _t("变更", "Change"),
    "renew": _t("延续", "Renewal"),
}

RECUSALS: Final = {
    "own_interest": _t("与申请事项有利害关系", "An interest of one's own"),
    "challenged": _t("当事人申请回避", "Challenged by somebody concerned"),
}

LICENCE_STATES: Final = {
    "valid": _t("有效", "In force"),
    "replaced": _t("已换发", "Replaced"),
    "expired": _t("已过有效期", "Run out"),
    "withdrawn": _t("已撤回", "Withdrawn"),
    "revoked": _t("已撤销", "Revoked"),
    "forfeited": _t("已吊销", "Forfeited"),
    "cancelled": _t("已注销", "Cancelled"),
}

CHANNELS: Final = {
    "online": _t("网上办理", "Online"),
    "window": _t("窗口办理", "At the window"),
    "post": _t("邮寄", "By post"),
}

NOTICES: Final = {
    "receipt": _t("收件凭证", "Receipt"),
    "acceptance": _t("受理通知书", "Notice of acceptance"),
    "correction": _t("补正材料告知书", "Notice of what to correct"),
    "non_acceptance": _t("不予受理决定书", "Decision not to accept"),
    "not_required": _t("不受理告知书", "Notice that no licence is needed"),
    "return": _t("退件通知书", "Notice of return"),
    "special_procedure": _t("特别程序告知书", "Notice of a special procedure"),
    "resume": _t("恢复办理通知书", "Notice that the clock runs again"),
    "suspension": _t("中止办理通知书", "Notice of suspension"),
    "extension": _t("延长办理期限告知书", "Notice of extension"),
    "grant": _t("准予决定书", "Decision to grant"),
    "refusal": _t("不予批准决定书", "Decision to refuse"),
    "withdrawal": _t("撤回申请确认书", "Confirmation of withdrawal"),
    "termination": _t("终止办理通知书", "Notice of termination"),
    "delivery": _t("送达回证", "Record of delivery"),
    "fact_check": _t("现场核查笔录", "Record of an on-site check"),
    "clock": _t("办理期限计算说明", "How the limit was counted"),
    "forwarded": _t("异地收件转办凭证", "Receipt of what was taken in elsewhere"),
    "commitment_withdrawn": _t("撤回承诺确认书", "Confirmation that a commitment was taken back"),
    "passed_up": _t("初审意见书", "Opinion of the first review"),
    "interested_party": _t("陈述申辩告知书", "Notice of the right to be heard"),
    "statement": _t("陈述申辩笔录", "Record of a statement"),
    "hearing_right": _t("听证权利告知书", "Notice of the right to a hearing"),
    "hearing_request": _t("听证申请回执", "Receipt of a request for a hearing"),
    "hearing_notice": _t("听证通知书", "Notice of a hearing"),
    "hearing_announcement": _t("听证公告", "Public announcement of a hearing"),
    "hearing_record": _t("听证笔录", "Record of a hearing"),
    "change": _t("准予变更决定书", "Decision to change a licence"),
    "renewal": _t("准予延续决定书", "Decision to renew a licence"),
    "recusal": _t("回避决定书", "Decision that an official keeps out"),
    "rectification": _t("更正通知书", "Notice of rectification"),
    "verification": _t("承诺事项核查书", "Record of the check of a commitment"),
    "licence_withdrawal": _t("撤回行政许可决定书", "Decision to withdraw a licence"),
    "revocation": _t("撤销行政许可决定书", "Decision to revoke a licence"),
    "forfeiture": _t("吊销许可证件决定书", "Decision to forfeit a licence"),
    "cancellation": _t("注销行政许可决定书", "Decision to cancel a licence"),
}

# A decision bears the name of what it decides: of a licence, or of a change or renewal of one.
_TITLES: Final = {
    ("grant", "new"): _t("准予行政许可决定书", "Decision to grant a licence"),
    ("refusal", "new"): _t("不予行政许可决定书", "Decision to refuse a licence"),
    ("refusal", "change"): _t("不予变更决定书", "Decision not to change a licence"),
    ("refusal", "renew"): _t("不予延续决定书", "Decision not to renew a licence"),
}


def title(kind: str, *, is_licence: bool, request: str = "new") -> TextByLanguage:
    """The title that a notice of this kind bears on paper; its template prints the same."""
    own = _TITLES.get((kind, request)) if is_licence or request != "new" else None
    return own or NOTICES[kind]


# Acts as a notice of rectification names them.
ACT_NAMES: Final = {
    "submit": _t("提交申请", "Application"),
    "receive_forwarded": _t("接收异地收件", "Receipt from elsewhere"),
    "correct_on_the_spot": _t("当场更正", "Correction on the spot"),
    "request_correction": _t("一次性补正告知", "Notice of what to correct"),
    "resubmit": _t("补正提交", "Supplement"),
    "accept": _t("受理", "Acceptance"),
    "deem_accepted": _t("视为受理", "Acceptance by silence"),
    "refuse_acceptance": _t("不予受理", "Non-acceptance"),
    "declare_not_required": _t("告知不需许可", "Notice that no licence is needed"),
    "return_file": _t("退件", "Return of the file"),
    "lapse": _t("逾期未补正", "Lapse"),
    "supply_owed": _t("补交容缺材料", "Papers that followed"),
    "withdraw_commitment": _t("撤回承诺", "Commitment taken back"),
    "verify_commitment": _t("承诺核查", "Check of a commitment"),
    "ask_opinion": _t("征求意见", "Asking for opinions"),
    "give_opinion": _t("出具意见", "Opinion"),
    "pass_up": _t("报送初审意见", "First review passed up"),
    "check_facts": _t("实地核查", "Check of facts"),
    "notify_interested_party": _t("告知陈述申辩", "Notice of the right to be heard"),
    "record_statement": _t("听取陈述申辩", "Statement"),
    "offer_hearing": _t("告知听证权利", "Notice of the right to a hearing"),
    "request_hearing": _t("申请听证", "Request for a hearing"),
    "call_hearing": _t("通知听证", "Notice of a hearing"),
    "record_hearing": _t("听证笔录", "Record of a hearing"),
    "start_special_procedure": _t("特别程序开始", "Start of a special procedure"),
    "end_special_procedure": _t("特别程序结束", "End of a special procedure"),
    "extend": _t("延长办理期限", "Extension"),
    "suspend": _t("中止办理", "Suspension"),
    "resume": _t("恢复办理", "Resumption"),
    "grant": _t("准予许可", "Grant"),
    "change": _t("准予变更", "Change of the licence"),
    "renew": _t("准予延续", "Renewal"),
    "deem_renewed": _t("视为准予延续", "Renewal by silence"),
    "refuse": _t("不予许可", "Refusal"),
    "issue": _t("制证", "Issue of the certificate"),
    "deliver": _t("送达", "Delivery"),
    "withdraw": _t("撤回申请", "Withdrawal of the application"),
    "terminate": _t("终止办理", "Termination"),
    "recuse": _t("回避", "Keeping out of the file"),
    "rectify": _t("更正", "Rectification"),
    "withdraw_licence": _t("撤回许可", "Withdrawal of the licence"),
    "revoke": _t("撤销许可", "Revocation"),
    "forfeit": _t("吊销许可证件", "Forfeiture"),
    "cancel": _t("注销许可", "Cancellation"),
}

# What a rectification may mend (`rules.after.RECTIFIABLE`).
FIELDS: Final = {
    "on": _t("日期", "Day"),
    "needed_days": _t("所需时间（工作日）", "Working days needed"),
    "officers": _t("核查人员", "Officials"),
    "competent": _t("有权机关", "Competent authority"),
    "method": _t("送达方式", "Way of delivery"),
    "reference": _t("送达凭证号", "Number of the proof"),
    "decision": _t("处罚决定书文号", "Number of the penalty decision"),
}

PAPER_FORMS: Final = {
    "electronic": _t("电子件", "Electronic file"),
    "original": _t("原件", "Original"),
    "copy": _t("复印件", "Copy"),
}

# How a length is counted: in Chinese, of one and of several.
_UNITS: Final = {
    Unit.WORKING_DAY: ("个工作日", "working day", "working days"),
    Unit.CALENDAR_DAY: ("日", "calendar day", "calendar days"),
    Unit.MONTH: ("个月", "month", "months"),
    Unit.HOUR: ("小时", "hour", "hours"),
}


def length(amount: int, unit: Unit = Unit.WORKING_DAY) -> TextByLanguage:
    """A length of time as papers print it: `length(5)` is 5个工作日, 5 working days."""
    zh, one, several = _UNITS[Unit(unit)]
    return _t(f"{amount}{zh}", f"{amount} {one if amount == 1 else several}")


def of_months(months: int) -> TextByLanguage:
    """A term as papers print it, whole years as years: `of_months(60)` is 5年, 5 years."""
    years, rest = divmod(months, 12)
    return length(months, Unit.MONTH) if rest else _t(f"{years}年", f"{years} year{'' if years == 1 else 's'}")
