"""The work list of an officer among many cases, against the bare SQL of the same answer, and as the city grows.

    python -m bench.lists            # 10,000 and 1,000,000 cases (seeding them takes minutes, once)
    python -m bench.lists --quick    # 10,000 and 50,000

The officer's own desk is the same in both cities, as an office's is whatever lies in its archive: 20,000 cases that lie
on the desk of the market regulation are added to each. Bare: two statements written by hand that answer the same rows
and the same counts. Page 250 is reached by its key.
"""

import argparse
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from typing import Any

from bench import ground

DESK = 20_000
MARK = 800_000_000  # ids from here on are the desk's


def desk_of_the_office() -> None:
    """The same desk for every size of city."""
    from bench import seed
    from sunhall.cases.models import Case

    if Case.objects.filter(pk__gt=MARK, pk__lt=MARK + 90_000_000).count() >= DESK:
        return
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in seed.COLUMNS}
    setting = seed.setting()
    for number in range(MARK, MARK + DESK):
        for name, row in seed.accepted(setting, number, "food-business-licence"):
            rows[name].append(row)
    seed.copy(rows)


_ROWS = """
SELECT t.id, t."end", t.role, t.authority_id, c.id, c.number, c.matter_code, p.name, p.kind, c.phase, c.received_on,
       c.statutory_due_on, c.promised_due_on, c.promised_end, c.lanes::text, m.name::text
FROM cases_turn t JOIN cases_case c ON c.id = t.case_id JOIN people_party p ON p.id = c.party_id
JOIN catalogue_matter m ON m.code = c.matter_code
WHERE t.authority_id = %s AND t.role = 'lead' AND (t."end", t.id) > (%s, %s) ORDER BY t."end", t.id LIMIT 51
"""
_COUNTS = """
SELECT count(*), count(*) FILTER (WHERE "end" < %s), count(*) FILTER (WHERE "end" BETWEEN %s AND %s),
       count(*) FILTER (WHERE "end" = 2000000000) FROM cases_turn WHERE authority_id = %s AND role = 'lead'
"""


def measure(cases: int) -> dict[str, float]:
    """Milliseconds in a city of this size."""
    with ground.city(cases):
        desk_of_the_office()
        from django.db import connection

        from sunhall.cases import worklists
        from sunhall.law.calendar import Calendar
        from sunhall.people import queries as people
        from sunhall.people.models import User

        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE cases_turn")
        by, at = people.actor_of(User.objects.get(login="market")), datetime.now(UTC)
        assert by.officer is not None
        authority, late = by.officer.authority_id, worklists.late_before(Calendar.load(), at.date())

        def bare(after: tuple[int, int] = (-1, 0)) -> None:
            with connection.cursor() as cursor:
                cursor.execute(_ROWS, [authority, *after])
                cursor.fetchall()
                cursor.execute(_COUNTS, [late, late, late + 2, authority])
                cursor.fetchall()

        def page(after: tuple[int, int] | None = None) -> Any:
            return worklists.desk(by, at=at, roles=["lead"], after=after)

        key = None
        for _ in range(249):
            key = page(key).after
        return {
            "bare": ground.timed(bare) * 1000,
            "page 1": ground.timed(page) * 1000,
            "page 250": ground.timed(lambda: page(key)) * 1000,
            "on the desk": float(page().total),
        }


def elsewhere(cases: int) -> dict[str, float]:
    """`measure` in a process of its own: Django is set up on one database for good."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as one:
        return one.submit(measure, cases).result()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.lists", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    large = 50_000 if parser.parse_args().quick else 1_000_000
    small, big = elsewhere(10_000), elsewhere(large)
    rows = [
        [
            f"{size:,} cases",
            f"{f['on the desk']:,.0f}",
            *(f"{f[k]:.2f}" for k in ("bare", "page 1", "page 250")),
            f"{f['page 1'] / f['bare']:.2f}",
        ]
        for size, f in ((10_000, small), (large, big))
    ]
    ground.table(
        "Work list of 50 with true counts",
        ["city", "on the desk", "bare ms", "page 1 ms", "page 250 ms", "to bare"],
        rows,
    )
    growth, last = big["page 1"] / small["page 1"], big["page 250"] / big["page 1"]
    ground.say(f"growth of page 1: {growth:.2f} (at most 1.3); page 250 against page 1: {last:.2f} (about 1)")
    return ground.verdict(
        [
            ("list against bare SQL, at most 2.5", big["page 1"] / big["bare"] <= 2.5),
            ("growth, at most 1.3", growth <= 1.3),
            ("page 250", last <= 1.3),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
