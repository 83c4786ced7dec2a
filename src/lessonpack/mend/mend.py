"""Mends a module's file where nothing has to be decided, and gives back what was changed; writing is a second step.

Only modules: a number or a date in the register of help lines, and a rule of the policy, are for people to change. An
edit that would bring about a new finding is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from pathlib import Path
from unicodedata import normalize

from lessonpack.check.case import Content
from lessonpack.check.registry import check
from lessonpack.diagnostics import LessonPackError, Severity, Span, error
from lessonpack.load.files import read_bytes, read_module
from lessonpack.load.source import read_yaml
from lessonpack.mend.dates import rewritten
from lessonpack.mend.edits import Edit, FileText, apart, applied
from lessonpack.mend.form import mended_form
from lessonpack.mend.words import mended_words
from lessonpack.model.module import Module
from lessonpack.project import Project
from lessonpack.replacing import replace_file


@dataclass(frozen=True, slots=True)
class Mended:
    """A module's file before and after. `edits` are told with their places in the file as it was."""

    path: Path
    shown: str
    before: FileText
    after: FileText
    edits: tuple[tuple[Span, Edit], ...]

    def diff(self) -> str:
        """The change as a unified diff; empty where nothing changes."""
        before, after = (text.raw.splitlines(keepends=True) for text in (self.before, self.after))
        found = unified_diff(before, after, f"a/{self.shown}", f"b/{self.shown}")
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in found)

    def write(self) -> None:
        """Puts the new file in the place of the old one, whole or not at all. Raises LessonPackError for a disk that
        refuses, and for a file that was changed since it was read."""
        if not self.edits:
            return
        if read_bytes(self.path, self.shown) != self.before.raw.encode():
            found = "the file was changed while it was being mended; nothing is written"
            raise LessonPackError([error("env/cannot-write", Span(self.shown), found, hint="run the command again")])
        try:
            replace_file(self.path.resolve(), self.after.raw.encode())
        except OSError as fault:
            said = f"the file cannot be written: {fault.strerror or type(fault).__name__}"
            raise LessonPackError([error("env/cannot-write", Span(self.shown), said)]) from None


def mended(project: Project, name: str, today: date) -> Mended | None:
    """What mending a module would change; None for a module that comes with the program.

    Raises LessonPackError for a file that cannot be read as YAML: where its parts begin is then anybody's guess.
    """
    found = project.find(f"content/{name}/module.yaml")
    if found.root is not project.roots[0]:
        return None
    data = read_bytes(found.path, found.shown)
    tree = read_yaml(data, found.shown, found=[])
    before = FileText.of(data)
    form = _harmless(before.text, apart(mended_form(before.text, tree)), lambda text: _says(text) == _folded(tree))
    once = applied(before.text, form)
    rules = _Rules(project, found.shown, today)
    content = rules.content(once)
    words: tuple[Edit, ...] = ()
    if content is not None:
        known = rules.findings(content)
        words = _harmless(once, apart(mended_words(once, content)), lambda text: rules.is_no_worse(text, known))
    told = [*((edit.place(before.text, found.shown), edit) for edit in form)]
    told += [(edit.place(once, found.shown), edit) for edit in words]
    after = before.after(form).after(words)
    return Mended(found.path, found.shown, before, after, tuple(sorted(told, key=lambda pair: pair[0])))


Judge = Callable[[str], bool]


def _harmless(text: str, edits: tuple[Edit, ...], is_sound: Judge) -> tuple[Edit, ...]:
    """The edits after which the text is still sound: all of them, or as many as can be told to be so one by one."""
    kept: tuple[Edit, ...] = ()
    left = edits
    while left:
        if is_sound(applied(text, (*kept, *left))):
            return tuple(sorted((*kept, *left)))
        added = kept
        for edit in left:
            if is_sound(applied(text, (*added, edit))):
                added = (*added, edit)
        if added == kept:
            break
        kept, left = added, tuple(edit for edit in left if edit not in added)
    return tuple(sorted(kept))


def _says(text: str) -> object:
    """What a text is read as, with white space folded; None where it cannot be read."""
    try:
        return _folded(read_yaml(text.encode(), "", found=[]))
    except LessonPackError:
        return None


def _folded(value: object) -> object:
    """Data in which spaces, the two ways to write a letter and the forms of a date make no difference."""
    match value:
        case dict():
            return {key: _folded(part) for key, part in value.items()}
        case list():
            return [_folded(part) for part in value]
        case str():
            return normalize("NFC", rewritten(value) or " ".join(value.split()))
        case _:
            return value


Findings = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules before which an edit has to stand."""

    project: Project
    file: str
    today: date

    def content(self, text: str) -> Content | None:
        """The module that a text describes; None where it has faults that keep it from being read."""
        try:
            module: Module = read_module(text.encode(), self.file)
            return Content(module, self.project.policy, self.project.help_lines, self.today)
        except LessonPackError:
            return None

    def findings(self, content: Content) -> Findings:
        """Errors and warnings by code and item; notes are no faults."""
        found = check(content.module, content.policy, today=self.today, help_lines=content.help_lines)
        return Counter((f.code, f.about) for f in found if f.severity is not Severity.NOTE)

    def is_no_worse(self, text: str, known: Findings) -> bool:
        content = self.content(text)
        return content is not None and not self.findings(content) - known
