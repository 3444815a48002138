"""Guessing at codes: how many wrong ones came from an address, and how long it must wait. For public pages and the API.

Kept in the database, because web processes keep nothing: however many there are, the limit is the same. An address is
stored only as a keyed digest (an IPv6 network counts as one), for as long as it counts.
"""

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from math import ceil
from typing import Final

from django.db import connection
from django.utils.crypto import salted_hmac

from sunhall.people.models import Attempt

LIMIT: Final = 10  # wrong guesses after which an address waits
WINDOW: Final = timedelta(minutes=15)
SQL: Final = """
INSERT INTO people_attempt AS a (key, until, count) VALUES (%(key)s, %(until)s, 1)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN a.until <= %(at)s THEN 1 ELSE a.count + 1 END,
  until = CASE WHEN a.until <= %(at)s THEN excluded.until ELSE a.until END
RETURNING count
"""


def wait(what: str, address: str, *, at: datetime, limit: int = LIMIT) -> int:
    """Seconds this address must wait before it may guess at `what` again; 0 when it may now. One query."""
    row = Attempt.objects.filter(key=_key(what, address), until__gt=at, count__gte=limit).first()
    return ceil((row.until - at).total_seconds()) if row else 0


def wrong(what: str, address: str, *, at: datetime, window: timedelta = WINDOW) -> int:
    """Counts a wrong guess; answers how many there are in the window that the first one opened."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"key": _key(what, address), "until": at + window, "at": at})
        count = int(cursor.fetchone()[0])
    if count == 1:  # a new window: the time to forget those that are over
        Attempt.objects.filter(until__lte=at).delete()
    return count


def _key(what: str, address: str) -> str:
    return salted_hmac("sunhall.people.attempts", f"{what} {_network(address)}", algorithm="sha256").hexdigest()


def _network(address: str) -> str:
    """An IPv6 visitor owns a whole /64, so all of it is one; what is no address at all is taken as it comes."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, 64), strict=False)) if found.version == 6 else str(found)
