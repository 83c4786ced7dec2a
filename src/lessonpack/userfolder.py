"""The user's own folder on this computer: what helps later builds lies there, and the locks of builds side by side."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from platformdirs import user_cache_path
from portalocker import AlreadyLocked, Lock, LockException

from lessonpack.diagnostics import LessonPackError, error

FOLDER_VARIABLE = "LESSONPACK_CACHE"
"""The variable of the environment that names another folder."""
_WAIT_SECONDS = 60.0


def user_folder() -> Path:
    """By the system's custom, or where the variable LESSONPACK_CACHE says."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else user_cache_path("lessonpack", appauthor=False)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keeps other builds of this user out of a folder; they wait for each other.

    Where the system gives no lock, the build goes on without. Raises LessonPackError with env/locked where another does
    not end within a minute.
    """
    lock = _lock(folder)
    try:
        if lock is not None:
            lock.acquire()
    except AlreadyLocked:
        found, hint = f"another build is writing into {folder}", "wait until it is done, or stop it; then build again"
        raise LessonPackError([error("env/locked", None, found, hint=hint)]) from None
    except (LockException, OSError):
        lock = None
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _lock(folder: Path) -> Lock[IO[str]] | None:
    # Locks stay behind as empty files: 256 serve all folders, and hardly ever two builds that need not wait.
    name = sha256(os.fsencode(folder.resolve())).hexdigest()[:2]
    locks = user_folder() / "locks"
    try:
        user_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        locks.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return None
    return Lock(locks / name, "a", timeout=_WAIT_SECONDS, check_interval=0.02)
