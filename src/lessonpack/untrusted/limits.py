"""What a process gives up for good, as far as the operating system lets it: Linux most, macOS less, Windows nothing."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from lessonpack.untrusted.syscalls import refuse_others

MAX_CPU_SECONDS = 40
"""More than a template may take by its own count (`render.budget`), which says where it happened."""
MAX_MEMORY = 1 << 30
"""Bytes of addresses, of which Python and its libraries take a third."""
_NOBODY = 65534


def give_up() -> None:
    """Opens no file, connection or process from now on; writes to no file; has little time and memory left."""
    if sys.platform == "win32":
        return
    import resource

    if os.geteuid() == 0:
        _become_nobody()
    limits = {
        "RLIMIT_CPU": MAX_CPU_SECONDS,
        "RLIMIT_AS": MAX_MEMORY,
        "RLIMIT_NOFILE": 0,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
        "RLIMIT_NPROC": 0,
    }
    for name, most in limits.items():
        limit = getattr(resource, name, None)
        if limit is None:
            continue
        hard = resource.getrlimit(limit)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # macOS knows the limit of addresses and does not keep it, or refuses it; the others hold all the same.
        with suppress(ValueError, OSError):
            # One second more for what ends without asking: so the parent learns that it was the time.
            resource.setrlimit(limit, (least, least + 1 if name == "RLIMIT_CPU" and least == most else least))
    refuse_others()


def _become_nobody() -> None:
    """Limits of processes do not hold for root."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
