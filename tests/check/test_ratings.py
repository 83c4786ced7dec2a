"""Ratings against words, languages that nobody watches, titles that give a child away, factors that blame."""

from __future__ import annotations

from typing import Any

import pytest

from tests.check.finding import count, told
from tests.modules import Made, a_definition, a_factor, a_question, shipped_policy

TOPIC_WORDS = {
    "grooming": "He was grooming them.",
    "image_sharing": "It was blackmail.",
    "child_labour": "Child labour is old.",
    "forced_labour": "It is forced labour.",
    "trafficking_definition": "Trafficking in persons is a crime.",
    "sexual_exploitation": "It is sexual exploitation.",
    "recruitment_tactics": "It was a false offer.",
    "control": "He takes away her passport.",
    "forced_begging": "They were forced to beg.",
    "organ_removal": "Also for removal of organs.",
    "migration": "Smuggling crosses a border.",
}
"""One text for each topic that has words which betray it."""


def rated(words: str, topics: dict[str, int], **data: Any) -> Made:
    return a_definition("d1", topics=topics, text={"D": words}, **data)


def test_the_table_holds_every_topic_that_has_words() -> None:
    assert {name for name, topic in shipped_policy().topics.items() if topic.words} == set(TOPIC_WORDS)


@pytest.mark.parametrize(("topic", "words"), list(TOPIC_WORDS.items()))
def test_a_text_that_speaks_of_a_topic_rates_it(topic: str, words: str) -> None:
    for topics in ({}, {topic: 0}, {"personal_safety": 2}):
        found = told("ratings/understated", rated(words, topics))
        assert {severity for severity, _ in found} == {"error"}
        assert f"rates `{topic}` as absent" in found[0][1]
    assert not any(f"`{topic}`" in message for _, message in told("ratings/understated", rated(words, {topic: 1})))


HARMFUL = ["It was rape.", "Slavery exists. He was beaten.", "It is about torture.", "He went to a brothel.", "Porn."]


@pytest.mark.parametrize("words", HARMFUL)
def test_nothing_is_rated_as_harmless_that_says_what_some_band_does_not_read(words: str) -> None:
    for topics in ({}, {"personal_safety": 0}):
        assert {severity for severity, _ in told("ratings/understated", rated(words, topics))} == {"error"}
    assert count("ratings/understated", rated(words, {"sexual_exploitation": 2})) == 0
    assert count("ratings/understated", a_definition("d1", topics={}, text={"T": words})) == 0
    assert count("ratings/understated", a_definition("d1", text={"D": words})) == 0
    assert count("ratings/understated", a_question("q1", topics={}, answer=words)) == 0


def test_what_the_youngest_alone_do_not_read_is_a_warning_where_nothing_is_sensitive() -> None:
    words = "Plants die without water."
    assert [severity for severity, _ in told("ratings/understated", rated(words, {}))] == ["warning"]
    sensitive = a_definition("d2", topics={"grooming": 2})
    assert [severity for severity, _ in told("ratings/understated", rated(words, {}), sensitive)] == ["error"]


def test_a_subject_that_is_exempt_may_say_its_word() -> None:
    soil = rated("Water penetrates the soil.", {})
    assert count("ratings/understated", soil) == 1
    assert count("ratings/understated", soil, subjects=["Geography"]) == 0


# ---- languages -------------------------------------------------------------------------------------------------------


def test_a_sensitive_module_in_a_language_that_nobody_watches_is_refused() -> None:
    sensitive, harmless = a_definition("d1", topics={"grooming": 2}), a_definition("d1", topics={})
    assert told("policy/no-lexicon", sensitive, language="de") == [
        ("error", "the policy watches no words of the language `de`")
    ]
    assert told("policy/no-lexicon", harmless, language="de")[0][0] == "warning"


@pytest.mark.parametrize("language", ["ru", "be", "ru-BY"])
def test_words_that_no_native_reader_approved_are_told(language: str) -> None:
    (found,) = told("policy/no-lexicon", a_definition("d1", topics={"grooming": 2}), language=language)
    assert found[0] == "warning"
    assert "has approved" in found[1]


@pytest.mark.parametrize("language", ["en", "en-GB", "EN"])
def test_english_in_every_form_is_watched(language: str) -> None:
    item = a_definition("d1", topics={}, text={"D": "Child prostitution and trafficking."})
    assert count("policy/no-lexicon", item, language=language) == 0
    assert count("terms/replaced", item, language=language) == 1
    assert count("ratings/understated", item, language=language) > 0


# ---- outside ------------------------------------------------------------------------------------------------------

SENSITIVE = a_definition("d1", topics={"grooming": 2})


@pytest.mark.parametrize(
    ("field", "words"),
    [("student_title", "Human trafficking and you"), ("code", "trafficking-1"), ("student_title", "About abuse"),
     ("student_title", {"C": "Pack 3", "D": {"core": "Pack 3", "easy": "Smuggling"}}), ("code", "sex-and-you")],
)  # fmt: skip
def test_a_title_and_a_code_say_nothing_outside(field: str, words: Any) -> None:
    assert [severity for severity, _ in told("texts/not-neutral", SENSITIVE, **{field: words})] == ["error"]


def test_neutral_titles_and_titles_for_teachers_pass() -> None:
    assert count("texts/not-neutral", SENSITIVE, student_title="Staying safe, pack 3", code="staying-safe-3") == 0
    assert count("texts/not-neutral", SENSITIVE, student_title={"C": "Pack 3", "T": "Human trafficking"}) == 0


def test_a_harmless_module_may_name_its_subject_and_no_topic() -> None:
    harmless = a_definition("d1", topics={})
    assert count("texts/not-neutral", harmless, student_title="The organs of the body") == 0
    assert count("texts/not-neutral", harmless, student_title="Human trafficking") == 1


# ---- factors ------------------------------------------------------------------------------------------------------


def test_a_factor_names_what_protects() -> None:
    assert told("factors/no-protection", a_factor("f1", protection=None)) == [
        ("warning", "`f1` names a risk and nothing that protects")
    ]
    assert count("factors/no-protection", a_factor("f1")) == 0


@pytest.mark.parametrize(
    "risk",
    ["Girls who are careless and naive", "Naïve pupils", "Easy targets", "Greedy people", "Promiscuous girls",
     "Those who should have known better", "Reckless behaviour", "Children who make bad choices"],
)  # fmt: skip
def test_a_factor_describes_a_situation_and_blames_nobody(risk: str) -> None:
    for topics in (None, {"risk_and_protection": 2}):
        found = told("factors/blame", a_factor("f1", topics=topics, risk={"D": risk}))
        assert [severity for severity, _ in found] == ["error"]
    assert count("factors/blame", a_factor("f1", risk="A family without an income")) == 0
