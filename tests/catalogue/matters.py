"""Matters of the demonstration city as versions, and short questions to them. For the tests of single matters."""

import dataclasses
import functools
from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.catalogue.conftest import DEMO, TODAY

from sunhall.catalogue import content as contents
from sunhall.catalogue import rules
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.course import Result
from sunhall.catalogue.content.values import Fact
from sunhall.catalogue.files import build, city
from sunhall.certificates import rules as certificates
from sunhall.law import clock
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles.folding import fold
from sunhall.law.lifecycles.standing import ActRow, Standing
from sunhall.ops import samples as sampling


@functools.cache
def matter(code: str) -> VersionContent:
    """The version that the file of a matter makes, with the parameters in force on TODAY."""
    read = city.read(DEMO / "matters" / f"{code.replace('-', '_')}.yaml")
    assert not read.problems
    built = build.build(read.matters[0], read.resolve(TODAY), TODAY)
    assert not built.problems
    return contents.read(built.document)


def elsewhere(code: str, **values: Any) -> VersionContent:
    """The same matter in a city that sets some of its parameters differently (`a__b` stands for `a.b`)."""
    here = matter(code)
    changed = {name.replace("__", "."): Fact(value) for name, value in values.items()}
    assert set(changed) <= set(here.parameters)
    return dataclasses.replace(here, parameters={**here.parameters, **changed})


def outcome(content: VersionContent, **answers: Any) -> tuple[str, str] | None:
    """Kind and id of the outcome these answers lead to, None when the matter is the right one."""
    found = rules.narrow(content, answers, today=TODAY).outcome
    return (found.kind, found.id) if found else None


def needed(code: str, who: str = "", **answers: Any) -> set[str]:
    """The materials these answers leave; a `?` after those that still depend on an answer."""
    applicant = who or sampling.read(code, TODAY).applicant
    found = rules.narrow(matter(code), answers, today=TODAY, applicant=applicant).materials
    return {n.item.id + ("?" if n.perhaps else "") for n in found}


def lanes(code: str, **answers: Any) -> dict[str, tuple[bool, int]]:
    found = rules.narrow(matter(code), answers, today=TODAY).lanes
    return {n.item.authority: (n.item.mandatory, n.item.days) for n in found if not n.perhaps}


def told(code: str, **changes: Any) -> list[rules.FieldError]:
    """What the form says when the sample of a matter is filled in with these changes (None leaves one empty)."""
    sample = sampling.read(code, TODAY)
    data = {**sample.data, **changes}
    answers = {**sample.answers, **{k: v for k, v in changes.items() if k in sample.answers}}
    return rules.check_form(matter(code), data, answers, today=TODAY, applicant=sample.applicant)


def wrong(code: str, **changes: Any) -> set[str]:
    """The fields with an error when the sample of a matter is filled in with these changes."""
    return {e.field for e in told(code, **changes) if e.level == "error"}


def warned(code: str, **changes: Any) -> set[str]:
    """The fields with a warning when the sample of a matter is filled in with these changes."""
    return {e.field for e in told(code, **changes) if e.level == "warning"}


def fee(there: VersionContent, **changes: Any) -> int | None:
    """What the sample of a matter costs with these changes, in fen."""
    sample = sampling.read(there.code, TODAY)
    data, applicant = {**sample.data, **changes}, str(changes.pop("applicant", sample.applicant))
    return rules.assess(there, data, sample.answers, today=TODAY, applicant=applicant).total


def row(code: str, table: str, **changes: Any) -> list[dict[str, Any]]:
    """The first row of a table of the sample, changed."""
    return [{**sampling.read(code, TODAY).data[table][0], **changes}]


def standing(*rows: tuple[str, str, dict[str, Any]]) -> Standing:
    """A file by its acts: kind, day and payload of each; all done by official 1."""
    acts = (ActRow(i, k, date.fromisoformat(on), None, 1, None, 1, told) for i, (k, on, told) in enumerate(rows, 1))
    return fold(list(acts))


def submitted(on: str) -> tuple[str, str, dict[str, Any]]:
    return ("submit", on, {"application": "a", "digest": "d", "channel": "online"})


def due(code: str, start: date) -> date | None:
    term = matter(code).terms.decision
    return clock.reckon(Calendar.load(), start=start, amount=term.amount, unit=term.unit).due


def numbered(result: Result, data: Mapping[str, Any], on: date, serial: int) -> str:
    """The number of a document, as the certificates make it."""
    values = {"region": "999900", "year": str(on.year), "authority": "示"}
    return certificates.number(certificates.series_of(result.number, values, result.number_map, data), serial)
