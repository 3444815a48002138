"""Periods of disclosure, petitions, the hotline and what is published about decisions."""

from typing import Final

from sunhall.law.periods.base import (
    CD,
    CHECK,
    DECIDED,
    DECIDED_ON,
    LOCAL,
    NO_ROLL,
    RECEIVED,
    ROLLS,
    Group,
    Period,
    said,
)
from sunhall.law.terms import Extension, Term

# Two documents say it: whoever shows the period shows both.
DOUBLE_PUBLICITY: Final = (
    "国办发〔2015〕51号第十八项；国发〔2016〕33号第十七项"
    " / Guobanfa (2015) No. 51, item 18; Guofa (2016) No. 33, item 17"
)
ROUTED: Final = said("收到信访事项之日", "the day the petition was received")

DISCLOSURE: Final = Group(
    "disclosure",
    said("政府信息公开", "Disclosure of information"),
    (
        Period(
            "disclosure-active",
            said("主动公开", "Active disclosure"),
            said("信息形成或者变更之日", "the day the information was made or changed"),
            Term(20, citation="GIR/26"),
        ),
        Period(
            "disclosure-reply",
            said("答复公开申请", "Reply to a request"),
            said(
                "收到申请之日（网络、传真为双方确认之日；补正的为收到补正之日）",
                "the day of receipt (online or by fax: confirmed by both sides; corrected: receipt of the correction)",
            ),
            Term(20, trigger=RECEIVED, extension=Extension(20, "disclosure_head"), citation="GIR/33(2)"),
            stops=True,
        ),
        Period(
            "disclosure-correction",
            said("一次性补正告知", "One-time correction notice"),
            said("收到申请之日", "the day of receipt"),
            Term(7, trigger=RECEIVED, citation="GIR/30"),
        ),
        Period(
            "disclosure-third-party",
            said("第三方意见", "Answer of a third party"),
            said("第三方收到征求意见书之日", "the day the third party was asked"),
            Term(15, trigger=RECEIVED, citation="GIR/32"),
        ),
        Period(
            "disclosure-co-author",
            said("共同制作机关意见", "Answer of a co-author authority"),
            said("收到征求意见书之日", "the day it was asked"),
            Term(15, trigger=RECEIVED, citation="GIR/34"),
            note=said("逾期未提出意见的，视为同意公开。", "Silence is consent."),
        ),
    ),
)

PETITIONS: Final = Group(
    "petitions",
    said("信访、热线与投诉", "Petitions, hotline and complaints"),
    (
        Period(
            "petition-register",
            said("信访部门登记、转送", "Registering and routing a petition"),
            ROUTED,
            Term(15, CD, RECEIVED, citation="PTR/22"),
            note=NO_ROLL,
        ),
        Period(
            "petition-notice",
            said("书面告知是否受理", "Written notice of acceptance or routing"),
            ROUTED,
            Term(15, CD, RECEIVED, citation="PTR/23(2)"),
            note=NO_ROLL,
        ),
        Period(
            "petition-objection",
            said("对转送事项提出异议", "Objection to a petition wrongly routed"),
            ROUTED,
            Term(5, trigger=RECEIVED, citation="PTR/23(3)"),
        ),
        Period(
            "petition-handling",
            said("信访事项办结", "Handling a petition"),
            said("受理之日", "the day of acceptance"),
            Term(60, CD, extension=Extension(30, "agency_head"), citation="PTR/34"),
            note=NO_ROLL,
        ),
        Period(
            "petition-review-request",
            said("请求复查（不顺延）", "Request for review, end not moved"),
            said("收到书面答复之日", "the day the written reply was received"),
            Term(30, CD, RECEIVED, citation="PTR/35", mark=CHECK),
            note=said(
                "届满日为休息日是否顺延，条例未规定；信访人一方从宽，见顺延的一项。",
                "Whether an end on a rest day moves is not said; for the petitioner take the later, see the other.",
            ),
        ),
        Period(
            "petition-review-request-rolled",
            said("请求复查（顺延）", "Request for review, end moved off rest days"),
            said("收到书面答复之日", "the day the written reply was received"),
            Term(30, CD, RECEIVED, ROLLS, citation="PTR/35", mark=CHECK),
            note=said(
                "届满日为休息日的，从宽顺延至其后第一个工作日；条例未明确规定。",
                "An end on a rest day moves to the next working day in the petitioner's favour; not said by the text.",
            ),
        ),
        Period(
            "petition-review",
            said("复查意见", "Review opinion"),
            said("收到复查请求之日", "the day the review was asked for"),
            Term(30, CD, RECEIVED, citation="PTR/35"),
            note=NO_ROLL,
        ),
        Period(
            "petition-rereview-request",
            said("请求复核", "Request for re-review"),
            said("收到复查意见之日", "the day the review opinion was received"),
            Term(30, CD, RECEIVED, citation="PTR/36", mark=CHECK),
            note=NO_ROLL,
        ),
        Period(
            "petition-rereview",
            said("复核意见", "Re-review opinion"),
            said("收到复核请求之日", "the day the re-review was asked for"),
            Term(30, CD, RECEIVED, citation="PTR/36"),
            stops=True,
            note=said("听证所需时间不计算在内。", "The time of a hearing is not counted."),
        ),
        Period(
            "hotline",
            said("12345热线工单办理", "Order of the 12345 hotline"),
            said("收到工单之日", "the day the order was received"),
            Term(
                5,
                trigger=RECEIVED,
                extension=Extension(5, "agency_head"),
                citation="《安阳市政务服务条例》第五十条 / Anyang, art. 50",
                mark=LOCAL,
            ),
            note=said("地方规定，各地不同。", "A local rule: cities differ."),
        ),
        Period(
            "market-complaint",
            said("市场监管投诉受理决定", "Accepting a complaint to market supervision"),
            said("收到投诉之日", "the day the complaint was received"),
            Term(7, trigger=RECEIVED, citation="MCM/14"),
        ),
        Period(
            "bad-rating",
            said("实名差评联系核实", "Contact after a named bad rating"),
            said("评价之日", "the day of the rating"),
            Term(1, trigger=RECEIVED, citation="《安阳市政务服务条例》第五十二条 / Anyang, art. 52", mark=LOCAL),
            note=said("地方规定；国家规定没有天数。", "A local rule; the national text gives no number of days."),
        ),
        Period(
            "double-publicity",
            said("许可和处罚的信用公示", "Credit publicity of licences and penalties"),
            DECIDED_ON,
            Term(7, trigger=DECIDED, citation=DOUBLE_PUBLICITY),
        ),
    ),
)
