"""Texts as they were typed, times that shift, rankings without a source."""

from __future__ import annotations

from typing import Any

import pytest

from tests.check.finding import count, told
from tests.modules import a_definition, a_help_line, a_note, a_question, a_source, a_statistic, shipped_policy

RATED = {"personal_safety": 1}


@pytest.mark.parametrize(
    "words",
    ["Accessed <date>", "TODO", "Write this: TBD.", "Lorem ipsum dolor.", "See \\[insert source\\].", "When was it ???",
     "By the author,, 2009.", "...", "n/a", "Name: ____", "{{ name }}".replace("{", "\\{").replace("}", "\\}")],
)  # fmt: skip
def test_what_was_left_to_fill_in_is_refused_for_every_reader(words: str) -> None:
    assert told("texts/placeholder", a_definition("d1", topics={}, text=words))[0][0] == "error"
    assert count("texts/placeholder", a_definition("d1", text={"T": words})) == 1
    assert count("texts/placeholder", cite_as=words) == 1


@pytest.mark.parametrize(
    "cite_as",
    ["Patt, M. ,, Belarus.", "Patt, M., Belarus. URL: , accessed 2009.", "Belarus, accessed <date>.", "At URL:"],
)
def test_a_citation_with_a_hole_is_refused(cite_as: str) -> None:
    assert told("texts/placeholder", cite_as=cite_as)[0][0] == "error"
    assert count("texts/placeholder", cite_as="Patt, M., Belarus. URL: https://example.org, accessed 2009.") == 0


@pytest.mark.parametrize(
    "words", ["Three dots ... in a text.", "A list of dates and names.", "5 < 7 and 9 > 3.", "What?"]
)
def test_ordinary_words_are_no_placeholder(words: str) -> None:
    assert count("texts/placeholder", a_definition("d1", topics={}, text=words)) == 0


@pytest.mark.parametrize("words", ["A br\u043ethel is near.", "\u0412ROTHEL", "A \u03bfpen door."])
def test_a_word_of_two_alphabets_is_refused_for_every_reader(words: str) -> None:
    assert told("texts/mixed-letters", a_definition("d1", topics={}, text=words))[0][0] == "error"
    assert count("texts/mixed-letters", a_definition("d1", text={"T": words})) == 1


@pytest.mark.parametrize("words", ["Минск, Minsk, Αθήνα", "COVID-19 и Covid", "El Niño; naïve", "5 км, 3 µg, 2π r"])
def test_words_of_one_alphabet_each_may_stand_side_by_side(words: str) -> None:
    assert count("texts/mixed-letters", a_definition("d1", topics={}, text=words)) == 0


@pytest.mark.parametrize("words", ["Description: Description: a report", "Read the the text.", "Click here for more."])
def test_what_came_in_with_copying_is_noted(words: str) -> None:
    assert told("texts/debris", a_definition("d1", topics={}, text=words))[0][0] == "note"
    assert count("texts/debris", a_definition("d1", topics={}, text="They had had enough. Read it.")) == 0


def test_a_number_in_brackets_without_a_list_is_refused() -> None:
    assert count("texts/numbered-reference", a_definition("d1", topics={}, text="A crime grew. \\[1\\]")) == 1
    assert (
        told("texts/numbered-reference", a_definition("d1", topics={}, text="A crime grew \\[1\\]."))[0][0] == "error"
    )
    teachers = a_definition("d1", text={"T": "A crime grew \\[1\\]."})
    assert told("texts/numbered-reference", teachers)[0][0] == "warning"
    about = a_definition("d1", text={"T": "The marks \\[1\\] and \\[2\\] lead nowhere."})
    assert count("texts/numbered-reference", about) == 0
    assert (
        count("texts/numbered-reference", a_source("s1"), a_definition("d1", source="s1", locator="paragraph \\[51\\]"))
        == 0
    )


def test_a_sentence_that_stands_twice_is_noted() -> None:
    words = "You can tell an adult you trust. It helps. You can tell an adult you trust."
    assert told("texts/repeated", a_definition("d1", topics={}, text=words))[0][0] == "note"
    assert count("texts/repeated", a_definition("d1", topics={}, text="It helps. It helps.")) == 0


def test_a_content_note_and_a_pause_are_short() -> None:
    assert told("texts/note-length", content_note=" ".join(["word"] * 61))[0][0] == "error"
    assert count("texts/note-length", content_note=" ".join(["word"] * 60)) == 0
    policy = shipped_policy()
    caps = policy.caps.model_copy(update={"grounding_words": 5})
    assert count("texts/note-length", policy=policy.model_copy(update={"caps": caps})) > 0


def test_harm_without_anything_that_one_can_do_is_told() -> None:
    harm = a_definition("d1", topics={"grooming": 2}, bands=["C"])
    alone = "band C reads of harm, and of nothing that one can do or whom one can tell"
    assert told("texts/no-action", harm) == [("error", alone)]
    lines: dict[str, Any] = {"help": ["h1"], "help_lines": (a_help_line("h1"),)}
    assert told("texts/no-action", harm, **lines) == [("warning", alone)]
    assert count("texts/no-action", harm, a_question("q1", topics=RATED)) == 0
    assert count("texts/no-action", harm, a_question("q1", topics=RATED, bands=["D"])) == 1
    assert count("texts/no-action", a_definition("d1", topics={"grooming": 1})) == 0


# ---- times -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["Last year nine routes were closed.", "To date, many fled.", "Nowadays it is rare."])
def test_a_time_that_shifts_is_told_unless_it_is_dated(words: str) -> None:
    assert told("times/relative", a_definition("d1", topics={}, text=words))[0][0] == "warning"
    assert count("times/relative", a_definition("d1", topics={}, text=f"In 2018: {words[0].lower()}{words[1:]}")) == 0
    assert count("times/relative", a_note("n1", topics={}, text=words, as_of="2018")) == 0
    assert count("times/relative", a_note("n1", topics={}, text=words)) == 1


def test_a_figure_with_a_period_is_dated() -> None:
    period = {"from": "2018", "to": "2018"}
    assert count("times/relative", a_statistic("f1", topics={}, note="More than last year.", period=period)) == 0
    assert count("times/relative", a_statistic("f1", topics={}, note="More than last year.")) == 1


def test_a_ranking_needs_a_source() -> None:
    words = "It is the fastest growing crime."
    assert told("times/superlative", a_definition("d1", topics={}, text=words))[0][0] == "warning"
    assert (
        count("times/superlative", a_source("s1", topics={}), a_definition("d1", topics={}, text=words, source="s1"))
        == 0
    )
    assert count("times/superlative", a_question("q1", topics={}, text="Is it the fastest growing crime?")) == 0
    assert count("times/superlative", a_definition("d1", text={"T": words})) == 0
