"""`lessonpack sign`"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from lessonpack.api import sign
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


@click.command("sign")
@click.argument("module")
@click.option("--role", required=True, help="Who signs, as the policy calls the role; never a name.")
@click.option("--band", "bands", multiple=True, help="Only this band; may be given more than once.")
@today_option
@pack_option
@untrusted_option
@project_option
@with_findings
def command(
    module: str,
    role: str,
    bands: tuple[str, ...],
    today: datetime | None,
    templates: str | None,
    pack_file: str | None,
    untrusted: bool,
    folder: Path,
) -> None:
    """Records that somebody in this role has read a module's documents, or has checked its help lines.

    Check the help lines first, for they appear on the sheets; sign after reading every page of the drafts. The record
    holds the role and the day, and becomes void as soon as a word of what was signed changes.
    """
    project = opened(folder, templates, pack_file, untrusted=untrusted)
    known_choice("module", [module], project.every_module_id())
    # What is still needed is told by the names of roles, so that these are typed as well.
    role = next((known.id for known in project.policy.sign_offs if role == known.name), role)
    known_choice("role", [role], tuple(known.id for known in project.policy.sign_offs))
    if bands and any(known.id == role and known.signs == "help" for known in project.policy.sign_offs):
        raise click.UsageError(f"{role} signs the help lines, which are the same for all bands; leave out --band")
    known_choice("band", bands, project.policy.student_bands())
    recorded = sign(project, module, role, bands=bands, today=day_of(today))
    for signature in recorded.signatures:
        click.echo(f"  {signature.role} signed {signature.scope} on {signature.on}")
    click.echo(f"{module}: recorded in {recorded.path.as_posix()}")
