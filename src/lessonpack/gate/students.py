"""What a student document must not hold, and how it must end."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpack.diagnostics import Diagnostic, error
from lessonpack.gate.case import Case, holds, links_in, read
from lessonpack.select.shown import HelpView
from lessonpack.tree.nodes import Callout, CalloutKind, CardSheet, HelpBox, Paragraph, WriteIn
from lessonpack.tree.walk import every_block


def teachers_alone(case: Case) -> Iterator[Diagnostic]:
    """gate/teacher-only: the mark of a teacher's copy, or a block that is the teacher's, in a student document."""
    for block in case.blocks:
        if isinstance(block, Callout) and block.kind is CalloutKind.TEACHER:
            yield error("gate/teacher-only", block.origin.span, "a <teacher> box stands in a student document")
    if case.document.furniture.strip:
        yield error("gate/teacher-only", case.template, "a student document is marked as a teacher's copy")


def content_note(case: Case) -> Iterator[Diagnostic]:
    """gate/note-late: who reads a sheet on a sensitive topic is told before the first thing that it teaches."""
    care = case.selection.care
    if care is None or "content_note" not in case.selection.required:
        return
    kept = set(case.selection.kept)
    first = next((n for n, line in enumerate(case.lines) if any(r.origin.item in kept for r in line.runs)), None)
    lines = [line.words for line in case.lines]
    # Where it is missing altogether, gate/part-missing says so.
    if holds(lines, care.content_note) and not holds(lines[:first], care.content_note):
        found = "the content note does not come before the first item"
        yield error("gate/note-late", case.template, found, hint="let {{ b.content_note(pack.care) }} come first")


def help_box(case: Case) -> Iterator[Diagnostic]:
    """gate/no-help: a student document on a sensitive topic ends with where to find help; only cards, which are cut up,
    may come after it."""
    care = case.selection.care
    if care is None:
        return
    last = next((b for b in reversed(case.document.blocks) if not isinstance(b, Paragraph | CardSheet)), None)
    hint = "let the macro `help` be the last one of the template"
    if not isinstance(last, HelpBox):
        found = "the document does not end with where to find help"
        yield error("gate/no-help", case.template, found, hint=hint)
        return
    inside = read(last.blocks)
    lines, links = {line.words for line in inside}, {link.href for line in inside for link in links_in(line.inlines)}
    blanks = sum(len(block.labels) for block in every_block(last.blocks) if isinstance(block, WriteIn))
    is_whole = all(holds(lines, words) for words in (care.not_your_fault, care.trusted_adult))
    if not is_whole or any(not _is_reachable(line, lines, links) for line in case.selection.help):
        found = "the help box leaves out a help line, the adult to tell, or whose fault it is not"
        yield error("gate/no-help", last.origin.span or case.template, found, hint=hint)
    elif not case.selection.help and blanks < 2:
        found = "no help line is checked, and the help box has no blanks to write numbers in"
        yield error("gate/no-help", last.origin.span or case.template, found, hint=hint)


def _is_reachable(entry: HelpView, lines: set[str], links: set[str]) -> bool:
    spoken = [text for text in (entry.phone, entry.sms) if text]
    return any(holds(lines, text) for text in spoken) or (entry.web in links if not spoken else False)
