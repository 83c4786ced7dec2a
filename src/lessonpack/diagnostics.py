"""What is wrong, where, and what to do next: the one form in which every layer reports a fault.

Knows nothing of modules, templates or files on disk; the caller hands in the source text when a line is to be shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

INTERNAL = "internal/fault"
"""The code of a defect of the program, which no change of content mends."""


class Severity(StrEnum):
    """ERROR stops a build; WARNING is told and counted, and the build goes on; NOTE is told by `check` alone."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in an input file: path as shown to people, line and column counted from 1 in characters.

    Two places are equal where they begin alike, however wide they are.
    """

    file: str
    line: int = 1
    column: int = 1
    width: int = field(default=1, compare=False, repr=False)
    """Characters of the line that are meant, from the column on; 1 where nobody knows where it ends."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `code` is stable (`area/what`); `span` is None only where no file is at fault (a full disk)."""

    code: str
    message: str
    span: Span | None = None
    severity: Severity = Severity.ERROR
    hint: str = ""
    about: str = ""
    """Id of the content item that it is about, so that a module can waive it; empty where it is about none."""

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    @property
    def is_environment(self) -> bool:
        """True for faults that no change of content mends: disk, lock, permission, font."""
        return self.code.startswith("env/")

    def as_json(self) -> dict[str, str | int | None]:
        """Stable keys for `--json` and pack.json; a finding without a place has nulls there. `end_column` is the first
        column behind what is meant."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "file": self.span.file if self.span else None,
            "line": self.span.line if self.span else None,
            "column": self.span.column if self.span else None,
            "end_column": self.span.column + self.span.width if self.span else None,
            "message": self.message,
            "hint": self.hint or None,
            "item": self.about or None,
        }


def error(code: str, span: Span | None, message: str, *, hint: str = "", about: str = "") -> Diagnostic:
    return Diagnostic(code, message, span, Severity.ERROR, hint, about)


def warning(code: str, span: Span | None, message: str, *, hint: str = "", about: str = "") -> Diagnostic:
    return Diagnostic(code, message, span, Severity.WARNING, hint, about)


class LessonPackError(Exception):
    """The work cannot go on; carries every finding that was made until then, errors and warnings."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = ordered(diagnostics)
        super().__init__("\n".join(one_line(d) for d in self.diagnostics))


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By file, line and column, each finding once; those without a place come first."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda d: (d.span is not None, d.span or Span(""), d.code, d.message)))


Paint = Callable[[str, str], str]
"""(part, words) -> words in the part's colour: a severity, `place`, `gutter`, `caret` or `hint`."""


def unpainted(part: str, words: str) -> str:
    """The paint for files and pipes: none."""
    return words


def one_line(diagnostic: Diagnostic, paint: Paint = unpainted) -> str:
    place = paint("place", f"{diagnostic.span}:") + " " if diagnostic.span else ""
    kind = paint(str(diagnostic.severity), f"{diagnostic.severity} {diagnostic.code}:")
    return f"{place}{kind} {diagnostic.message}"


def explained(diagnostic: Diagnostic, source: Callable[[str], str | None], paint: Paint = unpainted) -> str:
    """The finding with its source line, carets below what is meant, and the hint.

    `source` gives a file's text by the name in the span, or None when there is none to show.
    """
    lines = [one_line(diagnostic, paint)]
    if diagnostic.span:
        lines += excerpt(diagnostic.span, source(diagnostic.span.file), paint)
    if diagnostic.hint:
        lines.append(f"  {paint('hint', 'hint:')} {diagnostic.hint}")
    return "\n".join(lines)


_SHOWN_COLUMNS = 110


def excerpt(span: Span, text: str | None, paint: Paint = unpainted) -> list[str]:
    """The line of a file with carets below what is meant; nothing where there is no such line."""
    rows = _rows(text) if text is not None else []
    if not 1 <= span.line <= len(rows) or not rows[span.line - 1]:
        return []
    # Tabs and other controls would move the caret away from its column.
    row = "".join(c if c.isprintable() else " " for c in rows[span.line - 1])
    start = max(0, span.column - 1 - _SHOWN_COLUMNS + 20)
    gutter = f"{span.line:>5} | "
    shown = row[start : start + _SHOWN_COLUMNS].rstrip()
    before, meant = shown[: span.column - 1 - start], shown[span.column - 1 - start :][: span.width]
    indent = " " * (len(gutter) + _cells(before) + span.column - 1 - start - len(before))
    carets = "^" * max(1, _cells(meant))
    return [paint("gutter", gutter) + shown, indent + paint("caret", carets)]


@lru_cache(maxsize=4)
def _rows(text: str) -> list[str]:
    """The lines of a file; many findings in a row are about the same one."""
    # Not splitlines(): it parts lines at characters that editors and our columns do not count as ends.
    return re.split(r"\r\n|\r|\n", text)


def _cells(text: str) -> int:
    """Columns of a terminal that a text takes: two for a character of East Asia, none for a mark above a letter."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)
