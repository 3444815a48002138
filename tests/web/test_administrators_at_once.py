"""Two administrators at the same time."""

import threading

import pytest
from django.db import connection
from tests import factories

from sunhall.people import staff
from sunhall.people.models import Authority, Grant, Officer, User


@pytest.mark.django_db(transaction=True)
def test_two_administrators_granting_the_same_power_at_once_one_wins_the_other_is_told() -> None:
    factories.offices()
    target, market = Officer.objects.get(user__login="market"), Authority.objects.get(code="market").pk
    me, at = User.objects.get(login="admin").pk, factories.at("2026-03-02 09:00")
    start, told = threading.Barrier(2), []

    def give() -> None:
        start.wait()
        try:
            staff.grant_power(
                holder_id=target.pk, authority_id=market, power="extend", matter_code="", source="own", instrument="",
                starts_at=at, ends_at=None, by=me, at=at,
            )  # fmt: skip
            told.append("granted")
        except staff.Refused as refused:
            told.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=give) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["granted", "power_overlaps"]
    assert Grant.objects.filter(holder=target, power="extend").count() == 1
