"""`lessonpack doctor`"""

from __future__ import annotations

from pathlib import Path

import click

from lessonpack.api import Project, Severity, file_report, project_report
from lessonpack.commands.shared import exit_code, project_option, tell, with_findings


@click.command("doctor")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@project_option
@with_findings
def command(file: Path | None, folder: Path) -> None:
    """Says what is found in FILE.docx, a school's letterhead, and what of it is used; without FILE, what is found in
    the project and on this computer. Changes nothing."""
    project = Project(folder)
    lines, findings = file_report(file) if file else project_report(project)
    click.echo("\n".join(lines))
    tell((finding for finding in findings if finding.severity is not Severity.NOTE), project)
    if code := exit_code(findings):
        raise click.exceptions.Exit(code)
