"""The words of a document tree in reading order: what every writer must show, furniture and list labels apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from lessonpack.tree.nodes import (
    AnswerSpace,
    Block,
    BulletList,
    Callout,
    DefinitionList,
    Document,
    Group,
    Heading,
    HelpBox,
    Inline,
    LineBreak,
    OrderedList,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Table,
    WriteIn,
)


def tree_text(document: Document) -> str:
    return " ".join(" ".join(_all(document.blocks)).split())


def _words(inlines: tuple[Inline, ...]) -> str:
    parts = []
    for inline in inlines:
        match inline:
            case Run():
                parts.append(inline.text)
            case LineBreak():
                parts.append(" ")
            case _:
                parts.append(_words(inline.children))
    return "".join(parts)


def _all(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield from _of(block)


def _of(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield _words(block.children)
        case BulletList() | OrderedList():
            for item in block.items:
                yield from _all(item.blocks)
        case DefinitionList():
            for entry in block.entries:
                yield _words(entry.term)
                yield from _all(entry.blocks)
        case Quote():
            yield from _all(block.blocks)
            yield _words(block.attribution)
        case Table():
            yield _words(block.caption)
            for row in (*block.head, *block.body):
                for cell in row.cells:
                    yield from _all(cell.blocks)
        case Callout() | HelpBox():
            yield _words(block.title)
            yield from _all(block.blocks)
        case WriteIn():
            yield from map(_words, block.labels)
        case Group():
            yield from _all(block.blocks)
        case AnswerSpace() | PageBreak():
            pass
        case _:
            assert_never(block)
