"""The margins of every page: marks of a draft and of a teacher's copy, page numbers, the line on help."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpack.check.contacts import has_bare_address, long_numbers, telephone
from lessonpack.check.phrases import first
from lessonpack.check.turned import turned
from lessonpack.diagnostics import Diagnostic, error
from lessonpack.gate.case import Case
from lessonpack.gate.origin import own_words
from lessonpack.select.holdings import paragraphs
from lessonpack.tree.marks import marks_of
from lessonpack.tree.nodes import Paragraph, ParagraphKind
from lessonpack.tree.walk import plain


def draft(case: Case) -> Iterator[Diagnostic]:
    """gate/no-draft-mark: a document that nobody signed says so on every page and in its first line."""
    marks = marks_of(case.selection.module.language)
    notice = marks.teacher_notice if case.is_teacher else marks.student_notice
    first = next(iter(case.document.blocks), None)
    is_notice = isinstance(first, Paragraph) and first.kind is ParagraphKind.DRAFT
    is_said = isinstance(first, Paragraph) and is_notice and plain(first.children).startswith(notice)
    if case.selection.is_draft and not (is_said and case.document.furniture.draft_mark == marks.draft):
        yield error("gate/no-draft-mark", case.template, "nothing in this document says that it is a draft")


def furniture(case: Case) -> Iterator[Diagnostic]:
    """gate/part-missing: page numbers, the mark of a teacher's copy, the line on help."""
    margins, care = case.document.furniture, case.selection.care
    wanted = {"page-label": "{page}" in margins.page_label and "{pages}" in margins.page_label}
    if case.is_teacher:
        wanted["strip"] = margins.strip == marks_of(case.selection.module.language).strip
    if care:
        wanted["help-line"] = all(words in margins.help_line for words in paragraphs(care.help_line))
    hints = {"page-label": " with {page} and {pages}", "help-line": " with {{ pack.care.help_line }}", "strip": ""}
    for part, is_there in wanted.items():
        if not is_there:
            hint = f"<furniture> ... <{part}>...</{part}>{hints[part]}"
            yield error("gate/part-missing", case.template, f"the furniture has no <{part}>", hint=hint)


def school(case: Case) -> Iterator[Diagnostic]:
    """gate/school-name: a name may have a number, such as School No. 112, but none long enough to be dialled."""
    name = case.document.furniture.school
    if name is None:
        return
    watched = case.selection.watched
    said = first((*watched.outdated, *watched.unasked), name.text, allowed=watched.allowed) or turned(name.text)
    if said and not case.is_teacher:
        found = f"the school's name says {said!r}, which no sheet says"
        yield error("gate/school-name", name.origin.span or case.template, found, hint="keep the name alone")
    if any(long_numbers(name.text)) or telephone(name.text) or has_bare_address(name.text):
        found = "the school's name holds a number to dial, or an address"
        hint = "keep the name alone; numbers and addresses of help stand in the register, where they are checked"
        yield error("gate/school-name", name.origin.span or case.template, found, hint=hint)


def furniture_words(case: Case) -> Iterator[Diagnostic]:
    """The margins have lost where their words come from: page numbers and what stands beside the
    policy's help line are the template's own."""
    margins, care = case.document.furniture, case.selection.care
    help_line = margins.help_line
    for words in paragraphs(care.help_line) if care else ():
        help_line = help_line.replace(words, "\0")
    label = margins.page_label.replace("{pages}", "\0").replace("{page}", "\0")
    for words in (label, help_line):
        yield from own_words(words, case.template, case)
        if len(words) > _MOST_BESIDE:
            found = f"{len(words)} characters of the template's own stand in a line of the margins"
            hint = f"at most {_MOST_BESIDE} have room there; words to read belong into the body"
            yield error("gate/margin-words", case.template, found, hint=hint)


_MOST_BESIDE = 60
"""Characters: about half of a line of small print, whose other half the program's own words take."""
