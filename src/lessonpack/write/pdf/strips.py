"""The pieces that pages are stacked from: strips that no page break cuts, the boxes around them, and their marks.

Plain data. Who makes them: `blocks` and its neighbours; who stacks them: `place`; who draws them: `draw`.
Positions of marks are points from the left edge of the page and downwards from the top of their strip.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum

from lessonpack.tree.nodes import Block
from lessonpack.write.pdf.fonts import Face
from lessonpack.write.pdf.tags import Element


class Keep(IntEnum):
    """How strongly a strip holds on to the next one; a page breaks at the weakest place that fits."""

    FREE = 0
    GROUP = 1
    """Belongs together: a group, a short callout, a dictionary entry."""
    LINES = 2
    """Would leave one line, or a heading, alone."""
    SOLID = 3
    """Never parted as long as a page can hold it: the help box."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A face at a size in a colour."""

    face: Face
    size: float
    colour: str


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one ink that belong to one structure element; `href` where they can be clicked.

    In a paragraph with words from right to left, `rank` orders the spans of a line from the side where lines start,
    and `is_far` is true where the paragraph starts at the other side.
    """

    text: str
    ink: Ink
    element: Element
    href: str = ""
    rank: int | None = None
    is_far: bool = False


@dataclass(slots=True)
class Words:
    """Text on one baseline. Each segment is (x, text, width, span); the line's last space is part of its text, so
    that lines do not run together for those who listen."""

    baseline: float
    segments: list[tuple[float, str, float, Span]]


@dataclass(slots=True)
class Rule:
    left: float
    right: float
    y: float
    weight: float
    colour: str
    element: Element | None = None
    """The figure that the rule is part of; None for decoration."""


@dataclass(slots=True)
class Ground:
    """A filled rectangle behind text."""

    left: float
    right: float
    y: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Pen:
    """How a path is drawn: its line (weight 0: none) and what fills it ("": nothing)."""

    weight: float = 0.0
    colour: str = ""
    dash: str = "[] 0"
    fill: str = ""


@dataclass(slots=True)
class Path:
    """A figure's line or area. Each step is (operator, coordinates) with the operators m, l, c and h of a content
    stream (ISO 32000-1, 8.5.2); `extent` is its left, right, top and bottom."""

    steps: tuple[tuple[str, tuple[float, ...]], ...]
    extent: tuple[float, float, float, float]
    pen: Pen
    element: Element | None = None
    """The figure that the path is part of; None for decoration."""

    def lowered(self, down: float) -> Path:
        steps = tuple(
            (operator, tuple(at + down * (i % 2) for i, at in enumerate(points))) for operator, points in self.steps
        )
        left, right, top, bottom = self.extent
        return Path(steps, (left, right, top + down, bottom + down), self.pen, self.element)


class Entry(IntEnum):
    """What a form field takes."""

    LINE = 1
    TEXT = 2
    """Several lines."""
    TICK = 3


@dataclass(slots=True)
class Field:
    """A form field; `told` is its name for those who listen to the page."""

    entry: Entry
    left: float
    right: float
    top: float
    bottom: float
    told: str
    element: Element


@dataclass(slots=True)
class Picture:
    """A PNG picture that fills its place."""

    left: float
    right: float
    y: float
    height: float
    data: bytes = field(repr=False)
    element: Element

    @property
    def width(self) -> float:
        return self.right - self.left


class Look(IntEnum):
    """How a box shows what it is; each differs in shape, for a photocopier has no colours."""

    BAR = 1
    DASHED_BAR = 2
    DOUBLE_BAR = 3
    THIN_BAR = 4
    FRAME = 5
    DOUBLE_FRAME = 6
    DOTTED_FRAME = 7
    SOURCE_CARD = 8
    """A frame whose first strip, the title, is shaded."""
    TABLE = 9
    GRID = 10
    """A table to be filled in by hand."""


@dataclass(slots=True, eq=False)
class Box:
    """What surrounds strips on every page that they reach: ground, bar or frame, and room inside.

    `head` is painted again where the box goes on after a page break.
    """

    look: Look
    left: float
    right: float
    block: Block
    pad_top: float = 0.0
    pad_bottom: float = 0.0
    head: tuple[Strip, ...] = ()

    @property
    def head_height(self) -> float:
        return sum(strip.height for strip in self.head)


@dataclass(slots=True)
class Edging:
    """A box as it stands on one page or in one cell: `y` is its upper edge."""

    box: Box
    y: float
    height: float


Mark = Words | Rule | Ground | Path | Field | Edging | Picture


@dataclass(slots=True, eq=False)
class Strip:
    """A horizontal piece of a block. `space` lies above it, outside the boxes it opens, and is dropped at the top of
    a page."""

    block: Block
    height: float
    marks: list[Mark] = field(default_factory=list)
    space: float = 0.0
    keep: Keep = Keep.FREE
    boxes: tuple[Box, ...] = ()
    starts_page: bool = False
    starts_recto: bool = False
    """Starts a page with an odd number, which is the front of a sheet printed on both sides."""


def shifted(mark: Mark, down: float) -> Mark:
    """The same mark, `down` points lower."""
    match mark:
        case Words():
            return Words(mark.baseline + down, mark.segments)
        case Rule():
            return Rule(mark.left, mark.right, mark.y + down, mark.weight, mark.colour, mark.element)
        case Ground():
            return Ground(mark.left, mark.right, mark.y + down, mark.height, mark.colour)
        case Path():
            return mark.lowered(down)
        case Field():
            return replace(mark, top=mark.top + down, bottom=mark.bottom + down)
        case Edging():
            return Edging(mark.box, mark.y + down, mark.height)
        case Picture():
            return Picture(mark.left, mark.right, mark.y + down, mark.height, mark.data, mark.element)
