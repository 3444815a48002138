"""Rows made once for all tests of a module: each test works in a savepoint above them, and they go at the end.

Use it in a module-scoped fixture that `db` comes after:

    @pytest.fixture(scope="module", autouse=True)
    def the_city(django_db_setup, django_db_blocker):
        with once.rows(django_db_blocker):
            factories.city()
            yield
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

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
