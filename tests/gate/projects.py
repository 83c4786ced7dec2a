"""A project folder of its own: the shipped templates, changed by a test, and content that is made by one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from lessonpack.diagnostics import LessonPackError
from lessonpack.model.audience import Audience, Level, Role
from lessonpack.project import Project
from lessonpack.render.compose import compose
from lessonpack.select.select import select
from lessonpack.select.selection import Selection
from lessonpack.tree.nodes import Document
from tests.modules import ROOT, TODAY, a_help_line


def a_project(
    folder: Path, *modules: dict[str, Any], help_lines: tuple[dict[str, Any], ...] = (a_help_line("h1"),)
) -> Project:
    """A folder with the shipped policy and templates, and the given modules and help lines. JSON is YAML, too."""
    shutil.copytree(ROOT / "templates/standard", folder / "templates/standard")
    for data in modules:
        path = folder / "content" / data["id"] / "module.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(data), encoding="utf-8")
    if modules:
        register = {"lessonpack": "1", "resources": list(help_lines)}
        (folder / "content/help.yaml").write_text(json.dumps(register), encoding="utf-8")
    return Project(folder)


def change(project: Project, name: str, old: str, new: str) -> Project:
    """The project with `old` in one of its templates replaced; a project afresh, since templates are kept."""
    path = project.folder / "templates/standard" / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return Project(project.folder)


def selected(project: Project, module: str, role: Role, band: str = "D", level: Level = Level.CORE) -> Selection:
    return select(
        project.module(module),
        Audience(role, band, level),
        project.policy,
        help_lines=project.help_lines,
        today=TODAY,
    )


def composed(project: Project, module: str, role: Role, band: str = "D") -> Document:
    return compose(selected(project, module, role, band), project.templates, today=TODAY)


def refusals(project: Project, module: str, role: Role = Role.STUDENT, band: str = "D") -> list[str]:
    """The codes with which a document is refused; none where it may leave."""
    try:
        composed(project, module, role, band)
    except LessonPackError as fault:
        return [d.code for d in fault.diagnostics]
    return []


def typed_before(project: Project, markup: str, line: str = "{{ b.questions(pack.questions) }}") -> Project:
    """The project with something typed into the students' template."""
    return change(project, "student.html.j2", line, markup + line)
