"""The command line: reads options, calls the public API, prints, and answers with an exit code. No rule lives here.

0 done (drafts and warnings are told), 1 faults in content, policy or templates, 2 wrong usage, 3 disk, permission, font
or printer, 70 a defect of lessonpack itself, 130 interrupted. Results go to standard output, everything else to
standard error.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import Any

import click

COMMANDS = {
    "build": "Build packs: DOCX, PDF or HTML for students and teachers.",
    "check": "Check content, policy and templates; build nothing.",
    "doctor": "Say what is found in a letterhead, or in the project.",
    "new": "Write commented files to start from.",
    "preview": "Show one document in the browser.",
    "print": "Put built PDFs on sheets, and send them to a printer.",
    "schema": "Print the JSON Schema of a content file, for editors.",
    "show": "Show what a band gets, what is withheld, and why.",
    "sign": "Record that somebody has read the drafts or checked help lines.",
    "where": "Explain which file answers to a name.",
}


class LazyGroup(click.Group):
    """Imports a command when it is called: `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"lessonpack.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="lessonpack", message="lessonpack %(version)s")
def commands() -> None:
    """Builds lesson packs from content modules, for each age what is right for it."""


def main(arguments: list[str] | None = None) -> Any:
    """Runs a command and ends the process with its exit code. No traceback ever reaches the user."""
    # What a command imports stays, and the collector would look through all of it dozens of times while it comes.
    gc.set_threshold(50_000, 20, 100)
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character must not stop a build.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    try:
        sys.exit(commands.main(arguments, standalone_mode=False))
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; nothing half-written is left", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as fault:  # the last line before a user would see a traceback
        kind = f"{type(fault).__name__}: {fault}".splitlines()[0][:300]
        click.echo(f"error internal: {kind}\n  hint: this is a defect of lessonpack; please report it", err=True)
        sys.exit(70)
