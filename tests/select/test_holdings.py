"""What a gate compares with: the words of each item as a run of a document holds them, figures, dates, addresses."""

from __future__ import annotations

from dataclasses import replace

from lessonpack.diagnostics import Span
from lessonpack.model import inline
from lessonpack.model.text import Text
from lessonpack.select.holdings import Holdings, holdings, paragraphs, stretches, texts_of
from tests.modules import (
    Made,
    a_definition,
    a_help_line,
    a_module,
    a_source,
    a_statistic,
    an_activity,
    registry,
    students,
    teacher,
)


def held(*items: Made) -> Holdings:
    return holdings(students(a_module(*items), help_lines=registry(a_help_line("h1"))))


def test_words_are_held_in_the_stretches_between_marks_of_the_whole_and_of_each_paragraph() -> None:
    text = "A *right* to [**rest** and play](https://example.org/rest).\n\nFor all."
    assert held(a_definition("d1", topics={}, text=text)).words["d1"] == {
        "term d1",
        "A",
        "right",
        "to",
        "",
        "rest",
        "and play",
        ".",
        ". For all.",
        "For all.",
    }


def test_the_stretches_of_one_paragraph_are_those_of_the_whole() -> None:
    assert list(stretches(Text.parse("A *right*."))) == ["A", "right", "."]


def test_white_space_is_folded_but_a_no_break_space_is_meant() -> None:
    assert paragraphs(Text.parse("One  two\nthree\u00a0 four.\n\nFive")) == ("One two three\u00a0 four.", "Five")
    for gap in ("\n", "\r", "\t", "  "):
        assert paragraphs(Text(((inline.Words(f"One{gap}two"),),))) == ("One two",)
    broken = Text(((inline.Words("  One\r\n\ttwo "),),))
    assert paragraphs(broken) == ("One two",)
    assert list(stretches(broken)) == ["One two"]


def test_figures_and_dates_are_held_as_they_are_written_and_of_whole_numbers_the_minutes() -> None:
    found = held(
        a_source("s1", topics={}, date="2009-03-05", url="https://example.org/report"),
        a_statistic("f1", topics={}, value="47.5", period={"from": "2019", "to": "2020-06"}),
        an_activity("a1", topics={}, minutes=20, expected_words=33),
    )
    assert found.figures == {"47.5"}
    assert found.dates == {"5 March 2009", "2019", "June 2020"}
    assert found.numbers == {"45", "20"}
    assert found.addresses == {"https://example.org/report"}


def test_a_guide_holds_ages_and_years_of_coverage_beside_minutes_and_never_a_version() -> None:
    module = a_module(a_definition("d1", topics={}), version=116111, coverage={"from": 2000, "to": 2025})
    assert holdings(teacher(module)).numbers == {"45", "12", "14", "2000", "2025"}
    assert holdings(students(module)).numbers == {"45"}


def test_addresses_are_those_of_sources_and_of_links_in_texts_however_deep() -> None:
    text = "See *[this](https://example.org/a)*, [that](mailto:a@example.org) and more."
    assert held(a_definition("d1", topics={}, text=text)).addresses == {"https://example.org/a", "mailto:a@example.org"}


def test_where_words_were_typed_is_no_number_of_the_content() -> None:
    selection = students(a_module(a_definition("d1", topics={})))
    (definition,) = selection.definitions
    typed = replace(definition, text=replace(definition.text, span=Span("x", 112, 113)))
    omitted = replace(students(a_module(a_definition("d1"))).omitted[0], span=Span("x", 114, 115))
    found = holdings(replace(selection, definitions=(typed,), omitted=(omitted,)))
    assert {"112", "113", "114", "115"} & found.numbers == set()


def test_every_text_of_a_selection_is_found() -> None:
    selection = teacher(a_module(a_definition("d1", topics={}), a_source("s1", topics={})))
    assert {str(text) for text in texts_of(selection)} >= {
        "term d1",
        "Meaning of d1.",
        "Maker s1",
        "public domain",
        "Staying safe, pack 9",
    }


def test_an_address_to_write_to_is_one_of_the_content_as_well() -> None:
    links = [{"label": "Ask us", "url": "mailto:help@example.org"}, {"label": "A page", "url": "https://example.org/x"}]
    found = holdings(teacher(a_module(a_definition("d1", topics={}), links=links)))
    assert found.addresses == {"mailto:help@example.org", "https://example.org/x"}
