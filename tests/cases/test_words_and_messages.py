"""Every code that an act, a matter or a notice can carry has words in both languages; a message tells the true time."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from tests import factories
from tests.factories import actor, at

from sunhall.cases import messages, words
from sunhall.cases.acts import drafts, intake
from sunhall.cases.models import Act
from sunhall.catalogue.files import source
from sunhall.documents.rules import Kind as NoticeKind
from sunhall.jobs import tasks
from sunhall.law import terms
from sunhall.law.lifecycles import procedure
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.procedure import Intake
from sunhall.law.lifecycles.rules import after, review
from sunhall.people.models import Centre, Message

SCHEMA = json.loads((Path(source.__file__).parents[1] / "matter.schema.json").read_text())


def enums(schema: Any, field: str) -> set[str]:
    """The values that a matter's file may give a field, wherever it stands."""
    found: set[str] = set()
    if isinstance(schema, Mapping):
        told = schema.get("properties", schema)
        if isinstance(told, Mapping) and isinstance(told.get(field), Mapping):
            found |= set(told[field].get("enum", ()))
        for each in schema.values():
            found |= enums(each, field)
    if isinstance(schema, list):
        for each in schema:
            found |= enums(each, field)
    return found


def special_kinds() -> set[str]:
    kinds = next(found for found in _enums_with(SCHEMA, "expert_review"))
    return set(kinds)


def _enums_with(schema: Any, value: str) -> Iterable[list[str]]:
    if isinstance(schema, Mapping):
        if value in schema.get("enum", ()):
            yield schema["enum"]
        schema = list(schema.values())
    if isinstance(schema, list):
        for each in schema:
            yield from _enums_with(each, value)


TABLES: Mapping[str, tuple[Mapping[str, Any], Iterable[str]]] = {
    "special procedures": (words.SPECIAL_PROCEDURES, {*special_kinds(), *terms.SPECIAL_PROCEDURES, "suspension"}),
    "acts": (words.ACT_NAMES, map(str, Kind)),
    "notices": (words.NOTICES, map(str, NoticeKind)),
    "territories": (words.TERRITORIES, enums(SCHEMA, "territory")),
    "proofs": (words.PROOFS, words.METHODS),
    "grounds of non-acceptance": (words.GROUNDS, {"not_this_authority", "false_materials"}),
    "grounds of refusal": (words.REFUSAL_GROUNDS, {"conditions_not_met", "false_materials"}),
    "grounds of termination": (words.TERMINATION_GROUNDS, review.TERMINATION_GROUNDS),
    "grounds of withdrawal": (words.WITHDRAWAL_GROUNDS, after.WITHDRAWAL_GROUNDS),
    "grounds of revocation": (words.REVOCATION_GROUNDS, after.REVOCATION_GROUNDS),
    "grounds of cancellation": (words.CANCELLATION_GROUNDS, after.CANCELLATION_GROUNDS),
    "what a rectification mends": (words.FIELDS, {f for fields in after.RECTIFIABLE.values() for f in fields}),
    "lapses": (words.LAPSE, {"abandoned", "withdrawn", "refused"}),
    "modes": (words.MODES, {"general", "tolerance", "commitment"}),
    "verifications": (words.VERIFICATIONS, {"kept", "broken", "put_right"}),
    "paper forms": (words.PAPER_FORMS, {"electronic", "original", "copy"}),
    "units": (words._UNITS, terms.Unit),
}


@pytest.mark.parametrize("table", TABLES)
def test_every_code_has_words(table):
    told, codes = TABLES[table]
    assert set(codes) - set(told) == set()


@pytest.mark.parametrize("name", [name for name in vars(words) if name.isupper() and name != "_UNITS"])
def test_every_word_is_there_in_both_languages(name):
    for told in vars(words)[name].values():
        for text in told if isinstance(told, tuple) else (told,):
            assert all(text.get(language, "").strip() for language in ("zh-hans", "en")), (name, text)


def test_one_is_told_apart_from_several():
    assert [words.length(n).into("en") for n in (1, 2)] == ["1 working day", "2 working days"]
    assert words.length(3, terms.Unit.MONTH) == {"zh-hans": "3个月", "en": "3 months"}


def message(case_id: int, code: str) -> str:
    found = Message.objects.filter(case_id=case_id, code=code).first()
    with translation.override("en"):
        return messages.text(code, found.facts).body


def told(case_id: int) -> None:
    for act in Act.objects.filter(case_id=case_id).order_by("seq"):
        tasks.after_act.func(act.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Intake(days=3), "You will be told within 3 working days whether it is accepted."),
        (Intake(days=1), "You will be told within 1 working day whether it is accepted."),
        (Intake(rule=procedure.ON_THE_SPOT_SILENCE), "Your application has been received."),
    ],
)
def test_the_message_of_receipt_says_how_long_this_matter_examines(rule, said):
    factories.city()
    with factories.procedure(intake=rule):
        case = factories.filed()
        told(case.id)
    assert message(case.id, "submit").splitlines()[0].endswith(said)


@pytest.mark.django_db
def test_what_was_taken_in_elsewhere_is_not_told_of_a_time_that_has_not_begun():
    factories.city()
    number, when = factories.draft(), at("2026-03-02 09:00")
    elsewhere = Centre.objects.create(code="elsewhere", name={"zh-hans": "邻市政务服务中心", "en": "Next City Centre"})
    drafts.about(application_id=number, collected_by=elsewhere.pk, by=actor("citizen"), at=when)
    case_id = intake.submit(application_id=number, by=actor("citizen"), at=when)
    told(case_id)
    first = message(case_id, "submit")
    assert "begins when it has them" in first
    assert "working day" not in first
    with factories.procedure(intake=Intake(days=4)):
        intake.receive_forwarded(case_id=case_id, by=actor("clerk"), at=at("2026-03-06 09:00"))
        told(case_id)
    assert "Its 4 working days to examine them begin today." in message(case_id, "receive_forwarded")


def test_a_message_of_before_says_what_it_said():
    facts = {"number": "1", "matter": {"en": "Food"}}
    with translation.override("en"):
        assert "within 5 working days" in messages.text("submit", facts).body
