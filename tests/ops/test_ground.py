"""The ground of the tests holds: a real database of the right kind, a frozen clock, a closed network."""

import socket

import pytest
from django.db import connection

from sunhall.kernel import clock


@pytest.mark.django_db
def test_the_database_knows_chinese_letters() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_encoding'), '食品' ~ '^[[:alpha:]]+$'")
        assert cursor.fetchone() == ("UTF8", True)


def test_the_clock_stands_still_on_a_working_monday() -> None:
    assert clock.today().isoformat() == "2026-03-02"
    assert clock.now() == clock.now()


@pytest.mark.at("2026-04-30 23:30")
def test_a_test_may_choose_its_moment() -> None:
    assert clock.today().isoformat() == "2026-04-30"
    assert clock.now().isoformat() == "2026-04-30T15:30:00+00:00"


def test_the_network_is_closed() -> None:
    with socket.socket() as s, pytest.raises(RuntimeError, match="without a network"):
        s.connect(("192.0.2.1", 80))
