"""Renders templates from strangers in a process of its own, which can do little even if a template takes it over.

Each document gets a new process, which knows that document's selection alone: it opens no file and no connection, has
no environment, and little time and memory. Back comes markup, or what went wrong, as JSON; the parent parses it and
asks the gate as always. On Windows only the time is bounded. It is no wall against the operating system: the process
is still the same user's.
"""

from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
from contextlib import suppress
from decimal import Decimal
from threading import Timer
from typing import Any

from jinja2 import DictLoader, UndefinedError

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error
from lessonpack.model.values import Amount, PartialDate
from lessonpack.render.locate import Root
from lessonpack.render.printing import UnprintableError, day, number
from lessonpack.render.sandbox import MAX_MARKUP, sandbox
from lessonpack.render.templates import TemplateSet
from lessonpack.select.selection import Selection

MAX_SECONDS = 60
"""Of the clock, for one document."""
MAX_CPU_SECONDS = 40
MAX_MEMORY = 1 << 30
"""Bytes of addresses, of which Python and its libraries take a third."""
MAX_ANSWER = 12 * MAX_MARKUP
"""Bytes of JSON, in which one character may take twelve."""
_START = "import sys; sys.path[:] = sys.argv[1:]; from lessonpack.untrusted import serve; serve()"


def rendered_apart(roots: tuple[Root, ...], name: str, document: str, selection: Selection) -> str:
    """Markup of one document. Raises LessonPackError with the template's faults, or `template/stopped`."""
    # What this process is given is ours; what it answers is read as JSON, since it may be anybody's.
    given = pickle.dumps((roots, name, document, selection))
    said = _answer(given)
    place = Span(TemplateSet(roots, name).shown(document))
    try:
        answer = json.loads(said)
        if isinstance(markup := answer.get("markup"), str) and len(markup) <= MAX_MARKUP:
            return markup
        faults = [_fault(fault) for fault in answer["faults"][:100]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        faults = []
    if not faults:
        found = f"rendering was stopped: more than {MAX_CPU_SECONDS} seconds, too much memory, or what no template does"
        faults = [error("template/stopped", place, found)]
    raise LessonPackError(faults)


def _answer(given: bytes) -> bytes:
    command = [sys.executable, "-I", "-S", "-c", _START, *sys.path]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env={}, **pipes) as process:  # noqa: S603  no shell; Python itself
        end = Timer(MAX_SECONDS, process.kill)
        end.start()
        try:
            process.stdin.write(given)  # type: ignore[union-attr]  # a pipe
            process.stdin.close()  # type: ignore[union-attr]  # a pipe
            said: bytes = process.stdout.read(MAX_ANSWER + 1)  # type: ignore[union-attr]  # a pipe
        except BrokenPipeError:
            said = b""
        finally:
            process.kill()
            end.cancel()
    return said if len(said) <= MAX_ANSWER else b""


def _fault(told: dict[str, Any]) -> Diagnostic:
    """A finding as the other process tells it. Raises ValueError for one that no template brings about."""
    code = str(told["code"])
    if not re.fullmatch(r"(template|env|project)/[a-z-]{1,40}", code):
        raise ValueError(code)
    span = Span(_line(told["file"]), int(told["line"]), int(told["column"]))
    return error(code, span, _line(told["message"]), hint=_line(told["hint"] or ""))


def _line(words: object) -> str:
    return "".join(letter for letter in str(words)[:1_000] if letter.isprintable())


# ---- in the other process ----------------------------------------------------------------------------------------


def serve() -> None:
    """Reads a task from standard input, gives up all that it does not need, and answers on standard output."""
    roots, name, document, selection = pickle.load(sys.stdin.buffer)  # noqa: S301  # from our own parent
    templates = TemplateSet(roots, name)
    try:
        templates.read_all()
        _load_the_rest(selection.module.language)
        _give_up()
        said: dict[str, Any] = {"markup": templates.render(document, selection)}
    except LessonPackError as fault:
        said = {"faults": [finding.as_json() for finding in fault.diagnostics]}
    sys.stdout.write(json.dumps(said))
    sys.stdout.flush()


def _load_the_rest(language: str) -> None:
    """Has read what Python, Jinja2 and Babel read when they first need it: a template of ours runs, with a fault, and a
    date and a figure are printed."""
    with suppress(UndefinedError):
        sandbox(DictLoader({"a": "{{ 'a' }}\n{{ nope }}"})).get_template("a").render()
    try:
        for typed in ("2020", "2020-02", "2020-02-02"):
            day(PartialDate.parse(typed), language)
        number(Amount("1.5", Decimal("1.5")), language)
    except UnprintableError:
        return  # a template that prints no date needs none


def _give_up() -> None:
    if sys.platform == "win32":
        return
    import resource

    limits = {
        resource.RLIMIT_CPU: MAX_CPU_SECONDS,
        resource.RLIMIT_AS: MAX_MEMORY,
        resource.RLIMIT_NOFILE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    for limit, most in limits.items():
        try:
            resource.setrlimit(limit, (most, most))
        except (ValueError, OSError):
            continue  # macOS has no limit of addresses; the others stay
