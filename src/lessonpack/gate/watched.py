"""A template's own words on a student's sheet: they keep to what the band's sheets say."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpack.check.letters import LATIN, masked
from lessonpack.check.phrases import first
from lessonpack.check.turned import turned
from lessonpack.diagnostics import Diagnostic, Span, error
from lessonpack.gate.case import Case
from lessonpack.tree.nodes import AnswerSpace


def blocked_words(case: Case) -> Iterator[Diagnostic]:
    """gate/blocked-word: in the template's words, what the band does not meet, what is not said any more, or asked.

    Words of content were checked where they were typed; the file's name, title and margins are looked at as well.
    """
    watched = case.selection.watched
    said, phrases = [*_own_words(case)], (*watched.blocked, *watched.outdated, *watched.unasked)
    # All words at once first: nearly always there is nothing to find.
    if not first(phrases, "\n".join(words for words, _ in said), allowed=watched.allowed):
        return
    for words, span in said:
        found = first(phrases, words, allowed=watched.allowed)
        if found:
            message = f"the template's own words say {found!r}, which a sheet for this band does not say"
            yield error("gate/blocked-word", span or case.template, message, hint="reword it in the template")


def disguised_words(case: Case) -> Iterator[Diagnostic]:
    """gate/disguised-word: the same in letters that only look like its own, or cut by signs."""
    watched = case.selection.watched
    for words, span in _own_words(case) if case.selection.module.language.startswith(LATIN) else ():
        for typed, plain in masked(words):
            if first(watched.blocked, plain) and not first(watched.blocked, typed):
                message = f"the template's own words say {typed!r}, which reads as {plain!r}"
                yield error("gate/disguised-word", span or case.template, message, hint="reword it in the template")


def turned_words(case: Case) -> Iterator[Diagnostic]:
    """gate/turned-word: on a sensitive subject no template asks for secrecy, or speaks against help."""
    for words, span in _own_words(case) if case.selection.care else ():
        if found := turned(words):
            message = f"the template's own words say {found!r}, which turns what protects into its opposite"
            yield error("gate/turned-word", span or case.template, message, hint="reword it in the template")


def _own_words(case: Case) -> Iterator[tuple[str, Span | None]]:
    for line in case.lines:
        own = [run for run in line.runs if not run.origin.item]
        if own:
            yield "".join(run.text for run in own), own[0].origin.span
    for block in case.blocks:
        if isinstance(block, AnswerSpace) and block.label:
            yield block.label, block.origin.span
    margins, document = case.document.furniture, case.document
    for words in (margins.page_label, margins.help_line):
        yield words, None
    # Title and code are typed in the module.
    yield document.meta.title, case.selection.module.student_title.span
    for words in (margins.running, document.stem.replace("-", " ")):
        yield words, Span(case.selection.module.title.span.file)
