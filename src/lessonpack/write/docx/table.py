"""The frame of a table: widths, header rows, and what a screen reader is told; the cells' content is left to `body`."""

from __future__ import annotations

import math
from itertools import accumulate, pairwise

from lessonpack.tree.nodes import Cell, Paragraph, Row, Table
from lessonpack.tree.walk import plain
from lessonpack.write.docx.fixed import TABLE_STYLE
from lessonpack.write.docx.markup import escaped

_MOST_KEPT_ROWS = 8
_MOST_KEPT_LINES = 24


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


def table_open(table: Table, columns: tuple[int, ...], indent: int, *, is_leftward: bool = False) -> str:
    """Everything before the first row; the first column stands at the right where lines start there."""
    turned = "<w:bidiVisual/>" if is_leftward else ""
    has_row_heads = bool(table.body) and all(row.cells and row.cells[0].is_header for row in table.body)
    title = escaped(plain(table.caption))
    description = escaped(", ".join(_words(cell) for row in table.head[:1] for cell in row.cells))
    told = f'<w:tblCaption w:val="{title}"/>' if title else ""
    told += f'<w:tblDescription w:val="{description}"/>' if description else ""
    # Bits of the look, for readers older than its attributes: 0020 first row, 0080 first column, 0600 no bands.
    look = 0x0620 + 0x80 * has_row_heads
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE_STYLE}"/>{turned}<w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{indent}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look:04X}" w:firstRow="1" w:lastRow="0" '
        f'w:firstColumn="{int(has_row_heads)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{told}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def row_open(*, is_head: bool) -> str:
    # A head row repeats on every page; no row splits over two (17.4.78 and 17.4.6).
    repeats = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>"


def cell_open(width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'


def _words(cell: Cell) -> str:
    return " ".join(plain(block.children) for block in cell.blocks if isinstance(block, Paragraph))
