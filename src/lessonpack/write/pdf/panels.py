"""Blocks that stand in a box: callouts, the help box, quotations and the line that marks a draft.

Each kind has a shape of its own, since colour says nothing on a photocopy; the shapes are drawn by `edges`.
"""

from __future__ import annotations

from typing import assert_never

from lessonpack.tree.nodes import AnswerSpace, Callout, CalloutKind, HelpBox, Paragraph, Quote
from lessonpack.write.pdf.measure import Typography
from lessonpack.write.pdf.place import height_of
from lessonpack.write.pdf.strips import Box, Ground, Keep, Look, Strip
from lessonpack.write.pdf.texts import Flow, Frame, Spot, heading_strips, hold, hold_lines, paragraph_strips

_WHOLE_UP_TO = 0.4
"""Share of a page up to which a callout moves to the next page rather than being divided."""


_BELOW_LAST_LINE = 6.0


def callout_strips(
    block: Callout, typography: Typography, spot: Spot, *, flow: Flow, page_height: float
) -> list[Strip]:
    unit = typography.unit
    element = spot.parent.child("Sect")
    look = _look(block.kind)
    # A frame closes the right side too; a bar leaves the ground's edge to the eye.
    inner = spot.frame.inset(unit * 1.75, unit * 1.5)
    style = typography.style("body").bolder()
    title = typography.spans(block.title, style, element.child("P"))
    strips = heading_strips(title, style, inner, block=block)
    pad = unit * 0.75
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
    enclose(strips, Box(Look.DOUBLE_FRAME, spot.frame.left, spot.frame.right, block, unit * 1.5, unit * 1.5))
    if height_of(strips) <= page_height:
        hold(strips, Keep.SOLID)
    return strips


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
