"""`lessonpack where`"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import click

from lessonpack.api import DOCUMENTS, Project
from lessonpack.commands.shared import opened, project_option, templates_option, with_findings


@click.command("where")
@click.argument("name")
@templates_option
@project_option
@with_findings
def command(name: str, templates: str | None, folder: Path) -> None:
    """Explains which file answers to NAME: a module, a template such as student.html.j2, policy.yaml, a
    theme such as large-print, a pack file such as packs/evening.yaml. Exit code 1: none does."""
    project = opened(folder, templates)
    lines = project.explain(_full_name(name, project))
    for line in lines:
        click.echo(line)
    for root in project.roots:
        if root.label:
            click.echo(f"{root.label} stands for the folder {root.folder.as_posix()}")
    if not any(line.startswith("->") for line in lines):
        known = (*project.every_module_id(), *project.theme_names(), *DOCUMENTS, "policy", "help")
        near = get_close_matches(name, known, n=1, cutoff=0.6)
        hint = f"did you mean {near[0]}?" if near else f"names are, for example: {', '.join(known)}"
        click.echo(f"no file answers to {name!r}; {hint}", err=True)
        raise click.exceptions.Exit(1)


def _full_name(name: str, project: Project) -> str:
    if "/" in name:
        return name
    if name in ("policy.yaml", "help.yaml", "policy", "help"):
        return f"content/{name.removesuffix('.yaml')}.yaml"
    if name in project.every_module_id():
        return f"content/{name}/module.yaml"
    if name in project.theme_names():
        return project.theme_file(name)
    if name in DOCUMENTS:
        name += ".html.j2"
    return f"templates/{project.template_set}/{name}"
