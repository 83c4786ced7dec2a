"""What the file says of itself, what it lets a browser do, and how words and room to write become markup."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from lessonpack.diagnostics import LessonPackError
from lessonpack.tree.nodes import (
    AnswerSpace,
    Bar,
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Card,
    CardSheet,
    Cell,
    Chart,
    ChartKind,
    Circles,
    Document,
    Emphasis,
    Foreign,
    Furniture,
    Group,
    HelpBox,
    Link,
    ListItem,
    PageBreak,
    Paragraph,
    Row,
    Strong,
    Table,
)
from lessonpack.write.html.writer import HtmlWriter
from tests.documents import card_sheet, chart, document, every_node, heading, para, table, timeline, words
from tests.write.docx.opened import standard_theme
from tests.write.html.opened import as_html, faults, html_lines, tree_lines, written


def root_of(*blocks: Block, **document_options: Any) -> Any:
    return as_html(written(document(*blocks, **document_options)))


def main_of(*blocks: Block) -> str:
    text = written(document(*blocks)).decode()
    return text[text.index("<main>") : text.index("</main>")]


def with_furniture(furniture: Furniture) -> str:
    return written(replace(document(para()), furniture=furniture)).decode()


def sheet_of(whole: Document) -> str:
    return str(as_html(written(whole)).findtext("head/style"))


# ---- the whole file --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["student", "teacher"])
def test_a_document_of_every_node_has_no_fault_and_says_what_the_tree_says(kind: str) -> None:
    whole = every_node(kind=kind)
    assert faults(written(whole)) == []
    assert html_lines(written(whole)) == tree_lines(whole)


def test_the_policy_allows_the_one_sheet_and_nothing_else() -> None:
    root = as_html(written(every_node()))
    (style,) = root.iter("style")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == (f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'")


def test_the_file_names_nothing_to_load() -> None:
    text = written(every_node(kind="teacher")).decode()
    assert re.findall(r"url\(|@import|src=|<link|<script|<!--", text) == []
    assert set(re.findall(r'https?://[^"]*', text)) == {"https://example.org/help"}


def test_the_head_says_title_language_author_and_the_contents_own_day() -> None:
    root = root_of(para(), language="lv")
    said = {meta.get("name"): meta.get("content") for meta in root.iter("meta")}
    assert (root.get("lang"), root.findtext("head/title")) == ("lv", "Staying safe, pack 3")
    assert (said["author"], said["dcterms.date"], said["referrer"]) == (
        "Lesson pack authors",
        "2026-11-01",
        "no-referrer",
    )


def test_a_language_written_from_right_to_left_turns_the_page_and_only_then() -> None:
    assert root_of(para(), language="he").get("dir") == "rtl"
    assert root_of(para(), language="en").get("dir") is None


def test_words_in_another_language_say_so_and_turn_where_they_run_the_other_way() -> None:
    foreign = (Foreign("ar", words("كلمة")), Foreign("ru", words("слово")))
    (arabic, russian) = root_of(Paragraph(foreign)).xpath("//main//span")
    assert (dict(arabic.attrib), dict(russian.attrib)) == ({"lang": "ar", "dir": "rtl"}, {"lang": "ru"})
    (english,) = root_of(Paragraph((Foreign("en", words("word")),)), language="he").xpath("//main//span")
    assert dict(english.attrib) == {"lang": "en", "dir": "ltr"}


# ---- margins ---------------------------------------------------------------------------------------------------------


def test_strip_and_draft_mark_come_before_the_main_part_and_the_foot_after_it() -> None:
    body = root_of(kind="teacher").find("body")
    assert [(e.tag, " ".join(e.text_content().split())) for e in body if e.tag != "main"] == [
        ("header", "TEACHER COPY - do not hand out"),
        ("div", "DRAFT"),
        ("footer", "Worried? Tell a grown-up you trust. staying-safe-3 | C | version 1"),
    ]
    assert [e.tag for e in body] == ["header", "div", "main", "footer"]


def test_margins_without_words_leave_no_trace() -> None:
    text = with_furniture(Furniture())
    assert re.findall('<header|<footer|draft-mark"', text) == []
    assert "@bottom-right" not in text


def test_page_numbers_are_counted_by_the_browser_and_cannot_break_out_of_the_sheet() -> None:
    label = 'Seite {page} von {pages}"; } </style><script>alert(1)</script>'
    text = with_furniture(Furniture(page_label=label))
    assert 'content: "Seite " counter(page) " von " counter(pages) "\\22 \\3b ' in text
    assert "<script" not in text
    assert text.count("</style>") == 1


def test_the_page_is_the_themes_paper_with_its_margin() -> None:
    assert "@page { size: 210mm 297mm; margin: 20mm; " in sheet_of(document())
    letter = HtmlWriter(standard_theme().on("letter")).write(document()).data.decode()
    assert "@page { size: 215.9mm 279.4mm; margin: 20mm; " in letter


def test_sizes_come_from_the_readers_scale_and_small_type_is_for_paper_alone() -> None:
    teacher, young = sheet_of(document(kind="teacher")), sheet_of(document(band="A"))
    assert ("--paper: 10.5pt;" in teacher, "--screen: 100%;" in teacher) == (True, True)
    assert ("--paper: 14pt;" in young, "--screen: 116.67%;" in young) == (True, True)
    assert "em { font-style: italic; }" in teacher
    assert "em { font-style: normal; font-weight: bold; }" in young


# ---- words -----------------------------------------------------------------------------------------------------------


def test_words_that_look_like_markup_stay_words() -> None:
    typed = "<script>alert('1')</script> & <b onclick=\"x\">"
    whole = document(para(typed))
    assert html_lines(written(whole)) == ["Staying safe, pack 3", typed]
    assert faults(written(whole)) == []


def test_an_address_cannot_end_its_attribute() -> None:
    (link,) = root_of(Paragraph((Link('https://x.example/"onclick="a&b', words("here")),))).iter("a")
    assert dict(link.attrib) == {"href": 'https://x.example/"onclick="a&b', "rel": "noreferrer noopener"}


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", " javascript:x", "data:text/html,x", "//x.example", "file:///x"]
)
def test_an_address_of_another_kind_leaves_its_words_and_no_link(href: str) -> None:
    assert main_of(Paragraph((Link(href, words("here")),))).endswith("<p>here</p>\n")


def test_a_link_inside_a_link_is_part_of_it() -> None:
    inner = Strong((Link("https://inner.example", words("inner")),))
    marked = main_of(Paragraph((Link("https://outer.example", (inner,)),)))
    assert re.findall('href="([^"]*)"', marked) == ["https://outer.example"]


def test_every_character_that_no_file_can_hold_is_told_at_its_place() -> None:
    stray = (para("bell \x07 here"), Callout(CalloutKind.NOTE, words("\ufffe", line=9), ()))
    with pytest.raises(LessonPackError) as caught:
        written(document(*stray))
    assert [(d.code, str(d.span)) for d in caught.value.diagnostics] == [
        ("text/control-character", "content/sample/module.yaml:7:5"),
        ("text/control-character", "content/sample/module.yaml:9:5"),
    ]


def test_stress_and_importance_are_elements_and_no_looks() -> None:
    marked = main_of(Paragraph((Emphasis((Strong(words("both")),)),)))
    assert "<p><em><strong>both</strong></em></p>" in marked


# ---- blocks ----------------------------------------------------------------------------------------------------------


def test_room_to_write_is_one_picture_with_a_name_and_as_many_lines_as_the_theme_gives() -> None:
    (space,) = root_of(AnswerSpace(words=60, label="Space to write, {lines} lines")).xpath("//div[@role='img']")
    lines = standard_theme().answer_lines(60, "C", 170)
    assert (space.get("aria-label"), len(space)) == (f"Space to write, {lines} lines", lines)


def test_room_inside_a_list_is_narrower_and_so_has_more_lines() -> None:
    space = AnswerSpace(words=56, label="{lines}")
    outer, inner = root_of(space, BulletList((ListItem((space,)),))).xpath("//div[@role='img']/@aria-label")
    assert (int(outer), int(inner)) == (4, 5)


def test_a_question_is_kept_with_its_lines() -> None:
    item = ListItem((para("Why?"), AnswerSpace(lines=2, label="x")))
    assert '<li class="keep"><p>Why?</p>' in main_of(BulletList((item,)))


def test_a_box_is_named_by_its_title_and_a_source_is_an_article() -> None:
    for kind in CalloutKind:
        (box,) = root_of(Callout(kind, words("Title"), (para(),))).xpath("//main/*[contains(@class, 'box')]")
        tag, role = ("article", None) if kind is CalloutKind.SOURCE else ("aside", "note")
        (title,) = box.xpath("div/p[@class='box-title']")
        assert (box.tag, box.get("role"), title.get("id")) == (tag, role, box.get("aria-labelledby"))
        assert box.get("class").split()[:2] == ["box", str(kind)]


def test_a_source_is_called_by_its_letter_and_its_title_and_not_by_its_status() -> None:
    source = Callout(CalloutKind.SOURCE, words("A report"), (), badge=words("A"), status=words("not checked"))
    (box,) = root_of(source).iter("article")
    assert [(p.get("class"), p.text) for p in box[0]] == [
        ("badge", "A"),
        ("box-title", "A report"),
        ("status", "not checked"),
    ]
    assert box.get("aria-labelledby").split() == [p.get("id") for p in box[0]][:2]


def test_help_is_a_region_with_a_heading() -> None:
    (box,) = root_of(HelpBox(words("Where to find help"), (para(),))).iter("section")
    assert (box[0].tag, box[0].text, box.get("aria-labelledby")) == ("h2", "Where to find help", box[0].get("id"))


def test_a_long_box_may_part_and_a_short_one_may_not() -> None:
    short, long = root_of(*(Callout(CalloutKind.NOTE, words("T"), (para("x"),) * n) for n in (7, 8))).iter("aside")
    assert (short.get("class"), long.get("class")) == ("box note keep", "box note")


def test_a_table_has_caption_scopes_and_shares_as_classes() -> None:
    (made,) = root_of(table(1)).iter("table")
    assert [col.get("class") for col in made.iter("col")] == ["w286", "w143", "w571"]
    assert [th.get("scope") for th in made.iter("th")] == ["col", "col", "col", "row"]
    assert ".w143 { width: 14.3%; }" in sheet_of(document(table(1)))


def test_a_head_cell_without_words_is_no_head() -> None:
    row = Row((Cell((), True), Cell((para("Year"),), True)))
    made = root_of(Table(words("C"), (row,), (row,), (1.0, 1.0)))
    assert [[cell.tag for cell in row] for row in made.iter("tr")] == [["td", "th"], ["td", "th"]]


def test_a_high_table_may_part_and_a_low_one_may_not() -> None:
    low, high = root_of(table(3), table(20)).iter("table")
    assert (low.get("class"), high.get("class")) == ("keep", None)


def test_lines_do_not_break_at_the_hyphens_of_numbers() -> None:
    assert '<p>Call <span class="solid">8-801-100-16-11</span> or e-mail.</p>' in main_of(
        para("Call 8-801-100-16-11 or e-mail.")
    )


def test_the_groups_of_a_number_keep_their_order_among_words_from_right_to_left() -> None:
    text = written(document(para("מספר +972 3 123-45 כאן"), language="he")).decode()
    assert 'מספר <span class="solid" dir="ltr">+972 3 123-45</span> כאן' in text


# ---- what is drawn ---------------------------------------------------------------------------------------------------


def test_a_chart_says_each_label_with_its_figure_and_hides_what_is_drawn() -> None:
    for kind in ChartKind:
        (figure,) = root_of(chart(kind)).iter("figure")
        assert [(e.tag, e.text_content().strip()) for e in figure.iter("figcaption", "dt", "dd")] == [
            ("figcaption", "The parts of this figure"),
            ("dt", "Forced labour"),
            ("dd", "690"),
            ("dt", "Sexual exploitation"),
            ("dd", "4,973"),
            ("dt", "Removal of organs"),
            ("dd", "3"),
        ]


def test_bars_are_as_long_as_their_figures_and_parts_make_the_whole() -> None:
    sizes = {kind: sizes_in(written(document(chart(kind)))) for kind in ChartKind}
    assert sizes[ChartKind.BARS] == [("width", 11.1), ("width", 80.0), ("width", 0.0)]
    assert sizes[ChartKind.COLUMNS] == [("height", 11.1), ("height", 80.0), ("height", 0.0)]
    assert sizes[ChartKind.PARTS] == [("width", 12.2), ("width", 87.8), ("width", 0.1)]


def sizes_in(data: bytes) -> list[tuple[str, float]]:
    """Side and per cent of each mark that has a size, in the order of the page."""
    text = data.decode()
    rules = {name: (side, float(size)) for name, side, size in re.findall(r"\.(\w+) { (\w+): ([\d.]+)%; }", text)}
    main = text[text.index("<main>") :]
    return [rules[name] for names in re.findall('class="([^"]*)"', main) for name in names.split() if name in rules]


def test_a_chart_without_any_amount_is_still_a_chart() -> None:
    empty = Chart(ChartKind.PARTS, words("Nothing"), (Bar(words("a"), words("0"), Decimal(0)),))
    assert faults(written(document(empty))) == []


def test_neighbouring_parts_differ_without_colour() -> None:
    bars = tuple(Bar(words(str(n)), words("1"), Decimal(1)) for n in range(12))
    (whole,) = root_of(Chart(ChartKind.PARTS, words("Twelve"), bars)).xpath("//div[@class='whole']")
    patterns = [span.get("class").split()[0] for span in whole]
    assert all(one != other for one, other in pairwise(patterns))
    assert (whole.get("aria-hidden"), patterns[-1]) == ("true", "part6")


def test_few_events_stand_side_by_side_and_many_one_below_the_other() -> None:
    assert [f.get("class") for f in root_of(timeline(6), timeline(7)).iter("figure")] == [
        "timeline across keep",
        "timeline down keep",
    ]


def test_circles_are_named_from_the_innermost_out_and_hold_each_other() -> None:
    circles = Circles(words("People around me"), (words("Me"), words("At home"), words("At school")))
    rings = list(root_of(circles).xpath("//div[contains(@class, 'ring')]"))
    assert [ring[-1].text for ring in rings] == ["At school", "At home", "Me"]
    assert [ring.get("class") for ring in rings] == ["ring", "ring w667", "ring w500"]


def test_cards_are_printed_sheet_by_sheet_fronts_before_their_backs() -> None:
    sheets = root_of(card_sheet(8)).xpath("//div[contains(@class, 'cards')]")
    assert [(s.get("class"), [c.text_content().split()[1].strip(".") for c in s]) for s in sheets] == [
        ("cards columns2 fronts", list("123456")),
        ("cards columns2 backs", list("123456")),
        ("cards columns2 fronts", list("78")),
        ("cards columns2 backs", list("78")),
    ]


def test_cards_without_backs_take_no_page_for_them() -> None:
    cards = CardSheet((Card((para("Word"),), ()),), 3)
    assert [s.get("class") for s in root_of(cards).xpath("//div[contains(@class, 'cards')]")] == [
        "cards columns3 fronts"
    ]


# ---- order -----------------------------------------------------------------------------------------------------------


def test_page_breaks_that_meet_are_one_and_those_at_the_ends_none() -> None:
    ends = main_of(PageBreak(), para("a"), PageBreak(), PageBreak(), Group((PageBreak(), para("b"))), PageBreak())
    assert ends.count("page-break") == 3
    assert ends.count('<div class="page-break"></div>\n<div class="page-break"></div>') == 0


def test_headings_keep_their_level() -> None:
    levels = [e.tag for e in root_of(heading("Two"), heading("Three", 3), heading("Two")).iter("h1", "h2", "h3")]
    assert levels == ["h1", "h2", "h3", "h2"]
