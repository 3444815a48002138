"""What the tests of calendars stand on: a city, and a process that asks for news at every look."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def city(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from tests import factories  # models can be imported only when Django is set up

    from sunhall.calendars import queries
    from sunhall.law import calendar

    monkeypatch.setattr(queries, "STALE_AFTER", 0.0)
    queries.forget()
    factories.city()
    yield
    queries.forget()
    calendar.follow(tuple)
