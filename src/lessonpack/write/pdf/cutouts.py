"""Cards to cut out: rows of equal cells with dashed cut lines, fronts on one page and their mirrored backs on the next.

When the sheet is printed on both sides and turned on its long edge, each back meets its front.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    """A page of fronts, then the page of their backs, and so on."""
    least = HEIGHT_MM[block.columns] * POINTS_PER_MM
    rows_a_page = max(1, int(page_height // least))
    strips: list[Strip] = []
    has_backs = any(card.back for card in block.cards)
    for page in _in_parts(block.cards, rows_a_page * block.columns):
        sheet = _Sheet(block, typography, spot, flow, least)
        fronts = [sheet.row([card.front for card in row]) for row in _in_parts(page, block.columns)]
        backs = [sheet.row([card.back for card in row], mirrored=True) for row in _in_parts(page, block.columns)]
        for side in (fronts, backs) if has_backs else (fronts,):
            side[0].starts_page = bool(strips) or side is backs
            for strip in side[:-1]:
                strip.keep = Keep.GROUP
            strips += side
    return strips


def _in_parts(cards: Sequence[Card], length: int) -> Iterator[Sequence[Card]]:
    """Parts of the given length; the last may be shorter."""
    return (cards[start : start + length] for start in range(0, len(cards), length))


class _Sheet:
    """The rows of one page."""

    def __init__(self, block: CardSheet, typography: Typography, spot: Spot, flow: Flow, least: float) -> None:
        self.block, self.typography, self.spot, self.flow, self.least = block, typography, spot, flow, least
        self.is_first = {False: True, True: True}

    def row(self, sides: Sequence[tuple[Block, ...]], *, mirrored: bool = False) -> Strip:
        """One row of fronts or backs; a mirrored row runs from the right."""
        width = self.spot.frame.width / self.block.columns
        pad = SAFE_MM * POINTS_PER_MM
        placed: list[tuple[Frame, float, list[Mark]]] = []
        for index, blocks in enumerate(sides):
            column = self.block.columns - 1 - index if mirrored else index
            left = self.spot.frame.left + column * width
            frame = Frame(left, left + width)
            inner = Spot(frame.inset(pad, pad), self.spot.parent.child("Sect"))
            placed.append((frame, *stacked(self.flow(blocks, inner))))
        height = max([self.least, *(own + 2 * pad for _, own, _ in placed)])
        marks: list[Mark] = []
        for frame, own, content in placed:
            marks += self._cuts(frame, height, is_top=self.is_first[mirrored])
            marks += [shifted(mark, (height - own) / 2) for mark in content]
        if self.is_first[mirrored] and placed:
            left = placed[0][0].left
            marks += scissors(left + _SCISSORS * 0.8, 0.0, _SCISSORS, _CUT.colour) if not mirrored else ()
        self.is_first[mirrored] = False
        return Strip(self.block, height, marks)

    @staticmethod
    def _cuts(frame: Frame, height: float, *, is_top: bool) -> list[Mark]:
        lines: list[Mark] = [line((x, 0.0), (x, height), _CUT) for x in (frame.left, frame.right)]
        edges = (0.0, height) if is_top else (height,)
        return [*lines, *(line((frame.left, y), (frame.right, y), _CUT) for y in edges)]
