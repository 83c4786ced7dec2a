"""Going through a tree: every block and run in reading order, and the words alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from lessonpack.tree.nodes import (
    AnswerSpace,
    Block,
    BulletList,
    Callout,
    CardSheet,
    Chart,
    CheckList,
    Circles,
    DefinitionList,
    Document,
    Emphasis,
    Foreign,
    Group,
    Heading,
    HelpBox,
    Inline,
    KeyFigure,
    LineBreak,
    Link,
    OrderedList,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Strong,
    Table,
    Term,
    Timeline,
    WriteIn,
)


def plain(inlines: Iterable[Inline]) -> str:
    """The words alone; a line break counts as a space."""
    out: list[str] = []
    for inline in inlines:
        match inline:
            case Run():
                out.append(inline.text)
            case LineBreak():
                out.append(" ")
            case Strong() | Emphasis() | Link() | Term() | Foreign():
                out.append(plain(inline.children))
            case _:
                assert_never(inline)
    return "".join(out)


def runs(inlines: Iterable[Inline]) -> Iterator[Run]:
    for inline in inlines:
        match inline:
            case Run():
                yield inline
            case LineBreak():
                pass
            case Strong() | Emphasis() | Link() | Term() | Foreign():
                yield from runs(inline.children)
            case _:
                assert_never(inline)


def lines_of(block: Block) -> Iterator[tuple[Inline, ...]]:
    """The block's own lines of words and those of all blocks below it, in reading order."""
    match block:
        case Heading() | Paragraph():
            yield block.children
        case BulletList() | OrderedList() | CheckList() | DefinitionList() | Table() | CardSheet():
            yield from _lines_of_parts(block)
        case Quote():
            yield from all_lines(block.blocks)
            if block.attribution:
                yield block.attribution
        case Callout():
            yield from (words for words in (block.badge, block.title, block.status) if words)
            yield from all_lines(block.blocks)
        case HelpBox():
            if block.title:
                yield block.title
            yield from all_lines(block.blocks)
        case Chart() | KeyFigure() | Timeline() | Circles():
            yield from _drawn_lines(block)
        case WriteIn():
            yield from block.labels
        case Group():
            yield from all_lines(block.blocks)
        case AnswerSpace() | PageBreak():
            return
        case _:
            assert_never(block)


def _lines_of_parts(
    block: BulletList | OrderedList | CheckList | DefinitionList | Table | CardSheet,
) -> Iterator[tuple[Inline, ...]]:
    match block:
        case BulletList() | OrderedList() | CheckList():
            for item in block.items:
                yield from all_lines(item.blocks)
        case DefinitionList():
            for entry in block.entries:
                yield entry.term
                yield from all_lines(entry.blocks)
        case Table():
            if block.caption:
                yield block.caption
            for row in (*block.head, *block.body):
                for cell in row.cells:
                    yield from all_lines(cell.blocks)
        case CardSheet():
            for card in block.cards:
                yield from all_lines(card.front)
            for card in block.cards:
                yield from all_lines(card.back)
        case _:
            assert_never(block)


def _drawn_lines(block: Chart | KeyFigure | Timeline | Circles) -> Iterator[tuple[Inline, ...]]:
    match block:
        case Chart():
            yield block.caption
            for bar in block.bars:
                yield bar.label
                yield bar.value
        case KeyFigure():
            yield block.value
            yield block.counted
        case Timeline():
            yield block.caption
            for event in block.events:
                yield event.when
                yield event.what
        case Circles():
            yield block.caption
            yield from block.rings
        case _:
            assert_never(block)


def all_lines(blocks: Iterable[Block]) -> Iterator[tuple[Inline, ...]]:
    for block in blocks:
        yield from lines_of(block)


def text_of(document: Document) -> str:
    """The words of the body, one line each, without furniture: what every format of the document must say."""
    return "\n".join(plain(line) for line in all_lines(document.blocks))


def inner(block: Block) -> Iterator[Block]:
    """The blocks directly below a block."""
    match block:
        case BulletList() | OrderedList() | CheckList():
            for item in block.items:
                yield from item.blocks
        case DefinitionList():
            for entry in block.entries:
                yield from entry.blocks
        case Table():
            for row in (*block.head, *block.body):
                for cell in row.cells:
                    yield from cell.blocks
        case CardSheet():
            for card in block.cards:
                yield from card.front
            for card in block.cards:
                yield from card.back
        case Quote() | Callout() | HelpBox() | Group():
            yield from block.blocks
        case Heading() | Paragraph() | AnswerSpace() | WriteIn() | PageBreak():
            return
        case Chart() | KeyFigure() | Timeline() | Circles():
            return
        case _:
            assert_never(block)


def every_block(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks, each before those below it."""
    for block in blocks:
        yield block
        yield from every_block(inner(block))
