"""Timelines as strips: side by side on one axis for a few events, else one below the other."""

from __future__ import annotations

from lessonpack.theme.tokens import POINTS_PER_MM
from lessonpack.tree.nodes import Timeline
from lessonpack.write.pdf.lines import Line, broken, longest
from lessonpack.write.pdf.measure import Style, Typography
from lessonpack.write.pdf.place import height_of
from lessonpack.write.pdf.shapes import circle, line
from lessonpack.write.pdf.strips import Keep, Mark, Pen, Strip
from lessonpack.write.pdf.tags import Element
from lessonpack.write.pdf.texts import Frame, Spot, heading_strips, hold, hold_lines, placed_lines

MOST_BESIDE = 6
_TIMES_SHARE = 0.3
"""Of the width, at most, for the times at the left of a line that runs down."""
_WHOLE_UP_TO = 0.4
"""Share of a page up to which events stay together."""
_DOT = 2.6
_AXIS = 1.25

_Told = tuple[list[Line], list[Line]]
"""When and what, as lines."""


def timeline_strips(block: Timeline, typography: Typography, spot: Spot, *, page_height: float) -> list[Strip]:
    style = typography.style("caption")
    caption = heading_strips(
        typography.spans(block.caption, style, spot.parent.child("P")), style, spot.frame, block=block
    )
    events = spot.parent.child("L", attributes="/A<</O/List/ListNumbering/None>>")
    axis = _Axis(block, typography, Spot(spot.frame, events))
    drawn = [axis.across()] if axis.fits_across() else axis.down()
    drawn[0].space = typography.unit * 0.5
    if height_of(drawn) <= page_height * _WHOLE_UP_TO:
        hold(drawn, Keep.GROUP)
    else:
        hold_lines(drawn)
    return [*caption, *drawn]


class _Axis:
    def __init__(self, block: Timeline, typography: Typography, spot: Spot) -> None:
        self.block, self.typography, self.spot = block, typography, spot
        self.frame: Frame = spot.frame
        self.bold, self.text, self.small = (
            typography.style("body").bolder(),
            typography.style("body"),
            typography.style("small"),
        )
        self.colours = typography.theme.colours
        self.room = self.frame.width / len(block.events) - typography.unit

    def fits_across(self) -> bool:
        """Whether there are few events, and each one's longest word has room in its share of the axis."""
        scratch = Element("Span")
        return len(self.block.events) <= MOST_BESIDE and all(
            longest(self.typography.spans(words, style, scratch))[0] <= self.room
            for event in self.block.events
            for words, style in ((event.when, self.bold), (event.what, self.small))
        )

    def across(self) -> Strip:
        """Times above the axis, with a dot each, and the words below it."""
        told = self._told(self.small, self.room, self.room)
        gap = self.typography.unit * 0.5
        axis = max(len(when) for when, _ in told) * self.bold.leading + gap
        marks: list[Mark] = [
            line((self.frame.left, axis), (self.frame.right, axis), Pen(_AXIS, self.colours.text)),
        ]
        for index, (when, what) in enumerate(told):
            left = self.frame.left + index * self.frame.width / len(told)
            marks.append(circle(left + _DOT, axis, _DOT, Pen(fill=self.colours.accent)))
            marks += placed_lines(when, self.bold, left, top=axis - gap - self.bold.leading * len(when))
            marks += placed_lines(what, self.small, left, top=axis + gap)
        return Strip(self.block, axis + gap + max(len(what) for _, what in told) * self.small.leading, marks)

    def down(self) -> list[Strip]:
        """Times at the left of a line that runs down, the words at its right."""
        scratch = Element("Span")
        times = [longest(self.typography.spans(event.when, self.bold, scratch))[0] for event in self.block.events]
        room = min(max(times), self.frame.width * _TIMES_SHARE)
        axis = self.frame.left + room + self.typography.unit
        left = axis + 4 * POINTS_PER_MM
        gap = self.typography.unit * 0.5
        strips = []
        for when, what in self._told(self.text, room, self.frame.right - left):
            height = max(len(when) * self.bold.leading, len(what) * self.text.leading) + gap
            middle = self.text.leading / 2
            marks: list[Mark] = [
                line((axis, 0.0), (axis, height), Pen(_AXIS, self.colours.text)),
                circle(axis, middle, _DOT, Pen(fill=self.colours.accent)),
                *placed_lines(when, self.bold, self.frame.left, top=0.0),
                *placed_lines(what, self.text, left, top=0.0),
            ]
            strips.append(Strip(self.block, height, marks))
        return strips

    def _told(self, style: Style, when_room: float, what_room: float) -> list[_Told]:
        found: list[_Told] = []
        for event in self.block.events:
            item = self.spot.parent.child("LI")
            when = self.typography.spans(event.when, self.bold, item.child("Lbl"))
            what = self.typography.spans(event.what, style, item.child("LBody"))
            found.append((broken(when, when_room), broken(what, what_room)))
        return found
