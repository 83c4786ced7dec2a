"""What a selection holds, as a gate can compare it: the words of each item, figures, dates, addresses, numbers.

Words in a document that claim to be an item's are proved against this, whatever template printed them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, assert_never

from babel import Locale

from lessonpack.diagnostics import Span
from lessonpack.model import inline
from lessonpack.model.kept import kept
from lessonpack.model.text import Text
from lessonpack.model.values import Amount, PartialDate
from lessonpack.select.selection import Selection
from lessonpack.select.written import FORMS, day_words, figure_words, locale_of

Leaf = Text | Amount | PartialDate | str
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
    for value in leaves(selection):
        _add(value, found)
    numbers = [selection.module.minutes, *(task.minutes for task in selection.activities)]
    if selection.audience.is_teacher:
        numbers += [*selection.ages, *(selection.module.coverage or ())]
    found.numbers = {str(number) for number in numbers}
    return found


def texts_of(value: object) -> Iterator[Text]:
    """Every text below a selection or a view."""
    return (leaf for leaf in leaves(value) if isinstance(leaf, Text))


@kept(2)
def leaves(value: object) -> tuple[Leaf, ...]:
    """Every text, figure, date and plain line below a selection or a view."""
    found: list[Leaf] = []
    _gather(value, found)
    return tuple(found)


def _gather(value: Any, found: list[Leaf]) -> None:
    kind: type[Any] = type(value)
    if issubclass(kind, Text | Amount | PartialDate | str):
        found.append(value)
    elif issubclass(kind, tuple):
        for part in value:
            _gather(part, found)
    else:
        if kind not in _PARTS:
            # The fields of a view; nothing for what is none.
            is_none = issubclass(kind, int | Span)
            _PARTS[kind] = () if is_none else tuple(getattr(kind, "__dataclass_fields__", ()))
        for name in _PARTS[kind]:
            _gather(getattr(value, name), found)


_PARTS: dict[type[Any], tuple[str, ...]] = {}


def paragraphs(text: Text) -> tuple[str, ...]:
    """The words of each paragraph as they stand on a page."""
    return tuple(_folded(inline.plain(p)) for p in text.paragraphs)


def _add(value: Leaf, found: Holdings) -> None:
    match value:
        case Text():
            held = found.words.setdefault(value.item, set())
            held.update(stretches(value))
            found.addresses.update(link for p in value.paragraphs for link in _links(p))
        case Amount():
            found.figures.update({figure_words(value, found.locale)} if found.locale else ())
        case PartialDate():
            found.dates.update(day_words(value, found.locale, form) for form in found.forms if found.locale)
        case str():
            if value.startswith(("http:", "https:", "mailto:")):
                found.addresses.add(value)
        case _:
            assert_never(value)


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
