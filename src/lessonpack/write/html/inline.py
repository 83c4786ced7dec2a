"""Inline nodes as phrasing elements: each mark an element that says what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import assert_never

from lessonpack.diagnostics import Diagnostic, Span
from lessonpack.tree.nodes import Emphasis, Foreign, Inline, LineBreak, Link, Run, Strong, Term
from lessonpack.write.direction import is_leftward
from lessonpack.write.html.markup import element, escaped, unwritable, void

LINKED = ("https://", "http://", "mailto:", "tel:")
_HYPHENATED = re.compile(r"\d+(?:-\d+)+")
_GROUPED = re.compile(r"\+?\d+(?:[ \u00a0-]\d+)+")


def direction(language: str) -> str:
    """The value of `dir` for words of a language."""
    return "rtl" if is_leftward(language) else "ltr"


@dataclass(slots=True)
class Words:
    """The words of one document in `language`, and the faults found in them."""

    language: str
    faults: list[Diagnostic] = field(default_factory=list)

    def markup(self, children: tuple[Inline, ...], *, is_linked: bool = False) -> str:
        return "".join([self._inline(child, is_linked=is_linked) for child in children])

    def plain(self, text: str, span: Span | None = None) -> str:
        """The text itself, after a look for characters that no file can hold."""
        self.faults += unwritable(text, span)
        return text

    def _inline(self, node: Inline, *, is_linked: bool) -> str:
        match node:
            case Run(text, origin):
                return self._numbered(escaped(self.plain(text, origin.span)))
            case Strong(children):
                return element("strong", self.markup(children, is_linked=is_linked))
            case Emphasis(children):
                return element("em", self.markup(children, is_linked=is_linked))
            case Term(children):
                return element("b", self.markup(children, is_linked=is_linked))
            case Link(href, children):
                return self._link(href, children, is_linked=is_linked)
            case Foreign(language, children):
                turned = direction(language) if direction(language) != direction(self.language) else ""
                words = self.markup(children, is_linked=is_linked)
                return element("span", words, lang=self.plain(language), dir=turned)
            case LineBreak():
                return void("br")
            case _:
                assert_never(node)

    def _numbered(self, markup: str) -> str:
        """Telephone numbers and dates as they are dialled and read: browsers break lines at their hyphens, and set the
        groups of a number in the other order among words from right to left (UAX #9, rule N1), unless told not to."""
        if is_leftward(self.language):
            return _GROUPED.sub(r'<span class="solid" dir="ltr">\g<0></span>', markup)
        return _HYPHENATED.sub(r'<span class="solid">\g<0></span>', markup)

    def _link(self, href: str, children: tuple[Inline, ...], *, is_linked: bool) -> str:
        """A link cannot stand in another, of which the outer one leads; an address of another kind leads nowhere."""
        words = self.markup(children, is_linked=True)
        if is_linked or not href.lower().startswith(LINKED):
            return words
        return element("a", words, href=self.plain(href), rel="noreferrer noopener")
