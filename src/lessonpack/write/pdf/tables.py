"""Tables as strips: column widths, cells side by side, header rows that come again on every page.

A row that is short stays whole; a tall one is cut line by line, the cells advancing together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from lessonpack.diagnostics import error
from lessonpack.theme.tokens import POINTS_PER_MM
from lessonpack.tree.nodes import Cell, Paragraph, ParagraphKind, Row, Table
from lessonpack.tree.walk import all_lines, plain
from lessonpack.write.pdf.lines import longest
from lessonpack.write.pdf.measure import Style, Typography
from lessonpack.write.pdf.place import stacked
from lessonpack.write.pdf.shapes import line
from lessonpack.write.pdf.strips import Box, Ground, Keep, Look, Pen, Rule, Strip, shifted
from lessonpack.write.pdf.tags import Element
from lessonpack.write.pdf.texts import Flow, Frame, Spot, heading_strips, hold_lines, paragraph_strips

_WHOLE_UP_TO = 0.3
"""Share of a page up to which a row is not divided."""
_GRID_WEIGHT = 1.0
_COLUMN_SCOPE = "/A<</O/Table/Scope/Column>>"
_ROW_SCOPE = "/A<</O/Table/Scope/Row>>"


@dataclass(frozen=True, slots=True)
class Setting:
    """What all rows of one table share."""

    table: Table
    typography: Typography
    columns: tuple[Frame, ...]
    flow: Flow
    tallest: float
    """Points above which a row is divided."""

    @property
    def pad(self) -> float:
        return self.typography.unit * 0.75

    @property
    def pad_above(self) -> float:
        return self.typography.unit * 0.5


def table_strips(block: Table, typography: Typography, spot: Spot, *, flow: Flow, page_height: float) -> list[Strip]:
    frame, element = spot.frame, spot.parent.child("Table")
    caption = _caption(block, typography, Spot(frame, element))
    columns = _columns(block, typography, frame)
    setting = Setting(block, typography, columns, flow, page_height * _WHOLE_UP_TO)
    # A head without a body is no head (ISO 32000-1, 14.8.4.3.4): its rows belong to the table itself.
    sections = (element.child("THead"), element.child("TBody")) if block.body else (element, element)
    head = [strip for row in block.head for strip in _row_strips(row, setting, sections[0], is_head=True)]
    body = [strip for row in block.body for strip in _row_strips(row, setting, sections[1], is_head=False)]
    # A head that took most of the page would leave no room for what it heads.
    repeats = sum(strip.height for strip in head) <= setting.tallest
    if repeats:
        for strip in head:
            strip.keep = Keep.LINES
    box = Box(
        Look.GRID if block.is_organiser else Look.TABLE,
        frame.left,
        frame.right,
        block,
        head=tuple(head) if repeats else (),
    )
    rows = head + body
    for strip in rows:
        strip.boxes = (box, *strip.boxes)
    if rows:
        rows[0].space = typography.unit * 0.5 if caption else 0.0
    return caption + rows


def _caption(block: Table, typography: Typography, spot: Spot) -> list[Strip]:
    if not block.caption:
        return []
    style = typography.style("caption")
    return heading_strips(
        typography.spans(block.caption, style, spot.parent.child("Caption")), style, spot.frame, block=block
    )


# ---- columns ----------------------------------------------------------------------------------------------------


def _columns(block: Table, typography: Typography, frame: Frame) -> tuple[Frame, ...]:
    """Frames of the columns' cells in proportion to the table's shares, none narrower than its longest word.

    Where the longest words do not fit beside each other, the fault is noted and the words will be broken.
    """
    pad = typography.unit * 0.75
    needs = [_need(block, typography, column) for column in range(len(block.shares))]
    least = [width + 2 * pad for width, _ in needs]
    if sum(least) > frame.width + 0.01:
        _, word = max(needs)
        needed_mm, room_mm = (points / POINTS_PER_MM for points in (sum(least), frame.width))
        typography.faults.append(
            error(
                "layout/column-too-narrow",
                block.origin.span,
                f"the longest words of the {len(block.shares)} columns need "
                f"{needed_mm:.0f} mm beside each other; the table has {room_mm:.0f} mm",
                hint=f"divide the table, or shorten its longest word, {word!r}",
            )
        )
        return _frames([share / sum(block.shares) * frame.width for share in block.shares], frame)
    return _frames(_shared_out(block.shares, least, frame.width), frame)


def _frames(widths: Sequence[float], frame: Frame) -> tuple[Frame, ...]:
    frames, left = [], frame.left
    for width in widths:
        frames.append(Frame(left, left + width))
        left += width
    return tuple(frames)


def _shared_out(shares: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """Widths by `shares`, where a column that would be too narrow takes its least and the others share the rest."""
    fixed: dict[int, float] = {}
    while True:
        rest = width - sum(fixed.values())
        total = sum(share for i, share in enumerate(shares) if i not in fixed)
        widths = [fixed[i] if i in fixed else rest * share / total for i, share in enumerate(shares)]
        narrow = {i: least[i] for i, w in enumerate(widths) if i not in fixed and w < least[i] - 0.001}
        if not narrow:
            return widths
        fixed.update(narrow)


def _need(block: Table, typography: Typography, column: int) -> tuple[float, str]:
    """Width and text of the longest word in a column."""
    found = (0.0, "")
    scratch = Element("TD")
    for row in (*block.head, *block.body):
        cell = row.cells[column]
        style = _style(typography, cell)
        for item in cell.blocks:
            if isinstance(item, Paragraph):
                found = max(found, longest(typography.spans(item.children, style, scratch)))
    return found


def _style(typography: Typography, cell: Cell) -> Style:
    style = typography.style("body")
    return style.bolder() if cell.is_header else style


# ---- rows -------------------------------------------------------------------------------------------------------


def _row_strips(row: Row, setting: Setting, section: Element, *, is_head: bool) -> list[Strip]:
    tr = section.child("TR")
    cells = [
        _cell_strips(cell, setting, Spot(frame, tr, prompt=_asked(setting.table, row, column)), is_head=is_head)
        for column, (cell, frame) in enumerate(zip(row.cells, setting.columns, strict=True))
    ]
    whole = [stacked(cell) for cell in cells]
    height = max(height for height, _ in whole)
    if height <= setting.tallest:
        strips = [Strip(setting.table, height, [mark for _, marks in whole for mark in marks])]
    else:
        strips = [_band(band, setting) for band in zip_longest(*cells)]
        hold_lines(strips)
    _close_row(strips, setting, is_head=is_head)
    return strips


def _asked(table: Table, row: Row, column: int) -> str:
    """The headings of a cell, in words: what is to be written there."""
    heads = [table.head[-1].cells[column]] if table.head else []
    heads += [cell for cell in row.cells[:1] if cell.is_header and column]
    return ", ".join(plain(line) for cell in heads for line in all_lines(cell.blocks))


def _band(band: Sequence[Strip | None], setting: Setting) -> Strip:
    """One strip of every cell that has any left; spaces inside a cell stay with the strip below them."""
    above = max((strip.space for strip in band if strip), default=0.0)
    pieces = [stacked([strip]) for strip in band if strip]
    height = max((height for height, _ in pieces), default=0.0)
    joined = Strip(setting.table, height, [mark for _, marks in pieces for mark in marks], above)
    joined.keep = max((strip.keep for strip in band if strip), default=Keep.FREE)
    return joined


def _close_row(strips: list[Strip], setting: Setting, *, is_head: bool) -> None:
    """Room above and below, the rule that ends the row, and the shade of a head."""
    colours = setting.typography.theme.colours
    left, right = setting.columns[0].left, setting.columns[-1].right
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
        strip.marks += [line((frame.left, 0.0), (frame.left, strip.height), pen) for frame in setting.columns[1:]]
    last.marks.append(line((left, last.height), (right, last.height), pen))


def _lower(strip: Strip, down: float) -> None:
    strip.height += down
    strip.marks = [shifted(mark, down) for mark in strip.marks]


def _cell_strips(cell: Cell, setting: Setting, spot: Spot, *, is_head: bool) -> list[Strip]:
    """The cell's content; a single paragraph is the cell's own text, more blocks are its children."""
    scope = (_COLUMN_SCOPE if is_head else _ROW_SCOPE) if cell.is_header else ""
    element = spot.parent.child("TH" if cell.is_header else "TD", attributes=scope)
    inner = spot.frame.inset(setting.pad, setting.pad)
    match cell.blocks:
        case (Paragraph(kind=ParagraphKind.BODY) as only,):
            return _text(only, setting.typography, Spot(inner, element), style=_style(setting.typography, cell))
    strips: list[Strip] = []
    for block in cell.blocks:
        if isinstance(block, Paragraph) and block.kind is ParagraphKind.BODY and cell.is_header:
            more = _text(
                block, setting.typography, Spot(inner, element.child("P")), style=_style(setting.typography, cell)
            )
        else:
            more = setting.flow([block], Spot(inner, element, setting.table.is_organiser, spot.prompt))
        if more and strips:
            more[0].space = setting.typography.unit * 0.5
        strips += more
    return strips


def _text(block: Paragraph, typography: Typography, spot: Spot, *, style: Style) -> list[Strip]:
    return paragraph_strips(typography.spans(block.children, style, spot.parent), style, spot.frame, block=block)
