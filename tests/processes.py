"""Processes that tests start and stop."""

from __future__ import annotations

import signal


def hears_interrupts() -> None:
    """To be called in a new process: a shell that runs the tests in the background lets its processes ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
