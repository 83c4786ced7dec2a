"""`lessonpack check`"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from lessonpack.api import (
    STANDARD,
    Diagnostic,
    LessonPackError,
    PackRequest,
    Project,
    __version__,
    build,
    explain,
    listed,
    mended,
    nearest,
    ordered,
    pressed,
    sarif,
)
from lessonpack.commands.shared import (
    day_of,
    exit_code,
    known_choice,
    opened,
    pack_option,
    project_option,
    summary,
    tell,
    today_option,
    untrusted_option,
    with_findings,
)


@click.command("check")
@click.argument("modules", nargs=-1, metavar="[MODULE]...")
@click.option("--list", "as_list", is_flag=True, help="List every code that a finding can carry, and check nothing.")
@click.option("--explain", "code", metavar="CODE", help="Explain a code, and check nothing.")
@click.option(
    "--fix",
    is_flag=True,
    help="First change your own modules where nothing has to be decided: recommended terms, forms of dates, spaces.",
)
@click.option("--dry-run", is_flag=True, help="With --fix: print what would change as a diff, and change nothing.")
@today_option
@pack_option
@untrusted_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", help="How findings are printed."
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@project_option
@with_findings
def command(
    modules: tuple[str, ...],
    *,
    as_list: bool,
    code: str | None,
    fix: bool,
    dry_run: bool,
    today: datetime | None,
    form: str,
    as_json: bool,
    templates: str | None,
    pack_file: str | None,
    untrusted: bool,
    folder: Path,
) -> None:
    """Checks the named modules, or all: content, policy, theme and templates, up to finished pages in memory."""
    if dry_run and not fix:
        raise click.UsageError("--dry-run goes with --fix")
    if as_list:
        click.echo("\n".join(listed()))
        return
    if code is not None:
        _explain(code)
        return
    project, day = opened(folder, templates, pack_file, untrusted=untrusted), day_of(today)
    known_choice("module", modules, project.every_module_id())
    plan = project.plan
    names = modules or (plan and plan.modules) or project.module_ids()
    if fix:
        _fix(project, names, day, dry_run=dry_run)
    if not dry_run:
        _check(opened(folder, templates, pack_file, untrusted=untrusted), names, day, form="json" if as_json else form)


def _explain(code: str) -> None:
    said = explain(code)
    if not said:
        near = ", ".join(nearest(code))
        raise click.BadParameter(f"there is no code {code!r}; " + (f"near: {near}" if near else "see --list"))
    click.echo(said)


def _fix(project: Project, names: tuple[str, ...], today: date, *, dry_run: bool) -> None:
    """Mends the project's own modules; a file that cannot be read is left to the check that follows."""
    changes = 0
    for name in names:
        try:
            made = mended(project, name, today)
        except LessonPackError as fault:
            if dry_run:
                tell(fault.diagnostics, project)
            continue
        if made is None:
            click.echo(f"{name} comes with lessonpack; only your own modules are changed", err=True)
        elif dry_run:
            click.echo(made.diff(), nl=False)
            changes += len(made.edits)
        else:
            made.write()
            for place, edit in made.edits:
                click.echo(f"{place}: fixed {edit.kind}: {edit.said}", err=True)
    if dry_run and changes:
        raise click.exceptions.Exit(1)


def _check(project: Project, names: tuple[str, ...], today: date, *, form: str) -> None:
    request = PackRequest(today=today)
    findings = [*_in_other_themes(project)]
    try:
        findings += project.letterhead.findings if project.letterhead else ()
        press = pressed(project, request)
        for name in names:
            try:
                findings += build(project, name, request, press).diagnostics
            except LessonPackError as fault:
                findings += fault.diagnostics
    except LessonPackError as fault:
        findings += fault.diagnostics
    found = ordered(findings)
    if form == "text":
        tell(found, project)
        click.echo(summary(found, len(names)))
    else:
        folder = project.folder.as_posix()
        is_below = not project.folder.is_absolute() and ".." not in project.folder.parts
        log = sarif(found, version=__version__, folder=folder if is_below else "")
        out = [d.as_json() for d in found] if form == "json" else log
        click.echo(json.dumps(out, ensure_ascii=False, indent=2))
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
