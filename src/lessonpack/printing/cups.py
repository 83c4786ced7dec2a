"""The system's printers, through the programs of CUPS (`lp`, `lpstat`): which there are, and a file sent to one.

The only place that starts other programs: without a shell, with words that cannot be taken for options, and for a
limited time. Sends to no printer that was not named or is not the only choice.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from lessonpack.diagnostics import LessonPackError, error
from lessonpack.printing.impose import Sides

_ASKING_SECONDS = 20
_SENDING_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Job:
    """What a printer is asked for. `title` shows on its display and in its queue."""

    title: str
    sides: Sides
    copies: int
    is_fitted: bool
    """True: made smaller where the paper or its printable part is smaller; else at its true size."""
    media: str
    """Name of the paper for `-o media`; empty for what the queue has."""


def lp() -> str:
    """The path of the program that sends files to printers. Raises LessonPackError with `env/no-lp`."""
    return _program("lp")


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        hint = "print by hand, or install CUPS (on Debian: apt install cups-client)"
        message = f"this computer has no `{name}`, the program that sends files to printers"
        raise LessonPackError([error("env/no-lp", None, message, hint=hint)])
    return found


def printers() -> tuple[str, ...]:
    """Names of the printers that can be reached, in the order of the system."""
    return tuple(_answer([_program("lpstat"), "-e"], _ASKING_SECONDS).split())


def chosen_printer(wanted: str | None) -> str:
    """The printer named, else the system's own choice, else the only one.

    Raises LessonPackError with `env/unknown-printer` or `env/no-printer`, and the names that are known.
    """
    known = printers()
    if wanted is not None and wanted not in known:
        raise _no_choice("env/unknown-printer", f"there is no printer {wanted!r}", known)
    if wanted is not None:
        return wanted
    preferred = re.search(r": ([^\s/]+)(?:/\S+)?$", _answer([_program("lpstat"), "-d"], _ASKING_SECONDS).strip())
    if preferred and preferred.group(1) in known:
        return preferred.group(1)
    if len(known) != 1:
        found = "several printers, and none is the default; nothing was sent" if known else "no printer is set up"
        raise _no_choice("env/no-printer", found, known)
    return known[0]


def _no_choice(code: str, found: str, known: tuple[str, ...]) -> LessonPackError:
    hint = "set one up, and see that the printing service runs"
    if known:
        hint = f"name one with --printer: {', '.join(known)}"
    return LessonPackError([error(code, None, found, hint=hint)])


def command_line(path: Path, job: Job, printer: str) -> list[str]:
    """The words of the call of `lp`. The pages are laid out already, so the queue is told to change nothing."""
    options = [f"sides={job.sides}", f"print-scaling={'fit' if job.is_fitted else 'none'}", "number-up=1"]
    options += [f"media={job.media}"] if job.media else []
    options += ["collate=true"] if job.copies > 1 else []
    words = [lp(), "-d", printer, "-n", str(job.copies), "-t", job.title]
    for option in options:
        words += ["-o", option]
    return [*words, "--", str(path.absolute())]


def send(path: Path, job: Job, printer: str) -> str:
    """Hands a file to the printer's queue, which keeps a copy of its own; gives the job's id, such as `Office-12`.

    Raises LessonPackError with `env/lp-failed` when the queue does not take it.
    """
    said = _answer(command_line(path, job, printer), _SENDING_SECONDS)
    named = re.search(r"request id is (\S+)", said)
    return named.group(1) if named else said.strip()


def _answer(words: list[str], seconds: float) -> str:
    """What a program prints, in plain English whatever the language of the system."""
    program = Path(words[0]).name
    try:
        done = subprocess.run(  # noqa: S603  no shell; the first word is a program of the system, the rest are its data
            words, env={**os.environ, "LC_ALL": "C"}, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        hint = "look whether the printing service runs; then print again"
        raise _failed(f"`{program}` did not answer for {seconds} seconds", hint) from None
    except OSError as fault:
        raise _failed(f"`{program}` cannot be started: {fault.strerror}", "look at how CUPS is installed") from None
    if done.returncode and not _is_empty(done.stderr):
        said = " ".join(done.stderr.split()) or f"exit code {done.returncode}"
        raise _failed(f"`{program}` says: {said[:300]}", "look at the printer and its queue; then print again")
    return done.stdout


def _is_empty(said: str) -> bool:
    """True for a system without printers, which `lpstat` calls a failure."""
    return "No destinations added" in said


def _failed(found: str, hint: str) -> LessonPackError:
    return LessonPackError([error("env/lp-failed", None, found, hint=hint)])
