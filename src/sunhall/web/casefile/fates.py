"""What became of a certificate, in words: for the holder's pages and the public check page."""

from typing import Final

from django.utils.translation import gettext as _

from sunhall.certificates.fate import Fate
from sunhall.law.lifecycles.kinds import Kind
from sunhall.web import citations
from sunhall.web.casefile import words
from sunhall.web.templatetags import house

_GROUNDS: Final = {
    Kind.WITHDRAW_LICENCE: words.WITHDRAWAL_GROUNDS,
    Kind.REVOKE: words.REVOCATION_GROUNDS,
    Kind.CANCEL: words.CANCELLATION_GROUNDS,
}


def why(fate: Fate) -> str:
    """One or two sentences: what was done, since when, why, and where that stands."""
    facts = {
        "state": words.word(words.LICENCE_STATES, fate.state),
        "day": house.day(fate.since),
        "ground": _ground(fate),
        "basis": citations.cited(fate.basis),
        "number": fate.by,
    }
    if fate.state == "changed":
        return _("Replaced on %(day)s by %(number)s.") % facts if fate.by else _("Replaced by a newer one.")
    if fate.since is None:
        return ""
    if fate.kind == Kind.FORFEIT:
        return _("%(state)s on %(day)s by the penalty decision %(ground)s. %(basis)s.") % facts
    return _("%(state)s on %(day)s: %(ground)s. %(basis)s.") % facts


def _ground(fate: Fate) -> str:
    table = _GROUNDS.get(Kind(fate.kind)) if fate.kind else None
    return words.word(table, fate.ground) if table else fate.ground


def has_remedies(fate: Fate) -> bool:
    """Whether an authority decided it, so that somebody may object."""
    return bool(fate.kind)
