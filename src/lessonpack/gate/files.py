"""The last look at a file's bytes, as words read back from them: nothing withheld or unseen, help on every page.

A school's letterhead is read here with all the rest: nothing withheld and no word that the band does not meet may stand
in it. Its numbers and addresses are let through, for to say how the school is reached is what a letterhead is for; but
it cannot stand in for the line on help, which every kind of page must bear besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lessonpack.check.phrases import first
from lessonpack.diagnostics import Diagnostic, Span, error
from lessonpack.model.text import Text
from lessonpack.select.holdings import paragraphs
from lessonpack.select.selection import Selection
from lessonpack.select.withheld import ModuleWords


@dataclass(frozen=True, slots=True)
class FileWords:
    """One file as its bytes say it: its name, the words of each page, of margins, and every other string."""

    name: str
    pages: tuple[str, ...]
    margins: tuple[str, ...]
    elsewhere: tuple[str, ...]
    has_pages: bool
    """False where the reader's program breaks pages. Then each of `margins` is what one kind of page bears: the first,
    those with even numbers, all others."""

    def everything(self) -> str:
        return "\n".join((self.name, *self.pages, *self.margins, *self.elsewhere))


def admit_file(file: FileWords, selection: Selection, module: ModuleWords) -> tuple[Diagnostic, ...]:
    """Every reason why a finished file may not leave; none where it may."""
    place = Span(file.name)
    faults = [*_leaks(file, selection, module, place), *_addresses(file, module, place)]
    if not selection.audience.is_teacher:
        faults += [*_words(file, selection, place), *_help(file, selection, place), *_caution(file, selection, place)]
        faults += [*_note(file, selection, place)]
    return tuple(faults)


def _leaks(file: FileWords, selection: Selection, module: ModuleWords, place: Span) -> Iterator[Diagnostic]:
    for item in module.leaked(file.everything(), selection):
        found = f"the finished file holds words of `{item}` that its reader does not get"
        hint = "the template prints what the selection does not hold; see `lessonpack show`"
        yield error("gate/file-withheld", place, found, hint=hint, about=item)


def _addresses(file: FileWords, module: ModuleWords, place: Span) -> Iterator[Diagnostic]:
    for _ in module.endangering(file.everything()):
        found = "the finished file holds an address that is restricted where the class is"
        yield error("gate/file-withheld", place, found, hint="`restricted_in` of a source says where; take it out")


def _words(file: FileWords, selection: Selection, place: Span) -> Iterator[Diagnostic]:
    """Blocked words anywhere: text, margins, metadata, alternative texts, outline, file name. Names of help lines are
    what they are."""
    everything = f"{file.name.replace('-', ' ')}\n{file.everything()}"
    for line in selection.help:
        for name in (line.service, line.org):
            everything = everything.replace(str(name), " ")
    found = first(selection.watched.blocked, everything, allowed=selection.watched.allowed)
    if found:
        message = f"the finished file says {found!r}, which a sheet for band {selection.audience.band} does not say"
        yield error("gate/file-word", place, message, hint="look for it in metadata and labels, too")


def _help(file: FileWords, selection: Selection, place: Span) -> Iterator[Diagnostic]:
    care = selection.care
    if care is None:
        return
    if file.has_pages:
        for number, page in enumerate(file.pages, 1):
            if not _holds(page, care.help_line):
                yield error("gate/page-help", place, f"page {number} does not say where to find help")
    elif not file.margins or not all(_holds(margins, care.help_line) for margins in file.margins):
        found = "there are pages whose margins do not say where to find help"
        yield error("gate/page-help", place, found)


def _note(file: FileWords, selection: Selection, place: Span) -> Iterator[Diagnostic]:
    """gate/note-late: the content note stands on the first page, for who reads no further."""
    care = selection.care
    is_asked = care is not None and "content_note" in selection.required
    if care and is_asked and file.pages and not _holds(file.pages[0], care.content_note):
        yield error("gate/note-late", place, "page 1 does not hold the content note")


def _caution(file: FileWords, selection: Selection, place: Span) -> Iterator[Diagnostic]:
    warnings = [text for text in (selection.care and selection.care.caution_line, selection.module.caution) if text]
    for excerpt in selection.excerpts:
        if excerpt.citation.source.is_verified or not warnings:
            continue
        # Two of its sentences: one alone may be a claim that a task takes up.
        sentences = sorted((_squeezed(part) for part in re.split(r"(?<=[.!?])\s", str(excerpt.text))), key=len)[-2:]
        for number, page in enumerate(file.pages, 1):
            squeezed = _squeezed(page)
            is_shown = all(sentence in squeezed for sentence in sentences)
            if is_shown and not any(_holds(page, warning) for warning in warnings):
                found = f"page {number} shows `{excerpt.id}` and does not say that nobody has checked it"
                yield error("gate/page-caution", place, found, about=excerpt.id)


def _holds(page: str, text: Text) -> bool:
    squeezed = _squeezed(page)
    return all(_squeezed(words) in squeezed for words in paragraphs(text))


@lru_cache(maxsize=256)
def _squeezed(words: str) -> str:
    """Without white space and soft hyphens, since lines break where they like, and without marks of direction."""
    return re.sub(r"[\s\u00ad\u061c\u200d-\u200f]", "", words)
