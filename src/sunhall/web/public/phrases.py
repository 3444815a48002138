"""Lengths, limits, periods, validity and fees of a matter in words, in the language now active."""

from collections.abc import Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from sunhall.catalogue import rules
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.asks import Material
from sunhall.catalogue.content.course import Extension, Limit, Renewal, SpecialProcedure, Validity
from sunhall.catalogue.content.values import Fact, Period
from sunhall.web.public import words
from sunhall.web.templatetags import house

SINCE: Final[dict[str, str | Promise]] = {
    "acceptance": _("%(amount)s from acceptance"),
    "receipt": _("%(amount)s from receipt of the application"),
    "all_documents": _("%(amount)s from receipt of all papers"),
    "decision": _("%(amount)s from the decision"),
    "knowledge": _("%(amount)s from the day it became known"),
}
TRIGGERS: Final[dict[str, str | Promise]] = {
    "acceptance": _("Counting begins when the application is accepted; that day itself does not count."),
    "receipt": _("Counting begins when the application is received; that day itself does not count."),
    "all_documents": _("Counting begins when all papers are received; that day itself does not count."),
    "decision": _("Counting begins with the decision; that day itself does not count."),
    "knowledge": _("Counting begins on the day it became known; that day itself does not count."),
}


amount = house.length


def period(value: Period) -> str:
    return amount(value.days, value.unit)


def length(limit: Limit) -> str:
    """How long, without from when: for the band of facts and for lists."""
    return _on_the_spot(limit, amount(limit.days, limit.unit))


def _on_the_spot(limit: Limit, otherwise_told: str) -> str:
    """What is decided on the spot where possible says its outer limit too."""
    if limit.days == 0:
        return gettext("On the spot")
    if limit.on_the_spot:
        return gettext("On the spot; otherwise %(amount)s") % {"amount": otherwise_told}
    return otherwise_told


def length_of(limit: Limit, days: int) -> str:
    """How long a limit is for one case: the usual length in its own words, another in days."""
    return length(limit) if days == limit.days else amount(days, limit.unit)


def limit_told(limit: Limit, trigger: str = "") -> str:
    """How long and from when. `trigger` is another limit's, where this one counts from the same moment."""
    return _on_the_spot(limit, str(SINCE[trigger or limit.trigger]) % {"amount": amount(limit.days, limit.unit)})


def otherwise(limit: Limit) -> str:
    """The other lengths a limit may have, which the questions decide."""
    if not limit.otherwise:
        return ""
    told = house.listed([amount(o.days, limit.unit) for o in limit.otherwise])
    return gettext("In some cases: %(amount)s. The questions tell which applies to you.") % {"amount": told}


def extension_told(extension: Extension | None) -> str:
    if extension is None or extension.days == 0:
        return gettext("It cannot be extended.")
    facts = {"amount": amount(extension.days, extension.unit)}
    if extension.approver == "government_head":
        return (
            gettext(
                "It may be extended once by %(amount)s, if the head of the government approves; you are "
                "told the reasons."
            )
            % facts
        )
    return (
        gettext(
            "It may be extended once by %(amount)s, if the head of the authority approves; you are told the reasons."
        )
        % facts
    )


def intake_told(content: VersionContent) -> list[str]:
    """How papers are taken in: who says what within how many days, and what silence means."""
    rule = content.intake
    days = {"amount": house.working_days(int(rule.examination_days))}
    told = {
        "deemed_acceptance": gettext(
            "Within %(amount)s of receipt the authority accepts, or tells you once everything that is missing. "
            "If it says nothing in that time, the application counts as accepted from the day it was received."
        ),
        "return_and_refile": gettext(
            "Within %(amount)s of receipt the authority accepts, or returns the papers and tells you once "
            "everything that is missing. Returned papers may be handed in again at any time."
        ),
        "on_the_spot_silence": gettext(
            "Papers that are not refused in writing on the spot are accepted, even if nothing is said. If something is "
            "missing you are told once, in writing and on the spot."
        ),
        "examination": gettext(
            "Within %(amount)s of receipt the authority accepts, or tells you once everything that is missing."
        ),
    }[rule.rule]
    found = [told % days]
    if rule.rule != "return_and_refile" and int(rule.correction_days):
        found.append(
            gettext("What is missing is to be handed in within %(amount)s; the clock has not begun until then.")
            % {"amount": house.working_days(int(rule.correction_days))}
        )
    return found


def validity_told(validity: Validity) -> str:
    """How long a result is valid. What the file says in words goes first."""
    language = get_language() or "zh-hans"
    if validity.text:
        return validity.text.into(language)
    for fact, unit in ((validity.years, "year"), (validity.months, "month"), (validity.days, "calendar_day")):
        if fact:
            start = (
                gettext("%(amount)s from issue")
                if validity.starts == "issue"
                else gettext("%(amount)s from the decision")
            )
            return start % {"amount": amount(int(fact), unit)}
    if validity.until_field:
        return gettext("Until the day that stands in it")
    return gettext("Without end") if validity.long_term else gettext("As it says itself")


def renewal_told(renewal: Renewal) -> str:
    closes = period(renewal.closes)
    if renewal.opens:
        facts = {"opens": period(renewal.opens), "closes": closes}
        return gettext("Apply for renewal between %(opens)s and %(closes)s before it ends.") % facts
    return gettext("Apply for renewal at least %(closes)s before it ends.") % {"closes": closes}


def special_told(procedure: SpecialProcedure) -> str:
    """Whether the clock stops for it, and how long it is planned to take."""
    stops = gettext("the clock stops") if procedure.stops_clock else gettext("the clock keeps running")
    if not procedure.days:
        return stops
    facts = {"stops": stops, "amount": house.working_days(int(procedure.days))}
    return gettext("%(stops)s; planned for %(amount)s") % facts


def visits(content: VersionContent) -> str:
    if content.visits is None:
        return gettext("As the case needs")
    if content.visits == 0:
        return pgettext("visits", "None")
    return ngettext("%(count)d visit", "%(count)d visits", content.visits) % {"count": content.visits}


def fee(content: VersionContent) -> str:
    """The fee in a word: free, the sum when it is the same for everybody, or that it depends."""
    if not content.fees:
        return pgettext("fee", "Free")
    assessed = rules.assess(content, {}, {})
    if assessed.free:
        return pgettext("fee", "Free")
    return house.money(assessed.total) if assessed.total is not None else gettext("By the published standard")


def channels(content: VersionContent) -> str:
    """Online, at the hall, or both: the words a list of matters has room for."""
    return " / ".join(words.word(words.CHANNELS, c) for c in content.channels if c in ("online", "window"))


def set_by_city(fact: Fact) -> str:
    """The source of a value this city set; empty for a value of the law."""
    if not fact.set_by_city:
        return ""
    source = fact.source.into(get_language() or "zh-hans") if fact.source else ""
    if not source:
        return gettext("set by this city")
    return gettext("set by this city: %(source)s") % {"source": source}


def how_many(material: Material) -> str:
    """Form and number of a material: "original, 2 copies of it"; empty when nothing is handed in."""
    if not material.asked or material.form not in words.FORMS:
        return ""
    form = words.word(words.FORMS, material.form)
    if material.copies < 2:
        return form
    return gettext("%(form)s, %(count)d times") % {"form": form, "count": material.copies}


def formats(accept: Sequence[str], megabytes: int) -> str:
    """What may be uploaded: "PDF, JPG or PNG, at most 20 MB"."""
    facts = {"kinds": ", ".join(kind.upper() for kind in accept), "size": f"{megabytes} MB"}
    return gettext("%(kinds)s; at most %(size)s a file") % facts
