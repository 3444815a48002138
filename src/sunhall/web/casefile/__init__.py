"""What every page of a case tells, whoever reads it: history in sentences, status, lanes, clocks by the day, and why
an act may not be done. Reads a `cases.queries.CasePage`; names people only to staff, nothing personal to the public.
"""

from sunhall.web.casefile.course import course
from sunhall.web.casefile.days import ClockDays, days
from sunhall.web.casefile.ends import End, ends
from sunhall.web.casefile.history import Sentence, material_name, sentences
from sunhall.web.casefile.lanes import LaneRow, lane_rows, lanes
from sunhall.web.casefile.reasons import Closed, beyond, closed, explained, label, lawful_now
from sunhall.web.casefile.status import Status, status_sentence, turn_word

__all__ = [
    "ClockDays",
    "Closed",
    "End",
    "LaneRow",
    "Sentence",
    "Status",
    "beyond",
    "closed",
    "course",
    "days",
    "ends",
    "explained",
    "label",
    "lane_rows",
    "lanes",
    "lawful_now",
    "material_name",
    "sentences",
    "status_sentence",
    "turn_word",
]
