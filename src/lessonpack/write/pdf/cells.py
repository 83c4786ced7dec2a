"""The cells of a table and what closes a row: shared by tables in columns and by those set as records."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lessonpack.tree.nodes import Cell, Paragraph, ParagraphKind, Table
from lessonpack.write.pdf.lines import longest
from lessonpack.write.pdf.measure import Style, Typography
from lessonpack.write.pdf.place import stacked
from lessonpack.write.pdf.shapes import line
from lessonpack.write.pdf.strips import Ground, Keep, Pen, Rule, Strip, shifted
from lessonpack.write.pdf.tags import Element
from lessonpack.write.pdf.texts import Flow, Frame, Spot, paragraph_strips

_GRID_WEIGHT = 1.0
_COLUMN_SCOPE = "/A<</O/Table/Scope/Column>>"
_ROW_SCOPE = "/A<</O/Table/Scope/Row>>"

Need = tuple[float, str]
"""Width and text of the longest word that cells hold, the widest part that no line break divides."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all rows of one table share."""

    table: Table
    typography: Typography
    frame: Frame
    flow: Flow
    tallest: float
    """Points above which a row is divided."""
    pad: float
    """Room at the left and right of a cell's words."""
    room: float = math.inf
    """Points that room to write may take, so that a grid stays on the page that it begins: for all rows of the grid,
    then for each of them."""

    @property
    def pad_above(self) -> float:
        return self.typography.unit * 0.5


def cell_style(typography: Typography, cell: Cell) -> Style:
    style = typography.style("body")
    return style.bolder() if cell.is_header else style


def longest_word(cells: Iterable[Cell], typography: Typography) -> Need:
    found = (0.0, "")
    scratch = Element("TD")
    for cell in cells:
        style = cell_style(typography, cell)
        for item in cell.blocks:
            if isinstance(item, Paragraph):
                found = max(found, longest(typography.spans(item.children, style, scratch)))
    return found


def band_strip(band: Sequence[Strip | None], setting: Setting) -> Strip:
    """One strip of every cell that has any left; spaces inside a cell stay with the strip below them."""
    above = max((strip.space for strip in band if strip), default=0.0)
    pieces = [stacked([strip]) for strip in band if strip]
    height = max((height for height, _ in pieces), default=0.0)
    joined = Strip(setting.table, height, [mark for _, marks in pieces for mark in marks], above)
    joined.keep = max((strip.keep for strip in band if strip), default=Keep.FREE)
    return joined


def close_row(strips: list[Strip], setting: Setting, *, columns: Sequence[Frame] = (), is_head: bool) -> None:
    """Room above and below, the rule that ends the row, and the shade of a head; in a grid, rules between columns."""
    colours = setting.typography.theme.colours
    left, right = setting.frame.left, setting.frame.right
    first, last = strips[0], strips[-1]
    _lower(first, setting.pad_above)
    last.height += setting.pad_above
    if is_head:
        for strip in strips:
            strip.marks.insert(0, Ground(left, right, 0.0, strip.height, colours.head_tint))
    if not setting.table.is_organiser:
        last.marks.append(Rule(left, right, last.height, 0.5, colours.rule))
        return
    pen = Pen(_GRID_WEIGHT, colours.text)
    for strip in strips:
        strip.marks += [line((frame.left, 0.0), (frame.left, strip.height), pen) for frame in columns[1:]]
    last.marks.append(line((left, last.height), (right, last.height), pen))


def _lower(strip: Strip, down: float) -> None:
    strip.height += down
    strip.marks = [shifted(mark, down) for mark in strip.marks]


def cell_strips(cell: Cell, setting: Setting, spot: Spot, *, is_head: bool) -> list[Strip]:
    """The cell's content; a single paragraph is the cell's own text, more blocks are its children."""
    scope = (_COLUMN_SCOPE if is_head else _ROW_SCOPE) if cell.is_header else ""
    element = spot.parent.child("TH" if cell.is_header else "TD", attributes=scope)
    inner = spot.frame.inset(setting.pad, setting.pad)
    match cell.blocks:
        case (Paragraph(kind=ParagraphKind.BODY) as only,):
            return _text(only, setting.typography, Spot(inner, element), style=cell_style(setting.typography, cell))
    strips: list[Strip] = []
    for block in cell.blocks:
        if isinstance(block, Paragraph) and block.kind is ParagraphKind.BODY and cell.is_header:
            more = _text(
                block, setting.typography, Spot(inner, element.child("P")), style=cell_style(setting.typography, cell)
            )
        else:
            more = setting.flow([block], Spot(inner, element, setting.table.is_organiser, setting.room, spot.prompt))
        if more and strips:
            more[0].space = setting.typography.unit * 0.5
        strips += more
    return strips


def _text(block: Paragraph, typography: Typography, spot: Spot, *, style: Style) -> list[Strip]:
    return paragraph_strips(typography.spans(block.children, style, spot.parent), style, spot.frame, block=block)
