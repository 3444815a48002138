"""Plausible cases by the hundred thousand: histories drawn by chance, folded by the project's own fold, loaded by COPY.

    python -m bench.seed --cases 1000000

Every case has the acts that the lifecycle allows, in order, on working days from 2021 on, with their reasons, notices
and certificates; its copy and its desks come from the fold. `sunhall audit` finds nothing in it. All papers share one
small file. A fixed seed makes the same city every time.
"""

import argparse
import hashlib
import json
import multiprocessing
import random
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from typing import Any

from django.db import connection, transaction

from bench import ground

FIRST_DAY = date(2021, 1, 4)
PARTIES = 50_000
CHUNK = 20_000
Step = tuple[str, date, str, dict[str, Any]]  # kind, day, power (or applicant), payload
KEY = uuid.UUID("00000000-0000-4000-8000-000000000000").int


@dataclass(frozen=True)
class Setting:
    """What every case needs to know, read once and sent to the processes."""

    today: date
    matters: list[dict[str, Any]]
    first_party: int
    user: int
    officers: dict[str, dict[str, Any]]  # authority id → {"accept": (officer, grant), …}
    pairs: dict[str, list[int]]  # authority id → two of its officials
    centre: int
    paper: bytes  # key of the one file that stands for every notice and certificate


def up_to(cases: int) -> None:
    """Seed until there are this many; does nothing when they are there."""
    from sunhall.cases.models import Case

    there = Case.objects.count()
    if there >= cases:
        return
    began = time.monotonic()
    _parties()
    told = setting()
    connection.close()
    spans = [(start, min(start + CHUNK, cases)) for start in range(there, cases, CHUNK)]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for done, _ in enumerate(pool.imap_unordered(_load, [(told, a, b) for a, b in spans]), 1):
            sys.stdout.write(f"\rseeding … {min(done * CHUNK, cases):,} of {cases:,} cases")
            sys.stdout.flush()
    with connection.cursor() as cursor:
        for name in COUNTED:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}")  # noqa: S608
        cursor.execute(f"VACUUM (ANALYZE) people_party, {', '.join(COLUMNS)}")
    ground.say(f"\rseeded {cases - there:,} cases in {time.monotonic() - began:.0f} s" + " " * 20)


def _parties() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_party (kind, name, id_type, id_number, phone, email, address, details, created_at)"
            " SELECT CASE WHEN i %% 3 = 0 THEN 'organisation' ELSE 'person' END,"
            " CASE WHEN i %% 3 = 0 THEN '示范市第' || i || '号企业有限公司'"
            " ELSE substr('赵钱孙李周吴郑王冯陈', 1 + i %% 10, 1) || '示范' || i END,"
            " 'bench', 'B' || i, '', '', '', '{}', now() FROM generate_series(1, %s) i ON CONFLICT DO NOTHING",
            [PARTIES],
        )


def setting() -> Setting:
    """Matters, officers and parties of the city."""
    from sunhall.cases import procedures
    from sunhall.catalogue import queries as catalogue
    from sunhall.catalogue.models import MatterVersion
    from sunhall.documents import acts as documents
    from sunhall.kernel import clock
    from sunhall.people.models import Authority, Centre, Grant, Officer, Party, User

    matters = []
    for version in (
        MatterVersion.objects.filter(published_at__isnull=False).select_related("matter").order_by("matter__code")
    ):
        content = catalogue.version(version.pk)
        procedure = procedures.of_version(version.pk)
        silent = procedure.hearing == "ex_officio" or procedure.first_review or procedure.quantity is not None
        if silent:  # what these need besides is not drawn here
            continue
        lanes = [
            {"authority": lane.authority, "days": lane.days, "mandatory": lane.mandatory, "consent": lane.consent}
            for lane in procedure.lanes
        ]
        authority = Authority.objects.get(code=content.authority)
        matters.append(
            {
                "code": content.code,
                "version": version.pk,
                "authority": authority.pk,
                "authority_code": authority.code,
                "lanes": lanes,
            }
        )
    officers: dict[str, dict[str, Any]] = {}
    Grant.objects.update(valid=(datetime(2020, 1, 1, tzinfo=UTC), None))  # all these years
    for grant in Grant.objects.select_related("authority").order_by("id"):
        officers.setdefault(str(grant.authority_id), {}).setdefault(grant.power, (grant.holder_id, grant.pk))
    pairs = {
        str(authority): list(
            Officer.objects.filter(authority_id=authority).order_by("pk").values_list("pk", flat=True)[:2]
        )
        for authority in Authority.objects.values_list("pk", flat=True)
    }
    with transaction.atomic():
        paper = documents.keep(b"%PDF-1.7 measured", media_type="application/pdf", at=datetime.now(UTC))
    first = Party.objects.filter(id_type="bench").order_by("pk").values_list("pk", flat=True).first()
    assert first is not None
    user = User.objects.order_by("pk").first()
    centre = Centre.objects.order_by("pk").first()
    assert user is not None and centre is not None
    return Setting(clock.today(), matters, first, user.pk, officers, pairs, centre.pk, bytes(paper.pk))


def _load(work: tuple[Setting, int, int]) -> int:
    """One chunk of cases, in a process of its own with a connection of its own."""
    setting, start, end = work
    import django

    django.setup()
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in COLUMNS}
    for number in range(start, end):
        for name, row in _case(setting, number):
            rows[name].append(row)
    copy(rows)
    connection.close()
    return end - start


def copy(rows: dict[str, list[tuple[Any, ...]]]) -> None:
    """Load rows by COPY. The foreign keys are right by construction, so that they are not checked again."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        with connection.connection.cursor() as bare:
            for name, columns in COLUMNS.items():
                with bare.copy(f"COPY {name} ({columns}) FROM STDIN") as sink:
                    for row in rows[name]:
                        sink.write_row(row)
        cursor.execute("SET session_replication_role = origin")


COLUMNS = {
    "cases_application": "id, matter_code, version_id, party_id, typed_by_id, centre_id, channel, answers, data,"
    " sources, revision, case_id, salt, created_at, saved_at, submitted_at",
    "cases_case": "id, number, query_code, matter_code, version_id, authority_id, centre_id, party_id, created_at, seq,"
    " phase, outcome, received_on, accepted_on, decided_on, ended_on, statutory_end, promised_end, statutory_due_on,"
    " promised_due_on, lanes",
    "cases_statement": "id, case_id, body, digest, created_at",
    "cases_act": 'id, case_id, seq, kind, at, "on", officer_id, party_id, typed_by_id, authority_id, grant_id, basis,'
    " payload, digest",
    "cases_turn": 'case_id, authority_id, role, "end", centre_id, matter_code',
    "documents_notice": "authority_code, kind, year, serial, number, case_id, act_id, data, digest, check_code, pdf_id,"
    " issued_on, created_at",
    "certificates_certificate": "id, number, series, serial, case_id, version_id, act_id, result_id, row, matter_code,"
    " matter_name, authority_code, authority_name, holder_id, result_name, content, licence_id, licence_version,"
    " issued_on, valid_from, valid_to, status, check_code, pdf_id, created_at",
}
COUNTED = ("cases_case", "cases_act", "cases_statement", "documents_notice", "certificates_certificate")
ACTS_A_CASE = 32  # room for the ids of a case's acts and statements
REASONED = -1  # a payload that names reasons, before they have a number
REASONS = "按照有关规定办理。"
REASONS_DIGEST = hashlib.sha256(REASONS.encode()).digest()


def _case(setting: Setting, number: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The rows of one case, its history drawn by chance."""
    from sunhall.cases import procedures

    chance = random.Random(number)
    matter = chance.choice(setting.matters)
    procedure = procedures.of_version(matter["version"])
    received = _received(chance, setting.today)
    application = str(uuid.UUID(int=KEY + number))
    submit = _submit(number, application)
    history = _history(chance, matter, procedure, received, setting, submit)
    yield from _rows(setting, number, matter, received, list(history))


def accepted(setting: Setting, number: int, code: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The rows of a case of this matter that was accepted today, its opinions asked."""
    matter = next(m for m in setting.matters if m["code"] == code)
    submit = _submit(number, str(uuid.UUID(int=KEY + number)))
    history: list[Step] = [
        ("submit", setting.today, "applicant", submit),
        ("accept", setting.today, "accept", {"mode": "general", "fact_check": False}),
    ]
    if matter["lanes"]:
        history.append(("ask_opinion", setting.today, "", {"lanes": matter["lanes"]}))
    yield from _rows(setting, number, matter, setting.today, history)


def _data(number: int) -> dict[str, Any]:
    return {"org_name": f"示范{number}", "prem_area": number % 500 + 20}


def _submit(number: int, application: str) -> dict[str, Any]:
    """The payload of the submission: its digest is the application's own (the salt is the application's number)."""
    from sunhall.cases.acts.intake import digest_over

    digest = digest_over(uuid.UUID(application), _data(number), {}, [])
    return {"application": application, "digest": digest, "channel": "online", "mandate": None}


def _rows(
    setting: Setting, number: int, matter: dict[str, Any], received: date, history: list[Step]
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    from sunhall.cases import copies, procedures
    from sunhall.cases.acts.record import Written
    from sunhall.law.calendar import Calendar
    from sunhall.law.lifecycles import licensing
    from sunhall.law.lifecycles.standing import ActRow, fold

    calendar, procedure = Calendar.load(), procedures.of_version(matter["version"])
    case_id = party_shift = number + 1
    party = setting.first_party + party_shift * 7919 % PARTIES
    application = str(uuid.UUID(int=KEY + number))
    acts, said = [], []
    for seq, (kind, day, who, payload) in enumerate(history, 1):
        at = datetime.combine(day, clock_time(8 + seq, number % 60), UTC) - timedelta(hours=8)
        if payload.get("statement") == REASONED:
            payload["statement"] = case_id * ACTS_A_CASE + seq
            said.append((payload["statement"], case_id, REASONS, REASONS_DIGEST, at))
        if kind == "issue":
            payload["certificates"] = [case_id]
        authority = matter["authority"] if who != "applicant" else None
        authority = payload.get("authority", authority) if kind == "give_opinion" else authority
        officer, grant = setting.officers.get(str(authority), {}).get(who, (None, None))
        acts.append(
            Written(
                seq,
                kind,
                at,
                day,
                payload,
                licensing.TABLE[kind].basis,
                officer,
                party if who == "applicant" else None,
                setting.user,
                authority,
                grant,
            )
        )
    standing = fold(ActRow(a.seq, a.kind, a.on, a.at, a.officer, a.party, a.authority, a.payload) for a in acts)
    copy = copies.copy_of(standing, procedure, calendar)
    created = acts[0].at
    data = json.dumps(_data(number))
    code = f"{number:08X}"
    yield (
        "cases_application",
        (
            application,
            matter["code"],
            matter["version"],
            party,
            setting.user,
            setting.centre,
            "online",
            "{}",
            data,
            "{}",
            1,
            case_id,
            application,
            created,
            created,
            created,
        ),
    )
    yield (
        "cases_case",
        (
            case_id,
            f"999900{received:%Y%m%d}{number:08d}",
            code,
            matter["code"],
            matter["version"],
            matter["authority"],
            setting.centre,
            party,
            created,
            *copy[:-1],
            json.dumps(copy.lanes),
        ),
    )
    for a in acts:
        yield (
            "cases_act",
            (
                case_id * ACTS_A_CASE + a.seq,
                case_id,
                a.seq,
                a.kind,
                a.at,
                a.on,
                a.officer,
                a.party,
                a.typed_by,
                a.authority,
                a.grant,
                a.basis,
                json.dumps(a.payload, ensure_ascii=False),
                a.digest(case_id),
            ),
        )
    for desk in copies.desks_of(standing, procedure, calendar, matter["authority"]):
        yield "cases_turn", (case_id, desk.authority, desk.role, desk.end, setting.centre, matter["code"])

    for row in said:
        yield "cases_statement", row
    yield from _papers(setting, case_id, matter, party, acts)


def _papers(
    setting: Setting, case_id: int, matter: dict[str, Any], party: int, acts: list[Any]
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The notice that each act owes, and the certificate of a case that got one."""
    from sunhall.law.lifecycles import licensing

    for a in acts:
        act_id, owed = case_id * ACTS_A_CASE + a.seq, licensing.TABLE[a.kind].notice
        code, number = f"{act_id:016X}", f"示范字第{act_id}号"
        if owed:
            series = (matter["authority_code"], owed, a.on.year, act_id % 2_000_000_000)
            told = (number, case_id, act_id, "{}", "0" * 64, code, setting.paper, a.on, a.at)
            yield "documents_notice", (*series, *told)
        if a.kind == "issue":
            whose = (
                case_id,
                f"示范证{case_id}",
                "measured",
                case_id,
                case_id,
                matter["version"],
                act_id,
                "certificate",
                0,
            )
            names = (matter["code"], "{}", matter["authority_code"], "{}", party, "{}", "{}", "", 1)
            told = (a.on, a.on, None, "valid", code, setting.paper, a.at)
            yield "certificates_certificate", (*whose, *names, *told)


def _received(chance: random.Random, today: date) -> date:
    from sunhall.law.calendar import Calendar

    day = FIRST_DAY + timedelta(days=int(chance.random() * (today - FIRST_DAY).days))
    return Calendar.load().last_working(day)


def _history(
    chance: random.Random,
    matter: dict[str, Any],
    procedure: Any,
    received: date,
    setting: Setting,
    submit: dict[str, Any],
) -> Iterator[Step]:
    """Kind, day, power (or applicant) and payload of each act; stops where the days run into the future."""
    from sunhall.law.calendar import Calendar

    calendar, day = Calendar.load(), received
    steps: list[tuple[int, str, str, dict[str, Any]]] = []
    if chance.random() < 0.15 and procedure.intake.rule not in ("return_and_refile", "on_the_spot_silence"):
        items = [{"material": "layout", "verdict": "wrong", "reason": "unreadable", "new_defect": False}]
        steps.append((1, "request_correction", "accept", {"items": items, "days": procedure.intake.correction_days}))
        steps.append((3, "resubmit", "applicant", {**submit, "materials": ["layout"]}))
    at_once = procedure.intake.rule == "on_the_spot_silence"
    steps.append((0 if at_once else 1, "accept", "accept", {"mode": "general"}))
    if matter["lanes"]:
        steps.append((0, "ask_opinion", "", {"lanes": matter["lanes"]}))
    if procedure.needs_fact_check:
        officers = setting.pairs[str(matter["authority"])]
        steps.append((0, "check_facts", "review", {"officers": officers, "result": "meets", "statement": REASONED}))
    if chance.random() < 0.05 and procedure.is_licence:  # art. 45 stops nothing else
        start = len(steps) + 2
        special = {"procedure": "expert_review", "needed_days": 5, "basis": "ALL/45", "statement": REASONED}
        steps += [
            (1, "start_special_procedure", "review", special),
            (5, "end_special_procedure", "review", {"start": start, "result": "done", "statement": None}),
        ]
    for lane in matter["lanes"]:
        payload = {"authority": lane["authority"], "agrees": True, "statement": None}
        steps.append((chance.randint(0, 2), "give_opinion", "opine", payload))
    if chance.random() < 0.06:
        steps.append((chance.randint(1, 6), "refuse", "decide", {"statement": REASONED}))
    else:
        steps.append((chance.randint(1, 6), "grant", "decide", {"statement": None}))
        if procedure.has_result:
            steps.append((chance.randint(0, 3), "issue", "issue", {"certificates": []}))
    steps.append((chance.randint(0, 3), "deliver", "issue", {"method": "window", "reference": ""}))
    yield "submit", day, "applicant", submit
    for wait, kind, who, payload in steps:
        day = calendar.shift(day, wait) if wait else day
        if day > setting.today:
            return
        yield kind, day, who, payload


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.seed", description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    given = parser.parse_args()
    with ground.city(given.cases):
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
