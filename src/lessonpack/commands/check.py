"""`lessonpack check`"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from lessonpack.api import (
    STANDARD,
    Diagnostic,
    LessonPackError,
    PackRequest,
    Project,
    Severity,
    build,
    explain,
    listed,
    nearest,
    ordered,
    pressed,
)
from lessonpack.commands.shared import (
    day_of,
    exit_code,
    known_choice,
    project_option,
    tell,
    today_option,
    with_findings,
)


@click.command("check")
@click.argument("modules", nargs=-1, metavar="[MODULE]...")
@click.option("--list", "as_list", is_flag=True, help="List every code that a finding can carry, and check nothing.")
@click.option("--explain", "code", metavar="CODE", help="Explain a code, and check nothing.")
@today_option
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@project_option
@with_findings
def command(
    modules: tuple[str, ...], as_list: bool, code: str | None, today: datetime | None, as_json: bool, folder: Path
) -> None:
    """Checks the named modules, or all: content, policy, theme and templates, up to finished pages in memory."""
    if as_list:
        click.echo("\n".join(listed()))
    elif code is not None:
        _explain(code)
    else:
        _check(modules, today, as_json, folder)


def _explain(code: str) -> None:
    said = explain(code)
    if not said:
        near = ", ".join(nearest(code))
        raise click.BadParameter(f"there is no code {code!r}; " + (f"near: {near}" if near else "see --list"))
    click.echo(said)


def _check(modules: tuple[str, ...], today: datetime | None, as_json: bool, folder: Path) -> None:
    project = Project(folder)
    known_choice("module", modules, project.every_module_id())
    names = modules or project.module_ids()
    findings = [*_in_other_themes(project), *(project.letterhead.findings if project.letterhead else ())]
    request = PackRequest(today=day_of(today))
    press = pressed(project, request)
    for name in names:
        try:
            findings += build(project, name, request, press).diagnostics
        except LessonPackError as fault:
            findings += fault.diagnostics
    found = ordered(findings)
    if as_json:
        click.echo(json.dumps([d.as_json() for d in found], ensure_ascii=False, indent=2))
    else:
        tell(found, project)
        counted = Counter(d.severity for d in found)
        told = ", ".join(f"{counted[severity]} {severity}s" for severity in Severity)
        click.echo(f"{told} in {len(names)} modules")
    if exit_code(found):
        raise click.exceptions.Exit(exit_code(found))


def _in_other_themes(project: Project) -> Iterator[Diagnostic]:
    """The faults of each theme but the standard one, with which all is built."""
    for name in project.theme_names():
        if name == STANDARD:
            continue
        try:
            project.theme_called(name)
        except LessonPackError as fault:
            yield from fault.diagnostics
