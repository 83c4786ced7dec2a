"""The last look at a finished document, whatever template made it: what must not be in it, and what must.

Selection has withheld already; the gate proves that nothing came back, and that no template dropped what protects.
It cannot be switched off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error
from lessonpack.select.selection import Selection
from lessonpack.tree.nodes import (
    Block,
    Callout,
    CalloutKind,
    Document,
    Emphasis,
    Foreign,
    HelpBox,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    ParagraphKind,
    Run,
    Strong,
    Term,
)
from lessonpack.tree.walk import all_lines, every_block, plain, runs

# Five digits or more, however grouped: what a template's own words have no reason to hold.
_NUMBER_TO_DIAL = re.compile(r"(?:\d[\s().-]{0,2}){5,}")
_ADDRESS = re.compile(r"https?://|www\.|\w@\w")


def admit(document: Document, selection: Selection, *, template: str) -> Document:
    """The document itself, if it may leave. Raises LessonPackError with every reason why not; `template` is the file
    that is blamed for what is missing."""
    span = Span(template)
    faults = [
        *_strangers(document, selection, span),
        *_template_words(document),
        *_draft(document, selection, span),
        *_furniture(document, selection, span),
    ]
    if not selection.audience.is_teacher:
        faults += [*_teachers_alone(document), *_help(document, selection, span)]
    if faults:
        raise LessonPackError(faults)
    return document


def _strangers(document: Document, selection: Selection, template: Span) -> Iterator[Diagnostic]:
    """gate/withheld: words of an item that is not in the selection."""
    allowed = {"", *selection.kept, selection.module.id, "policy", ":date", ":figure", ":id"}
    allowed |= {note.id for note in selection.notes} | {line.id for line in selection.help}
    found = {run.origin.item: run.origin for line in all_lines(document.blocks) for run in runs(line)}
    for item, origin in found.items():
        if item not in allowed:
            yield error("gate/withheld", origin.span or template, f"words of `{item}` are not for this reader")


def _template_words(document: Document) -> Iterator[Diagnostic]:
    """gate/template-number, gate/template-address: help lines come from the register, where they are checked."""
    hint = "put it into the register of help lines, where somebody checks it"
    for line in all_lines(document.blocks):
        # One run after the other would let a number hide behind a mark in its middle.
        own = [run for run in runs(line) if not run.origin.item]
        words = "".join("\0" if run.origin.item else run.text for run in runs(line))
        span = own[0].origin.span if own else None
        if _NUMBER_TO_DIAL.search(words):
            yield error("gate/template-number", span, "the template's own words hold a number", hint=hint)
        if _ADDRESS.search(words) or any(_is_own(link) for link in _links(line)):
            yield error("gate/template-address", span, "the template's own words hold an address", hint=hint)


def _is_own(link: Link) -> bool:
    return all(not run.origin.item for run in runs(link.children))


def _links(inlines: Iterable[Inline]) -> Iterator[Link]:
    for inline in inlines:
        match inline:
            case Link():
                yield inline
            case Strong() | Emphasis() | Term() | Foreign():
                yield from _links(inline.children)
            case Run() | LineBreak():
                pass


def _draft(document: Document, selection: Selection, template: Span) -> Iterator[Diagnostic]:
    """gate/no-draft-mark: a document that nobody signed says so on every page and in its first line."""
    first = document.blocks[0] if document.blocks else None
    is_said = isinstance(first, Paragraph) and first.kind is ParagraphKind.DRAFT and plain(first.children).strip()
    if selection.is_draft and not (is_said and document.furniture.draft_mark):
        hint = "keep <draft-mark> and <draft-notice> in <furniture>, with words in them"
        yield error("gate/no-draft-mark", template, "nothing in this document says that it is a draft", hint=hint)


def _furniture(document: Document, selection: Selection, template: Span) -> Iterator[Diagnostic]:
    """gate/part-missing: page numbers, the mark of a teacher's copy, the line on help."""
    furniture = document.furniture
    wanted = {"page-label": "{page}" in furniture.page_label and "{pages}" in furniture.page_label}
    if selection.audience.is_teacher:
        wanted["strip"] = bool(furniture.strip)
    elif selection.care:
        wanted["help-line"] = bool(furniture.help_line)
    for part, is_there in wanted.items():
        if not is_there:
            hint = f"<furniture> ... <{part}>...</{part}>" + (
                " with {page} and {pages}" if part == "page-label" else ""
            )
            yield error("gate/part-missing", template, f"the furniture has no <{part}>", hint=hint)


def _teachers_alone(document: Document) -> Iterator[Diagnostic]:
    """gate/teacher-only: the mark of a teacher's copy, or a block that is the teacher's, in a student document."""
    for block in every_block(document.blocks):
        if isinstance(block, Callout) and block.kind is CalloutKind.TEACHER:
            yield error("gate/teacher-only", block.origin.span, "a <teacher> box stands in a student document")
    if document.furniture.strip:
        yield error("gate/teacher-only", None, "a student document is marked as a teacher's copy")


def _help(document: Document, selection: Selection, template: Span) -> Iterator[Diagnostic]:
    """gate/no-help: a student document on a sensitive topic ends with where to find help."""
    if selection.care is None:
        return
    last = _last_words(document.blocks)
    if not isinstance(last, HelpBox):
        found = "the document does not end with where to find help"
        yield error("gate/no-help", template, found, hint="let the macro `help` be the last one of the template")


def _last_words(blocks: tuple[Block, ...]) -> Block | None:
    return next((b for b in reversed(blocks) if not isinstance(b, Paragraph)), None)
