"""`lessonpack print`"""

from __future__ import annotations

import shlex
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from lessonpack.api import (
    Diagnostic,
    LessonPackError,
    Prepared,
    PrintForm,
    Source,
    Wishes,
    by_hand,
    by_hand_unopened,
    chosen_printer,
    command_line,
    lp_program,
    prepare,
    send_to_printer,
)
from lessonpack.commands.shared import print_forms, with_findings
from lessonpack.replacing import replace_file


@click.command("print")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--duplex/--one-sided", default=None, help="Both sides, or one; by default what the first file asks for.")
@click.option("--booklet", is_flag=True, help="Two pages on a side, in the order to fold and staple; on both sides.")
@click.option("--n-up", type=click.Choice(["2", "4"]), help="This many pages on a side.")
@click.option("--copies", type=click.IntRange(1, 999), help="Copies, one whole set after the other.")
@click.option("--fit", is_flag=True, help="Make pages smaller where the paper needs it; room to write shrinks, too.")
@click.option("--printer", help="The printer's name; the system's default otherwise.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
@click.option(
    "--to", type=click.Path(path_type=Path), help="Write the sheets into this file or folder, and send nothing."
)
@with_findings
def command(
    files: tuple[Path, ...],
    duplex: bool | None,
    booklet: bool,
    n_up: str | None,
    copies: int | None,
    fit: bool,
    printer: str | None,
    dry_run: bool,
    to: Path | None,
) -> None:
    """Prints built PDFs at their true size, or puts them on sheets first.

    Several files become one job. Where both sides are printed, each file begins on a sheet of its own, so that no
    teacher's page stands behind a student's.
    """
    forms = print_forms(booklet=booklet, n_up=n_up)
    if len(forms) > 1:
        raise click.UsageError("choose one of --booklet and --n-up")
    if to is not None and (printer or dry_run):
        raise click.UsageError("--to sends nothing; leave out --printer and --dry-run")
    wishes = Wishes(forms[0] if forms else PrintForm.PLAIN, duplex, copies, fit)
    sources = [Source(path.name, _read(path)) for path in files]
    if to is not None:
        _write(prepare(sources, wishes, as_sheets=True), to, files)
        return
    _ask_for_lp(sources, wishes)
    _print(prepare(sources, wishes), files[0], printer, is_rehearsal=dry_run)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise _environment("env/cannot-read", f"cannot read {path}: {fault.strerror}", "look at its rights") from None


def _ask_for_lp(sources: list[Source], wishes: Wishes) -> None:
    """Without the program that sends, people learn how to do without it; no library is needed for that."""
    try:
        lp_program()
    except LessonPackError:
        click.echo(by_hand_unopened([source.name for source in sources], wishes), err=True)
        raise


def _print(prepared: Prepared, path: Path, printer: str | None, *, is_rehearsal: bool) -> None:
    chosen = chosen_printer(printer)
    with TemporaryDirectory(prefix="lessonpack-") as folder:
        if not prepared.is_source:
            path = Path(folder) / prepared.name
            path.write_bytes(prepared.data)
        if is_rehearsal:
            click.echo(shlex.join(command_line(path, prepared.job, chosen)))
            click.echo(f"{_told(prepared)}; nothing was sent")
        else:
            click.echo(f"{send_to_printer(path, prepared.job, chosen)}: {_told(prepared)}")


def _told(prepared: Prepared) -> str:
    sides, sheets, copies = prepared.sides, prepared.sheets, prepared.job.copies
    said = f"{_counted(sides, 'side')} on {_counted(sheets, 'sheet')} of {prepared.job.media or 'paper'}"
    return f"{said}, {copies} copies" if copies > 1 else said


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _write(prepared: Prepared, to: Path, files: tuple[Path, ...]) -> None:
    target = to / prepared.name if to.is_dir() else to
    if any(target.resolve() == path.resolve() for path in files):
        raise click.BadParameter(f"{target} is one of the files to print; name another", param_hint="--to")
    try:
        replace_file(target, prepared.data)
    except OSError as fault:
        hint = "name a file in a folder that is there, and close it where it is open"
        raise _environment("env/cannot-write", f"cannot write {target}: {fault.strerror}", hint) from None
    click.echo(f"{target.as_posix()}: {_told(prepared)}. For printers alone; share the file that it is made of.")
    click.echo(by_hand(prepared.job, target.name))


def _environment(code: str, found: str, hint: str) -> LessonPackError:
    return LessonPackError([Diagnostic(code, found, hint=hint)])
