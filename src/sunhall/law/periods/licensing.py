"""Periods of licensing: the Administrative Licensing Law, and item laws that set their own."""

from typing import Final

from sunhall.law import terms
from sunhall.law.periods.base import (
    ACCEPTED_ON,
    APPLICANT_DAYS,
    CD,
    CHECK,
    DECIDED_ON,
    RECEIVED,
    RECEIVED_ON,
    Group,
    Period,
    said,
)
from sunhall.law.terms import Extension, Term

EXPIRY: Final = said("许可有效期届满之日", "the day the licence expires")

LICENSING: Final = Group(
    "licensing",
    said("行政许可", "Licensing"),
    (
        Period(
            "correction-notice",
            said("一次性补正告知", "One-time correction notice"),
            RECEIVED_ON,
            terms.CORRECTION_NOTICE,
            note=said(
                "逾期不告知的，自收到申请材料之日起即为受理，办理期限从收到之日起算。",
                "Without a notice by then the application counts as accepted from the day of receipt, and the decision "
                "period has been running since.",
            ),
        ),
        Period("decision", said("作出许可决定", "Decision"), ACCEPTED_ON, terms.DECISION, stops=True),
        Period(
            "joint-decision",
            said("统一、联合、集中办理的决定", "Decision in joint, unified or centralised handling"),
            ACCEPTED_ON,
            terms.JOINT_DECISION,
            stops=True,
        ),
        Period(
            "lower-review",
            said("下级机关初步审查", "First review by the lower authority"),
            said("下级机关受理之日", "the day the lower authority accepted it"),
            terms.LOWER_REVIEW,
            stops=True,
        ),
        Period(
            "certificate", said("颁发、送达许可证件", "Issue and delivery of the document"), DECIDED_ON, terms.DELIVERY
        ),
        Period(
            "hearing-request",
            said("申请听证（按工作日）", "Request for a hearing (read as working days)"),
            said("被告知听证权利之日", "the day the right to a hearing was told"),
            terms.HEARING_REQUEST,
            note=APPLICANT_DAYS,
        ),
        Period(
            "hearing-request-calendar",
            said("申请听证（按自然日）", "Request for a hearing (read as calendar days)"),
            said("被告知听证权利之日", "the day the right to a hearing was told"),
            Term(5, CD, terms.Trigger.KNOWLEDGE, citation="ALL/47", mark=CHECK),
            note=APPLICANT_DAYS,
        ),
        Period(
            "hearing",
            said("组织听证", "Holding the hearing"),
            said("收到听证申请之日", "the day the hearing was asked for"),
            terms.HEARING,
        ),
        Period(
            "hearing-notice",
            said("听证时间、地点的通知", "Notice of the time and place of a hearing"),
            said("举行听证之日", "the day of the hearing"),
            terms.HEARING_NOTICE,
            backwards=True,
        ),
        Period(
            "staff-assignment",
            said("指派两名以上工作人员检验、检测、检疫", "Assigning two or more staff to inspect or test"),
            ACCEPTED_ON,
            terms.STAFF_ASSIGNMENT,
        ),
        Period(
            "renewal-calendar",
            said("申请延续（按自然日）", "Request for renewal (read as calendar days)"),
            EXPIRY,
            Term(30, CD, citation="ALL/50(1)", mark=CHECK),
            backwards=True,
            note=APPLICANT_DAYS,
        ),
        Period(
            "renewal-working",
            said("申请延续（按工作日）", "Request for renewal (read as working days)"),
            EXPIRY,
            Term(30, citation="ALL/50(1)", mark=CHECK),
            backwards=True,
            note=APPLICANT_DAYS,
        ),
    ),
)

ITEMS: Final = Group(
    "items",
    said("单行法规定的许可期限", "Licences with periods of their own"),
    (
        Period(
            "investment-approval",
            said("企业投资项目核准", "Approval of an enterprise investment project"),
            ACCEPTED_ON,
            Term(20, extension=Extension(40, "principal_head"), citation="EIP/10"),
            stops=True,
        ),
        Period(
            "investment-extension",
            said("申请延期开工建设", "Request to extend an investment approval"),
            said("核准文件二年期满之日", "the day the approval expires, two years after it"),
            Term(30, citation="EIP/12"),
            backwards=True,
        ),
        Period(
            "business-registration",
            said("市场主体登记（不能当场登记的）", "Business registration, where not on the spot"),
            said("收到齐全材料之日", "the day the complete papers were received"),
            Term(3, trigger=RECEIVED, extension=Extension(3, "agency_head"), citation="MER/19"),
        ),
        Period(
            "work-safety-licence",
            said("安全生产许可证", "Work safety licence"),
            RECEIVED_ON,
            Term(45, CD, RECEIVED, citation="SPL/7", mark=CHECK),
            note=said(
                "自收到申请之日起算。条例写“45日”，是否为工作日未明确，按自然日计算较短。",
                "Counted from receipt. The regulation says 45 “days” and not which; calendar days are shorter.",
            ),
        ),
        Period(
            "medical-renewal-opens",
            said("医疗器械经营许可延续：最早申请日", "Trade in medical devices: renewal opens"),
            EXPIRY,
            Term(90, citation="MDT/16"),
            backwards=True,
        ),
        Period(
            "medical-renewal-closes",
            said("医疗器械经营许可延续：最迟申请日", "Trade in medical devices: renewal closes"),
            EXPIRY,
            Term(30, citation="MDT/16"),
            backwards=True,
        ),
    ),
)
