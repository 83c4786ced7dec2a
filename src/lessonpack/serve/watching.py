"""Which files a preview watches, and which of their changes matter."""

from __future__ import annotations

import asyncio
import os
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
                    break
        is_due = True  # what changed meanwhile, nobody has told


async def _batches(folder: Path, stop: asyncio.Event) -> AsyncGenerator[Any, None]:
    """Changes in the folders that are there now; none, again and again, while nothing happens."""
    there = _followed(folder)
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
        recursive=False,  # it would go wherever a link leads
        stop_event=stop,
    )
    try:
        async with aclosing(watched) as batches:
            async for found in batches:
                yield found
    except FileNotFoundError:
        return  # a folder went just now; the others are watched anew
    except OSError as fault:
        hint = "close programs that watch many files, or set WATCHFILES_FORCE_POLLING=1"
        reason = f"cannot watch {folder}: {fault.strerror or fault}"
        raise LessonPackError([error("env/cannot-watch", None, reason, hint=hint)]) from None


def _followed(project: Path) -> list[Path]:
    """The folders to watch, each once. A link is followed where the program reads what lies behind it: inside of the
    project; and not to where it stands itself, which would bring in all that is built."""
    root = project.resolve()
    found: dict[Path, Path] = {}
    left = [project / name for name in FOLDERS]
    while left:
        folder = left.pop()
        real = folder.resolve()
        if real in found or not real.is_relative_to(root) or root == real:
            continue
        try:
            with os.scandir(folder) as inside:
                left += (Path(one.path) for one in inside if one.is_dir() and matters("", one.path))
        except OSError:  # not there, no folder, or not for us to read
            continue
        found[real] = folder
    return list(found.values())


def _seen(wanted: Wanted) -> tuple[object, ...]:
    """What tells that folders have come, gone or been put in another's place, and that the pack file has changed,
    which may lie elsewhere."""
    folders = ((folder, _stamp(folder, "st_ino")) for folder in sorted(_followed(wanted.folder)))
    pack = wanted.pack_file and wanted.folder / plan_file(Project(wanted.folder), wanted.pack_file)
    return (*folders, _stamp(pack, "st_mtime_ns") if pack else None)


def _stamp(path: Path, what: str) -> object:
    try:
        return getattr(path.stat(), what)
    except OSError:
        return None
