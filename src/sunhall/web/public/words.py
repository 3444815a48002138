"""The names of codes on public pages: types of matter, channels, units, triggers, life events, results. Read late."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Word = str | Promise

TYPES: Final[Mapping[str, Word]] = {
    "01": _("Administrative licence"),
    "05": _("Administrative benefit"),
    "07": _("Administrative confirmation"),
    "08": _("Administrative award"),
    "09": _("Administrative ruling"),
    "10": _("Other administrative power"),
    "20": _("Public service"),
}
OBJECTS: Final[Mapping[str, Word]] = {
    "person": _("persons"),
    "enterprise": _("enterprises"),
    "public_institution": _("public institutions"),
    "social_organisation": _("social organisations"),
    "government": _("government bodies"),
    "other": _("other organisations"),
}
CHANNELS: Final[Mapping[str, Word]] = {
    "online": _("online"),
    "window": _("at the hall"),
    "mobile": _("by phone app"),
    "courier": _("by courier"),
    "home": _("at your home"),
}
LEVELS: Final[Mapping[str, Word]] = {
    "national": pgettext_lazy("level", "national"),
    "province": pgettext_lazy("level", "province"),
    "city": pgettext_lazy("level", "city"),
    "county": pgettext_lazy("level", "county"),
    "town": pgettext_lazy("level", "town or street"),
    "village": pgettext_lazy("level", "village or community"),
    "graded": pgettext_lazy("level", "by grade"),
}
CASE_TYPES: Final[Mapping[str, Word]] = {
    "instant": pgettext_lazy("kind of case", "decided on the spot"),
    "committed": pgettext_lazy("kind of case", "decided within the promised time"),
    "other": pgettext_lazy("kind of case", "other"),
}
HANDLING: Final[Mapping[str, Word]] = {
    "single": _("by one authority"),
    "unified": _("by one authority that asks the others"),
    "joint": _("by several authorities together"),
    "centralised": _("by several authorities in one place"),
}
ROLES: Final[Mapping[str, Word]] = {
    "applicant": _("Applicant"),
    "window": _("Comprehensive window"),
    "officer": _("Reviewing officer"),
    "decider": _("Deciding officer"),
    "issuer": _("Issuing desk"),
    "authority": _("Other authorities"),
    "body": _("Commissioned body"),
}
FORMS: Final[Mapping[str, Word]] = {
    "original": pgettext_lazy("material", "original"),
    "copy": pgettext_lazy("material", "copy"),
    "electronic": pgettext_lazy("material", "electronic file"),
}
RESULTS: Final[Mapping[str, Word]] = {
    "licence": pgettext_lazy("result", "licence"),
    "qualification_certificate": pgettext_lazy("result", "certificate of qualification"),
    "approval": pgettext_lazy("result", "approval document"),
    "registration": pgettext_lazy("result", "registration"),
    "label": pgettext_lazy("result", "label or mark"),
    "certificate": pgettext_lazy("result", "certificate"),
    "filing_receipt": pgettext_lazy("result", "receipt of a filing"),
    "payment": pgettext_lazy("result", "payment"),
    "card": pgettext_lazy("result", "card"),
    "reply": pgettext_lazy("result", "reply"),
}
TERRITORIES: Final[Mapping[str, Word]] = {
    "nation": _("valid in the whole country"),
    "province": _("valid in the province"),
    "city": _("valid in the city"),
    "county": _("valid in the district or county"),
    "place": _("valid for the place it names"),
}
EVENTS: Final[Mapping[str, Word]] = {
    "apply_change": pgettext_lazy("after the grant", "Apply for a change"),
    "report": pgettext_lazy("after the grant", "Report"),
    "file": pgettext_lazy("after the grant", "File"),
    "verify": pgettext_lazy("after the grant", "Verification"),
    "annual_report": pgettext_lazy("after the grant", "Annual report"),
    "renew": pgettext_lazy("after the grant", "Renew"),
    "cancel": pgettext_lazy("after the grant", "Have it cancelled"),
}
SOURCES: Final[Mapping[str, Word]] = {
    "law": pgettext_lazy("source of law", "law"),
    "administrative_regulation": pgettext_lazy("source of law", "administrative regulation"),
    "state_council_decision": pgettext_lazy("source of law", "State Council decision"),
    "local_regulation": pgettext_lazy("source of law", "local regulation"),
    "department_rule": pgettext_lazy("source of law", "department rule"),
    "provincial_rule": pgettext_lazy("source of law", "provincial rule"),
    "normative_document": pgettext_lazy("source of law", "normative document"),
}
FOUNDS: Final[Mapping[str, Word]] = {
    "existence": pgettext_lazy("basis of", "the matter"),
    "condition": pgettext_lazy("basis of", "conditions"),
    "material": pgettext_lazy("basis of", "materials"),
    "procedure": pgettext_lazy("basis of", "procedure"),
    "limit": pgettext_lazy("basis of", "time limits"),
    "fee": pgettext_lazy("basis of", "fees"),
    "result": pgettext_lazy("basis of", "the result"),
}
BEFORE: Final[Mapping[str, Word]] = {
    "decision": _("to be paid before the decision"),
    "issue": _("to be paid before the certificate is made"),
    "delivery": _("to be paid before it is handed over"),
}
LIFE_EVENTS: Final[Mapping[str, Word]] = {
    "open-a-shop": pgettext_lazy("life event", "Open a shop"),
    "open-a-restaurant": pgettext_lazy("life event", "Open a restaurant"),
    "run-a-business": pgettext_lazy("life event", "Run a business"),
    "start-a-business": pgettext_lazy("life event", "Start a business"),
    "start-a-company": pgettext_lazy("life event", "Start a company"),
    "start-an-organisation": pgettext_lazy("life event", "Start an organisation"),
    "birth": pgettext_lazy("life event", "Have a child"),
    "school": pgettext_lazy("life event", "Go to school"),
    "start-work": pgettext_lazy("life event", "Start to work"),
    "marriage": pgettext_lazy("life event", "Marry"),
    "housing": pgettext_lazy("life event", "Find a home"),
    "illness": pgettext_lazy("life event", "Fall ill"),
    "retirement": pgettext_lazy("life event", "Retire"),
    "care-for-the-elderly": pgettext_lazy("life event", "Care for the elderly"),
    "death": pgettext_lazy("life event", "Lose somebody"),
    "build": pgettext_lazy("life event", "Build"),
    "build-and-renovate": pgettext_lazy("life event", "Build and renovate"),
    "hold-an-event": pgettext_lazy("life event", "Hold an event"),
    "move-house": pgettext_lazy("life event", "Move house"),
}
LAPSES: Final[Mapping[str, Word]] = {  # what comes of an application that is not corrected in time
    "abandoned": _("taken for abandoned"),
    "withdrawn": _("taken for withdrawn"),
    "refused": pgettext_lazy("effect", "refused"),
}
CERTIFICATE_STATES: Final[Mapping[str, Word]] = {
    "valid": pgettext_lazy("certificate", "Valid"),
    "renewed": pgettext_lazy("certificate", "Renewed by law (art. 50); the new certificate is to come"),
    "not_yet": pgettext_lazy("certificate", "Not valid yet"),
    "expired": pgettext_lazy("certificate", "Expired"),
    "changed": pgettext_lazy("certificate", "Replaced by a newer one"),
    "withdrawn": pgettext_lazy("certificate", "Withdrawn"),
    "revoked": pgettext_lazy("certificate", "Revoked"),
    "forfeited": pgettext_lazy("certificate", "Forfeited"),
    "cancelled": pgettext_lazy("certificate", "Cancelled"),
}


def word(names: Mapping[str, Word], code: str) -> str:
    """The name of a code; a code somebody's own city brought is shown as words: `open-a-shop` → "open a shop"."""
    return str(names.get(code) or code.replace("-", " ").replace("_", " "))
