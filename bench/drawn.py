"""Histories of cases drawn by chance: which acts, on which days, by which power, with which payloads. For `bench.seed`.

Every history is one that the lifecycle allows. The same number and the same setting draw the same history.
"""

import random
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

FIRST_DAY = date(2021, 1, 4)
KEY = uuid.UUID("00000000-0000-4000-8000-000000000000").int
REASONED = -1  # a payload that names reasons, before they have a number
Step = tuple[str, date, str, dict[str, Any]]  # kind, day, power (or applicant), payload
Wait = tuple[int, str, str, dict[str, Any]]  # the same with working days since the step before


def application(number: int) -> str:
    """The id of the application of a case, which is its salt too."""
    return str(uuid.UUID(int=KEY + number))


def data(number: int) -> dict[str, Any]:
    return {"org_name": f"示范{number}", "prem_area": number % 500 + 20}


def submit(number: int) -> dict[str, Any]:
    """The payload of the submission, with the digest of the application."""
    from sunhall.cases.acts.intake import digest_over

    key = application(number)
    digest = digest_over(uuid.UUID(key), data(number), {}, [])
    return {"application": key, "digest": digest, "channel": "online", "mandate": None}


def received(chance: random.Random, today: date) -> date:
    from sunhall.law.calendar import Calendar

    day = FIRST_DAY + timedelta(days=int(chance.random() * (today - FIRST_DAY).days))
    return Calendar.load().last_working(day)


def history(
    chance: random.Random, matter: dict[str, Any], procedure: Any, day: date, today: date, number: int
) -> Iterator[Step]:
    """The acts of one case from its receipt on; stops where the days run into the future."""
    from sunhall.law.calendar import Calendar

    calendar, handed_in = Calendar.load(), submit(number)
    steps: list[Wait] = [*_taken_in(chance, matter, procedure, handed_in)]
    steps += _reviewed(chance, matter, procedure, len(steps))
    steps += _decided(chance, procedure)
    yield "submit", day, "applicant", handed_in
    for wait, kind, who, payload in steps:
        day = calendar.shift(day, wait) if wait else day
        if day > today:
            return
        yield kind, day, who, payload


def just_accepted(matter: dict[str, Any], today: date, number: int) -> list[Step]:
    """A case that came in and was accepted today, its opinions asked."""
    steps: list[Step] = [
        ("submit", today, "applicant", submit(number)),
        ("accept", today, "accept", {"mode": "general", "fact_check": False}),
    ]
    return [*steps, ("ask_opinion", today, "", {"lanes": matter["lanes"]})] if matter["lanes"] else steps


def _taken_in(
    chance: random.Random, matter: dict[str, Any], procedure: Any, handed_in: dict[str, Any]
) -> Iterator[Wait]:
    if chance.random() < 0.15 and procedure.intake.rule not in ("return_and_refile", "on_the_spot_silence"):
        items = [{"material": "layout", "verdict": "wrong", "reason": "unreadable", "new_defect": False}]
        yield 1, "request_correction", "accept", {"items": items, "days": procedure.intake.correction_days}
        yield 3, "resubmit", "applicant", {**handed_in, "materials": ["layout"]}
    at_once = procedure.intake.rule == "on_the_spot_silence"
    yield 0 if at_once else 1, "accept", "accept", {"mode": "general"}
    if matter["lanes"]:
        yield 0, "ask_opinion", "", {"lanes": matter["lanes"]}


def _reviewed(chance: random.Random, matter: dict[str, Any], procedure: Any, before: int) -> Iterator[Wait]:
    """`before`: how many acts there are since the submission."""
    if procedure.needs_fact_check:
        payload = {"officers": matter["pair"], "result": "meets", "statement": REASONED}
        yield 0, "check_facts", "review", payload
        before += 1
    if chance.random() < 0.05 and procedure.is_licence:  # art. 45 stops nothing else
        special = {"procedure": "expert_review", "needed_days": 5, "basis": "ALL/45", "statement": REASONED}
        ended = {"start": before + 2, "result": "done", "statement": None}
        yield 1, "start_special_procedure", "review", special
        yield 5, "end_special_procedure", "review", ended
    for lane in matter["lanes"]:
        opinion = {"authority": lane["authority"], "agrees": True, "statement": None}
        yield chance.randint(0, 2), "give_opinion", "opine", opinion


def _decided(chance: random.Random, procedure: Any) -> Iterator[Wait]:
    if chance.random() < 0.06:
        yield chance.randint(1, 6), "refuse", "decide", {"statement": REASONED}
    else:
        yield chance.randint(1, 6), "grant", "decide", {"statement": None}
        if procedure.has_result:
            yield chance.randint(0, 3), "issue", "issue", {"certificates": []}
    yield chance.randint(0, 3), "deliver", "issue", {"method": "window", "reference": ""}
