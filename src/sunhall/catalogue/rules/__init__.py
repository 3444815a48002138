"""Pure rules of the catalogue: narrowing, forms, fees, numbers, the completeness gate. No framework, no clock."""

from sunhall.catalogue.rules.fees import Assessed, Assessment, assess
from sunhall.catalogue.rules.forms import AskedPage, FieldError, asked_pages, check_form, clean
from sunhall.catalogue.rules.gate import Finding, fee_objection, gate
from sunhall.catalogue.rules.lawful import promise_objection
from sunhall.catalogue.rules.lifecycle import procedure
from sunhall.catalogue.rules.narrowing import Narrowed, Needed, narrow

__all__ = [
    "AskedPage",
    "Assessed",
    "Assessment",
    "FieldError",
    "Finding",
    "Narrowed",
    "Needed",
    "asked_pages",
    "assess",
    "check_form",
    "clean",
    "fee_objection",
    "gate",
    "narrow",
    "procedure",
    "promise_objection",
]
