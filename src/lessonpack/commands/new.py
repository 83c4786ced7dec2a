"""`lessonpack new`"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from lessonpack.api import STANDARD, Project, new_module, new_pack, new_project, new_templates
from lessonpack.commands.shared import known_choice, opened, project_option, templates_option, with_findings


@click.group("new")
def command() -> None:
    """Writes commented files to start from. Nothing that is there is ever written over."""


@command.command("project")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@with_findings
def project(folder: Path) -> None:
    """A folder of your own with one module, a pack file and a theme; it builds at once."""
    _say(new_project(folder))
    where = "" if folder.resolve() == Path().resolve() else f"cd {folder.as_posix()} && "
    click.echo(f"now: {where}lessonpack build")


@command.command("module")
@click.argument("name", metavar="ID")
@click.option("--code", default="", help="Neutral name for files and footers; the id by default.")
@project_option
@with_findings
def module(name: str, code: str, folder: Path) -> None:
    """A module with one entry of each kind, to write over; it builds at once."""
    _say(new_module(Project(folder), name, code))
    click.echo(f"now: lessonpack build {name}")


@command.command("templates")
@click.argument("name")
@click.option("--extends", default=STANDARD, show_default=True, help="The set that has whatever this one lacks.")
@project_option
@with_findings
def templates(name: str, extends: str, folder: Path) -> None:
    """A set of templates that differs from another where you change it."""
    project = Project(folder)
    known_choice("template set", [extends], project.set_names())
    _say(new_templates(project, name, extends))
    click.echo(f"now: lessonpack build --templates {name}")


@command.command("pack")
@click.argument("name")
@templates_option
@project_option
@with_findings
def pack(name: str, templates: str | None, folder: Path) -> None:
    """A pack file: for whom to build what, and the sections of the handout to put in order."""
    _say(new_pack(opened(folder, templates), name))
    click.echo(f"now: lessonpack build --pack {name}")


def _say(written: Iterable[Path]) -> None:
    for path in written:
        click.echo(f"  {path.as_posix()}")
