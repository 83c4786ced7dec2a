"""A finished page for browsers -> a file to look at, outside of the project, that nobody else on the computer can read.

The file stays until the next preview of the same project takes its place: a browser reads it whenever it likes.
"""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from lessonpack.diagnostics import LessonPackError, error
from lessonpack.pack import PackFile
from lessonpack.replacing import replace_file


def put_preview(file: PackFile, project: Path) -> Path:
    """Writes the file where previews of the project folder go, in the place of the one before; gives back its path.

    Raises LessonPackError with `env/cannot-write`.
    """
    folder = preview_folder(project)
    try:
        _make_private(folder)
        replace_file(folder / file.name, file.data, is_private=True)
        for other in folder.iterdir():
            if other.name != file.name:
                with suppress(OSError):  # a program holds it open; it goes next time
                    other.unlink()
    except OSError as fault:
        hint = "make room in the folder for temporary files, or set TMPDIR to another one"
        reason = fault.strerror or type(fault).__name__
        raise LessonPackError(
            [error("env/cannot-write", None, f"cannot write the preview to {folder}: {reason}", hint=hint)]
        ) from None
    return folder / file.name


def preview_folder(project: Path) -> Path:
    """The same for a project folder and user each time, so that an open page can be loaded again."""
    user = os.getuid() if hasattr(os, "getuid") else ""
    name = sha256(f"{user}:{project.resolve()}".encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"lessonpack-preview-{name}"


def _make_private(folder: Path) -> None:
    """Makes the folder, or refuses one that somebody else has put there: its name can be guessed."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    is_ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    if not stat.S_ISDIR(found.st_mode) or not is_ours:
        raise PermissionError(None, "the folder belongs to somebody else")
    folder.chmod(0o700)
