"""Which file answers to a name, and why: a project's own files first, then the ones that come with the program."""

from __future__ import annotations

from collections.abc import Callable
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
    """The first file called `name` (with `/`), searching the roots in order; never one outside its root.

    Raises LessonPackError for what has the name and is no file that may answer: another root's file must not answer in
    its place, for it may allow what this one forbids.
    """
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts:
        return None
    for root in roots:
        path = root.folder / parts
        if _is(path.is_file, path):
            _refuse_outside(path, root, name)
            return Found(path, root.shown(name), root)
        if parts.suffix and _is(path.is_dir, path):
            found = "this is a folder, where a file is looked for"
            raise LessonPackError([error("project/no-file", Span(root.shown(name)), found)])
    return None


def _is(kind: Callable[[], bool], path: Path) -> bool:
    try:
        return kind()
    except PermissionError:
        found = "this may not be read"
        raise LessonPackError([error("env/cannot-read", Span(path.as_posix()), found)]) from None
    except OSError:
        return False  # a name too long or too odd for a file


def _refuse_outside(path: Path, root: Root, name: str) -> None:
    if not path.resolve().is_relative_to(root.folder.resolve()):
        found = "this is a link to a file outside of the folder, which is not read"
        hint = "put the file itself here, or delete the link"
        raise LessonPackError([error("project/outside", Span(root.shown(name)), found, hint=hint)])


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
