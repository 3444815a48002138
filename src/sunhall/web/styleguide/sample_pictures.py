"""The sample inputs of the pictures: a case under review by three authorities, its days, and a guide's plan."""

from datetime import date
from typing import Any, Final

from django.utils.translation import pgettext

from sunhall.web.pictures.course import Beside, CoursePicture, Station
from sunhall.web.pictures.days import CountedDay, DaysPicture, run_of_days
from sunhall.web.pictures.lanes import Lane, LanePicture, Step, Tick
from sunhall.web.pictures.procedure import Stage, procedure_picture
from sunhall.web.templatetags.house import short_day

TODAY: Final = date(2026, 10, 20)


def all_of_them() -> dict[str, Any]:
    """One of each picture."""
    return {
        "lanes": case_lanes(),
        "course": case_course(),
        "days": case_days(),
        "provisional": provisional_days(),
        "procedure": plan(),
    }


def case_course() -> CoursePicture:
    """The same permit as stations: under review, with an expert review that stops the clock."""
    beside = (Beside(pgettext("sample", "Expert review"), "paused"), Beside(pgettext("sample", "Opinion"), "done"))
    return CoursePicture(
        title=pgettext("sample", "Where your application stands"),
        stations=(
            Station(pgettext("sample", "Apply"), "done", short_day(date(2026, 10, 9))),
            Station(pgettext("sample", "Check the papers"), "done", short_day(date(2026, 10, 10))),
            Station(pgettext("sample", "Review"), "running", beside=beside, is_here=True),
            Station(pgettext("sample", "Decide")),
        ),
    )


def case_lanes() -> LanePicture:
    """A construction permit on its eighth working day."""
    return LanePicture(
        title=pgettext("sample", "Where your application stands"),
        lanes=(
            Lane(
                pgettext("sample", "You"),
                (
                    Step(pgettext("sample", "Apply"), 0, 1, "done"),
                    Step(pgettext("sample", "Correct two papers"), 2, 2, "done"),
                ),
            ),
            Lane(
                pgettext("sample", "Housing and construction (lead)"),
                (
                    Step(pgettext("sample", "Check the papers"), 1, 1, "done", critical=True),
                    Step(pgettext("sample", "Review"), 4, 8, "running", critical=True),
                    Step(pgettext("sample", "Decide"), 12, 3, "waiting", critical=True),
                ),
            ),
            Lane(
                pgettext("sample", "Planning"),
                (Step(pgettext("sample", "Opinion"), 4, 3, "done", note=pgettext("sample", "agrees")),),
            ),
            Lane(
                pgettext("sample", "Fire and rescue"),
                (
                    Step(pgettext("sample", "Opinion"), 4, 2, "done"),
                    Step(pgettext("sample", "Expert review"), 6, 4, "paused"),
                ),
            ),
        ),
        today=8.5,
        ticks=tuple(
            Tick(at, short_day(on))
            for at, on in ((0, date(2026, 10, 9)), (4, date(2026, 10, 15)), (15, date(2026, 10, 29)))
        ),
    )


def case_days() -> DaysPicture:
    """Days over the holidays of 2026, with an expert review in between."""
    holidays = set(run_of_days(date(2026, 10, 1), date(2026, 10, 7)))
    work_weekend = {date(2026, 9, 20), date(2026, 10, 10)}
    review = set(run_of_days(date(2026, 10, 14), date(2026, 10, 16)))
    days, number = [], 0
    for on in run_of_days(date(2026, 9, 21), date(2026, 10, 26)):
        if on in review:
            days.append(
                CountedDay(
                    on,
                    "stopped",
                    pgettext("sample", "Not counted: expert review (Administrative Licensing Law, art. 45)"),
                )
            )
        elif on in holidays:
            days.append(CountedDay(on, "rest", pgettext("sample", "Not counted: National Day holiday")))
        elif on.weekday() >= 5 and on not in work_weekend:
            days.append(CountedDay(on, "rest", pgettext("sample", "Not counted: weekend")))
        else:
            number += 1
            days.append(CountedDay(on, "counted", pgettext("sample", "Counted"), number))
    return DaysPicture(pgettext("sample", "Days of the legal limit"), tuple(days), today=TODAY, due=date(2026, 10, 26))


def provisional_days() -> DaysPicture:
    """A clock that runs into a year whose holidays are not published."""
    days = []
    for number, on in enumerate(run_of_days(date(2026, 12, 28), date(2026, 12, 31)), start=1):
        days.append(CountedDay(on, "counted", pgettext("sample", "Counted"), number))
    return DaysPicture(
        pgettext("sample", "Days of the promise"), tuple(days), today=date(2026, 12, 29), not_before=date(2027, 1, 8)
    )


def plan() -> LanePicture:
    """The plan of a guide with two authorities side by side."""
    return procedure_picture(
        pgettext("sample", "How it goes"),
        [
            Stage("apply", pgettext("sample", "You"), pgettext("sample", "Apply"), 0),
            Stage(
                "accept", pgettext("sample", "Market regulation"), pgettext("sample", "Check the papers"), 2, ("apply",)
            ),
            Stage(
                "visit",
                pgettext("sample", "Market regulation"),
                pgettext("sample", "Visit the premises"),
                5,
                ("accept",),
            ),
            Stage("opinion", pgettext("sample", "Fire and rescue"), pgettext("sample", "Opinion"), 3, ("accept",)),
            Stage(
                "decide", pgettext("sample", "Market regulation"), pgettext("sample", "Decide"), 3, ("visit", "opinion")
            ),
            Stage("fetch", pgettext("sample", "You"), pgettext("sample", "Receive the licence"), 1, ("decide",)),
        ],
    )
