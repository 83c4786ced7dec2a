"""The frame of a table: widths, header rows, and what a screen reader is told; the cells' content is left to `body`."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from lessonpack.theme.tokens import POINTS_PER_MM, Scale, TypeSize
from lessonpack.tree.nodes import Cell, Paragraph, Row, Table
from lessonpack.tree.walk import plain
from lessonpack.write.columns import shared_out
from lessonpack.write.docx.markup import clipped, escaped
from lessonpack.write.docx.tablestyles import CELL_PADDING

_MOST_KEPT_ROWS = 8
_MOST_KEPT_LINES = 24
_LONGEST_TOLD = 250
"""Characters; whoever listens to a page should not have to sit through more."""
_WHOLE_UP_TO = 0.4
"""Share of a page up to which a row is not divided: Word cuts off what does not fit on one."""
_ROW_PT = 8.0
"""What a grid's row takes beside its lines: padding and rule."""
_LETTER = 0.56
"""Width of a letter in a long word as a share of the type size: a guess, since only the reader's machine knows the
font."""
_BOLD_LETTER = 0.62
"""The same in heads of rows and columns."""
_PARTS = re.compile(r"[\s/–—-]+|(?<=\w)[.@](?=\w)")
"""Where Word goes on in the next line, and where an address may be cut without harm."""


def widths(shares: Sequence[float], whole: int) -> tuple[int, ...]:
    """Twips of each column; together exactly `whole`."""
    total = sum(shares)
    edges = [round(whole * part / total) for part in accumulate(shares, initial=0.0)]
    return tuple(right - left for left, right in pairwise(edges))


def fitted(table: Table, whole: int, size_pt: float) -> tuple[int, ...] | None:
    """The same, with no column narrower than its longest word; None where there is no room for all of these."""
    rows = (*table.head, *table.body)
    bold = len(table.head)
    longest = [
        max((_longest(row.cells[i], is_bold=n < bold) for n, row in enumerate(rows)), default=0.0)
        for i in range(len(table.shares))
    ]
    least = [width * size_pt * 20 + 2 * CELL_PADDING for width in longest]
    return widths(shared_out(table.shares, least, whole), whole) if sum(least) <= whole else None


def records(table: Table) -> tuple[Table, ...]:
    """The rows as tables of two columns, what heads a column before what the row says in it: for columns that have no
    room beside each other, as in large print. The first column heads its record."""
    made = []
    for number, row in enumerate(table.body):
        heads = [tuple(block for head in table.head for block in head.cells[i].blocks) for i in range(len(row.cells))]
        fields = [Row((Cell(blocks, is_header=True), cell)) for blocks, cell in zip(heads, row.cells, strict=True)]
        caption = table.caption if number == 0 else ()
        made.append(Table(caption, tuple(fields[:1]), tuple(fields[1:]), (1.0, 2.0), table.origin))
    return tuple(made)


def is_short(table: Table, columns: tuple[int, ...], size_pt: float) -> bool:
    """Whether the table is to stay on one page: few rows, and by a guess about half a page at most.

    A taller one would leave the rest of a page empty, and may not fit on the next one either.
    """
    lines = sum(_lines(row, columns, size_pt) for row in table.body)
    return len(table.body) <= _MOST_KEPT_ROWS and lines <= _MOST_KEPT_LINES


def is_low(row: Row, columns: tuple[int, ...], body: TypeSize, page_pt: float) -> bool:
    """Whether a row is to stay on one page."""
    return _lines(row, columns, body.size_pt) * body.leading_pt <= page_pt * _WHOLE_UP_TO


def lines_of_row(table: Table, columns: tuple[int, ...], scale: Scale, room: float) -> int:
    """Lines to write on in each row of a grid below its head."""
    body, rows = scale.body, max(1, len(table.body))
    heads = sum(_lines(row, columns, body.size_pt) * body.leading_pt + _ROW_PT for row in table.head)
    return max(2, int(((room - heads) / rows - _ROW_PT) / (scale.answer_pitch_mm * POINTS_PER_MM)))


def _lines(row: Row, columns: tuple[int, ...], size_pt: float) -> int:
    # A character is about half as wide as it is high.
    each = (math.ceil(len(_words(c)) * size_pt * 10 / width) for c, width in zip(row.cells, columns, strict=True))
    return max(each, default=1)


def _longest(cell: Cell, *, is_bold: bool) -> float:
    """Width of the longest word as a share of the type size."""
    letter = _BOLD_LETTER if is_bold or cell.is_header else _LETTER
    return max(map(len, _PARTS.split(_words(cell)))) * letter


class Told(NamedTuple):
    """What a screen reader says of a table before its cells."""

    title: str = ""
    description: str = ""


def told_of(table: Table) -> Told:
    return Told(plain(table.caption), ", ".join(_words(cell) for row in table.head[:1] for cell in row.cells))


def has_row_heads(table: Table) -> bool:
    return bool(table.body) and all(row.cells and row.cells[0].is_header for row in table.body)


def table_open(
    style: str,
    columns: tuple[int, ...],
    told: Told,
    indent: int = 0,
    *,
    row_heads: bool = False,
    is_leftward: bool = False,
) -> str:
    """Everything before the first row; the first column stands at the right where lines start there."""
    turned = "<w:bidiVisual/>" if is_leftward else ""
    title, description = (escaped(clipped(words, _LONGEST_TOLD)) for words in told)
    said = f'<w:tblCaption w:val="{title}"/>' if title else ""
    said += f'<w:tblDescription w:val="{description}"/>' if description else ""
    # Bits of the look, for readers older than its attributes: 0020 first row, 0080 first column, 0600 no bands.
    look = 0x0620 + 0x80 * row_heads
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{turned}<w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{indent}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look:04X}" w:firstRow="1" w:lastRow="0" '
        f'w:firstColumn="{int(row_heads)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{said}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def row_open(*, is_head: bool = False, is_low: bool = True, height: int = 0) -> str:
    """`height` is the least one, in twips; 0 leaves it to the words. A row that is not low may part over pages."""
    # A head row repeats on every page; no low row splits over two (17.4.78 and 17.4.6).
    properties = "<w:cantSplit/>" if is_low else ""
    properties += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    properties += "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr>{properties}</w:trPr>" if properties else "<w:tr>"


def cell_open(width: int, properties: str = "") -> str:
    """`properties` follow the width inside tcPr."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>'


def _words(cell: Cell) -> str:
    return " ".join(plain(block.children) for block in cell.blocks if isinstance(block, Paragraph))
