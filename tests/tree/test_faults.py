"""Slips that people make in templates, and what each is told: code, place in the template, hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonpack.diagnostics import LessonPackError
from lessonpack.render.locate import Root
from lessonpack.render.templates import TemplateSet
from lessonpack.tree.parse import MAX_DEPTH, parse
from tests.render.project import a_selection, refused, told

# Template (a title stands before it in the same line) -> place, code, a part of the message or of the hint.
SLIPS: dict[str, tuple[str, str, str, str]] = {
    "unknown element": ("\n<p>x</p>\n  <paragraf>x</paragraf>", "3:3", "unknown-element", "allowed here: <h1>, <h2>"),
    "nearly known element": ("\n<anser-lines/>", "2:1", "unknown-element", "did you mean <answer-lines>?"),
    "HTML that is none of ours": ("\n<div>x</div>", "2:1", "unknown-element", "allowed here: <h1>"),
    "element in capitals": ("\n<P>x</P>", "2:1", "unknown-element", "did you mean <p>? For example <p>words</p>"),
    "unknown element among words": ("\n<p>a <b>x</b></p>", "2:6", "unknown-element", "did you mean <strong>?"),
    "unknown attribute": ('\n<p class="big">x</p>', "2:1", "unknown-attribute", "looks belong into theme.yaml"),
    "unknown attribute of a title": (
        '\n<note><title lang="ru">x</title></note>', "2:7", "unknown-attribute", "<title> takes these attributes: none"
    ),
    "language of XML": ('\n<p xml:lang="ru">x</p>', "2:1", "unknown-attribute", "<p> takes these attributes: none"),
    "words in no paragraph": ("\n<keep>\nwords</keep>", "2:1", "stray-words", "put them inside <p>...</p>"),
    "words after a tag": ("\n<keep><p>x</p> words</keep>", "2:1", "stray-words", "put them inside <p>...</p>"),
    "words at the top": ("\nwords", "1:1", "stray-words", "the words 'words' stand outside a paragraph"),
    "marked words in no paragraph": ("\n<strong>x</strong>", "2:1", "stray-words", "put it inside <p>...</p>"),
    "words in a list": ("\n<ul>\nx<li>a</li></ul>", "2:1", "stray-words", "<ul> holds <li>"),
    "words in a box": ("\n<note><title>a</title>b</note>", "2:1", "stray-words", "put them inside"),
    "part without its whole": ("\n<li>x</li>", "2:1", "misplaced", "it belongs into <ul> or <ol>"),
    "cell without a row": ("\n<td>x</td>", "2:1", "misplaced", "it belongs into <tr>"),
    "paragraph in a list": ("\n<ul>\n<p>x</p></ul>", "3:1", "misplaced", "<ul> holds <li>"),
    "list among words": ("\n<p>a\n<ul><li>b</li></ul></p>", "3:1", "misplaced", "close <p> before it"),
    "meaning without a word": ("\n<dl>\n<dd>x</dd></dl>", "3:1", "misplaced", "<dd> needs a <dt> before it"),
    "word that is empty": ("\n<dl>\n<dt></dt><dd>x</dd></dl>", "3:1", "no-words", "<dt> has no words"),
    "blank that is empty": ("\n<write-in>\n<blank/></write-in>", "3:1", "no-words", "<blank> has no words"),
    "link in a link": (
        '\n<p><a href="https://a.org">a\n<a href="https://b.org">b</a></a></p>', "3:1", "misplaced",
        "a link stands inside a link",
    ),
    "second title of the document": ("\n<h1>again</h1>", "2:1", "heading-order", "start with one <h1>"),
    "heading that skips a level": ("\n<h3>x</h3>", "2:1", "heading-order", "<h3> cannot follow <h1>"),
    "line break without its slash": ("\n<p>a<br>\nb</p>", "2:5", "markup", "write <br/>, with the slash"),
    "answer lines without their slash": (
        '\n<keep><answer-lines lines="2" label="a"></keep>', "2:7", "markup", "write <answer-lines/>, with the slash"
    ),
    "line break with words": ("\n<p>a<br>b</br></p>", "2:5", "not-empty", "<br/> holds nothing"),
    "page break with words": ("\n<page-break>x</page-break>", "2:1", "not-empty", "<page-break/> holds nothing"),
    "bare ampersand": ("\n<p>salt & pepper</p>", "2:1", "markup", "write &amp; for the character &"),
    "bare less-than": ("\n<p>a < b</p>", "2:1", "markup", "write &lt; for the character <"),
    "unknown named character": ("\n<p>&heart5;</p>", "2:1", "markup", "type the character itself"),
    "numbered character that is none": ("\n<p>&#0;</p>", "2:1", "markup", "type the character itself"),
    "tag that is not closed": ("\n<keep>\n<p>x</p>\n", "2:1", "markup", "<keep> is never closed"),
    "paragraph that is not closed": ("\n<p>a\n<p>b</p>", "2:1", "markup", "<p> is never closed"),
    "mark that is not closed": ("\n<p>a <em>b</p>\n<p>c</p>", "2:6", "markup", "<em> is never closed"),
    "tags that cross": ("\n<p><em>a <strong>b</em></strong></p>", "2:10", "markup", "<strong> is never closed"),
    "closing what is not open": ("\n<p>a</strong></p>", "2:1", "markup", "</strong> closes nothing"),
    "closing once too often": ("\n<p>a</p></p>", "2:1", "markup", "</p> closes nothing"),
    "tag without its end": ("\n<p>a</p", "2:1", "markup", "a tag ends with >"),
    "attribute without quotation marks": ("\n<ol start=3><li>a</li></ol>", "2:1", "markup", "with quotation marks"),
    "attribute without a value": ("\n<ol start><li>a</li></ol>", "2:1", "markup", 'written name="value"'),
    "attribute twice": ('\n<ol start="1" start="2"><li>a</li></ol>', "2:1", "markup", "once in a tag"),
    "place of one's own": ('\n<p at="a:1:1">a</p>', "2:1", "markup", "once in a tag"),
    "words of content in an attribute": (
        '\n<answer-lines lines="2" label="{{ pack.module.title }}"/>', "2:1", "markup",
        "words of content cannot stand in an attribute",
    ),
    "box without a title": ("\n<note><p>x</p></note>", "2:1", "no-box-title", "<note> needs one <title>"),
    "box with two titles": (
        "\n<note><title>a</title><title>b</title></note>", "2:1", "no-box-title", "<note> needs one <title>"
    ),
    "box with an empty title": ("\n<help><title> </title></help>", "2:1", "no-box-title", "<help><title>...</title>"),
    "furniture twice": (
        "\n<furniture><strip>a</strip>\n<strip>b</strip></furniture>", "3:1", "misplaced", "keep one of the two"
    ),
    "table without a caption": (
        "\n<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>", "2:1", "table",
        "<table><caption>",
    ),
    "table without rows": ("\n<table><caption>a</caption></table>", "2:1", "table", "needs a caption, a head row"),
    "table with ragged rows": (
        "\n<table><caption>c</caption><thead><tr><th>a</th><th>b</th></tr></thead>"
        "<tbody><tr><td>c</td></tr></tbody></table>", "2:1", "table", "not all rows of the table have 2 cells",
    ),
    "table with empty rows": (
        "\n<table><caption>c</caption><thead><tr></tr></thead><tbody><tr></tr></tbody></table>", "2:1", "table",
        "not all rows of the table have any cells",
    ),
    "table with two bodies": (
        "\n<table><caption>c</caption><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody>\n"
        "<tbody><tr><td>c</td></tr></tbody></table>", "3:1", "misplaced", "keep one of the two",
    ),
    "table with shares of another table": (
        '\n<table shares="1 2"><caption>c</caption><thead><tr><th>a</th></tr></thead>'
        "<tbody><tr><td>b</td></tr></tbody></table>", "2:1", "wrong-value", "1 numbers from 1 to 99",
    ),
    "chart without a caption": (
        '\n<chart><bar size="1"><bar-label>a</bar-label><bar-value>1</bar-value></bar></chart>', "2:1", "no-caption",
        "<chart> needs one <caption>",
    ),
    "chart of an unknown kind": (
        '\n<chart kind="pie"><caption>c</caption></chart>', "2:1", "wrong-value", "one of bars, columns, parts"
    ),
    "bar without a size": (
        "\n<chart><caption>c</caption>\n<bar><bar-label>a</bar-label><bar-value>1</bar-value></bar></chart>", "3:1",
        "wrong-value", "part.value | size",
    ),
    "bar without a value": (
        '\n<chart><caption>c</caption>\n<bar size="1"><bar-label>a</bar-label></bar></chart>', "3:1", "no-words",
        "<bar-label> and <bar-value>, each once",
    ),
    "chart of too many bars": (
        "\n<chart><caption>c</caption>"
        + '<bar size="1"><bar-label>a</bar-label><bar-value>1</bar-value></bar>' * 13
        + "</chart>", "2:1", "wrong-value", "at most 12 figures; here are 13",
    ),
    "figure of two values": (
        "\n<key-figure><value>1</value>\n<value>2</value><counted>a</counted></key-figure>", "3:1", "misplaced",
        "keep one of the two",
    ),
    "event without its time": (
        "\n<timeline><caption>c</caption>\n<event><what>a</what></event></timeline>", "3:1", "no-words",
        "<event> needs <when> and <what>",
    ),
    "one circle": (
        "\n<circles><caption>c</caption><ring>a</ring></circles>", "2:1", "wrong-value", "two to five rings"
    ),
    "card without a front": ("\n<cards>\n<card><back>a</back></card></cards>", "3:1", "no-words", "needs a <front>"),
    "too many cards side by side": (
        '\n<cards columns="5"><card><front>a</front></card></cards>', "2:1", "wrong-value", "from 1 to 4"
    ),
    "badge outside a source": ("\n<badge>A</badge>", "2:1", "misplaced", "it belongs into <source>"),
    "quotation of two": (
        "\n<blockquote><p>a</p><cite>b</cite>\n<cite>c</cite></blockquote>", "3:1", "misplaced", "keep one of the two"
    ),
    "link without an address": ("\n<p><a>x</a></p>", "2:4", "wrong-value", 'href="https://..."'),
    "link that runs code": ('\n<p><a href="javascript:x()">x</a></p>', "2:4", "wrong-value", 'href="https://..."'),
    "link inside the document": ('\n<p><a href="#top">x</a></p>', "2:4", "wrong-value", 'href="https://..."'),
    "language that is none": ('\n<p><span lang="русский">x</span></p>', "2:4", "wrong-value", 'lang="ru"'),
    "span without a language": ("\n<p><span>x</span></p>", "2:4", "wrong-value", 'lang="ru"'),
    "list that starts with nothing": ('\n<ol start="0"><li>a</li></ol>', "2:1", "wrong-value", "from 1 to 999"),
    "list that starts with a word": ('\n<ol start="three"><li>a</li></ol>', "2:1", "wrong-value", "whole number"),
    "lines and words": (
        '\n<answer-lines words="30" lines="3" label="a"/>', "2:1", "wrong-value", "takes words or lines, not both"
    ),
    "too many lines": ('\n<answer-lines lines="61" label="a"/>', "2:1", "wrong-value", "from 0 to 60"),
    "lines without a label": ('\n<answer-lines lines="3"/>', "2:1", "wrong-value", "Space to write"),
    "mark of the program's own": ('\n <t i="d1">x</t>', "2:2", "reserved", "templates cannot write it"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_where_it_stands(slip: str, tmp_path: Path) -> None:
    template, place, code, said = SLIPS[slip]
    findings = refused(tmp_path, student="<h1>Title</h1>" + template)
    assert told(findings) == [f"student.html.j2:{place} template/{code}"]
    assert said in f"{findings[0].message} {findings[0].hint}"


def test_a_document_without_a_title_is_refused(tmp_path: Path) -> None:
    assert told(refused(tmp_path, student="<keep><h1>boxed</h1></keep>")) == ["student.html.j2:1:1 template/no-title"]


def test_every_fault_of_content_is_told_at_once(tmp_path: Path) -> None:
    assert told(refused(tmp_path, student="<h1>T</h1>\n<x/>\n<p y='1'>a</p>\n<h3>b</h3>\n<note/>\n")) == [
        "student.html.j2:2:1 template/unknown-element",
        "student.html.j2:3:1 template/unknown-attribute",
        "student.html.j2:4:1 template/heading-order",
        "student.html.j2:5:1 template/no-box-title",
    ]


# ---- places that templates make hard -----------------------------------------------------------------------------


def test_inside_a_loop_the_place_is_the_templates_line(tmp_path: Path) -> None:
    template = "<h1>T</h1>\n{% for n in [1, 2, 3] %}\n\n  <p>{{ n }}</p> <oops/>\n{% endfor %}\n<p>end</p>"
    assert told(refused(tmp_path, student=template)) == ["student.html.j2:4:18 template/unknown-element"]


def test_inside_a_macro_the_place_is_in_the_file_of_the_macro(tmp_path: Path) -> None:
    macros = "{# a comment\n   of two lines, with a <tag> #}\n{% macro m(x) %}\n\t<keep>{{ x }}</keep>\n{% endmacro %}"
    student = "<h1>T</h1>\n{% import 'mine.html.j2' as m %}\n\n{{ m.m('words') }}"
    assert told(refused(tmp_path, student=student, mine=macros)) == ["mine.html.j2:4:2 template/stray-words"]


def test_a_tag_that_is_not_closed_in_a_macro_is_told_in_the_macro(tmp_path: Path) -> None:
    macros = "{% macro m() %}\n<keep>\n{% endmacro %}"
    student = "<h1>T</h1>\n{% import 'mine.html.j2' as m %}\n<keep>{{ m.m() }}<p>x</p></keep>\n<p>y</p>"
    # Which of the two was meant nobody can know: the closing tag is the inner one's, so the outer one stays open.
    assert told(refused(tmp_path, student=student, mine=macros)) == ["student.html.j2:3:1 template/markup"]


def test_tags_over_several_lines_are_told_where_they_start(tmp_path: Path) -> None:
    student = '<h1>T</h1>\n{% if 1 < 2 and \'a>\' > "<b" %}<p\n   wrong="1"\n>x</p>{% endif %}'
    (found,) = refused(tmp_path, student=student)
    assert str(found.span) == "templates/standard/student.html.j2:2:31"


def test_a_less_than_in_an_expression_is_no_tag(tmp_path: Path) -> None:
    student = "<h1>T</h1>{% for n in [1] if n <2 %}{% endfor %}<p>{{ 'a}}' if 1 <2 else '}}<b>' }}</p><oops/>"
    assert told(refused(tmp_path, student=student)) == [
        f"student.html.j2:1:{student.index('<oops') + 1} template/unknown-element"
    ]


@pytest.mark.parametrize("name", ["R&D", 'say "hi"', "a<b", "{{ x }}", "mine--yours", "Урок 1"])
def test_the_name_of_a_set_may_hold_any_character(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "templates" / name
    folder.mkdir(parents=True)
    (folder / "student.html.j2").write_text("<h1>T</h1><!-- <p>x</p> -->\n<oops/>", encoding="utf-8")
    made = TemplateSet((Root(tmp_path, "", "yours"),), name)
    with pytest.raises(LessonPackError) as caught:
        parse(made.render("student", a_selection()), file=made.shown("student"))
    assert [str(d.span) for d in caught.value.diagnostics] == [f"templates/{name}/student.html.j2:2:1"]


# ---- markup that no template file holds --------------------------------------------------------------------------


def faults(markup: str) -> list[tuple[str, str]]:
    with pytest.raises(LessonPackError) as caught:
        parse(f"<h1>T</h1>{markup}", file="a")
    return [(d.code, str(d.span)) for d in caught.value.diagnostics]


@pytest.mark.parametrize(
    "markup", ["<p>\x00</p>", "<p>\ud800</p>", "<p>\ufffe</p>", "</document><document>", "<p>]]></p>", "<!DOCTYPE p>",
               "<x:p>a</x:p>", "<!ENTITY a 'b'>", "<p>\x0b</p>", "<", "<p", "<!--", "<![CDATA["],
)  # fmt: skip
def test_what_is_no_markup_is_refused(markup: str) -> None:
    assert faults(markup) == [("template/markup", "a:1:1")]


@pytest.mark.parametrize("place", ["zz", "a:b:c", ":1:1", "a:" + "9" * 5000 + ":1", ""])
def test_a_place_that_is_none_is_passed_over(place: str) -> None:
    assert faults(f'<oops at="{place}"/>') == [("template/unknown-element", "a:1:1")]
    run = parse(f'<h1><t i="d1" s="{place}">x</t></h1>', file="a").blocks[0].children[0]  # type: ignore[union-attr]  # a heading
    assert run.origin.item == "d1"  # type: ignore[union-attr]  # a run
    assert run.origin.span is None  # type: ignore[union-attr]  # a run


@pytest.mark.parametrize("tag", ["keep", "note", "em"])
def test_tags_inside_one_another_end_at_the_limit(tag: str) -> None:
    title = "<title>t</title>" if tag == "note" else ""
    around = ("<p>", "</p>") if tag == "em" else ("", "")
    inner = "x" if tag == "em" else "<p>x</p>"

    def nested(levels: int) -> str:
        return around[0] + f"<{tag}>{title}" * levels + inner + f"</{tag}>" * levels + around[1]

    assert len(parse("<h1>T</h1>" + nested(MAX_DEPTH - 1), file="a").blocks) == 2
    assert faults(nested(MAX_DEPTH)) == [("template/too-deep", "a:1:1")]
    assert faults(nested(10_000)) == [("template/markup", "a:1:1")]


def test_an_entity_is_never_expanded_twice() -> None:
    assert faults("<p>&amp;&lol;</p>") == [("template/markup", "a:1:1")]
