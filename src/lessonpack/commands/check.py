"""`lessonpack check`"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from lessonpack.api import Diagnostic, LessonPackError, PackRequest, Press, Project, build, ordered
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
@today_option
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@project_option
@with_findings
def command(modules: tuple[str, ...], today: datetime | None, as_json: bool, folder: Path) -> None:
    """Checks the named modules, or all: content, policy, theme and templates, up to finished pages in memory."""
    project = Project(folder)
    known_choice("module", modules, project.every_module_id())
    names = modules or project.module_ids()
    request = PackRequest(today=day_of(today))
    press = Press(project.theme, None)
    findings: list[Diagnostic] = []
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
        errors = sum(d.is_error for d in found)
        click.echo(f"{errors} errors, {len(found) - errors} warnings in {len(names)} modules")
    if exit_code(found):
        raise click.exceptions.Exit(exit_code(found))
