"""The body of small documents, as XML that can be read in a diff."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from lessonpack.tree.nodes import (
    AnswerSpace,
    Block,
    Callout,
    CalloutKind,
    ChartKind,
    CheckList,
    Circles,
    DefinitionEntry,
    DefinitionList,
    Emphasis,
    Foreign,
    Group,
    HelpBox,
    KeyFigure,
    LineBreak,
    Link,
    ListItem,
    OrderedList,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Quote,
    Strong,
    Term,
    WriteIn,
)
from tests.documents import (
    bullets,
    card_sheet,
    chart,
    document,
    heading,
    numbered,
    organiser,
    para,
    table,
    timeline,
    words,
)
from tests.write.docx.opened import ROOT, Opened

GOLDENS = Path(__file__).parent / "goldens"
UPDATE = "LESSONPACK_UPDATE"


def _inline() -> tuple[Block, ...]:
    marks = (
        Strong(words("strong")),
        Emphasis((Strong(words("both")),)),
        Term(words("term")),
        Link("https://example.org/?a=1&b=2", words("a link")),
        LineBreak(),
        Foreign("ru", words("слова")),
        Foreign("ar", words("كلمة")),
        *words("<plain> & 'quoted'"),
    )
    return (Paragraph(marks),)


def _lists() -> tuple[Block, ...]:
    nested = ListItem((para("Outer"), numbered("Inner one", "Inner two"), para("Outer again")))
    return (OrderedList((nested,), start=3), bullets("First", "Second"))


def _answers() -> tuple[Block, ...]:
    question = ListItem((para("Why?"), AnswerSpace(lines=2, label="Space to write, {lines} lines")))
    return (WriteIn((words("Name"), words("Date"))), OrderedList((question,)))


def _boxes() -> tuple[Block, ...]:
    note = Callout(CalloutKind.NOTE, words("Remember"), (para("Text."), bullets("Item.")))
    return (note, note, Quote((para("Words."),), words("Who, where")))


def _definitions() -> tuple[Block, ...]:
    meaning = (para("Saying yes freely."), para("Example.", ParagraphKind.SMALL))
    return (DefinitionList((DefinitionEntry(words("consent"), meaning),)),)


def _source() -> tuple[Block, ...]:
    short = Callout(CalloutKind.SOURCE, words("Report"), (para(),), badge=words("A"), status=words("2009"))
    return (short, replace(short, title=words("A long title of a report of a committee, as long as a line can be")))


def _help() -> tuple[Block, ...]:
    return (HelpBox(words("Help"), (para("Call."), WriteIn((words("Whom I can tell"),)))),)


def _keeping() -> tuple[Block, ...]:
    return (Group((heading("Hard topic"), para("Text."), para("Help."))), PageBreak(), heading("Next"))


CASES: dict[str, Callable[[], tuple[Block, ...]]] = {
    "inline": _inline,
    "lists": _lists,
    "answers": _answers,
    "boxes": _boxes,
    "definitions": _definitions,
    "help": _help,
    "keeping": _keeping,
    "table": lambda: (table(1),),
    "chart": lambda: (chart(),),
    "parts": lambda: (chart(ChartKind.PARTS),),
    "timeline": lambda: (timeline(2), timeline(7)),
    "organiser": lambda: (organiser(),),
    "circles": lambda: (Circles(words("People"), (words("Me"), words("At home"))),),
    "cards": lambda: (card_sheet(3), para("After")),
    "checks": lambda: (CheckList((ListItem((para("I may pass."),)),)), KeyFigure(words("3"), words("people"))),
    "source": _source,
}


@pytest.mark.parametrize("name", CASES)
def test_the_body_is_as_accepted(name: str) -> None:
    opened = Opened(document(*CASES[name]()))
    charts = (f"word/charts/chart{n}.xml" for n in range(1, opened.count_of_charts + 1))
    found = "".join(_readable(opened.part(part)) for part in ("word/document.xml", *charts))
    golden = GOLDENS / f"{name}.xml"
    if os.environ.get(UPDATE):
        if os.environ.get("CI"):
            pytest.fail("goldens are accepted by people, not by the build server")
        golden.write_text(found, encoding="utf-8")
    expected = golden.read_text(encoding="utf-8") if golden.exists() else ""
    accepting = f"to accept: {UPDATE}=1 pytest {Path(__file__).relative_to(ROOT)} -k {name}"
    assert found == expected, accepting


def _readable(root: Any) -> str:
    etree.cleanup_namespaces(root)
    etree.indent(root)
    canonical: str = etree.tostring(root, method="c14n").decode()
    return canonical + "\n"
