"""What the gate answers when a template drops what protects, or brings in what nobody checked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lessonpack.diagnostics import LessonPackError, Span
from lessonpack.gate.admit import admit
from lessonpack.model.audience import Role
from lessonpack.project import Project
from lessonpack.tree.marks import marks_of
from lessonpack.tree.nodes import (
    AnswerSpace,
    Block,
    Callout,
    CalloutKind,
    Card,
    CardSheet,
    Circles,
    Document,
    Furniture,
    Group,
    HelpBox,
    Link,
    ListItem,
    OrderedList,
    Origin,
    Paragraph,
    ParagraphKind,
    Run,
    Strong,
    WriteIn,
)
from lessonpack.tree.walk import plain
from tests.documents import words
from tests.gate.projects import a_project, change, composed, refusals, selected
from tests.modules import (
    ROOT,
    a_comparison,
    a_definition,
    a_help_line,
    a_note,
    a_question,
    a_source,
    a_statistic,
    an_activity,
    an_excerpt,
    module_data,
)

FULL: dict[str, Any] = module_data(
    a_definition("d1", topics={"child_rights": 2}, text="A *right*, see {d1}."),
    a_definition("hidden", topics={"grooming": 4}, term="SECRETTERM", text="SECRETTEXT"),
    a_note("n1", topics={}, as_of="2019-05"),
    a_source("s1", topics={}, url="https://example.org/report", date="2009"),
    an_excerpt("e1", topics={}, kind="quote", student_text="First part.\n\nSecond part."),
    a_statistic("f1", topics={}, value="47000", parts=[{"label": "all", "value": "47000"}]),
    a_comparison("c1", topics={}),
    a_question("q1", topics={}, answer="SECRETANSWER"),
    an_activity("a1", topics={}, minutes=120, expected_words=40),
    caution="Nobody checked these sources.",
    help=["h1"],
)
BAND = "D"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return a_project(tmp_path, FULL)


def admitted(document: Document, project: Project, role: Role = Role.STUDENT) -> list[str]:
    """Codes for a document that was changed after it was made."""
    try:
        admit(document, selected(project, "sample", role), template="student.html.j2")
    except LessonPackError as fault:
        return [d.code for d in fault.diagnostics]
    return []


def typed(text: str, item: str = "") -> Paragraph:
    return Paragraph((Run(text, Origin(item, Span("student.html.j2", 3, 1))),))


def with_block(document: Document, block: Block) -> Document:
    """The document with one more block before its help box."""
    return replace(document, blocks=(*document.blocks[:-1], block, document.blocks[-1]))


# ---- what the shipped templates make ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("band", "ABCD")
def test_the_shipped_templates_pass_for_a_module_with_everything(project: Project, role: Role, band: str) -> None:
    assert refusals(project, "sample", role, band) == []


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("band", "CD")
def test_the_shipped_templates_pass_for_the_shipped_module(role: Role, band: str) -> None:
    assert refusals(Project(ROOT), "trafficking-belarus", role, band) == []


def test_a_module_on_nothing_sensitive_needs_no_help_box(tmp_path: Path) -> None:
    calm = a_project(tmp_path, module_data(a_definition("d1", topics={})))
    assert refusals(change(calm, "student.html.j2", "{{ b.help(pack) }}", ""), "sample") == []


def test_a_bar_is_as_long_as_the_figure_on_it_says(project: Project) -> None:
    assert refusals(project, "sample") == []
    wrong = change(project, "blocks.html.j2", 'size="{{ part.value | size }}"', 'size="1"')
    assert refusals(wrong, "sample") == ["gate/chart"]


def test_cards_may_stand_after_the_help_box_and_nothing_else(project: Project) -> None:
    whole = composed(project, "sample", Role.STUDENT)
    cards = CardSheet((Card((typed("Word"),), (typed("Meaning"),)),), 2)
    assert admitted(replace(whole, blocks=(*whole.blocks, cards)), project) == []
    circles = Circles(words("People", item=""), (words("Me", item=""), words("Home", item="")))
    assert admitted(replace(whole, blocks=(*whole.blocks, circles)), project) == ["gate/no-help"]


# ---- lines that somebody deletes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "line", "codes"),
    [
        ("student", "{{ b.student_furniture(pack) }}", {"gate/part-missing"}),
        ("student", "{{ b.content_note(pack.care) }}", {"gate/part-missing"}),
        ("student", "{{ b.ground_rules(pack.care) }}", {"gate/part-missing"}),
        ("student", "{{ b.help(pack) }}", {"gate/no-help", "gate/part-missing"}),
        ("teacher", "{{ b.teacher_furniture(pack) }}", {"gate/part-missing"}),
        ("teacher", "{{ b.prepare(pack) }}", {"gate/part-missing"}),
        ("teacher", "{{ b.help_to_do(pack.help) }}", {"gate/part-missing"}),
    ],
)
def test_deleting_a_line_that_protects_is_answered(project: Project, name: str, line: str, codes: set[str]) -> None:
    assert set(refusals(change(project, f"{name}.html.j2", line, ""), "sample", Role(name))) == codes


@pytest.mark.parametrize(
    "line",
    ["<help-line>{{ pack.care.help_line }}</help-line>", "<page-label>Page {page} of {pages}</page-label>"],
)
@pytest.mark.parametrize("macro", ["student_furniture", "teacher_furniture"])
def test_deleting_a_part_of_the_furniture_is_answered(project: Project, macro: str, line: str) -> None:
    path = project.folder / "templates/standard/blocks.html.j2"
    before, start, after = path.read_text("utf-8").partition(f"{{% macro {macro}(pack) %}}")
    path.write_text(before + start + after.replace(line, "", 1), "utf-8")
    role = Role(macro.partition("_")[0])
    assert refusals(Project(project.folder), "sample", role) == ["gate/part-missing"]


def test_excerpts_without_their_caution_are_refused(project: Project) -> None:
    changed = change(project, "student.html.j2", "pack.excerpts, pack.module.caution", "pack.excerpts, none")
    assert refusals(changed, "sample") == ["gate/part-missing"]


def test_whoever_leaves_out_the_excerpts_needs_no_caution(project: Project) -> None:
    changed = change(project, "student.html.j2", "{{ b.excerpts(pack.excerpts, pack.module.caution) }}", "")
    assert refusals(changed, "sample") == []


# ---- furniture and draft marks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("empty", ["", " ", "\u00a0", "\u200b\u200b", ".", "FINAL", "Checked and approved"])
def test_a_draft_mark_with_other_words_is_none(project: Project, empty: str) -> None:
    made = composed(project, "sample", Role.STUDENT)
    assert admitted(replace(made, furniture=replace(made.furniture, draft_mark=empty)), project) == [
        "gate/no-draft-mark"
    ]
    notice = Paragraph((Run(empty),), ParagraphKind.DRAFT)
    assert admitted(replace(made, blocks=(notice, *made.blocks[1:])), project) == ["gate/no-draft-mark"]


def test_a_draft_notice_comes_before_everything_else(project: Project) -> None:
    made = composed(project, "sample", Role.STUDENT)
    assert admitted(replace(made, blocks=(*made.blocks[1:2], made.blocks[0], *made.blocks[2:])), project) == [
        "gate/no-draft-mark"
    ]


@pytest.mark.parametrize(
    ("role", "words", "codes"),
    [
        (Role.STUDENT, "<draft-mark>FINAL</draft-mark>", ["gate/mark-words"]),
        (Role.STUDENT, "<draft-notice>Checked. Please hand it out.</draft-notice>", ["gate/mark-words"]),
        (Role.STUDENT, "<strip>Hand out</strip>", ["gate/mark-words"]),
        (Role.TEACHER, "<strip>Hand out to pupils</strip>", ["gate/mark-words"]),
        (Role.STUDENT, "<draft-mark>DRAFT</draft-mark>", []),
        (Role.TEACHER, "<strip>TEACHER COPY - do not hand out</strip>", []),
    ],
)
def test_a_template_cannot_say_something_else_where_the_program_marks_a_document(
    project: Project, role: Role, words: str, codes: list[str]
) -> None:
    path = project.folder / "templates/standard/blocks.html.j2"
    before, macro, after = path.read_text("utf-8").partition(f"{{% macro {role}_furniture(pack) %}}\n<furniture>")
    path.write_text(before + macro + words + after, "utf-8")
    assert refusals(Project(project.folder), "sample", role) == codes


@pytest.mark.parametrize("language", ["en", "ru", "be", "ar", "he"])
def test_every_mark_is_written_in_each_language_that_has_marks(language: str) -> None:
    ours, english = marks_of(f"{language}-XX"), marks_of("sw")
    assert english == marks_of("en")
    for field in ("draft", "student_notice", "teacher_notice", "strip"):
        words = getattr(ours, field)
        assert words.strip()
        assert (words == getattr(english, field)) == (language == "en")


def test_marks_are_in_the_language_of_the_module(tmp_path: Path) -> None:
    russian = a_project(tmp_path, {**FULL, "language": "ru"})
    made, guide = composed(russian, "sample", Role.STUDENT), composed(russian, "sample", Role.TEACHER)
    assert (made.furniture.draft_mark, guide.furniture.strip) == ("ЧЕРНОВИК", "ДЛЯ УЧИТЕЛЯ - не раздавать")
    (notice,) = (block for block in guide.blocks if isinstance(block, Paragraph) and block.kind is ParagraphKind.DRAFT)
    assert plain(notice.children).startswith("ЧЕРНОВИК: ещё не подписано. Осталось подписать: content author, second")


@pytest.mark.parametrize("label", ["", "Page {page}", "of {pages}"])
def test_pages_are_numbered_and_counted(project: Project, label: str) -> None:
    made = composed(project, "sample", Role.STUDENT)
    assert admitted(replace(made, furniture=replace(made.furniture, page_label=label)), project) == [
        "gate/part-missing"
    ]


@pytest.mark.parametrize("part", ["page_label", "help_line"])
@pytest.mark.parametrize("text", ["Call 112", "Call 1-1-2", "see example.org"])
def test_the_margins_hold_no_number_and_no_address_of_the_templates_own(project: Project, part: str, text: str) -> None:
    made = composed(project, "sample", Role.STUDENT)
    changes: dict[str, Any] = {part: f"{getattr(made.furniture, part)} {text}"}
    changed: Furniture = replace(made.furniture, **changes)
    code = "gate/template-address" if "example" in text else "gate/template-number"
    assert code in admitted(replace(made, furniture=changed), project)


def test_a_teachers_guide_is_marked_as_one_and_a_students_sheet_is_not(project: Project) -> None:
    made, guide = composed(project, "sample", Role.STUDENT), composed(project, "sample", Role.TEACHER)
    marked = replace(made, furniture=replace(made.furniture, strip="TEACHER COPY"))
    assert admitted(marked, project) == ["gate/teacher-only"]
    bare = replace(guide, furniture=replace(guide.furniture, strip="\u00a0"))
    assert admitted(bare, project, Role.TEACHER) == ["gate/part-missing"]


def test_a_teachers_box_in_a_students_sheet_is_refused_however_deep(project: Project) -> None:
    made = composed(project, "sample", Role.STUDENT)
    box = Callout(CalloutKind.TEACHER, words("Note", item=""), (typed("Only for you."),))
    deep = OrderedList((ListItem((Group((box,)),)),))
    assert admitted(with_block(made, deep), project) == ["gate/teacher-only"]


# ---- help ------------------------------------------------------------------------------------------------------------


def test_what_follows_the_help_box_is_refused_unless_it_is_a_line_of_words(project: Project) -> None:
    made = composed(project, "sample", Role.STUDENT)
    assert admitted(replace(made, blocks=(*made.blocks, typed("The end."))), project) == []
    behind = replace(made, blocks=(*made.blocks, Group((typed("The end."),))))
    assert admitted(behind, project) == ["gate/no-help"]


def test_a_help_box_of_the_templates_own_is_no_help(project: Project) -> None:
    made = composed(project, "sample", Role.STUDENT)
    box = HelpBox(words("Help", item=""), (typed("Ask somebody."),))
    codes = admitted(replace(made, blocks=(*made.blocks[:-1], box)), project)
    assert codes == ["gate/no-help", *["gate/part-missing"] * 4]


def test_a_help_box_that_leaves_out_the_number_is_refused(project: Project) -> None:
    changed = change(project, "blocks.html.j2", "{% if line.phone %}: <strong>{{ line.phone }}</strong>{% endif %}", "")
    assert refusals(changed, "sample") == ["gate/no-help"]


def test_a_help_box_without_a_checked_line_has_blanks_to_write_numbers_in(tmp_path: Path) -> None:
    unchecked = a_project(tmp_path, FULL, help_lines=(a_help_line("h1", status="unverified"),))
    assert refusals(unchecked, "sample") == []
    blanks = "<write-in>{% for label in row %}<blank>{{ label }}</blank>{% endfor %}</write-in>"
    fewer = change(unchecked, "blocks.html.j2", blanks, "")
    assert refusals(fewer, "sample") == ["gate/no-help"]


def test_a_help_line_on_the_web_is_reached_by_its_link(tmp_path: Path) -> None:
    line = a_help_line("h1", phone=None, web="https://help.example/chat", method="opened")
    online = a_project(tmp_path, FULL, help_lines=(line,))
    assert refusals(online, "sample") == []
    unlinked = change(
        online, "blocks.html.j2", '<a href="{{ line.web }}">{{ line.site }}</a>{% endif %}</p>', "{% endif %}</p>"
    )
    assert refusals(unlinked, "sample") == ["gate/no-help"]


# ---- numbers and addresses that a template types ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Call 0800 1111.</p>",
        "<p>Call 112.</p>",
        "<p>Call <strong>0800</strong> <em>11</em>11.</p>",
        "<p>Call 08<br/>00<br/>11.</p>",
        "<p>Call 1&#8203;1&#8203;2.</p>",
        "<p>Call 1&#173;1&#173;2.</p>",
        "<p>Call &#9312;&#9312;&#9313;.</p>",
        "<p>Call {{ 112 }}.</p>",
        "<p>Call {{ 1 }}{{ 1 }}{{ 2 }}.</p>",
        '<p>Call {{ "0800" ~ "1111" }}.</p>',
        "<p>0</p><p>8</p><p>0</p>",
        '<ol start="112"><li>Police</li></ol>',
        '<answer-lines lines="2" label="Call 112 {lines}"/>',
        "<write-in><blank>Call 112</blank></write-in>",
        "<table><caption>x</caption><thead><tr><th>1</th><th>1</th></tr></thead>"
        "<tbody><tr><td>2</td><td>0</td></tr></tbody></table>",
        "<note><title>Call 112</title><p>x</p></note>",
    ],
)
def test_a_number_typed_into_a_students_template_is_refused_however_it_is_hidden(project: Project, markup: str) -> None:
    changed = change(
        project, "student.html.j2", "{{ b.questions(pack.questions) }}", markup + "{{ b.questions(pack.questions) }}"
    )
    assert set(refusals(changed, "sample")) == {"gate/template-number"}


@pytest.mark.parametrize(
    "markup",
    [
        "<p>See https://example.org/x.</p>",
        "<p>See www.example.de.</p>",
        "<p>See exam<strong>ple.o</strong>rg.</p>",
        "<p>Write to help@school.</p>",
        '<p><a href="https://example.org/other">a page</a></p>',
        '<p><a href="https://example.org/other">{{ pack.module.title }}</a></p>',
        '<p><a href="tel:112">{{ pack.module.title }}</a></p>',
        '<p><a href="tel:112"><strong>{{ pack.definitions[0].term }}</strong></a></p>',
        '<answer-lines lines="2" label="see example.org"/>',
    ],
)
def test_an_address_typed_into_a_students_template_is_refused(project: Project, markup: str) -> None:
    changed = change(
        project, "student.html.j2", "{{ b.questions(pack.questions) }}", markup + "{{ b.questions(pack.questions) }}"
    )
    assert set(refusals(changed, "sample")) == {"gate/template-address"}


def test_a_template_may_link_to_what_the_content_names(project: Project) -> None:
    markup = '<p><a href="{{ pack.sources[0].url }}">the report</a></p>'
    changed = change(
        project, "student.html.j2", "{{ b.questions(pack.questions) }}", markup + "{{ b.questions(pack.questions) }}"
    )
    assert refusals(changed, "sample") == []


def test_a_teachers_guide_may_name_a_year_but_no_telephone_number(project: Project) -> None:
    line = "{{ b.sign_off(pack) }}"
    year = change(project, "teacher.html.j2", line, "<p>Made in 2026, room 214.</p>" + line)
    assert refusals(year, "sample", Role.TEACHER) == []
    number = change(year, "teacher.html.j2", "room 214", "telephone 0800 1111")
    assert refusals(number, "sample", Role.TEACHER) == ["gate/template-number"]


def test_a_teachers_guide_may_name_items_by_their_ids_and_nothing_else_in_that_form(project: Project) -> None:
    line = "{{ b.sign_off(pack) }}"
    loop = "{% for o in pack.omitted %}<p>{{ o.item | name }}</p>{% endfor %}"
    known = change(project, "teacher.html.j2", line, loop + line)
    assert refusals(known, "sample", Role.TEACHER) == []
    made_up = change(known, "teacher.html.j2", line, '<p>{{ "call-08001111" | name }}</p>' + line)
    assert refusals(made_up, "sample", Role.TEACHER) == ["template/unprintable"]


# ---- words that claim to be content ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "markup",
    [
        "{% autoescape false %}{{ \"<p><t i='d1'>Call 112</t></p>\" }}{% endautoescape %}",
        '<p><{{ "t" }} i="d1">Call 112</{{ "t" }}></p>',
        '<p><{# #}t i=":date">Call 112</{# #}t></p>',
        '<p><{{ "t" }} i=":figure">Call 112</{{ "t" }}></p>',
    ],
)
def test_words_with_a_forged_origin_are_refused(project: Project, markup: str) -> None:
    line = "{{ b.questions(pack.questions) }}"
    changed = change(project, "student.html.j2", line, markup + line)
    code = "template/forbidden" if "autoescape" in markup else "template/reserved"
    with pytest.raises(LessonPackError) as caught:
        composed(changed, "sample", Role.STUDENT)
    assert [(d.code, d.span and d.span.file) for d in caught.value.diagnostics] == [
        (code, "templates/standard/student.html.j2")
    ]


def test_a_stamp_that_a_template_repeats_holds_the_words_that_it_held(project: Project) -> None:
    """The number of a stamp can be found out; it is good for nothing but the same words of the same item."""
    title, line = "content/sample/module.yaml:1:", "{{ b.questions(pack.questions) }}"
    stamped = next(
        s
        for s in project.templates.render("student", selected(project, "sample", Role.STUDENT)).split("<t ")
        if title in s
    )
    attributes, words = stamped.partition("</t>")[0].split(">", 1)
    same = f'<p><{{{{ "t" }}}} {attributes}>{words}</{{{{ "t" }}}}></p>'
    repeated = change(project, "student.html.j2", line, same + line)
    assert refusals(repeated, "sample") == []
    other = change(repeated, "student.html.j2", f">{words}<", ">Other words<")
    assert refusals(other, "sample") == ["template/reserved"]
    moved = change(other, "student.html.j2", 'i="sample"', 'i="d1"')
    assert refusals(moved, "sample") == ["template/reserved"]


@pytest.mark.parametrize("day", ["2 January 2009", "in 2009", "9", "2009 and so on"])
def test_a_date_is_one_that_the_pack_holds_written_as_dates_are(project: Project, day: str) -> None:
    made = composed(project, "sample", Role.STUDENT)
    assert admitted(with_block(made, typed("2009", ":date")), project) == []
    assert admitted(with_block(made, typed(day, ":date")), project) == ["gate/not-its-words"]


@pytest.mark.parametrize("figure", ["47000", "47,000 at 8 800", "Call 47,000"])
def test_a_figure_is_one_that_the_pack_holds_written_as_figures_are(project: Project, figure: str) -> None:
    made = composed(project, "sample", Role.STUDENT)
    assert admitted(with_block(made, typed("47,000", ":figure")), project) == []
    assert admitted(with_block(made, typed(figure, ":figure")), project) == ["gate/not-its-words"]


@pytest.mark.parametrize(
    "markup",
    [
        '<p>{{ pack.module.title.parse("Call 112").of("d1") }}</p>',
        '<p>{{ pack.module.title.parse("Call 112").of("policy") }}</p>',
        '<p>{{ pack.statistics[0].value.parse("112") | number(language) }}</p>',
        '<p>{{ pack.context[0].as_of.parse("0112-11-12") | day(language) }}</p>',
        '<p>{{ pack.definitions[0].text.of("f1") }}</p>',
    ],
)
def test_a_template_cannot_make_words_or_give_them_to_another_item(project: Project, markup: str) -> None:
    changed = change(
        project, "student.html.j2", "{{ b.questions(pack.questions) }}", markup + "{{ b.questions(pack.questions) }}"
    )
    assert refusals(changed, "sample") == ["template/forbidden"]


@pytest.mark.parametrize("item", ["hidden", "nobody", ":id"])
def test_words_of_an_item_that_is_not_in_the_selection_are_refused(project: Project, item: str) -> None:
    made = composed(project, "sample", Role.STUDENT)
    assert admitted(with_block(made, typed("anything", item)), project) == ["gate/withheld"]


def test_a_link_among_words_of_content_is_seen_inside_other_marks(project: Project) -> None:
    made = composed(project, "sample", Role.STUDENT)
    inside = Paragraph((Strong((Link("https://evil.example", (Run("right", Origin("d1")),)),)),))
    assert admitted(with_block(made, inside), project) == ["gate/template-address"]


def test_answer_lines_say_only_what_the_template_may_say(project: Project) -> None:
    made = composed(project, "sample", Role.STUDENT)
    assert admitted(with_block(made, AnswerSpace(lines=2, label="Write here, {lines} lines")), project) == []
    assert admitted(with_block(made, WriteIn((words("0800 1111", item=""),))), project) == ["gate/template-number"]


def test_every_reason_is_told_at_once_and_the_template_is_named(project: Project) -> None:
    made = composed(project, "sample", Role.STUDENT)
    with pytest.raises(LessonPackError) as caught:
        admit(replace(made, blocks=(), furniture=Furniture()), selected(project, "sample", Role.STUDENT), template="t")
    assert {d.code for d in caught.value.diagnostics} == {
        "gate/no-draft-mark",
        "gate/no-help",
        "gate/part-missing",
    }
    assert {d.span for d in caught.value.diagnostics} == {Span("t")}
