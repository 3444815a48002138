"""The acts of a file as an officer sees them: by stage, open ones as buttons, closed ones with why not. Read by the
file's page, and for the next act by the pages that say an act is done. What is lawful now is the table's to say, and
whose power it needs the grants'.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from sunhall.cases.queries import CasePage
from sunhall.law.lifecycles.kinds import Kind
from sunhall.web import casefile
from sunhall.web.casefile.reasons import Closed

# Stage → its acts in the order of the work, each with its key. Acts that share a key are never open together.
STAGES: Final[tuple[tuple[str, str | Promise, tuple[tuple[Kind, str], ...]], ...]] = (
    (
        "intake",
        pgettext_lazy("stage", "Intake"),
        (
            (Kind.RECEIVE_FORWARDED, "a"),
            (Kind.ACCEPT, "a"),
            (Kind.REQUEST_CORRECTION, ""),
            (Kind.REFUSE_ACCEPTANCE, ""),
            (Kind.DECLARE_NOT_REQUIRED, ""),
            (Kind.RETURN_FILE, ""),
        ),
    ),
    (
        "review",
        pgettext_lazy("stage", "Review"),
        (
            (Kind.GIVE_OPINION, "o"),
            (Kind.PASS_UP, "w"),
            (Kind.ASK_OPINION, "q"),
            (Kind.CHECK_FACTS, "f"),
            (Kind.VERIFY_COMMITMENT, "v"),
            (Kind.START_SPECIAL_PROCEDURE, "p"),
            (Kind.END_SPECIAL_PROCEDURE, "e"),
            (Kind.EXTEND, "x"),
            (Kind.SUSPEND, "u"),
            (Kind.RESUME, "m"),
        ),
    ),
    (
        "heard",
        pgettext_lazy("stage", "Being heard"),
        (
            (Kind.NOTIFY_INTERESTED_PARTY, "n"),
            (Kind.RECORD_STATEMENT, "s"),
            (Kind.OFFER_HEARING, "h"),
            (Kind.REQUEST_HEARING, "j"),
            (Kind.CALL_HEARING, "c"),
            (Kind.RECORD_HEARING, "l"),
        ),
    ),
    (
        "decision",
        pgettext_lazy("stage", "Decision"),
        (
            (Kind.GRANT, "g"),
            (Kind.CHANGE, "g"),
            (Kind.RENEW, "g"),
            (Kind.REFUSE, "r"),
            (Kind.ISSUE, "i"),
            (Kind.DELIVER, "d"),
            (Kind.TERMINATE, "t"),
        ),
    ),
    (
        "licence",
        pgettext_lazy("stage", "The licence"),
        (
            (Kind.WITHDRAW_LICENCE, "w"),
            (Kind.REVOKE, "r"),
            (Kind.FORFEIT, "f"),
            (Kind.CANCEL, "x"),
        ),
    ),
    (
        "file",
        pgettext_lazy("stage", "The file itself"),
        ((Kind.RECTIFY, "z"), (Kind.RECUSE, "k")),
    ),
)
ACTS: Final = tuple(kind for _code, _name, acts in STAGES for kind, _key in acts)
# At the counter's pages, where papers are looked at one by one.
AT_THE_COUNTER: Final = frozenset(kind for kind, _key in STAGES[0][2])
NEXT: Final = (
    Kind.DELIVER,
    Kind.ISSUE,
    Kind.GIVE_OPINION,
    Kind.PASS_UP,
    Kind.ASK_OPINION,
    Kind.GRANT,
    Kind.CHANGE,
    Kind.RENEW,
    Kind.CHECK_FACTS,
    Kind.RESUME,
)


@dataclass(frozen=True, slots=True)
class Button:
    """An act as a button: its key, and whether it is the next thing to do."""

    act: Closed
    key: str
    primary: bool = False
    at_counter: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """The acts of one stage: those that may be done now, and the others with their reasons."""

    code: str
    name: str | Promise
    buttons: list[Button] = field(default_factory=list)
    why_not: list[Closed] = field(default_factory=list)


def stages(file: CasePage, at: datetime) -> list[Stage]:
    """Every act of the table by its stage. Who may only read sees none. One query, for whose power it is."""
    if file.view != "officer":
        return []
    own = _own(file)
    others = {Kind(told.kind): told for told in casefile.beyond(file, ACTS, at=at)}
    coming = _coming(file, own)
    return [stage for code, name, acts in STAGES if (stage := _stage(code, name, acts, own, others, coming))]


def _own(file: CasePage) -> dict[Kind, Closed]:
    return {kind: casefile.closed(file, allowed, kind) for kind in ACTS if (allowed := file.may(kind))}


def coming(file: CasePage) -> Button | None:
    """The next thing to do on the file, if this officer holds the power for it and it is lawful now."""
    own = _own(file) if file.view == "officer" else {}
    kind = _coming(file, own)
    key = next((key for _code, _name, acts in STAGES for each, key in acts if each is kind), "")
    return Button(own[kind], key, primary=True, at_counter=kind in AT_THE_COUNTER) if kind else None


def _stage(
    code: str,
    name: str | Promise,
    acts: tuple[tuple[Kind, str], ...],
    own: dict[Kind, Closed],
    others: dict[Kind, Closed],
    coming: Kind | None,
) -> Stage | None:
    stage = Stage(code, name)
    for kind, key in acts:
        told = own.get(kind) or others.get(kind)
        if told is None:
            continue
        if told.open:
            stage.buttons.append(Button(told, key, kind is coming, kind in AT_THE_COUNTER))
        else:
            stage.why_not.append(told)
    return stage if stage.buttons or stage.why_not else None


def _coming(file: CasePage, own: dict[Kind, Closed]) -> Kind | None:
    """The next thing to do: a hearing that is due comes before any decision."""
    h = file.standing.hearing
    if h.held_on and h.held_on <= file.today and not h.is_signed:
        order: tuple[Kind, ...] = (Kind.RECORD_HEARING, *NEXT)
    elif h.is_asked_for and h.call is None:
        order = (Kind.CALL_HEARING, *NEXT)
    else:
        order = NEXT
    return next((kind for kind in order if kind in own and own[kind].open), None)


def lawful(file: CasePage) -> list[str]:
    """What the law allows to be done on the file now, by whoever holds the power: for those who only read."""
    return [casefile.label(kind) for kind in ACTS if casefile.lawful_now(file, kind)]
