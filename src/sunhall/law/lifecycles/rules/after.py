"""The rules of a licence that exists: withdrawal (art. 8), revocation (69), forfeiture, cancellation (70); rectifying.

Each is a different act with its own grounds and consequences; none stands for another.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.rules.base import Setting, rule
from sunhall.law.terms import MOST_NEEDED

# Art. 69: on a `False` ground the authority may revoke, and compensates; on a `True` one it must, and protects nothing.
REVOCATION_GROUNDS: Final[Mapping[str, bool]] = {
    "abuse_or_neglect": False,
    "ultra_vires": False,
    "procedure_breach": False,
    "unqualified_applicant": False,
    "other_lawful": False,
    "fraud_or_bribery": True,
    "commitment_broken": True,  # a false commitment is fraud on the authority: Guobanfa (2020) No. 42
}
WITHDRAWAL_GROUNDS: Final = frozenset({"law_changed", "circumstances_changed"})
CANCELLATION_GROUNDS: Final = frozenset(
    {"expired", "holder_gone", "organisation_ended", "struck", "force_majeure", "other_lawful"}
)
_UNASKED: Final = object()
STRUCK: Final = frozenset({"withdrawn", "revoked", "forfeited"})

# What a rectification may mend: never an outcome, a ground or a list that bound somebody. "on" is the legal day.
RECTIFIABLE: Final[Mapping[str, frozenset[str]]] = {
    Kind.START_SPECIAL_PROCEDURE: frozenset({"on", "needed_days"}),
    Kind.END_SPECIAL_PROCEDURE: frozenset({"on"}),
    Kind.SUSPEND: frozenset({"on"}),
    Kind.RESUME: frozenset({"on"}),
    Kind.CHECK_FACTS: frozenset({"on", "officers"}),
    Kind.REFUSE_ACCEPTANCE: frozenset({"competent"}),
    Kind.RECORD_HEARING: frozenset({"on"}),
    Kind.DELIVER: frozenset({"on", "method", "reference"}),
    Kind.FORFEIT: frozenset({"decision"}),
}


_STILL_LAWFUL: Final[Mapping[str, Callable[[Any], bool]]] = {
    "officers": lambda officers: len(set(officers)) > 1,  # art. 34(3)
    "needed_days": lambda days: 0 < int(days) <= MOST_NEEDED,  # art. 45
    "competent": lambda named: bool(named.strip()),  # art. 32(1)(2)
    "decision": lambda number: bool(number.strip()),  # art. 70(4)
    "method": lambda method: bool(method.strip()),
}


def _certificates(s: Setting) -> list[Any]:
    payload = s.proposal.payload
    return list(s.standing.licences) if payload is None else list(payload["certificates"])


@rule("ALL/69")
def licence_not_in_force(s: Setting) -> dict[str, Any] | None:
    """Only a licence of this file that is in force can be taken back or forfeited; one that ran out can still be
    revoked, since revocation reaches back."""
    renewed, on = s.proposal.seen.get("renewed", ()), s.proposal.on
    valid = [
        n
        for n, x in s.standing.licences.items()
        if x.state == "valid"
        and (s.proposal.kind is Kind.REVOKE or x.valid_to is None or x.valid_to >= on or n in renewed)
    ]
    if s.proposal.payload is None:
        return None if valid else {}
    named = _certificates(s)
    return None if named and set(named) <= set(valid) else {}


@rule("ALL/7")
def holder_not_heard(s: Setting) -> dict[str, Any] | None:
    """The holder is told what is intended and may state a defence before it is done, each time anew."""
    struck = [x.since for x in s.standing.licences.values() if x.state != "valid" and x.since is not None]
    told = [n for n in s.standing.notified if n.to == "holder" and all(n.on >= since for since in struck)]
    if not told:
        return {"last_day": None}
    end = s.calendar.least(told[-1].on) + told[-1].days
    if told[-1].heard_on is not None or s.calendar.is_past(end, s.proposal.on):
        return None
    last = s.calendar.day_of(end)
    return {"last_day": last.isoformat() if last else None}


@rule("ALL/69")
def not_the_superior(s: Setting) -> dict[str, Any] | None:
    """A licence is revoked by the authority that granted it or by its superior, and by no other, whatever powers it
    holds."""
    payload, superior = s.proposal.payload, s.proposal.seen.get("superior", _UNASKED)
    if payload is None or payload.get("authority") is None or superior is _UNASKED:
        return None
    return None if payload["authority"] == superior else {}


@rule("ALL/69")
def no_such_ground_of_revocation(s: Setting) -> dict[str, Any] | None:
    """A licence is revoked because it was granted unlawfully or obtained by fraud, and for nothing else."""
    payload = s.proposal.payload
    if payload is None:
        return None
    ground = payload["ground"]
    wrong = ground not in REVOCATION_GROUNDS or (
        ground == "commitment_broken" and s.standing.commitment_kept is not False
    )
    return {"ground": ground} if wrong else None


@rule("ALL/69(3)")
def revocation_harms_public_interest(s: Setting) -> dict[str, Any] | None:
    """A licence is not revoked where that would gravely harm the public interest."""
    payload = s.proposal.payload
    return {} if payload is not None and payload.get("grave_harm") else None


@rule("ALL/69(4)")
def compensation_not_addressed(s: Setting) -> dict[str, Any] | None:
    """A revocation for the authority's own fault says how the loss is made good; for fraud nothing is protected."""
    payload = s.proposal.payload
    if payload is None:
        return None
    must = REVOCATION_GROUNDS.get(payload["ground"], False)
    fits = payload["compensation"] == "not_protected" if must else payload["compensation"] in ("granted", "no_loss")
    return None if fits else {}


@rule("ALL/8")
def no_such_ground_of_withdrawal(s: Setting) -> dict[str, Any] | None:
    """A lawful licence is withdrawn only where its law or the facts changed and the public interest needs it."""
    payload = s.proposal.payload
    return (
        {"ground": payload["ground"]} if payload is not None and payload["ground"] not in WITHDRAWAL_GROUNDS else None
    )


@rule("ALL/8")
def loss_not_made_good(s: Setting) -> dict[str, Any] | None:
    """Whoever loses by the withdrawal of a lawful licence is compensated."""
    payload = s.proposal.payload
    return {} if payload is not None and payload["compensation"] not in ("granted", "no_loss") else None


@rule("ALL/70(4)")
def penalty_decision_missing(s: Setting) -> dict[str, Any] | None:
    """Forfeiture is a penalty: it names the penalty decision that imposed it."""
    payload = s.proposal.payload
    return {} if payload is not None and not payload["decision"].strip() else None


@rule("ALL/70")
def no_ground_to_cancel(s: Setting) -> dict[str, Any] | None:
    """Cancellation is the formal end of a licence that is over: expired, holder gone, struck down, or impossible."""
    payload = s.proposal.payload
    named = [s.standing.licences.get(n) for n in _certificates(s)]
    over = [x for x in named if x is not None and x.state != "cancelled"]
    if not named or len(over) < len(named):
        return {} if payload is not None or not over else None
    if payload is None:
        return None
    ground = payload["ground"]
    if ground == "expired":
        renewed = s.proposal.seen.get("renewed", ())  # asked for in time and not refused: art. 50(2)
        lawful = all(
            x.valid_to is not None and x.valid_to < s.proposal.on and x.certificate not in renewed for x in over
        )
    elif ground == "struck":
        lawful = all(x.state in STRUCK for x in over)
    else:
        lawful = ground in CANCELLATION_GROUNDS
    return None if lawful else {"ground": ground}


@rule("principle")
def nothing_to_rectify(s: Setting) -> dict[str, Any] | None:
    """A rectification names an earlier act of the file."""
    payload = s.proposal.payload
    return {} if payload is not None and not 0 < payload["of"] <= s.standing.seq else None


@rule("principle")
def not_rectifiable(s: Setting) -> dict[str, Any] | None:
    """A slip is mended; an outcome is not: that takes a decision of its own, with its own grounds."""
    payload = s.proposal.payload
    if payload is None:
        return None
    may = RECTIFIABLE.get(s.proposal.seen.get("of_kind", ""), frozenset())
    wrong = sorted(set(payload["changes"]) - may)
    late = "on" in payload["changes"] and date.fromisoformat(payload["changes"]["on"]) > s.proposal.on
    return {"fields": wrong or ["on"]} if wrong or late else None


@rule("principle")
def rectified_out_of_order(s: Setting) -> dict[str, Any] | None:
    """A mended day keeps the order of the file: no stop ends before it begins, nothing is reviewed before acceptance or
    after the decision, nothing delivered before it."""
    payload, standing = s.proposal.payload, s.standing
    if payload is None or "on" not in payload["changes"]:
        return None
    of, on = payload["of"], date.fromisoformat(payload["changes"]["on"])
    kind = s.proposal.seen.get("of_kind", "")
    first, last = standing.accepted_on, standing.decided_on or standing.ended_on
    if kind == Kind.DELIVER:
        first, last = standing.issued_on or standing.decided_on, None
    starts = [stop.start for stop in standing.stops if stop.ended_by == of]
    ends = [stop.end for stop in standing.stops if stop.seq == of and stop.end is not None]
    held = [standing.hearing.held_on] if kind == Kind.RECORD_HEARING and standing.hearing.held_on else []
    early = any(on < day for day in [*starts, *held, *([first] if first else [])])
    late = any(on > day for day in [*ends, *([last] if last else [])])
    return {"on": on.isoformat()} if early or late else None


@rule("principle")
def rectified_into_a_breach(s: Setting) -> dict[str, Any] | None:
    """What an act should have said is itself lawful: two officials, none of whom chairs the hearing, a time that was
    needed, an authority, a number."""
    payload = s.proposal.payload
    changes = {} if payload is None else payload["changes"]
    wrong = [name for name, keeps in _STILL_LAWFUL.items() if name in changes and not keeps(changes[name])]
    if s.standing.hearing.chair in changes.get("officers", ()) and "officers" not in wrong:  # art. 48(1)(3)
        wrong.append("officers")
    return {"fields": wrong} if wrong else None


@rule("principle")
def rectification_without_basis(s: Setting) -> dict[str, Any] | None:
    """A rectification names what entitles the authority to make it."""
    payload = s.proposal.payload
    return {} if payload is not None and not payload["basis"].strip() else None
