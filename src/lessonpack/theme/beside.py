"""Files that a theme names, such as fonts and a logo: looked for beside the theme file that names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a theme file lies, and the folder that relative names may not lead out of."""

    own: Path
    root: Path


@dataclass(frozen=True, slots=True)
class Beside:
    """What validation is told of the disk: for each theme file, by its name for people, where it lies."""

    folders: Mapping[str, Folders]

    def find(self, typed: str, *, may_be_absolute: bool) -> Path:
        """The path that a theme file means. Raises ValueError with the reason why there is none."""
        path = Path(typed)
        if path.is_absolute():
            if not may_be_absolute:
                raise ValueError("give its place from the theme file on, not from the root of the disk")
            return path
        span = getattr(typed, "span", None)
        folders = self.folders.get(span.file) if span else None
        if folders is None:
            raise ValueError("it is not said which file names it")
        path = folders.own / path
        if not path.resolve().is_relative_to(folders.root.resolve()):
            raise ValueError("it lies outside of the project's folder")
        return path


def read_beside(typed: object, info: ValidationInfo, code: str, *, most_mb: int, may_be_absolute: bool) -> bytes:
    """The bytes of a file that a theme names.

    Raises PydanticCustomError with `code` for what is missing, unreadable, larger than `most_mb` megabytes, or where it
    may not be.
    """
    context = info.context
    try:
        if not isinstance(typed, str) or not isinstance(context, Beside):
            raise ValueError("the name of a file is expected here")
        path = context.find(typed, may_be_absolute=may_be_absolute)
        size = path.stat().st_size
        if size > most_mb * 1_000_000:
            raise ValueError(f"it has {size / 1_000_000:.1f} MB; at most {most_mb} MB are taken")
        return path.read_bytes()
    except FileNotFoundError:
        why = "there is no such file"
    except OSError as fault:
        why = f"it cannot be read: {fault.strerror or type(fault).__name__}"
    except ValueError as fault:
        why = str(fault)
    raise PydanticCustomError(code, "{name}: {why}", {"name": str(typed)[:120], "why": why})
