"""All that a program can print of a selection as words of content, numbered alike by whoever has the selection.

So the process that renders can say with numbers alone what it has printed. A number cannot stand for words that the
selection does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from lessonpack.diagnostics import Span
from lessonpack.model.text import Text
from lessonpack.model.values import Amount, PartialDate
from lessonpack.render.printing import UnprintableError, day, entry_of, ids_of, name_words, number, paragraphs
from lessonpack.select.selection import Selection
from lessonpack.select.written import FORMS
from lessonpack.tree.proofs import Entry, Ledger


def printable(selection: Selection) -> tuple[Entry, ...]:
    """Every entry that rendering the selection can make, each once: texts, their paragraphs, dates, figures and ids."""
    made = (entry_of(text) for text in _texts(selection))
    return tuple(dict.fromkeys(made))


def numbers_of(ledger: Ledger, known: Sequence[Entry]) -> list[int | None]:
    """What was printed, as numbers of what can be. None where it is none of it: a date in another language."""
    numbers = {entry: number for number, entry in enumerate(known)}
    return [numbers.get(entry) if entry else None for entry in ledger.entries]


def ledger_of(numbers: Iterable[object], known: Sequence[Entry]) -> Ledger:
    """The ledger that the numbers stand for. Raises ValueError for what are no such numbers, or the same one twice."""
    ledger, seen = Ledger(), set[int]()
    for number_ in numbers:
        if number_ is None:
            ledger.skip()
            continue
        # True is an int as well.
        if type(number_) is not int or not 0 <= number_ < len(known) or number_ in seen:
            raise ValueError("no number of what can be printed")
        seen.add(number_)
        entry = known[number_]
        ledger.enter(entry.item, entry.place, entry.words)
    return ledger


def _texts(selection: Selection) -> Iterator[Text]:
    language = selection.module.language
    for value in _values(selection):
        with suppress(UnprintableError):  # in a language that nobody knows how to write, none is printed
            match value:
                case Text():
                    yield value
                    yield from paragraphs(value)
                case PartialDate():
                    yield from (day(value, language, form) for form in FORMS)
                case Amount():
                    yield number(value, language)
    for item in ids_of(selection):
        yield name_words(item)


def _values(value: object) -> Iterator[Text | PartialDate | Amount]:
    """Texts, dates and figures below a selection or a view, in the order of its fields."""
    match value:
        case Text() | PartialDate() | Amount():
            yield value
        case str() | int() | Span() | None:
            return
        case tuple():
            for part in value:
                yield from _values(part)
        case _:
            # The fields of a view; nothing for what is none.
            for name in getattr(type(value), "__dataclass_fields__", ()):
                yield from _values(getattr(value, name))
