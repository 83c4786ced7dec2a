"""Which file answers to a name, and why: a project's own files first, then the ones that come with the program."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a file is looked for: a root, and the name (with `/`) below it."""

    root: Root
    name: str

    def found(self) -> Found | None:
        """The file, if it is there; never one outside its root.

        Raises LessonPackError for what has the name and is no file that may answer: another place's file must not
        answer for it, for it may allow what this one forbids.
        """
        parts = PurePosixPath(self.name)
        if parts.is_absolute() or ".." in parts.parts:
            return None
        path = self.root.folder / parts
        if _is(path.is_file, path):
            _refuse_outside(path, self.root, self.name)
            return Found(path, self.root.shown(self.name), self.root)
        if parts.suffix and _is(path.is_dir, path):
            found = "this is a folder, where a file is looked for"
            raise LessonPackError([error("project/no-file", Span(self.root.shown(self.name)), found)])
        return None


def places(name: str, roots: tuple[Root, ...]) -> tuple[Place, ...]:
    """Where a name is looked for, in order."""
    return tuple(Place(root, name) for root in roots)


def places_in_sets(file: str, sets: tuple[str, ...], roots: tuple[Root, ...]) -> tuple[Place, ...]:
    """Where a file of a template set is looked for: first the set in every root, then the set that it extends."""
    return tuple(Place(root, f"templates/{name}/{file}") for name in sets for root in roots)


def first_of(looked_at: Iterable[Place]) -> Found | None:
    return next((found for place in looked_at if (found := place.found())), None)


def find(name: str, roots: tuple[Root, ...]) -> Found | None:
    """The first file called `name` (with `/`), searching the roots in order; never one outside its root.

    Raises LessonPackError for what has the name and is no file that may answer (see Place.found).
    """
    return first_of(places(name, roots))


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


def explain(looked_at: Iterable[Place]) -> list[str]:
    """One line for each place that is looked at, the chosen one marked."""
    lines = []
    is_answered = False
    for place in looked_at:
        is_there = place.found() is not None
        is_chosen = is_there and not is_answered
        is_answered = is_answered or is_there
        mark = "->" if is_chosen else "  "
        state = "chosen" if is_chosen else "found, but an earlier one answers" if is_there else "not there"
        lines.append(f"{mark} {place.root.shown(place.name)}  ({place.root.why}): {state}")
    return lines
