"""The history of a case in sentences, newest last. For every audience: whose name is told depends on who reads."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sunhall.cases.queries import ActLine, CasePage
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.web import citations
from sunhall.web.casefile import words
from sunhall.web.casefile.names import STAFF, authority_name, material_name
from sunhall.web.casefile.writers import WRITERS
from sunhall.web.casefile.writers.intake import by_silence
from sunhall.web.casefile.writers.licence import mended
from sunhall.web.casefile.writers.review import renewed_by_silence
from sunhall.web.templatetags import house

__all__ = ["STAFF", "Sentence", "act_sentence", "authority_name", "material_name", "sentences"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One act as a sentence. `by` names the person only to staff; `told` is its prose, hidden from the public.

    `grounds` are what a refusal rests on, each with its label (Licensing Law art. 38(2)), hidden like `told`. `mark`
    says that the act was rectified, when and by which act; the act itself stands as it was recorded.
    """

    seq: int
    kind: str
    at: datetime
    on: date
    text: str
    by: str = ""
    basis: str = ""
    told: str = ""
    grounds: tuple[tuple[str, str], ...] = ()
    items: tuple[str, ...] = ()
    act_id: int = 0
    mark: str = ""


def sentences(page: CasePage, language: str | None = None) -> list[Sentence]:
    """Every act of the case as one sentence each, oldest first; in `language`, else in that of the screen.

    What silence has done by today is told at the end although no act records it yet.
    """
    with translation.override(language) if language else nullcontext():
        told = [_sentence(page, line) for line in page.acts]
        return [*told, *_silences(page)]


def act_sentence(page: CasePage, seq: int) -> Sentence | None:
    """The sentence of one act, for a refusal that tells what somebody else did meanwhile."""
    return next((_sentence(page, line) for line in page.acts if line.seq == seq), None)


def _sentence(page: CasePage, line: ActLine) -> Sentence:
    public, grounds = page.view == "public", _grounds(page, line)
    write = WRITERS.get(line.kind)
    return Sentence(
        seq=line.seq,
        kind=line.kind,
        at=line.at,
        on=line.on,
        text=write(page, line) if write else words.word(words.ACTS, line.kind),
        by=_by(page, line),
        basis=citations.cited(line.basis),
        told="" if public or grounds else line.statement,
        grounds=grounds,
        items=_items(page, line),
        act_id=line.id,
        mark=_mark(page, line),
    )


def _grounds(page: CasePage, line: ActLine) -> tuple[tuple[str, str], ...]:
    """Why a refusal was given: facts, the law it applies, the technical standard, reasons, as far as it names them.
    Empty for any other act."""
    if line.kind != Kind.REFUSE or page.view == "public":
        return ()
    applied = tuple(b.id for b in page.version.basis if {"existence", "condition"} & set(b.founds))
    named = (
        (_("Facts found"), line.facts),
        (pgettext("refusal", "Legal basis"), page.version.cited(applied, translation.get_language() or "zh-hans")),
        (_("Technical standard"), line.standard),
        (_("Reasons"), line.statement),
    )
    return tuple((label, text) for label, text in named if text)


def _mark(page: CasePage, line: ActLine) -> str:
    """That the act was rectified: the last time, by which act."""
    by = [act for act in page.acts if act.kind == Kind.RECTIFY and act.payload["of"] == line.seq]
    if not by:
        return ""
    return _("Rectified on %(day)s by act %(seq)s.") % {"day": house.day(by[-1].on), "seq": by[-1].seq}


def _by(page: CasePage, line: ActLine) -> str:
    """Who did it: the officer with her badge for staff, the authority for everybody else."""
    if line.by_applicant:
        who = _("The applicant")
        return _("%(who)s, typed at the window") % {"who": who} if line.typed_by_window else who
    if line.officer_id is None:
        silent = licensing.TABLE[Kind(line.kind)].who == licensing.SYSTEM
        return _("By operation of law") if silent else _("Sunhall")
    authority = house.words(line.authority)
    if page.view not in STAFF:
        return authority
    name = line.officer if (translation.get_language() or "").startswith("zh") else line.officer_en
    facts = {"authority": authority, "name": name, "badge": line.badge}
    if line.is_substitute:
        return _("%(authority)s, %(name)s (%(badge)s), as substitute") % facts
    return _("%(authority)s, %(name)s (%(badge)s)") % facts


def _items(page: CasePage, line: ActLine) -> tuple[str, ...]:
    """What a notice listed, each material with what is wrong with it; what a rectification mended."""
    if line.kind == Kind.RECTIFY:
        return mended(page, line)
    return () if page.view == "public" else _defects(page, line.payload)


def _defects(page: CasePage, payload: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        _("%(material)s: %(defect)s")
        % {
            "material": material_name(page, item["material"]),
            "defect": words.word(words.DEFECTS, item.get("reason") or item.get("verdict", "")),
        }
        for item in payload.get("items", ())
    )


def _silences(page: CasePage) -> list[Sentence]:
    """What silence has done by today and no act records yet."""
    now, recorded = page.standing, page.recorded
    found = []
    if now.deemed and not recorded.deemed:
        found.append((Kind.DEEM_ACCEPTED, by_silence(now.accepted_on)))
    if now.outcome == "deemed_renewed" and recorded.outcome != now.outcome:
        found.append((Kind.DEEM_RENEWED, renewed_by_silence(now.valid_to)))
    if now.phase is Phase.LAPSED and recorded.phase is not Phase.LAPSED:
        found.append((Kind.LAPSE, _("The time for corrections ran out; the case ended.")))
    return [
        Sentence(
            seq=page.seq + number,
            kind=str(kind),
            at=page.acts[-1].at,
            on=page.today,
            text=text,
            by=_("By operation of law"),
            basis=citations.cited(licensing.TABLE[kind].basis),
        )
        for number, (kind, text) in enumerate(found, 1)
    ]
