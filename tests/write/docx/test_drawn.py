"""What a teacher finds in charts, timelines, organisers, circles, cards and controls of a written file."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from lxml import etree

from lessonpack.diagnostics import LessonPackError
from lessonpack.tree.nodes import (
    AnswerSpace,
    Bar,
    Block,
    Callout,
    CalloutKind,
    Card,
    CardSheet,
    Cell,
    Chart,
    ChartKind,
    CheckList,
    Circles,
    Group,
    KeyFigure,
    ListItem,
    Row,
    Run,
    Table,
    WriteIn,
)
from lessonpack.tree.walk import plain
from tests.documents import (
    WORDS,
    card_sheet,
    chart,
    document,
    every_node,
    heading,
    organiser,
    para,
    timeline,
    words,
)
from tests.write.docx.opened import WP, C, Opened, R, W, chart_words, has, style_of, text_in, writer

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def sheet(opened: Opened, number: int = 1) -> list[list[str]]:
    """The rows of a chart's workbook, empty cells left out."""
    with zipfile.ZipFile(BytesIO(opened.contents[f"word/embeddings/workbook{number}.xlsx"])) as package:
        root = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    return [["".join(cell.itertext()) for cell in row] for row in root.iter(f"{S}row")]


def drawings(opened: Opened) -> list[Any]:
    return list(opened.body.iter(f"{WP}docPr"))


@pytest.mark.parametrize("kind", ChartKind)
def test_a_chart_shows_labels_and_values_as_they_are_printed(kind: ChartKind) -> None:
    shown = chart_words(Opened(document(chart(kind))).part("word/charts/chart1.xml"))
    assert shown == ["Forced labour", "690", "Sexual exploitation", "4,973", "Removal of organs", "3"]


def figures(opened: Opened) -> list[tuple[str, list[str]]]:
    """Style and words of whatever follows the chart: rows of a table, or paragraphs."""
    chart = next(p for p in opened.body.iter(f"{W}p") if style_of(p) == "Figure")
    rows = [row for table in chart.itersiblings(f"{W}tbl") for row in table.iter(f"{W}tr")]
    if rows:
        return [(style_of(next(row.iter(f"{W}p"))), [text_in(c) for c in row.iter(f"{W}tc")]) for row in rows]
    return [(style_of(p), [text_in(p)]) for p in chart.itersiblings(f"{W}p")]


@pytest.mark.parametrize("kind", ChartKind)
def test_below_a_chart_its_figures_stand_in_a_table_with_the_labels_as_its_head(kind: ChartKind) -> None:
    opened = Opened(document(chart(kind)))
    assert figures(opened)[:2] == [
        ("TableHeading", ["Forced labour", "Sexual exploitation", "Removal of organs"]),
        ("TableText", ["690", "4,973", "3"]),
    ]
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in opened.body.iter(f"{W}tr")] == [True, False]
    assert has(next(p for p in opened.paragraphs() if style_of(p) == "Figure"), "keepNext")
    assert [has(cell[-1], "keepNext") for cell in opened.body.iter(f"{W}tc")] == [True] * 3 + [False] * 3


def test_figures_without_room_beside_each_other_stand_below_each_other() -> None:
    bars = tuple(Bar(words(f"Label {n}"), words(str(n)), Decimal(n)) for n in range(7))
    shown = figures(Opened(document(Chart(ChartKind.BARS, words("Caption"), bars))))
    assert shown == [("Figures", [f"Label {n}\u2002{n}"]) for n in range(7)]


@pytest.mark.parametrize("in_box", [True, False])
def test_figures_in_a_box_or_a_cell_are_lines(in_box: bool) -> None:
    cell = Table((), (Row((Cell((para("Head"),)),)),), (Row((Cell((chart(),)),)),), (1.0,))
    opened = Opened(document(Callout(CalloutKind.NOTE, (), (chart(),)) if in_box else cell))
    found = [text_in(p) for p in opened.paragraphs() if style_of(p).endswith("Figures")]
    assert found == ["Forced labour\u2002690", "Sexual exploitation\u20024,973", "Removal of organs\u20023"]
    assert len(list(opened.body.iter(f"{W}tbl"))) == int(not in_box)


def test_a_chart_brings_the_workbook_that_its_references_name() -> None:
    opened = Opened(document(chart(), chart(ChartKind.PARTS)))
    caption = ["The parts of this figure"]
    assert sheet(opened)[:2] == [caption, ["Forced labour", "690", "690"]]
    assert sheet(opened, 2)[:3] == [caption, ["690", "Forced labour", "690"], ["4,973", "Sexual exploitation", "4973"]]
    named = [f.text for f in opened.part("word/charts/chart1.xml").iter(f"{C}f")]
    assert named == ["Sheet1!$B$1", "Sheet1!$A$2:$A$4", "Sheet1!$B$2:$B$4"]
    relations = {r.get("Id"): r.get("Target") for r in opened.part("word/charts/_rels/chart1.xml.rels")}
    external = opened.part("word/charts/chart1.xml").find(f"{C}externalData")
    assert relations[external.get(f"{R}id")] == "../embeddings/workbook1.xlsx"


def test_the_parts_of_a_whole_are_told_apart_without_colour() -> None:
    drawn = Opened(document(chart(ChartKind.PARTS))).part("word/charts/chart1.xml")
    assert drawn.find(f".//{C}grouping").get("val") == "percentStacked"
    fills = [etree.QName(ser.find(f"{C}spPr")[0]).localname for ser in drawn.iter(f"{C}ser")]
    assert fills == ["solidFill", "pattFill", "solidFill"]


def test_a_drawing_tells_what_it_shows_and_has_a_number_of_its_own() -> None:
    opened = Opened(document(chart(), Circles(words("Around me"), (words("Me"), words("Home")))))
    first, second = drawings(opened)
    assert first.get("descr") == (
        "The parts of this figure. Forced labour: 690; Sexual exploitation: 4,973; Removal of organs: 3"
    )
    assert (second.get("title"), second.get("descr")) == ("Around me", "Around me: Me, Home")
    everywhere = [e.get("id") for e in Opened(every_node()).body.iter() if etree.QName(e).localname.endswith("NvPr")]
    numbers = [e.get("id") for e in drawings(Opened(every_node()))] + [n for n in everywhere if n]
    assert len(set(numbers)) == len(numbers)


def test_a_long_description_ends_at_a_word_that_a_listener_can_bear() -> None:
    bars = tuple(Bar(words(f"A long label with the number {n}"), words(str(n)), Decimal(n)) for n in range(12))
    told = drawings(Opened(document(Chart(ChartKind.BARS, words("Caption"), bars))))[0].get("descr")
    assert len(told) <= 250
    assert told.endswith("number\u2026")


def test_a_control_character_in_a_chart_s_label_is_reported() -> None:
    bar = Bar((Run("a\x00b"),), words("1"), Decimal(1))
    with pytest.raises(LessonPackError, match=r"U\+0000"):
        writer().write(document(Chart(ChartKind.BARS, words("Caption"), (bar,))))


def test_a_chart_stays_with_its_caption() -> None:
    opened = Opened(document(chart()))
    assert has(opened.paragraph("The parts of this figure"), "keepNext")


def test_a_key_figure_is_one_paragraph_with_a_large_value() -> None:
    found = Opened(document(KeyFigure(words("5,605"), words("people")))).paragraphs()[-1]
    styles = [run.find(f"{W}rPr/{W}rStyle") for run in found.iter(f"{W}r")]
    assert (style_of(found), text_in(found)) == ("KeyFigure", "5,605\u2002people")
    assert [None if style is None else style.get(f"{W}val") for style in styles] == ["KeyValue", None, None]


def test_few_events_stand_below_their_times_as_heads_of_columns() -> None:
    found = next(Opened(document(timeline(2))).body.iter(f"{W}tbl"))
    assert found.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "LessonTimeline"
    assert found.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == "Sources in the order of time"
    rows = [[text_in(cell) for cell in row.iter(f"{W}tc")] for row in found.iter(f"{W}tr")]
    assert rows == [["2000", "2001"], ["Report 0 of the committee", "Report 1 of the committee"]]
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in found.iter(f"{W}tr")] == [True, False]


def test_many_events_and_those_with_words_too_long_stand_below_each_other() -> None:
    assert [style_of(p) for p in Opened(document(timeline(7))).paragraphs()[2:]] == ["TimelineEvent2"] * 7
    long = timeline(6)
    assert list(Opened(document(long)).body.iter(f"{W}tbl"))
    young = Opened(document(long, band="A"))
    assert not list(young.body.iter(f"{W}tbl"))


def test_an_organiser_has_a_strong_grid_and_dotted_guides_to_type_on() -> None:
    opened = Opened(document(organiser()))
    found = next(opened.body.iter(f"{W}tbl"))
    grid = opened.style("LessonOrganiser").find(f"{W}tblPr/{W}tblBorders")
    cell = list(found.iter(f"{W}tc"))[-1]
    assert {side.get(f"{W}sz") for side in grid} == {"8"}
    assert [style_of(p) for p in cell.iter(f"{W}p")] == ["WritingGuide"] * 4
    assert [a.get(f"{W}val") for a in cell.iter(f"{W}alias")] == ["Space to write, 4 lines"]
    assert opened.style("WritingGuide").find(f"{W}pPr/{W}pBdr/{W}bottom").get(f"{W}val") == "dotted"


def test_an_entry_to_tick_begins_with_a_box_that_bears_its_words() -> None:
    opened = Opened(document(CheckList((ListItem((para("I may pass."),)), ListItem((para(WORDS),))))))
    first, second = opened.paragraphs()[-2:]
    assert (style_of(first), text_in(first)) == ("CheckItem", "\u2610I may pass.")
    assert first.find(f".//{W14}checked").get(f"{W14}val") == "0"
    titles = [p.find(f".//{W}alias").get(f"{W}val") for p in (first, second)]
    assert titles == ["I may pass.", "People who plan a journey check the road, ask at home, and keep\u2026"]
    assert max(map(len, titles)) <= 64


@pytest.mark.parametrize(
    ("block", "title"),
    [
        (WriteIn((words("Name"),)), "Name"),
        (AnswerSpace(lines=2, label="Write"), "Write"),
        (Callout(CalloutKind.NOTE, (), (AnswerSpace(lines=2, label="Write"),)), "Write"),
    ],
)
def test_a_blank_can_be_typed_in_and_prints_nothing_meanwhile(block: Block, title: str) -> None:
    (control,) = Opened(document(block)).body.iter(f"{W}sdt")
    assert control.find(f"{W}sdtPr/{W}alias").get(f"{W}val") == title
    assert control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    assert control.find(f".//{W}rStyle").get(f"{W}val") == "PlaceholderText"
    assert text_in(control).strip() == ""


def test_the_head_of_a_source_has_badge_title_and_status_on_one_line_where_they_fit() -> None:
    def head(title: str) -> Any:
        source = Callout(CalloutKind.SOURCE, words(title), (para(),), badge=words("A"), status=words("2009"))
        return Opened(document(source)).paragraphs()[1]

    short, long = head("A report"), head("A report of a committee with a name that is as long as the line, or more")
    assert [style.get(f"{W}val") for style in short.iter(f"{W}rStyle")] == ["Badge"] * 3 + ["Status"]
    assert text_in(short) == "\u00a0A\u00a0\u2002A report2009"
    assert [len(list(p.iter(f"{W}{kind}"))) for p in (short, long) for kind in ("tab", "br")] == [1, 0, 0, 1]


def pages_of_cards(opened: Opened) -> list[list[list[str]]]:
    """The words of each card, by page and row, without the rows of scissors."""
    tables = opened.body.iter(f"{W}tbl")
    return [[[text_in(c) for c in row.iter(f"{W}tc")] for row in list(t.iter(f"{W}tr"))[1:]] for t in tables]


def cards(count: int, columns: int) -> CardSheet:
    return CardSheet(tuple(Card((para(f"F{n}"),), (para(f"B{n}"),)) for n in range(1, count + 1)), columns)


def test_backs_stand_on_the_next_page_in_mirrored_order() -> None:
    opened = Opened(document(cards(5, 3), para("After")))
    fronts, backs = pages_of_cards(opened)
    assert fronts == [["F1", "F2", "F3"], ["F4", "F5", ""]]
    assert backs == [["B3", "B2", "B1"], ["", "B5", "B4"]]
    broken = [text_in(p) for p in opened.paragraphs() if has(p, "pageBreakBefore")]
    assert broken == ["After"]


def section_types(opened: Opened) -> list[tuple[str, str]]:
    """Of each section the words of the paragraph that ends it, and how it begins."""
    sections = opened.body.iter(f"{W}sectPr")
    kinds = ((s.getparent().getparent(), s.find(f"{W}type")) for s in sections)
    return [(text_in(at) if at.tag == f"{W}p" else "", "" if k is None else k.get(f"{W}val")) for at, k in kinds]


def test_fronts_begin_on_the_front_of_a_sheet_and_the_page_stays_as_it_is() -> None:
    opened = Opened(document(para("Before"), cards(2, 2), para("Between"), cards(2, 2)))
    assert section_types(opened) == [
        ("Before", ""),
        ("", "oddPage"),
        ("Between", "evenPage"),
        ("", "oddPage"),
        ("", "evenPage"),
    ]
    looks = [[(child.tag, dict(child.attrib)) for child in s if child.tag != f"{W}type"] for s in (
        opened.body.iter(f"{W}sectPr"))]  # fmt: skip
    assert [look for look in looks if look != looks[0]] == []
    first = next(table for table in opened.body.iter(f"{W}tbl")).getprevious()
    assert not has(first, "pageBreakBefore")


def test_fronts_below_a_table_or_without_backs_need_no_more_than_they_must() -> None:
    below = Opened(document(Table((), (Row((Cell((para("Head"),)),)),), (), (1.0,)), cards(1, 2)))
    assert section_types(below) == [("", ""), ("", "oddPage"), ("", "evenPage")]
    alone = Opened(document(CardSheet((Card((para("F1"),), ()),), 2)))
    assert section_types(alone) == [("", "")]


@pytest.mark.parametrize(("columns", "rows"), [(1, 4), (2, 4), (3, 5), (4, 6)])
def test_a_page_holds_as_many_rows_of_cards_as_fit(columns: int, rows: int) -> None:
    pages = pages_of_cards(Opened(document(cards(columns * rows + 1, columns))))
    assert [len(page) for page in pages] == [rows, rows, 1, 1]
    assert pages[2][0][0] == f"F{columns * rows + 1}"
    assert pages[3][0][-1] == f"B{columns * rows + 1}"


def test_cards_without_backs_take_no_page_for_them_and_end_without_an_empty_one() -> None:
    opened = Opened(document(CardSheet((Card((para("F1"),), ()),), 2)))
    assert pages_of_cards(opened) == [[["F1", ""]]]
    assert [has(p, "pageBreakBefore") for p in opened.paragraphs()][-1] is False


def test_a_card_that_needs_more_makes_its_row_and_the_row_of_its_back_higher() -> None:
    sheet = CardSheet((Card((para("F1"),), (para(WORDS * 6),)), Card((para("F2"),), (para("B2"),))), 2)
    heights = [h.get(f"{W}val") for h in Opened(document(sheet)).body.iter(f"{W}trHeight")]
    assert len(set(heights)) == 1
    assert int(heights[0]) > 3402
    usual = [h.get(f"{W}val") for h in Opened(document(card_sheet(2))).body.iter(f"{W}trHeight")]
    assert usual == ["3402", "3402"]


def test_cards_and_timelines_in_a_cell_are_no_tables_in_a_table() -> None:
    cell = Cell((Group((heading("Cards", 3), cards(1, 2), timeline(2))),))
    opened = Opened(document(Table((), (Row((Cell((para("Head"),)),)),), (Row((cell,)),), (1.0,))))
    assert len(list(opened.body.iter(f"{W}tbl"))) == 1
    assert [text_in(opened.paragraph(side)) for side in ("F1", "B1")] == ["F1", "B1"]


def test_rings_are_named_in_the_drawing_from_the_innermost_out() -> None:
    opened = Opened(document(Circles(words("Around me"), (words("Me"), words("At home"), words("At school")))))
    names = [text_in(box) for box in opened.body.iter(f"{W}txbxContent")]
    assert names == ["Me", "At home", "At school"]
    assert {style_of(p) for box in opened.body.iter(f"{W}txbxContent") for p in box} == {"RingName"}


def test_captions_of_all_drawn_nodes_are_captions() -> None:
    opened = Opened(document(chart(), timeline(), timeline(8), organiser()))
    captions = [text_in(p) for p in opened.paragraphs() if style_of(p) == "Caption"]
    assert captions == [plain(block.caption) for block in (chart(), timeline(), timeline(8), organiser())]
