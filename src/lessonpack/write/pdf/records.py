"""A table whose columns have no room beside each other, set as records: each row a block of its own, in which what
heads a column stands before what the row says in it.

For those who listen it is the same table: heads are tagged where they stand first, and are artifacts after that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from lessonpack.tree.nodes import Cell, Row
from lessonpack.write.pdf.cells import Setting, band_strip, cell_strips, close_row, longest_word
from lessonpack.write.pdf.place import height_of
from lessonpack.write.pdf.strips import Keep, Mark, Strip, Words
from lessonpack.write.pdf.tags import ARTIFACT, Element
from lessonpack.write.pdf.texts import Frame, Spot, hold, hold_lines

_WIDEST_LABEL = 0.4
"""Share of the table's width that heads take at most beside what they head; wider ones stand above it."""

Halves = tuple[Frame, Frame]


def record_strips(setting: Setting, sections: tuple[Element, Element]) -> list[Strip]:
    """All records, each closed by a rule. The table has head rows, and the same number of cells in every row."""
    halves = _halves(setting)
    lines = [sections[0].child("TR") for _ in setting.table.head]
    strips: list[Strip] = []
    for row in setting.table.body:
        strips += _record(row, setting, sections[1].child("TR"), halves=halves, heads=lines)
        lines = []
    return strips


def _halves(setting: Setting) -> Halves | None:
    """The frames of heads and of what they head, side by side; None where one of them has no room for its words."""
    table, typography, frame = setting.table, setting.typography, setting.frame
    gap = typography.unit * 0.75
    label, _ = longest_word((cell for row in table.head for cell in row.cells), typography)
    value, _ = longest_word((cell for row in table.body for cell in row.cells), typography)
    if label > frame.width * _WIDEST_LABEL or label + gap + value > frame.width:
        return None
    width = min(max(label, frame.width * 0.3), frame.width - gap - value)
    return Frame(frame.left, frame.left + width), Frame(frame.left + width + gap, frame.right)


def _record(
    row: Row, setting: Setting, line: Element, *, halves: Halves | None, heads: Sequence[Element]
) -> list[Strip]:
    """One row; `heads` are the elements of the head rows the first time that these are shown, and else none."""
    strips: list[Strip] = []
    for column, cell in enumerate(row.cells):
        left, right = halves or (setting.frame, setting.frame)
        above = [one.cells[column] for one in setting.table.head]
        label = _label(above, setting, left, heads=heads)
        value = cell_strips(cell, setting, Spot(right, line), is_head=False)
        if halves:
            field = [band_strip(band, setting) for band in zip_longest(label, value)]
        else:
            hold([*label, *value[:1]], Keep.LINES)
            field = label + value
        if field and strips:
            field[0].space = setting.typography.unit * 0.25
            if column == 1:
                # What the record is about does not stay behind alone.
                strips[-1].keep = Keep.LINES
        strips += field
    if not strips:
        return []
    hold_lines(strips)
    if height_of(strips) <= 2 * setting.tallest:
        hold(strips, Keep.GROUP)
    close_row(strips, setting, is_head=False)
    return strips


def _label(cells: Sequence[Cell], setting: Setting, frame: Frame, *, heads: Sequence[Element]) -> list[Strip]:
    if heads:
        shown = zip(cells, heads, strict=True)
        return [s for cell, line in shown for s in cell_strips(cell, setting, Spot(frame, line), is_head=True)]
    nowhere = Element("TR")
    again = [s for cell in cells for s in cell_strips(cell, setting, Spot(frame, nowhere), is_head=True)]
    for strip in again:
        strip.marks = list(_untagged(strip.marks))
    return again


def _untagged(marks: Iterable[Mark]) -> Iterable[Mark]:
    """The words alone, as artifacts: what they mean is tagged where they stood first."""
    for mark in marks:
        if isinstance(mark, Words):
            segments = [
                (x, text, width, replace(span, element=ARTIFACT, href="")) for x, text, width, span in mark.segments
            ]
            yield Words(mark.baseline, segments)
