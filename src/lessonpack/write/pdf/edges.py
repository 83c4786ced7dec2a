"""The shapes of boxes: grounds, bars, frames. Each kind differs by shape, so that it survives a grey copy."""

from __future__ import annotations

from typing import assert_never

from lessonpack.theme.tokens import Colours
from lessonpack.write.pdf.paint import Brush
from lessonpack.write.pdf.strips import Edging, Look

_BAR = 3.0
_HAIRLINE = 0.75


def draw_edging(brush: Brush, edging: Edging, colours: Colours, *, y: float = 0.0) -> None:
    """The box where it stands, `y` lower than it says."""
    box, top, height = edging.box, edging.y + y, edging.height
    left, right = box.left, box.right
    match box.look:
        case Look.BAR | Look.DASHED_BAR | Look.DOUBLE_BAR:
            brush.area(left, right, y=top, height=height, colour=colours.tint)
            _bar(brush, edging, colours, top=top)
        case Look.THIN_BAR:
            x = left + _BAR / 2
            brush.line([(x, top), (x, top + height)], 1.5, colours.rule)
        case Look.FRAME | Look.SOURCE_CARD:
            brush.frame(left, right, y=top, height=height, weight=_HAIRLINE, colour=colours.rule)
        case Look.DOUBLE_FRAME:
            brush.frame(left, right, y=top, height=height, weight=1.5, colour=colours.accent)
            brush.frame(left + 3, right - 3, y=top + 3, height=height - 6, weight=0.5, colour=colours.accent)
        case Look.DOTTED_FRAME:
            brush.area(left, right, y=top, height=height, colour=colours.tint)
            brush.frame(left, right, y=top, height=height, weight=_HAIRLINE, colour=colours.accent, dash="[3 2] 0")
        case Look.TABLE:
            # Outside the rows' own shade and rules, which are painted later.
            brush.line([(left, top - 0.5), (right, top - 0.5)], 1.0, colours.accent)
            brush.line([(left, top + height + 0.5), (right, top + height + 0.5)], 1.0, colours.accent)
        case Look.GRID:
            brush.frame(left, right, y=top, height=height, weight=1.25, colour=colours.text)
        case _:
            assert_never(box.look)


def _bar(brush: Brush, edging: Edging, colours: Colours, *, top: float) -> None:
    """The rule at the left: whole, in dashes, or doubled."""
    x = edging.box.left + _BAR / 2
    ends = [(x, top), (x, top + edging.height)]
    if edging.box.look is Look.DASHED_BAR:
        brush.line(ends, _BAR, colours.accent, dash="[6 3] 0")
        return
    brush.line(ends, _BAR, colours.accent)
    if edging.box.look is Look.DOUBLE_BAR:
        x += _BAR
        brush.line([(x, top), (x, top + edging.height)], 1.0, colours.accent)
