"""What every page of a case tells, whoever reads it: history in sentences, status, lanes, clocks by the day, and why
an act may not be done. Reads a `cases.queries.CasePage`; names people only to staff, nothing personal to the public.
"""

from sunhall.web.casefile.days import ClockDays, days
from sunhall.web.casefile.history import Sentence, material_name, sentences
from sunhall.web.casefile.lanes import LaneRow, lane_rows, lanes
from sunhall.web.casefile.reasons import Closed, beyond, closed, explained
from sunhall.web.casefile.status import Status, status_sentence

__all__ = [
    "ClockDays",
    "Closed",
    "LaneRow",
    "Sentence",
    "Status",
    "beyond",
    "closed",
    "days",
    "explained",
    "lane_rows",
    "lanes",
    "material_name",
    "sentences",
    "status_sentence",
]
