"""Claims that lose their footing: times without a date, rankings without a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonpack.check.case import WARNING, Content, Finding, Rule
from lessonpack.check.phrases import first, sentences
from lessonpack.model.items import Activity, ContextNote, Item, Question, Statistic
from lessonpack.model.reach import Use

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_NOT_CLAIMED = frozenset(
    ("answer", "wrong", "right", "teacher", "content_note", "closing", "rights", "url_note", "date_note")
)


def _relative(content: Content) -> Iterator[Finding]:
    phrases = content.vocabulary.possible(content.lexicon.relative_time)
    for said in content.said if phrases else ():
        if said.use is not Use.OWN or said.field in _NOT_CLAIMED or _is_dated(said.item):
            continue
        for sentence in sentences(said.words):
            words = first(phrases, sentence)
            if words and not _YEAR.search(sentence):
                message = f"{words!r} means another time to every reader"
                yield Finding(said.text.place_of(words), message, about=said.about)
                break


def _is_dated(item: Item | None) -> bool:
    """True where the page prints the time that the words are of."""
    return (isinstance(item, ContextNote) and item.as_of is not None) or (
        isinstance(item, Statistic) and item.period is not None
    )


def _superlative(content: Content) -> Iterator[Finding]:
    phrases = content.vocabulary.possible(content.lexicon.superlatives)
    for said in content.said if phrases else ():
        # Who asks "what is the largest?" claims nothing.
        asks = isinstance(said.item, Question | Activity)
        if not said.is_for_students or asks or said.use is not Use.OWN or getattr(said.item, "source", None):
            continue
        words = first(phrases, said.words)
        if words:
            message = f"{words!r} is a ranking, and no source is named"
            yield Finding(said.text.place_of(words), message, about=said.about)


RULES = (
    Rule(
        "times/relative",
        WARNING,
        "A text speaks of a time that shifts with the reader's day: last year, to date, nowadays.",
        "A sheet is read for years; only a year stays true.",
        "write the year, or `as_of:`",
        _relative,
    ),
    Rule(
        "times/superlative",
        WARNING,
        "A text for students ranks something and names no source.",
        "Rankings sound like facts and are nearly always somebody's count.",
        "name the source with `source:`, or say it without the ranking",
        _superlative,
    ),
)
