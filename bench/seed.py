"""Plausible cases by the hundred thousand: histories drawn by chance, folded by the project's own fold, loaded by COPY.

    python -m bench.seed --cases 1000000

Every case has the acts that the lifecycle allows, in order, on working days from 2021 on, with their reasons, notices
and certificates; its copy and its desks come from the fold. `sunhall audit` finds nothing in it. All papers share one
small file. A fixed seed draws the same cases every time; which numbers their notices get depends on who is faster.
"""

import argparse
import hashlib
import json
import multiprocessing
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from typing import Any, NamedTuple

from django.db import connection, transaction

from bench import drawn, ground, papers

PARTIES = 50_000
CHUNK = 20_000
Rows = Iterator[tuple[str, tuple[Any, ...]]]  # table and row


@dataclass(frozen=True)
class Setting:
    """What every case needs to know, read once and sent to the processes."""

    today: date
    matters: list[dict[str, Any]]
    first_party: int
    user: int
    officers: dict[str, dict[str, tuple[int, int, int]]]  # authority id → {"accept": (officer, grant, account), …}
    centre: int
    paper: bytes  # key of the one file that stands for every notice and certificate


class File(NamedTuple):
    """One case to make: its number from 0 on, its matter, and what follows from them."""

    setting: Setting
    number: int
    matter: dict[str, Any]
    id: int
    case_number: str
    party: int
    first: int  # seq 0 of its acts and statements: their ids are counted from here


def _file(setting: Setting, number: int, matter: dict[str, Any], received: date) -> File:
    case_id = number + 1
    party = setting.first_party + case_id * 7919 % PARTIES
    case_number = f"999900{received:%Y%m%d}{number:08d}"
    return File(setting, number, matter, case_id, case_number, party, case_id * ACTS_A_CASE)


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
    from sunhall.documents import acts as documents
    from sunhall.kernel import clock
    from sunhall.people.models import Centre, Party, User

    with transaction.atomic():
        paper = documents.keep(b"%PDF-1.7 measured", media_type="application/pdf", at=datetime.now(UTC))
    first = Party.objects.filter(id_type="bench").order_by("pk").values_list("pk", flat=True).first()
    user = User.objects.order_by("pk").first()
    centre = Centre.objects.order_by("pk").first()
    assert first is not None and user is not None and centre is not None
    return Setting(clock.today(), list(_matters()), first, user.pk, _officers(), centre.pk, bytes(paper.pk))


def _matters() -> Iterator[dict[str, Any]]:
    """The published matters, but for those that need more than is drawn here."""
    from sunhall.cases import procedures
    from sunhall.catalogue import queries as catalogue
    from sunhall.catalogue.models import MatterVersion
    from sunhall.people.models import Authority, Officer

    rows = MatterVersion.objects.filter(published_at__isnull=False).order_by("matter__code")
    for version in rows.values_list("pk", flat=True):
        content, procedure = catalogue.version(version), procedures.of_version(version)
        if procedure.hearing == "ex_officio" or procedure.first_review or procedure.quantity is not None:
            continue
        authority = Authority.objects.get(code=content.authority)
        officials = Officer.objects.filter(authority=authority).order_by("pk").values_list("pk", flat=True)
        yield {
            "code": content.code,
            "version": version,
            "authority": authority.pk,
            "authority_code": authority.code,
            "pair": list(officials[:2]),
            "lanes": [
                {"authority": lane.authority, "days": lane.days, "mandatory": lane.mandatory, "consent": lane.consent}
                for lane in procedure.lanes
            ],
        }


def _officers() -> dict[str, dict[str, tuple[int, int, int]]]:
    """For each authority and power the first officer who holds it, with the power and the account."""
    from sunhall.people.models import Grant

    officers: dict[str, dict[str, tuple[int, int, int]]] = {}
    for grant in Grant.objects.select_related("holder").order_by("id"):
        held = (grant.holder_id, grant.pk, grant.holder.user_id)
        officers.setdefault(str(grant.authority_id), {}).setdefault(grant.power, held)
    return officers


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
    """Load rows by COPY, papers numbered. The foreign keys are right by construction: they are not checked again."""
    rows["documents_notice"] = list(papers.numbered(rows["documents_notice"]))
    rows["certificates_certificate"] = list(papers.issued(rows["certificates_certificate"]))
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
REASONS = "按照有关规定办理。"
REASONS_DIGEST = hashlib.sha256(REASONS.encode()).digest()


def _case(setting: Setting, number: int) -> Rows:
    """The rows of one case, its history drawn by chance."""
    from sunhall.cases import procedures

    chance = random.Random(number)
    matter = chance.choice(setting.matters)
    procedure = procedures.of_version(matter["version"])
    received = drawn.received(chance, setting.today)
    history = drawn.history(chance, matter, procedure, received, setting.today, number)
    yield from _rows(_file(setting, number, matter, received), list(history))


def accepted(setting: Setting, number: int, code: str) -> Rows:
    """The rows of a case of this matter that was accepted today, its opinions asked."""
    matter = next(m for m in setting.matters if m["code"] == code)
    history = drawn.just_accepted(matter, setting.today, number)
    yield from _rows(_file(setting, number, matter, setting.today), history)


def _rows(file: File, history: list[drawn.Step]) -> Rows:
    from sunhall.cases import copies, procedures
    from sunhall.law.calendar import Calendar
    from sunhall.law.lifecycles.folding import fold
    from sunhall.law.lifecycles.standing import ActRow

    calendar, procedure = Calendar.load(), procedures.of_version(file.matter["version"])
    acts, said = _acts(file, history)
    standing = fold(ActRow(a.seq, a.kind, a.on, a.at, a.officer, a.party, a.authority, a.payload) for a in acts)
    yield "cases_application", _application(file, acts[0].at)
    yield "cases_case", _copied(file, acts[0].at, copies.copy_of(standing, procedure, calendar))
    for act in acts:
        yield "cases_act", _act(file, act)
    for desk in copies.desks_of(standing, procedure, calendar, file.matter["authority"]):
        yield "cases_turn", (file.id, desk.authority, desk.role, desk.end, file.setting.centre, file.matter["code"])
    for row in said:
        yield "cases_statement", row
    yield from _papers(file, acts)


def _acts(file: File, history: list[drawn.Step]) -> tuple[list[Any], list[tuple[Any, ...]]]:
    """The acts as they are written, and the reasons that they name."""
    from sunhall.cases.acts.record import Written
    from sunhall.law.lifecycles import licensing

    setting, acts, said = file.setting, [], []
    for seq, (kind, day, who, payload) in enumerate(history, 1):
        at = datetime.combine(day, clock_time(8 + seq, file.number % 60), UTC) - timedelta(hours=8)
        if payload.get("statement") == drawn.REASONED:
            payload["statement"] = file.first + seq
            said.append((payload["statement"], file.id, REASONS, REASONS_DIGEST, at))
        if kind == "issue":
            payload["certificates"] = [file.id]
        party, authority = (file.party, None) if who == "applicant" else (None, file.matter["authority"])
        if kind == "give_opinion":
            authority = payload["authority"]
        officer, grant, account = setting.officers.get(str(authority), {}).get(who, (None, None, None))
        typed_by, basis = setting.user if party else account, licensing.TABLE[kind].basis
        acts.append(Written(seq, kind, at, day, payload, basis, officer, party, typed_by, authority, grant))
    return acts, said


def _application(file: File, at: datetime) -> tuple[Any, ...]:
    setting, matter, key = file.setting, file.matter, drawn.application(file.number)
    of = (key, matter["code"], matter["version"], file.party, setting.user, setting.centre)
    return (*of, "online", "{}", json.dumps(drawn.data(file.number)), "{}", 1, file.id, key, at, at, at)


def _copied(file: File, at: datetime, copy: Any) -> tuple[Any, ...]:
    matter, code = file.matter, f"{file.number:08X}"
    of = (matter["code"], matter["version"], matter["authority"], file.setting.centre, file.party)
    return (file.id, file.case_number, code, *of, at, *copy[:-1], json.dumps(copy.lanes))


def _act(file: File, a: Any) -> tuple[Any, ...]:
    who = (a.officer, a.party, a.typed_by, a.authority, a.grant)
    of = (file.first + a.seq, file.id, a.seq, a.kind, a.at, a.on)
    return (*of, *who, a.basis, json.dumps(a.payload), a.digest(file.id))


def _papers(file: File, acts: list[Any]) -> Rows:
    """The notice that each act owes, and the certificate of a case that got one, before they have their numbers."""
    from sunhall.law.lifecycles import licensing

    matter, paper = file.matter, file.setting.paper
    code, authority = matter["code"], matter["authority_code"]
    for a in acts:
        act_id, owed = file.first + a.seq, licensing.TABLE[a.kind].notice
        if owed:
            whose = (code, authority, owed, file.id, file.case_number)
            yield "documents_notice", papers.Owed(*whose, act_id, a.on, a.at, paper)
        if a.kind == "issue":
            of = (file.id, file.id, matter["version"], act_id, "certificate", 0)
            names = (code, "{}", authority, "{}", file.party, "{}", "{}", "", 1)
            yield (
                "certificates_certificate",
                (*of, *names, a.on, a.on, None, "valid", f"{act_id:016X}", paper, a.at),
            )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.seed", description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    given = parser.parse_args()
    with ground.city(given.cases):
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
