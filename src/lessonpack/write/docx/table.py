"""The frame of a table: widths, header rows, and what a screen reader is told; the cells' content is left to `body`."""

from __future__ import annotations

import math
from itertools import accumulate, pairwise
from typing import NamedTuple

from lessonpack.tree.nodes import Cell, Paragraph, Row, Table
from lessonpack.tree.walk import plain
from lessonpack.write.docx.markup import clipped, escaped

_MOST_KEPT_ROWS = 8
_MOST_KEPT_LINES = 24
_LONGEST_TOLD = 250
"""Characters; whoever listens to a page should not have to sit through more."""


def widths(shares: tuple[float, ...], whole: int) -> tuple[int, ...]:
    """Twips of each column; together exactly `whole`."""
    total = sum(shares)
    edges = [round(whole * part / total) for part in accumulate(shares, initial=0.0)]
    return tuple(right - left for left, right in pairwise(edges))


def is_short(table: Table, columns: tuple[int, ...], size_pt: float) -> bool:
    """Whether the table is to stay on one page: few rows, and by a guess about half a page at most.

    A taller one would leave the rest of a page empty, and may not fit on the next one either.
    """

    def lines(row: Row) -> int:
        # A character is about half as wide as it is high.
        return max(
            (
                math.ceil(len(_words(cell)) * size_pt * 10 / width)
                for cell, width in zip(row.cells, columns, strict=True)
            ),
            default=1,
        )

    return len(table.body) <= _MOST_KEPT_ROWS and sum(map(lines, table.body)) <= _MOST_KEPT_LINES


class Told(NamedTuple):
    """What a screen reader says of a table before its cells."""

    title: str = ""
    description: str = ""


def told_of(table: Table) -> Told:
    return Told(plain(table.caption), ", ".join(_words(cell) for row in table.head[:1] for cell in row.cells))


def has_row_heads(table: Table) -> bool:
    return bool(table.body) and all(row.cells and row.cells[0].is_header for row in table.body)


def table_open(style: str, columns: tuple[int, ...], told: Told, indent: int = 0, *, row_heads: bool = False) -> str:
    """Everything before the first row."""
    title, description = (escaped(clipped(words, _LONGEST_TOLD)) for words in told)
    said = f'<w:tblCaption w:val="{title}"/>' if title else ""
    said += f'<w:tblDescription w:val="{description}"/>' if description else ""
    # Bits of the look, for readers older than its attributes: 0020 first row, 0080 first column, 0600 no bands.
    look = 0x0620 + 0x80 * row_heads
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{indent}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look:04X}" w:firstRow="1" w:lastRow="0" '
        f'w:firstColumn="{int(row_heads)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{said}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def row_open(*, is_head: bool = False, height: int = 0) -> str:
    """`height` is the least one, in twips; 0 leaves it to the words."""
    # A head row repeats on every page; no row splits over two (17.4.78 and 17.4.6).
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    repeats = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{least}{repeats}</w:trPr>"


def cell_open(width: int, properties: str = "") -> str:
    """`properties` follow the width inside tcPr."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>'


def _words(cell: Cell) -> str:
    return " ".join(plain(block.children) for block in cell.blocks if isinstance(block, Paragraph))
