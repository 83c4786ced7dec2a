"""What a teacher finds on opening a written file in Word."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import pytest

from lessonpack.diagnostics import LessonPackError, Span
from lessonpack.tree.nodes import (
    AnswerSpace,
    Block,
    Callout,
    CalloutKind,
    Cell,
    Group,
    Link,
    ListItem,
    OrderedList,
    Origin,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Row,
    Run,
    Table,
    WriteIn,
)
from lessonpack.write.docx.writer import DocxWriter
from tests.documents import bullets, document, every_node, heading, numbered, para, table, words
from tests.write.docx.opened import (
    ROOT,
    Opened,
    W,
    docx_text,
    has,
    number_of,
    standard_theme,
    style_of,
    text_in,
    tree_text,
    writer,
)

KITCHEN_SINKS = [every_node(), every_node(band="A"), every_node(kind="teacher")]


@pytest.mark.parametrize("whole", KITCHEN_SINKS, ids=lambda d: d.stem)
def test_the_file_says_what_the_tree_says_in_its_order(whole: Any) -> None:
    assert docx_text(Opened(whole)) == tree_text(whole)


@pytest.mark.parametrize("whole", KITCHEN_SINKS, ids=lambda d: d.stem)
def test_every_style_that_is_named_exists_and_is_made_once(whole: Any) -> None:
    opened = Opened(whole)
    sheet = opened.part("word/styles.xml")
    made = [style.get(f"{W}styleId") for style in sheet.iter(f"{W}style")]
    names = [name.get(f"{W}val").lower() for name in sheet.iter(f"{W}name")]
    kinds = ("pStyle", "rStyle", "tblStyle", "basedOn", "next")
    parts = [opened.part(name) for name in opened.contents if name.endswith(".xml")]
    named = {e.get(f"{W}val") for p in parts for kind in kinds for e in p.iter(f"{W}{kind}")}
    assert named <= set(made)
    assert len(set(made)) == len(made)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("whole", KITCHEN_SINKS, ids=lambda d: d.stem)
def test_nothing_is_formatted_by_hand(whole: Any) -> None:
    opened = Opened(whole)
    switches = {"pStyle", "numPr", "keepNext", "keepLines", "pageBreakBefore", "sectPr"}
    for part in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        root = opened.part(part)
        paragraphs = {child.tag.removeprefix(W) for p in root.iter(f"{W}pPr") for child in p}
        runs = {child.tag.removeprefix(W) for r in root.iter(f"{W}rPr") for child in r}
        assert paragraphs <= switches
        assert runs <= {"rStyle", "lang", "rtl"}


def test_python_docx_opens_the_file_and_knows_who_made_it_and_when() -> None:
    opened = docx.Document(BytesIO(writer().write(every_node()).data))
    core = opened.core_properties
    assert (core.title, core.language, core.author) == ("Staying safe, pack 3", "en", "Lesson pack authors")
    assert core.created is not None
    assert core.created.date().isoformat() == "2026-11-01"
    assert opened.paragraphs[0].style is not None
    assert opened.paragraphs[0].style.name == "Heading 1"


def test_the_package_holds_no_leftovers_of_the_library_s_template() -> None:
    assert sorted(Opened(every_node()).contents) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        *(f"word/charts/_rels/chart{n}.xml.rels" for n in (1, 2, 3)),
        *(f"word/charts/chart{n}.xml" for n in (1, 2, 3)),
        "word/document.xml",
        *(f"word/embeddings/workbook{n}.xlsx" for n in (1, 2, 3)),
        "word/footer1.xml",
        "word/header1.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]


def test_the_content_types_come_first_and_every_date_is_the_same() -> None:
    with zipfile.ZipFile(BytesIO(writer().write(every_node()).data)) as package:
        entries = package.infolist()
        assert package.testzip() is None
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_document_gives_the_same_bytes_in_any_process() -> None:
    script = (
        "import hashlib; from tests.documents import every_node; from tests.write.docx.opened import writer;"
        "print(hashlib.sha256(writer().write(every_node()).data).hexdigest())"
    )
    digests = set()
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "1" else "UTC"}
        ran = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        digests.add(ran.stdout)
    assert len(digests) == 1


def test_a_writer_that_wrote_other_documents_writes_the_same_bytes_as_a_new_one() -> None:
    used, new = writer(), DocxWriter(standard_theme())
    for whole in KITCHEN_SINKS:
        used.write(whole)
    assert used.write(every_node()).data == new.write(every_node()).data


def test_every_numbered_list_counts_from_its_own_start() -> None:
    opened = Opened(document(numbered("One", "Two"), numbered("Seven", start=7)))
    first, second = (number_of(opened.paragraph(text)) for text in ("One", "Seven"))
    assert first == number_of(opened.paragraph("Two"))
    starts = {
        int(num.get(f"{W}numId")): override.get(f"{W}val")
        for num in opened.part("word/numbering.xml").iter(f"{W}num")
        for override in num.iter(f"{W}startOverride")
    }
    assert (starts[first], starts[second]) == ("1", "7")


def test_a_list_in_a_list_has_its_own_numbers_and_a_paragraph_after_it_has_none() -> None:
    item = ListItem((para("Outer"), numbered("Inner"), para("Outer again")))
    opened = Opened(document(OrderedList((item,))))
    outer, inner, again = (opened.paragraph(text) for text in ("Outer", "Inner", "Outer again"))
    assert [style_of(p) for p in (outer, inner, again)] == ["ListNumber", "ListNumber2", "ListContinue"]
    assert number_of(outer) != number_of(inner)
    assert number_of(again) == 0


def test_a_numbered_line_to_write_on_bears_the_number_itself() -> None:
    opened = Opened(document(OrderedList((ListItem((AnswerSpace(lines=1),)),))))
    line = opened.paragraphs()[-1]
    assert style_of(line) == "AnswerLine"
    assert number_of(line) > 0


def test_a_link_leads_to_its_address_once_however_often_it_stands() -> None:
    link = Paragraph((Link("https://example.org/?a=1&b=2", words("help")),))
    opened = Opened(document(link, link))
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    used = {h.get(key) for h in opened.body.iter(f"{W}hyperlink")}
    targets = {r.get("Id"): r.get("Target") for r in opened.part("word/_rels/document.xml.rels")}
    assert [targets[identifier] for identifier in used] == ["https://example.org/?a=1&b=2"]


def test_an_answer_space_has_its_lines_and_a_label_that_can_be_heard() -> None:
    opened = Opened(document(para("Why?"), AnswerSpace(lines=3, label="Space to write, {lines} lines")))
    control = next(opened.body.iter(f"{W}sdt"))
    assert control.find(f"{W}sdtPr/{W}alias").get(f"{W}val") == "Space to write, 3 lines"
    assert style_of(control.getparent()) == "AnswerLine"
    assert [style_of(p) for p in opened.paragraphs()[-3:]] == ["AnswerLine"] * 3


def test_the_expected_words_give_the_lines_by_the_handwriting_of_the_band() -> None:
    spaces = {
        band: [style_of(p) for p in Opened(document(AnswerSpace(words=40), band=band)).paragraphs()].count("AnswerLine")
        for band in ("A", "D")
    }
    assert spaces == {"A": 4, "D": 3}


def test_a_question_is_never_parted_from_its_lines() -> None:
    opened = Opened(document(para("Why?"), AnswerSpace(lines=2)))
    question, first, last = opened.paragraphs()[-3:]
    assert [has(p, "keepNext") for p in (question, first, last)] == [True, True, False]


def test_a_group_stays_together_and_lets_go_of_what_follows() -> None:
    opened = Opened(document(Group((para("One"), para("Two"))), para("Three")))
    assert [has(opened.paragraph(t), "keepNext") for t in ("One", "Two", "Three")] == [True, False, False]


def test_a_question_in_a_list_stays_with_the_control_to_write_in() -> None:
    item = ListItem((para("Why?"), para("Two lines.", ParagraphKind.SMALL), AnswerSpace(lines=2, label="Write")))
    opened = Opened(document(OrderedList((item,))))
    assert [child.tag for child in opened.body[1:5]] == [f"{W}p"] * 4
    assert [has(p, "keepNext") for p in opened.paragraphs()[-4:]] == [True, True, True, False]


def test_a_label_and_small_print_below_a_heading_stay_with_what_follows() -> None:
    opened = Opened(
        document(
            heading("Task"),
            para("Alone", ParagraphKind.LABEL),
            para("You need: a pen", ParagraphKind.SMALL),
            para("Text."),
            para("Small print", ParagraphKind.SMALL),
        )
    )
    assert opened.style("Label").find(f"{W}pPr/{W}keepNext") is not None
    kept = [has(opened.paragraph(text), "keepNext") for text in ("You need: a pen", "Text.", "Small print")]
    assert kept == [True, False, False]


def test_a_question_in_a_list_stays_with_its_label_and_with_the_answer_s_title() -> None:
    answer = Callout(CalloutKind.TEACHER, words("Answer"), (para("Because."),))
    item = ListItem((para("Why?"), para("Explain", ParagraphKind.LABEL), answer))
    opened = Opened(document(OrderedList((item,))))
    assert has(opened.paragraph("Why?"), "keepNext")
    for style in ("BoxTitle", "Label"):
        assert opened.style(style).find(f"{W}pPr/{W}keepNext") is not None


def test_a_label_that_ends_an_item_lets_go_of_the_next() -> None:
    """Else a question without lines keeps the help box to itself, and the two are more than a page."""
    label, answer = para("Explain", ParagraphKind.LABEL), Callout(CalloutKind.TEACHER, words("Answer"), (para("So."),))
    rest: tuple[tuple[Block, ...], ...] = ((), (AnswerSpace(lines=2),), (answer,), ())
    items = tuple(ListItem((para("Why?"), label, *blocks)) for blocks in rest)
    opened = Opened(document(OrderedList(items), para("After.")))
    kept = [p.find(f"{W}pPr/{W}keepNext") for p in opened.paragraphs() if style_of(p).startswith("Label")]
    assert [switch is not None and switch.get(f"{W}val") == "0" for switch in kept] == [True, False, False, True]


def test_a_box_that_ends_with_a_label_and_small_print_lets_go_of_the_next() -> None:
    end = (para("For you", ParagraphKind.LABEL), para("Take care.", ParagraphKind.SMALL))
    box = Callout(CalloutKind.SOURCE, words("Source"), end)
    opened = Opened(document(box, box))
    assert [has(p, "keepNext") for p in opened.paragraphs()[1:]] == [True, True, False] * 2


@pytest.mark.parametrize("kind", CalloutKind)
@pytest.mark.parametrize(("count", "is_whole"), [(7, True), (8, False)])
def test_a_short_box_is_not_split_and_a_long_one_may_be(kind: CalloutKind, count: int, is_whole: bool) -> None:
    opened = Opened(document(Callout(kind, words("Title"), (para("Text."),) * count), para("After")))
    *inner, last = opened.paragraphs()[1:-1]
    assert all(has(p, "keepNext") and has(p, "keepLines") for p in inner) is is_whole
    assert (has(last, "keepNext"), has(last, "keepLines")) == (False, is_whole)


@pytest.mark.parametrize(
    ("count", "tied"), [(8, [True] * 8 + [False]), (9, [True, True] + [False] * 6 + [True, False])]
)
def test_a_short_table_stays_in_one_piece_and_a_long_one_keeps_its_head_and_no_row_alone(
    count: int, tied: list[bool]
) -> None:
    rows = Opened(document(table(count))).body.iter(f"{W}tr")
    assert [all(has(p, "keepNext") for p in row.iter(f"{W}p")) for row in rows] == tied


def test_a_table_of_few_rows_that_fill_a_page_may_part_between_them() -> None:
    row = Row((Cell((para("word " * 60),)),))
    rows = Opened(document(Table((), (Row((Cell((para("Head"),)),)),), (row,) * 8, (1.0,)))).body.iter(f"{W}tr")
    assert [has(next(row.iter(f"{W}p")), "keepNext") for row in rows] == [True, True] + [False] * 5 + [True, False]


def test_a_telephone_number_is_not_broken_at_its_hyphens() -> None:
    found = Opened(document(para("Call 8-801-100-8-801, a well-known number"))).paragraphs()[-1]
    assert text_in(found) == "Call 8-801-100-8-801, a well-known number"
    assert len(list(found.iter(f"{W}noBreakHyphen"))) == 4


def test_a_page_break_moves_the_next_paragraph_and_adds_none() -> None:
    opened = Opened(document(para("Before"), PageBreak(), heading("After")))
    assert has(opened.paragraph("After"), "pageBreakBefore")
    assert len(opened.paragraphs()) == 3


def test_two_boxes_of_a_kind_that_touch_do_not_melt_into_one() -> None:
    box = Callout(CalloutKind.NOTE, words("Remember"), (para("Text."),))
    opened = Opened(document(box, box))
    first, second = (opened.style(style_of(p)) for p in opened.paragraphs() if text_in(p) == "Text.")
    for wanted in ("shd", "ind"):
        assert dict(first.find(f"{W}pPr/{W}{wanted}").attrib) != dict(second.find(f"{W}pPr/{W}{wanted}").attrib)


def test_all_paragraphs_of_a_box_have_the_same_borders_and_start_at_the_same_edge() -> None:
    blocks = (para("a"), bullets("b"), numbered("c"), AnswerSpace(lines=1), WriteIn((words("d"),)))
    opened = Opened(document(Callout(CalloutKind.SOURCE, words("Source"), blocks)))
    styles = [opened.style(style_of(p)) for p in opened.paragraphs()[1:]]
    borders = {tuple(tuple(sorted(s.attrib.items())) for s in style.find(f"{W}pPr/{W}pBdr")) for style in styles}
    indents = [style.find(f"{W}pPr/{W}ind") for style in styles]
    edges = {int(i.get(f"{W}left")) - int(i.get(f"{W}hanging", "0")) for i in indents}
    assert len(borders) == 1
    assert edges == {220}


def test_a_table_tells_its_title_repeats_its_head_and_fills_the_frame() -> None:
    opened = Opened(document(table(2)))
    found = next(opened.body.iter(f"{W}tbl"))
    grid = [int(column.get(f"{W}w")) for column in found.iter(f"{W}gridCol")]
    assert found.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == "Figures from three places"
    assert found.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val") == "Country, Year, What is counted"
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in found.iter(f"{W}tr")] == [True, False, False]
    assert grid == [2754, 1377, 5507]
    assert style_of(opened.paragraph("Figures from three places")) == "Caption"


def test_two_tables_without_captions_stay_two() -> None:
    bare: Table = replace(table(1), caption=())
    body = Opened(document(bare, bare)).body
    assert [child.tag.removeprefix(W) for child in body] == ["p", "tbl", "p", "tbl", "p", "sectPr"]


def test_a_box_in_a_cell_gives_up_its_frame_and_the_cell_ends_with_a_paragraph() -> None:
    box = Callout(CalloutKind.NOTE, words("Remember"), (para("Text."), AnswerSpace(lines=1, label="Write")))
    one: Table = replace(table(1), body=(Row(tuple(Cell((box,)) for _ in range(3))),))
    last = list(Opened(document(one)).body.iter(f"{W}tc"))[-1]
    assert [style_of(p) for p in last.findall(f"{W}p")] == ["TableHeading", "TableText", "CellAnswerLine"]
    assert last[-1].tag == f"{W}p"


def test_the_foot_counts_pages_and_the_head_warns() -> None:
    opened = Opened(every_node(kind="teacher"))
    codes = [code.text.strip() for code in opened.part("word/footer1.xml").iter(f"{W}instrText")]
    heads = [(style_of(p), text_in(p)) for p in opened.part("word/header1.xml")]
    assert codes == ["PAGE", "NUMPAGES"]
    assert heads == [("Strip", "TEACHER COPY - do not hand out"), ("DraftMark", "DRAFT")]


@pytest.mark.parametrize(("paper", "size"), [("a4", ("11906", "16838")), ("letter", ("12240", "15840"))])
def test_the_paper_is_the_theme_s(paper: Any, size: tuple[str, str]) -> None:
    written = DocxWriter(standard_theme().on(paper)).write(document()).data
    section = docx.Document(BytesIO(written)).sections[0]._sectPr.find(f"{W}pgSz")
    assert (section.get(f"{W}w"), section.get(f"{W}h")) == size


def test_all_control_characters_are_reported_at_once_each_at_its_place() -> None:
    faults = tuple(
        Paragraph((Run(f"a{c}b", Origin("i", Span("m.yaml", n, 3))),)) for n, c in ((4, "\x00"), (9, "\x1b"))
    )
    with pytest.raises(LessonPackError) as caught:
        writer().write(document(*faults))
    found = [(d.code, d.span, d.message.split(",")[0]) for d in caught.value.diagnostics]
    assert found == [
        ("text/control-character", Span("m.yaml", 4, 3), "the text has the control character U+0000"),
        ("text/control-character", Span("m.yaml", 9, 3), "the text has the control character U+001B"),
    ]
