"""Sentences of a licence's later life, and of a mistake that is mended."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from sunhall.cases.queries import ActLine, CasePage
from sunhall.law.lifecycles.kinds import Kind
from sunhall.web import citations
from sunhall.web.casefile import words
from sunhall.web.casefile.names import STAFF, official_name
from sunhall.web.casefile.writers.base import Writer, facts
from sunhall.web.templatetags import house


def _withdraw(page: CasePage, line: ActLine) -> str:
    return _("%(authority)s withdrew the licence: %(ground)s. %(compensation)s.") % {
        **facts(page, line),
        "ground": words.word(words.WITHDRAWAL_GROUNDS, line.payload["ground"]),
        "compensation": words.word(words.COMPENSATION, line.payload["compensation"]),
    }


def _revoke(page: CasePage, line: ActLine) -> str:
    return _("%(authority)s revoked the licence: %(ground)s. %(compensation)s.") % {
        **facts(page, line),
        "ground": words.word(words.REVOCATION_GROUNDS, line.payload["ground"]),
        "compensation": words.word(words.COMPENSATION, line.payload["compensation"]),
    }


def _forfeit(page: CasePage, line: ActLine) -> str:
    return _("The licence was forfeited by the penalty decision %(decision)s.") % {"decision": line.payload["decision"]}


def _cancel(page: CasePage, line: ActLine) -> str:
    return _("%(authority)s cancelled the licence: %(ground)s.") % {
        **facts(page, line),
        "ground": words.word(words.CANCELLATION_GROUNDS, line.payload["ground"]),
    }


def _rectify(page: CasePage, line: ActLine) -> str:
    mended = next((a for a in page.acts if a.seq == line.payload["of"]), None)
    basis = line.payload["basis"]
    told = {
        **facts(page, line),
        "seq": line.payload["of"],
        "act": words.word(words.ACTS, mended.kind) if mended else "",
        "day": house.day(mended.on) if mended else "",
        "basis": citations.cited(basis) or basis,
    }
    return _("%(authority)s rectified act %(seq)s of %(day)s (%(act)s). Basis: %(basis)s.") % told


def mended(page: CasePage, line: ActLine) -> tuple[str, ...]:
    """What a rectification changes, before and after, for everybody who may read the file."""
    earlier = next((a for a in page.acts if a.seq == line.payload["of"]), None)
    if earlier is None:
        return ()
    return told_changes(page, as_mended(page, earlier, before=line.seq), line.payload["changes"])


def as_mended(page: CasePage, line: ActLine, *, before: int | None = None) -> dict[str, Any]:
    """What an act says with the rectifications of it recorded so far, or `before` an act: its payload, and its day."""
    told: dict[str, Any] = {**line.payload, "on": line.on.isoformat()}
    for act in page.acts:
        if act.kind == Kind.RECTIFY and act.payload["of"] == line.seq and (before is None or act.seq < before):
            told |= act.payload["changes"]
    return told


def told_changes(page: CasePage, before: Mapping[str, Any], changes: Mapping[str, Any]) -> tuple[str, ...]:
    """Fields of an act before and after, in words: one line each."""
    return tuple(
        _("%(field)s: %(before)s → %(after)s")
        % {
            "field": words.word(words.FIELDS, field),
            "before": value_told(page, field, before.get(field)) or _("nothing"),
            "after": value_told(page, field, after) or _("nothing"),
        }
        for field, after in changes.items()
    )


def value_told(page: CasePage, field: str, value: Any) -> str:
    """A value of an act's payload as people read it. Officials are named to staff, counted for everybody else."""
    if field == "on":
        return house.day(value)
    if field == "needed_days":
        return house.working_days(value)
    if field == "method":
        return words.word(words.METHODS, value or "")
    if field == "officers":
        if page.view in STAFF:
            return house.listed([official_name(page, number) for number in value or ()])
        return _("%(count)d officials") % {"count": len(value or ())}
    return str(value or "")


WRITERS: Final[dict[str, Writer]] = {
    Kind.WITHDRAW_LICENCE: _withdraw,
    Kind.REVOKE: _revoke,
    Kind.FORFEIT: _forfeit,
    Kind.CANCEL: _cancel,
    Kind.RECTIFY: _rectify,
}
