"""Tables in Word files, made without a measure of words: widths by a guess, records where there is no room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lessonpack.tree.nodes import Cell, Row, Table
from lessonpack.write.docx.table import fitted, records
from tests.documents import document, para, words
from tests.write.docx.opened import Opened, W


def a_table(*texts: str, shares: tuple[float, ...]) -> Table:
    heads = Row(tuple(Cell((para(f"Head {n}"),), is_header=True) for n in range(len(texts))))
    body = Row(tuple(Cell((para(text),)) for text in texts))
    return Table(words("A table"), (heads,), (body, body), shares)


def test_columns_keep_their_shares_where_all_words_fit() -> None:
    assert fitted(a_table("one", "two", shares=(1.0, 3.0)), 8000, 11) == (2000, 6000)


def test_a_column_is_made_as_wide_as_its_longest_word() -> None:
    columns = fitted(a_table("responsibilities", "two", shares=(1.0, 9.0)), 8000, 11)
    assert columns is not None
    assert sum(columns) == 8000
    assert columns[0] >= 16 * 11 * 20 * 0.5


def test_a_head_has_room_for_its_word_in_bold() -> None:
    heads = Row((Cell((para("Responsibilities"),), is_header=True), Cell((para("two"),), is_header=True)))
    body = Row((Cell((para("one"),)), Cell((para("two"),))))
    bold = fitted(Table((), (heads,), (body,), (1.0, 9.0)), 8000, 11)
    plain = fitted(Table((), (), (heads, body), (1.0, 9.0)), 8000, 11)
    light = fitted(a_table("Responsibilities", "two", shares=(1.0, 9.0)), 8000, 11)
    assert bold is not None
    assert light is not None
    assert bold == plain
    assert bold[0] > light[0]
    assert bold[0] >= 16 * 11 * 20 * 0.6


@pytest.mark.parametrize(("size", "fits"), [(11, True), (18, False)])
def test_columns_that_large_print_has_no_room_for_are_told(size: float, fits: bool) -> None:
    table = a_table("childhelplineinternational.org", "(unverified)", "organisations", shares=(1.0, 1.0, 1.0))
    assert (fitted(table, 9600, size) is not None) is fits


def test_records_name_each_head_before_what_the_row_says() -> None:
    first, second = records(a_table("one", "two", shares=(1.0, 1.0)))
    assert (first.caption, second.caption) == (words("A table"), ())
    assert [[cell.blocks for cell in row.cells] for row in (*second.head, *second.body)] == [
        [(para("Head 0"),), (para("one"),)],
        [(para("Head 1"),), (para("two"),)],
    ]


def test_records_are_written_as_tables_of_two_columns_apart_from_each_other() -> None:
    wide = a_table(*["Verantwortungsbewusstsein"] * 5, shares=(1.0,) * 5)
    body = Opened(document(wide)).part("word/document.xml")[0]
    tables = [child for child in body if child.tag == f"{W}tbl"]
    assert [len(table.findall(f"{W}tblGrid/{W}gridCol")) for table in tables] == [2, 2]
    # Word makes one table of two that touch.
    assert tables[0].getnext().tag == f"{W}p"


def test_a_row_that_no_page_can_hold_may_part() -> None:
    table = a_table("one", "word " * 900, shares=(1.0, 1.0))
    short = replace(table, body=(replace(table.body[0], cells=(Cell((para("one"),)),) * 2),))
    assert keeps(table) == [True, False, False]
    assert keeps(short) == [True, True]


def keeps(table: Table) -> list[bool]:
    """For each row whether Word may not divide it."""
    rows = Opened(document(table)).part("word/document.xml").iter(f"{W}tr")
    return [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows]
