"""Strips onto pages: where each stands, which boxes surround it there, and where a page ends.

Breaks at the last place that holds least together; whoever makes the strips says how strongly they hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lessonpack.tree.nodes import NOWHERE, Block, Origin
from lessonpack.write.pdf.strips import Box, Edging, Keep, Mark, Strip, shifted


@dataclass(frozen=True, slots=True)
class Placed:
    """A strip on a page; `top` and `bottom` are points down from the upper edge of the paper."""

    strip: Strip
    top: float

    @property
    def bottom(self) -> float:
        return self.top + self.strip.height

    @property
    def block(self) -> Block:
        """The tree's block that the strip shows, or shows part of; the innermost one."""
        return self.strip.block

    @property
    def origin(self) -> Origin:
        return getattr(self.strip.block, "origin", NOWHERE)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: strips in reading order, the boxes around them, and header rows that are shown once more."""

    placed: tuple[Placed, ...]
    edgings: tuple[Edging, ...]
    repeated: tuple[Placed, ...]


class Stack:
    """Strips one below the other from `top` on; opens and closes boxes as the strips ask for."""

    def __init__(self, top: float) -> None:
        self.y = top
        self.placed: list[Placed] = []
        self.repeated: list[Placed] = []
        self.edgings: list[Edging] = []
        self._open: list[tuple[Box, Edging]] = []
        self._boxes: tuple[Box, ...] = ()
        """Those that are open, from the outermost in."""

    def add(self, strip: Strip, *, continued: Sequence[Box] = ()) -> None:
        """Place `strip`; `continued` are the boxes that were open at the end of the page before."""
        if strip.boxes == self._boxes:
            self.y += strip.space if self.placed else 0.0
        else:
            self._enter(strip, continued)
        self.placed.append(Placed(strip, self.y))
        self.y += strip.height

    def _enter(self, strip: Strip, continued: Sequence[Box]) -> None:
        """Close the boxes that the strip is not in, and open those that begin with it."""
        common = _shared(self._boxes, strip.boxes)
        self._boxes = strip.boxes
        self._close(down_to=common)
        if self.placed:
            self.y += strip.space
        for box in strip.boxes[common:]:
            edging = Edging(box, self.y, 0.0)
            self.edgings.append(edging)
            self._open.append((box, edging))
            self.y += box.pad_top
            if box in continued:
                self._repeat(box)

    def finish(self) -> None:
        self._close(down_to=0)

    def _repeat(self, box: Box) -> None:
        for strip in box.head:
            self.repeated.append(Placed(strip, self.y))
            self.y += strip.height

    def _close(self, *, down_to: int) -> None:
        while len(self._open) > down_to:
            box, edging = self._open.pop()
            self.y += box.pad_bottom
            edging.height = self.y - edging.y


def stacked(strips: Sequence[Strip]) -> tuple[float, list[Mark]]:
    """Height of the strips one below the other, and their marks as those of one strip: for table cells."""
    stack = Stack(0.0)
    for strip in strips:
        stack.add(strip)
    stack.finish()
    marks: list[Mark] = list(stack.edgings)
    for placed in stack.placed:
        marks += [shifted(mark, placed.top) for mark in placed.strip.marks]
    return stack.y, marks


def height_of(strips: Sequence[Strip]) -> float:
    """Points that the strips take with their spaces and boxes, when no page ends between them."""
    height = 0.0
    before: tuple[Box, ...] = ()
    for index, strip in enumerate(strips):
        if strip.boxes != before:
            common = _shared(before, strip.boxes)
            height += sum([box.pad_bottom for box in before[common:]]) + sum(
                [box.pad_top for box in strip.boxes[common:]]
            )
            before = strip.boxes
        height += strip.space + strip.height if index else strip.height
    return height + sum([box.pad_bottom for box in before])


def paginate(strips: Sequence[Strip], top: float, bottom: float) -> list[Page]:
    """The pages, at least one, with nothing below `bottom` unless a single strip is taller than a page."""
    pages: list[Page] = []
    start = 0
    continued: tuple[Box, ...] = ()
    while start < len(strips):
        if strips[start].starts_recto and len(pages) % 2:
            pages.append(Page((), (), ()))
        end = _overflow(strips, start, bottom - top, continued=continued)
        if end < len(strips) and not strips[end].starts_page:
            end = _best_break(strips, start, end)
        pages.append(_page(strips[start:end], top, continued))
        continued = strips[end - 1].boxes
        start = end
    return pages or [Page((), (), ())]


def _page(strips: Sequence[Strip], top: float, continued: Sequence[Box]) -> Page:
    stack = Stack(top)
    for strip in strips:
        stack.add(strip, continued=() if stack.placed else continued)
    stack.finish()
    return Page(tuple(stack.placed), tuple(stack.edgings), tuple(stack.repeated))


def _overflow(strips: Sequence[Strip], start: int, room: float, *, continued: Sequence[Box]) -> int:
    """Index of the first strip that no longer fits, or that asks for a new page; always beyond `start`."""
    first = strips[start]
    y = first.height + sum(box.pad_top for box in first.boxes)
    y += sum(box.head_height for box in first.boxes if box in continued)
    for index in range(start + 1, len(strips)):
        strip, before = strips[index], strips[index - 1]
        if strip.starts_page:
            return index
        y += strip.space + strip.height
        closing = 0.0
        if strip.boxes or before.boxes:
            common = _shared(before.boxes, strip.boxes)
            y += sum(box.pad_bottom for box in before.boxes[common:]) + sum(box.pad_top for box in strip.boxes[common:])
            closing = sum(box.pad_bottom for box in strip.boxes)
        if y + closing > room + 0.01:
            return index
    return len(strips)


def _best_break(strips: Sequence[Strip], start: int, end: int) -> int:
    """The place to break at, in (start, end]: the last one among those that hold together least."""
    least, best = Keep.SOLID + 1, end
    for index in range(end, start, -1):
        hold = strips[index - 1].keep
        if hold < least:
            least, best = hold, index
            if hold is Keep.FREE:
                break
    return best


def _shared(one: Sequence[Box], other: Sequence[Box]) -> int:
    """How many boxes, counted from the outermost, two strips have in common."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine is not theirs:
            break
        count += 1
    return count
