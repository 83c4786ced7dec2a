"""Paragraphs and headings as strips, and the distances between blocks.

One strip a line; no line of a paragraph is left alone on a page.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from lessonpack.tree.nodes import (
    AnswerSpace,
    Block,
    BulletList,
    Callout,
    CalloutKind,
    CardSheet,
    Chart,
    CheckList,
    Circles,
    DefinitionList,
    Group,
    Heading,
    HelpBox,
    KeyFigure,
    ListItem,
    OrderedList,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Quote,
    Table,
    Timeline,
    WriteIn,
)
from lessonpack.write.pdf.lines import Line, balanced, broken, far
from lessonpack.write.pdf.measure import Style
from lessonpack.write.pdf.strips import Keep, Span, Strip, Words
from lessonpack.write.pdf.tags import Element


@dataclass(frozen=True, slots=True)
class Frame:
    """The horizontal room that a block has, in points from the left edge of the paper."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left

    def inset(self, left: float, right: float = 0.0) -> Frame:
        return Frame(self.left + left, self.right - right)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block goes: its room on paper, and the element that it becomes a child of."""

    frame: Frame
    parent: Element
    is_guided: bool = False
    """Whether lines to write on are dotted guides inside a grid, rather than rules."""
    tallest: float = math.inf
    """Points that room to write may take here."""
    prompt: str = ""
    """What was asked before, in words: the name of a form field that stands here."""
    headline: str = "h2"
    """The style of headings of the second level."""
    above: float | None = None
    """Points of the page that are taken above a grid or circles to fill in; None where nobody knows."""


Flow = Callable[[Sequence[Block], Spot], list[Strip]]
"""Blocks at a spot as strips, their elements added to the spot's."""


def line_strips(lines: Sequence[Line], style: Style, left: float, *, block: Block) -> list[Strip]:
    strips = []
    for line in lines:
        segments = [(left + x, text, width, span) for x, text, width, span in line.segments]
        strips.append(Strip(block, style.leading, [Words(style.baseline, segments)]))
    hold_lines(strips)
    return strips


def placed_lines(lines: Sequence[Line], style: Style, left: float, *, top: float) -> list[Words]:
    """Lines at a place inside a figure; each ends with a space, for what is read next stands elsewhere."""
    found = []
    for index, line in enumerate(lines):
        segments = [(left + x, text, width, span) for x, text, width, span in line.segments]
        if segments and not segments[-1][1].endswith(" "):
            x, text, width, span = segments[-1]
            segments[-1] = (x, text + " ", width, span)
        found.append(Words(top + style.leading * index + style.baseline, segments))
    return found


def paragraph_strips(spans: Sequence[Span], style: Style, frame: Frame, *, block: Block) -> list[Strip]:
    lines = far(broken(spans, frame.width), frame.width)
    return line_strips(lines, style, frame.left, block=block)


def heading_strips(spans: Sequence[Span], style: Style, frame: Frame, *, block: Block) -> list[Strip]:
    """Lines of similar length that stay together and with what follows."""
    strips = line_strips(far(balanced(spans, frame.width), frame.width), style, frame.left, block=block)
    for strip in strips:
        strip.keep = Keep.LINES
    return strips


def hold_lines(strips: Sequence[Strip]) -> None:
    """Keep the first two and the last two together: no widows, no orphans."""
    if len(strips) > 1:
        for strip in (strips[0], strips[-2]):
            strip.keep = max(strip.keep, Keep.LINES)


def hold(strips: Sequence[Strip], keep: Keep) -> None:
    """Keep all strips together, at least as strongly as `keep`; the last stays free."""
    for strip in strips[:-1]:
        strip.keep = max(strip.keep, keep)


_SMALL_PRINT = (ParagraphKind.SMALL, ParagraphKind.FOOTNOTE, ParagraphKind.LABEL)


def gap(before: Block, after: Block) -> float:
    """Units of space between two neighbours."""
    if isinstance(after, AnswerSpace) and isinstance(before, Paragraph | Heading):
        # The first line's own pitch is the room above it.
        return 0.0
    if isinstance(before, Heading) and before.level == 3 and isinstance(after, Paragraph):
        return 0.0
    if _is_small_print(after) and isinstance(before, Paragraph):
        # A label names what it stands under; small print goes on with it.
        return 0.25 if after.kind is ParagraphKind.LABEL else 0.0
    if isinstance(before, Paragraph) and before.kind is ParagraphKind.LABEL:
        # The ground of a box begins at its edge, and would stand on the label's descenders.
        return 0.5 if isinstance(after, Callout) else 0.25 if isinstance(after, Paragraph) else 0.0
    if isinstance(before, Heading) and isinstance(after, Callout):
        return 0.5
    if isinstance(before, Table | Chart) and _is_small_print(after):
        return 0.5
    if isinstance(before, Callout) and (_is_small_print(after) or before.kind is CalloutKind.CAUTION):
        # What is to be done with a source belongs to it, and a caution to what it is about.
        return 0.5
    return max(_around(before)[1], _around(after)[0])


def gap_between_items(before: ListItem, after: ListItem) -> float:
    """Units of space between two items of a list that is not set close."""
    above = _around(before.blocks[-1])[1] if before.blocks else 1.0
    below = _around(after.blocks[0])[0] if after.blocks else 1.0
    if above <= 1 and below <= 1:
        # Entries of a list are nearer to each other than paragraphs are.
        return 0.5
    return max(above, below)


def clings(before: Block, after: Block) -> Keep:
    """How strongly a block holds on to the next one."""
    match before, after:
        case Heading() | Paragraph(kind=ParagraphKind.LABEL | ParagraphKind.LEAD), _:
            return Keep.LINES
        case _, AnswerSpace():
            return Keep.LINES
        case Paragraph() | Table() | Chart(), Paragraph() if _is_small_print(after):
            return Keep.LINES
        case Paragraph(), WriteIn() | BulletList() | OrderedList() | CheckList() | Table():
            return Keep.GROUP
    return Keep.FREE


def _is_small_print(block: Block) -> TypeGuard[Paragraph]:
    return isinstance(block, Paragraph) and block.kind in _SMALL_PRINT


def _around(block: Block) -> tuple[float, float]:
    """Units above and below a block; of two neighbours the greater counts."""
    match block:
        case Heading(level=1):
            return (0, 1)
        case Heading(level=2):
            return (1.75, 0.5)
        case Heading():
            return (1.25, 0)
        case Paragraph(kind=ParagraphKind.LEAD):
            return (1, 1)
        case Group(blocks=(first, *_, last)):
            return (_around(first)[0], _around(last)[1])
        case Paragraph() | BulletList() | OrderedList() | CheckList() | DefinitionList() | Group():
            return (1, 1)
        case KeyFigure():
            return (1, 0.5)
        case PageBreak():
            return (0, 0)
        case HelpBox():
            return (1.75, 2)
        case AnswerSpace():
            return (1, 1.5)
        case WriteIn():
            return (1, 1)
        case Quote() | Table() | Callout() | Chart() | Timeline() | CardSheet() | Circles():
            return (1.5, 1.5)
