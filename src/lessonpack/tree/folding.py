"""Words and marks of one line, with white space folded across marks as in HTML."""

from __future__ import annotations

import re
from dataclasses import replace

from lessonpack.tree.nodes import Emphasis, Foreign, Inline, LineBreak, Link, Origin, Run, Strong, Term
from lessonpack.tree.walk import runs

_SPACE = re.compile(r"[ \t\r\n]+")  # not \s: a no-break space is meant


class Folding:
    """Collects inlines; a space that follows a space, or starts or ends the line, is dropped."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str, list[Inline]]] = [("", "", [])]
        self._after_space = True

    @property
    def is_blank(self) -> bool:
        """True while nothing was added: a space would be dropped."""
        return not self._open[-1][2]

    def add(self, text: str | None, origin: Origin) -> None:
        if not text:
            return
        folded = _SPACE.sub(" ", text)
        if self._after_space:
            folded = folded.removeprefix(" ")
        if folded:
            self._open[-1][2].append(Run(folded, origin))
            self._after_space = folded.endswith(" ")

    def open(self, tag: str, value: str) -> None:
        """Starts a mark: `strong`, `em`, `term`, `a` with an address, `span` with a language."""
        self._open.append((tag, value, []))

    def close(self) -> None:
        """Ends the mark that was started last; one without words vanishes."""
        tag, value, children = self._open.pop()
        if children:
            self._open[-1][2].append(_marked(tag, value, tuple(children)))

    def is_inside(self, tag: str) -> bool:
        return any(opened == tag for opened, _, _ in self._open)

    def line_break(self) -> None:
        for _, _, inlines in reversed(self._open):
            _drop_last_space(inlines)
            if inlines:
                break
        self._open[-1][2].append(LineBreak())
        self._after_space = True

    def done(self) -> tuple[Inline, ...]:
        """The line; empty where nothing but line breaks is in it."""
        inlines = self._open[-1][2]
        _drop_last_space(inlines)
        return tuple(inlines) if next(runs(inlines), None) else ()


def _marked(tag: str, value: str, children: tuple[Inline, ...]) -> Inline:
    match tag:
        case "a":
            return Link(value, children)
        case "span":
            return Foreign(value, children)
        case "strong":
            return Strong(children)
        case "em":
            return Emphasis(children)
        case _:
            return Term(children)


def _drop_last_space(inlines: list[Inline]) -> None:
    while inlines:
        last = inlines[-1]
        if isinstance(last, Run):
            if not last.text.endswith(" "):
                return
            inlines[-1:] = [Run(last.text[:-1], last.origin)] if last.text != " " else []
        elif isinstance(last, LineBreak):
            return
        else:
            children = list(last.children)
            _drop_last_space(children)
            if tuple(children) == last.children:
                return
            inlines[-1:] = [replace(last, children=tuple(children))] if children else []
        if inlines and inlines[-1] is not last:
            return
