"""The words that notices and pages use for codes in acts, in both languages. Notices print both at once."""

from typing import Final

from sunhall.kernel.text import TextByLanguage


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
        "逾期不补正的，依法作出不予受理决定", "If you do not correct it in time, the application is not accepted"
    ),
}

METHODS: Final = {
    "window": _t("窗口直接送达", "Handed over at the window"),
    "courier": _t("邮寄送达", "By courier"),
    "electronic": _t("电子送达", "Electronically"),
}

APPROVERS: Final = {
    "agency_head": _t("本行政机关负责人", "the head of the authority"),
    "government_head": _t("本级人民政府负责人", "the head of the people's government"),
}

GROUNDS: Final = {
    "not_this_authority": _t("申请事项依法不属于本机关职权范围", "The matter is not within this authority's powers"),
    "false_materials": _t("申请人隐瞒有关情况或者提供虚假材料", "Facts were concealed or papers are false"),
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
}
