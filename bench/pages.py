"""Pages against an empty page of the same framework and server: requests a second and number of queries.

    python -m bench.pages [--quick]

The server is the program's own (granian, one worker); the load is 4 connections that stay open. The empty page is a
view of this bench, behind the same middleware. Queries are counted in a process of their own, with a warm cache. What
strangers see alike is kept by the program; the search with other words each time shows what making a page costs.
"""

import argparse
import http.client
import itertools
import os
import socket
import subprocess
import sys
import threading
import time
from urllib.parse import quote

from bench import ground

CONNECTIONS = 4
NEW = "[number]"  # in an address: another number in each request


def paths() -> list[tuple[str, str, str]]:
    """What is asked: label, path, login (empty: nobody)."""
    from sunhall.cases.models import Case

    case = Case.objects.filter(matter_code="food-business-licence", phase="review").order_by("-pk").first()
    assert case is not None
    return [
        ("empty page", "/bench/empty/", ""),
        ("guide", "/matters/food-business-licence/", ""),
        ("search", f"/?q={quote('餐饮')}", ""),
        ("search, other words each time", f"/?q={quote('餐饮')}+{NEW}", ""),
        ("work list", "/office/", "market"),
        ("case page", f"/office/cases/{case.pk}/", "market"),
    ]


def session(login: str) -> str:
    """A signed-in session made directly: the load is about pages, not about signing in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from sunhall.people.models import User

    user = User.objects.get(login=login)
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


_numbers = itertools.count(1000)


def rate(port: int, path: str, cookie: str, seconds: float) -> float:
    """Answers a second."""
    counts, stop = [0] * CONNECTIONS, time.perf_counter() + seconds

    def load(which: int) -> None:
        link = http.client.HTTPConnection("127.0.0.1", port)
        while time.perf_counter() < stop:
            asked = path.replace(NEW, str(next(_numbers)))
            link.request("GET", asked, headers={"Cookie": cookie, "Accept-Language": "en"})
            answer = link.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status}")
            counts[which] += 1

    threads = [threading.Thread(target=load, args=[i]) for i in range(CONNECTIONS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - began)


def queries(path: str, cookie: str) -> int:
    """Statements sent to the database for one page, warm."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"cookie": cookie})
    client.get(path, headers={"cookie": cookie})
    with CaptureQueriesContext(connection) as seen:
        client.get(path, headers={"cookie": cookie})
    return len(seen)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    seconds = 2.0 if parser.parse_args().quick else 8.0
    os.environ["SUNHALL_HOSTS"] = "127.0.0.1,testserver"
    with ground.city(10_000):
        from django.conf import settings

        settings.ROOT_URLCONF = "bench.urls"
        name = settings.SESSION_COOKIE_NAME
        asked = [(label, path, f"{name}={session(login)}" if login else "") for label, path, login in paths()]
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "granian",
                "--interface",
                "wsgi",
                "--workers",
                "1",
                "--blocking-threads",
                "2",
                "--port",
                str(port),
                "--no-access-log",
                "bench.urls:application",
            ]
        )
        try:
            _wait(port)
            found = []
            for label, path, cookie in asked:
                rate(port, path, cookie, 0.5)
                found.append((label, rate(port, path, cookie, seconds), queries(path, cookie)))
        finally:
            server.terminate()
            server.wait(20)
    empty = found[0][1]
    rows = [[label, f"{each:,.0f}", f"{each / empty:.2f}", count] for label, each, count in found]
    ground.table("Pages against an empty page", ["page", "requests/s", "to empty", "queries"], rows)
    return 0


def _wait(port: int) -> None:
    for _ in range(150):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not come up")


if __name__ == "__main__":
    sys.exit(main())
