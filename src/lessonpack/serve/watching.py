"""Which files a preview watches, and which of their changes matter."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

from watchfiles import awatch

from lessonpack.diagnostics import LessonPackError, error
from lessonpack.plan import plan_file
from lessonpack.project import Project
from lessonpack.serve.showing import Wanted

FOLDERS = ("content", "templates", "packs")
"""All that a project is made of lies in these; what is built does not."""
_PAUSE_MS = 100
"""So long must nothing change before a change counts: editors write a file in several steps."""
_LOOK_MS = 500
"""So often it is looked whether folders have come or gone."""
_LEFT_BEHIND = ("~", "#", ".tmp", ".part", ".bak", ".swp", ".swx")


def matters(_change: object, path: str) -> bool:
    """False for what editors and programs put beside the file that they have open, and for hidden files."""
    name = Path(path).name
    is_beside = name.startswith((".", "~", "#")) or name.endswith(_LEFT_BEHIND)
    return not is_beside and name != "4913"  # vim tries with this name whether it may write


async def changes(wanted: Wanted, stop: asyncio.Event) -> AsyncIterator[None]:
    """Comes round once at the beginning, when it has begun to watch, and then after every change that matters.

    What changes while somebody deals with the change before is not missed. Raises LessonPackError with
    `env/cannot-watch`.
    """
    is_due = True
    while not stop.is_set():
        seen = _seen(wanted)
        async with aclosing(_batches(wanted.folder, stop)) as batches:
            async for found in batches:
                if found or is_due:
                    is_due = False
                    yield
                if _seen(wanted) != seen:
                    is_due = True
                    break


async def _batches(folder: Path, stop: asyncio.Event) -> AsyncGenerator[Any, None]:
    """Changes below the folders that are there now; none, again and again, while nothing happens."""
    there = [folder / name for name in FOLDERS if (folder / name).is_dir()]
    if not there:  # all is the program's own
        while not stop.is_set():
            yield ()
            await asyncio.sleep(_LOOK_MS / 1000)
        return
    watched = awatch(
        *there,
        watch_filter=matters,
        step=_PAUSE_MS,
        rust_timeout=_LOOK_MS,
        yield_on_timeout=True,
        stop_event=stop,
    )
    try:
        async with aclosing(watched) as batches:
            async for found in batches:
                yield found
    except OSError as fault:
        hint = "close programs that watch many files, or set WATCHFILES_FORCE_POLLING=1"
        reason = f"cannot watch {folder}: {fault.strerror or fault}"
        raise LessonPackError([error("env/cannot-watch", None, reason, hint=hint)]) from None


def _seen(wanted: Wanted) -> tuple[object, ...]:
    """What tells that folders have come, gone or been put in another's place, and that the pack file has changed,
    which may lie elsewhere."""
    folders = (_stamp(wanted.folder / name, "st_ino") for name in FOLDERS)
    pack = wanted.pack_file and wanted.folder / plan_file(Project(wanted.folder), wanted.pack_file)
    return (*folders, _stamp(pack, "st_mtime_ns") if pack else None)


def _stamp(path: Path, what: str) -> object:
    try:
        return getattr(path.stat(), what)
    except OSError:
        return None
