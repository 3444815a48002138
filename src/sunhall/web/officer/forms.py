"""What an officer's acts ask and do: for each kind of act its fields, the posted values as typed, the act itself.

The rules are the acts' own; nothing is decided here. Read by `officer.acts`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.approvals import acts as approvals
from sunhall.cases.acts import decision
from sunhall.cases.queries import CasePage
from sunhall.certificates import acts as certificates
from sunhall.kernel.refused import Refused
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.terms import SPECIAL_PROCEDURES
from sunhall.people.queries import Actor
from sunhall.web.casefile import history, words
from sunhall.web.casefile.gestures import Gesture
from sunhall.web.forms import ShownField
from sunhall.web.templatetags import house

LONGEST: Final = 4000  # characters of a statement


@dataclass(frozen=True, slots=True)
class Doing:
    """Everything an act needs: the file as seen, who does it when, and what was posted."""

    file: CasePage
    by: Actor
    at: datetime
    gesture: Gesture
    posted: QueryDict

    def text(self, name: str) -> str:
        return self.posted.get(name, "")[:LONGEST].strip()

    def number(self, name: str) -> int:
        """A whole number as typed; 0 for anything else, which the rules of the act then object to."""
        typed = self.text(name)
        return int(typed) if typed.isdecimal() and len(typed) < 6 else 0


@dataclass(frozen=True, slots=True)
class ActForm:
    """`fields` asks, `do` does; `intro` says what will be true in law."""

    kind: Kind
    intro: str | Promise
    fields: Callable[[CasePage, Actor, QueryDict], list[ShownField]]
    do: Callable[[Doing], int]
    warning: bool = False


def _reasons(posted: QueryDict, label: str, hint: str = "", *, optional: bool = False) -> ShownField:
    return ShownField(
        name="reasons",
        kind="textarea",
        label=label,
        hint=hint,
        value=posted.get("reasons", ""),
        limit=str(LONGEST),
        optional=optional,
    )


def _choice(posted: QueryDict, name: str, label: str, options: list[tuple[str, str]], hint: str = "") -> ShownField:
    only = options[0][0] if len(options) == 1 else ""
    kind = "radios" if len(options) <= 9 else "select"
    value = posted.get(name, only)
    return ShownField(name=name, kind=kind, label=label, hint=hint, value=value, options=options)


def _days(posted: QueryDict, name: str, label: str, hint: str = "") -> ShownField:
    unit = _("working days")
    return ShownField(name=name, kind="number", label=label, hint=hint, value=posted.get(name, ""), unit=unit)


def _opinion_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    asked = [(str(a), history.authority_name(file, a)) for a in _my_open_lanes(file)]
    fields = [_choice(posted, "authority", _("In the name of"), asked)] if len(asked) > 1 else []
    answers = [("yes", _("Agrees")), ("no", _("Objects"))]
    return [
        *fields,
        _choice(posted, "agrees", _("Opinion"), answers),
        _reasons(posted, _("Reasons"), _("An objection states its reasons.")),
    ]


def _my_open_lanes(file: CasePage) -> list[int]:
    waiting = {lane.authority for lane in file.standing.open_lanes}
    return [a for a in file.my_lanes if a in waiting]


def _give_opinion(d: Doing) -> int:
    lanes = _my_open_lanes(d.file)
    told = d.number("authority")
    if d.posted.get("agrees") not in ("yes", "no"):
        raise Refused("opinion_not_chosen")
    authority = told if told in lanes else lanes[0] if lanes else (d.file.my_lanes or [0])[0]
    # Others may have answered meanwhile: lanes do not disturb each other, so what was seen is not asked.
    return approvals.give_opinion(
        case_id=d.file.id,
        authority_id=authority,
        agrees=d.posted["agrees"] == "yes",
        reasons=d.text("reasons"),
        by=d.by,
        at=d.at,
        key=d.gesture.key,
    )


def _check_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    own = by.officer.badge if by.officer and by.officer.authority_id == file.authority_id else ""
    results = [("meets", _("The conditions are met")), ("does_not_meet", _("The conditions are not met"))]
    return [
        ShownField(name=name, kind="text", label=label, value=posted.get(name, value), width="10", inputmode="numeric")
        for name, label, value in (
            ("badge-1", _("Badge number of the first official"), own),
            ("badge-2", _("Badge number of the second official"), ""),
        )
    ] + [
        _choice(posted, "result", _("Result"), results),
        _reasons(posted, _("Findings"), _("What was looked at, where, and what was found.")),
    ]


def _check_facts(d: Doing) -> int:
    return approvals.check_facts(
        case_id=d.file.id,
        badges=[d.text("badge-1"), d.text("badge-2")],
        result=d.text("result"),
        findings=d.text("reasons"),
        by=d.by,
        at=d.at,
        key=d.gesture.key,
        seen=d.gesture.seen,
    )


def _special_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    own = [p.kind for p in file.version.special_procedures if p.stops_clock]
    kinds = list(dict.fromkeys([*own, *file.procedure.extra_stops, *sorted(SPECIAL_PROCEDURES)]))
    hint = _("Only these stop the clock. A site visit is part of the counted days.")
    return [
        _choice(posted, "procedure", _("Procedure"), words.options(words.PROCEDURES, kinds), hint),
        _days(posted, "days", _("Time it needs"), _("The applicant is told this in writing.")),
        _reasons(posted, _("What it is needed for")),
    ]


def _start_special(d: Doing) -> int:
    return approvals.start_special_procedure(
        case_id=d.file.id,
        procedure=d.text("procedure"),
        needed_days=d.number("days"),
        reasons=d.text("reasons"),
        by=d.by,
        at=d.at,
        key=d.gesture.key,
        seen=d.gesture.seen,
    )


def _end_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    running = [
        (str(stop.seq), f"{words.word(words.PROCEDURES, stop.why)} ({house.day(stop.start)})")
        for stop in file.standing.stops
        if stop.end is None and stop.why != "suspension"
    ]
    results = [("done", _("Done")), ("given_up", _("Given up"))]
    return [
        _choice(posted, "start", _("Which procedure"), running),
        _choice(posted, "result", _("Result"), results),
        _reasons(posted, _("Findings"), optional=True),
    ]


def _end_special(d: Doing) -> int:
    return approvals.end_special_procedure(
        case_id=d.file.id,
        start=d.number("start"),
        result=d.text("result") if d.text("result") in ("done", "given_up") else "done",
        findings=d.text("reasons"),
        by=d.by,
        at=d.at,
        key=d.gesture.key,
        seen=d.gesture.seen,
    )


def _extend_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    approver = file.procedure.extension_approver
    most = _("At most %(days)s, once.") % {"days": house.working_days(file.procedure.extension_days)}
    return [
        _days(posted, "days", _("Longer by"), most),
        _choice(posted, "approver", _("Approved by"), words.options(words.APPROVERS, [approver])),
        _reasons(posted, _("Reasons, told to the applicant")),
    ]


def _extend(d: Doing) -> int:
    return decision.extend(
        case_id=d.file.id,
        days=d.number("days"),
        approver=d.text("approver"),
        reasons=d.text("reasons"),
        by=d.by,
        at=d.at,
        key=d.gesture.key,
        seen=d.gesture.seen,
    )


def _deliver_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    return [
        _choice(posted, "method", _("Way of delivery"), words.options(words.METHODS)),
        ShownField(
            name="reference",
            kind="text",
            label=_("Number of the consignment or receipt"),
            hint=_("Needed for a courier. Never a name."),
            value=posted.get("reference", ""),
            width="20",
            optional=True,
        ),
    ]


def _deliver(d: Doing) -> int:
    return decision.deliver(
        case_id=d.file.id,
        method=d.text("method"),
        reference=d.text("reference")[:60],
        by=d.by,
        at=d.at,
        key=d.gesture.key,
        seen=d.gesture.seen,
    )


GROUNDS: Final = (
    ("applicant_gone", gettext_lazy("The applicant died or the organisation ended")),
    ("purpose_gone", gettext_lazy("What was applied for has become impossible or pointless")),
    ("no_answer", gettext_lazy("The applicant does not supply what the law lets the authority ask")),
    ("other", gettext_lazy("Another ground that the matter's rules know")),
)


def _terminate_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    grounds = [(code, str(label)) for code, label in GROUNDS]
    return [_choice(posted, "ground", _("Ground"), grounds), _reasons(posted, _("Reasons, told to the applicant"))]


def _terminate(d: Doing) -> int:
    if d.text("ground") not in dict(GROUNDS):
        raise Refused("ground_not_chosen")
    return decision.terminate(
        case_id=d.file.id,
        ground=d.text("ground"),
        reasons=d.text("reasons"),
        by=d.by,
        at=d.at,
        key=d.gesture.key,
        seen=d.gesture.seen,
    )


def _same(d: Doing) -> dict[str, Any]:
    return {"case_id": d.file.id, "by": d.by, "at": d.at, "key": d.gesture.key, "seen": d.gesture.seen}


FORMS: Final[dict[str, ActForm]] = {
    form.kind: form
    for form in (
        ActForm(
            Kind.GIVE_OPINION,
            gettext_lazy("Your authority's answer. It is given once, in its own time; the others answer in parallel."),
            _opinion_fields,
            _give_opinion,
        ),
        ActForm(
            Kind.ASK_OPINION,
            gettext_lazy("Every authority this case still needs is asked now, all at the same time."),
            lambda file, by, posted: [],
            lambda d: approvals.ask_opinions(**_same(d)),
        ),
        ActForm(
            Kind.CHECK_FACTS,
            gettext_lazy("At least two officials of the authority verified the facts. The record is part of the file."),
            _check_fields,
            _check_facts,
        ),
        ActForm(
            Kind.START_SPECIAL_PROCEDURE,
            gettext_lazy("The clock stops from tomorrow. The applicant is told in writing how long it needs."),
            _special_fields,
            _start_special,
        ),
        ActForm(
            Kind.END_SPECIAL_PROCEDURE,
            gettext_lazy("The clock runs again from the next working day."),
            _end_fields,
            _end_special,
        ),
        ActForm(
            Kind.EXTEND,
            gettext_lazy("The statutory limit becomes longer, once. The promise to the public stays as it was."),
            _extend_fields,
            _extend,
        ),
        ActForm(
            Kind.SUSPEND,
            gettext_lazy("The file rests and its clock stands still, where the matter's own law knows suspension."),
            lambda file, by, posted: [_reasons(posted, _("Reasons, told to the applicant"))],
            lambda d: decision.suspend(reasons=d.text("reasons"), **_same(d)),
        ),
        ActForm(
            Kind.RESUME,
            gettext_lazy("The file is taken up again and its clock runs."),
            lambda file, by, posted: [],
            lambda d: decision.resume(**_same(d)),
        ),
        ActForm(
            Kind.GRANT,
            gettext_lazy("What was applied for is granted. The decision is public where the law says so."),
            lambda file, by, posted: [
                _reasons(posted, _("Conditions"), _("Printed in the decision and on the certificate."), optional=True)
            ],
            lambda d: decision.grant(conditions=d.text("reasons"), **_same(d)),
        ),
        ActForm(
            Kind.REFUSE,
            gettext_lazy("What was applied for is refused. The decision states the reasons and the remedies below."),
            lambda file, by, posted: [_reasons(posted, _("Reasons, told to the applicant"))],
            lambda d: decision.refuse(reasons=d.text("reasons"), **_same(d)),
            warning=True,
        ),
        ActForm(
            Kind.ISSUE,
            gettext_lazy("The certificate is numbered and printed. It can be checked by anyone from then on."),
            lambda file, by, posted: [],
            lambda d: certificates.issue(**_same(d)),
        ),
        ActForm(
            Kind.DELIVER,
            gettext_lazy("The decision reaches the applicant. The case is then closed."),
            _deliver_fields,
            _deliver,
        ),
        ActForm(
            Kind.TERMINATE,
            gettext_lazy("The file ends without a decision. The applicant is told the ground and the remedies."),
            _terminate_fields,
            _terminate,
            warning=True,
        ),
    )
}
