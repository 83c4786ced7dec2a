"""Timelines: a table with the times as its head where events stand side by side, else a line that runs down."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from lessonpack.tree.nodes import Timeline
from lessonpack.tree.walk import plain
from lessonpack.write.docx.looks import Frame, Look, Role
from lessonpack.write.docx.markup import TAB
from lessonpack.write.docx.pairs import GLYPH, across, fit_across
from lessonpack.write.docx.styles import TIME_STEP
from lessonpack.write.docx.tablestyles import TIMELINE_STYLE
from lessonpack.write.docx.words import Mark

if TYPE_CHECKING:
    from lessonpack.write.docx.body import Body, Place

_MOST_STEPS = 8
_MOST_KEPT = 12
"""Events of a timeline that is not to be split over two pages."""


def timeline(body: Body, block: Timeline, place: Place) -> None:
    """A table takes the width of the page, and stands between the paragraphs of a box; a cell holds none."""
    pairs = [(event.when, event.what) for event in block.events]
    if not fit_across(body, pairs, place):
        _down(body, block, place)
        return
    around = body.page_place() if place.frame.is_box else place
    body.line(Role.CAPTION, block.caption, around)
    body.flow.keep_last()
    title = plain(block.caption)
    across(body, pairs, around, style=TIMELINE_STYLE, title=title, text=Role.EVENT_TEXT)


def _down(body: Body, block: Timeline, place: Place) -> None:
    start = body.flow.position
    body.line(Role.CAPTION if place.frame is not Frame.CELL else Role.CELL_HEAD, block.caption, place)
    letter = 20 * body.styles.scale.body.size_pt * GLYPH
    longest = max(len(plain(event.when)) for event in block.events)
    steps = min(_MOST_STEPS, math.ceil((longest + 1.5) * letter / TIME_STEP))
    for event in block.events:
        content = body.words.runs(event.when, Mark.STRONG) + TAB + body.words.runs(event.what)
        body.flow.add(Look(Role.EVENT, place.frame, steps, place.indent, place.second), content, text_role=place.text)
    if len(block.events) <= _MOST_KEPT:
        body.flow.keep_from(start)
