"""Which cases silence may have moved: the search for them. The rule itself is the law's (`law.lifecycles.clocks`)."""

from datetime import datetime

from sunhall.cases.models import Case, Turn
from sunhall.cases.worklists import late_before
from sunhall.kernel.clock import legal_day
from sunhall.law.calendar import Calendar


def candidates(*, at: datetime) -> list[int]:
    """Cases past their intake, renewals past the old term, or cases waiting for a supplement: `intake.note_silence`
    decides about each."""
    late = late_before(Calendar.load(), legal_day(at))
    past = Turn.objects.filter(role__in=("intake", "renewal"), end__lt=late).values_list("case_id", flat=True)
    waiting = Case.objects.filter(phase="correction").values_list("pk", flat=True)
    return sorted({*past, *waiting})
