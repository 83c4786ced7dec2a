"""Where blocks stand: nothing outside the frame, nothing alone that belongs together."""

from __future__ import annotations

from collections import defaultdict

import pytest

from lessonpack.diagnostics import LessonPackError
from lessonpack.theme.tokens import POINTS_PER_MM
from lessonpack.tree.nodes import (
    AnswerSpace,
    Block,
    Callout,
    CalloutKind,
    Cell,
    DefinitionEntry,
    DefinitionList,
    Document,
    Group,
    Heading,
    HelpBox,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Row,
    Table,
)
from lessonpack.write.pdf.layout import Layout
from lessonpack.write.pdf.strips import Look, Path
from lessonpack.write.pdf.writer import PdfWriter
from tests.documents import WORDS, document, heading, para, table, words
from tests.pages import fullness
from tests.write.pdf.reading import spoken, structure
from tests.write.pdf.treetext import tree_text


def lines_by_page(layout: Layout, block: Block) -> list[int]:
    """How many strips of the block stand on each page that has any."""
    counts = [sum(placed.block is block for placed in page.placed) for page in layout.pages]
    return [count for count in counts if count]


def pages_of(layout: Layout, block: Block) -> list[int]:
    return [n for n, page in enumerate(layout.pages, 1) if any(placed.block is block for placed in page.placed)]


def filler(lines: int) -> list[Paragraph]:
    return [para(f"Line {n}") for n in range(lines)]


def check_frame(layout: Layout) -> None:
    frame = layout.geometry
    for page in layout.pages:
        y = frame.top
        for placed in sorted((*page.placed, *page.repeated), key=lambda p: p.top):
            assert placed.top >= y - 0.01, f"{placed.block!r} stands on what is above it"
            y = placed.bottom
        assert y <= frame.bottom + 0.02, "something stands below the bottom margin"
        for edging in page.edgings:
            assert edging.y + edging.height <= frame.bottom + 0.02


@pytest.mark.parametrize("count", range(20, 40))
def test_a_paragraph_leaves_no_line_alone(writer: PdfWriter, count: int) -> None:
    long = para(" ".join([WORDS] * 6))
    layout = writer.layout(document(*filler(count), long))
    assert all(lines >= 2 for lines in lines_by_page(layout, long))
    check_frame(layout)


@pytest.mark.parametrize("count", range(20, 40))
def test_a_heading_is_never_last_on_a_page(writer: PdfWriter, count: int) -> None:
    layout = writer.layout(document(*filler(count), heading("Next part"), para(), *filler(3)))
    for page in layout.pages:
        assert not isinstance(page.placed[-1].block, Heading)


@pytest.mark.parametrize("count", range(18, 36))
def test_a_question_is_never_parted_from_its_lines(writer: PdfWriter, count: int) -> None:
    prompt, label, room = para("Who could help?"), para("Explain", ParagraphKind.LABEL), AnswerSpace(lines=4)
    layout = writer.layout(document(*filler(count), prompt, label, room))
    assert pages_of(layout, prompt) == pages_of(layout, label) == pages_of(layout, room)


@pytest.mark.parametrize("count", range(10, 36, 2))
def test_a_help_box_never_splits(writer: PdfWriter, count: int) -> None:
    inside = [para(f"Service {n} - 116 111 - day and night - free") for n in range(8)]
    layout = writer.layout(document(*filler(count), HelpBox(words("Where to find help"), tuple(inside))))
    assert len({tuple(pages_of(layout, block)) for block in inside}) == 1
    boxes = [edging for page in layout.pages for edging in page.edgings if edging.box.look is Look.DOUBLE_FRAME]
    assert len(boxes) == 1


def test_a_group_stays_together_and_leaves_the_page_rather_than_split(writer: PdfWriter) -> None:
    inside = filler(12)
    layout = writer.layout(document(*filler(20), Group(tuple(inside))))
    assert {tuple(pages_of(layout, block)) for block in inside} == {(2,)}


def test_a_group_longer_than_a_page_begins_where_it_stands_and_goes_on(writer: PdfWriter) -> None:
    inside = filler(60)
    layout = writer.layout(document(*filler(10), Group(tuple(inside))))
    assert pages_of(layout, inside[0]) == [1]
    assert pages_of(layout, inside[-1]) == [len(layout.pages)]
    check_frame(layout)


def test_a_definition_stays_with_its_term(writer: PdfWriter) -> None:
    meaning = para(" ".join([WORDS] * 3))
    entries = DefinitionList((DefinitionEntry(words("consent"), (meaning,)),))
    for count in range(24, 34):
        layout = writer.layout(document(*filler(count), entries))
        assert pages_of(layout, meaning) == pages_of(layout, entries)


def test_a_long_callout_is_boxed_on_every_page_without_slivers(writer: PdfWriter) -> None:
    callout = Callout(CalloutKind.NOTE, words("Remember"), tuple(para(WORDS * n) for n in (9, 1, 12, 1, 20, 2)))
    for count in range(15, 33):
        layout = writer.layout(document(*filler(count), callout))
        sizes: dict[int, int] = defaultdict(int)
        for number, page in enumerate(layout.pages):
            sizes[number] += sum(callout in [box.block for box in placed.strip.boxes] for placed in page.placed)
        reached = [size for size in sizes.values() if size]
        assert min(reached) >= 2
        boxes = [edging for page in layout.pages for edging in page.edgings]
        assert len(boxes) == len(reached)
        check_frame(layout)


def test_the_head_of_a_table_comes_again_and_never_stands_alone(writer: PdfWriter) -> None:
    long = table(12)
    for count in range(18, 34):
        layout = writer.layout(document(*filler(count), heading("Figures"), long))
        shown = [page for page in layout.pages if any(placed.block is long for placed in page.placed)]
        # Caption, head and first row are on one page; later pages begin with the head.
        assert sum(placed.block is long for placed in shown[0].placed) >= 3
        assert [len(page.repeated) for page in shown] == [0, *[1] * (len(shown) - 1)]
        check_frame(layout)


def test_a_row_taller_than_a_page_is_divided_between_its_lines(writer: PdfWriter) -> None:
    cells = (Cell((para("Place"),), is_header=True), Cell((para(" ".join([WORDS] * 80)), para("The end."))))
    whole = document(Table(words("One row"), (), (Row(cells),), (1.0, 3.0)))
    layout = writer.layout(whole)
    assert len(layout.pages) == 4
    check_frame(layout)
    assert spoken(structure(writer.write(whole).data)) == tree_text(whole)


def test_no_column_is_narrower_than_its_longest_word(writer: PdfWriter) -> None:
    cells = (Cell((para("internationally-recognised responsibilities"),)), Cell((para(WORDS),)))
    layout = writer.layout(document(Table((), (), (Row(cells),), (1.0, 9.0))))
    words_shown = [
        text.strip()
        for placed in layout.pages[0].placed
        for mark in placed.strip.marks
        for _, text, _, _ in getattr(mark, "segments", [])
    ]
    assert "responsibilities" in words_shown


def test_a_table_too_wide_for_the_page_is_refused_at_its_place(writer: PdfWriter) -> None:
    cells = tuple(Cell((para("Verantwortungsbewusstsein"),)) for _ in range(8))
    with pytest.raises(LessonPackError) as caught:
        writer.write(document(Table((), (), (Row(cells),), (1.0,) * 8)))
    (finding,) = caught.value.diagnostics
    assert finding.code == "layout/column-too-narrow"
    assert "Verantwortungsbewusstsein" in finding.hint


def test_a_word_wider_than_the_page_is_broken_and_stays_whole_for_the_ear(writer: PdfWriter) -> None:
    long = "https://example.org/" + "abcdefghij" * 30
    whole = document(para(f"See {long} for more."))
    layout = writer.layout(whole)
    for placed in layout.pages[0].placed:
        for mark in placed.strip.marks:
            for x, _, width, _ in getattr(mark, "segments", []):
                assert x + width <= layout.geometry.right + 0.01
    assert spoken(structure(writer.write(whole).data)) == tree_text(whole)


def test_answer_lines_stand_on_the_pitch_of_the_band(writer: PdfWriter) -> None:
    layout = writer.layout(document(AnswerSpace(lines=3, label="{lines}"), band="A"))
    (strip,) = [p.strip for p in layout.pages[0].placed if isinstance(p.block, AnswerSpace)]
    ys = [mark.extent[2] for mark in strip.marks if isinstance(mark, Path)]
    assert ys == pytest.approx([10 * n * POINTS_PER_MM for n in (1, 2, 3)])


def test_a_page_break_begins_a_page(writer: PdfWriter) -> None:
    after = para("After")
    layout = writer.layout(document(para("Before"), PageBreak(), after))
    assert pages_of(layout, after) == [2]


def test_a_document_without_blocks_has_one_page(writer: PdfWriter) -> None:
    empty = document()
    empty = Document(empty.meta, empty.furniture, (), "empty")
    assert writer.write(empty).pages == 1


def a_wide_table(rows: int = 3) -> Table:
    """Heads and words that have no room beside each other."""
    heads = tuple(Cell((para(f"Verantwortungsbewusstsein {n}"),), is_header=True) for n in range(5))
    body = tuple(
        Row((Cell((para(f"Kind {n}"),), is_header=True), *(Cell((para(f"{n}.{i}"),)) for i in range(4))))
        for n in range(rows)
    )
    return Table(words("Five columns"), (Row(heads),), body, (1.0,) * 5)


def test_columns_without_room_beside_each_other_become_records_and_stay_a_table_for_the_ear(writer: PdfWriter) -> None:
    whole = document(heading("Table"), a_wide_table())
    layout = writer.layout(whole)
    shown = [
        text.strip()
        for placed in layout.pages[0].placed
        for mark in placed.strip.marks
        for _, text, _, _ in getattr(mark, "segments", [])
    ]
    assert shown.count("Verantwortungsbewusstsein") == 3 * 5
    tree = structure(writer.write(whole).data)
    assert spoken(tree) == tree_text(whole)
    assert spoken(tree).count("Verantwortungsbewusstsein 2") == 1
    check_frame(layout)


@pytest.mark.parametrize("count", range(0, 34, 3))
def test_a_record_is_not_parted_while_a_page_can_hold_it(writer: PdfWriter, count: int) -> None:
    layout = writer.layout(document(*filler(count), a_wide_table(9)))
    for page in layout.pages:
        labels = [
            text
            for placed in page.placed
            for mark in placed.strip.marks
            for _, text, _, _ in getattr(mark, "segments", [])
            if text.startswith("Verantwortungsbewusstsein")
        ]
        assert len(labels) % 5 == 0
    check_frame(layout)


def grid(rows: int) -> Table:
    """A grid with more lines than any page has room for."""
    space = Cell((AnswerSpace(lines=60, label="Space to write, {lines} lines"),))
    head = Row(tuple(Cell((para(name),), is_header=True) for name in ("It can be checked", "It is an opinion")))
    return Table(words("Write in the boxes"), (head,), (Row((space, space)),) * rows, (1.0, 1.0), is_organiser=True)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("above", [1, 8])
def test_a_grid_fills_the_page_that_it_begins(writer: PdfWriter, rows: int, above: int) -> None:
    table = grid(rows)
    layout = writer.layout(document(para(), PageBreak(), heading("Facts"), *filler(above), table))
    assert pages_of(layout, table) == [2]
    assert len(layout.pages) == 2
    assert 0.9 < fullness(layout.pages[1], layout) <= 1.0
    check_frame(layout)


def test_a_grid_that_would_have_too_little_room_begins_a_page(writer: PdfWriter) -> None:
    table = grid(3)
    layout = writer.layout(document(*filler(16), table))
    assert pages_of(layout, table) == [2]
    # What is left would not be one more line for each row.
    assert fullness(layout.pages[1], layout) > 0.85
    check_frame(layout)


def test_a_help_box_is_set_tighter_rather_than_split(writer: PdfWriter) -> None:
    def pages(lines: int) -> int:
        box = HelpBox(words("Where to find help"), tuple(filler(lines)))
        layout = writer.layout(document(box))
        check_frame(layout)
        return sum(any(placed.strip.boxes for placed in page.placed) for page in layout.pages)

    # With the usual spaces a page holds 26 lines.
    assert [pages(lines) for lines in (20, 30, 60)] == [1, 1, 3]
