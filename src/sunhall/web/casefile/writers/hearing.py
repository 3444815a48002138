"""Sentences of being heard: who was told, who spoke, and the hearing from the offer to its record."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sunhall.cases.queries import ActLine, CasePage
from sunhall.law.lifecycles.kinds import Kind
from sunhall.web.casefile import words
from sunhall.web.casefile.names import official_name
from sunhall.web.casefile.writers.base import Writer, facts
from sunhall.web.templatetags import house


def whom(code: str) -> str:
    """Who is told, inside a sentence: "the interested party"."""
    told = {
        "applicant": pgettext("told", "the applicant"),
        "interested_party": pgettext("told", "the interested party"),
        "holder": pgettext("told", "the holder of the licence"),
    }
    return told.get(code, code)


def _notify(page: CasePage, line: ActLine) -> str:
    return _("%(authority)s told %(whom)s of %(about)s; views can be stated in %(days)s.") % {
        **facts(page, line),
        "whom": whom(line.payload["to"]),
        "about": words.word(words.ABOUT, line.payload["about"]),
        "days": house.working_days(line.payload["days"]),
    }


def _record_statement(page: CasePage, line: ActLine) -> str:
    told = {"who": words.word(words.CONCERNED, line.payload["of"])}
    if line.payload.get("waives_hearing"):
        return _("%(who)s stated views and gave up the right to a hearing.") % told
    return _("%(who)s stated views.") % told


def _offer_hearing(page: CasePage, line: ActLine) -> str:
    return _("%(authority)s told %(whom)s of the right to a hearing, which can be asked for in %(days)s.") % {
        **facts(page, line),
        "whom": house.listed([whom(code) for code in line.payload["to"]]),
        "days": house.working_days(line.payload["days"]),
    }


def _request_hearing(page: CasePage, line: ActLine) -> str:
    return _("%(who)s asked for a hearing.") % {"who": words.word(words.CONCERNED, line.payload["of"])}


def _call_hearing(page: CasePage, line: ActLine) -> str:
    """Who chairs is told to everybody: the parties may challenge the chair (Licensing Law art. 48(1)(3))."""
    told = {
        **facts(page, line),
        "day": house.day(line.payload["held_on"]),
        "chair": "" if page.view == "public" else official_name(page, line.payload["chair"]),
    }
    if not told["chair"]:
        return _("%(authority)s called the hearing for %(day)s.") % told
    return _("%(authority)s called the hearing for %(day)s; %(chair)s chairs it.") % told


def _record_hearing(page: CasePage, line: ActLine) -> str:
    if line.payload["signed"]:
        return _("The hearing was held; those who took part have signed its record.")
    return _("The hearing was held; its record is not signed yet.")


WRITERS: Final[dict[str, Writer]] = {
    Kind.NOTIFY_INTERESTED_PARTY: _notify,
    Kind.RECORD_STATEMENT: _record_statement,
    Kind.OFFER_HEARING: _offer_hearing,
    Kind.REQUEST_HEARING: _request_hearing,
    Kind.CALL_HEARING: _call_hearing,
    Kind.RECORD_HEARING: _record_hearing,
}
