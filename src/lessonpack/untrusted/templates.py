"""A set of templates from strangers: like any other, but none of them runs in this process."""

from __future__ import annotations

import signal
from functools import cached_property

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error
from lessonpack.render.sources import Files, Held
from lessonpack.render.templates import TemplateSet
from lessonpack.select.selection import Selection
from lessonpack.untrusted import process
from lessonpack.untrusted.limits import MAX_CPU_SECONDS
from lessonpack.untrusted.messages import MAX_ANSWER, READY, Answer, NoAnswerError, Task, read
from lessonpack.untrusted.printable import ledger_of, printable


class UntrustedTemplates(TemplateSet):
    """Renders each document in a process of its own."""

    @cached_property
    def _held(self) -> Held:
        return Files(self.roots, self.sets).held()

    @cached_property
    def _left_out(self) -> dict[str, tuple[str, ...]]:
        """Document -> what the child said of its sections."""
        return {}

    def left_out(self, document: str) -> tuple[str, ...]:
        return self._left_out.get(document, ())

    def render(self, document: str, selection: Selection) -> str:
        """Markup of one document. Raises LessonPackError with the template's faults, or template/stopped."""
        task = Task(self._held, self.name, self.sets[1:], self.orders.get(document), document, selection)
        try:
            ended = process.run(task)
        except OSError as fault:
            raise LessonPackError([_no_process(fault.strerror or type(fault).__name__)]) from None
        if not ended.said.startswith(READY) and not ended.is_late:
            raise LessonPackError([_no_process(f"it ended with status {ended.status}")])
        try:
            answer = read(ended.said.removeprefix(READY))
            self.printed = ledger_of(answer.ledger, printable(selection))
        except (NoAnswerError, ValueError):
            raise LessonPackError([_stopped(ended, Span(self.shown(document)))]) from None
        return self._markup(answer, document)

    def _markup(self, answer: Answer, document: str) -> str:
        if answer.faults:
            raise LessonPackError(answer.faults)
        self._left_out[document] = answer.left_out
        return answer.markup


def _no_process(why: str) -> Diagnostic:
    found = f"the process that renders templates of strangers does not start: {why}"
    hint = "close other programs and try again; nothing was rendered"
    return error("env/no-process", None, found, hint=hint)


def _stopped(ended: process.Ended, place: Span) -> Diagnostic:
    hint = "nothing of it was printed; read the template, ask whoever wrote it, or use another one"
    return error("template/stopped", place, f"rendering was stopped: {_why(ended)}", hint=hint)


def _why(ended: process.Ended) -> str:
    if ended.is_late:
        return f"it takes more than {process.MAX_SECONDS} seconds"
    if len(ended.said) > MAX_ANSWER:
        return "its process says more than any template makes"
    if ended.status == -getattr(signal, "SIGXCPU", 0):
        return f"it takes more than {MAX_CPU_SECONDS} seconds of the processor"
    if ended.status:
        return f"its process ended before its time, with status {ended.status}"
    return "its process says what no template makes"
