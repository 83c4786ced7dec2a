"""`lessonpack show`"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from lessonpack.api import DOCUMENTS, Audience, Kind, Level, Project, compose, dump, kind_of, select
from lessonpack.commands.shared import (
    day_of,
    known_choice,
    opened,
    pack_option,
    project_option,
    today_option,
    untrusted_option,
    with_findings,
)


@click.command("show")
@click.argument("module")
@click.option("--band", "bands", multiple=True, help="Only this band; may be given more than once.")
@click.option("--document", type=click.Choice(DOCUMENTS), default="student", show_default=True)
@click.option("--level", type=click.Choice(["core", "easy"]), default="core", show_default=True)
@click.option("--tree", "as_tree", is_flag=True, help="Print the document that the template makes, as a tree.")
@today_option
@click.option("--json", "as_json", is_flag=True, help="Print kept and withheld items as JSON.")
@pack_option
@untrusted_option
@project_option
@with_findings
def command(
    module: str,
    bands: tuple[str, ...],
    document: str,
    level: str,
    as_tree: bool,
    today: datetime | None,
    as_json: bool,
    templates: str | None,
    pack_file: str | None,
    untrusted: bool,
    folder: Path,
) -> None:
    """Shows for each band what it gets and what is withheld, with the reason and the place; never withheld words."""
    if as_tree and as_json:
        raise click.UsageError("--tree prints a tree, --json what is kept and withheld; leave one of them out")
    project = opened(folder, templates, pack_file, untrusted=untrusted)
    known_choice("module", [module], project.every_module_id())
    known_choice("band", bands, project.policy.student_bands())
    records = []
    for band in bands or project.policy.student_bands():
        kind = Kind(document)
        audience = Audience(kind.role, band, Level(level), kind)
        if as_tree:
            _tree(project, module, audience, day_of(today))
        else:
            records.append(_record(project, module, audience, day_of(today)))
    if as_json:
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
    elif not as_tree:
        for record in records:
            _say(record)


def _tree(project: Project, name: str, audience: Audience, today: date) -> None:
    selection = select(project.module(name), audience, project.policy, help_lines=project.help_lines, today=today)
    if selection.is_empty:
        click.echo(f"Band {audience.band}: nothing is left, so there is no {audience.document} document.")
    else:
        click.echo(dump(compose(selection, project.templates, today=today)), nl=False)


def _record(project: Project, name: str, audience: Audience, today: date) -> dict[str, Any]:
    module, policy = project.module(name), project.policy
    selection = select(module, audience, policy, help_lines=project.help_lines, today=today)
    items = {item.id: item for item in module.items()}
    reader = policy.teacher_band if audience.is_teacher else audience.band
    kept = [
        {
            "item": name,
            "kind": kind_of(items[name]),
            "topics": [
                {"topic": topic, "found": found, "limit": policy.ceiling(topic, reader)}
                for topic, found in (items[name].topics or {}).items()
            ],
            "rated": items[name].topics is not None,
            "place": str(items[name].span),
        }
        for name in selection.kept
    ]
    withheld = [
        {"item": o.item, "kind": o.kind, "reason": str(o.reason), "said": o.said(), "place": str(o.span)}
        for o in selection.omitted
    ]
    return {"band": audience.band, "name": selection.band_name, "kept": kept, "withheld": withheld}


def _say(record: dict[str, Any]) -> None:
    click.echo(f"Band {record['band']} ({record['name']})")
    click.echo(f"  gets {len(record['kept'])}:")
    for entry in record["kept"]:
        click.echo(f"    {entry['item']} ({entry['kind']}): {_why_kept(entry)}  [{entry['place']}]")
    click.echo(f"  does not get {len(record['withheld'])}:")
    for entry in record["withheld"]:
        click.echo(f"    {entry['item']} ({entry['kind']}): {entry['said']}  [{entry['place']}]")


def _why_kept(entry: dict[str, Any]) -> str:
    if not entry["rated"]:
        return "it is not rated, so it is the teacher's alone"
    if not entry["topics"]:
        return "it is rated as touching no topic"
    return ", ".join(f"{t['topic']} {t['found']} of at most {t['limit']}" for t in entry["topics"])
