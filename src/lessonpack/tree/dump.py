"""A document as indented text: for goldens, and for people who want to see what a template made of their content.

Document lang=en stem=staying-safe-3-C-student
  Heading 1 "Words we need"
  DefinitionList
    Term "trusted adult"
      Paragraph "A grown-up who listens and helps." item=d1
"""

from __future__ import annotations

import re
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
    Furniture,
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
    ParagraphKind,
    Quote,
    Run,
    Strong,
    Table,
    Term,
    Timeline,
    WriteIn,
)
from lessonpack.tree.walk import inner, runs


def dump(document: Document, *, items: bool = True) -> str:
    """The whole tree, one node a line; `items` adds the ids of the content items that the words come from."""
    meta = document.meta
    head = f"Document lang={meta.language} document={meta.document} band={meta.band} stem={document.stem}"
    lines = [head, f'  Title "{_words(meta.title)}"', *_furniture(document.furniture)]
    lines += _blocks(document.blocks, 1, items)
    return "\n".join(lines) + "\n"


def _furniture(furniture: Furniture) -> Iterator[str]:
    for name in Furniture.__dataclass_fields__:
        value = getattr(furniture, name)
        if value:
            yield f'  {name} "{_words(value.text if isinstance(value, Run) else value)}"'


def _blocks(blocks: Iterable[Block], depth: int, items: bool) -> Iterator[str]:
    for block in blocks:
        yield from _block(block, depth, items)


def _block(block: Block, depth: int, items: bool) -> Iterator[str]:
    name, words = _name(block)
    shown = f' "{_inlines(words)}"' if words else ""
    yield "  " * depth + name + shown + (_items(words) if items else "")
    yield from _below(block, depth + 1, items)


def _name(block: Block) -> tuple[str, tuple[Inline, ...]]:
    """What the block is, and its own words."""
    match block:
        case Heading():
            return f"Heading {block.level}", block.children
        case Paragraph():
            return "Paragraph" + ("" if block.kind is ParagraphKind.BODY else f" {block.kind}"), block.children
        case OrderedList():
            return "OrderedList" + (f" start={block.start}" if block.start != 1 else ""), ()
        case Quote():
            return "Quote", block.attribution
        case Table():
            name = "Organiser " if block.is_organiser else "Table "
            return name + ":".join(f"{share:g}" for share in block.shares), block.caption
        case Callout():
            badge = f' badge="{_inlines(block.badge)}"' if block.badge else ""
            status = f' status="{_inlines(block.status)}"' if block.status else ""
            return f"Callout {block.kind}{badge}{status}", block.title
        case Chart():
            return f"Chart {block.kind}", block.caption
        case KeyFigure():
            return f'KeyFigure "{_inlines(block.value)}"', block.counted
        case Timeline() | Circles():
            return type(block).__name__, block.caption
        case CardSheet():
            return f"CardSheet columns={block.columns}", ()
        case HelpBox():
            return "HelpBox", block.title
        case AnswerSpace():
            size = f"words={block.words}" if block.words else f"lines={block.lines}"
            return f'AnswerSpace {size} label="{_words(block.label)}"', ()
        case WriteIn():
            return "WriteIn " + " ".join(f'"{_inlines(label)}"' for label in block.labels), ()
        case BulletList() | CheckList() | DefinitionList() | Group() | PageBreak():
            return type(block).__name__, ()
        case _:
            assert_never(block)


def _below(block: Block, depth: int, items: bool) -> Iterator[str]:
    pad = "  " * depth
    match block:
        case BulletList() | OrderedList() | CheckList():
            for item in block.items:
                yield f"{pad}Item"
                yield from _blocks(item.blocks, depth + 1, items)
        case DefinitionList():
            for entry in block.entries:
                yield f'{pad}Term "{_inlines(entry.term)}"' + (_items(entry.term) if items else "")
                yield from _blocks(entry.blocks, depth + 1, items)
        case Table():
            for name, rows in (("Head", block.head), ("Row", block.body)):
                for row in rows:
                    yield pad + name
                    for cell in row.cells:
                        yield f"{pad}  " + ("HeaderCell" if cell.is_header else "Cell")
                        yield from _blocks(cell.blocks, depth + 2, items)
        case Chart():
            for bar in block.bars:
                yield f'{pad}Bar {bar.size} "{_inlines(bar.label)}" "{_inlines(bar.value)}"'
        case Timeline():
            for event in block.events:
                yield f'{pad}Event "{_inlines(event.when)}" "{_inlines(event.what)}"'
        case Circles():
            for ring in block.rings:
                yield f'{pad}Ring "{_inlines(ring)}"'
        case CardSheet():
            for card in block.cards:
                yield f"{pad}Front"
                yield from _blocks(card.front, depth + 1, items)
                yield f"{pad}Back"
                yield from _blocks(card.back, depth + 1, items)
        case _:
            yield from _blocks(inner(block), depth, items)


def _inlines(inlines: Iterable[Inline]) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    match inline:
        case Run():
            return _words(inline.text)
        case Strong():
            return f"<strong>{_inlines(inline.children)}</strong>"
        case Emphasis():
            return f"<em>{_inlines(inline.children)}</em>"
        case Link():
            return f"<a {inline.href}>{_inlines(inline.children)}</a>"
        case Term():
            return f"<term>{_inlines(inline.children)}</term>"
        case Foreign():
            return f"<{inline.language}>{_inlines(inline.children)}</{inline.language}>"
        case LineBreak():
            return "<br>"
        case _:
            assert_never(inline)


def _words(text: str) -> str:
    """Words so that nothing in them looks like the dump's own quotation marks and tags."""
    return re.sub(r'([\\"<])', r"\\\1", text)


def _items(inlines: tuple[Inline, ...]) -> str:
    found = dict.fromkeys(run.origin.item for run in runs(inlines) if run.origin.item)
    return f" item={','.join(found)}" if found else ""
