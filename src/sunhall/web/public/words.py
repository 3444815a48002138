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
    "instant": _("decided on the spot"),
    "committed": _("decided within the promised time"),
    "other": _("other"),
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
    "original": _("original"),
    "copy": _("copy"),
    "electronic": _("electronic file"),
}
RESULTS: Final[Mapping[str, Word]] = {
    "licence": _("licence"),
    "qualification_certificate": _("certificate of qualification"),
    "approval": _("approval document"),
    "registration": _("registration"),
    "label": _("label or mark"),
    "certificate": _("certificate"),
    "filing_receipt": _("receipt of a filing"),
    "payment": _("payment"),
    "card": _("card"),
    "reply": _("reply"),
}
TERRITORIES: Final[Mapping[str, Word]] = {
    "nation": _("valid in the whole country"),
    "province": _("valid in the province"),
    "city": _("valid in the city"),
    "county": _("valid in the district or county"),
    "place": _("valid for the place it names"),
}
EVENTS: Final[Mapping[str, Word]] = {
    "apply_change": _("Apply for a change"),
    "report": _("Report"),
    "file": _("File"),
    "verify": _("Verification"),
    "annual_report": _("Annual report"),
    "renew": _("Renew"),
    "cancel": _("Have it cancelled"),
}
SOURCES: Final[Mapping[str, Word]] = {
    "law": _("law"),
    "administrative_regulation": _("administrative regulation"),
    "state_council_decision": _("State Council decision"),
    "local_regulation": _("local regulation"),
    "department_rule": _("department rule"),
    "provincial_rule": _("provincial rule"),
    "normative_document": _("normative document"),
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
    "run-a-business": pgettext_lazy("life event", "Run a business"),
    "start-a-business": pgettext_lazy("life event", "Start a business"),
    "start-a-company": pgettext_lazy("life event", "Start a company"),
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
CERTIFICATE_STATES: Final[Mapping[str, Word]] = {
    "valid": pgettext_lazy("certificate", "Valid"),
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
