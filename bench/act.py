"""One legal act through the public function against the same three rows written by bare psycopg, at 1 and 8 writers.

    python -m bench.act [--quick]

The act is a fact check: power, rules, act, copy, job, commit. Bare: INSERT act, UPDATE case, INSERT job in one
transaction, no lock, no power, no rule. The two take turns in the same run, so that they share whatever else the
machine does. Then three authorities give their opinion on one case at the same time; the last one's time is told.
"""

import argparse
import json
import multiprocessing
import statistics
import sys
import threading
import time
from datetime import UTC, datetime
from typing import Any

from bench import ground

TURN = 25  # acts in a row before the other takes its turn


def fresh(count: int, *, lanes: bool = False) -> list[int]:
    """New accepted cases of the restaurant licence (or, with lanes, the construction permit), by our own fold."""
    from django.db import connection

    from bench import seed

    setting = seed.setting()
    code = "construction-permit" if lanes else "food-business-licence"
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM cases_case")
        first = max(int(cursor.fetchone()[0]), 900_000_000)
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in seed.COLUMNS}
    for number in range(first, first + count):
        for name, row in seed.accepted(setting, number, code):
            rows[name].append(row)
    seed.copy(rows)
    return list(range(first + 1, first + count + 1))


class Bare:
    """Three statements in a transaction, with prepared statements, as a careful hand would write them."""

    def __init__(self) -> None:
        import psycopg
        from django.db import connection

        given = connection.get_connection_params()
        self.connection = psycopg.connect(host=given["host"], dbname=given["dbname"], user=given.get("user"))
        self.cursor = self.connection.cursor()
        self.at = datetime.now(UTC)
        self.payload = json.dumps({"officers": [1, 2], "result": "meets", "statement": None})

    def act(self, case_id: int, by: Any) -> None:
        day = self.at.date()
        with self.connection.transaction():
            self.cursor.execute(
                'INSERT INTO cases_act (case_id, seq, kind, at, "on", officer_id, typed_by_id, authority_id, grant_id,'
                " basis, payload, digest) VALUES (%s, 3, 'check_facts', %s, %s, %s, %s, %s, %s, 'ALL/34(3)', %s, %s)",
                [case_id, self.at, day, by.officer.id, by.user_id, by.officer.authority_id, 1, self.payload, b"0" * 32],
            )
            self.cursor.execute(
                "UPDATE cases_case SET seq = 3, phase = 'review', outcome = '', received_on = %s, accepted_on = %s,"
                " decided_on = NULL, ended_on = NULL, statutory_end = 5000, promised_end = 4990, statutory_due_on = %s,"
                " promised_due_on = %s, lanes = '[]' WHERE id = %s",
                [day, day, day, day, case_id],
            )
            self.cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, args)"
                " VALUES ('acts', 'after_act', 0, %s, %s)",
                [f"case-{case_id}", '{"act_id": 1}'],
            )


def ours(case_id: int, by: Any) -> None:
    from sunhall.cases.acts import record
    from sunhall.law.lifecycles.kinds import Kind

    payload = {"officers": [1, 2], "result": "meets", "statement": None}
    record.record(case_id, Kind.CHECK_FACTS, payload, by=by, at=datetime.now(UTC))


def writer(work: tuple[list[int], list[int], Any]) -> tuple[float, float]:
    """Seconds spent in bare and in our acts, taking turns."""
    for_bare, for_ours, start = work
    import django

    django.setup()
    from django.db import connection

    from sunhall.people import queries as people
    from sunhall.people.models import User

    by = people.actor_of(User.objects.get(login="market"))
    bare = Bare()
    for _ in range(10):  # warm: plans, caches
        bare.act(for_bare.pop(), by)
        ours(for_ours.pop(), by)
    if start is not None:
        start.wait()
    spent = [0.0, 0.0]
    while for_bare and for_ours:
        began = time.perf_counter()
        for case_id in [for_bare.pop() for _ in range(min(TURN, len(for_bare)))]:
            bare.act(case_id, by)
        middle = time.perf_counter()
        for case_id in [for_ours.pop() for _ in range(min(TURN, len(for_ours)))]:
            ours(case_id, by)
        spent = [spent[0] + middle - began, spent[1] + time.perf_counter() - middle]
    connection.close()
    return spent[0], spent[1]


def rates(writers: int, each: int) -> tuple[float, float]:
    """Acts a second, bare and ours, with this many writers at once."""
    cases = fresh(writers * (each + 10) * 2)
    shares = [cases[i::writers] for i in range(writers)]
    from django.db import connections

    connections.close_all()
    if writers == 1:
        half = len(shares[0]) // 2
        bare, our = writer((shares[0][:half], shares[0][half:], None))
        return each / bare, each / our
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, context.Pool(writers) as pool:
        start = manager.Barrier(writers)
        work = [(share[: len(share) // 2], share[len(share) // 2 :], start) for share in shares]
        spent = pool.map(writer, work, chunksize=1)
    return writers * each / statistics.mean(b for b, _ in spent), writers * each / statistics.mean(o for _, o in spent)


def opinions(rounds: int) -> float:
    """Median milliseconds of the last of three authorities that answer on one case at the same time."""
    from django.db import connection

    from sunhall.approvals import acts as approvals
    from sunhall.cases.models import Case
    from sunhall.people import queries as people
    from sunhall.people.models import Authority, User

    cases = fresh(rounds, lanes=True)
    asked = [lane[0] for lane in Case.objects.get(pk=cases[0]).lanes][:3]
    logins = dict(Authority.objects.filter(pk__in=asked).values_list("pk", "code"))
    actors = {a: people.actor_of(User.objects.get(login=logins[a])) for a in asked}
    took: list[list[float]] = []
    barrier = threading.Barrier(len(asked))

    def answer(authority: int) -> None:
        for number, case_id in enumerate(cases):
            barrier.wait()
            began = time.perf_counter()
            approvals.give_opinion(
                case_id=case_id, authority_id=authority, agrees=True, by=actors[authority], at=datetime.now(UTC)
            )
            took[number].append(time.perf_counter() - began)
        connection.close()

    took.extend([] for _ in cases)
    threads = [threading.Thread(target=answer, args=[a]) for a in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statistics.median(max(t) for t in took[5:]) * 1000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.act", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    each = 300 if parser.parse_args().quick else 2000
    with ground.city(20_000):
        rows, checks = [], []
        for writers, least in ((1, 0.6), (8, 0.5)):
            bare, our = rates(writers, each if writers == 1 else each // 4)
            rows.append(
                [
                    f"{writers} writer{'s' if writers > 1 else ''}",
                    f"{bare:,.0f}",
                    f"{our:,.0f}",
                    f"{our / bare:.2f}",
                    f"{least}",
                ]
            )
            checks.append((f"act at {writers} writers", our / bare >= least))
        ground.table("A legal act against three bare statements", ["", "bare/s", "act/s", "ratio", "at least"], rows)
        last = opinions(40 if each < 1000 else 300)
        ground.table(
            "Three opinions at the same time", ["", "ms", "under"], [["the last one, median", f"{last:.1f}", "5"]]
        )
        checks.append(("three opinions", last < 5))
    return ground.verdict(checks)


if __name__ == "__main__":
    sys.exit(main())
