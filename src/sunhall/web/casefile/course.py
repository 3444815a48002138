"""Where a file is in its procedure: the stations of this matter, the one it stands at, and what happens beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sunhall.cases.queries import CasePage
from sunhall.law.lifecycles.kinds import IN_REVIEW, Kind, Phase
from sunhall.web.casefile import plan, words
from sunhall.web.casefile.names import authority_name
from sunhall.web.casefile.writers.hearing import whom
from sunhall.web.pictures.course import Beside, CoursePicture, Station
from sunhall.web.templatetags import house

_BEFORE_REVIEW = (Phase.COLLECTED, Phase.RECEIVED, Phase.CORRECTION)

Plan = Mapping[str, tuple[str, ...]]


def course(page: CasePage) -> CoursePicture:
    """The picture, as of today, with what each step is planned to take."""
    title = _("Where case %(number)s stands") % {"number": page.number}
    s, told = page.standing, plan.planned(page)
    stations = [_handed_in(page), *_forwarded(page), _with(told, plan.INTAKE, _intake(page))]
    if s.accepted_on or s.phase in _BEFORE_REVIEW:
        stations += [*_first_review(page), _with(told, plan.REVIEW, _review(page))]
    if s.is_decided or not s.is_ended:
        stations += [_with(told, plan.DECISION, _decision(page)), *_carried_out(page, told)]
    else:
        stations.append(_closed(page))
    return CoursePicture(title, (*stations, *_licence(page)))


def _with(told: Plan, station: str, drawn: Station) -> Station:
    return replace(drawn, planned=told.get(station, ()))


def _day(day: date | None) -> str:
    return house.day(day) if day else ""


def _handed_in(page: CasePage) -> Station:
    s = page.standing
    named = {"change": _("Change applied for"), "renew": _("Renewal applied for")}
    return Station(
        named.get(s.request, pgettext("station", "Handed in")), "done", _day(s.collected_on or s.received_on)
    )


def _forwarded(page: CasePage) -> Iterator[Station]:
    s = page.standing
    if s.collected_on is None:
        return
    here = s.phase is Phase.COLLECTED
    yield Station(_("Forwarded"), "running" if here else "done", "" if here else _day(s.received_on), is_here=here)


def _intake(page: CasePage) -> Station:
    s, name = page.standing, _("Examination of the papers")
    beside = tuple(_corrections(page))
    if s.phase in (Phase.RECEIVED, Phase.CORRECTION):
        waits = s.phase is Phase.CORRECTION
        return Station(
            name, "paused" if waits else "running", _("waits for the applicant") if waits else "", beside, True
        )
    if s.phase is Phase.COLLECTED:
        return Station(name)
    note = _("accepted on %(day)s") % {"day": _day(s.accepted_on)} if s.accepted_on else ""
    if s.deemed:
        note = _("accepted by silence from %(day)s") % {"day": _day(s.accepted_on)}
    return Station(name, "done", note, beside)


def _corrections(page: CasePage) -> Iterator[Beside]:
    s = page.standing
    if s.correction_asked_on:
        state = "running" if s.phase is Phase.CORRECTION else "done"
        yield Beside(_("Corrections asked for on %(day)s") % {"day": house.short_day(s.correction_asked_on)}, state)


def _first_review(page: CasePage) -> Iterator[Station]:
    review, s = page.procedure.first_review, page.standing
    if review is None:
        return
    name = _("First review: %(authority)s") % {"authority": authority_name(page, review.authority)}
    days = (plan.in_days(review.days),)
    if s.passed_up_on:
        yield Station(name, "done", _day(s.passed_up_on), planned=days)
    else:
        here = s.phase in IN_REVIEW
        yield Station(name, "running" if here else "waiting", is_here=here, planned=days)


def _review(page: CasePage) -> Station:
    s = page.standing
    beside = (*_opinions(page), *_checks(page), *_stops(page), *_heard(page), *_hearing(page))
    if s.phase in IN_REVIEW:
        waits = page.procedure.first_review is not None and s.passed_up_on is None
        state = "waiting" if waits else "running" if s.phase is Phase.REVIEW else "paused"
        note = words.word(words.PHASES, str(s.phase)) if state == "paused" else ""
        return Station(_("Review"), state, note, beside, not waits)
    return Station(_("Review"), "waiting" if s.phase in _BEFORE_REVIEW else "done", "", beside)


def _opinions(page: CasePage) -> Iterator[Beside]:
    asked = list(page.standing.lanes.values())
    if asked:
        given = sum(1 for lane in asked if lane.given_on)
        told = _("Opinions: %(given)s of %(asked)s in") % {"given": given, "asked": len(asked)}
        yield Beside(told, "done" if given == len(asked) else "running")
    elif page.procedure.lanes and page.standing.phase in _BEFORE_REVIEW:
        yield Beside(_("Opinions of others"))


def _checks(page: CasePage) -> Iterator[Beside]:
    s = page.standing
    if s.fact_checks or page.procedure.needs_fact_check or s.fact_check_needed:
        yield Beside(_("Check of the facts"), "done" if s.fact_checks else "waiting")
    if s.owed or any(act.kind == Kind.SUPPLY_OWED for act in page.acts):
        yield Beside(_("Papers that follow"), "running" if s.owed else "done")


def _stops(page: CasePage) -> Iterator[Beside]:
    for stop in page.standing.stops:
        name = words.word(words.PROCEDURES, stop.why)
        if stop.end:
            facts = {"procedure": name, "from": house.short_day(stop.start), "to": house.short_day(stop.end)}
            yield Beside(_("%(procedure)s, %(from)s to %(to)s") % facts, "done")
        else:
            yield Beside(
                _("%(procedure)s since %(from)s") % {"procedure": name, "from": house.short_day(stop.start)}, "paused"
            )


def _heard(page: CasePage) -> Iterator[Beside]:
    for told in page.standing.notified:
        if told.to == "holder":
            continue
        over = told.heard_on is not None or page.calendar.is_past(page.calendar.least(told.on) + told.days, page.today)
        yield Beside(_("Told: %(whom)s") % {"whom": whom(told.to)}, "done" if over else "running")


def _hearing(page: CasePage) -> Iterator[Beside]:
    """One line for the hearing, at the point it has reached."""
    h, s = page.standing.hearing, page.standing
    if h.record is not None:
        yield Beside(
            _("Hearing held, record signed") if h.is_signed else _("Hearing held, record not signed yet"),
            "done" if h.is_signed else "running",
        )
    elif h.held_on:
        yield Beside(_("Hearing on %(day)s") % {"day": house.short_day(h.held_on)}, "running")
    elif h.is_asked_for:
        yield Beside(_("Hearing asked for"), "running")
    elif h.offered_on:
        over = page.clocks.offer_end is None or page.calendar.is_past(page.clocks.offer_end, page.today)
        yield Beside(_("Right to a hearing told"), "done" if over else "running")
    elif page.procedure.hearing == "ex_officio" and not s.is_decided and not s.is_ended:
        yield Beside(_("Hearing required by law"))


def _decision(page: CasePage) -> Station:
    s = page.standing
    if s.is_decided:
        note = _("%(outcome)s on %(day)s") % {
            "outcome": words.word(words.OUTCOMES, s.outcome),
            "day": _day(s.decided_on),
        }
        return Station(_("Decision"), "done", note)
    return Station(_("Decision"))


def _carried_out(page: CasePage, told: Plan) -> Iterator[Station]:
    s = page.standing
    if page.procedure.has_result and s.outcome != "refused":
        here = s.phase is Phase.GRANTED
        state = "done" if s.issued_on else "running" if here else "waiting"
        made = Station(pgettext("step", "Certificate"), state, _day(s.issued_on), is_here=here)
        yield _with(told, plan.CERTIFICATE, made)
    here = s.phase in (Phase.ISSUED, Phase.REFUSED) or (s.phase is Phase.GRANTED and not page.procedure.has_result)
    over = s.phase is Phase.DELIVERED
    state = "done" if over else "running" if here else "waiting"
    delivery = Station(pgettext("step", "Delivery"), state, _day(s.ended_on) if over else "", is_here=here or over)
    yield delivery if s.outcome == "refused" else _with(told, plan.DELIVERY, delivery)


def _closed(page: CasePage) -> Station:
    """How a file ended that was not decided."""
    s = page.standing
    return Station(words.word(words.PHASES, str(s.phase)), "done", _day(s.ended_on), is_here=True)


def _licence(page: CasePage) -> Iterator[Station]:
    """What became of the licence after the delivery."""
    states = {licence.state: licence for licence in page.standing.licences.values() if licence.state != "valid"}
    for state, licence in states.items():
        yield Station(words.word(words.LICENCE_STATES, state), "done", _day(licence.since))
