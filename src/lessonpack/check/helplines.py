"""Help lines: numbers reach students from the register alone, where a person checks them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lessonpack.check.contacts import telephone
from lessonpack.diagnostics import Diagnostic, Span, error
from lessonpack.model import inline
from lessonpack.model.module import Module
from lessonpack.model.policy import Policy
from lessonpack.model.record import Record
from lessonpack.model.text import ALL_BANDS, ByBand, Text


def number_in_text(module: Module, policy: Policy, *, today: date) -> Iterator[Diagnostic]:
    """help/number-in-text: a text that students may read holds a telephone number, or a link that dials one."""
    for text in _read_by_students(module, policy.teacher_band):
        words = str(text)
        found = telephone(words) or _dials(text)
        if found:
            message = f"{found!r} looks like a number to dial; nobody checks numbers that stand in a text"
            hint = "put it into content/help.yaml and name its id under `help:`"
            yield error("help/number-in-text", text.span, message, hint=hint)


def _dials(text: Text) -> str:
    links = (link for paragraph in text.paragraphs for link in _links(paragraph))
    return next((link.href for link in links if link.href.lower().startswith(("tel:", "sms:"))), "")


def _links(marks: tuple[inline.Mark, ...]) -> Iterator[inline.Link]:
    for mark in marks:
        if isinstance(mark, inline.Link):
            yield mark
        if not isinstance(mark, inline.Words):
            yield from _links(mark.children)


def _read_by_students(value: object, teacher_band: str) -> Iterator[Text]:
    """Texts written for a band of students or for all; and the texts and lines that are one for all readers."""
    match value:
        case ByBand():
            for band, levels in value.bands:
                if band == ALL_BANDS or band != teacher_band:
                    yield from (t for t in (levels.core, levels.easy) if t)
        case Record():
            for name in type(value).model_fields:
                found = getattr(value, name)
                if isinstance(found, Text) and name in _ONE_FOR_ALL:
                    yield found
                lines = found if isinstance(found, dict) else {"": found}
                if name in _LINES:
                    yield from (_line(line, value.span_of(name, key)) for key, line in lines.items())
                yield from _read_by_students(found, teacher_band)
        case tuple():
            for part in value:
                yield from _read_by_students(part, teacher_band)
        case _:
            return


def _line(line: object, span: Span) -> Text:
    return Text(((inline.Words(line if isinstance(line, str) else ""),),), span)


_LINES = frozenset(("author", "org", "place", "translations"))
_ONE_FOR_ALL = frozenset(("counted_by", "grouping", "locator", "population", "unit", "value"))
