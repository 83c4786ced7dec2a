"""What a selection holds, as a gate can compare it: the words of each item, figures, dates, addresses, numbers.

Words in a document that claim to be an item's are proved against this, whatever template printed them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from babel import Locale

from lessonpack.diagnostics import Span
from lessonpack.model import inline
from lessonpack.model.text import Text
from lessonpack.model.values import Amount, PartialDate
from lessonpack.select.selection import Selection
from lessonpack.select.written import FORMS, day_words, figure_words, locale_of

_SPACES = re.compile("[\t\r\n]|  ")


@dataclass(slots=True)
class Holdings:
    words: dict[str, set[str]] = field(default_factory=dict)
    """Item id -> its words, each stretch between two marks by itself, as one run of a document holds it."""
    locale: Locale | None = None
    forms: tuple[str, ...] = FORMS[:1]
    """In which dates may be written: on students' sheets one, in a guide's list of sources those of its style."""
    figures: set[str] = field(default_factory=set)
    """Every figure as it is written in the language of the module."""
    dates: set[str] = field(default_factory=set)
    """Every date in each form in which it is written there."""
    addresses: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    """Whole numbers that belong to no text: minutes; in a guide ages and years of coverage, too."""


def holdings(selection: Selection) -> Holdings:
    found = Holdings(locale=locale_of(selection.module.language))
    found.forms = FORMS if selection.audience.is_teacher else FORMS[:1]
    _add(selection, found)
    numbers = [selection.module.minutes, *(task.minutes for task in selection.activities)]
    if selection.audience.is_teacher:
        numbers += [*selection.ages, *(selection.module.coverage or ())]
    found.numbers = {str(number) for number in numbers}
    return found


def texts_of(value: object) -> Iterator[Text]:
    """Every text below a selection or a view."""
    match value:
        case Text():
            yield value
        case tuple():
            for part in value:
                yield from texts_of(part)
        case Amount() | PartialDate() | Span() | str() | int():
            return
        case _:
            for name in getattr(type(value), "__dataclass_fields__", ()):
                yield from texts_of(getattr(value, name))


def paragraphs(text: Text) -> tuple[str, ...]:
    """The words of each paragraph as they stand on a page."""
    return tuple(_folded(inline.plain(p)) for p in text.paragraphs)


def _add(value: object, found: Holdings) -> None:
    match value:
        case Text():
            held = found.words.setdefault(value.item, set())
            held.update(stretches(value))
            found.addresses.update(link for p in value.paragraphs for link in _links(p))
        case Amount():
            found.figures.update({figure_words(value, found.locale)} if found.locale else ())
        case PartialDate():
            found.dates.update(day_words(value, found.locale, form) for form in found.forms if found.locale)
        case int() | Span():
            return
        case str():
            if re.match(r"https?:|mailto:", value):
                found.addresses.add(value)
        case tuple():
            for part in value:
                _add(part, found)
        case _:
            # The fields of a view; nothing for what is none.
            for name in getattr(type(value), "__dataclass_fields__", ()):
                _add(getattr(value, name), found)


def stretches(text: Text) -> Iterator[str]:
    """Words between two marks, of the text as a whole and of each paragraph alone."""
    whole = (_joined(text),) if len(text.paragraphs) > 1 else ()
    for shown in (*whole, *text.paragraphs):
        pending = ""
        for piece in _pieces(shown):
            if piece is None:
                yield _folded(pending)
                pending = ""
            else:
                pending += piece
        yield _folded(pending)


def _joined(text: Text) -> tuple[inline.Mark, ...]:
    first, *others = text.paragraphs
    return (*first, *(mark for other in others for mark in (inline.Words(" "), *other)))


def _pieces(marks: Iterable[inline.Mark]) -> Iterator[str | None]:
    """Words in order, with None where a mark starts or ends."""
    for mark in marks:
        if isinstance(mark, inline.Words):
            yield mark.text
        else:
            yield None
            yield from _pieces(mark.children)
            yield None


def _links(marks: Iterable[inline.Mark]) -> Iterator[str]:
    for mark in marks:
        if isinstance(mark, inline.Link):
            yield mark.href
        if not isinstance(mark, inline.Words):
            yield from _links(mark.children)


def _folded(words: str) -> str:
    if not _SPACES.search(words):
        return words.strip(" ")
    # Not \s: a no-break space is meant.
    return re.sub("[ \t\r\n]+", " ", words).strip(" ")
