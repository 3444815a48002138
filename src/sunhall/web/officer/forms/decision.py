"""Forms of the decision and of carrying it out."""

from dataclasses import replace
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.cases.acts import decision
from sunhall.cases.queries import CasePage
from sunhall.certificates import acts as certificates
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.people.queries import Actor
from sunhall.web.casefile import words
from sunhall.web.forms import ShownField
from sunhall.web.officer.forms.base import ActForm, Doing, choice, line, nothing, prose
from sunhall.web.templatetags import house


def _on_record(file: CasePage) -> list[ShownField]:
    """After a hearing the decision rests on its signed record (Licensing Law art. 48(2))."""
    h = file.standing.hearing
    if not h.is_signed:
        return []
    told = _("Act %(seq)s: the signed record of the hearing.") % {"seq": h.record}
    return [ShownField(name="record", kind="said", label=_("The decision rests on"), said=told)]


def _decide_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    hint = _("Printed in the decision and on the certificate.")
    return [*_on_record(file), prose(posted, _("Conditions"), hint, optional=True)]


def _refuse_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    if file.standing.phase is Phase.CORRECTION:  # only for what was not supplied; nothing was examined yet
        return [prose(posted, _("Reasons, told to the applicant"), _("Say what was asked for and did not come."))]
    told = words.options(words.REFUSAL_GROUNDS)
    grounds = [
        told[0],
        (*told[1], _("A warning follows; where safety is concerned the applicant may not apply again for a year.")),
        *(told[2:3] if file.procedure.quantity is not None and file.standing.request == "new" else ()),
    ]
    return [
        *_on_record(file),
        choice(posted, "ground", _("Ground"), grounds, value="conditions_not_met"),
        _facts_found(file, posted),
        *_standard(file, posted),
        prose(posted, _("Reasons, told to the applicant")),
    ]


def _facts_found(file: CasePage, posted: QueryDict) -> ShownField:
    """Proposed from what the checks of facts found; left empty, the decision states what the file records."""
    hint = _("What was established, and by what. Left empty, the decision states what the file records.")
    field = prose(posted, _("Facts found"), hint, name="facts", optional=True)
    if "facts" not in posted:
        found = [act.statement for act in file.acts if act.kind == Kind.CHECK_FACTS and act.statement]
        field = replace(field, value="\n".join(found))
    return field


def _standard(file: CasePage, posted: QueryDict) -> list[ShownField]:
    """After an inspection, a test or a quarantine (Licensing Law art. 55(3))."""
    done = file.standing.technical_results
    if not done:
        return []
    named = house.listed([str(words.word(words.PROCEDURES, each)) for each in done])
    hint = _("This file was examined by: %(procedures)s. A refusal that rests on it names the standard.")
    return [prose(posted, _("Technical standard"), hint % {"procedures": named}, name="standard")]


def _deliver_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    hints = {
        "courier": _("The number of the consignment proves it."),
        "electronic": _("Only with consent; the time it reached the account proves it."),
        "agent": _("The receipt is signed by the person named to receive it."),
        "left": _("Refused at the door: witnesses or pictures, and a record."),
        "public_notice": _("Last of all, when nothing else reached anybody."),
    }
    methods = [(code, told, hints.get(code, "")) for code, told in words.options(words.METHODS)]
    hint = _("Needed for a courier. Never a name.")
    label = _("Number of the consignment or receipt")
    return [
        choice(posted, "method", _("Way of delivery"), methods),
        line(posted, "reference", label, hint, optional=True),
    ]


def _deliver(d: Doing) -> int:
    return decision.deliver(method=d.text("method"), reference=d.text("reference", most=60), **d.same)


def _terminate_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    """Grounds that cannot be true of this file are left out; the rules judge the rest."""
    s = file.standing
    never = {
        "owed_papers_not_supplied": not s.owed,
        "commitment_broken": s.commitment_kept is not False,
        "licence_ended": s.request == "new",
        "organisation_ended": file.party.is_person,
        "applicant_gone": not file.party.is_person,
    }
    grounds = [(code, told) for code, told in words.options(words.TERMINATION_GROUNDS) if not never.get(code)]
    if s.is_decided:  # what was granted is carried out, unless the licence it is about has ended
        grounds = [ground for ground in grounds if ground[0] == "licence_ended"]
    return [choice(posted, "ground", _("Ground"), grounds), prose(posted, _("Reasons, told to the applicant"))]


def _terminate(d: Doing) -> int:
    ground = d.chosen("ground", list(words.TERMINATION_GROUNDS), "ground_not_chosen")
    return decision.terminate(ground=ground, reasons=d.text("reasons"), **d.same)


def _refuse(d: Doing) -> int:
    ground = d.text("ground") or "conditions_not_met"  # the usual one, until somebody says otherwise
    return decision.refuse(
        reasons=d.text("reasons"), ground=ground, facts=d.text("facts"), standard=d.text("standard"), **d.same
    )


FORMS: Final = (
    ActForm(
        Kind.GRANT,
        gettext_lazy("What was applied for is granted. The decision is public where the law says so."),
        _decide_fields,
        lambda d: decision.grant(conditions=d.text("reasons"), **d.same),
    ),
    ActForm(
        Kind.CHANGE,
        gettext_lazy("The change is approved. The new certificate takes the place of the old one when it is issued."),
        _decide_fields,
        lambda d: decision.change(conditions=d.text("reasons"), **d.same),
    ),
    ActForm(
        Kind.RENEW,
        gettext_lazy("The licence is renewed. Its new term begins on the day after the old one ends."),
        _decide_fields,
        lambda d: decision.renew(conditions=d.text("reasons"), **d.same),
    ),
    ActForm(
        Kind.REFUSE,
        gettext_lazy("What was applied for is refused. The decision states the reasons and the remedies below."),
        _refuse_fields,
        _refuse,
        warning=True,
        remedies=True,
    ),
    ActForm(
        Kind.ISSUE,
        gettext_lazy("The certificate is numbered and printed. It can be checked by anyone from then on."),
        nothing,
        lambda d: certificates.issue(**d.same),
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
        remedies=True,
    ),
)
