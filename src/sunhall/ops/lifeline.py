"""Children that do not outlive their parent, even when it is killed with -9: the kernel tells them (Linux)."""

import ctypes
import os
import signal
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def tied(to: int | None = None) -> Callable[[], None]:
    """A `preexec_fn`: the child gets SIGTERM when the parent (this process) dies.

    The library is loaded here, before the fork, because a child between fork and exec may not allocate.
    """
    libc = ctypes.CDLL(None)
    parent = to if to is not None else os.getpid()

    def tie() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died in between
            os._exit(1)

    return tie


def tie_me() -> None:
    """Tie the running process to its present parent."""
    tied(os.getppid())()
