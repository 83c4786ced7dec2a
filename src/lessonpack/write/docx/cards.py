"""Cards to cut out: a table for each page of fronts, and one for the page of their backs, in mirrored order.

When the sheet is printed on both sides and turned on its long edge, each back meets its front. Above the cards stands
a row of scissors, one for each column: the table's head, which a table must have, and which repeats if it ever parts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lessonpack.tree.nodes import AnswerSpace, Block, Card, CardSheet, Heading
from lessonpack.tree.walk import all_lines, every_block, plain
from lessonpack.write.docx.flow import TABLE_END
from lessonpack.write.docx.looks import Frame, Role
from lessonpack.write.docx.markup import twips, twips_of_mm
from lessonpack.write.docx.shapes import scissors
from lessonpack.write.docx.table import Told, cell_open, row_open, table_open, widths
from lessonpack.write.docx.tablestyles import CARD_PADDING, CARDS_STYLE

if TYPE_CHECKING:
    from lessonpack.write.docx.body import Body, Place

HEIGHT_MM = {1: 60.0, 2: 60.0, 3: 45.0, 4: 40.0}
"""Of a card, by the number of cards side by side."""
_OTHER_MM = 12.0
"""Of a page's height, what the row of scissors takes, and furniture that is taller than the margin."""
_GLYPH = 0.52
"""Width of a letter as a share of its size, with some air."""
_WIDE_GLYPH = 0.6
"""The same for bold letters in a long word."""

_Row = tuple[Card, ...]


def card_sheet(body: Body, sheet: CardSheet, place: Place) -> None:
    """A page of fronts, then the page of their backs, and so on; what follows begins on a page of its own.

    Fronts with backs begin on the front of a sheet, or no back would stand behind its front.
    """
    if place.frame is Frame.CELL:
        for side in (*(card.front for card in sheet.cards), *(card.back for card in sheet.cards)):
            body.blocks(side, place)
        return
    drawn = _Sheet(body, sheet)
    has_backs = any(card.back for card in sheet.cards)
    for page in drawn.pages():
        _begin(body, is_front=True, has_backs=has_backs)
        drawn.side([([card.front for card in row], height) for row, height in page])
        if has_backs:
            # A short row is empty at the left: there is nothing behind an absent card.
            mirrored = [([None] * (sheet.columns - len(row)) + [c.back for c in reversed(row)], h) for row, h in page]
            _begin(body, is_front=False, has_backs=has_backs)
            drawn.side(mirrored)
    body.flow.break_page()


def _begin(body: Body, *, is_front: bool, has_backs: bool) -> None:
    """Backs have a section as well: LibreOffice gives sections of one page's sides a margin of their own, and both
    sides must have the same."""
    if has_backs:
        body.begin_side(is_front=is_front)
    else:
        body.flow.break_page()


_Side = Sequence[tuple[Sequence[tuple[Block, ...] | None], int]]
"""Rows of one page, each with its height in twips; None where there is no card."""


class _Sheet:
    def __init__(self, body: Body, sheet: CardSheet) -> None:
        self.body, self.sheet, self.place = body, sheet, body.page_place()
        self.columns = widths((1.0,) * sheet.columns, self.place.width)
        self.inner = min(self.columns) - 2 * CARD_PADDING
        self.headline = self._headline()

    def pages(self) -> Iterator[list[tuple[_Row, int]]]:
        """As many rows as a page holds, each with its height: that of the tallest side, so that backs meet fronts."""
        theme, scale = self.body.styles.theme, self.body.styles.scale
        room = twips_of_mm(theme.page_mm()[1] - 2 * scale.margin_mm - _OTHER_MM)
        page: list[tuple[_Row, int]] = []
        cards, step = self.sheet.cards, self.sheet.columns
        for row in (cards[start : start + step] for start in range(0, len(cards), step)):
            height = self._height(row)
            if page and sum(taken for _, taken in page) + height > room:
                yield page
                page = []
            page.append((row, height))
        yield page

    def _height(self, row: _Row) -> int:
        needed = max(self._needed(side) for card in row for side in (card.front, card.back))
        return max(twips_of_mm(HEIGHT_MM[self.sheet.columns]), needed)

    def _needed(self, side: tuple[Block, ...]) -> int:
        """Twips, by a guess, that the words and lines of one side take."""
        scale = self.body.styles.scale
        glyph, leading = twips(scale.body.size_pt) * _GLYPH, twips(scale.body.leading_pt)
        lines = sum(max(1, math.ceil(len(plain(line)) * glyph / self.inner)) + 0.25 for line in all_lines(side))
        ruled = sum(space.lines or 2 for space in every_block(side) if isinstance(space, AnswerSpace))
        return round(lines * leading) + ruled * twips_of_mm(scale.answer_pitch_mm) + 2 * CARD_PADDING

    def side(self, rows: _Side) -> None:
        """A table, the first thing on its page."""
        body = self.body
        # The paragraph that begins the page also keeps two tables from becoming one.
        body.add(Role.AFTER_TABLE, "", self.place)
        words = [" ".join(map(plain, all_lines(blocks))) for cells, _ in rows for blocks in cells if blocks]
        told = Told(description=", ".join(words))
        body.flow.raw(table_open(CARDS_STYLE, self.columns, told))
        self._head()
        for cells, height in rows:
            self._row(cells, height)
        body.flow.raw(TABLE_END)

    def _head(self) -> None:
        body = self.body
        body.flow.raw(row_open(is_head=True))
        for width in self.columns:
            shapes, size = scissors(body.styles.theme.colours.rule, body.drawings.next_id)
            body.flow.raw(cell_open(width, "<w:tcMar>" + "".join(_NO_MARGIN) + "</w:tcMar>"))
            body.add(Role.CUT, body.drawings.ornament(shapes, size), self._inside(width))
            body.flow.raw("</w:tc>")
        body.flow.raw("</w:tr>")

    def _row(self, cells: Sequence[tuple[Block, ...] | None], height: int) -> None:
        body = self.body
        body.flow.raw(row_open(height=height))
        absent = len(self.columns) - len(cells)
        for blocks, width in zip((*cells, *[None] * absent), self.columns, strict=True):
            body.flow.raw(cell_open(width, _CENTRED if blocks is not None else _ABSENT))
            start = body.flow.position
            body.blocks(blocks or (), self._inside(width))
            if body.flow.lacks_paragraph_since(start):
                body.add(Role.CELL_TEXT, "", self._inside(width))
            body.flow.raw("</w:tc>")
        body.flow.raw("</w:tr>")

    def _inside(self, width: int) -> Place:
        return replace(self.place.cell(width - 2 * CARD_PADDING, Role.CELL_TEXT), heading=self.headline)

    def _headline(self) -> Role:
        """Words to be read across a table are as large as a title, where the longest has room, by a guess."""
        terms = [
            plain(block.children) for card in self.sheet.cards for block in card.front if isinstance(block, Heading)
        ]
        longest = max((len(word) for term in terms for word in term.split()), default=0)
        room = longest * twips(self.body.styles.scale.title.size_pt) * _WIDE_GLYPH <= self.inner
        return Role.CARD_TERM if room else Role.HEADING


_CENTRED = '<w:vAlign w:val="center"/>'
_ABSENT = (
    "<w:tcBorders>" + "".join(f'<w:{side} w:val="nil"/>' for side in ("left", "bottom", "right")) + "</w:tcBorders>"
)
_NO_MARGIN = tuple(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
