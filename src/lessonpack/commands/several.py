"""Work on many names at the same time, in processes of their own; what comes back is in the order of the names.

On Linux the processes are copies of this one, with all that it has loaded; elsewhere, and where this one has threads,
which a copy would not, they start afresh and load it again. Whoever presses Ctrl-C stops the one that reads the
results: what another is about to write it finishes, and nothing new is begun.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Sequence
from typing import Any, TypeVar

import click

Order = TypeVar("Order")
Made = TypeVar("Made")

_WORTH_A_PROCESS = 12
"""Builds in the time that a further process takes to start, and then some."""
_MOST = 8
"""Processes that are started unasked: each takes about 120 MiB."""


def processes(builds: int) -> int:
    """How many to start where nobody says: one for each processor that may be used, while there is work for them."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(usable, _MOST, builds // _WORTH_A_PROCESS))


def each(
    work: Callable[[str], Made],
    prepare: Callable[[Order], Callable[[str], Made]],
    order: Order,
    names: Sequence[str],
    *,
    jobs: int,
) -> Generator[Made]:
    """What `work` makes of each name; in processes that start afresh what `prepare(order)` gives stands for it.

    That it is made here in any case lets what is wrong with the order be told once, before any process starts.
    """
    if jobs == 1 or len(names) < 2:
        yield from map(work, names)
        return
    # Loaded only where there are several; most builds are of one module.
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    is_copied = sys.platform == "linux" and threading.active_count() == 1
    how, begin = ("fork", (lambda _: work, None)) if is_copied else ("spawn", (prepare, order))
    pool = ProcessPoolExecutor(min(jobs, len(names)), get_context(how), _begin, begin)
    try:
        yield from pool.map(_work, names)
    except BrokenProcessPool:
        raise LostProcessError from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


class LostProcessError(click.ClickException):
    exit_code = 3

    def __init__(self) -> None:
        super().__init__(
            "one of the processes that build was ended from outside, perhaps for want of memory; what is finished "
            "stays, so build again with fewer at a time, such as --jobs 1"
        )


_prepared: list[Callable[[str], Any]] = []
"""The work of this process."""


def _begin(prepare: Callable[[Any], Callable[[str], Any]], order: Any) -> None:
    # A terminal sends Ctrl-C to all of them; the first process decides for the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _prepared.append(prepare(order))


def _end_with_parent() -> None:
    """Nobody waits for results any more when the first process is killed."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(name: str) -> Any:
    return _prepared[0](name)
