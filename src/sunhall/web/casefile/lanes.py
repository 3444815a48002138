"""The procedure of a case as it ran and is expected to run: the lane picture, and the other authorities as rows."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sunhall.cases.queries import CasePage
from sunhall.law.clock import State
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.lifecycles.standing import Lane as Asked
from sunhall.web import context
from sunhall.web.casefile import status, words
from sunhall.web.casefile.history import authority_name
from sunhall.web.pictures.lanes import Lane, LanePicture, Step, Tick
from sunhall.web.templatetags import house

CLOSED_AT_INTAKE = (Phase.NOT_ACCEPTED, Phase.NOT_REQUIRED, Phase.RETURNED, Phase.LAPSED)
APART = 0.09  # share of the picture's length that two marks of its scale keep between them


@dataclass(frozen=True, slots=True)
class LaneRow:
    """An authority that is or will be heard. `state`: asked, agrees, objects, to_ask; `left` in working days."""

    authority_id: int
    name: str
    state: str
    word: str
    mandatory: bool
    light: str = ""
    left: int | None = None
    due: date | None = None
    given_on: date | None = None
    told: str = ""


def lane_rows(page: CasePage) -> list[LaneRow]:
    """The other authorities: who has answered what, who is silent and until when."""
    bodies = {a.payload["authority"]: a.statement for a in page.acts if a.kind == Kind.GIVE_OPINION}
    asked = [_row(page, lane, bodies.get(lane.authority, "")) for lane in page.standing.lanes.values()]
    later = [rule for rule in page.procedure.lanes if rule.authority not in page.standing.lanes]
    if page.standing.is_decided or page.standing.is_ended:
        later = []
    return asked + [
        LaneRow(x.authority, authority_name(page, x.authority), "to_ask", _("not asked yet"), x.mandatory)
        for x in later
    ]


def _row(page: CasePage, lane: Asked, told: str) -> LaneRow:
    name = authority_name(page, lane.authority)
    if lane.given_on:
        state, word = ("agrees", _("agrees")) if lane.agrees else ("objects", _("objects"))
        told = "" if page.view == "public" else told
        return LaneRow(lane.authority, name, state, word, lane.mandatory, "done", None, None, lane.given_on, told)
    clock = clocks.lane_clock(lane, page.standing, page.calendar, page.today)
    left = status.days_of(clock)
    light = status.light_of(left, clock.due, page.today)
    return LaneRow(lane.authority, name, "asked", _("asked"), lane.mandatory, light, left, clock.due)


def lanes(page: CasePage) -> LanePicture:
    """The picture: who has done what, who is at work and who is waited for, as of today."""
    ruler = _Ruler(page)
    others = [
        Lane(authority_name(page, x.authority), (_opinion(page, ruler, x),)) for x in page.standing.lanes.values()
    ]
    if not (page.standing.lanes or page.standing.is_decided or page.standing.is_ended):
        start = ruler.of(page.standing.accepted_on) if page.standing.accepted_on else page.procedure.intake.days
        others += [
            Lane(authority_name(page, x.authority), (Step(_("Opinion"), start, x.days),)) for x in page.procedure.lanes
        ]
    found = (
        Lane(_("Applicant"), _applicant_steps(page, ruler)),
        Lane(house.words(page.authority), _lead_steps(page, ruler)),
        *others,
    )
    ended = page.standing.is_ended
    return LanePicture(
        title=_("The procedure of case %(number)s") % {"number": page.number},
        lanes=found,
        today=None if ended else ruler.of(page.today),
        ticks=_ticks(page, ruler, found),
        place=house.words(context.city()),
    )


class _Ruler:
    """Days as working days since the receipt."""

    def __init__(self, page: CasePage) -> None:
        self.page = page
        self.base = page.calendar.least(page.standing.received_on or page.today)

    def of(self, day: date | None) -> int:
        return max(0, self.page.calendar.least(day or self.page.today) - self.base)

    def at(self, ordinal: int) -> int:
        return max(0, ordinal - self.base)


def _ticks(page: CasePage, ruler: _Ruler, found: tuple[Lane, ...]) -> tuple[Tick, ...]:
    """The days worth reading on the scale, those too close together left out."""
    clock = page.clocks.statutory
    days = [
        page.standing.received_on,
        clock.due if clock else None,
        page.standing.decided_on,
        page.standing.accepted_on,
    ]
    length = max([1, ruler.of(page.today), *(s.start + max(s.days, 1) for lane in found for s in lane.steps)])
    ticks: list[Tick] = []
    for day in days:
        if day and all(abs(ruler.of(day) - t.at) >= APART * length for t in ticks):
            ticks.append(Tick(ruler.of(day), house.short_day(day)))
    return tuple(ticks)


def _on(page: CasePage, kind: Kind) -> date | None:
    return next((a.on for a in reversed(page.acts) if a.kind == kind), None)


def _applicant_steps(page: CasePage, ruler: _Ruler) -> tuple[Step, ...]:
    s = page.standing
    applied = Step(_("Application"), 0, 0, "done", note=house.day(s.received_on))
    if s.correction_asked_on is None:
        return (applied,)
    start = ruler.of(s.correction_asked_on)
    if s.phase is Phase.CORRECTION:
        days = s.correction_days or max(1, ruler.of(page.today) - start)
        return applied, Step(_("Corrections"), start, days, "running", critical=True)
    ended = _on(page, Kind.RESUBMIT) or s.ended_on
    return applied, Step(_("Corrections"), start, ruler.of(ended) - start, "done", note=house.day(ended))


def _lead_steps(page: CasePage, ruler: _Ruler) -> tuple[Step, ...]:
    s = page.standing
    intake = _intake(page, ruler)
    if s.phase in CLOSED_AT_INTAKE:
        return (intake,)
    review = _review(page, ruler, int(intake.start + intake.days))
    if s.outcome == "refused" or s.phase in (Phase.WITHDRAWN, Phase.TERMINATED):
        return intake, review
    return intake, review, _result(page, ruler, int(review.start + review.days))


def _intake(page: CasePage, ruler: _Ruler) -> Step:
    s, name = page.standing, _("Intake")
    if s.phase is Phase.RECEIVED:
        end = page.clocks.intake_end
        days = ruler.at(end) if end is not None else page.procedure.intake.days
        return Step(name, 0, max(days, ruler.of(page.today)), "running", critical=True)
    if s.phase is Phase.CORRECTION:
        return Step(name, 0, max(1, ruler.of(s.correction_asked_on)), "paused", note=_("waits for the applicant"))
    ended = s.accepted_on or s.ended_on
    if s.deemed:
        return Step(
            name,
            0,
            page.procedure.intake.days,
            "done",
            note=_("accepted by silence from %(day)s") % {"day": house.day(ended)},
        )
    return Step(name, 0, ruler.of(ended), "done", note=house.day(ended))


def _review(page: CasePage, ruler: _Ruler, after: int) -> Step:
    s, clock, name = page.standing, page.clocks.statutory, _("Review and decision")
    if s.accepted_on is None:
        return Step(name, after, clock.total if clock else clocks.promised(page.standing, page.procedure).amount)
    start = max(ruler.of(s.accepted_on), 0 if s.deemed else after)
    ended = s.decided_on or s.ended_on
    if ended:
        note = _("%(outcome)s on %(day)s") % {"outcome": words.word(words.OUTCOMES, s.outcome), "day": house.day(ended)}
        return Step(name, start, ruler.of(ended) - start, "done", note=note)
    if s.phase in (Phase.STOPPED, Phase.SUSPENDED):
        left = (clock.left if clock else None) or 1
        why = words.word(words.PROCEDURES, s.open_stop.why if s.open_stop else "")
        return Step(name, start, ruler.of(page.today) - start + left, "paused", critical=True, note=why)
    end = ruler.at(clock.end_ordinal) if clock and clock.end_ordinal is not None else start + 1
    return Step(name, start, max(end, ruler.of(page.today)) - start, "running", critical=True)


def _result(page: CasePage, ruler: _Ruler, after: int) -> Step:
    s, days = page.standing, page.procedure.issue_days
    name = pgettext("step", "Certificate") if page.procedure.has_result else pgettext("step", "Delivery")
    if s.phase is Phase.DELIVERED:
        return Step(name, after, ruler.of(s.ended_on) - after, "done", note=house.day(s.ended_on))
    if s.phase in (Phase.GRANTED, Phase.ISSUED):
        return Step(name, after, max(days, ruler.of(page.today) - after), "running", critical=True)
    return Step(name, after, days)


def _opinion(page: CasePage, ruler: _Ruler, lane: Asked) -> Step:
    name, start = _("Opinion"), ruler.of(lane.asked_on)
    if lane.given_on:
        word = _("agreed on %(day)s") if lane.agrees else _("objected on %(day)s")
        return Step(name, start, ruler.of(lane.given_on) - start, "done", note=word % {"day": house.day(lane.given_on)})
    if page.standing.is_decided or page.standing.is_ended:
        return Step(name, start, lane.days, "waiting", note=_("not given"))
    clock = clocks.lane_clock(lane, page.standing, page.calendar, page.today)
    end = ruler.at(clock.end_ordinal) if clock.end_ordinal is not None else start + lane.days
    state = "paused" if clock.state is State.STOPPED else "running"
    note = house.days_left(status.days_of(clock), clock.due)
    return Step(name, start, max(end, ruler.of(page.today)) - start, state, critical=lane.mandatory, note=note)
