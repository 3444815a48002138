"""The bodies of the notices of being heard: interested parties, statements, hearings (Licensing Law arts. 36-48)."""

from datetime import date
from typing import Any

from sunhall.cases import words
from sunhall.cases.notices.sheet import NONE, Sheet, told_at
from sunhall.kernel.text import TextByLanguage
from sunhall.law.lifecycles.folding import mended
from sunhall.law.lifecycles.standing import ActRow
from sunhall.people.models import Officer
from sunhall.people.queries import party_row


def interested_party(s: Sheet) -> dict[str, Any]:
    end = s.calendar.least(s.act.on) + s.payload["days"]
    return {
        "to": words.CONCERNED[s.payload["to"]],
        "about": words.ABOUT[s.payload["about"]],
        "interest": s.statement(),
        "how": TextByLanguage(
            {
                "zh-hans": "书面提交至本机关，或者到政务服务中心综合窗口当面陈述",
                "en": "In writing to this authority, or in person at the comprehensive window of the centre",
            }
        ),
        "until": s.day_at(end),
    }


def statement(s: Sheet) -> dict[str, Any]:
    return {
        "of": words.CONCERNED[s.payload["of"]],
        "recorded_at": told_at(s),
        "recorder": _officer(s.act.officer_id) or TextByLanguage({"zh-hans": "本人网上提交", "en": "Handed in online"}),
        "views": s.statement(),
        "waives_hearing": bool(s.payload.get("waives_hearing")),
    }


def hearing_right(s: Sheet) -> dict[str, Any]:
    end = s.calendar.least(s.act.on) + s.payload["days"]
    return {
        "to": TextByLanguage(
            {
                "zh-hans": "、".join(words.CONCERNED[t].into("zh-hans") for t in s.payload["to"]),
                "en": ", ".join(words.CONCERNED[t].into("en") for t in s.payload["to"]),
            }
        ),
        "days": s.payload["days"],
        "until": s.day_at(end),
        "reasons": s.statement() or NONE,
    }


def hearing_request(s: Sheet) -> dict[str, Any]:
    return {
        "of": words.CONCERNED[s.payload["of"]],
        "requested_on": s.act.on,
        "reasons": s.statement() or NONE,
        "hold_by": s.day_at(s.clocks.hearing_end),
    }


def hearing_notice(s: Sheet) -> dict[str, Any]:
    return {
        "held_on": date.fromisoformat(s.payload["held_on"]),
        "where_and_when": s.statement(),
        "chair": _officer(s.payload["chair"]),
        "ex_officio": bool(s.payload.get("ex_officio")),
    }


def hearing_announcement(s: Sheet) -> dict[str, Any]:
    """For everybody to read: a natural person who applied is not named in full."""
    return {**hearing_notice(s), "applicant": party_row(s.case.party).masked_name}


def hearing_record(s: Sheet) -> dict[str, Any]:
    called = s.case.acts.get(seq=s.payload["call"])
    return {
        "held_on": date.fromisoformat(called.payload["held_on"]),
        "where_and_when": s.statement_of(called),
        "chair": _officer(called.payload["chair"]),
        "minutes": s.statement(),
        "signed": bool(s.payload["signed"]),
    }


def recusal(s: Sheet) -> dict[str, Any]:
    return {
        "officer": _officer(s.payload["officer"]),
        "why": words.RECUSALS[s.payload["why"]],
        "reasons": s.statement(),
    }


def rectification(s: Sheet) -> dict[str, Any]:
    """What the act said, with what was mended in it before, and what it says from now on."""
    told = s.case.acts.filter(seq__lt=s.act.seq).order_by("seq")
    rows = [ActRow(act.seq, act.kind, act.on, act.at, None, None, None, act.payload) for act in told]
    before = next(act for act in mended(rows) if act.seq == s.payload["of"])
    return {
        "act": words.ACT_NAMES[before.kind],
        "act_on": before.on,
        "changes": [
            {
                "field": words.FIELDS[name],
                "before": _said(name, before.on.isoformat() if name == "on" else before.payload.get(name)),
                "after": _said(name, value),
            }
            for name, value in s.payload["changes"].items()
        ],
        "basis": s.payload["basis"],
        "reasons": s.statement(),
    }


def _said(field: str, value: Any) -> Any:
    """A value of an act as the paper says it; a day stays a day."""
    if not value:
        return NONE
    if field == "officers":
        names = dict(Officer.objects.filter(pk__in=value).values_list("pk", "name"))
        return "、".join(names[number] for number in value)
    return words.METHODS[value] if field == "method" else str(value)


def _officer(officer_id: int | None) -> str:
    """Name and number of an official's certificate; empty for nobody."""
    officer = Officer.objects.filter(pk=officer_id).first() if officer_id else None
    return f"{officer.name}（{officer.badge}）" if officer else ""
