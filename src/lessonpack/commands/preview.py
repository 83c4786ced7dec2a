"""`lessonpack preview`"""

from __future__ import annotations

import webbrowser
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from lessonpack.api import DOCUMENTS, STANDARD, Pack, PackFile, PackRequest, Project, Severity, build, put_preview
from lessonpack.commands.shared import (
    day_of,
    is_of_another_day,
    known_choice,
    opened,
    pack_option,
    project_option,
    tell,
    today_option,
    with_findings,
)


@click.command("preview")
@click.argument("module")
@click.option("--band", help="The band; by default the youngest that gets the document.")
@click.option("--document", type=click.Choice(DOCUMENTS), default="student", show_default=True)
@click.option("--level", type=click.Choice(["core", "easy"]), default="core", show_default=True)
@click.option("--theme", default=STANDARD, show_default=True, help="In this look; `build --list-themes` names all.")
@click.option("--no-open", is_flag=True, help="Do not open a browser; print where the page is.")
@today_option
@pack_option
@project_option
@with_findings
def command(
    module: str,
    band: str | None,
    document: str,
    level: str,
    theme: str,
    no_open: bool,
    today: datetime | None,
    templates: str | None,
    pack_file: str | None,
    folder: Path,
) -> None:
    """Shows one document of MODULE as a page in the browser, as it would be built now.

    The page lies in a private folder for temporary files until the next preview takes its place.
    """
    project = opened(folder, templates, pack_file)
    bands = project.policy.student_bands()
    known_choice("theme", [theme], project.theme_names())
    known_choice("module", [module], project.every_module_id())
    known_choice("band", [band] if band else [], bands)
    asked = PackRequest(
        day_of(today), documents=(document,), formats=("html",), theme=theme, stays_draft=is_of_another_day(today)
    )
    pack, page = _page(project, module, [band] if band else bands, asked=asked, level=level)
    path = put_preview(page, project.folder)
    tell((d for d in pack.diagnostics if d.severity is not Severity.NOTE), project)
    click.echo(path.as_posix())
    if not no_open and not webbrowser.open(path.as_uri()):
        click.echo("no browser answers here; open the file above in one", err=True)


def _page(
    project: Project, module: str, bands: Iterable[str], *, asked: PackRequest, level: str
) -> tuple[Pack, PackFile]:
    """The document of the first band that gets it. Teachers have one for all levels."""
    (document,) = asked.documents
    for band in bands:
        pack = build(project, module, replace(asked, bands=(band,)))
        for file in pack.files:
            if document == "teacher" or file.level == level:
                return pack, file
    wanted = f"{document} document" + (" in easy words" if level == "easy" and document != "teacher" else "")
    raise click.UsageError(f"there is no {wanted} here; `lessonpack show {module}` says what each band gets, and why")
