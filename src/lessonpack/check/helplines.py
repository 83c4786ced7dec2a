"""Help lines: numbers reach students from the register alone, where a person checks them."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpack.check.case import ERROR, Content, Finding, Rule
from lessonpack.check.contacts import telephone
from lessonpack.model import inline
from lessonpack.model.text import Text


def _number_in_text(content: Content) -> Iterator[Finding]:
    for said in content.said:
        found = "" if said.is_teachers else telephone(said.words) or _dials(said.text)
        if found:
            message = f"{found!r} looks like a number to dial; nobody checks numbers that stand in a text"
            yield Finding(said.text.span, message, about=said.about)


def _dials(text: Text) -> str:
    links = (link for paragraph in text.paragraphs for link in _links(paragraph))
    return next((link.href for link in links if link.href.lower().startswith(("tel:", "sms:"))), "")


def _links(marks: tuple[inline.Mark, ...]) -> Iterator[inline.Link]:
    for mark in marks:
        if isinstance(mark, inline.Link):
            yield mark
        if not isinstance(mark, inline.Words):
            yield from _links(mark.children)


RULES = (
    Rule(
        "help/number-in-text",
        ERROR,
        "A text that students may read holds a telephone number, or a link that dials one.",
        "Lines close and change hands; only the register says who checked a number, and when.",
        "put it into content/help.yaml and name its id under `help:`",
        _number_in_text,
    ),
)
