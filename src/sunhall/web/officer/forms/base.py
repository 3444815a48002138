"""What the forms of acts share: the values as posted, and the fields that come back in many of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sunhall.cases.queries import CasePage
from sunhall.kernel.refused import Refused
from sunhall.law.lifecycles.kinds import Kind
from sunhall.people.queries import Actor
from sunhall.web import typed
from sunhall.web.casefile.gestures import Gesture
from sunhall.web.fields import parse_day
from sunhall.web.forms import ShownField


@dataclass(frozen=True, slots=True)
class Doing:
    """Everything an act needs: the file as seen, who does it when, and what was posted."""

    file: CasePage
    by: Actor
    at: datetime
    gesture: Gesture
    posted: QueryDict

    def text(self, name: str, *, most: int = typed.STATEMENT) -> str:
        """A text as typed. Refused `too_long`."""
        return typed.text(self.posted, name, most=most)

    def number(self, name: str) -> int:
        """A whole number as typed; 0 for anything else, which the rules of the act then object to."""
        return whole(self.text(name))

    def numbers(self, name: str) -> list[int]:
        """The whole numbers ticked under a name."""
        return [number for told in self.posted.getlist(name)[:50] if (number := whole(told))]

    def chosen(self, name: str, among: Sequence[str], refusal: str) -> str:
        """One of several choices. Refused by `refusal` when none of them was chosen."""
        if (told := self.text(name)) not in among:
            raise Refused(refusal)
        return told

    def ticked(self, name: str) -> bool:
        return bool(self.text(name))

    def day(self, name: str) -> date:
        """A day as people type one. Refused `not_a_day`."""
        if (found := parse_day(self.text(name))) is None:
            raise Refused("not_a_day", typed=self.text(name))
        return found

    @property
    def same(self) -> dict[str, Any]:
        """What every act takes: the case, who, when, the key of the form and how much of the file was seen."""
        return {
            "case_id": self.file.id,
            "by": self.by,
            "at": self.at,
            "key": self.gesture.key,
            "seen": self.gesture.seen,
        }


Fields = Callable[[CasePage, Actor, QueryDict], list[ShownField]]


@dataclass(frozen=True, slots=True)
class ActForm:
    """`fields` asks, `do` does; `intro` says what will be true in law.

    `remedies`: the notice of the act tells where to object. `preview` says what the act would move, before it is done;
    null where nothing is to be seen beforehand. `asks` is false while a choice must be made first.
    """

    kind: Kind
    intro: str | Promise
    fields: Fields
    do: Callable[[Doing], int]
    warning: bool = False
    remedies: bool = False
    preview: Callable[[CasePage, QueryDict], list[str]] | None = None
    asks: Callable[[CasePage, QueryDict], bool] = lambda file, posted: True


def whole(told: str) -> int:
    """A whole number as typed; 0 for anything else."""
    return int(told) if told.isdecimal() and len(told) < 10 else 0


def prose(
    posted: QueryDict, label: str, hint: str = "", *, name: str = "reasons", optional: bool = False
) -> ShownField:
    """Words that the file keeps as a statement."""
    return ShownField(
        name=name,
        kind="textarea",
        label=label,
        hint=hint,
        value=posted.get(name, ""),
        limit=str(typed.STATEMENT),
        optional=optional,
    )


def choice(
    posted: QueryDict, name: str, label: str, options: Sequence[tuple[str, ...]], hint: str = "", *, value: str = ""
) -> ShownField:
    """One of several; the only one, or `value`, is chosen already."""
    first = options[0][0] if len(options) == 1 else value
    kind = "radios" if len(options) <= 10 else "select"
    told = posted.get(name, first)
    return ShownField(name=name, kind=kind, label=label, hint=hint, value=told, options=options)  # type: ignore[arg-type]


def several(posted: QueryDict, name: str, label: str, options: Sequence[tuple[str, ...]], hint: str = "") -> ShownField:
    """Any of several; all of them, until something was posted."""
    values = posted.getlist(name) if name in posted else [option[0] for option in options]
    return ShownField(name=name, kind="checkboxes", label=label, hint=hint, values=values, options=options)  # type: ignore[arg-type]


def days(
    posted: QueryDict, name: str, label: str, hint: str = "", value: int | str = "", unit: str = "working_day"
) -> ShownField:
    """A number of working days, or of another `unit` of time."""
    months = pgettext("so many", "months")
    told = {"working_day": _("working days"), "calendar_day": _("calendar days"), "month": months}[unit]
    return ShownField(name=name, kind="number", label=label, hint=hint, value=posted.get(name, str(value)), unit=told)


def line(
    posted: QueryDict,
    name: str,
    label: str,
    hint: str = "",
    *,
    value: str = "",
    width: str = "20",
    optional: bool = False,
) -> ShownField:
    """A short text."""
    return ShownField(
        name=name,
        kind="text",
        label=label,
        hint=hint,
        value=posted.get(name, value),
        width=width,
        optional=optional,
    )


def tick(posted: QueryDict, name: str, label: str, hint: str = "") -> ShownField:
    """One box to tick."""
    return ShownField(name=name, kind="checkbox", label=label, hint=hint, value=bool(posted.get(name)))


def badges(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    """The two officials who check together (Licensing Law art. 34(3)); the first is who types, if she is of here."""
    own = by.officer.badge if by.officer and by.officer.authority_id == file.authority_id else ""
    return [
        ShownField(name=name, kind="text", label=label, value=posted.get(name, value), width="10", inputmode="numeric")
        for name, label, value in (
            ("badge-1", _("Badge number of the first official"), own),
            ("badge-2", _("Badge number of the second official"), ""),
        )
    ]


def nothing(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    """An act that asks for nothing but to be done."""
    return []


def only_reasons(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    return [prose(posted, _("Reasons, told to the applicant"))]
