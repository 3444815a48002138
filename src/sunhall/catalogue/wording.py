"""Sentences for what the catalogue finds: in files, at the gate, in a filled form. English msgids, worded at the edge.

Each says what is wrong and what to do. The codes come from `files`, `rules.gate` and `rules.values`.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext

from sunhall.kernel.text import TextByLanguage


def _(sentence: str) -> str:
    """Marks a sentence for the message catalogue; it is translated when it is said."""
    return sentence


FILES = {
    "not_yaml": _(
        "This is not YAML: %(detail)s. Check the indentation, and put words that hold “: ” or “ #” in quotes."
    ),
    "file_too_large": _("The file is larger than %(limit)s. A matter needs far less; is this the right file?"),
    "duplicate_key": _("“%(key)s” stands here twice. Keep one of them."),
    "missing_key": _("“%(key)s” is missing. Add it."),
    "unknown_key": _("“%(key)s” is not known here. Did you mean “%(guess)s”? Known: %(known)s."),
    "not_one_of": _("“%(value)s” is not possible here. Choose one of: %(known)s."),
    "not_both_languages": _("Both languages are needed here. Write it as 中文 || English."),
    "wrong_type": _("This must be %(wanted)s."),
    "wrong_pattern": _("“%(value)s” does not have the required shape (%(pattern)s)."),
    "too_few": _("At least %(count)s is needed here."),
    "wrong_value": _("This value does not fit: %(detail)s."),
    "wrong_shape": _("This does not fit any of the allowed shapes. See the reference of the matter file."),
    "unknown_parameter": _(
        "The city has no parameter “%(name)s” in force on %(on)s. Add it to the city's parameters, with its source."
    ),
    "parameter_clash": _("The parameter “%(name)s” is also set in %(other)s. Keep one."),
    "unknown_block": _("There is no shared block “%(name)s”. Known: %(known)s."),
    "unknown_shared": _("There is nothing shared under “%(name)s”. Known: %(known)s."),
    "unknown_authority": _("There is no authority “%(name)s”. Add it to the authorities file, or correct the code."),
    "file_name": _("The code “%(code)s” is also used by %(other)s. Each matter needs its own code."),
    "cannot_read": _("The file cannot be read: %(detail)s."),
}

GATE = {
    "element_missing": _("This must be open to the public and is empty. Fill it in."),
    "visits_missing": _("How many visits are needed is not said. Add `visits`."),
    "validity_missing": _("How long the result is valid is not said. Give years, months or days, long_term, or words."),
    "language_missing": _("The words in one language (%(language)s) are missing. Write 中文 || English."),
    "unknown_basis": _(
        "“%(name)s” is cited but not listed under `basis`. Add the provision or correct the id. Listed: %(known)s."
    ),
    "condition_basis_insufficient": _(
        "A condition of a licence may not rest on a normative document alone (Licensing Law arts. 16, 17). Cite "
        "the law, regulation or rule."
    ),
    "material_basis_insufficient": _(
        "This material rests on a normative document alone. Cite the law, regulation or rule that asks for it, "
        "or drop it."
    ),
    "catch_all_material": _(
        "A catch-all like “other materials” may not be asked. Name each material (Licensing Law art. 30)."
    ),
    "shared_material_demanded": _(
        "The authority can fetch this itself, so it may not be asked of the applicant. Use the shared material "
        "with `sharing`."
    ),
    "standard_missing": _("What makes this material acceptable is not said. Add `standard`."),
    "sample_missing": _("What a good one looks like is not shown. Add `sample`: an example in words."),
    "blank_not_there": _(
        "This says that a blank can be downloaded, but not where. Give its address (https://…), or write the model "
        "text itself."
    ),
    "fee_basis_insufficient": _(
        "The basis of this fee is too low: for a licence a law or administrative regulation (Licensing Law art. 58), "
        "else the public fee catalogue as well (Business Environment Regulations art. 25)."
    ),
    "id_not_unique": _("“%(name)s” is used more than once here. Give each its own id."),
    "limit_basis_insufficient": _(
        "A limit longer than %(general)s working days needs a law or regulation of the matter's own (Licensing Law "
        "arts. 32, 42-44). Cite here the provision that gives it, with `limit` among what it founds."
    ),
    "extension_basis_insufficient": _(
        "An extension by more than ten working days, or fifteen where several authorities handle the matter as one, "
        "needs a law or regulation of the matter's own (Licensing Law art. 42). Cite here the provision that gives "
        "it, with `limit` among what it founds."
    ),
    "approver_not_agency_head": _(
        "The limit of a single authority is extended by its head (Licensing Law art. 42). Write `approver: head`, or "
        "cite the law or regulation that names another."
    ),
    "approver_not_government_head": _(
        "Where several authorities handle a matter as one, the head of the government extends the limit (Licensing "
        "Law art. 42). Write `approver: government_head`, or cite the law or regulation that names another."
    ),
    "extension_unit_differs": _(
        "An extension is added to the limit, so it must be in the same unit. Write both as the law has them."
    ),
    "hours_no_clock": _(
        "A file is counted in days, so no clock can run for %(hours)s hours. Write days, or 0 days with "
        "`on_the_spot: true` for the same day."
    ),
    "handling_of_one_authority": _(
        "Joint, unified and centralised handling are of several authorities (Licensing Law art. 26). Name the others "
        "under `lanes`, or write `handling: single`."
    ),
    "plan_exceeds_promise": _(
        "%(planned)s working days are planned here on the longest way, and %(promised)s are promised. Plan less, or "
        "promise what can be kept (Business Environment Regulations art. 36)."
    ),
    "licence_basis_insufficient": _(
        "A licence may be created only by law, administrative regulation, State Council decision or local "
        "regulation, or for a year by a provincial rule (Licensing Law arts. 14-17). Cite one that is in force."
    ),
    "promise_exceeds_statutory": _(
        "The promise is longer than the limit of the law. Promise no more than the law allows (Business Environment "
        "Regulations art. 36)."
    ),
    "promise_not_comparable": _(
        "The promise and the limit are in units that cannot be compared. Use the unit of the law."
    ),
    "unconfirmed_value_not_parameter": _(
        "This figure is marked %(mark)s. Make it a parameter of the city, with its source: {param: …}."
    ),
    "unknown_step": _("There is no step “%(name)s”. Correct the id."),
    "unknown_replaced": _("There is no step or material “%(name)s”. Correct the id."),
    "unknown_field": _("There is no form field “%(name)s”. Correct the id or add the field."),
    "not_a_table_field": _("“%(name)s” is not a table, so there cannot be one document for each row."),
    "unknown_token": _(
        "“%(name)s” is not a token of a number. Tokens: {region} {year} {seq:6} {map:field} {check:mod11_10}."
    ),
    "expression_fault": _("The expression cannot be read: %(detail)s. In: %(source)s"),
    "expression_type": _("The expression must give %(wanted)s. In: %(source)s"),
    "unknown_option": _("“%(value)s” is not an option of “%(name)s”, so this never holds. Options: %(known)s."),
    "question_does_not_fit_field": _(
        "The question “%(name)s” fills the form field of the same id, but its kind or options differ. Make them "
        "the same, or rename the question."
    ),
}

FORM = {
    "required": _("Please fill this in."),
    "not_text": _("Please enter text."),
    "too_long": _("This is too long: at most %(max)s characters, you entered %(length)s."),
    "too_short": _("This is too short: at least %(min)s characters."),
    "control_characters": _("This contains characters that cannot be used. Please type it again."),
    "wrong_pattern": _("This does not have the required form: %(pattern)s."),
    "not_a_phone": _("Enter a phone number, such as 13800000000 or 021-12345678."),
    "not_an_email": _("Enter an e-mail address, such as name@example.com."),
    "not_a_postcode": _("Enter a postcode of six digits."),
    "not_a_url": _("Enter a web address that begins with http:// or https://."),
    "not_a_number": _("Enter a number."),
    "not_a_whole_number": _("Enter a whole number."),
    "too_many_decimals": _("Enter at most %(decimals)s digits after the point."),
    "too_small": _("Enter %(min)s or more."),
    "too_large": _("Enter %(max)s or less."),
    "not_a_date": _("Enter a date that exists, such as 2026-03-02."),
    "too_early": _("Enter %(min)s or a later day."),
    "too_late": _("Enter %(max)s or an earlier day."),
    "not_an_option": _("Choose one of the answers offered."),
    "must_be_true": _("Tick this to go on."),
    "not_an_id_number": _("Enter the number as it stands on the document: letters and digits, without spaces."),
    "not_a_card_number": _("Enter the 12 to 19 digits of the card."),
    "card_check_digit": _(
        "This is not the number of a card: a digit is wrong or two are swapped. Please compare it with the card."
    ),
    "not_a_file": _("Please choose the file again."),
    "not_a_table": _("Please fill in the rows again."),
    "too_few_rows": _("Add at least %(min)s."),
    "too_many_rows": _("Enter at most %(max)s rows."),
    "resident_id": _("This is not a valid resident identity number. Please compare the 18 characters with the card."),
    "usci": _("This is not a valid unified social credit code. Please compare the 18 characters with the licence."),
    "project_code": _(
        "This is not a valid project code. It has 24 characters in five groups, as 2026-999900-01-01-123456."
    ),
}


WANTED = {
    "object": _("a group of keys"),
    "array": _("a list"),
    "string": _("text (put it in quotes)"),
    "integer": _("a whole number"),
    "number": _("a number"),
    "boolean": _("true or false"),
    "condition": _("a condition (true or false)"),
    "whole_number": _("a whole number"),
}


def sentence(code: str, facts: Mapping[str, Any]) -> str:
    """The sentence for a code, in the active language."""
    for table in (FILES, GATE, FORM):
        if code in table:
            said = {k: _said(v) for k, v in facts.items()}
            if "wanted" in said:
                said["wanted"] = gettext(WANTED.get(said["wanted"], said["wanted"]))
            return gettext(table[code]) % said
    family = next((f for f in ("resident_id", "usci", "project_code") if code.startswith(f"{f}_")), "")
    return gettext(FORM[family]) if family else code


def _said(value: Any) -> Any:
    return value.into(get_language() or "zh-hans") if isinstance(value, TextByLanguage) else value


def field_error(error: Any) -> str:
    """The sentence for a `FieldError`: the matter's own message where its check failed."""
    if error.message is not None:
        return str(_said(error.message))
    return sentence(error.code, error.facts)
