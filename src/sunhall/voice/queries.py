"""Reads of voice: whether a case was rated, and counts that name nobody."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count

from sunhall.cases.queries import CasePage
from sunhall.kernel.clock import ZONE
from sunhall.voice import rules
from sunhall.voice.models import Rating


@dataclass(frozen=True, slots=True)
class RatingRow:
    level: int
    comment: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """Ratings of a matter by level, best first; `rated` is their sum."""

    levels: dict[int, int]

    @property
    def rated(self) -> int:
        return sum(self.levels.values())

    @property
    def bad(self) -> int:
        """Levels 4 and 5 (GB/T 39734)."""
        return sum(self.levels[level] for level in rules.BAD)


def given(case_id: int) -> RatingRow | None:
    """The rating of a case. The caller has shown that this is the applicant of the case, or a supervisor."""
    row = Rating.objects.filter(case_id=case_id).first()
    return RatingRow(row.level, row.comment, row.given_at) if row else None


def may_rate(page: CasePage) -> bool:
    """Whether this reader may rate this case now: the applicant of a finished case that is not rated yet."""
    over = rules.is_rateable(str(page.standing.phase), page.standing.outcome)
    return page.view == "applicant" and over and not Rating.objects.filter(case_id=page.id).exists()


def counts(matter_code: str, *, since: date, until: date) -> Counts:
    """Ratings given from `since` to `until`, both days included."""
    start = datetime.combine(since, time(), ZONE)
    end = datetime.combine(until + timedelta(days=1), time(), ZONE)
    rows = Rating.objects.filter(matter_code=matter_code, given_at__gte=start, given_at__lt=end)
    found = dict(rows.values_list("level").annotate(count=Count("id")))
    return Counts({level: found.get(level, 0) for level in rules.LEVELS})
