"""Which file answers to a name, and why: a project's own files first, then the ones that come with the program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lessonpack.diagnostics import LessonPackError, Span, error


@dataclass(frozen=True, slots=True)
class Root:
    """A folder with `content/` and `templates/` below it; `label` goes before file names shown to people."""

    folder: Path
    label: str
    why: str
    """How the folder is called in an explanation."""

    def shown(self, name: str) -> str:
        return self.label + name


@dataclass(frozen=True, slots=True)
class Found:
    """The file that answers, and the name for people."""

    path: Path
    shown: str
    root: Root


def find(name: str, roots: tuple[Root, ...]) -> Found | None:
    """The first file called `name` (with `/`), searching the roots in order; never one outside its root."""
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts:
        return None
    for root in roots:
        path = root.folder / parts
        if _is_inside(path, root.folder):
            return Found(path, root.shown(name), root)
    return None


def _is_inside(path: Path, folder: Path) -> bool:
    """Raises LessonPackError for what is there and cannot be looked at: another root's file must not answer for it."""
    try:
        return path.is_file() and path.resolve().is_relative_to(folder.resolve())
    except PermissionError:
        found = "this may not be read"
        raise LessonPackError([error("env/cannot-read", Span(path.as_posix()), found)]) from None
    except OSError:
        return False  # a name too long or too odd for a file


def explain(name: str, roots: tuple[Root, ...]) -> list[str]:
    """One line for each place that was looked at, the chosen one marked."""
    chosen = find(name, roots)
    lines = []
    for root in roots:
        mark = "->" if chosen and chosen.root is root else "  "
        is_there = find(name, (root,)) is not None
        state = "chosen" if mark == "->" else "found, but an earlier one answers" if is_there else "not there"
        lines.append(f"{mark} {root.shown(name)}  ({root.why}): {state}")
    return lines
