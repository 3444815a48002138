"""The shape of a period that anybody may ask about: a term, what its first day is, and how well it is established.

Texts stand here in both languages, because a page, the API and a command line without Django tell the same table.
"""

from dataclasses import dataclass, field
from typing import Final

from sunhall.kernel.text import TextByLanguage as Text
from sunhall.law.terms import Mark, Roll, Term, Trigger, Unit

CD: Final = Unit.CALENDAR_DAY
MONTH: Final = Unit.MONTH
ROLLS: Final = Roll.NEXT_WORKING_DAY
KNOWN: Final = Trigger.KNOWLEDGE
RECEIVED: Final = Trigger.RECEIPT
DECIDED: Final = Trigger.DECISION
CHECK: Final = Mark.CHECK
LOCAL: Final = Mark.LOCAL


@dataclass(frozen=True, slots=True)
class Period:
    """One period of the law. `name` is what addresses and commands call it; it never changes its meaning.

    `start` says which day is put in. `backwards`: it is counted back from that day. `stops`: what the law excludes
    (stops of the clock) may be taken out. `note` tells what a mark of `check` or `local` is about.
    """

    name: str
    title: Text
    start: Text
    term: Term
    backwards: bool = False
    stops: bool = False
    note: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class Group:
    """Periods that belong together on the page."""

    name: str
    title: Text
    periods: tuple[Period, ...]


def said(zh: str, en: str) -> Text:
    """A text in both languages."""
    return Text({"zh-hans": zh, "en": en})


ACCEPTED_ON: Final = said("受理之日", "the day of acceptance")
RECEIVED_ON: Final = said("收到申请材料之日", "the day the application was received")
DECIDED_ON: Final = said("作出决定之日", "the day of the decision")
KNOWN_ON: Final = said("知道或者应当知道该行为之日", "the day the act became known or should have")
APPLICANT_DAYS: Final = said(
    "申请人一方的期限是按工作日还是按自然日计算，法律未明确；两种算法分列，以较早者提醒、以较晚者认定是否逾期。",
    "The law does not say whether an applicant's period is in working or in calendar days. Both readings are here: be "
    "reminded by the earlier, count as in time up to the later.",
)
NO_ROLL: Final = said(
    "条例没有届满日为休息日顺延的规定，宜在此前最后一个工作日办结。",
    "The regulation has no clause that moves an end on a rest day. Finish by the last working day before it.",
)
