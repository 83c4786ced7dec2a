"""Cards to cut out: rows of equal cells with dashed cut lines, fronts on one page and their mirrored backs on the next.

When the sheet is printed on both sides and turned on its long edge, each back meets its front.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lessonpack.theme.tokens import POINTS_PER_MM
from lessonpack.tree.nodes import Block, Card, CardSheet
from lessonpack.write.pdf.measure import Typography
from lessonpack.write.pdf.place import stacked
from lessonpack.write.pdf.shapes import line, scissors
from lessonpack.write.pdf.strips import Keep, Mark, Pen, Strip, shifted
from lessonpack.write.pdf.texts import Flow, Frame, Spot

SAFE_MM = 5.0
"""Between a cut line and the nearest word: scissors and copiers wander."""
HEIGHT_MM = {1: 60.0, 2: 60.0, 3: 45.0, 4: 40.0}
"""Of a card, by the number of cards side by side."""
_CUT = Pen(0.5, "#6b6b6b", "[4 3] 0")
_SCISSORS = 15.0


def card_strips(block: CardSheet, typography: Typography, spot: Spot, *, flow: Flow, page_height: float) -> list[Strip]:
    """A page of fronts, then the page of their backs, and so on; each sheet starts on a page with an odd number."""
    least = HEIGHT_MM[block.columns] * POINTS_PER_MM
    on_a_page = max(1, int(page_height // least)) * block.columns
    has_backs = any(card.back for card in block.cards)
    sheet = _Sheet(block, typography, spot, flow)
    strips: list[Strip] = []
    for cards in _in_parts(block.cards, on_a_page):
        rows = list(_in_parts(cards, block.columns))
        fronts = [sheet.row([card.front for card in row]) for row in rows]
        backs = [sheet.row([card.back for card in row], mirrored=True) for row in rows] if has_backs else []
        # A back is as high as its front, or they would not meet.
        for pair in zip(fronts, backs, strict=False):
            height = max(least, *(row.height for row in pair))
            for row in pair:
                row.height = height
        strips += [*_page(fronts, block, recto=has_backs), *_page(backs, block, recto=False)]
    return strips


def _in_parts(cards: Sequence[Card], length: int) -> Iterator[Sequence[Card]]:
    """Parts of the given length; the last may be shorter."""
    return (cards[start : start + length] for start in range(0, len(cards), length))


@dataclass(slots=True)
class _Row:
    """Cards side by side, before they are as high as they will be."""

    cells: list[tuple[Frame, float, list[Mark]]]
    """Room, height and marks of each."""
    height: float


@dataclass(frozen=True, slots=True)
class _Sheet:
    block: CardSheet
    typography: Typography
    spot: Spot
    flow: Flow

    def row(self, sides: Sequence[tuple[Block, ...]], *, mirrored: bool = False) -> _Row:
        """One row of fronts or backs; a mirrored row runs from the right."""
        width = self.spot.frame.width / self.block.columns
        pad = SAFE_MM * POINTS_PER_MM
        cells: list[tuple[Frame, float, list[Mark]]] = []
        for index, blocks in enumerate(sides):
            column = self.block.columns - 1 - index if mirrored else index
            left = self.spot.frame.left + column * width
            frame = Frame(left, left + width)
            inner = Spot(frame.inset(pad, pad), self.spot.parent.child("Sect"))
            cells.append((frame, *stacked(self.flow(blocks, inner))))
        return _Row(cells, max(own + 2 * pad for _, own, _ in cells))


def _page(rows: Sequence[_Row], block: CardSheet, *, recto: bool) -> list[Strip]:
    strips = []
    for index, row in enumerate(rows):
        marks: list[Mark] = []
        for frame, own, content in row.cells:
            marks += _cuts(frame, row.height, is_top=index == 0)
            marks += [shifted(mark, (row.height - own) / 2) for mark in content]
        strips.append(Strip(block, row.height, marks, keep=Keep.GROUP))
    if strips:
        strips[-1].keep = Keep.FREE
        strips[0].starts_page, strips[0].starts_recto = True, recto
        if recto:
            left = rows[0].cells[0][0].left
            strips[0].marks += scissors(left + _SCISSORS, 0.0, _SCISSORS, _CUT.colour)
    return strips


def _cuts(frame: Frame, height: float, *, is_top: bool) -> list[Mark]:
    edges = (0.0, height) if is_top else (height,)
    return [
        *(line((x, 0.0), (x, height), _CUT) for x in (frame.left, frame.right)),
        *(line((frame.left, y), (frame.right, y), _CUT) for y in edges),
    ]
