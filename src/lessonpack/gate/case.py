"""One document before the gate: its lines, read once for every rule, and what it may hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lessonpack.diagnostics import Span
from lessonpack.model.kept import kept
from lessonpack.model.text import Text
from lessonpack.select.holdings import Holdings, holdings, paragraphs
from lessonpack.select.selection import Selection
from lessonpack.tree.nodes import Block, Document, Emphasis, Foreign, Inline, LineBreak, Link, Run, Strong, Term
from lessonpack.tree.walk import all_lines, every_block, plain, runs


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words: its nodes, its runs, and the words alone."""

    inlines: tuple[Inline, ...]
    runs: tuple[Run, ...]
    words: str


@kept(4)
def read(blocks: tuple[Block, ...]) -> tuple[Line, ...]:
    return tuple(Line(line, tuple(runs(line)), plain(line)) for line in all_lines(blocks))


@dataclass(frozen=True)
class Case:
    """One document before the gate, with what it may hold."""

    document: Document
    selection: Selection
    template: Span
    """Where to tell what is missing: the template, or the list of sections in a pack file."""
    lines: tuple[Line, ...]
    """All lines of the body."""

    @classmethod
    def of(cls, document: Document, selection: Selection, template: str, ordered_at: Span | None = None) -> Case:
        return cls(document, selection, ordered_at or Span(template), read(document.blocks))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks of the body, each before those below it."""
        return tuple(every_block(self.document.blocks))

    @cached_property
    def said(self) -> str:
        """The words of all lines, each on a line of its own."""
        return "\n".join(line.words for line in self.lines)

    @cached_property
    def held(self) -> Holdings:
        """What the document may hold."""
        return holdings(self.selection)

    def items(self) -> set[str]:
        """Ids of the items whose words the body holds."""
        return {run.origin.item for line in self.lines for run in line.runs}

    def says(self, *texts: Text | None) -> bool:
        """True where every paragraph of each text stands in some line."""
        return all(words in self.said for text in texts if text is not None for words in paragraphs(text))

    def says_alone(self, *texts: Text | None) -> bool:
        """True where every paragraph of each text is a line of its own, to which nothing is added."""
        lines = {line.words for line in self.lines}
        return all(words in lines for text in texts if text is not None for words in paragraphs(text))

    @property
    def is_teacher(self) -> bool:
        return self.selection.audience.is_teacher


def holds(lines: Iterable[str], text: Text) -> bool:
    """True where every paragraph of the text stands in some line."""
    listed = tuple(lines)
    return all(any(words in line for line in listed) for words in paragraphs(text))


def links_in(inlines: Iterable[Inline]) -> Iterator[Link]:
    for inline in inlines:
        match inline:
            case Link():
                yield inline
            case Strong() | Emphasis() | Term() | Foreign():
                yield from links_in(inline.children)
            case Run() | LineBreak():
                pass
