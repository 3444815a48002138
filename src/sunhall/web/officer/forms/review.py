"""Forms of the review: opinions, first review, checks of facts and of commitments, what moves the clock."""

from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from sunhall.approvals import acts as approvals
from sunhall.cases.acts import decision
from sunhall.cases.queries import CasePage
from sunhall.law.lifecycles.kinds import Kind
from sunhall.people.queries import Actor
from sunhall.web.casefile import words
from sunhall.web.casefile.names import authority_name
from sunhall.web.forms import ShownField
from sunhall.web.officer.forms.base import ActForm, Doing, badges, choice, days, line, nothing, only_reasons, prose
from sunhall.web.templatetags import house


def _answers() -> list[tuple[str, str]]:
    return [("yes", _("Agrees")), ("no", _("Objects"))]


def _opinion_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    asked = [(str(a), authority_name(file, a)) for a in _my_open_lanes(file)]
    fields = [choice(posted, "authority", _("In the name of"), asked)] if len(asked) > 1 else []
    return [
        *fields,
        choice(posted, "agrees", _("Opinion"), _answers()),
        prose(posted, _("Reasons"), _("An objection states its reasons.")),
    ]


def _my_open_lanes(file: CasePage) -> list[int]:
    waiting = {lane.authority for lane in file.standing.open_lanes}
    return [a for a in file.my_lanes if a in waiting]


def _give_opinion(d: Doing) -> int:
    lanes = _my_open_lanes(d.file)
    told = d.number("authority")
    agrees = d.chosen("agrees", ("yes", "no"), "opinion_not_chosen") == "yes"
    authority = told if told in lanes else lanes[0] if lanes else (d.file.my_lanes or [0])[0]
    # Others may have answered meanwhile: lanes do not disturb each other, so what was seen is not asked.
    given = {**d.same, "seen": None}
    return approvals.give_opinion(authority_id=authority, agrees=agrees, reasons=d.text("reasons"), **given)


def _pass_up_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    hint = _("All papers go up with it; the deciding authority may not ask the applicant for them again.")
    return [choice(posted, "agrees", _("Opinion"), _answers()), prose(posted, _("Opinion of the first review"), hint)]


def _pass_up(d: Doing) -> int:
    agrees = d.chosen("agrees", ("yes", "no"), "opinion_not_chosen") == "yes"
    review = d.file.procedure.first_review
    authority = review.authority if review else d.file.authority_id
    return approvals.pass_up(authority_id=authority, agrees=agrees, words=d.text("reasons"), **d.same)


def _check_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    results = [("meets", _("The conditions are met")), ("does_not_meet", _("The conditions are not met"))]
    return [
        *badges(file, by, posted),
        choice(posted, "result", _("Result"), results),
        prose(posted, _("Findings"), _("What was looked at, where, and what was found.")),
    ]


def _check_facts(d: Doing) -> int:
    return approvals.check_facts(
        badges=[d.text("badge-1"), d.text("badge-2")], result=d.text("result"), findings=d.text("reasons"), **d.same
    )


def _verify_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    results: list[tuple[str, ...]] = [
        ("kept", _("The commitment is kept")),
        ("broken", _("The commitment is not kept"), _("The handling stops, or the licence is revoked.")),
    ]
    if file.standing.commitment_kept is False:
        again = _("The applicant may commit to something again. Nothing is revoked for it any more.")
        results = [("put_right", _("What was not kept has been put right"), again)]
    return [
        *badges(file, by, posted),
        choice(posted, "result", _("Result"), results),
        prose(posted, _("Findings"), _("What was promised, what was looked at, and what was found.")),
    ]


def _verify(d: Doing) -> int:
    return decision.verify_commitment(
        result=d.chosen("result", ("kept", "broken", "put_right"), "commitment_result_not_chosen"),
        badges=[d.text("badge-1"), d.text("badge-2")],
        findings=d.text("reasons"),
        **d.same,
    )


def _special_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    stops = file.procedure.stops
    own = [p.kind for p in file.version.special_procedures if p.kind in stops]
    kinds = list(dict.fromkeys([*own, *sorted(stops)]))  # the matter's in its own order, then the law's
    hint = _("Only these stop the clock. A site visit is part of the counted days.")
    return [
        choice(
            posted,
            "procedure",
            pgettext("special procedure", "Procedure"),
            words.options(words.PROCEDURES, kinds),
            hint,
        ),
        days(posted, "days", _("Time it needs"), _("The applicant is told this in writing.")),
        line(posted, "body", _("Carried out by"), _("Left empty: organised by this authority."), optional=True),
        prose(posted, _("What it is needed for")),
    ]


def _start_special(d: Doing) -> int:
    return approvals.start_special_procedure(
        procedure=d.text("procedure"),
        needed_days=d.number("days"),
        reasons=d.text("reasons"),
        body=d.text("body"),
        **d.same,
    )


def _end_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    running = [
        (str(stop.seq), f"{words.word(words.PROCEDURES, stop.why)} ({house.day(stop.start)})")
        for stop in file.standing.stops
        if stop.end is None and stop.why != "suspension"
    ]
    results = [("done", pgettext("special procedure", "Done")), ("given_up", _("Given up"))]
    return [
        choice(posted, "start", _("Which procedure"), running),
        choice(posted, "result", _("Result"), results),
        prose(posted, _("Findings"), optional=True),
    ]


def _end_special(d: Doing) -> int:
    return approvals.end_special_procedure(
        start=d.number("start"),
        result=d.text("result") if d.text("result") in ("done", "given_up") else "done",
        findings=d.text("reasons"),
        **d.same,
    )


def _extend_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    approver, unit = file.procedure.extension_approver, str(file.procedure.statutory.unit)
    most = _("At most %(days)s, once.") % {"days": house.length(file.procedure.extension_days, unit)}
    return [
        days(posted, "days", _("Longer by"), most, unit=unit),
        choice(posted, "approver", _("Approved by"), words.options(words.APPROVERS, [approver])),
        prose(posted, _("Reasons, told to the applicant")),
    ]


def _extend(d: Doing) -> int:
    return decision.extend(days=d.number("days"), approver=d.text("approver"), reasons=d.text("reasons"), **d.same)


FORMS: Final = (
    ActForm(
        Kind.GIVE_OPINION,
        gettext_lazy("Your authority's answer. It is given once, in its own time; the others answer in parallel."),
        _opinion_fields,
        _give_opinion,
    ),
    ActForm(
        Kind.PASS_UP,
        gettext_lazy("The first review is over: opinion and papers go up, and the deciding authority's limit begins."),
        _pass_up_fields,
        _pass_up,
    ),
    ActForm(
        Kind.ASK_OPINION,
        gettext_lazy("Every authority this case still needs is asked now, all at the same time."),
        nothing,
        lambda d: approvals.ask_opinions(**d.same),
    ),
    ActForm(
        Kind.CHECK_FACTS,
        gettext_lazy("At least two officials of the authority verified the facts. The record is part of the file."),
        _check_fields,
        _check_facts,
    ),
    ActForm(
        Kind.VERIFY_COMMITMENT,
        gettext_lazy("Two officials have compared what was promised with what is so. It is done once."),
        _verify_fields,
        _verify,
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
        only_reasons,
        lambda d: decision.suspend(reasons=d.text("reasons"), **d.same),
    ),
    ActForm(
        Kind.RESUME,
        gettext_lazy("The file is taken up again and its clock runs."),
        nothing,
        lambda d: decision.resume(**d.same),
    ),
)
