"""What is wrong with the limits of a version: longer than the law allows, or of a kind no clock can run by. Pure.

The general limits are those of the Administrative Licensing Law. "Where laws and regulations provide otherwise, these
apply" (art. 42(1)): a version that has another limit cites, at that limit, the provision that gives it.
"""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.course import Step
from sunhall.catalogue.content.limits import APPROVERS
from sunhall.catalogue.content.values import Basis
from sunhall.catalogue.rules import limits
from sunhall.law import terms
from sunhall.law.calendar import Calendar

Fault = tuple[str, str, dict[str, Any]]  # code, path, facts

OWN_LAW_LEVELS: Final = frozenset({"law", "administrative_regulation", "local_regulation"})  # art. 42(1): 法律、法规
LICENSING_LAW: Final = "行政许可法"


def faults(content: VersionContent, calendar: Calendar | None) -> Iterator[Fault]:
    """Each limit that may not be, with its path. `calendar` compares working days with other units.

    Licensing Law arts. 26, 32(1)(4), 42-44; Business Environment Regulations art. 36.
    """
    if unusable := tuple(_unusable(content)):
        yield from unusable  # what is in no usable unit cannot be compared either
        return
    if content.is_licence:
        yield from _too_long(content, calendar)
        yield from _extension(content, calendar)
        yield from _handling(content)
    yield from _promise(content, calendar)
    yield from _steps(content, calendar)


def promise_objection(statutory: terms.Term, promised: terms.Term, calendar: Calendar | None = None) -> str | None:
    """What is promised is not longer than the law allows (Business Environment Regulations art. 36)."""
    try:
        found = terms.promise_objection(statutory, promised, calendar)
    except ValueError:
        return "promise_not_comparable"
    return found.code if found else None


def _unusable(content: VersionContent) -> Iterator[Fault]:
    """A file's clock counts days from a day: it has no hour to begin with, and adds an extension to its own unit."""
    decision, promised, extension = content.limits.decision, content.limits.promised, content.limits.extension
    for place, limit in (("terms.decision", decision), ("terms.promised", promised)):
        if limit.unit == terms.Unit.HOUR:
            yield "hours_no_clock", place, {"hours": limit.days}
    if extension and extension.unit != decision.unit:
        yield "extension_unit_differs", "terms.extension", {}


def _too_long(content: VersionContent, calendar: Calendar | None) -> Iterator[Fault]:
    """A limit longer than the general one, in any branch, rests on a law or regulation of the matter's own."""
    own, decision, review = content.terms, content.limits.decision, content.procedure.first_review
    general = _general(content)
    stated = [("terms.decision", dataclasses.replace(own.decision, amount=decision.days), general, decision.basis)]
    for n, other in enumerate(decision.otherwise):
        branch = dataclasses.replace(own.decision, amount=other.days)
        stated.append((f"terms.decision.otherwise.{n}", branch, general, decision.basis))
    if content.limits.issue and own.issue:
        stated.append(("terms.issue", own.issue, terms.DELIVERY, content.limits.issue.basis))
    if review:
        stated.append(("procedure.first_review", terms.Term(review.days), terms.LOWER_REVIEW, review.basis))
    if content.intake.rule == "deemed_acceptance":
        examination = terms.Term(int(content.intake.examination_days))
        stated.append(("intake.examination_days", examination, terms.CORRECTION_NOTICE, content.intake.basis))
    for place, term, most, basis in stated:
        if _may_exceed(term, most, calendar) and not _has_own_law(content, basis):
            yield "limit_basis_insufficient", place, {"general": most.amount}


def _general(content: VersionContent) -> terms.Term:
    """The limit of art. 42(1), or of (2) where several authorities handle it as one."""
    return terms.DECISION if content.procedure.handling == "single" else terms.JOINT_DECISION


def _extension(content: VersionContent, calendar: Calendar | None) -> Iterator[Fault]:
    """Ten working days by the authority's head; handled jointly, fifteen by the head of the government (art. 42)."""
    stated, most = content.limits.extension, _general(content).extension
    if stated is None or most is None or _has_own_law(content, stated.basis):
        return
    term = terms.Term(stated.days, terms.Unit(stated.unit))
    if _may_exceed(term, terms.Term(most.amount), calendar):
        yield "extension_basis_insufficient", "terms.extension", {"general": most.amount}
    if APPROVERS[stated.approver] != most.approver:
        code = "approver_not_agency_head" if most.approver == "agency_head" else "approver_not_government_head"
        yield code, "terms.extension", {}


def _handling(content: VersionContent) -> Iterator[Fault]:
    """Joint, unified and centralised handling are of several authorities (art. 26); one alone has twenty days."""
    if content.procedure.handling != "single" and not content.lanes:
        yield "handling_of_one_authority", "procedure.handling", {}


def _promise(content: VersionContent, calendar: Calendar | None) -> Iterator[Fault]:
    """The promise is not longer than the law in any branch of either (Business Environment Regulations art. 36)."""
    own = content.terms
    for statutory, promised in limits.branches(content.limits.decision, content.limits.promised):
        law, told = (dataclasses.replace(t, amount=n) for t, n in ((own.decision, statutory), (own.promised, promised)))
        if code := promise_objection(law, told, calendar):
            yield code, "terms.promised", {"promised": promised, "statutory": statutory}
            return


def _steps(content: VersionContent, calendar: Calendar | None) -> Iterator[Fault]:
    """What is planned fits into what is promised, or the promise is broken as soon as it is made (art. 36).

    Steps that every case takes fit into the shortest promise, all of them into the longest.
    """
    promised = content.limits.promised
    lengths = [promised.days, *(o.days for o in promised.otherwise)]
    always = tuple(step for step in content.steps if not step.when)
    planned = [
        ("procedure.steps", longest_way(always), min(lengths)),
        ("procedure.steps", longest_way(content.steps), max(lengths)),
        *((f"procedure.lanes.{lane.authority}", lane.days, max(lengths)) for lane in content.lanes),
    ]
    told = set[str]()
    for place, days, room in planned:
        promise = dataclasses.replace(content.terms.promised, amount=room)
        if place not in told and _may_exceed(terms.Term(days), promise, calendar):
            told.add(place)
            yield "plan_exceeds_promise", place, {"planned": days, "promised": room}


def longest_way(steps: Sequence[Step]) -> int:
    """Working days of the counted steps on the longest way through them; a step follows the one above unless it says.

    A step that is not there (or stands below) is not waited for.
    """
    ends: dict[str, int] = {}
    before: tuple[str, ...] = ()
    for step in steps:
        begin = max((ends.get(name, 0) for name in step.after or before), default=0)
        ends[step.id] = begin + (step.days if step.counts else 0)
        before = (step.id,)
    return max(ends.values(), default=0)


def _may_exceed(term: terms.Term, most: terms.Term, calendar: Calendar | None) -> bool:
    """What cannot be compared counts as longer: it is for the version to show that it is not."""
    try:
        return terms.may_exceed(term, most, calendar)
    except ValueError:
        return True


def _has_own_law(content: VersionContent, cited: Sequence[str]) -> bool:
    """Whether one of the provisions cited is a law or regulation on limits, other than the Licensing Law itself."""
    found = [b for name in cited if (b := content.provision(name))]
    return any(b.level in OWN_LAW_LEVELS and "limit" in b.founds and not _is_licensing_law(b) for b in found)


def _is_licensing_law(basis: Basis) -> bool:
    return basis.law.get("zh-hans", "").removeprefix("中华人民共和国") == LICENSING_LAW
