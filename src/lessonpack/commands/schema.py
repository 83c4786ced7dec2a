"""`lessonpack schema`"""

from __future__ import annotations

import json

import click

from lessonpack.api import SCHEMAS, json_schema


@click.command("schema")
@click.argument("kind", type=click.Choice(list(SCHEMAS)), default="module")
def command(kind: str) -> None:
    """Prints the JSON Schema of a KIND of file: module (the default), policy, help, signoff,
    pack or set."""
    click.echo(json.dumps(json_schema(kind), ensure_ascii=False, indent=2))
