"""Forms of mending: a mistake in an act, and an official who must keep out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.cases.acts import decision
from sunhall.cases.queries import ActLine, CasePage
from sunhall.kernel.refused import Refused
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles.folding import fold
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.rules.after import RECTIFIABLE
from sunhall.law.lifecycles.standing import ActRow
from sunhall.people.queries import Actor
from sunhall.web import typed
from sunhall.web.casefile import history, words
from sunhall.web.casefile.ends import moved
from sunhall.web.casefile.names import official_name
from sunhall.web.casefile.writers.licence import as_mended, value_told
from sunhall.web.fields import parse_day
from sunhall.web.forms import ShownField
from sunhall.web.officer.forms.base import ActForm, Doing, choice, line, prose, whole
from sunhall.web.templatetags import house

ORDER: Final = ("on", "needed_days", "officers", "method", "reference", "competent", "decision")
MOST: Final = {"reference": 60, "decision": 80}  # characters, as when the act was done


def _act(file: CasePage, posted: QueryDict) -> ActLine | None:
    """The act to mend, as chosen; a rectification is mended by mending the same act again."""
    of = whole(posted.get("of", ""))
    return next((act for act in file.acts if act.seq == of and act.kind != Kind.RECTIFY), None)


def _may(act: ActLine) -> list[str]:
    """The fields of an act that may be mended, in a steady order."""
    return [field for field in ORDER if field in RECTIFIABLE.get(act.kind, frozenset())]


def _rectify_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    act = _act(file, posted)
    if act is None:
        return [_which(file, posted)]
    told = history.act_sentence(file, act.seq)
    said = _("%(act)s, %(day)s. %(text)s") % {
        "act": _("Act %(seq)s") % {"seq": act.seq},
        "day": house.day(act.on),
        "text": told.text if told else "",
    }
    hint = "" if _may(act) else _("Nothing in it can be changed; a slip in its words is mended by the reasons below.")
    now = as_mended(file, act)
    return [
        ShownField(name="said", kind="said", label=_("What is rectified"), said=said, hint=hint),
        *[_field(file, posted, field, now.get(field)) for field in _may(act)],
        line(posted, "basis", _("Basis"), _("The provision or the document that shows the mistake."), width=""),
        prose(posted, _("What was wrong and what is right"), _("Told to everybody who was told of the act.")),
    ]


def _which(file: CasePage, posted: QueryDict) -> ShownField:
    acts = [act for act in file.acts if act.kind != Kind.RECTIFY]
    options = [
        (
            str(act.seq),
            _("%(seq)s. %(day)s %(act)s")
            % {"seq": act.seq, "day": house.iso(act.on), "act": words.word(words.ACTS, act.kind)},
            " · ".join(words.word(words.FIELDS, field) for field in _may(act)) or _("only a slip in its words"),
        )
        for act in reversed(acts)
    ]
    hint = _("An outcome is not mended: that takes a decision of its own.")
    return ShownField(name="of", kind="radios", label=_("Which act"), hint=hint, options=options, value="")  # type: ignore[arg-type]


def _field(file: CasePage, posted: QueryDict, field: str, now: Any) -> ShownField:
    label, name = words.word(words.FIELDS, field), f"new-{field}"
    hint = _("As recorded: %(value)s") % {"value": value_told(file, field, now) or _("nothing")}
    if field == "method":
        return choice(posted, name, label, words.options(words.METHODS), hint, value=str(now or ""))
    if field == "on":
        return ShownField(name=name, kind="day", label=label, hint=hint, value=posted.get(name, str(now)))
    if field == "needed_days":
        unit = _("working days")
        return ShownField(name=name, kind="number", label=label, hint=hint, value=posted.get(name, str(now)), unit=unit)
    if field == "officers":
        hint = _("%(hint)s. Write the badge numbers, with blanks between them.") % {"hint": hint}
    return line(posted, name, label, hint, value=_written(file, field, now), width="30")


def _written(file: CasePage, field: str, now: Any) -> str:
    """What stands in the field for the value as recorded."""
    if field == "officers":
        return " ".join(file.officials[number].badge for number in now or () if number in file.officials)
    return str(now or "")


def _changes(file: CasePage, act: ActLine, posted: QueryDict) -> dict[str, Any]:
    """Only what was typed differently from what is recorded. Refused `not_a_day`."""
    now, told = as_mended(file, act), {}
    for field in _may(act):
        said = typed.text(posted, f"new-{field}", most=MOST.get(field, 200))
        if not said or said == _written(file, field, now.get(field)):
            continue
        if field == "on":
            if (day := parse_day(said)) is None:
                raise Refused("not_a_day", typed=said)
            if day.isoformat() != str(now["on"]):
                told[field] = day.isoformat()
        else:
            told[field] = _read(field, said)
    return told


def _read(field: str, said: str) -> Any:
    if field == "needed_days":
        return whole(said)
    return said.replace(",", " ").replace("，", " ").split() if field == "officers" else said


def _preview(file: CasePage, posted: QueryDict) -> list[str]:
    """Which clocks would move. Officials are left out: no clock rests on who checked."""
    act = _act(file, posted)
    if act is None:
        return []
    changes = {field: value for field, value in _changes(file, act, posted).items() if field != "officers"}
    return moved(file, as_if(file, act, changes)) or [_("No clock moves.")]


def as_if(file: CasePage, act: ActLine, changes: Mapping[str, Any]) -> CasePage:
    """The file as it would stand with these changes; nothing is written."""
    payload = {"of": act.seq, "changes": dict(changes), "basis": "", "statement": 0}
    rows: Sequence[ActRow] = [
        *(ActRow(x.seq, x.kind, x.on, x.at, x.officer_id, None, x.authority_id, x.payload) for x in file.acts),
        ActRow(file.seq + 1, str(Kind.RECTIFY), file.today, None, None, None, file.authority_id, payload),
    ]
    recorded = fold(rows)
    recorded.is_struck = file.recorded.is_struck
    standing = clocks.as_of(recorded, file.procedure, file.calendar, file.today)
    return replace(file, standing=standing, recorded=recorded)


def _rectify(d: Doing) -> int:
    act = _act(d.file, d.posted)
    if act is None:
        raise Refused("nothing_to_rectify")
    return decision.rectify(
        of=act.seq,
        changes=_changes(d.file, act, d.posted),
        basis=d.text("basis", most=200),
        reasons=d.text("reasons"),
        **d.same,
    )


def _recuse_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    hint = _("Your own, or that of a colleague who is kept out.")
    whys = [
        ("own_interest", _("An interest of one's own"), _("Kin, a share, a debt: said by the official.")),
        ("challenged", _("Challenged by somebody concerned"), _("Said by the applicant or an interested party.")),
    ]
    kept_out = [name for number in sorted(file.standing.recused) if (name := official_name(file, number))]
    already = _("Kept out already: %(names)s.") % {"names": house.listed(kept_out)} if kept_out else ""
    own = by.officer.badge if by.officer else ""
    return [
        line(posted, "badge", _("Badge number of the official"), f"{hint} {already}".strip(), value=own, width="10"),
        choice(posted, "why", _("Ground"), whys),
        prose(posted, _("Reasons")),
    ]


def _recuse(d: Doing) -> int:
    why = d.chosen("why", ("own_interest", "challenged"), "ground_not_chosen")
    return decision.recuse(badge=d.text("badge", most=40), why=why, reasons=d.text("reasons"), **d.same)


FORMS: Final = (
    ActForm(
        Kind.RECTIFY,
        gettext_lazy("The act stays as it was recorded, and is read from now on as it should have been."),
        _rectify_fields,
        _rectify,
        preview=_preview,
        asks=lambda file, posted: _act(file, posted) is not None,
    ),
    ActForm(
        Kind.RECUSE,
        gettext_lazy("Whoever keeps out does nothing more in this file; a colleague takes the place."),
        _recuse_fields,
        _recuse,
    ),
)
