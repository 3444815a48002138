"""Periods of government procurement."""

from typing import Final

from sunhall.law.periods.base import CD, CHECK, DECIDED, KNOWN, RECEIVED, Group, Period, said
from sunhall.law.terms import Term

ISSUED: Final = said("发出招标文件之日", "the day the bid documents were issued")
START_OUT: Final = said(
    "起始日是否计入未明确，此处不计入（从严）。", "Whether the first day counts is not said; it is left out here."
)

PROCUREMENT: Final = Group(
    "procurement",
    said("政府采购", "Government procurement"),
    (
        Period(
            "bid-period",
            said("最早的投标截止日", "Earliest bid deadline"),
            ISSUED,
            Term(20, CD, DECIDED, citation="GPL/35"),
            note=START_OUT,
        ),
        Period(
            "bid-documents",
            said("招标文件提供期", "Bid documents available at least until"),
            ISSUED,
            Term(5, trigger=DECIDED, citation="GPR/31(1)", mark=CHECK),
            note=START_OUT,
        ),
        Period(
            "bid-clarification",
            said("澄清后最早的投标截止日", "Earliest bid deadline after a clarification"),
            said("发出澄清之日", "the day of the clarification"),
            Term(15, CD, DECIDED, citation="GPR/31(2)"),
        ),
        Period(
            "prequalification",
            said("资格预审文件提供期", "Pre-qualification documents available at least until"),
            said("发出资格预审文件之日", "the day they were issued"),
            Term(5, trigger=DECIDED, citation="GPR/21", mark=CHECK),
            note=START_OUT,
        ),
        Period(
            "single-source",
            said("单一来源公示", "Publicity of single sourcing"),
            said("公示首日", "the first day of publicity"),
            Term(5, trigger=DECIDED, citation="GPR/38", mark=CHECK),
            note=START_OUT,
        ),
        Period(
            "evaluation-report",
            said("送交评审报告", "Evaluation report to the buyer"),
            said("评审结束之日", "the day the evaluation ended"),
            Term(2, trigger=DECIDED, citation="GPR/43(1)"),
        ),
        Period(
            "winner",
            said("确定中标、成交供应商", "Fixing the winner"),
            said("收到评审报告之日", "the day the report was received"),
            Term(5, trigger=RECEIVED, citation="GPR/43(1)"),
        ),
        Period(
            "award-notice",
            said("发出中标通知书并公告结果", "Award notice and publication of the result"),
            said("确定中标、成交供应商之日", "the day the winner was fixed"),
            Term(2, trigger=DECIDED, citation="GPR/43(2)"),
        ),
        Period(
            "contract",
            said("签订采购合同", "Signing the contract"),
            said("发出中标通知书之日", "the day of the award notice"),
            Term(30, CD, DECIDED, citation="GPL/46"),
        ),
        Period(
            "contract-publication",
            said("公告采购合同", "Publishing the contract"),
            said("签订合同之日", "the day it was signed"),
            Term(2, trigger=DECIDED, citation="GPR/50"),
        ),
        Period(
            "contract-copy",
            said("合同副本备案", "Filing a copy of the contract"),
            said("签订合同之日", "the day it was signed"),
            Term(7, trigger=DECIDED, citation="GPL/47"),
        ),
        Period(
            "inquiry-answer",
            said("答复询问", "Answer to an inquiry"),
            said("收到询问之日", "the day it was received"),
            Term(3, trigger=RECEIVED, citation="GPR/52"),
        ),
        Period(
            "challenge",
            said("提出质疑", "Challenge"),
            said(
                "知道或者应知权益受损之日（如结果公告期限届满之日）",
                "the day the harm was known or should have been (for example the end of the publication)",
            ),
            Term(7, trigger=KNOWN, citation="GPL/52"),
        ),
        Period(
            "challenge-answer",
            said("答复质疑", "Answer to a challenge"),
            said("收到质疑之日", "the day it was received"),
            Term(7, trigger=RECEIVED, citation="GPL/53"),
        ),
        Period(
            "complaint",
            said("提起投诉", "Complaint"),
            said("答复之日，或者答复期满之日", "the day of the answer, or the end of its period"),
            Term(15, trigger=KNOWN, citation="GPL/55", mark=CHECK),
            note=said(
                "按期答复的，自收到答复还是自答复期满起算未明确。",
                "Where the answer came in time it is not said which of the two days counts.",
            ),
        ),
        Period(
            "complaint-decision",
            said("处理投诉", "Decision on a complaint"),
            said("收到投诉之日", "the day it was received"),
            Term(30, trigger=RECEIVED, citation="GPL/56"),
            stops=True,
            note=said(
                "检验、检测、鉴定、专家评审和补正所需时间不计算在内（《政府采购法实施条例》第五十八条）。",
                "Tests, expert reviews and corrections are not counted (implementing regulation, art. 58).",
            ),
        ),
    ),
)
