"""Identifiers of electronic licences (GB/T 36904-2018): root, type 21, issuer, serial, version 3, check; dots between.

The check character is ISO 7064 MOD 37,36 over everything after the root without dots; verified on published
identifiers, the clause of the standard [check]. A change or renewal raises the version.
"""

import re
from dataclasses import dataclass
from typing import Final

from stdnum.iso7064 import mod_37_36

from sunhall.kernel.ids.fault import Fault, tidy

ROOT: Final = "1.2.156.3005.2."
FORM: Final = re.compile(r"([0-9A-Z]{21})\.([0-9A-Z]{6,18})\.([0-9A-Z]{1,40})\.(\d{3})\.([0-9A-Z])", re.ASCII)


@dataclass(frozen=True, slots=True)
class LicenceId:
    """`type_code` is the rule-making body's identifier and 3 more; `issuer` an identifier, in older data a region."""

    number: str
    type_code: str
    issuer: str
    serial: str
    version: str
    check: str

    def __str__(self) -> str:
        return self.number


def read(text: str) -> LicenceId | Fault:
    """The identifier in `text`, or what is wrong: `root`, `form`, `check_character` (expected: the character)."""
    number = tidy(text)
    if not number.startswith(ROOT):
        return Fault("root", ROOT)
    found = FORM.fullmatch(number[len(ROOT) :])
    if found is None:
        return Fault("form", "type(21).issuer.serial.version(3).check")
    type_code, issuer, serial, version, check = found.groups()
    expected = mod_37_36.calc_check_digit(type_code + issuer + serial + version)
    if check != expected:
        return Fault("check_character", expected)
    return LicenceId(number, type_code, issuer, serial, version, check)


def make(type_code: str, issuer: str, serial: str, version: int = 1) -> str:
    """An identifier with its check character. Raises ValueError."""
    body = (tidy(type_code), tidy(issuer), tidy(serial), f"{version:03d}")
    text = "".join(body)
    if not (text.isascii() and text.isalnum()):
        raise ValueError("no licence identifier: form")
    made = read(f"{ROOT}{'.'.join(body)}.{mod_37_36.calc_check_digit(text)}")
    if isinstance(made, Fault):
        raise ValueError(f"no licence identifier: {made.reason}")
    return made.number
