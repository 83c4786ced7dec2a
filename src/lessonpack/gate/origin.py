"""Where words come from: content is what it claims to be; a template's own words hold nothing to dial or to open."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lessonpack.check.contacts import digits, has_address, has_bare_address, long_numbers, seen, short_numbers, sites
from lessonpack.diagnostics import Diagnostic, Span, error
from lessonpack.gate.case import Case, links_in
from lessonpack.select.written import DATE_ITEM, FIGURE_ITEM, ID_ITEM
from lessonpack.tree.nodes import AnswerSpace, Chart, OrderedList, Run
from lessonpack.tree.walk import plain, runs

# ---- words of content ---------------------------------------------------------------------------------------------


def strangers(case: Case) -> Iterator[Diagnostic]:
    """gate/withheld, gate/not-its-words: words of an item that is not in the selection, or that are not the item's."""
    selection, told = case.selection, set()
    allowed = {"", *selection.kept, selection.module.id, "policy", DATE_ITEM, FIGURE_ITEM}
    allowed |= {note.id for note in selection.notes} | {line.id for line in selection.help}
    allowed |= {ID_ITEM} if case.is_teacher else set()
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


def _placed(run: Run, case: Case) -> Span:
    span = run.origin.span
    return span if span and span.file else case.template


def _is_held(run: Run, case: Case) -> bool:
    words, held = run.text.strip(" "), case.held
    match run.origin.item:
        case "":
            return True
        case item if item == DATE_ITEM:
            return words in held.dates
        case item if item == FIGURE_ITEM:
            return words in held.figures
        case item if item == ID_ITEM:
            known = {*case.selection.kept, *(o.item for o in case.selection.omitted)}
            return words in known
        case item:
            return not words or words in held.words.get(item, ())


# ---- the template's own words --------------------------------------------------------------------------------------

_SUSPECT = re.compile(r"\d|[@:]|\w\.\w|www|\bdot\b", re.IGNORECASE)
"""What every number and address has in it; most lines have not."""
_SITE = re.compile(r"\w\.[^\W\d_]{2,}")
"""The name of a site, whatever country or purpose its ending stands for."""
_DIGIT = (
    "oh|zero|one|two|three|four|five|six|seven|eight|nine|double|triple|treble"
    "|ноль|нуль|один|одна|два|две|три|четыре|пять|шесть|семь|восемь|девять|сто"
    "|адзін|адна|дзве|тры|чатыры|пяць|шэсць|сем|восем|дзевяць"
)
_SPELLED = re.compile(rf"\b(?:{_DIGIT})(?:[\W_]{{1,3}}(?:{_DIGIT})\b){{2,}}", re.IGNORECASE)
"""Three digits in a row, in words."""

_REGISTER = "put it into the register of help lines, where somebody checks it"


def own_words(words: str, span: Span | None, case: Case) -> Iterator[Diagnostic]:
    """gate/template-number, gate/template-address: help lines come from the register, where they are checked.

    On students' sheets three digits are a number, for 112 is one; on a teacher's a year may stand.
    """
    is_spelled = not case.is_teacher and bool(_SPELLED.search(words))
    if words.isascii() and not is_spelled and not _SUSPECT.search(words):
        return
    numbers = long_numbers(words) if case.is_teacher else short_numbers(words)
    if is_spelled or any(number not in case.held.numbers for number in numbers):
        yield error("gate/template-number", span, "the template's own words hold a number", hint=_REGISTER)
    is_site = not case.is_teacher and (bool(_SITE.search(seen(words))) or any(sites(words)))
    if is_site or (has_address(words) if case.is_teacher else has_bare_address(words)):
        yield error("gate/template-address", span, "the template's own words hold an address", hint=_REGISTER)


def template_words(case: Case) -> Iterator[Diagnostic]:
    spread = ""
    for line in case.lines:
        # One run after the other would let a number hide behind a mark in its middle.
        own = [run for run in line.runs if not run.origin.item]
        words = "".join("\0" if run.origin.item else run.text for run in line.runs)
        if own:
            yield from own_words(words, own[0].origin.span, case)
        # Lines with digits read on from each other, as in the cells of a row, or one digit a paragraph.
        found = _digits_alone(words, case)
        if found and spread:
            yield from own_words(spread + found, own[0].origin.span if own else None, case)
        spread = f"{spread}{found} " if found else ""


def _digits_alone(words: str, case: Case) -> str:
    """The digits of a line, where others may read on from them: of a guide's lines those that hold nothing else."""
    typed = seen(words)
    if case.is_teacher and any(c.isalpha() or c == "\0" for c in typed):
        return ""
    found = digits(typed)
    return "" if found in case.held.numbers else found


def hidden_characters(case: Case) -> Iterator[Diagnostic]:
    """gate/hidden-character: a character in the template's own words that turns the order of what is read, or that
    nobody sees. Soft hyphens and what joins or parts letters may stand."""
    margins = case.document.furniture
    said = [(run.text, run.origin.span) for line in case.lines for run in line.runs if not run.origin.item]
    blocks = case.blocks
    said += [(block.label, block.origin.span) for block in blocks if isinstance(block, AnswerSpace)]
    said += [(words, None) for words in (margins.page_label, margins.help_line)]
    for words, span in said:
        hidden = next((c for c in words if unicodedata.category(c) == "Cf" and c not in _HARMLESS), "")
        if not words.isascii() and hidden:
            found = f"U+{ord(hidden):04X} stands in the template's own words, where nobody sees it"
            yield error("gate/hidden-character", span or case.template, found, hint="take it out")


_HARMLESS = "\u00ad\u200b\u200c\u200d\u2060"
"""Soft hyphen, zero width space, and what joins letters or keeps them apart."""


def labels(case: Case) -> Iterator[Diagnostic]:
    """The same for what only a screen reader or a list's own numbers say."""
    for block in case.blocks:
        if isinstance(block, AnswerSpace):
            yield from own_words(block.label.replace("{lines}", ""), block.origin.span, case)
        if isinstance(block, OrderedList) and not case.is_teacher:
            yield from own_words(str(block.start), block.origin.span, case)


def links(case: Case) -> Iterator[Diagnostic]:
    """gate/template-address: a link to what no content names, whatever words it stands under."""
    for line in case.lines:
        for link in links_in(line.inlines):
            if link.href not in case.held.addresses:
                first = next(runs(link.children), None)
                span = first.origin.span if first and not first.origin.item else case.template
                yield error("gate/template-address", span, "a link of the template's own", hint=_REGISTER)


def charts(case: Case) -> Iterator[Diagnostic]:
    """gate/chart: a bar is as long as the figure that is printed on it says."""
    for block in case.blocks:
        for bar in block.bars if isinstance(block, Chart) else ():
            if digits(plain(bar.value)) != digits(str(bar.size)):
                found = f"a bar is drawn for {bar.size} and says {plain(bar.value)!r}"
                hint = '<bar size="{{ part.value | size }}">, with {{ part.value | number(language) }} in it'
                yield error("gate/chart", block.origin.span or case.template, found, hint=hint)
