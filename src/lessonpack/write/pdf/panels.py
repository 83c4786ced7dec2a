"""Blocks that stand in a box: callouts, the help box, quotations and the line that marks a draft.

Each kind has a shape of its own, since colour says nothing on a photocopy; the shapes are drawn by `edges`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from lessonpack.tree.nodes import AnswerSpace, Callout, CalloutKind, HelpBox, Paragraph, Quote
from lessonpack.write.pdf.lines import broken
from lessonpack.write.pdf.measure import Typography
from lessonpack.write.pdf.place import height_of
from lessonpack.write.pdf.shapes import rectangle
from lessonpack.write.pdf.strips import Box, Ground, Keep, Look, Mark, Pen, Strip, Words
from lessonpack.write.pdf.texts import (
    Flow,
    Frame,
    Spot,
    heading_strips,
    hold,
    hold_lines,
    line_strips,
    paragraph_strips,
    placed_lines,
)

_WHOLE_UP_TO = 0.4
"""Share of a page up to which a callout moves to the next page rather than being divided."""


_MOST_TIGHTENED = 0.7
"""Share of the spaces in a help box that may go, for the box must not be split."""
_BELOW_LAST_LINE = 6.0


def callout_strips(
    block: Callout, typography: Typography, spot: Spot, *, flow: Flow, page_height: float
) -> list[Strip]:
    unit = typography.unit
    element = spot.parent.child("Sect")
    look = _look(block.kind)
    # A frame closes the right side too; a bar leaves the ground's edge to the eye.
    inner = spot.frame.inset(unit * 1.75, unit * 1.5)
    pad = unit * 0.75
    strips = _head(block, typography, Spot(inner, element))
    body = flow(block.blocks, Spot(inner, element))
    if strips and look is Look.SOURCE_CARD:
        strips[0].marks.insert(0, _card_head(strips, typography, spot.frame, pad=pad))
    if strips and body:
        body[0].space = unit if look is Look.SOURCE_CARD else 0.0
    strips += body
    enclose(strips, Box(look, spot.frame.left, spot.frame.right, block, pad, pad))
    if height_of(strips) <= page_height * _WHOLE_UP_TO:
        hold(strips, Keep.GROUP)
    return strips


def _head(block: Callout, typography: Typography, spot: Spot) -> list[Strip]:
    """The title; before it the badge, on accent ground, and after it the status, at the right where there is room."""
    style = typography.style("body").bolder()
    element, frame = spot.parent.child("P"), spot.frame
    badge = _badge(block, typography, Spot(frame, element))
    room = frame.inset(badge.width + typography.unit if badge else 0.0)
    title = typography.spans(block.title, style, element)
    status = broken(typography.spans(block.status, typography.style("label"), spot.parent.child("P")), room.width)
    strips = heading_strips(title, style, room, block=block)
    if badge and strips:
        strips[0].marks[:0] = badge.marks
    is_beside = len(status) == 1 and room.width - _end(strips, room) >= status[0].width + typography.unit
    if is_beside and strips:
        label = typography.style("label")
        top = style.baseline - label.baseline
        strips[-1].marks += placed_lines(status, label, frame.right - status[0].width, top=top)
    elif status:
        strips += line_strips(status, typography.style("label"), room.left, block=block)
        hold(strips, Keep.LINES)
    return strips


def _end(strips: list[Strip], room: Frame) -> float:
    """How far the last line of the title reaches into its room."""
    words = strips[-1].marks[-1] if strips else None
    if not isinstance(words, Words) or not words.segments:
        return 0.0
    x, _, width, _ = words.segments[-1]
    return x + width - room.left


@dataclass(frozen=True, slots=True)
class _Badge:
    width: float
    marks: list[Mark]


def _badge(block: Callout, typography: Typography, spot: Spot) -> _Badge | None:
    if not block.badge:
        return None
    style = replace(typography.style("body").bolder(), colour="#ffffff")
    lines = broken(typography.spans(block.badge, style, spot.parent), spot.frame.width)
    side = style.leading * 0.95
    width = max(side, lines[0].width + typography.unit * 0.75)
    left, top = spot.frame.left, (style.leading - side) / 2
    pen = Pen(fill=typography.theme.colours.accent)
    ground = rectangle(left, left + width, top=top, bottom=top + side, pen=pen)
    return _Badge(width, [ground, *placed_lines(lines[:1], style, left + (width - lines[0].width) / 2, top=0.0)])


def _card_head(strips: list[Strip], typography: Typography, frame: Frame, *, pad: float) -> Ground:
    """The shaded strip that bears a source's title, inside the frame's own line."""
    height = sum(strip.height for strip in strips) + pad + typography.unit * 0.5
    return Ground(frame.left + 0.4, frame.right - 0.4, 0.4 - pad, height, typography.theme.colours.head_tint)


def help_strips(block: HelpBox, typography: Typography, spot: Spot, *, flow: Flow, page_height: float) -> list[Strip]:
    unit = typography.unit
    element = spot.parent.child("Sect")
    inner = spot.frame.inset(unit * 2, unit * 2)
    style = typography.style("h2")
    strips = heading_strips(typography.spans(block.title, style, element.child("P")), style, inner, block=block)
    body = flow(block.blocks, Spot(inner, element))
    if body and strips:
        body[0].space = unit
    strips += body
    enclose(strips, Box(Look.DOUBLE_FRAME, spot.frame.left, spot.frame.right, block, unit, unit))
    _tighten(strips, page_height)
    if height_of(strips) <= page_height:
        hold(strips, Keep.SOLID)
    return strips


def _tighten(strips: list[Strip], room: float) -> None:
    """Less space between paragraphs, where that is all that keeps them from fitting into `room`."""
    spaces = sum(strip.space for strip in strips[1:])
    # A hair more than what is too much, or rounding would leave it so.
    over = height_of(strips) - room + 0.01
    if 0.01 < over <= spaces * _MOST_TIGHTENED:
        for strip in strips[1:]:
            strip.space *= 1 - over / spaces


def quote_strips(block: Quote, typography: Typography, spot: Spot, *, flow: Flow) -> list[Strip]:
    element = spot.parent.child("BlockQuote")
    inner = spot.frame.inset(typography.indent, typography.indent)
    strips = flow(block.blocks, Spot(inner, element))
    style = typography.style("small")
    source = paragraph_strips(typography.spans(block.attribution, style, element.child("P")), style, inner, block=block)
    if strips and source:
        strips[-1].keep = max(strips[-1].keep, Keep.LINES)
    strips += source
    enclose(strips, Box(Look.THIN_BAR, spot.frame.left, spot.frame.right, block))
    return strips


def draft_strips(block: Paragraph, typography: Typography, spot: Spot) -> list[Strip]:
    """The first line of a document that is not signed off, in a thin frame."""
    style = typography.style("label")
    inner = spot.frame.inset(typography.unit, typography.unit)
    spans = typography.spans(block.children, style, spot.parent.child("P"))
    strips = paragraph_strips(spans, style, inner, block=block)
    pad = typography.unit * 0.5
    enclose(strips, Box(Look.FRAME, spot.frame.left, spot.frame.right, block, pad, pad))
    return strips


def enclose(strips: list[Strip], box: Box) -> None:
    """Put the box around all strips, outside the boxes that they have; no single strip is divided from the rest."""
    if strips and isinstance(strips[-1].block, AnswerSpace):
        # The last line to write on needs room for letters that reach below it.
        box.pad_bottom += _BELOW_LAST_LINE
    for strip in strips:
        strip.boxes = (box, *strip.boxes)
    hold_lines(strips)


def _look(kind: CalloutKind) -> Look:
    match kind:
        case CalloutKind.NOTE:
            return Look.BAR
        case CalloutKind.CAUTION:
            return Look.DASHED_BAR
        case CalloutKind.ACTION:
            return Look.DOUBLE_BAR
        case CalloutKind.SOURCE:
            return Look.SOURCE_CARD
        case CalloutKind.TEACHER:
            return Look.DOTTED_FRAME
    assert_never(kind)
