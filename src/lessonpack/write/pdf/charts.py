"""Charts and key figures as strips: bars to scale, each with its value printed on it, told apart without colour.

The bars are a figure for assistive technology; their labels and values are a table, row by row, so that who listens to
the page gets the same numbers as who looks at it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from lessonpack.theme.tokens import POINTS_PER_MM
from lessonpack.tree.nodes import Chart, ChartKind, KeyFigure
from lessonpack.tree.walk import plain
from lessonpack.write.pdf.lines import Line, balanced, broken
from lessonpack.write.pdf.measure import Typography
from lessonpack.write.pdf.shapes import hatched, line, rectangle
from lessonpack.write.pdf.strips import Keep, Mark, Pen, Strip
from lessonpack.write.pdf.texts import Frame, Spot, heading_strips, placed_lines

_LABELS_SHARE = 0.4
"""Of the width, at most, for the labels beside horizontal bars."""
_COLUMNS_MM = 40.0
_WHOLE_MM = 11.0
_AXIS = 1.0
_OUTLINE = 0.75
_LEAST_PART = 1.5
"""Points of a part that is too small to be seen to scale."""


def chart_strips(block: Chart, typography: Typography, spot: Spot) -> list[Strip]:
    caption = typography.style("caption")
    strips = heading_strips(
        typography.spans(block.caption, caption, spot.parent.child("P")), caption, spot.frame, block=block
    )
    pen = _Chart(block, typography, spot)
    match block.kind:
        case ChartKind.BARS:
            drawn = pen.bars()
        case ChartKind.COLUMNS:
            drawn = pen.columns()
        case ChartKind.PARTS:
            drawn = pen.parts()
        case _:
            assert_never(block.kind)
    drawn.space = typography.unit * 0.5
    return [*strips, drawn]


class _Chart:
    def __init__(self, block: Chart, typography: Typography, spot: Spot) -> None:
        self.block, self.typography = block, typography
        self.frame: Frame = spot.frame
        self.figure = spot.parent.child("Figure", alternative=plain(block.caption))
        body = spot.parent.child("Table").child("TBody")
        rows = [body.child("TR") for _ in block.bars]
        self.heads = [row.child("TH", attributes="/A<</O/Table/Scope/Row>>") for row in rows]
        self.cells = [row.child("TD") for row in rows]
        self.style = typography.style("body")
        self.marks: list[Mark] = []
        self.colours = typography.theme.colours
        self.largest = float(max((bar.size for bar in block.bars), default=0)) or 1.0

    # ---- the three kinds ------------------------------------------------------------------------------------------

    def bars(self) -> Strip:
        """One below the other, labels at the left, values right of the bars."""
        unit, frame = self.typography.unit, self.frame
        values = [self._value(index, frame.width) for index in range(len(self.block.bars))]
        value_room = max(_width(lines) for lines in values) + unit
        longest = max(_width(self._label(index, frame.width)) for index in range(len(self.block.bars)))
        start = frame.left + min(longest, frame.width * _LABELS_SHARE) + unit
        scale = max(0.0, frame.right - value_room - start) / self.largest
        y = unit * 0.5
        for index, (bar, value) in enumerate(zip(self.block.bars, values, strict=True)):
            label = self._label(index, start - unit - frame.left)
            height = max(self.style.leading * len(label), unit * 2)
            middle = y + height / 2
            self._text(label, frame.left, top=middle - self.style.leading * len(label) / 2)
            end = start + float(bar.size) * scale
            self._solid(start, end, top=middle - unit * 0.75, bottom=middle + unit * 0.75)
            self._text(value, end + unit * 0.5, top=middle - self.style.leading / 2)
            y += height + unit * 0.5
        self.marks.append(line((start, 0.0), (start, y), Pen(_AXIS, self.colours.text), self.figure))
        return Strip(self.block, y, self.marks)

    def columns(self) -> Strip:
        """Side by side, values above, labels below."""
        unit, frame = self.typography.unit, self.frame
        room = frame.width / len(self.block.bars)
        tallest = _COLUMNS_MM * POINTS_PER_MM
        base = self.style.leading + tallest
        lowest = base
        for index, bar in enumerate(self.block.bars):
            left = frame.left + index * room
            inner = min(room * 0.6, 24 * POINTS_PER_MM)
            start = left + (room - inner) / 2
            top = base - float(bar.size) / self.largest * tallest
            self._solid(start, start + inner, top=top, bottom=base)
            label = self._label(index, room - unit * 0.5)
            self._centred(label, left, room, top=base + unit * 0.25)
            value = self._value(index, room)
            self._centred(value, left, room, top=top - self.style.leading * len(value))
            lowest = max(lowest, base + unit * 0.25 + self.style.leading * len(label))
        self.marks.append(line((frame.left, base), (frame.right, base), Pen(_AXIS, self.colours.text), self.figure))
        return Strip(self.block, lowest, self.marks)

    def parts(self) -> Strip:
        """One bar as long as the whole, and a key below it with the values."""
        unit, frame = self.typography.unit, self.frame
        bottom = _WHOLE_MM * POINTS_PER_MM
        widths = self._shares(frame.width)
        left = frame.left
        for index, width in enumerate(widths):
            self._patterned(left, left + width, top=0.0, bottom=bottom, pattern=index)
            left += width
        y = bottom + unit * 0.75
        side = unit * 1.2
        for index in range(len(self.block.bars)):
            middle = y + self.style.leading / 2
            swatch = (middle - side / 2, middle + side / 2)
            self._patterned(frame.left, frame.left + side * 1.5, top=swatch[0], bottom=swatch[1], pattern=index)
            value = self._value(index, frame.width)
            at = frame.left + side * 1.5 + unit
            after = at + _width(value) + unit * 0.75
            label = self._label(index, frame.right - after)
            self._text(label, after, top=y)
            self._text(value, at, top=y)
            y += self.style.leading * max(1, len(label)) + unit * 0.25
        return Strip(self.block, y, self.marks)

    def _shares(self, width: float) -> list[float]:
        """Widths to scale; what would vanish gets a sliver, which the largest part gives."""
        total = float(sum(bar.size for bar in self.block.bars)) or 1.0
        widths = [float(bar.size) / total * width for bar in self.block.bars]
        slivers = [max(share, _LEAST_PART) for share in widths]
        largest = max(range(len(widths)), key=widths.__getitem__)
        slivers[largest] -= sum(slivers) - width
        return slivers

    # ---- marks ----------------------------------------------------------------------------------------------------

    def _solid(self, left: float, right: float, *, top: float, bottom: float) -> None:
        pen = Pen(_OUTLINE, self.colours.accent, fill=self.colours.accent)
        edge = max(right, left + _LEAST_PART)
        top = min(top, bottom - _LEAST_PART)
        self.marks.append(rectangle(left, edge, top=top, bottom=bottom, pen=pen, element=self.figure))

    def _patterned(self, left: float, right: float, *, top: float, bottom: float, pattern: int) -> None:
        """The first part is solid, the others are hatched ever more lightly, the last of them blank."""
        colours = self.colours
        is_solid = pattern == 0
        pen = Pen(_OUTLINE, colours.accent, fill=colours.accent if is_solid else "#ffffff")
        self.marks.append(rectangle(left, right, top=top, bottom=bottom, pen=pen, element=self.figure))
        for rising, step in _PATTERNS[pattern % len(_PATTERNS)]:
            lines = hatched(
                left,
                right,
                top=top,
                bottom=bottom,
                step=step,
                rising=rising,
                pen=Pen(0.8, colours.accent),
                element=self.figure,
            )
            self.marks += [lines] if lines else []

    def _label(self, index: int, width: float) -> list[Line]:
        return broken(self.typography.spans(self.block.bars[index].label, self.style, self.heads[index]), width)

    def _value(self, index: int, width: float) -> list[Line]:
        style = self.style.bolder()
        return broken(self.typography.spans(self.block.bars[index].value, style, self.cells[index]), width)

    def _text(self, lines: Sequence[Line], left: float, *, top: float) -> None:
        self.marks += placed_lines(lines, self.style, left, top=top)

    def _centred(self, lines: Sequence[Line], left: float, room: float, *, top: float) -> None:
        for index, one in enumerate(lines):
            self._text([one], left + (room - one.width) / 2, top=top + self.style.leading * index)


_PATTERNS: tuple[tuple[tuple[bool, float], ...], ...] = (
    (),
    ((True, 4.0),),
    (),
    ((True, 4.0), (False, 4.0)),
    ((False, 4.0),),
    ((True, 8.0),),
    ((True, 8.0), (False, 8.0)),
    ((False, 8.0),),
)
"""Slants of the hatching, with the distance of its lines; the first stands on solid ground."""


def _width(lines: Sequence[Line]) -> float:
    return max((one.width for one in lines), default=0.0)


def key_figure_strips(block: KeyFigure, typography: Typography, spot: Spot) -> list[Strip]:
    """The value, large, with what it counts beside it: in lines that stand on the value's middle."""
    element = spot.parent.child("P")
    large, small = typography.style("figure"), typography.style("body").bolder()
    frame = spot.frame
    value = broken(typography.spans(block.value, large, element), frame.width)
    left = frame.left + _width(value) + typography.unit * 1.25
    counted = balanced(typography.spans(block.counted, small, element), frame.right - left)
    own, beside = large.leading * len(value), small.leading * len(counted)
    height = max(own, beside)
    marks: list[Mark] = []
    # One line stands on the value's baseline; more of them around its middle.
    top = large.baseline - small.baseline if len(counted) == 1 else (height - beside) / 2
    marks += placed_lines(value, large, frame.left, top=(height - own) / 2)
    marks += placed_lines(counted, small, left, top=top)
    return [Strip(block, height, marks, keep=Keep.LINES)]
