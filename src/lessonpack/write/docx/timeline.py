"""Timelines: a table with the times as its head where events stand side by side, else a line that runs down."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from lessonpack.tree.nodes import Inline, Timeline
from lessonpack.tree.walk import plain
from lessonpack.write.docx.flow import TABLE_END
from lessonpack.write.docx.looks import Frame, Look, Role
from lessonpack.write.docx.markup import TAB
from lessonpack.write.docx.styles import TIME_STEP
from lessonpack.write.docx.table import Told, cell_open, row_open, table_open, widths
from lessonpack.write.docx.tablestyles import CELL_PADDING, TIMELINE_STYLE
from lessonpack.write.docx.words import Mark

if TYPE_CHECKING:
    from lessonpack.write.docx.body import Body, Place

MOST_BESIDE = 6
_GLYPH = 0.58
"""Width of a bold letter as a share of its size, with some air."""
_MOST_STEPS = 8
_MOST_KEPT = 12
"""Events of a timeline that is not to be split over two pages."""


def timeline(body: Body, block: Timeline, place: Place) -> None:
    """A table takes the width of the page, and stands between the paragraphs of a box; a cell holds none."""
    if place.frame is not Frame.CELL and _fits_across(body, block):
        _across(body, block, body.page_place() if place.frame.is_box else place)
    else:
        _down(body, block, place)


def _fits_across(body: Body, block: Timeline) -> bool:
    """Whether there are few events, and each one's longest word has room in its share of the line."""
    room = body.styles.frame_twips / len(block.events) - 3 * CELL_PADDING
    letter = 20 * body.styles.scale.body.size_pt * _GLYPH
    words = (word for event in block.events for part in (event.when, event.what) for word in plain(part).split())
    return len(block.events) <= MOST_BESIDE and max(map(len, words), default=0) * letter <= room


def _across(body: Body, block: Timeline, place: Place) -> None:
    start = body.flow.position
    body.line(Role.CAPTION, block.caption, place)
    columns = widths((1.0,) * len(block.events), place.width)
    times = ", ".join(plain(event.when) for event in block.events)
    body.flow.raw(table_open(TIMELINE_STYLE, columns, Told(plain(block.caption), times), place.indent))
    _row(body, [event.when for event in block.events], columns, place, Role.CELL_HEAD)
    body.flow.tie_from(start)
    _row(body, [event.what for event in block.events], columns, place, Role.EVENT_TEXT)
    body.flow.raw(TABLE_END)


def _row(body: Body, cells: list[tuple[Inline, ...]], columns: tuple[int, ...], place: Place, role: Role) -> None:
    body.flow.raw(row_open(is_head=role is Role.CELL_HEAD))
    for words, width in zip(cells, columns, strict=True):
        body.flow.raw(cell_open(width))
        body.line(role, words, place.cell(width - 2 * CELL_PADDING, role))
        body.flow.raw("</w:tc>")
    body.flow.raw("</w:tr>")


def _down(body: Body, block: Timeline, place: Place) -> None:
    """No table: a head row with names for its columns would say words that the document does not have."""
    start = body.flow.position
    body.line(Role.CAPTION if place.frame is not Frame.CELL else Role.CELL_HEAD, block.caption, place)
    letter = 20 * body.styles.scale.body.size_pt * _GLYPH
    longest = max(len(plain(event.when)) for event in block.events)
    steps = min(_MOST_STEPS, math.ceil((longest + 1.5) * letter / TIME_STEP))
    for event in block.events:
        content = body.words.runs(event.when, Mark.STRONG) + TAB + body.words.runs(event.what)
        body.flow.add(Look(Role.EVENT, place.frame, steps, place.indent, place.second), content, text_role=place.text)
    if len(block.events) <= _MOST_KEPT:
        body.flow.keep_from(start)
