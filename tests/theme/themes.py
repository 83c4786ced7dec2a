"""Projects with theme files of their own, and what they are read as."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonpack.diagnostics import Diagnostic, LessonPackError
from lessonpack.project import Project
from lessonpack.theme.tokens import Theme

SHIPPED = ("standard", "ink-saver", "large-print", "plain")


def project(folder: Path, **files: str) -> Project:
    """A project whose `standard` is theme.yaml and whose other themes stand beside it; `_` in a name is written `-`."""
    own = folder / "templates/standard/themes"
    own.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = own.parent / "theme.yaml" if name == "standard" else own / f"{name.replace('_', '-')}.yaml"
        path.write_text(text, encoding="utf-8")
    return Project(folder)


def theme(folder: Path, name: str, **files: str) -> Theme:
    return project(folder, **files).theme_called(name)


def refused(folder: Path, name: str, **files: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(LessonPackError) as caught:
        theme(folder, name, **files)
    return caught.value.diagnostics


def places(found: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(str(one.span).removeprefix("templates/standard/"), one.code) for one in found]
