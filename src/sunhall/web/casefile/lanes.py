"""The procedure of a case as lanes: one for the applicant, one for each authority; steps sized by their days.

Plain values: `web.pictures` draws them, pages also list them as text.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sunhall.cases.queries import CasePage
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.lifecycles.standing import Lane as AskedLane
from sunhall.web.casefile import status, words
from sunhall.web.casefile.history import authority_name
from sunhall.web.templatetags import house

DONE, RUNNING, WAITING, STOPPED, OBJECTED = "done", "running", "waiting", "stopped", "objected"


@dataclass(frozen=True, slots=True)
class LaneStep:
    """A box in a lane. `state`: done, running, waiting, stopped, objected. `days` planned or used, in working days."""

    name: str
    state: str
    start: date | None = None
    end: date | None = None
    days: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """`kind`: applicant, lead, other. `light` tells an open lane's own clock."""

    name: str
    kind: str
    steps: tuple[LaneStep, ...] = ()
    authority_id: int | None = None
    light: str = ""
    left: int | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class LanePicture:
    """Everything the picture shows, with the same told as text."""

    lanes: tuple[Lane, ...]
    today: date
    text: tuple[str, ...] = field(default=())


def lanes(page: CasePage) -> LanePicture:
    """Who has done what, who is at work and who is waited for, as of today."""
    others = [_other(page, lane) for lane in page.standing.lanes.values()]
    expected = [rule for rule in page.procedure.lanes if rule.authority not in page.standing.lanes]
    others += [_to_be_asked(page, rule.authority, rule.days) for rule in expected]
    found = (_applicant(page), _lead(page), *others)
    return LanePicture(found, page.today, tuple(_told(lane) for lane in found))


def _on(page: CasePage, *kinds: Kind) -> date | None:
    return next((a.on for a in reversed(page.acts) if a.kind in kinds), None)


def _span(page: CasePage, start: date | None, end: date | None) -> int:
    """Working days from one day to another, at least 1 so that a box can be seen."""
    if start is None or end is None:
        return 1
    return max(1, page.calendar.least(end) - page.calendar.least(start))


def _applicant(page: CasePage) -> Lane:
    s = page.standing
    steps = [LaneStep(_("Application"), DONE, s.received_on, s.received_on)]
    if s.correction_asked_on:
        answered = _on(page, Kind.RESUBMIT)
        left, due = status.correction_end(page)
        waits = s.phase is Phase.CORRECTION
        used = s.correction_days if waits and s.correction_days else _span(page, s.correction_asked_on, answered)
        state = RUNNING if waits else DONE if answered else WAITING
        steps.append(LaneStep(_("Corrections"), state, s.correction_asked_on, due if waits else answered, used))
        return Lane(_("Applicant"), "applicant", tuple(steps), left=left if waits else None, due=due if waits else None)
    return Lane(_("Applicant"), "applicant", tuple(steps))


def _lead(page: CasePage) -> Lane:
    s = page.standing
    steps = [_intake_step(page)]
    if s.phase not in (Phase.NOT_ACCEPTED, Phase.NOT_REQUIRED, Phase.RETURNED, Phase.LAPSED):
        steps.append(_review_step(page))
        if s.outcome != "refused":
            steps.append(_result_step(page))
    told = status.status_sentence(page)
    mine = told.turn == "authority"
    return Lane(
        house.words(page.authority),
        "lead",
        tuple(steps),
        page.authority_id,
        told.light if mine else "",
        told.left if mine else None,
        told.due if mine else None,
    )


def _intake_step(page: CasePage) -> LaneStep:
    s = page.standing
    if s.phase is Phase.RECEIVED:
        return LaneStep(_("Intake"), RUNNING, s.complete_on, None, page.procedure.intake.days)
    if s.phase is Phase.CORRECTION:
        note = _("waits for the applicant")
        return LaneStep(_("Intake"), STOPPED, s.received_on, None, page.procedure.intake.days, note)
    ended = s.accepted_on or s.ended_on
    note = _("by silence") if s.deemed else ""
    return LaneStep(_("Intake"), DONE, s.received_on, ended, _span(page, s.received_on, ended), note)


def _review_step(page: CasePage) -> LaneStep:
    s, clock = page.standing, page.clocks.statutory
    name = _("Review and decision")
    planned = clock.total if clock else page.procedure.promised.amount
    if s.accepted_on is None:
        return LaneStep(name, WAITING, days=planned)
    if s.decided_on or s.ended_on:
        ended = s.decided_on or s.ended_on
        note = words.word(words.PHASES, s.outcome)
        return LaneStep(name, DONE, s.accepted_on, ended, _span(page, s.accepted_on, ended), note)
    if s.phase in (Phase.STOPPED, Phase.SUSPENDED):
        why = s.open_stop.why if s.open_stop else ""
        return LaneStep(name, STOPPED, s.accepted_on, None, planned, words.word(words.PROCEDURES, why))
    return LaneStep(name, RUNNING, s.accepted_on, clock.due if clock else None, planned)


def _result_step(page: CasePage) -> LaneStep:
    s = page.standing
    name = _("Certificate and delivery") if page.procedure.has_result else pgettext("step", "Delivery")
    if s.phase is Phase.DELIVERED:
        return LaneStep(name, DONE, s.decided_on, s.ended_on, _span(page, s.decided_on, s.ended_on))
    if s.phase in (Phase.GRANTED, Phase.ISSUED):
        return LaneStep(name, RUNNING, s.decided_on, None, page.procedure.issue_days)
    return LaneStep(name, WAITING, days=min(page.procedure.issue_days, 5))


def _other(page: CasePage, lane: AskedLane) -> Lane:
    clock = clocks.lane_clock(lane, page.standing, page.calendar, page.today)
    name, left = authority_name(page, lane.authority), status.days_of(clock)
    if lane.given_on:
        state, note = (DONE, _("agreed")) if lane.agrees else (OBJECTED, _("objected"))
        used = _span(page, lane.asked_on, lane.given_on)
        step = LaneStep(_("Opinion"), state, lane.asked_on, lane.given_on, used, note)
        return Lane(name, "other", (step,), lane.authority)
    state = STOPPED if clock.state == "stopped" else RUNNING
    step = LaneStep(_("Opinion"), state, lane.asked_on, clock.due, lane.days)
    return Lane(name, "other", (step,), lane.authority, status.light_of(left), left, clock.due)


def _to_be_asked(page: CasePage, authority: int, days: int) -> Lane:
    return Lane(authority_name(page, authority), "other", (LaneStep(_("Opinion"), WAITING, days=days),), authority)


def _told(lane: Lane) -> str:
    """The lane as a sentence, for those who listen."""
    told = [_step_told(step) for step in lane.steps]
    if lane.left is not None:
        told.append(house.days_left(lane.left, lane.due))
    return _("%(lane)s: %(steps)s.") % {"lane": lane.name, "steps": pgettext("between steps", "; ").join(told)}


def _step_told(step: LaneStep) -> str:
    state = {
        DONE: pgettext("step", "done"),
        RUNNING: pgettext("step", "under way"),
        WAITING: pgettext("step", "to come"),
        STOPPED: pgettext("step", "stopped"),
        OBJECTED: pgettext("step", "done"),
    }[step.state]
    if step.note:
        state = pgettext("state of a step and a note", "%(state)s, %(note)s") % {"state": state, "note": step.note}
    return pgettext("step and its state", "%(step)s %(state)s") % {"step": step.name, "state": state}
