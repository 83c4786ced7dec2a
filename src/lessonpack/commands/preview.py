"""`lessonpack preview`"""

from __future__ import annotations

import webbrowser
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import click

from lessonpack.api import (
    DOCUMENTS,
    STANDARD,
    Pack,
    PackFile,
    PackRequest,
    Project,
    Severity,
    Wanted,
    build,
    put_preview,
    serve,
)
from lessonpack.commands.shared import (
    day_of,
    is_of_another_day,
    known_choice,
    opened,
    pack_option,
    project_option,
    tell,
    today_option,
    untrusted_option,
    with_findings,
)


@click.command("preview")
@click.argument("module")
@click.option("--band", help="The band; by default the youngest that gets the document.")
@click.option("--document", type=click.Choice(DOCUMENTS), default="student", show_default=True)
@click.option("--level", type=click.Choice(["core", "easy"]), default="core", show_default=True)
@click.option("--theme", default=STANDARD, show_default=True, help="In this look; `build --list-themes` names all.")
@click.option("--watch", is_flag=True, help="Stay, show all documents and findings, and follow every change.")
@click.option("--port", type=click.IntRange(1024, 65535), help="The port for --watch; by default a free one.")
@click.option("--no-open", is_flag=True, help="Do not open a browser; print where the page is.")
@today_option
@pack_option
@untrusted_option
@project_option
@with_findings
def command(
    module: str,
    band: str | None,
    document: str,
    level: str,
    theme: str,
    *,
    watch: bool,
    port: int | None,
    no_open: bool,
    today: datetime | None,
    templates: str | None,
    pack_file: str | None,
    untrusted: bool,
    folder: Path,
) -> None:
    """Shows one document of MODULE as a page in the browser, as it would be built now.

    The page lies in a private folder for temporary files until the next preview takes its place.

    With --watch the page follows: save a file of the project, and it is built and shown anew, as a page and as a PDF,
    for all bands, with what `check` finds beside it. Where nothing can be built, the last good page stays, marked as
    old. This computer alone can reach the address. Ctrl-C ends it.
    """
    if port is not None and not watch:
        raise click.UsageError("--port goes with --watch")
    project = opened(folder, templates, pack_file, untrusted=untrusted)
    bands = project.policy.student_bands()
    known_choice("theme", [theme], project.theme_names())
    known_choice("module", [module], project.every_module_id())
    known_choice("band", [band] if band else [], bands)
    if watch:
        wanted = Wanted(
            folder,
            module,
            lambda: day_of(today),
            theme,
            templates,
            pack_file,
            untrusted,
            lambda: is_of_another_day(today),
        )
        first = {"document": document, "level": level, **({"band": band} if band else {})}
        _watch(wanted, port or 0, first, no_open=no_open)
        return
    asked = PackRequest(
        day_of(today), documents=(document,), formats=("html",), theme=theme, stays_draft=is_of_another_day(today)
    )
    pack, page = _page(project, module, [band] if band else bands, asked=asked, level=level)
    path = put_preview(page, project.folder)
    tell((d for d in pack.diagnostics if d.severity is not Severity.NOTE), project)
    click.echo(path.as_posix())
    if not no_open:
        _open(path.as_uri())


def _watch(wanted: Wanted, port: int, first: dict[str, str], *, no_open: bool) -> None:
    """Serves until Ctrl-C, which is how it is meant to end."""

    def ready(address: str) -> None:
        page = f"{address}#{urlencode(first)}"
        click.echo(page)
        click.echo("shows every change of the project's files; Ctrl-C ends it", err=True)
        if not no_open:
            # Beside the server, for which a browser that is part of a terminal would otherwise wait.
            Thread(target=_open, args=(page,), daemon=True).start()

    with suppress(KeyboardInterrupt):
        serve(wanted, port, ready)
    click.echo("the preview has ended", err=True)


def _open(address: str) -> None:
    if not webbrowser.open(address):
        click.echo("no browser answers here; open the address above in one", err=True)


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
