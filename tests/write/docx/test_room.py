"""What stands above a grid or circles, and in the margins of the page, takes room from them in Word files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lessonpack.tree.nodes import AnswerSpace, Block, Cell, Circles, Document, Furniture, PageBreak, Row, Table
from tests.documents import WORDS, document, heading, para, words
from tests.write.docx.opened import WP, Opened, W, style_of

GRID = Table(
    words("Write in the boxes"),
    (Row((Cell((para("Look at"),)), Cell((para("What happens"),)))),),
    tuple(Row((Cell((para(name),), is_header=True), Cell((AnswerSpace(lines=40),)))) for name in ("Sea", "Sky")),
    (1.0, 3.0),
    is_organiser=True,
)
CIRCLES = Circles(words("Write in the circles"), (words("Me"), words("Home")))
HELP_LINE = "Worried about yourself or a friend? Tell a grown-up you trust. Keep telling until somebody helps. " * 9


def guides(whole: Document) -> int:
    return sum(style_of(p) == "WritingGuide" for p in Opened(whole).paragraphs())


def widest(whole: Document) -> int:
    extent: Any = next(Opened(whole).body.iter(f"{WP}extent"))
    return int(extent.get("cx"))


@pytest.mark.parametrize("above", [(para(WORDS * 8),), (heading(WORDS, 2), para(WORDS * 4))])
def test_a_grid_has_fewer_lines_and_circles_are_smaller_below_more_words(above: tuple[Block, ...]) -> None:
    assert 0 < guides(document(*above, GRID)) < guides(document(para("Task"), GRID))
    assert widest(document(*above, CIRCLES)) < widest(document(para("Task"), CIRCLES))


def test_what_stands_on_the_page_before_takes_no_room() -> None:
    long, short = (document(para(text), PageBreak(), para("Task"), GRID) for text in (WORDS * 8, "Before"))
    assert guides(long) == guides(short) > guides(document(para("Task"), GRID))


def test_head_and_foot_that_are_taller_than_the_margins_take_room() -> None:
    plain = document(para("Task"), GRID)
    marked = replace(plain, furniture=Furniture(strip="Strip", draft_mark="DRAFT", help_line=HELP_LINE))
    assert guides(marked) < guides(plain)


def test_a_grid_keeps_two_lines_a_row_where_there_is_no_room() -> None:
    cells = list(Opened(document(para(WORDS * 60), GRID)).body.iter(f"{W}tc"))
    counts = [sum(style_of(p) == "WritingGuide" for p in cell.iter(f"{W}p")) for cell in cells]
    assert min(count for count in counts if count) >= 2
