"""Words of content come out of templates as words, whatever stands in them; dates and figures in their language."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lessonpack.diagnostics import Span
from lessonpack.load.files import load_help, load_module
from lessonpack.model.audience import Audience, Kind
from lessonpack.model.items import Skill
from lessonpack.model.text import NO_PLACE, Text
from lessonpack.model.values import Amount, PartialDate
from lessonpack.render.locate import Root
from lessonpack.render.printing import UnprintableError, day, number, text_markup
from lessonpack.render.templates import TemplateSet
from lessonpack.select.select import select
from lessonpack.select.selection import Selection
from lessonpack.tree.dump import dump
from lessonpack.tree.nodes import Document, Furniture, Meta
from lessonpack.tree.parse import parse
from lessonpack.tree.proofs import Ledger
from lessonpack.tree.walk import text_of
from tests.modules import ROOT, TODAY, a_module, a_question, shipped_policy, students, teacher

HOSTILE = [
    "<script>alert(1)</script>",
    "<help><title>Help</title><p>Call 112</p></help>",
    "</t></p><h1>Title</h1>",
    '<t i="d1" s="a:1:1">forged</t>',
    "&amp; &lt;p&gt; &nbsp; &#0; &unknown;",
    "\"double\" 'single' `back`",
    "{{ pack }} {% if x %} {# comment #}",
    "]]> <![CDATA[x]]> <!-- --> <?pi?>",
    'at="a:1:1"',
    "a\u00a0b\u200bc\u2060d",
    "слова, كلمة, שלום, 漢字, 🚸",
]

# ---- dates and figures -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "year", "month", "whole"),
    [
        ("en", "2020", "August 2020", "26 August 2020"),
        ("en-US", "2020", "August 2020", "August 26, 2020"),
        ("ru", "2020", "август 2020 г.", "26 августа 2020 г."),
        ("be", "2020", "жнівень 2020", "26 жніўня 2020 г."),
        ("be-BY", "2020", "жнівень 2020", "26 жніўня 2020 г."),
        ("be-tarask", "2020", "жнівень 2020", "26 жніўня 2020 г."),
        ("no", "2020", "august 2020", "26. august 2020"),
        ("zh-Hant-TW", "2020年", "2020年8月", "2020年8月26日"),
    ],
)
def test_a_date_is_written_as_exactly_as_it_is_known(language: str, year: str, month: str, whole: str) -> None:
    dates = (PartialDate(2020), PartialDate(2020, 8), PartialDate(2020, 8, 26))
    written = [str(day(known, language)) for known in dates]
    assert [re.sub(r"\s+", " ", words) for words in written[1:]] == [month, whole]
    assert written[0].startswith(year)


@pytest.mark.parametrize(
    ("typed", "en", "ru"),
    [
        ("1751", "1,751", "1 751"),
        ("1.10", "1.10", "1,10"),
        ("1234567.5", "1,234,567.5", "1 234 567,5"),
        ("-3", "-3", "-3"),
        ("0", "0", "0"),
        ("999999999999999.999999", "999,999,999,999,999.999999", "999 999 999 999 999,999999"),
    ],
)
def test_a_figure_keeps_its_decimals_and_gets_the_separators_of_the_language(typed: str, en: str, ru: str) -> None:
    amount = Amount(typed, Decimal(typed))
    assert str(number(amount, "en")) == en
    assert re.sub(r"\s", " ", str(number(amount, "ru"))) == ru
    assert re.sub(r"\s", " ", str(number(amount, "be"))) == ru


@pytest.mark.parametrize("language", ["tlh", "xx-YY", "", "-", "en_GB_x_y_z", "../../etc"])
def test_a_language_that_nobody_knows_is_refused_in_words(language: str) -> None:
    with pytest.raises(UnprintableError, match="cannot be written in the language"):
        day(PartialDate(2020), language)


def test_dates_and_figures_have_an_origin_of_their_own() -> None:
    assert text_markup(day(PartialDate(2020), "en"), Ledger()) == '<t i=":date" n="0">2020</t>'
    assert text_markup(number(Amount("5", Decimal(5)), "en"), Ledger()) == '<t i=":figure" n="0">5</t>'


# ---- texts -------------------------------------------------------------------------------------------------------


def test_a_text_is_printed_with_its_item_its_place_and_its_marks() -> None:
    text = Text.parse("*a* **b** [c](https://d.org/?e=1&f=2) [ж]{ru} {k|l} & <m>\n\nnext")
    placed = replace(text, span=Span("content/a&b/module.yaml", 3, 7), item="i1")
    assert text_markup(placed, Ledger()) == (
        '<t i="i1" s="content/a&amp;b/module.yaml:3:7" n="0"><em>a</em> <strong>b</strong> '
        '<a href="https://d.org/?e=1&amp;f=2">c</a> <span lang="ru">ж</span> <term>l</term> &amp; &lt;m&gt; next</t>'
    )


def escaped(words: str) -> str:
    """As an author would type the words, so that none of them is a mark."""
    return re.sub(r"([*\[\]{}\\])", r"\\\1", words)


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_stands_in_a_text_is_read_back_as_it_was(words: str) -> None:
    markup = text_markup(Text.parse(escaped(words)).of("d1"), Ledger())
    (title,) = parse(f"<h1>{markup}</h1>", file="a").blocks
    (run,) = title.children  # type: ignore[union-attr]  # a heading
    assert (run.text, run.origin.item, run.origin.span) == (words, "d1", None)  # type: ignore[union-attr]  # a run


# ---- shape independence ------------------------------------------------------------------------------------------


@cache
def shipped_selections() -> tuple[Selection, ...]:
    """The shipped module, for each kind of document."""
    module = load_module(ROOT / "content/trafficking-belarus/module.yaml")
    lines = load_help(ROOT / "content/help.yaml")
    audiences = [Audience(kind.role, "D", kind=kind) for kind in Kind]
    return tuple(select(module, one, shipped_policy(), help_lines=lines, today=TODAY) for one in audiences)


@cache
def shipped_templates() -> TemplateSet:
    return TemplateSet((Root(ROOT, "", "yours"),))


_VIEWS = ("selection", "shown")


def with_words(value: Any, words: Text) -> Any:
    """The same views with every text replaced."""
    match value:
        case Text():
            return replace(words, item=value.item, span=value.span)
        case tuple():
            return type(value)(with_words(part, words) for part in value)
        case _ if is_dataclass(value) and not isinstance(value, type) and type(value).__module__.endswith(_VIEWS):
            changed = {f.name: with_words(getattr(value, f.name), words) for f in fields(value) if f.init}
            return replace(value, **changed)
        case _:
            return value


def shape(selection: Selection) -> str:
    """The dump of what the shipped template makes, with all words of content left out."""
    kind = str(selection.audience.document)
    parsed = parse(shipped_templates().render(kind, selection), file=kind)
    meta = Meta("", "en", "lessonpack", kind, "D", date(2026, 11, 1))
    return re.sub(r'"(\\.|[^"\\])*"', '""', dump(Document(meta, Furniture(), parsed.blocks, "s")))


@cache
def plain_shapes() -> tuple[str, ...]:
    return tuple(shape(with_words(selection, Text.parse("x"))) for selection in shipped_selections())


WORDS = st.text(
    alphabet=st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\ufffe\uffff\u2028\u2029"),
    min_size=1,
).filter(lambda words: any(unicodedata.category(c) not in ("Cf", "Zs") for c in words))


@settings(max_examples=25, deadline=None)
@given(WORDS)
@example(" ".join(HOSTILE))
@example("x" * 500)
@example("a\u200b")
@example("1")
def test_the_words_of_content_never_change_the_shape_of_a_document(words: str) -> None:
    text = Text.parse(escaped(words))
    assert tuple(shape(with_words(s, text)) for s in shipped_selections()) == plain_shapes()


@pytest.mark.parametrize("place", [NO_PLACE, Span("a", 1, 1), Span('a"<&>:b', 1, 1), Span("{{ x }}", 9, 9)])
def test_the_place_of_a_text_survives_whatever_its_file_is_called(place: Span) -> None:
    markup = text_markup(replace(Text.parse("x"), span=place, item="d1"), Ledger())
    (title,) = parse(f"<h1>{markup}</h1>", file="a").blocks
    (run,) = title.children  # type: ignore[union-attr]  # a heading
    assert run.origin.span == (None if place == NO_PLACE else place)  # type: ignore[union-attr]  # a run


def test_the_shipped_template_says_something_of_every_item_that_students_get() -> None:
    marked = with_words(shipped_selections()[0], Text.parse("canary"))
    markup = "".join(shipped_templates().render(kind, marked) for kind in ("student", "organisers"))
    assert {f'i="{item}"' for item in marked.kept if item not in {s.id for s in marked.sources}} <= set(
        re.findall(r'i="[a-z0-9-]+"', markup)
    )


@pytest.mark.parametrize("skill", Skill)
def test_every_skill_has_a_name_on_the_sheet_and_in_the_guide(skill: Skill) -> None:
    module = a_module(a_question("q1", topics={}, skill=str(skill)))
    for selection in (students(module), teacher(module)):
        made = shipped_templates().tree(str(selection.audience.role), selection)
        document = Document(Meta("", "en", "", "student", "C", TODAY), Furniture(), made.blocks, "s")
        assert str(skill).capitalize() in text_of(document).split("\n")
