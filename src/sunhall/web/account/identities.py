"""Who somebody is, as typed: kinds of identity document, and numbers read with their check digits."""

import re
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sunhall.catalogue.rules.values import OTHER_ID, PHONE
from sunhall.kernel.ids import resident, uscc
from sunhall.kernel.ids.fault import Fault, undash

KINDS: Final = (
    ("resident_id", _("Resident identity card")),
    ("hk_macao_permit", _("Hong Kong or Macao travel or residence permit")),
    ("taiwan_permit", _("Taiwan travel or residence permit")),
    ("passport", _("Passport")),
    ("foreign_pr", _("Foreign permanent resident ID card")),
)
_FAULTS: Final = {
    "length": _("A resident identity number has 18 characters. Please count them on the card."),
    "old_number": _("This is an old number of 15 digits. Please enter the 18 characters of the card."),
    "charset": _("A resident identity number has 17 digits and a last digit or X. Something else was typed."),
    "check_digit": _("The last character does not fit the others: one is wrong or two are swapped. Please compare it."),
    "birth_date": _("The digits 7 to 14 are not a date of birth. Please compare them with the card."),
}
_CODE_FAULTS: Final = {
    "length": _("A unified social credit code has 18 characters. Please count them on the licence."),
    "check_digit": _("The check character does not fit: a character is wrong. Please compare it with the licence."),
}


def id_number(kind: str, typed: str, *, today: date) -> str:
    """The number as it is stored. ValidationError says what is wrong with it."""
    if kind == "resident_id":
        read = resident.read(typed, today)
        if isinstance(read, Fault):
            raise ValidationError(_FAULTS.get(read.reason, _FAULTS["check_digit"]), code=read.reason)
        return str(read)
    number = undash(typed)
    if not OTHER_ID.fullmatch(number):
        raise ValidationError(_("Enter the number as on the document: 5 to 20 letters and digits."), code="number")
    return number


def usci(typed: str) -> str:
    """A unified social credit code as it is stored. ValidationError says what is wrong with it."""
    read = uscc.read(typed)
    if isinstance(read, Fault):
        told = _CODE_FAULTS.get(read.reason, _("This is not a code as it stands on a business licence."))
        raise ValidationError(told, code=read.reason)
    return str(read)


def phone(typed: str) -> str:
    """A telephone number. ValidationError when it is none."""
    number = re.sub(r"\s", "", typed)
    if number and not PHONE.fullmatch(number):
        raise ValidationError(_("Enter a phone number, such as 13800000000 or 021-12345678."), code="phone")
    return number
