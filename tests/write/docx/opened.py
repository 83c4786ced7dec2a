"""Word files opened again for a look inside, and the text that they ought to hold."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from lxml import etree

from lessonpack.theme.tokens import Theme
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
from lessonpack.write.docx.writer import DocxWriter

ROOT = Path(__file__).parents[3]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def standard_theme() -> Theme:
    return Theme.model_validate(yaml.safe_load((ROOT / "templates/standard/theme.yaml").read_text(encoding="utf-8")))


@cache
def writer() -> DocxWriter:
    return DocxWriter(standard_theme())


class Opened:
    """The parts of one written document."""

    def __init__(self, document: Document) -> None:
        with zipfile.ZipFile(BytesIO(writer().write(document).data)) as package:
            self.contents = {name: package.read(name) for name in package.namelist()}

    def part(self, name: str) -> Any:
        return etree.fromstring(self.contents[name])

    @property
    def body(self) -> Any:
        return self.part("word/document.xml")[0]

    def paragraphs(self) -> list[Any]:
        return list(self.body.iter(f"{W}p"))

    def paragraph(self, text: str) -> Any:
        """The first paragraph with exactly this text."""
        return next(p for p in self.paragraphs() if text_in(p) == text)

    def style(self, identifier: str) -> Any:
        return next(s for s in self.part("word/styles.xml").iter(f"{W}style") if s.get(f"{W}styleId") == identifier)


def text_in(element: Any) -> str:
    """Its words; a hyphen at which no line may break is a hyphen."""
    found = element.iter(f"{W}t", f"{W}noBreakHyphen")
    return "".join("-" if e.tag == f"{W}noBreakHyphen" else e.text or "" for e in found)


def style_of(paragraph: Any) -> str:
    return str(paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val"))


def has(paragraph: Any, switch: str) -> bool:
    return paragraph.find(f"{W}pPr/{W}{switch}") is not None


def number_of(paragraph: Any) -> int:
    """The numId that the paragraph itself names; 0 where its style alone decides."""
    found = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
    return 0 if found is None else int(found.get(f"{W}val"))


def tree_text(document: Document) -> str:
    """All words of the tree in reading order, without any blanks between them."""
    return _squeezed("".join(_texts(document.blocks)))


def docx_text(opened: Opened) -> str:
    return _squeezed(text_in(opened.body))


def _squeezed(text: str) -> str:
    # A mark may stand before a number, to keep its digits in their order.
    return "".join(text.replace("\u200e", "").split())


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(children=children) | Paragraph(children=children):
                yield _words(children)
            case BulletList(items=items) | OrderedList(items=items):
                yield from (text for item in items for text in _texts(item.blocks))
            case DefinitionList(entries):
                for entry in entries:
                    yield _words(entry.term)
                    yield from _texts(entry.blocks)
            case Quote(inner, attribution):
                yield from (*_texts(inner), _words(attribution))
            case Callout(title=title, blocks=inner) | HelpBox(title=title, blocks=inner):
                yield from (_words(title), *_texts(inner))
            case Table(caption, head, body):
                yield _words(caption)
                yield from (text for row in (*head, *body) for cell in row.cells for text in _texts(cell.blocks))
            case WriteIn(labels):
                yield from (_words(label) for label in labels)
            case Group(inner):
                yield from _texts(inner)
            case AnswerSpace() | PageBreak():
                pass


def _words(children: tuple[Inline, ...]) -> str:
    pieces = []
    for child in children:
        match child:
            case Run(text):
                pieces.append(text)
            case LineBreak():
                pass
            case _:
                pieces.append(_words(child.children))
    return "".join(pieces)
