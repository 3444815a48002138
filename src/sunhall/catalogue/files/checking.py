"""All that can be said about files before anything is imported: schema, shared parts, parameters, and the gate."""

from dataclasses import dataclass
from datetime import date

from sunhall.catalogue import content as contents
from sunhall.catalogue.files.build import Built, build
from sunhall.catalogue.files.city import City
from sunhall.catalogue.files.problems import Problem
from sunhall.catalogue.files.source import Source
from sunhall.catalogue.rules.gate import gate
from sunhall.law.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and what is wrong; `Problem.blocks` is False for what only deserves a look."""

    matters: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def right(self) -> bool:
        return not any(p.blocks for p in self.problems)


def check(city: City, on: date) -> Checked:
    """Check everything in a city's folder as if it were to hold from `on`."""
    found = list(city.problems)
    known = {a["code"] for a in city.authorities if "code" in a} or None
    for source in city.matters:
        built = build(source, city.resolve(on), on)
        found += built.problems or gate_problems(source, built, on, known)
    return Checked(tuple(s.data["code"] for s in city.matters), tuple(found))


def gate_problems(source: Source, built: Built, on: date, authorities: set[str] | None) -> list[Problem]:
    """The findings of the gate, each with the line of the file it is about."""
    content = contents.read(built.document)
    findings = gate(content, on=on, calendar=Calendar.load(), authorities=authorities)
    return [Problem(source.name, source.find(f.field), f.field, f.code, f.facts, blocks=f.blocks) for f in findings]
