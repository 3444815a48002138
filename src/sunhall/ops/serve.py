"""`sunhall serve`: the web server. Granian with the WSGI interface; several processes, a few threads in each."""

import errno
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sunhall.ops import ground, lifeline
from sunhall.ops.say import Failed

STOP_SECONDS = 15


def serve(*, host: str, port: int, socket_path: Path | None, workers: int, threads: int) -> None:
    """Serve until SIGINT or SIGTERM; requests under way are finished first.

    Raises Failed when the address cannot be had: Granian shares ports, so two servers would silently split the visits.
    Raises ImproperlyConfigured when the settings are wrong, before any process is made.
    """
    if socket_path is None:
        require_free(host, port)
    ground.require_address()
    from granian.constants import Interfaces, Loops
    from granian.log import LogLevels
    from granian.server import Server

    with ground.database():
        Server(
            "sunhall.ops.wsgi:application",
            address=host,
            port=port,
            uds=socket_path,
            uds_permissions=0o660 if socket_path else None,
            interface=Interfaces.WSGI,
            loop=Loops.asyncio,
            workers=workers,
            blocking_threads=threads,
            websockets=False,
            log_level=LogLevels.warning,
            respawn_failed_workers=True,
            workers_kill_timeout=STOP_SECONDS,
        ).serve(target_loader=_load, wrap_loader=False)


def require_free(host: str, port: int) -> None:
    """Raise Failed unless this address can be listened on now."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise Failed(f"{host} is no address of this machine ({error.strerror}). Choose one with --host.") from error
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise Failed(_why_not(host, port, error)) from error


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is taken by another program. "
            f"Choose another with --port {port + 1} (make demo PORT={port + 1}), or stop that program."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than this account has. Choose one above 1023, such as --port 8000."
    return f"Cannot listen on {host}:{port}: {error.strerror}. Choose another with --host and --port."


def _load() -> Callable[..., Any]:
    """Runs in each web process. Loads all addresses, so that a broken one fails here and the first visit is fast."""
    # Forked from the parent, this process has its handlers, which would swallow a stop that comes while it loads.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    lifeline.tie_me()
    from django.urls import get_resolver

    from sunhall.ops.wsgi import application

    _ = get_resolver().url_patterns
    return application
