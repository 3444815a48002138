"""Periods of reconsideration, litigation and state compensation."""

from typing import Final

from sunhall.law.periods.base import (
    CD,
    CHECK,
    DECIDED,
    KNOWN,
    KNOWN_ON,
    MONTH,
    RECEIVED,
    ROLLS,
    Group,
    Period,
    said,
)
from sunhall.law.terms import Extension, Term

ASKED: Final = said("收到复议申请之日", "the day the request was received")
ACCEPTED: Final = said("受理复议申请之日", "the day the request was accepted")
COPY: Final = said("收到申请书副本之日", "the day the copy was received")
CLAIMED: Final = said("收到赔偿申请之日", "the day the claim was received")

RECONSIDERATION: Final = Group(
    "reconsideration",
    said("行政复议", "Reconsideration"),
    (
        Period(
            "reconsideration-request",
            said("申请行政复议", "Request for reconsideration"),
            KNOWN_ON,
            Term(60, CD, KNOWN, ROLLS, citation="ARL/20(1)"),
        ),
        Period(
            "reconsideration-latest",
            said("申请行政复议的最长期限（未被告知权利的）", "Latest request, where the right was not told"),
            KNOWN_ON,
            Term(12, MONTH, KNOWN, ROLLS, citation="ARL/20(3)"),
            note=said(
                "未被告知申请权利的，自知道权利之日起六十日，但自知道行为之日起最长不超过一年。",
                "Sixty days from learning of the right, but at most one year from knowing the act.",
            ),
        ),
        Period(
            "reconsideration-intake",
            said("审查是否受理", "Examination of the request"),
            ASKED,
            Term(5, trigger=RECEIVED, citation="ARL/30"),
            note=said(
                "期满未作出不予受理决定的，审查期限届满之日起视为受理。",
                "Silence is acceptance at the end of the five days, not before.",
            ),
        ),
        Period(
            "reconsideration-correction-notice",
            said("补正通知", "Correction notice"),
            ASKED,
            Term(5, trigger=RECEIVED, citation="ARL/31"),
        ),
        Period(
            "reconsideration-correction",
            said("申请人补正", "Correction by the applicant"),
            said("收到补正通知之日", "the day the correction notice was received"),
            Term(10, trigger=RECEIVED, citation="ARL/31"),
        ),
        Period(
            "reconsideration-copy",
            said("发送申请书副本", "Copy to the respondent"),
            ACCEPTED,
            Term(7, citation="ARL/48"),
        ),
        Period(
            "reconsideration-answer",
            said("被申请人答复", "Answer of the respondent"),
            COPY,
            Term(10, trigger=RECEIVED, citation="ARL/48"),
        ),
        Period(
            "reconsideration-copy-summary",
            said("发送申请书副本（简易程序）", "Copy to the respondent, summary procedure"),
            ACCEPTED,
            Term(3, citation="ARL/54"),
        ),
        Period(
            "reconsideration-answer-summary",
            said("被申请人答复（简易程序）", "Answer of the respondent, summary procedure"),
            COPY,
            Term(5, trigger=RECEIVED, citation="ARL/54"),
        ),
        Period(
            "reconsideration-decision",
            said("复议决定", "Decision on reconsideration"),
            ACCEPTED,
            Term(60, CD, roll=ROLLS, extension=Extension(30, "agency_head"), citation="ARL/62(1)"),
        ),
        Period(
            "reconsideration-decision-summary",
            said("复议决定（简易程序）", "Decision, summary procedure"),
            ACCEPTED,
            Term(30, CD, roll=ROLLS, citation="ARL/62(2)"),
        ),
    ),
)

COURTS: Final = Group(
    "courts",
    said("行政诉讼与国家赔偿", "Litigation and state compensation"),
    (
        Period(
            "suit",
            said("直接提起行政诉讼", "Direct suit"),
            KNOWN_ON,
            Term(6, MONTH, KNOWN, ROLLS, citation="ACL/46(1)"),
        ),
        Period(
            "suit-after-reconsideration",
            said("复议后起诉", "Suit after reconsideration"),
            said("收到复议决定书之日", "the day the reconsideration decision was received"),
            Term(15, CD, RECEIVED, ROLLS, citation="ACL/45"),
        ),
        Period(
            "suit-inaction",
            said("对不履行职责起诉：等待期满", "Suit against inaction: the waiting time ends"),
            said("行政机关接到申请之日", "the day the authority was asked to act"),
            Term(2, MONTH, RECEIVED, citation="ACL/47(1)"),
            note=said(
                "法律、法规另有规定的从其规定；紧急情况不受限制。",
                "Other laws may differ; in urgent cases there is no wait.",
            ),
        ),
        Period(
            "compensation-claim",
            said("请求国家赔偿", "Claim for state compensation"),
            KNOWN_ON,
            Term(24, MONTH, KNOWN, citation="SCL/39", mark=CHECK),
            note=said(
                "届满日为休息日是否顺延未明确，此处不顺延。",
                "Whether an end on a rest day moves is not said; it is not moved here.",
            ),
        ),
        Period(
            "compensation-correction",
            said("赔偿申请补正告知", "Correction notice on a claim"),
            CLAIMED,
            Term(5, CD, RECEIVED, citation="SCL/12", mark=CHECK),
            note=said(
                "法律写“五日”，按自然日计算较短。", "The law says five “days”; calendar days are the shorter reading."
            ),
        ),
        Period(
            "compensation-decision",
            said("赔偿决定", "Decision on compensation"),
            CLAIMED,
            Term(2, MONTH, RECEIVED, citation="SCL/13"),
        ),
        Period(
            "compensation-notice",
            said("送达赔偿决定或者不予赔偿通知", "Serving the decision on compensation"),
            said("作出决定之日", "the day of the decision"),
            Term(10, CD, DECIDED, citation="SCL/13", mark=CHECK),
            note=said(
                "法律写“十日”，按自然日计算较短。", "The law says ten “days”; calendar days are the shorter reading."
            ),
        ),
        Period(
            "compensation-suit",
            said("对赔偿决定起诉", "Suit about compensation"),
            said("作出决定之日，或者赔偿期限届满之日", "the day of the decision, or the end of its period"),
            Term(3, MONTH, DECIDED, ROLLS, citation="SCL/14"),
        ),
    ),
)
