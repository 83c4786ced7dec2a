"""Going through a tree: nothing is passed over, and the words come in reading order."""

from __future__ import annotations

import re
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from lessonpack.diagnostics import LessonPackError
from lessonpack.tree.dump import dump
from lessonpack.tree.nodes import Block, Emphasis, Inline, LineBreak, Link, Paragraph, Run, Strong, WriteIn
from lessonpack.tree.parse import parse
from lessonpack.tree.walk import all_lines, every_block, plain, runs, text_of
from tests.documents import document, every_node


def test_the_sample_document_holds_every_kind_of_block_and_all_are_gone_through() -> None:
    whole = every_node(kind="teacher")
    assert {type(block) for block in every_block(whole.blocks)} == set(get_args(Block))


def test_a_block_comes_before_those_below_it() -> None:
    kinds = [type(block).__name__ for block in every_block(every_node().blocks)]
    assert kinds[-6:] == ["HelpBox", "Paragraph", "WriteIn", "OrderedList", "Paragraph", "Paragraph"]


def test_the_words_of_all_lines_are_the_words_of_the_text() -> None:
    whole = every_node(kind="teacher")
    text = text_of(whole)
    assert text.split("\n") == [plain(line) for line in all_lines(whole.blocks)]
    for said in ("Name", "Figures from three places", "United Nations, 1989, article 19", "a grandparent", "Answer"):
        assert said in text.split("\n")


def test_every_run_below_a_mark_is_found_in_order() -> None:
    line: tuple[Inline, ...] = (
        Run("a "),
        Strong((Run("b "), Emphasis((Run("c "), Link("https://d.org", (Run("d"),)))))),
        LineBreak(),
        Run("e"),
    )
    assert [run.text for run in runs(line)] == ["a ", "b ", "c ", "d", "e"]
    assert plain(line) == "a b c d e"


def test_labels_of_blanks_are_lines_of_their_own() -> None:
    assert text_of(document(WriteIn(((Run("Name"),), (Run("Class"),))))).split("\n")[1:] == ["Name", "Class"]


@given(st.text(alphabet='<>"\\/ab&strong'))
def test_words_never_look_like_marks_in_a_dump(words: str) -> None:
    line = dump(document(Paragraph((Run(words),)))).split("\n")[-2]
    match = re.fullmatch(r'  Paragraph(?: "((?:[^\\"<]|\\[\\"<])*)")', line)
    assert match
    assert re.sub(r"\\(.)", r"\1", match[1]) == words


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")))
def test_words_are_read_as_they_were_escaped(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    blocks = parse(f"<h1>T</h1><p>{escaped}</p>", file="a").blocks[1:]
    read = "".join(plain(line) for line in all_lines(blocks))
    assert read == " ".join(part for part in words.split(" ") if part)


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<ul>", "<li>", "</li>", "</ul>", "<em>", "</em>", "<br/>", "<br>", "a", " ", "&", "&nbsp;",
         "&lt;", "<", ">", "<keep>", "</keep>", "<note>", "<title>", "</title>", "</note>", '<p at="x:1:2">', "<t>",
         "</t>", "<!--", "-->", "<table>", "</table>", "<tr/>", "<h2>", "</h2>", "<answer-lines/>", '<ol start="x">']
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(MARKUP)
def test_any_markup_is_read_or_refused(markup: str) -> None:
    try:
        text_of(document(*parse(f"<h1>T</h1>{markup}", file="a").blocks))
    except LessonPackError as refused:
        places = {d.span.file for d in refused.diagnostics if d.span}
    else:
        places = set()
    assert places <= {"a", "x"}
