"""The process that renders. Nothing here is imported by the parent; `process` starts it."""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress

from jinja2 import DictLoader, UndefinedError

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error
from lessonpack.render.sandbox import sandbox
from lessonpack.render.templates import TemplateSet
from lessonpack.untrusted.limits import give_up
from lessonpack.untrusted.messages import READY, Answer, Task, written
from lessonpack.untrusted.printable import numbers_of, printable


def serve() -> None:
    """Reads a task from standard input, gives up all that rendering does not need, and answers on standard output."""
    with sys.stdin.buffer as given:
        task: Task = pickle.load(given)  # noqa: S301  # from our own parent
    known = printable(task.selection)
    _load_the_rest()
    give_up()
    _say(READY)
    orders = {task.document: task.order} if task.order else {}
    templates = TemplateSet((), task.name, task.parents, orders, task.held)
    try:
        markup = templates.render(task.document, task.selection)
        ledger = numbers_of(templates.printed, known)
        said = Answer(markup, tuple(ledger), templates.left_out(task.document))
    except LessonPackError as fault:
        said = Answer(faults=fault.diagnostics)
    except OSError:
        said = Answer(faults=(_unread(templates.shown(task.document)),))
    _say(written(said))


def _unread(shown: str) -> Diagnostic:
    """What was not read beforehand: how another language writes dates."""
    found = "the template asks for what is not read here: most often how another language writes dates"
    return error("template/forbidden", Span(shown), found, hint="write | day(language) and | number(language)")


def _load_the_rest() -> None:
    """Has read what Python and Jinja2 read when they first need it: a template of ours runs into a fault."""
    with suppress(UndefinedError):
        sandbox(DictLoader({"a": "{{ 'a' }}\n{{ nope }}"})).get_template("a").render()


def _say(data: bytes) -> None:
    while data:
        data = data[os.write(1, data) :]
