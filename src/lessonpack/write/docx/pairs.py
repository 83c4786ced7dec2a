"""Words in pairs, a name and what belongs to it: as a table with the names for its head, or as lines below each other.

A table must have a head, and a row with names for its columns would say words that the document does not have: so each
pair is a column, and where the columns have no room there is no table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lessonpack.tree.nodes import Inline
from lessonpack.tree.walk import plain
from lessonpack.write.docx.flow import TABLE_END
from lessonpack.write.docx.looks import Frame, Role
from lessonpack.write.docx.table import Told, cell_open, row_open, table_open, widths
from lessonpack.write.docx.tablestyles import CELL_PADDING

if TYPE_CHECKING:
    from lessonpack.write.docx.body import Body, Place

MOST_BESIDE = 6
GLYPH = 0.58
"""Width of a bold letter as a share of its size, with some air."""

Pair = tuple[tuple[Inline, ...], tuple[Inline, ...]]


def fit_across(body: Body, pairs: Sequence[Pair], place: Place) -> bool:
    """Whether there are few, each one's longest word has room in its share of the line, and a table may stand here."""
    room = body.styles.frame_twips / len(pairs) - 3 * CELL_PADDING
    letter = 20 * body.styles.scale.body.size_pt * GLYPH
    words = (word for pair in pairs for part in pair for word in plain(part).split())
    has_room = max(map(len, words), default=0) * letter <= room
    return place.frame is not Frame.CELL and len(pairs) <= MOST_BESIDE and has_room


def across(body: Body, pairs: Sequence[Pair], place: Place, *, style: str, title: str, text: Role) -> None:
    """A table that stays together; `text` is what a paragraph below a name is."""
    columns = widths((1.0,) * len(pairs), place.width)
    names = ", ".join(plain(name) for name, _ in pairs)
    start = body.flow.position
    body.flow.raw(table_open(style, columns, Told(title, names), place.indent))
    _row(body, [name for name, _ in pairs], columns, place, Role.CELL_HEAD)
    body.flow.tie_from(start)
    _row(body, [said for _, said in pairs], columns, place, text)
    body.flow.raw(TABLE_END)
    body.end_table(place)


def _row(body: Body, cells: list[tuple[Inline, ...]], columns: tuple[int, ...], place: Place, role: Role) -> None:
    body.flow.raw(row_open(is_head=role is Role.CELL_HEAD))
    for words, width in zip(cells, columns, strict=True):
        body.flow.raw(cell_open(width))
        body.line(role, words, place.cell(width - 2 * CELL_PADDING, role))
        body.flow.raw("</w:tc>")
    body.flow.raw("</w:tr>")
