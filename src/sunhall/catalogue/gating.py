"""The gate with what it must know from outside the version: the calendar and the authorities there are."""

from datetime import date

from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.rules.gate import Finding, gate
from sunhall.law.calendar import Calendar
from sunhall.people.models import Authority


def findings(content: VersionContent, *, on: date, authorities: set[str] | None = None) -> list[Finding]:
    """Everything the gate says of a version that is to hold from `on`. `authorities`: their codes, if known already."""
    known = authorities if authorities is not None else set(Authority.objects.values_list("code", flat=True))
    return gate(content, on=on, calendar=Calendar.load(), authorities=known)
