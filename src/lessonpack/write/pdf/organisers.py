"""Room to think with a pen: circles one around the other, and lists with boxes to tick."""

from __future__ import annotations

from lessonpack.theme.tokens import POINTS_PER_MM
from lessonpack.tree.nodes import CheckList, Circles
from lessonpack.tree.walk import all_lines, plain
from lessonpack.write.pdf.lines import balanced
from lessonpack.write.pdf.measure import Typography
from lessonpack.write.pdf.shapes import TICK_SIDE, box_to_tick, circle
from lessonpack.write.pdf.strips import Entry, Field, Mark, Pen, Strip, Words
from lessonpack.write.pdf.texts import Flow, Spot, gap_between_items, heading_strips, placed_lines
from lessonpack.write.rings import LEAST_LINES, NAME_SHARE, SINK, depth

_WIDEST_MM = 165.0
_RULE = 1.25
_LARGER = 1.15
"""Of a box, as against the text beside it."""
_BOX = "\u2610"
"""BALLOT BOX: what a screen reader says of the box before an entry."""


def circle_strips(block: Circles, typography: Typography, spot: Spot, *, page_height: float) -> list[Strip]:
    """Circles that touch at the foot, so that each ring has its room at the head, where its name stands."""
    style = typography.style("caption")
    caption = heading_strips(
        typography.spans(block.caption, style, spot.parent.child("P")), style, spot.frame, block=block
    )
    names = ", ".join(plain(ring) for ring in block.rings)
    figure = spot.parent.child("Figure", alternative=f"{plain(block.caption)}: {names}")
    page = page_height - sum(strip.height for strip in caption) - 4 * typography.unit
    here = page - (spot.above or 0.0)
    # Below a long task they are smaller, as long as a hand has room in them; else they get a page of their own.
    least = LEAST_LINES * typography.scale.answer_pitch_mm * POINTS_PER_MM
    room = here if here >= least else page
    widest = min(spot.frame.width, _WIDEST_MM * POINTS_PER_MM, room)
    middle = (spot.frame.left + spot.frame.right) / 2
    bold = typography.style("body").bolder()
    marks: list[Mark] = []
    for index, ring in enumerate(block.rings):
        size = widest * (index + 1) / len(block.rings)
        top = (widest - size) * SINK
        marks.append(
            circle(middle, top + size / 2, size / 2 - _RULE, Pen(_RULE, typography.theme.colours.text), figure)
        )
        lines = balanced(typography.spans(ring, bold, figure), size * NAME_SHARE)
        longest = max((line.width for line in lines), default=0.0)
        y = top + max(typography.unit, depth(size, longest + 2 * typography.unit))
        for line in lines:
            marks += placed_lines([line], bold, middle - line.width / 2, top=y)
            y += bold.leading
    drawn = Strip(block, widest, marks, space=typography.unit)
    return [*caption, drawn]


def check_strips(block: CheckList, typography: Typography, spot: Spot, *, flow: Flow) -> list[Strip]:
    """Entries with a box to tick hanging at their left."""
    element = spot.parent.child("L", attributes="/A<</O/List/ListNumbering/None>>")
    style = typography.style("body")
    inner = spot.frame.inset(max(typography.indent, style.size * 1.3))
    strips: list[Strip] = []
    for index, item in enumerate(block.items):
        entry = element.child("LI")
        label = entry.child("Lbl", alternative=_BOX)
        form = label.child("Form") if typography.is_fillable else None
        body = flow(item.blocks, Spot(inner, entry.child("LBody"))) or [Strip(block, style.leading)]
        first = next((mark.baseline for mark in body[0].marks if isinstance(mark, Words)), style.baseline)
        size, colour = style.size * _LARGER, typography.theme.colours.text
        body[0].marks.insert(0, box_to_tick(spot.frame.left, first, size, colour, None if form else label))
        if form:
            side = size * TICK_SIDE
            told = " ".join(plain(line) for line in all_lines(item.blocks))
            left = spot.frame.left
            body[0].marks.append(Field(Entry.TICK, left, left + side, first - side, first, told, form))
        if index:
            body[0].space = gap_between_items(block.items[index - 1], item) * typography.unit * 0.5
        strips += body
    return strips
