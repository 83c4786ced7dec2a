"""Theme files -> Theme: one laid over the other along `extends`, with every fault at its place in the file that has it.

Which file answers to a name is left to the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import reduce
from pathlib import Path

from lessonpack.diagnostics import Diagnostic, LessonPackError, error
from lessonpack.load.decode import decoded
from lessonpack.load.files import read_bytes
from lessonpack.load.overlay import joined
from lessonpack.load.source import read_yaml
from lessonpack.model.placed import Mapping
from lessonpack.theme.beside import Beside, Folders
from lessonpack.theme.tokens import Theme


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """One file of a theme: the theme's name, its path, its name for people, the folder that it may not lead out of."""

    name: str
    path: Path
    shown: str
    root: Path


Parent = Callable[[str, ThemeFile], ThemeFile | None]
"""The file that answers to a name in `extends` of a file; None where there is none."""


def load_theme(first: ThemeFile, parent: Parent, *, known: tuple[str, ...] = ()) -> Theme:
    """The theme that begins with a file; `known` are the names that `extends` can have, for hints.

    Raises LessonPackError with all faults of the files that it is made of.
    """
    faults: list[Diagnostic] = []
    trees: list[Mapping] = []
    files: list[ThemeFile] = []
    upper: ThemeFile | None = first
    while upper is not None:
        files.append(upper)
        trees.append(read_yaml(read_bytes(upper.path, upper.shown), upper.shown, found=faults))
        faults += _misnamed(trees[-1], upper)
        upper = _extended(trees[-1], files, parent, known)
    tree = reduce(joined, reversed(trees))
    context = Beside({file.shown: Folders(file.path.parent, file.root) for file in files})
    try:
        theme = decoded(Theme, tree, first.shown, context=context)
    except LessonPackError as fault:
        raise LessonPackError([*faults, *fault.diagnostics]) from None
    if faults:
        raise LessonPackError(faults)
    return theme.model_copy(update={"name": first.name})


def _misnamed(tree: Mapping, file: ThemeFile) -> list[Diagnostic]:
    """theme/name: a theme answers to the name of its file, and a copied `name:` would mislead."""
    typed = tree.get("name")
    if typed is None or typed == file.name:
        return []
    found = f"this theme calls itself `{typed}`; by its file it is `{file.name}`"
    return [error("theme/name", tree.value_spans["name"], found, hint="delete the line, or rename the file")]


def _extended(tree: Mapping, files: list[ThemeFile], parent: Parent, known: tuple[str, ...]) -> ThemeFile | None:
    """The next file of the chain; None at its end. Raises LessonPackError with theme/extends."""
    if "extends" not in tree:
        return None
    span, name = tree.value_spans["extends"], tree["extends"]
    found = parent(name, files[-1]) if isinstance(name, str) else None
    if found is None:
        near = get_close_matches(str(name), known, n=1, cutoff=0.6)
        listed = f"there are: {', '.join(known)}" if known else "`lessonpack build --list-themes` lists them"
        hint = f"did you mean `{near[0]}`?" if near else f"{listed}; for example extends: standard"
        raise LessonPackError([error("theme/extends", span, f"there is no theme `{name}` to extend", hint=hint)])
    if found in files:
        chain = " -> ".join(file.shown for file in (*files, found))
        hint = "one of them must say all of its values itself"
        raise LessonPackError([error("theme/extends", span, f"the themes extend each other: {chain}", hint=hint)])
    return found
