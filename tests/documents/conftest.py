# ruff: noqa: E501
"""Plausible data for every kind of notice, and a hostile, overlong version of the same."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from sunhall.documents.rules import Kind

HEAD: dict[str, Any] = {
    "authority": {"zh-hans": "示范市市场监督管理局", "en": "Demo City Administration for Market Regulation"},
    "authority_short": "示市监",
    "date": "2026-03-02",
    "case_number": "11999999000000123R4000101001000202603020068",
    "applicant": "示范市好味来餐饮有限公司",
    "applicant_kind": "organisation",
    "matter": {"zh-hans": "食品经营许可（餐饮服务）", "en": "Food operation licence (restaurant)"},
    "seal": {"zh-hans": "示范市市场监督管理局行政许可专用章", "en": "Special seal for licensing"},
}
REMEDIES = {
    "reconsideration_body": {"zh-hans": "示范市人民政府", "en": "the People's Government of Demo City"},
    "court": {"zh-hans": "示范市人民法院", "en": "the People's Court of Demo City"},
    "reconsideration_first": False,
}
CONTACT = {
    "contact": {"zh-hans": "0999-12345678（工作日 9:00-17:00）", "en": "0999-12345678 (working days 9:00-17:00)"},
    "complaint": {"zh-hans": "12345 政务服务便民热线", "en": "Hotline 12345"},
}
BASIS = {
    "zh-hans": "《中华人民共和国食品安全法》第三十五条、《食品经营许可和备案管理办法》",
    "en": "article 35 of the Food Safety Law and the Measures for Food Operation Licensing",
}
STRUCK = {
    "certificates": [{"number": "JY29999000000017"}],
    "effective_on": "2026-03-02",
    "reasons": {"zh-hans": "经查证属实。", "en": "It was found to be so."},
}
RETURNED = [
    {"name": {"zh-hans": "经营场所平面图", "en": "Floor plan"}, "form": {"zh-hans": "复印件", "en": "Copy"}},
]

FIELDS: dict[Kind, dict[str, Any]] = {
    Kind.RECEIPT: {
        "query_code": "K7MP-2Q9X",
        "matter_code": "11999999000000123R4000101001000",
        "agent": "李四",
        "receiver": {"zh-hans": "综合窗口 03 号 张敏", "en": "Comprehensive window 03, Zhang Min"},
        "received_at": "2026-03-02T09:41+08:00",
        "materials": [
            {
                "name": {"zh-hans": "食品经营许可申请书", "en": "Application form"},
                "form": {"zh-hans": "电子件", "en": "electronic"},
                "pages": 4,
                "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            },
            {
                "name": {"zh-hans": "主要设备设施、经营布局、操作流程等文件", "en": "Equipment, floor plan and flow"},
                "form": {"zh-hans": "原件", "en": "original"},
                "pages": 7,
            },
            {
                "name": {"zh-hans": "食品安全规章制度目录清单", "en": "List of food-safety rules"},
                "form": {"zh-hans": "复印件", "en": "copy"},
                "pages": 2,
            },
        ],
        "examined_within": {"zh-hans": "5个工作日", "en": "5 working days"},
        "silence_accepts": True,
    },
    Kind.ACCEPTANCE: {
        **CONTACT,
        "accepted_on": "2026-03-02",
        "statutory_due": "2026-03-16",
        "promised_due": "2026-03-11",
        "query_code": "K7MP-2Q9X",
        "special_procedures": [],
        "fees": [],
        "mode": {"zh-hans": "容缺受理", "en": "With papers to follow"},
        "tolerance": True,
        "owed": [{"name": {"zh-hans": "食品安全规章制度目录清单", "en": "List of food-safety rules"}}],
        "owed_by": "2026-03-06",
        "examined_within": {"zh-hans": "5个工作日", "en": "5 working days"},
    },
    Kind.CORRECTION: {
        **CONTACT,
        "query_code": "K7MP-2Q9X",
        "items": [
            {
                "material": {"zh-hans": "经营场所平面图", "en": "Floor plan"},
                "defect": {"zh-hans": "未标明食品处理区面积", "en": "The food-handling area is not marked"},
                "required": {
                    "zh-hans": "请补充标注各功能区名称和面积，并由负责人签字",
                    "en": "Mark each area with its name and size; signed by the person in charge",
                },
                "reference": {"zh-hans": "办事指南材料 3", "en": "Guide, material 3"},
            },
            {
                "material": {"zh-hans": "授权委托书", "en": "Power of attorney"},
                "defect": {"zh-hans": "委托期限已过", "en": "The period of the mandate has ended"},
                "required": {"zh-hans": "请重新出具在有效期内的授权委托书", "en": "Hand in one that is still in force"},
                "reference": {"zh-hans": "行政许可法第二十九条", "en": "Licensing Law, art. 29"},
            },
        ],
        "submit_way": {"zh-hans": "网上提交，或者送至政务服务中心综合窗口", "en": "Online, or at a comprehensive window"},
        "submit_by": "2026-03-30",
        "consequence": {
            "zh-hans": "逾期未补正的，视为放弃本次申请，您可以重新申请",
            "en": "The application counts as given up; you may apply again",
        },
    },
    Kind.NON_ACCEPTANCE: {
        **REMEDIES,
        "ground": "not_this_authority",
        "reasons": {"zh-hans": "餐饮场所位于邻县辖区内", "en": "The premises lie in the neighbouring county"},
        "competent_authority": {"zh-hans": "邻县市场监督管理局", "en": "the neighbouring county's administration"},
    },
    Kind.NOT_REQUIRED: {
        **REMEDIES,
        "reasons": {
            "zh-hans": "仅销售预包装食品的，不需要取得食品经营许可，备案即可",
            "en": "Selling only pre-packaged food needs no licence; a filing is enough",
        },
    },
    Kind.RETURN: {
        **CONTACT,
        "reasons": {"zh-hans": "申请人逾期未补正材料", "en": "The materials were not corrected in time"},
        "returned_materials": RETURNED,
    },
    Kind.SPECIAL_PROCEDURE: {
        "procedure": {"zh-hans": "专家评审", "en": "an expert review"},
        "basis": {"zh-hans": "《中华人民共和国行政许可法》第四十五条", "en": "Administrative Licensing Law, art. 45"},
        "starts_on": "2026-03-04",
        "time_needed": {"zh-hans": "10 个工作日", "en": "10 working days"},
        "body": {"zh-hans": "示范市食品安全专家委员会", "en": "Demo City Food Safety Expert Committee"},
        "payer": {"zh-hans": "由行政机关承担，申请人无需付费", "en": "The authority; nothing to pay for the applicant"},
    },
    Kind.RESUME: {
        "procedure": {"zh-hans": "专家评审", "en": "the expert review"},
        "ended_on": "2026-03-18",
        "result": {"zh-hans": "专家组认为布局符合要求", "en": "The experts find the layout meets the requirements"},
        "statutory_due": {"not_before": "2027-01-05"},
        "promised_due": "2026-03-25",
    },
    Kind.SUSPENSION: {
        "reasons": {"zh-hans": "须以人民法院正在审理的案件结果为依据", "en": "A court case whose outcome decides is pending"},
        "basis": {"zh-hans": "《市场监督管理行政许可程序暂行规定》", "en": "the SAMR procedure rules"},
        "starts_on": "2026-03-05",
    },
    Kind.EXTENSION: {
        "original_due": "2026-03-16",
        "new_due": "2026-03-23",
        "length": {"zh-hans": "5个工作日", "en": "5 working days"},
        "reasons": {"zh-hans": "现场核查发现需要整改的问题较多", "en": "The on-site check found much to be put right"},
        "approver": {"zh-hans": "局长 王立", "en": "Wang Li, director"},
        "approved_on": "2026-03-13",
    },
    Kind.GRANT: {
        "holder_id": "91999999MA00000154",
        "scope": {"zh-hans": "餐饮服务经营者：热食类食品制售、自制饮品制售", "en": "Restaurant: hot food, own drinks"},
        "conditions": {},
        "valid_from": "2026-03-11",
        "valid_to": "2031-03-10",
        "territory": {"zh-hans": "示范市示范路 1 号", "en": "1 Demo Road, Demo City"},
        "basis": BASIS,
    },
    Kind.REFUSAL: {
        **REMEDIES,
        "facts": {
            "zh-hans": "经现场核查，经营场所与有毒、有害场所的距离不符合要求。",
            "en": "The on-site check found the premises too close to a source of pollution.",
        },
        "reasons": {
            "zh-hans": "不符合《中华人民共和国食品安全法》第三十三条第一款第一项规定的条件。",
            "en": "The condition of article 33(1)(1) of the Food Safety Law is not met.",
        },
        "basis": BASIS,
        "ground": "conditions_not_met",
    },
    Kind.WITHDRAWAL: {"requested_on": "2026-03-02", "returned_materials": RETURNED},
    Kind.TERMINATION: {
        **REMEDIES,
        "reasons": {"zh-hans": "申请人已经注销", "en": "The applicant has been dissolved"},
        "returned_materials": [],
        "returned_fees": "",
    },
    Kind.DELIVERY: {
        "documents": [{"name": {"zh-hans": "食品经营许可证", "en": "Food operation licence"}, "number": "JY29999000000017"}],
        "recipient": {"zh-hans": "李四（代理人）", "en": "Li Si (agent)"},
        "method": {"zh-hans": "直接送达", "en": "in person"},
        "delivered_at": "2026-03-12T10:05+08:00",
        "proof": {"zh-hans": "受送达人当面签收", "en": "Signed for in person"},
    },
    Kind.FACT_CHECK: {
        "officials": [{"name": "赵一", "badge": "示执 000101"}, {"name": "钱二", "badge": "示执 000102"}],
        "place": {"zh-hans": "示范市示范路 1 号", "en": "1 Demo Road, Demo City"},
        "checked_at": "2026-03-06T09:30+08:00",
        "ended_at": "2026-03-06T10:40+08:00",
        "findings": {"zh-hans": "设备布局与平面图一致，洗手消毒设施齐全。", "en": "The equipment stands as in the plan."},
    },
    Kind.CLOCK: {
        "limit": {"zh-hans": "10 个工作日", "en": "10 working days"},
        "starts_on": "2026-03-02",
        "statutory_due": "2026-03-16",
        "days": [
            {
                "day": f"2026-03-{day:02}",
                "counted": counted,
                "ordinal": ordinal if counted else None,
                "why": {"zh-hans": "工作日", "en": "working day"} if counted else {"zh-hans": "周末", "en": "weekend"},
            }
            for day, counted, ordinal in [
                (3, True, 1), (4, True, 2), (5, True, 3), (6, True, 4), (7, False, 0), (8, False, 0), (9, True, 5),
                (10, True, 6), (11, True, 7), (12, True, 8), (13, True, 9), (14, False, 0), (15, False, 0), (16, True, 10),
            ]
        ],
    },
    Kind.FORWARDED: {
        **CONTACT,
        "query_code": "K7MP-2Q9X",
        "collected_at": "2026-03-02T09:41",
        "collected_by": {"zh-hans": "邻市政务服务中心", "en": "Neighbour City Government Service Centre"},
        "received_at": "2026-03-04T10:00",
        "received_by": {"zh-hans": "示范市政务服务中心", "en": "Demo City Government Service Centre"},
        "examine_by": "2026-03-11",
    },
    Kind.COMMITMENT_WITHDRAWN: {**CONTACT, "withdrawn_on": "2026-03-05", "owed": RETURNED},
    Kind.PASSED_UP: {
        "lower": {"zh-hans": "示范县市场监督管理局", "en": "Demo County Administration for Market Regulation"},
        "opinion": {"zh-hans": "建议准予", "en": "In favour"},
        "reasons": {"zh-hans": "材料齐全，符合条件", "en": "Complete, and the conditions are met"},
        "passed_on": "2026-03-20",
    },
    Kind.INTERESTED_PARTY: {
        **CONTACT,
        "to": {"zh-hans": "利害关系人", "en": "the interested party"},
        "about": {"zh-hans": "许可申请", "en": "the application"},
        "interest": {"zh-hans": "住在楼上的业主：油烟和噪声", "en": "The owners above: fumes and noise"},
        "how": {"zh-hans": "书面提交或者当面陈述", "en": "In writing or in person"},
        "until": "2026-03-11",
    },
    Kind.STATEMENT: {
        "of": {"zh-hans": "利害关系人", "en": "the interested party"},
        "recorded_at": "2026-03-05T14:20",
        "recorder": "赵一（000101）",
        "views": {"zh-hans": "希望加装油烟净化装置。", "en": "Asks that a fume filter be fitted."},
        "waives_hearing": True,
    },
    Kind.HEARING_RIGHT: {
        **CONTACT,
        "to": {"zh-hans": "申请人、利害关系人", "en": "the applicant, the interested party"},
        "days": 5,
        "until": "2026-03-11",
        "reasons": {"zh-hans": "涉及相邻业主的重大利益", "en": "Major interests of neighbours are touched"},
    },
    Kind.HEARING_REQUEST: {
        **CONTACT,
        "of": {"zh-hans": "利害关系人", "en": "the interested party"},
        "requested_on": "2026-03-06",
        "reasons": {"zh-hans": "担心油烟", "en": "Fears the fumes"},
        "hold_by": "2026-04-03",
    },
    Kind.HEARING_NOTICE: {
        **CONTACT,
        "held_on": "2026-03-20",
        "where_and_when": {"zh-hans": "上午九时，市民大道 1 号 201 室", "en": "9:00, Room 201, 1 Citizen Avenue"},
        "chair": "孙三（000103）",
        "ex_officio": False,
    },
    Kind.HEARING_ANNOUNCEMENT: {
        **CONTACT,
        "held_on": "2026-03-20",
        "where_and_when": {"zh-hans": "上午九时，市民大道 1 号 201 室", "en": "9:00, Room 201, 1 Citizen Avenue"},
        "chair": "孙三（000103）",
    },
    Kind.HEARING_RECORD: {
        "held_on": "2026-03-20",
        "where_and_when": {"zh-hans": "上午九时，市民大道 1 号 201 室", "en": "9:00, Room 201, 1 Citizen Avenue"},
        "chair": "孙三（000103）",
        "minutes": {"zh-hans": "双方陈述意见，申请人同意加装净化装置。", "en": "Both sides spoke; a filter will be fitted."},
        "signed": True,
    },
    Kind.CHANGE: {
        "certificate": "JY29999000000017",
        "holder_id": "91999999MA00000154",
        "scope": {"zh-hans": "餐饮服务经营者：增加冷食类食品制售", "en": "Restaurant: cold dishes added"},
        "conditions": {},
        "changes": [
            {
                "field": {"zh-hans": "经营项目", "en": "What is made"},
                "before": {"zh-hans": "热食类食品制售", "en": "Hot food"},
                "after": {"zh-hans": "热食类、冷食类食品制售", "en": "Hot food, cold dishes"},
            }
        ],
        "basis": BASIS,
    },
    Kind.RENEWAL: {
        "certificate": "JY29999000000017",
        "holder_id": "91999999MA00000154",
        "old_to": "2026-03-31",
        "valid_from": "2026-04-01",
        "valid_to": "2031-03-31",
        "deemed": True,
        "basis": BASIS,
    },
    Kind.RECUSAL: {
        "officer": "赵一（000101）",
        "why": {"zh-hans": "与申请事项有利害关系", "en": "An interest of one's own"},
        "reasons": {"zh-hans": "系申请人近亲属", "en": "A close relative of the applicant"},
    },
    Kind.RECTIFICATION: {
        "act": {"zh-hans": "特别程序结束", "en": "End of a special procedure"},
        "act_on": "2026-03-18",
        "changes": [{"field": {"zh-hans": "日期", "en": "Day"}, "before": "2026-03-18", "after": "2026-03-16"}],
        "basis": {"zh-hans": "专家评审意见书载明的日期", "en": "The day on the experts' opinion"},
        "reasons": {"zh-hans": "登记时笔误", "en": "A slip when it was entered"},
    },
    Kind.VERIFICATION: {
        "officials": [{"name": "赵一", "badge": "示执 000101"}, {"name": "钱二", "badge": "示执 000102"}],
        "checked_at": "2026-04-06T09:30",
        "result": {"zh-hans": "承诺不实", "en": "Not kept"},
        "findings": {"zh-hans": "检测报告过期。", "en": "The test report has run out."},
        "consequence": {"zh-hans": "责令限期整改", "en": "To be put right in time"},
    },
    Kind.LICENCE_WITHDRAWAL: {
        **REMEDIES,
        **STRUCK,
        "ground": {"zh-hans": "所依据的规章修改", "en": "The rules it rests on were changed"},
        "compensation": {"zh-hans": "依法给予补偿", "en": "The loss is made good"},
    },
    Kind.REVOCATION: {
        **REMEDIES,
        **STRUCK,
        "ground": {"zh-hans": "以欺骗手段取得许可", "en": "It was obtained by fraud"},
        "mandatory": True,
        "compensation": {"zh-hans": "利益不受保护", "en": "Nothing gained by it is protected"},
        "barred_until": "2029-03-02",
    },
    Kind.FORFEITURE: {**REMEDIES, **STRUCK, "decision": "示市监处罚〔2026〕12号"},
    Kind.CANCELLATION: {**REMEDIES, **STRUCK, "ground": {"zh-hans": "有效期届满未延续", "en": "It ran out"}},
}  # fmt: skip


def _sample(kind: Kind) -> dict[str, Any]:
    return deepcopy({**HEAD, **FIELDS[kind]})


@pytest.fixture
def sample() -> Callable[[Kind], dict[str, Any]]:
    """Plausible data for a kind of notice."""
    return _sample


# fmt: off
HOSTILE = (
    '#import "/etc/passwd" #eval("1+1") $x^2$ *b* _i_ `c` <l> @r \\ // /* "quoted" [x] = 标题 - 列 + 1. '
    + "长" * 400
    + "W" * 300
)

_KEPT = ("date", "until", "hold_by", "examine_by", "owed_by", "old_to", "_on", "_at", "day", "due", "valid_", "submit_by", "ground", "sha256", "applicant_kind", "not_before")


def _hostile(kind: Kind) -> dict[str, Any]:
    def twist(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {k: twist(v, k if k not in ("zh-hans", "en") else "") for k, v in value.items()}
        if isinstance(value, list):
            return [twist(v, key) for v in value]
        if isinstance(value, str) and value and not any(part in key for part in _KEPT):
            return HOSTILE
        return value

    return twist(_sample(kind))


@pytest.fixture
def hostile() -> Callable[[Kind], dict[str, Any]]:
    """The same data with every free text replaced by markup and overlong runs."""
    return _hostile
