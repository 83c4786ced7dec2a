"""A file -> the same file with other bytes: whole, or as it was."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path


def replace_file(path: Path, data: bytes, *, is_private: bool = False) -> None:
    """Writes beside the file and moves into its place, with the rights that it had; a private one is its owner's alone.

    Raises OSError; then the file is as it was, and nothing lies beside it.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        if not is_private:
            _share(part, path)
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _share(part: Path, path: Path) -> None:
    """Gives the new file the rights of the old one, or those that files of this user begin with."""
    with suppress(FileNotFoundError):
        shutil.copymode(path, part)
        return
    umask = os.umask(0)
    os.umask(umask)
    part.chmod(0o666 & ~umask)
