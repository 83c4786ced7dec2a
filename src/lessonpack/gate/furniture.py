"""The margins of every page: marks of a draft and of a teacher's copy, page numbers, the line on help."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from lessonpack.check.contacts import has_bare_address, long_numbers
from lessonpack.diagnostics import Diagnostic, error
from lessonpack.gate.case import Case
from lessonpack.gate.origin import own_words
from lessonpack.select.holdings import paragraphs
from lessonpack.tree.nodes import Paragraph, ParagraphKind
from lessonpack.tree.walk import plain


def _says_something(words: str) -> bool:
    """True for words that can be read: two letters or more, in whatever script."""
    return sum(unicodedata.category(c).startswith("L") for c in words) >= 2


def draft(case: Case) -> Iterator[Diagnostic]:
    """gate/no-draft-mark: a document that nobody signed says so on every page and in its first line."""
    blocks = case.document.blocks
    first = blocks[0] if blocks else None
    is_notice = isinstance(first, Paragraph) and first.kind is ParagraphKind.DRAFT
    is_said = isinstance(first, Paragraph) and is_notice and _says_something(plain(first.children))
    if case.selection.is_draft and not (is_said and _says_something(case.document.furniture.draft_mark)):
        found = "nothing in this document says that it is a draft"
        hint = "keep <draft-mark> and <draft-notice> in <furniture>, with words in them"
        yield error("gate/no-draft-mark", case.template, found, hint=hint)


def furniture(case: Case) -> Iterator[Diagnostic]:
    """gate/part-missing: page numbers, the mark of a teacher's copy, the line on help."""
    margins, care = case.document.furniture, case.selection.care
    wanted = {"page-label": "{page}" in margins.page_label and "{pages}" in margins.page_label}
    if case.is_teacher:
        wanted["strip"] = _says_something(margins.strip)
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
    if name and (any(long_numbers(name.text)) or has_bare_address(name.text)):
        found = "the school's name holds a number to dial, or an address"
        hint = "keep the name alone; numbers and addresses of help stand in the register, where they are checked"
        yield error("gate/school-name", name.origin.span or case.template, found, hint=hint)


def furniture_words(case: Case) -> Iterator[Diagnostic]:
    """The margins have lost where their words come from: all but the policy's help line is the template's own."""
    margins, care = case.document.furniture, case.selection.care
    help_line = margins.help_line
    for words in paragraphs(care.help_line) if care else ():
        help_line = help_line.replace(words, "\0")
    label = margins.page_label.replace("{pages}", "\0").replace("{page}", "\0")
    for words in (margins.strip, label, help_line, margins.draft_mark):
        yield from own_words(words, case.template, case)
