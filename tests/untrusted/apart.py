"""Sets of templates whose rendering is done elsewhere, and children that do something else than rendering."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonpack.diagnostics import Diagnostic, LessonPackError
from lessonpack.select.selection import Selection
from lessonpack.untrusted import process
from lessonpack.untrusted.messages import READY
from lessonpack.untrusted.templates import UntrustedTemplates
from tests.render.project import a_selection, templates

IMPORTS = "import sys; sys.path[:] = sys.argv[1:]\n"


def untrusted(folder: Path, **files: str) -> UntrustedTemplates:
    """A set in `folder`; `student` is the one to render."""
    return UntrustedTemplates(templates(folder, **files).roots)


def refused(made: UntrustedTemplates, selection: Selection | None = None) -> tuple[Diagnostic, ...]:
    """The findings with which the set's `student` is refused."""
    with pytest.raises(LessonPackError) as caught:
        made.tree("student", selection or a_selection())
    return caught.value.diagnostics


def instead(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """The child runs this code, not ours."""
    monkeypatch.setattr(process, "_START", IMPORTS + code)


def answering(monkeypatch: pytest.MonkeyPatch, said: bytes, *, status: int = 0) -> None:
    """No child is started; this is what it would have said behind READY."""
    monkeypatch.setattr(process, "run", lambda task: process.Ended(READY + said, status, is_late=False))
