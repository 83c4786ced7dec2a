"""Tables as strips: column widths, cells side by side, header rows that come again on every page.

A row that is short stays whole; a tall one is cut line by line, the cells advancing together. Where the longest words
have no room beside each other, as in large print, the table is set as `records`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from lessonpack.diagnostics import error
from lessonpack.theme.tokens import POINTS_PER_MM
from lessonpack.tree.nodes import Row, Table
from lessonpack.tree.walk import all_lines, plain
from lessonpack.write.columns import shared_out
from lessonpack.write.pdf.cells import Need, Setting, band_strip, cell_strips, close_row, longest_word
from lessonpack.write.pdf.measure import Typography
from lessonpack.write.pdf.place import height_of, stacked
from lessonpack.write.pdf.records import record_strips
from lessonpack.write.pdf.strips import Box, Keep, Look, Strip
from lessonpack.write.pdf.tags import Element
from lessonpack.write.pdf.texts import Flow, Frame, Spot, heading_strips, hold_lines

_WHOLE_UP_TO = 0.4
"""Share of a page up to which a row is not divided."""
_LEAST_LINES = 4
"""In each row of a grid, with its head: one that has less moves to a page of its own."""
_AROUND = 2.0
"""Units of space above a grid and below its caption."""
_PADS = (0.75, 0.4)
"""Room beside a cell's words, in units: as it should be, and where a column would else be too narrow."""


def table_strips(block: Table, typography: Typography, spot: Spot, *, flow: Flow, page_height: float) -> list[Strip]:
    frame, element = spot.frame, spot.parent.child("Table")
    caption = _caption(block, typography, Spot(frame, element))
    tallest = page_height * _WHOLE_UP_TO
    every = (*block.head, *block.body)
    needs = [longest_word((row.cells[i] for row in every), typography) for i in range(len(block.shares))]
    pads = (pad * typography.unit for pad in _PADS)
    pad = next((pad for pad in pads if _least(needs, pad) <= frame.width + 0.01), None)
    # A head without a body is no head (ISO 32000-1, 14.8.4.3.4): its rows belong to the table itself.
    sections = (element.child("THead"), element.child("TBody")) if block.body else (element, element)
    repeated: tuple[Strip, ...] = ()
    setting = Setting(block, typography, frame, flow, tallest, 0.0)
    own_page = False
    if pad is None and block.head and block.body:
        rows = record_strips(setting, sections)
    else:
        width = _PADS[0] * typography.unit if pad is None else pad
        setting = replace(setting, pad=width)
        if block.is_organiser:
            room, own_page = _room(setting, spot, page_height - height_of(caption))
            setting = replace(setting, room=room)
        if pad is None:
            _refuse(setting, needs)
        rows, repeated = _rows(setting, sections, columns=_columns(setting, needs, fits=pad is not None))
    box = Box(Look.GRID if block.is_organiser else Look.TABLE, frame.left, frame.right, block, head=repeated)
    for strip in rows:
        strip.boxes = (box, *strip.boxes)
    if rows:
        rows[0].space = typography.unit * 0.5 if caption else 0.0
    strips = caption + rows
    if strips:
        strips[0].starts_page = own_page
    return strips


def _room(setting: Setting, spot: Spot, page_height: float) -> tuple[float, bool]:
    """Points for the rows of a grid, and whether they are those of a page of its own."""
    typography = setting.typography
    around = _AROUND * typography.unit
    room = page_height - (_above(typography) if spot.above is None else spot.above + around)
    least = _LEAST_LINES * typography.scale.answer_pitch_mm * POINTS_PER_MM
    own_page = _share(setting, room) < least <= _share(setting, page_height - around)
    return (page_height - around if own_page else room), own_page


def _above(typography: Typography) -> float:
    """Points above a grid, on a page that begins with a title, a heading and a task."""
    scale = typography.scale
    return 2 * (scale.title.leading_pt + scale.h2.leading_pt) + 9 * scale.body.leading_pt + 2 * scale.small.leading_pt


def _caption(block: Table, typography: Typography, spot: Spot) -> list[Strip]:
    if not block.caption:
        return []
    style = typography.style("caption")
    return heading_strips(
        typography.spans(block.caption, style, spot.parent.child("Caption")), style, spot.frame, block=block
    )


# ---- columns ----------------------------------------------------------------------------------------------------


def _least(needs: Sequence[Need], pad: float) -> float:
    return sum(width for width, _ in needs) + 2 * pad * len(needs)


def _refuse(setting: Setting, needs: Sequence[Need]) -> None:
    """Note that the longest words have no room: they will be broken."""
    block, frame = setting.table, setting.frame
    _, word = max(needs)
    needed_mm, room_mm = (points / POINTS_PER_MM for points in (_least(needs, setting.pad), frame.width))
    setting.typography.faults.append(
        error(
            "layout/column-too-narrow",
            block.origin.span,
            f"the longest words of the {len(block.shares)} columns need "
            f"{needed_mm:.0f} mm beside each other; the table has {room_mm:.0f} mm",
            hint=f"divide the table, or shorten its longest word, {word!r}",
        )
    )


def _columns(setting: Setting, needs: Sequence[Need], *, fits: bool) -> tuple[Frame, ...]:
    """Frames of the columns' cells in proportion to the table's shares; none is narrower than its longest word where
    all of these have room beside each other."""
    shares, frame = setting.table.shares, setting.frame
    if not fits:
        return _frames([share / sum(shares) * frame.width for share in shares], frame)
    return _frames(shared_out(shares, [width + 2 * setting.pad for width, _ in needs], frame.width), frame)


def _frames(widths: Sequence[float], frame: Frame) -> tuple[Frame, ...]:
    frames, left = [], frame.left
    for width in widths:
        frames.append(Frame(left, left + width))
        left += width
    return tuple(frames)


# ---- rows -------------------------------------------------------------------------------------------------------


def _rows(
    setting: Setting, sections: tuple[Element, Element], *, columns: Sequence[Frame]
) -> tuple[list[Strip], tuple[Strip, ...]]:
    """All rows, and those that come again on every page that the table reaches."""
    block = setting.table
    head = [
        strip for row in block.head for strip in _row_strips(row, setting, sections[0], columns=columns, is_head=True)
    ]
    if block.is_organiser:
        setting = replace(setting, room=_share(setting, setting.room - height_of(head)))
    rows = [_row_strips(row, setting, sections[1], columns=columns, is_head=False) for row in block.body]
    if not block.is_organiser:
        _hold_ends(rows)
    body = [strip for row in rows for strip in row]
    # A head that took most of the page would leave no room for what it heads.
    if sum(strip.height for strip in head) > setting.tallest:
        return head + body, ()
    for strip in head:
        strip.keep = Keep.LINES
    return head + body, tuple(head)


def _share(setting: Setting, left: float) -> float:
    """Points for room to write in each row of a grid, of what the page has left for all of them."""
    return left / max(1, len(setting.table.body)) - 2 * setting.pad_above


def _hold_ends(rows: Sequence[Sequence[Strip]]) -> None:
    """No row stands alone at the end of a page or at the head of the next."""
    if len(rows) > 2:
        for row in (rows[0], rows[-2]):
            row[-1].keep = max(row[-1].keep, Keep.GROUP)


def _row_strips(
    row: Row, setting: Setting, section: Element, *, columns: Sequence[Frame], is_head: bool
) -> list[Strip]:
    line = section.child("TR")
    cells = [
        cell_strips(cell, setting, Spot(frame, line, prompt=_asked(setting.table, row, column)), is_head=is_head)
        for column, (cell, frame) in enumerate(zip(row.cells, columns, strict=True))
    ]
    whole = [stacked(cell) for cell in cells]
    height = max(height for height, _ in whole)
    if height <= setting.tallest:
        strips = [Strip(setting.table, height, [mark for _, marks in whole for mark in marks])]
    else:
        strips = [band_strip(band, setting) for band in zip_longest(*cells)]
        hold_lines(strips)
    close_row(strips, setting, columns=columns, is_head=is_head)
    return strips


def _asked(table: Table, row: Row, column: int) -> str:
    """The headings of a cell, in words: what is to be written there."""
    heads = [table.head[-1].cells[column]] if table.head else []
    heads += [cell for cell in row.cells[:1] if cell.is_header and column]
    return ", ".join(plain(line) for cell in heads for line in all_lines(cell.blocks))
