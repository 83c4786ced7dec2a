"""What commands have in common: the project folder, dates, and how findings are told."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache, wraps
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from lessonpack.api import (
    INTERNAL,
    Diagnostic,
    LessonPackError,
    Paint,
    PrintForm,
    Project,
    Severity,
    arranged,
    explained,
    unpainted,
)

F = TypeVar("F", bound=Callable[..., Any])


def project_option(command: F) -> F:
    option = click.option(
        "--project",
        "folder",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=Path(),
        help="Folder with your own content and templates; the current one by default.",
    )
    return option(command)


def templates_option(command: F) -> F:
    return click.option("--templates", metavar="NAME", help="This set of templates; by default the standard one.")(
        command
    )


def pack_option(command: F) -> F:
    option = click.option(
        "--pack", "pack_file", metavar="FILE", help="As this pack file asks: packs/NAME.yaml, or NAME."
    )
    return option(templates_option(command))


def untrusted_option(command: F) -> F:
    option = click.option(
        "--untrusted",
        is_flag=True,
        help="For templates of strangers: each document is rendered in a process of its own that opens no file and has "
        "little time and memory; slower.",
    )
    return option(command)


def opened(folder: Path, templates: str | None, pack_file: str | None = None, *, untrusted: bool = False) -> Project:
    """The project with the templates and the pack file that were asked for; an option stands over what a file says."""
    project = arranged(folder, templates, pack_file, untrusted=untrusted)
    known_choice("template set", [templates] if templates is not None else [], project.set_names())
    return project


def today_option(command: F) -> F:
    option = click.option(
        "--today",
        type=click.DateTime(["%Y-%m-%d"]),
        help="The day to build for, as 2026-09-01; help lines expire by it. Today by default.",
    )
    return option(command)


def day_of(given: datetime | None, *, is_final: bool = False) -> date:
    """The day asked for; a final build is of today, give or take a day for clocks and time zones.

    Raises UsageError for a final build of another day: help lines that have
    expired since would pass for checked."""
    today = _real_day()
    asked = given.date() if given else today
    if is_final and is_of_another_day(given):
        found = f"final documents are made for the day on which they are made; it is {today}, not {asked}"
        raise click.UsageError(f"{found}. Leave out --today, or leave out --final to see what a draft would say then")
    return asked


def is_of_another_day(given: datetime | None) -> bool:
    """True where what is made shows another day than this one, give or take one."""
    return given is not None and abs((given.date() - _real_day()).days) > 1


def _real_day() -> date:
    """The clock is read here and nowhere else."""
    return datetime.now().astimezone().date()


def exit_code(diagnostics: Iterable[Diagnostic]) -> int:
    errors = [d for d in diagnostics if d.is_error]
    if any(d.code == INTERNAL for d in errors):
        return 70
    if any(d.is_environment for d in errors):
        return 3
    return 1 if errors else 0


def tell(diagnostics: Iterable[Diagnostic], project: Project) -> None:
    """Prints findings to standard error, each with its source line; in colours where that is a terminal."""
    paint = paint_for(sys.stderr, os.environ)
    source = cache(project.source)
    for diagnostic in diagnostics:
        click.echo(explained(diagnostic, source, paint), err=True, color=paint is painted)


_COLOURS: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "note": {"fg": "cyan", "bold": True},
    "place": {"bold": True},
    "gutter": {"dim": True},
    "caret": {"fg": "red", "bold": True},
    "hint": {"fg": "green"},
}


def painted(part: str, words: str) -> str:
    """The words in the colour of their part, for terminals."""
    return click.style(words, **_COLOURS[part])


def paint_for(stream: TextIO, environment: Mapping[str, str]) -> Paint:
    """Colours for a terminal that shows them and whose owner wants them (no-color.org; CLICOLOR=0); never for a file
    or a pipe."""
    is_refused = environment.get("NO_COLOR") or environment.get("CLICOLOR") == "0" or environment.get("TERM") == "dumb"
    return painted if stream.isatty() and not is_refused else unpainted


def summary(diagnostics: Iterable[Diagnostic], modules: int) -> str:
    """How many findings of each weight there are, in how many modules."""
    counted = Counter(diagnostic.severity for diagnostic in diagnostics)
    told = ", ".join(_count(counted[severity], str(severity)) for severity in Severity)
    return f"{told} in {_count(modules, 'module')}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + "s" * (number != 1)


def with_findings(command: F) -> F:
    """Turns a LessonPackError into printed findings and the right exit code."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except LessonPackError as fault:
            tell(fault.diagnostics, Project(kwargs.get("folder", Path())))
            raise click.exceptions.Exit(exit_code(fault.diagnostics)) from None

    return wrapped  # type: ignore[return-value]  # same signature as `command`, which wraps() cannot tell


def known_choice(what: str, given: Iterable[str], known: tuple[str, ...]) -> None:
    """Ends with a usage error for a choice that does not exist."""
    for name in given:
        if name not in known:
            raise click.BadParameter(f"there is no {what} {name!r}; known: {', '.join(known)}")


def print_forms(*, booklet: bool, n_up: str | None) -> tuple[PrintForm, ...]:
    """The kinds of sheets that two options ask for."""
    by_number = {"2": PrintForm.TWO_UP, "4": PrintForm.FOUR_UP}
    return (PrintForm.BOOKLET,) * booklet + ((by_number[n_up],) if n_up else ())
