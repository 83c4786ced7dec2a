"""`lessonpack schema`"""

from __future__ import annotations

import json
from pathlib import Path

import click

from lessonpack.api import SCHEMAS, json_schema, modeline, write_schemas
from lessonpack.commands.shared import with_findings


@click.command("schema")
@click.argument("kind", type=click.Choice(list(SCHEMAS)), default="module")
@click.option(
    "--write",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Write the schemas of all kinds into the folder .schemas of this project, for editors.",
)
@with_findings
def command(kind: str, folder: Path | None) -> None:
    """Prints the JSON Schema of a KIND of file: module (the default), policy, help, signoff, pack,
    set or theme."""
    if folder is None:
        click.echo(json.dumps(json_schema(kind), ensure_ascii=False, indent=2))
        return
    for path in write_schemas(folder):
        click.echo(path.as_posix())
    line = modeline("module", "content/my-module/module.yaml")
    click.echo(f"Write as the first line of content/my-module/module.yaml:\n{line}")
