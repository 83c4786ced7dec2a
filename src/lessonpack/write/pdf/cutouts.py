"""Cards to cut out: rows of equal cells with dashed cut lines, fronts on one page and their mirrored backs on the next.

When the sheet is printed on both sides and turned on its long edge, each back meets its front.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lessonpack.theme.tokens import POINTS_PER_MM
from lessonpack.tree.nodes import Block, Card, CardSheet, Heading
from lessonpack.write.pdf.lines import longest
from lessonpack.write.pdf.measure import Typography
from lessonpack.write.pdf.place import stacked
from lessonpack.write.pdf.shapes import line, scissors
from lessonpack.write.pdf.strips import Keep, Mark, Pen, Strip, shifted
from lessonpack.write.pdf.tags import Element
from lessonpack.write.pdf.texts import Flow, Frame, Spot

SAFE_MM = 5.0
"""Between a cut line and the nearest word: scissors and copiers wander."""
HEIGHT_MM = {1: 60.0, 2: 60.0, 3: 45.0, 4: 40.0}
"""Of a card, by the number of cards side by side."""
_CUT_WEIGHT = 0.5
_DASHES = "[4 3] 0"
_SCISSORS = 15.0


def card_strips(block: CardSheet, typography: Typography, spot: Spot, *, flow: Flow, page_height: float) -> list[Strip]:
    """A page of fronts, then the page of their backs, and so on; each sheet starts on a page with an odd number."""
    has_backs = any(card.back for card in block.cards)
    sheet = _Sheet(block, typography, spot, flow)
    cut = Pen(_CUT_WEIGHT, typography.theme.colours.rule, _DASHES)
    rows = [sheet.pair(block.cards[n : n + block.columns]) for n in range(0, len(block.cards), block.columns)]
    strips: list[Strip] = []
    for pairs in _pages(rows, page_height):
        # Read as they lie: the fronts of a sheet, then their backs.
        spot.parent.kids += [element for side in zip(*pairs, strict=True) for row in side for element in row.elements]
        strips += _page([front for front, _ in pairs], block, cut, recto=has_backs)
        strips += _page([back for _, back in pairs], block, cut, recto=False) if has_backs else []
    return strips


def _pages(rows: Sequence[tuple[_Row, _Row]], page_height: float) -> Iterator[Sequence[tuple[_Row, _Row]]]:
    """As many rows as a page holds; at least one."""
    start, taken = 0, 0.0
    for index, (front, _) in enumerate(rows):
        if index > start and taken + front.height > page_height + 0.01:
            yield rows[start:index]
            start, taken = index, 0.0
        taken += front.height
    yield rows[start:]


@dataclass(slots=True)
class _Row:
    """Cards side by side, before they are as high as they will be."""

    cells: list[tuple[Frame, float, list[Mark]]]
    """Room, height and marks of each."""
    height: float
    elements: list[Element]


@dataclass(frozen=True, slots=True)
class _Sheet:
    block: CardSheet
    typography: Typography
    spot: Spot
    flow: Flow

    def pair(self, cards: Sequence[Card]) -> tuple[_Row, _Row]:
        """A row of fronts and the row of their backs; both of one height, or they would not meet."""
        front = self._row([card.front for card in cards], mirrored=False)
        back = self._row([card.back for card in cards], mirrored=True)
        least = HEIGHT_MM[self.block.columns] * POINTS_PER_MM
        front.height = back.height = max(least, front.height, back.height)
        return front, back

    def _row(self, sides: Sequence[tuple[Block, ...]], *, mirrored: bool) -> _Row:
        """Cards side by side; a mirrored row runs from the right."""
        width = self.spot.frame.width / self.block.columns
        pad = SAFE_MM * POINTS_PER_MM
        cells: list[tuple[Frame, float, list[Mark]]] = []
        elements = [Element("Sect", self.spot.parent, is_attached=True) for _ in sides]
        for index, blocks in enumerate(sides):
            column = self.block.columns - 1 - index if mirrored else index
            left = self.spot.frame.left + column * width
            frame = Frame(left, left + width)
            inner = Spot(frame.inset(pad, pad), elements[index], headline=self._headline(width - 2 * pad))
            cells.append((frame, *stacked(self.flow(blocks, inner))))
        return _Row(cells, max(own + 2 * pad for _, own, _ in cells), elements)

    def _headline(self, width: float) -> str:
        """Words to be read across a table are as large as a title, where the longest of all cards has room."""
        style, scratch = self.typography.style("figure"), Element("Span")
        words = [block.children for card in self.block.cards for block in card.front if isinstance(block, Heading)]
        room = [longest(self.typography.spans(heading, style, scratch))[0] <= width for heading in words]
        return "figure" if all(room) else "h2"


def _page(rows: Sequence[_Row], block: CardSheet, cut: Pen, *, recto: bool) -> list[Strip]:
    strips = []
    for index, row in enumerate(rows):
        marks: list[Mark] = []
        for frame, own, content in row.cells:
            marks += _cuts(frame, row.height, cut, is_top=index == 0)
            marks += [shifted(mark, (row.height - own) / 2) for mark in content]
        strips.append(Strip(block, row.height, marks, keep=Keep.GROUP))
    if strips:
        strips[-1].keep = Keep.FREE
        strips[0].starts_page, strips[0].starts_recto = True, recto
        if recto:
            left = rows[0].cells[0][0].left
            strips[0].marks += scissors(left + _SCISSORS, 0.0, _SCISSORS, cut.colour)
    return strips


def _cuts(frame: Frame, height: float, cut: Pen, *, is_top: bool) -> list[Mark]:
    edges = (0.0, height) if is_top else (height,)
    return [
        *(line((x, 0.0), (x, height), cut) for x in (frame.left, frame.right)),
        *(line((frame.left, y), (frame.right, y), cut) for y in edges),
    ]
