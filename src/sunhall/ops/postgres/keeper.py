"""Keeps one PostgreSQL server running for as long as somebody uses it. Run as a script; the standard library only.

Users hold a shared lock on a file. The kernel frees it when a user dies, however it dies, so the server never
outlives the last of them; and when this process dies, the kernel tells the server to stop (PR_SET_PDEATHSIG).
One JSON object on standard input: {"command", "cwd", "log", "users_lock", "account", "patience"}.
"""

import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import time

PR_SET_PDEATHSIG = 1
FAST_SHUTDOWN = signal.SIGINT


def _die_with_parent() -> None:
    _libc.prctl(PR_SET_PDEATHSIG, FAST_SHUTDOWN)


def _nobody_uses(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def main() -> int:
    order = json.load(sys.stdin)
    lock = os.open(order["users_lock"], os.O_RDWR | os.O_CREAT, 0o600)
    stop = False

    def ask_to_stop(*_: object) -> None:
        nonlocal stop
        stop = True

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the users; the server goes when they have gone
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with open(order["log"], "ab") as log:
        server = subprocess.Popen(
            order["command"],
            cwd=order["cwd"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=_die_with_parent,
            env=order["env"],
            **order["account"],
        )
    while server.poll() is None:
        if stop or _nobody_uses(lock):
            server.send_signal(FAST_SHUTDOWN)
            return server.wait()  # the exclusive lock is kept until the server is down
        time.sleep(0.1)
    return server.returncode


if __name__ == "__main__":
    _libc = ctypes.CDLL(None)  # loaded before the fork: the child may not allocate
    sys.exit(main())
