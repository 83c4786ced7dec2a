"""Nodes that are drawn or ticked rather than read: charts, key figures, circles, lists with boxes, heads of sources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lessonpack.theme.tokens import POINTS_PER_MM
from lessonpack.tree.nodes import Callout, Chart, CheckList, Circles, KeyFigure
from lessonpack.tree.walk import all_lines, plain
from lessonpack.write.docx.boxes import EDGE
from lessonpack.write.docx.chart import chart_parts
from lessonpack.write.docx.controls import check_box
from lessonpack.write.docx.drawing import EMU_PER_POINT, EMU_PER_TWIP, Size
from lessonpack.write.docx.flow import Marker
from lessonpack.write.docx.looks import Frame, Look, Role
from lessonpack.write.docx.markup import LINE_BREAK, TAB, paragraph, run
from lessonpack.write.docx.numbering import rank_of
from lessonpack.write.docx.pairs import across, fit_across
from lessonpack.write.docx.room import page_room
from lessonpack.write.docx.shapes import circles
from lessonpack.write.docx.tablestyles import TABLE_STYLE
from lessonpack.write.docx.words import Mark
from lessonpack.write.rings import LEAST_LINES

if TYPE_CHECKING:
    from lessonpack.write.docx.body import Body, Place

_WIDEST_MM = 165.0
_GLYPH = 0.6
"""Width of a bold letter as a share of its size, with much air."""
_GAP = "\u2002"


def chart(body: Body, block: Chart, place: Place) -> None:
    told = "; ".join(f"{body.words.unmarked(bar.label)}: {body.words.unmarked(bar.value)}" for bar in block.bars)
    _captioned(body, block, place)
    parts, size = chart_parts(block, body.styles, place.width)
    title = plain(block.caption)
    body.add(Role.FIGURE, body.drawings.chart(parts, size, title=title, told=f"{title}. {told}"), place)
    body.flow.keep_last()
    _figures(body, block, place)


def _figures(body: Body, block: Chart, place: Place) -> None:
    """What the chart shows, once more in words that can be read, heard and copied."""
    pairs = [(bar.label, bar.value) for bar in block.bars]
    if place.frame is Frame.PAGE and fit_across(body, pairs, place):
        across(body, pairs, place, style=TABLE_STYLE, title=plain(block.caption), text=Role.CELL_TEXT)
        return
    start = body.flow.position
    for label, value in pairs:
        body.add(Role.FIGURES, body.words.runs(label, Mark.STRONG) + run(_GAP) + body.words.runs(value), place)
    body.flow.keep_from(start)


def circle_group(body: Body, block: Circles, place: Place) -> None:
    """Circles as wide as the text, or as high as a page has room for."""
    _captioned(body, block, place)
    scale = body.styles.scale
    room = body.room_below() - scale.body.leading_pt
    if room < LEAST_LINES * scale.answer_pitch_mm * POINTS_PER_MM:
        # Better on a page of their own than too small to write in.
        room = page_room(body.styles, body.furniture) - 3 * scale.body.leading_pt
    widest = min(place.width * EMU_PER_TWIP, round(min(room, _WIDEST_MM * POINTS_PER_MM) * EMU_PER_POINT))
    names = [paragraph(Role.RING.style_id, body.words.runs(ring)) for ring in block.rings]
    shapes = circles(
        names,
        widest=widest,
        leading_pt=scale.body.leading_pt,
        colour=body.styles.theme.colours.text,
        number=body.drawings.next_id,
    )
    told = f"{plain(block.caption)}: {', '.join(map(plain, block.rings))}"
    group = body.drawings.group(shapes, Size(widest, widest), title=plain(block.caption), told=told)
    body.add(Role.FIGURE, group, place)


def _captioned(body: Body, block: Chart | Circles, place: Place) -> None:
    body.line(Role.CELL_HEAD if place.frame is Frame.CELL else Role.CAPTION, block.caption, place)
    body.flow.keep_last()


def key_figure(body: Body, block: KeyFigure, place: Place) -> None:
    content = body.words.runs(block.value, Mark.VALUE) + run(_GAP) + body.words.runs(block.counted)
    body.add(Role.KEY_FIGURE, content, place)


def check_list(body: Body, block: CheckList, place: Place) -> None:
    """Each entry's box stands where other lists have their marker, and is named by the entry's words."""
    body.flow.place_marker()
    rank = rank_of(place.depth + 1)
    look = Look(Role.CHECK, place.frame, rank, place.indent - (rank - 1) * body.styles.list_step, place.second)
    inner = replace(place.inward(body.styles.list_step, Role.CONTINUE), depth=place.depth + 1)
    for item in block.items:
        title = next((plain(line) for line in all_lines(item.blocks)), "")
        body.flow.mark(Marker(look, 0, 0, place.indent, check_box(title) + TAB))
        body.blocks(item.blocks, inner)
        body.flow.place_marker()


def callout_head(body: Body, block: Callout, place: Place) -> str:
    """Badge, title and status on one line; the status below them where it would not fit, by a guess."""
    words = body.words
    content = words.runs(block.title)
    if block.badge:
        edge = words.styled("\u00a0", Mark.BADGE)
        content = edge + words.runs(block.badge, Mark.BADGE) + edge + run(_GAP) + content
    if not block.status:
        return content
    letters = len(plain(block.badge)) + len(plain(block.title)) + 4
    taken = letters * body.styles.scale.body.size_pt + len(plain(block.status)) * body.styles.scale.small.size_pt
    fits = place.frame is not Frame.CELL and taken * _GLYPH * 20 <= body.styles.frame_twips - 2 * EDGE
    return content + (TAB if fits else LINE_BREAK) + words.runs(block.status, Mark.STATUS)
