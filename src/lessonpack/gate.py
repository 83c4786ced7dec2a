"""The last look at a finished document, whatever template made it: what must not be in it, and what must.

Selection has withheld already; the gate proves that nothing came back, that what claims to be checked content is it,
and that no template dropped what protects. It cannot be switched off.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lessonpack.check.contacts import digits, has_address, has_bare_address, long_numbers, seen, short_numbers
from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error
from lessonpack.model.text import Text
from lessonpack.select.holdings import Holdings, holdings, paragraphs
from lessonpack.select.selection import Selection
from lessonpack.select.shown import CareView, HelpView
from lessonpack.tree.nodes import (
    AnswerSpace,
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
    OrderedList,
    Paragraph,
    ParagraphKind,
    Run,
    Strong,
    Term,
    WriteIn,
)
from lessonpack.tree.walk import all_lines, every_block, plain, runs


def admit(document: Document, selection: Selection, *, template: str) -> Document:
    """The document itself, if it may leave. Raises LessonPackError with every reason why not; `template` is the file
    that is blamed for what is missing."""
    case = _Case(document, selection, Span(template), holdings(selection), _read(document.blocks))
    faults = [
        *_strangers(case),
        *_template_words(case),
        *_labels(case),
        *_links(case),
        *_draft(case),
        *_furniture(case),
        *_furniture_words(case),
        *_care(case),
        *_caution(case),
        *(_help_to_do(case) if case.is_teacher else (*_teachers_alone(case), *_help(case))),
    ]
    if faults:
        raise LessonPackError(faults)
    return document


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of words: its nodes, its runs, and the words alone."""

    inlines: tuple[Inline, ...]
    runs: tuple[Run, ...]
    words: str


def _read(blocks: Iterable[Block]) -> tuple[_Line, ...]:
    return tuple(_Line(line, tuple(runs(line)), plain(line)) for line in all_lines(blocks))


@dataclass(frozen=True, slots=True)
class _Case:
    """One document before the gate, with what it may hold."""

    document: Document
    selection: Selection
    template: Span
    held: Holdings
    lines: tuple[_Line, ...]
    """All lines of the body, read once for every rule."""

    def items(self) -> set[str]:
        """Ids of the items whose words the body holds."""
        return {run.origin.item for line in self.lines for run in line.runs}

    @property
    def is_teacher(self) -> bool:
        return self.selection.audience.is_teacher


# ---- words of content ---------------------------------------------------------------------------------------------


def _strangers(case: _Case) -> Iterator[Diagnostic]:
    """gate/withheld, gate/not-its-words: words of an item that is not in the selection, or that are not the item's."""
    selection, told = case.selection, set()
    allowed = {"", *selection.kept, selection.module.id, "policy", ":date", ":figure"}
    allowed |= {note.id for note in selection.notes} | {line.id for line in selection.help}
    allowed |= {":id"} if case.is_teacher else set()
    for line in case.lines:
        for run in line.runs:
            item = run.origin.item
            if item in allowed and _is_held(run, case):
                continue
            span = _placed(run, case)
            if (item, span) in told:
                continue
            told.add((item, span))
            if item not in allowed:
                yield error("gate/withheld", span, f"words of `{item}` are not for this reader")
            else:
                hint = "print `{{ ... }}` as it is; a template cannot make words of content"
                yield error("gate/not-its-words", span, f"words that claim to come from `{item}` do not", hint=hint)


def _placed(run: Run, case: _Case) -> Span:
    span = run.origin.span
    return span if span and span.file else case.template


def _is_held(run: Run, case: _Case) -> bool:
    words, held = run.text.strip(" "), case.held
    match run.origin.item:
        case "":
            return True
        case ":date":
            numbers = _whole_numbers(words)
            return any(numbers <= day for day in held.dates)
        case ":figure":
            return digits(words) in held.figures
        case ":id":
            known = {*case.selection.kept, *(o.item for o in case.selection.omitted)}
            return words in known
        case item:
            return not words or words in held.words.get(item, ())


def _whole_numbers(words: str) -> set[int]:
    spaced = "".join(c if c.isdecimal() else " " for c in words)
    return {int(number) for number in spaced.split()}


# ---- the template's own words --------------------------------------------------------------------------------------

_SUSPECT = re.compile(r"\d|[@:]|\w\.\w|www")
"""What every number and address has in it; most lines have not."""

_REGISTER = "put it into the register of help lines, where somebody checks it"


def _own_words(words: str, span: Span | None, case: _Case) -> Iterator[Diagnostic]:
    """gate/template-number, gate/template-address: help lines come from the register, where they are checked.

    On students' sheets three digits are a number, for 112 is one; on a teacher's a year may stand.
    """
    if words.isascii() and not _SUSPECT.search(words):
        return
    numbers = long_numbers(words) if case.is_teacher else short_numbers(words)
    if any(number not in case.held.numbers for number in numbers):
        yield error("gate/template-number", span, "the template's own words hold a number", hint=_REGISTER)
    if has_address(words) if case.is_teacher else has_bare_address(words):
        yield error("gate/template-address", span, "the template's own words hold an address", hint=_REGISTER)


def _template_words(case: _Case) -> Iterator[Diagnostic]:
    digits_only = ""
    for line in case.lines:
        # One run after the other would let a number hide behind a mark in its middle.
        own = [run for run in line.runs if not run.origin.item]
        words = "".join("\0" if run.origin.item else run.text for run in line.runs)
        if own:
            yield from _own_words(words, own[0].origin.span, case)
        # Lines of digits alone read on from each other, as in the cells of a row.
        is_bare = bool(digits(seen(words))) and not any(c.isalpha() or c == "\0" for c in words)
        if is_bare and digits_only:
            yield from _own_words(digits_only + words, own[0].origin.span if own else None, case)
        digits_only = digits_only + words + " " if is_bare else ""


def _labels(case: _Case) -> Iterator[Diagnostic]:
    """The same for what only a screen reader or a list's own numbers say."""
    for block in every_block(case.document.blocks):
        if isinstance(block, AnswerSpace):
            yield from _own_words(block.label.replace("{lines}", ""), block.origin.span, case)
        if isinstance(block, OrderedList) and not case.is_teacher:
            yield from _own_words(str(block.start), block.origin.span, case)


def _links(case: _Case) -> Iterator[Diagnostic]:
    """gate/template-address: a link to what no content names, whatever words it stands under."""
    for line in case.lines:
        for link in _links_in(line.inlines):
            if link.href not in case.held.addresses:
                first = next(runs(link.children), None)
                span = first.origin.span if first and not first.origin.item else case.template
                yield error("gate/template-address", span, "a link of the template's own", hint=_REGISTER)


def _links_in(inlines: Iterable[Inline]) -> Iterator[Link]:
    for inline in inlines:
        match inline:
            case Link():
                yield inline
            case Strong() | Emphasis() | Term() | Foreign():
                yield from _links_in(inline.children)
            case Run() | LineBreak():
                pass


# ---- furniture -----------------------------------------------------------------------------------------------------


def _says_something(words: str) -> bool:
    """True for words that can be read: two letters or more, in whatever script."""
    return sum(unicodedata.category(c).startswith("L") for c in words) >= 2


def _draft(case: _Case) -> Iterator[Diagnostic]:
    """gate/no-draft-mark: a document that nobody signed says so on every page and in its first line."""
    blocks = case.document.blocks
    first = blocks[0] if blocks else None
    is_notice = isinstance(first, Paragraph) and first.kind is ParagraphKind.DRAFT
    is_said = isinstance(first, Paragraph) and is_notice and _says_something(plain(first.children))
    if case.selection.is_draft and not (is_said and _says_something(case.document.furniture.draft_mark)):
        found = "nothing in this document says that it is a draft"
        hint = "keep <draft-mark> and <draft-notice> in <furniture>, with words in them"
        yield error("gate/no-draft-mark", case.template, found, hint=hint)


def _furniture(case: _Case) -> Iterator[Diagnostic]:
    """gate/part-missing: page numbers, the mark of a teacher's copy, the line on help."""
    furniture, care = case.document.furniture, case.selection.care
    wanted = {"page-label": "{page}" in furniture.page_label and "{pages}" in furniture.page_label}
    if case.is_teacher:
        wanted["strip"] = _says_something(furniture.strip)
    if care:
        wanted["help-line"] = all(words in furniture.help_line for words in paragraphs(care.help_line))
    hints = {"page-label": " with {page} and {pages}", "help-line": " with {{ pack.care.help_line }}", "strip": ""}
    for part, is_there in wanted.items():
        if not is_there:
            hint = f"<furniture> ... <{part}>...</{part}>{hints[part]}"
            yield error("gate/part-missing", case.template, f"the furniture has no <{part}>", hint=hint)


def _furniture_words(case: _Case) -> Iterator[Diagnostic]:
    """The margins have lost where their words come from: all but the policy's help line is the template's own."""
    furniture, care = case.document.furniture, case.selection.care
    help_line = furniture.help_line
    for words in paragraphs(care.help_line) if care else ():
        help_line = help_line.replace(words, "\0")
    label = furniture.page_label.replace("{pages}", "\0").replace("{page}", "\0")
    for words in (furniture.strip, label, help_line, furniture.draft_mark):
        yield from _own_words(words, case.template, case)


# ---- what protects -------------------------------------------------------------------------------------------------


def _holds(lines: set[str], text: Text) -> bool:
    """True where every paragraph of the text stands in some line."""
    return all(any(words in line for line in lines) for words in paragraphs(text))


def _care(case: _Case) -> Iterator[Diagnostic]:
    """gate/part-missing: the words that protect, which every document on a sensitive topic says."""
    care = case.selection.care
    if care is None:
        return
    lines = {line.words for line in case.lines}
    for part, texts in _care_texts(care, is_teacher=case.is_teacher):
        if not all(_holds(lines, text) for text in texts):
            hint = f"print {{{{ pack.care.{part} }}}}, as the macros of the standard set do"
            yield error("gate/part-missing", case.template, f"the document leaves out `care.{part}`", hint=hint)


def _care_texts(care: CareView, *, is_teacher: bool) -> Iterator[tuple[str, tuple[Text, ...]]]:
    for part in ("content_note", "opt_out", "grounding", "not_your_fault", "trusted_adult", "closing"):
        yield part, (getattr(care, part),)
    if not is_teacher:
        yield "ground_rules", care.ground_rules


def _caution(case: _Case) -> Iterator[Diagnostic]:
    """gate/part-missing: who shows an excerpt of a source that nobody verified says so."""
    caution = case.selection.module.caution
    doubtful = {e.id for e in case.selection.excerpts if not e.citation.source.is_verified}
    if caution and doubtful & case.items() and not _holds({line.words for line in case.lines}, caution):
        hint = "print {{ pack.module.caution }} beside the excerpts"
        yield error("gate/part-missing", case.template, "excerpts stand here without their caution", hint=hint)


def _teachers_alone(case: _Case) -> Iterator[Diagnostic]:
    """gate/teacher-only: the mark of a teacher's copy, or a block that is the teacher's, in a student document."""
    for block in every_block(case.document.blocks):
        if isinstance(block, Callout) and block.kind is CalloutKind.TEACHER:
            yield error("gate/teacher-only", block.origin.span, "a <teacher> box stands in a student document")
    if case.document.furniture.strip:
        yield error("gate/teacher-only", case.template, "a student document is marked as a teacher's copy")


def _help(case: _Case) -> Iterator[Diagnostic]:
    """gate/no-help: a student document on a sensitive topic ends with where to find help."""
    care = case.selection.care
    if care is None:
        return
    last = next((b for b in reversed(case.document.blocks) if not isinstance(b, Paragraph)), None)
    hint = "let the macro `help` be the last one of the template"
    if not isinstance(last, HelpBox):
        found = "the document does not end with where to find help"
        yield error("gate/no-help", case.template, found, hint=hint)
        return
    inside = _read(last.blocks)
    lines, links = {line.words for line in inside}, {link.href for line in inside for link in _links_in(line.inlines)}
    blanks = sum(len(block.labels) for block in every_block(last.blocks) if isinstance(block, WriteIn))
    is_whole = _holds(lines, care.not_your_fault) and _holds(lines, care.trusted_adult)
    if not is_whole or any(not _is_reachable(line, lines, links) for line in case.selection.help):
        found = "the help box leaves out a help line, the adult to tell, or whose fault it is not"
        yield error("gate/no-help", last.origin.span or case.template, found, hint=hint)
    elif not case.selection.help and blanks < 2:
        found = "no help line is checked, and the help box has no blanks to write numbers in"
        yield error("gate/no-help", last.origin.span or case.template, found, hint=hint)


def _is_reachable(entry: HelpView, lines: set[str], links: set[str]) -> bool:
    spoken = [text for text in (entry.phone, entry.sms) if text]
    return any(_holds(lines, text) for text in spoken) or (entry.web in links if not spoken else False)


def _help_to_do(case: _Case) -> Iterator[Diagnostic]:
    """gate/part-missing: a teacher's guide names every help line, checked or still to be checked."""
    named = case.items()
    for entry in case.selection.help:
        if entry.id not in named:
            found = f"the guide does not name the help line `{entry.id}`"
            hint = "print the table `help_to_do` of the standard set"
            yield error("gate/part-missing", case.template, found, hint=hint)
