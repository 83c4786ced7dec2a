"""A template set of one's own in a folder, and what it makes of a small selection."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from lessonpack.diagnostics import Diagnostic, LessonPackError
from lessonpack.project import shipped_root
from lessonpack.render.locate import Root
from lessonpack.render.templates import TemplateSet
from lessonpack.select.selection import Selection
from lessonpack.tree.build import Parsed
from lessonpack.tree.parse import parse
from tests.modules import a_definition, a_module, a_note, a_source, a_statistic, students

SHIPPED = Root(shipped_root(), "lessonpack:", "comes with lessonpack")


@cache
def a_selection() -> Selection:
    """A definition, a dated note, a source and a figure, as students read them."""
    return students(
        a_module(
            a_definition("d1", topics={"child_rights": 2}, text="One.\n\nTwo, see *this*."),
            a_note("n1", topics={}, as_of="2019-05"),
            a_source("s1", topics={}),
            a_statistic("f1", topics={}, value="1751.50"),
        )
    )


def templates(folder: Path, **files: str) -> TemplateSet:
    """A set in `folder` whose files are named without their endings; `student` is the one to render."""
    own = folder / "templates/standard"
    own.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (own / f"{name}.html.j2").write_text(text, encoding="utf-8")
    return TemplateSet((Root(folder, "", "your project"), SHIPPED))


def markup_of(folder: Path, *, selection: Selection | None = None, **files: str) -> str:
    return templates(folder, **files).render("student", selection or a_selection())


def parsed(folder: Path, *, selection: Selection | None = None, **files: str) -> Parsed:
    """The tree that the set's `student` makes; a title is put before what it writes."""
    made = templates(folder, **files)
    markup = made.render("student", selection or a_selection())
    return parse(markup if "<h1" in markup else f"<h1>Title</h1>{markup}", file=made.shown("student"))


def refused(folder: Path, *, selection: Selection | None = None, **files: str) -> tuple[Diagnostic, ...]:
    """The findings with which the set's `student` is refused."""
    with pytest.raises(LessonPackError) as caught:
        parsed(folder, selection=selection, **files)
    return caught.value.diagnostics


def told(findings: tuple[Diagnostic, ...]) -> list[str]:
    """Place and code, in one line each; the folder of the set is left out."""
    return [f"{d.span}".removeprefix("templates/standard/") + f" {d.code}" for d in findings]
