"""Words inside a mark of an author's text stay the author's: the gate and every message rely on it."""

from __future__ import annotations

import pytest

from lessonpack.diagnostics import Span
from lessonpack.tree.nodes import Origin
from lessonpack.tree.parse import parse
from lessonpack.tree.walk import all_lines, runs

STAMP = '<h1 at="a.j2:1:1">T</h1><p at="a.j2:2:1"><t i="d1" s="m.yaml:7:5">one {} three</t></p>'


@pytest.mark.parametrize(
    "mark",
    [
        "<strong>two</strong>",
        "<em>two</em>",
        "<term>two</term>",
        '<span lang="ru">two</span>',
        '<a href="https://example.org">two</a>',
        "<strong><em>two</em></strong>",
    ],
)
def test_words_inside_a_mark_keep_their_item_and_place(mark: str) -> None:
    parsed = parse(STAMP.format(mark), file="a.j2")
    (line,) = list(all_lines(parsed.blocks[1:]))
    assert {run.origin for run in runs(line)} == {Origin("d1", Span("m.yaml", 7, 5))}


def test_a_mark_that_the_template_wrote_holds_the_templates_words() -> None:
    parsed = parse('<h1 at="a.j2:1:1">T</h1><p at="a.j2:2:1"><strong at="a.j2:2:4">two</strong></p>', file="a.j2")
    (line,) = list(all_lines(parsed.blocks[1:]))
    assert [run.origin for run in runs(line)] == [Origin("", Span("a.j2", 2, 4))]
