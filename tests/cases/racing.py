"""Help for the tests of races: a city that is really committed, and calls made at the same moment.

Threads do not see what an unfinished test transaction wrote, so the city is committed once for a module of tests and
removed after it. Each test files its own cases.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connection, connections
from pytest_django.plugin import DjangoDbBlocker
from tests import factories

from sunhall.cases import drift
from sunhall.cases.models import Act
from sunhall.kernel.refused import NotFound, Refused

SECONDS = 30.0  # no race here takes more than a few: what does is a deadlock
HALL = ("food-business-licence", "construction-permit")


@contextmanager
def committed_city(blocker: DjangoDbBlocker) -> Iterator[None]:
    """The city, committed. For a fixture that overrides `db`: so pytest-django makes the test database for it."""
    with blocker.unblock():
        empty()
        factories.city(*HALL)
        try:
            yield
        finally:
            empty()


def empty() -> None:
    """Remove everything, the jobs too (Django does not know that their tables are to be emptied)."""
    assert connection.settings_dict["NAME"].startswith("test_"), "this is not a test's database"
    call_command("flush", verbosity=0, interactive=False, reset_sequences=False)  # cached rows keep their numbers
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Make these calls at the same moment, each with a connection of its own. What each answered, or its refusal.

    Any other error, or a call that does not come back, fails the test.
    """
    told: list[Any] = [None] * len(calls)
    gate = threading.Barrier(len(calls))

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            gate.wait(SECONDS)
            told[place] = call()
        except (Refused, NotFound) as refusal:
            told[place] = refusal
        except BaseException as error:  # noqa: BLE001 - raised below, in the thread of the test
            told[place] = error
            gate.abort()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each, daemon=True) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
        assert not thread.is_alive(), "a call did not come back: a deadlock?"
    for each in told:
        if isinstance(each, BaseException) and not isinstance(each, Refused | NotFound):
            raise each
    return told


def split(told: Sequence[Any]) -> tuple[list[Any], list[Refused]]:
    """Who got through, and who was refused."""
    refused = [each for each in told if isinstance(each, Refused | NotFound)]
    return [each for each in told if not isinstance(each, Refused | NotFound)], refused  # type: ignore[return-value]


def assert_whole(*case_ids: int) -> None:
    """Acts numbered without gaps, the copy equal to the fold, and one job for each act (done jobs aside: none ran)."""
    for case_id in case_ids:
        acts = list(Act.objects.filter(case_id=case_id).order_by("seq"))
        assert [a.seq for a in acts] == list(range(1, len(acts) + 1))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT (args->>'act_id')::bigint FROM procrastinate_jobs WHERE task_name = 'after_act' AND lock = %s"
                " ORDER BY 1",
                [f"case-{case_id}"],
            )
            assert [row[0] for row in cursor.fetchall()] == sorted(a.pk for a in acts)
    assert list(drift.drifted(case_ids=list(case_ids))) == []
