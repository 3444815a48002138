"""Forms of being heard: who is told, what is said, and the hearing from the offer to its record."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from sunhall.cases.acts import hearing
from sunhall.cases.queries import CasePage
from sunhall.kernel import clock
from sunhall.law.lifecycles import heard
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.terms import HEARING_NOTICE
from sunhall.people import queries as people
from sunhall.people.models import Power
from sunhall.people.queries import Actor, OfficialRow
from sunhall.web.casefile import words
from sunhall.web.casefile.writers.hearing import whom
from sunhall.web.forms import ShownField
from sunhall.web.officer.forms.base import ActForm, Doing, choice, days, prose, several, tick
from sunhall.web.templatetags import house

TIME_TO_ANSWER: Final = 5  # working days proposed; the rules want one at least


def _after(file: CasePage) -> bool:
    return file.standing.phase in (Phase.ISSUED, Phase.DELIVERED)


def _concerned(file: CasePage) -> list[str]:
    """Whom this file knows: before the decision applicant and interested parties, afterwards the holder."""
    return ["holder"] if _after(file) else ["interested_party", "applicant"]


def _abouts(file: CasePage) -> list[str]:
    return ["the_intended_act"] if _after(file) else ["the_application", "the_intended_refusal"]


def _notify_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    hint = _("Who is told, which interest is touched, and where and how to answer.")
    if _after(file):
        hint = _("What is intended with the licence, the facts, the ground in law, and how to answer.")
    return [
        choice(posted, "to", _("Who is told"), words.options(words.CONCERNED, _concerned(file))),
        choice(posted, "about", _("Of what"), words.options(words.ABOUT, _abouts(file))),
        days(posted, "days", _("Time to state views"), value=TIME_TO_ANSWER),
        prose(posted, _("What is told"), hint),
    ]


def _notify(d: Doing) -> int:
    return hearing.notify(
        to=d.chosen("to", _concerned(d.file), "party_not_chosen"),
        about=d.chosen("about", _abouts(d.file), "subject_not_chosen"),
        days=d.number("days"),
        who_and_why=d.text("reasons"),
        **d.same,
    )


def _may_speak(file: CasePage) -> list[str]:
    """The applicant may always speak; others when they were told."""
    told = {notified.to for notified in file.standing.notified}
    return [who for who in words.CONCERNED if who in told or (who == "applicant" and not _after(file))]


def _statement_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    waives = tick(
        posted,
        "waives_hearing",
        _("The right to a hearing is given up"),
        _("Only if it was said, and is signed in the statement."),
    )
    return [
        choice(posted, "of", _("Who states views"), words.options(words.CONCERNED, _may_speak(file))),
        *_answered(file, posted),
        prose(posted, _("What was said"), _("As it was said. Evidence that was handed in is named here.")),
        *([waives] if file.standing.hearing.offered_on and not _after(file) else []),
    ]


def _answered(file: CasePage, posted: QueryDict) -> list[ShownField]:
    """Which notice is answered, where several wait: each neighbour has a time of her own."""
    waiting = [told for told in file.standing.notified if told.heard_on is None]
    if len(waiting) < 2:
        return []
    options = [
        (
            str(told.seq),
            _("Act %(seq)s, %(day)s: %(whom)s") % {"seq": told.seq, "day": house.day(told.on), "whom": whom(told.to)},
        )
        for told in waiting
    ]
    return [choice(posted, "notice", _("Which notice it answers"), options)]


def _record_statement(d: Doing) -> int:
    answered: dict[str, Any] = {"notice": d.number("notice")} if d.number("notice") else {}
    return hearing.record_statement(
        of=d.chosen("of", list(words.CONCERNED), "party_not_chosen"),
        views=d.text("reasons"),
        waives_hearing=d.ticked("waives_hearing"),
        **answered,
        **d.same,
    )


def _offer_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    left = heard.to_be_told(file.standing)
    least = file.procedure.hearing_request_days
    hint = _("At least %(days)s.") % {"days": house.working_days(least)}
    return [
        several(posted, "to", _("Who is told"), words.options(words.CONCERNED, left)),
        days(posted, "days", _("Time to ask for a hearing"), hint, value=least),
        prose(posted, _("What the hearing would be about"), optional=True),
    ]


def _offer(d: Doing) -> int:
    told = [who for who in ("applicant", "interested_party") if who in d.posted.getlist("to")]
    return hearing.offer_hearing(to=told, days=d.number("days"), words=d.text("reasons"), **d.same)


def _request_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    offered = list(dict.fromkeys(file.standing.hearing.offered_to))
    return [
        choice(posted, "of", _("Who asks for it"), words.options(words.CONCERNED, offered)),
        prose(posted, _("What was said"), optional=True),
    ]


def _request(d: Doing) -> int:
    return hearing.request_hearing(
        of=d.chosen("of", list(words.CONCERNED), "party_not_chosen"), words=d.text("reasons"), **d.same
    )


def earliest(file: CasePage) -> date | None:
    """The first day on which a hearing called today may be held: seven working days are told ahead (art. 48(1)(1))."""
    began = 0 if file.calendar.is_working(file.today) else 1  # told on a rest day, the days begin with the next
    return file.calendar.day_of(file.calendar.least(file.today) + began + HEARING_NOTICE.amount)


def _held_by(file: CasePage) -> str:
    end = file.clocks.hearing_end
    last = file.calendar.day_of(end) if end is not None else None
    return _("It is to be held by %(day)s.") % {"day": house.day(last)} if last else ""


def _chairs(file: CasePage) -> list[OfficialRow]:
    """Who may chair: holds the power, reviewed nothing, was not kept out, and has no interest (art. 48(1)(3))."""
    held = people.officials_with(
        Power.HEAR,
        authority_id=file.authority_id,
        matter_code=file.matter_code,
        party_id=file.party.id,
        at=clock.now(),
    )
    kept_out = file.standing.reviewers | file.standing.recused
    return [official for official in held if official.id not in kept_out]


def _call_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    first = earliest(file)
    hint = _("The earliest lawful day is %(day)s: it is told seven working days ahead.") % {"day": house.day(first)}
    chairs = [
        (c.badge, _("%(name)s (%(badge)s)") % {"name": house.words(c.called), "badge": c.badge}) for c in _chairs(file)
    ]
    none = (
        "" if chairs else _("Nobody with the power to chair is free of this file: ask the administrator to name one.")
    )
    ex_officio = tick(
        posted,
        "ex_officio",
        _("The law or a major public interest requires it"),
        _("Then it is held although nobody asked, and announced to the public."),
    )
    return [
        ShownField(
            name="held_on",
            kind="day",
            label=_("Day of the hearing"),
            hint=f"{hint} {_held_by(file)}".strip(),
            value=posted.get("held_on", house.iso(first)),
        ),
        choice(posted, "chair", _("Who chairs"), chairs, none or _("Nobody who reviewed this file is on the list.")),
        prose(posted, _("Where, and at what time"), _("Also how to challenge the chair, and who may come.")),
        *([] if file.standing.hearing.is_asked_for else [ex_officio]),
    ]


def _call(d: Doing) -> int:
    return hearing.call_hearing(
        held_on=d.day("held_on"),
        chair_badge=d.text("chair"),
        where_and_when=d.text("reasons"),
        ex_officio=d.ticked("ex_officio"),
        **d.same,
    )


def _record_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    signed: Sequence[tuple[str, ...]] = [
        ("yes", _("Yes"), _("The record is closed, and the decision rests on it.")),
        ("no", _("Not yet"), _("The decision waits until it is.")),
    ]
    return [
        prose(
            posted,
            pgettext("of a hearing", "Record"),
            _("Who took part, the evidence of each side, what was said, and the findings."),
        ),
        choice(posted, "signed", _("Have those who took part found no error and signed?"), signed),
    ]


def _record(d: Doing) -> int:
    signed = d.chosen("signed", ("yes", "no"), "signed_not_chosen") == "yes"
    return hearing.record_hearing(words=d.text("reasons"), signed=signed, **d.same)


FORMS: Final = (
    ActForm(
        Kind.NOTIFY_INTERESTED_PARTY,
        gettext_lazy(
            "Who is told may state views within the time; nothing is decided before that, or before an answer."
        ),
        _notify_fields,
        _notify,
    ),
    ActForm(
        Kind.RECORD_STATEMENT,
        gettext_lazy("What was said is part of the file and is weighed in the decision."),
        _statement_fields,
        _record_statement,
    ),
    ActForm(
        Kind.OFFER_HEARING,
        gettext_lazy("Who is told may ask for a hearing within the time. It costs nothing."),
        _offer_fields,
        _offer,
    ),
    ActForm(
        Kind.REQUEST_HEARING,
        gettext_lazy("A hearing was asked for in time: it is held within twenty working days."),
        _request_fields,
        _request,
    ),
    ActForm(
        Kind.CALL_HEARING,
        gettext_lazy("Day, place and chair are told to everybody concerned. Nobody pays for a hearing."),
        _call_fields,
        _call,
    ),
    ActForm(
        Kind.RECORD_HEARING,
        gettext_lazy("The hearing was held. Once its record is signed, the decision rests on it."),
        _record_fields,
        _record,
    ),
)
