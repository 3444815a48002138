"""The administrator's terms in words: roles, powers, their sources, kinds of places and of changes."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Said = Mapping[str, Any]  # words of a stored code, translated when they are said

ROLES: Final[Said] = {
    "clerk": _("Window clerk"),
    "officer": _("Officer of an authority"),
    "designer": _("Service designer"),
    "administrator": _("Administrator"),
    "supervisor": _("Supervisor"),
}
POWERS: Final[Said] = {
    "receive": _("Receive applications"),
    "accept": _("Accept, ask for corrections, refuse acceptance"),
    "review": _("Review the file"),
    "opine": _("Give an opinion when asked"),
    "decide": _("Decide: grant or refuse"),
    "extend": _("Extend the limit (head of the authority)"),
    "extend_joint": _("Extend the joint limit (head of the government)"),
    "issue": _("Issue and deliver"),
    "hear": _("Chair hearings"),
    "rectify": _("Rectify mistakes"),
    "revoke": _("Withdraw, revoke, forfeit or cancel licences"),
    "design": _("Model and publish matters"),
    "administer": _("Administer people and powers"),
    "supervise": _("Supervise"),
}
SOURCES: Final[Said] = {
    "own": _("Own: of the authority by law"),
    "authorised": _("Authorised by a law or regulation"),
    "entrusted": _("Entrusted by another authority"),
    "concentrated": _("Concentrated: taken over from several authorities"),
    "delegated": _("Delegated in writing"),
}
SHORT_SOURCES: Final[Said] = {
    "own": pgettext_lazy("source of a power", "own"),
    "authorised": pgettext_lazy("source of a power", "authorised"),
    "entrusted": pgettext_lazy("source of a power", "entrusted"),
    "concentrated": pgettext_lazy("source of a power", "concentrated"),
    "delegated": pgettext_lazy("source of a power", "delegated"),
}
NATURES: Final[Said] = {
    "1": _("Statutory authority"),
    "2": _("Organisation authorised by law"),
    "3": _("Entrusted organisation"),
    "9": pgettext_lazy("nature of an authority", "Other"),
}
STANDINGS: Final[Said] = {
    "current": pgettext_lazy("power", "Held now"),
    "coming": pgettext_lazy("power", "Begins later"),
    "ended": pgettext_lazy("power", "Ended"),
}
FACTORS: Final[Said] = {
    "totp": _("Codes from a telephone"),
    "webauthn": _("Security key or passkey"),
    "recovery_codes": _("Recovery codes"),
}
CHANGED: Final[Said] = {
    "authority": _("Authority"),
    "centre": _("Centre"),
    "department": _("Department"),
    "window": _("Window"),
    "officer": _("Officer"),
    "account": _("Account"),
    "grant": _("Power"),
    "mandate": _("Mandate"),
    "matter": _("Matter"),
    "matterversion": _("Version of a matter"),
    "entryexception": _("Exception to entry"),
    "catalogue": _("Import of matters"),
    "job": _("Job"),
    "calendar": _("Calendar"),
    "interest": _("Declared interest"),
}
ACTIONS: Final[Said] = {
    "add": pgettext_lazy("change", "added"),
    "change": pgettext_lazy("change", "changed"),
    "end": pgettext_lazy("change", "ended"),
    "publish": pgettext_lazy("change", "published"),
    "import": pgettext_lazy("change", "imported"),
    "again": pgettext_lazy("change", "run again"),
}
COLUMNS: Final[Said] = {
    "id": _("Record"),
    "code": pgettext_lazy("of a place", "Code"),
    "usci": _("Unified social credit code"),
    "name": pgettext_lazy("of a place", "Name"),
    "name_en": _("Name in English"),
    "short_name": _("Short name"),
    "nature": _("Nature"),
    "government": _("Government at the same level"),
    "court": _("Court of first instance"),
    "phone": _("Telephone"),
    "complaint_phone": _("Complaint line"),
    "address": _("Address"),
    "hours": _("Opening hours"),
    "region": _("Region code"),
    "is_demo": _("Demonstration"),
    "authority": _("Authority"),
    "centre": _("Centre"),
    "window": _("Window"),
    "department": _("Department"),
    "user": _("Account"),
    "badge": _("Badge"),
    "post": _("Post"),
    "role": _("Role"),
    "is_active": _("Active"),
    "holder": _("Holder"),
    "power": _("Power"),
    "matter": _("Matter"),
    "matter_code": _("Matter"),
    "source": _("Source"),
    "instrument": _("Instrument"),
    "published": _("Published in"),
    "superior": _("Superior authority"),
    "valid": _("Period"),
    "substitute_for": _("Stands in for the power"),
    "state": _("State"),
    "ended_on": _("Last day"),
    "officer": _("Officer"),
    "party": _("Party"),
    "declared_at": _("Declared on"),
    "ended_at": _("Ended on"),
    "has_guide": _("Guide"),
    "reason": _("Reason"),
    "decided_by": _("Decided by"),
    "decision_no": _("Number of the decision"),
    "valid_from": _("Valid from"),
    "valid_until": _("Valid until"),
    "password": _("Password"),
    "second_factor": _("Second factor"),
    "kinds": _("Kinds"),
    "number": _("Number"),
    "effective_from": _("Holds from"),
    "principal": _("Principal"),
    "agent": _("Agent"),
    "scope": _("Scope"),
    "kind": _("Kind"),
    "added": pgettext_lazy("import", "Added"),
    "changed": pgettext_lazy("import", "Changed"),
    "parameters": _("Values of the city"),
    "file": _("File"),
    "task": _("Task"),
    "year": _("Year"),
    "dated": _("Dated"),
    "digest": _("SHA-256 of the file"),
}


def said(table: Said, value: Any) -> str:
    """The words of a stored code; the code itself where there are none, so that nothing is hidden."""
    return str(table.get(str(value), value))


def options(table: Said) -> list[tuple[str, str | Promise]]:
    return list(table.items())
