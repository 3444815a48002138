"""Rows made once for all tests of a module: each test works in a savepoint above them, and they go at the end.

    the_city = once.made(factories.city)

`rows` is for a module-scoped fixture of one's own, that `db` comes after.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction


@contextmanager
def rows(blocker: Any) -> Iterator[None]:
    """What is written inside stays until the block ends, then is rolled back. Public acts run inside it."""
    with blocker.unblock():
        held = transaction.atomic()
        held._from_testcase = True  # type: ignore[attr-defined] - so that durable acts may run, as in Django's own tests
        held.__enter__()
        try:
            yield
        finally:
            transaction.set_rollback(True)
            held.__exit__(None, None, None)
            connection.close()


def made(make: Callable[[], object], *, when: str = "") -> Any:
    """The fixture of a module: what `make` writes, at this moment of Shanghai ("2026-03-02 09:00") if one is given."""

    @pytest.fixture(scope="module", autouse=True)
    def made_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
        with rows(django_db_blocker), time_machine.travel(f"{when}+08:00", tick=False) if when else nullcontext():
            make()
            yield

    return made_once
