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
    Block,
    BulletList,
    Callout,
    CardSheet,
    CheckList,
    DefinitionList,
    Document,
    Group,
    HelpBox,
    Inline,
    LineBreak,
    OrderedList,
    Quote,
    Run,
    Table,
)
from lessonpack.tree.walk import lines_of
from lessonpack.write.docx.tablestyles import TIMELINE_STYLE
from lessonpack.write.docx.words import Mark, style_id
from lessonpack.write.docx.writer import DocxWriter

ROOT = Path(__file__).parents[3]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


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
    def count_of_charts(self) -> int:
        return sum(name.startswith("word/charts/chart") for name in self.contents)

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
    """All words of the tree in the order of a Word file, without any blanks between them."""
    return _squeezed("".join(_texts(document.blocks)))


def docx_text(opened: Opened) -> str:
    """All words of the body, but for the boxes to tick."""
    box = f"{W}rPr/{W}rStyle[@{W}val='{style_id(Mark.CHECK_BOX)}']"
    shown = (element for element in _told(opened.body) if element.getparent().find(box) is None)
    pieces = ["-" if element.tag == f"{W}noBreakHyphen" else element.text or "" for element in shown]
    return _squeezed("".join(pieces))


def _told(parent: Any) -> Iterator[Any]:
    """Elements with words; of a timeline each time with what happened then, as a screen reader tells its cells, and of
    a table below a chart each label with its value."""
    if _is_in_pairs(parent):
        rows = [row.findall(f"{W}tc") for row in parent.iter(f"{W}tr")]
        yield from (element for column in zip(*rows, strict=True) for cell in column for element in _told(cell))
        return
    for child in parent:
        if child.tag in (f"{W}t", f"{W}noBreakHyphen"):
            yield child
        yield from _told(child)


def _is_in_pairs(element: Any) -> bool:
    style = element.find(f"{W}tblPr/{W}tblStyle")
    before = element.getprevious()
    # A table may also stand below another one that holds a chart somewhere.
    is_figure = before is not None and before.tag == f"{W}p"
    is_below_chart = is_figure and next(before.iter(f"{C}chart"), None) is not None
    return style is not None and (style.get(f"{W}val") == TIMELINE_STYLE or is_below_chart)


def chart_words(chart: Any) -> list[str]:
    """Label and value of each bar or part, as they are printed."""

    def points(path: str) -> list[list[str]]:
        return [[point.text or "" for point in found.iter(f"{C}v")] for found in chart.iterfind(f".//{path}")]

    if labels := points(f"{C}cat"):
        return [word for pair in zip(labels[0], points(f"{C15}dlblRangeCache")[0], strict=True) for word in pair]
    return [word for value, label in points(f"{C}ser/{C}tx") for word in (label, value)]


def _squeezed(text: str) -> str:
    # A mark may stand before a number, to keep its digits in their order.
    return "".join(text.replace("\u200e", "").split())


def _texts(blocks: tuple[Block, ...], *, in_cell: bool = False) -> Iterator[str]:
    for block in blocks:
        match block:
            case CardSheet() if not in_cell:
                yield from _sheet_texts(block)
            case Table():
                yield _words(block.caption)
                for row in (*block.head, *block.body):
                    yield from (text for cell in row.cells for text in _texts(cell.blocks, in_cell=True))
            case CardSheet():
                for side in (*(card.front for card in block.cards), *(card.back for card in block.cards)):
                    yield from _texts(side, in_cell=True)
            case BulletList() | OrderedList() | CheckList():
                yield from (text for item in block.items for text in _texts(item.blocks, in_cell=in_cell))
            case DefinitionList():
                for entry in block.entries:
                    yield from (_words(entry.term), *_texts(entry.blocks, in_cell=in_cell))
            case Quote() | HelpBox() | Group():
                title = block.title if isinstance(block, HelpBox) else ()
                attribution = block.attribution if isinstance(block, Quote) else ()
                yield from (_words(title), *_texts(block.blocks, in_cell=in_cell), _words(attribution))
            case Callout():
                yield from map(_words, (block.badge, block.title, block.status))
                yield from _texts(block.blocks, in_cell=in_cell)
            case _:
                yield from map(_words, lines_of(block))


def _sheet_texts(sheet: CardSheet) -> Iterator[str]:
    """Fronts of one page, then their backs, each row from the right."""
    rows = [sheet.cards[start : start + sheet.columns] for start in range(0, len(sheet.cards), sheet.columns)]
    sides = [*(card.front for row in rows for card in row), *(card.back for row in rows for card in reversed(row))]
    yield from (text for side in sides for text in _texts(side, in_cell=True))


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
