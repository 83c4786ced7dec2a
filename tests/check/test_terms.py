"""Words that are not written any more, that an age does not meet, that frighten, or that a rating hides."""

from __future__ import annotations

from typing import Any

import pytest

from lessonpack.check.phrases import Vocabulary, first, found, sentences
from lessonpack.check.registry import check
from lessonpack.load.decode import decode
from lessonpack.model.module import Module
from lessonpack.model.text import ByBand
from tests.check.finding import count, told
from tests.modules import TODAY, Made, a_definition, a_note, a_source, an_excerpt, registry, shipped_policy


def said(words: str, **data: Any) -> Made:
    return a_definition("d1", topics=data.pop("topics", {"personal_safety": 1}), text=words, **data)


# ---- how phrases are found -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "words", "what"),
    [
        ("child porn*", "So-called Child Pornography is", "Child Pornography"),
        ("child porn*", "children pornography", ""),
        ("sex*", "a sexual act", "sexual"),
        ("sex*", "in Essex", ""),
        ("(tell|share) ... time you", "Tell the class about a time you were sad", "Tell the class about a time you"),
        ("(tell|share) ... time you", "Tell the class. One day, a time you", ""),
        ("tell ... you", "tell one two three four five six you", "tell one two three four five six you"),
        ("tell ... you", "tell one two three four five six seven you", ""),
        ("human commodit*", "human-commodities", "human-commodities"),
        ("human (goods|commodit*)", "human commodities", "human commodities"),
        ("(trade|trader)*", "the traders", "traders"),
        ("=CP material", "a CP Material", "CP Material"),
        ("=CP material", "cp material", ""),
        ("жив* товар*", "как живым товаром", "живым товаром"),
        ("die", "The sun dies", ""),
        ("killed", "k\u200billed", "killed"),
    ],
)
def test_a_phrase_is_found_as_whole_words_whatever_their_capitals(phrase: str, words: str, what: str) -> None:
    assert first((phrase,), words) == what


def test_a_phrase_inside_an_allowed_one_is_not_found() -> None:
    assert list(found(("fault",), "It is not your fault. Whose fault?", allowed=("not your fault",))) == ["fault"]


def test_a_vocabulary_rules_out_only_what_cannot_be_there() -> None:
    known = Vocabulary(("A child was sold.", "Pornography"))
    assert known.possible(("child porn*", "(child|minor) ... sold", "minor sold", "sol*", "so")) == (
        "child porn*",
        "(child|minor) ... sold",
        "sol*",
        "so",
    )


def test_sentences_end_at_marks_and_lines() -> None:
    assert sentences("One. Two! “Three?” Four\nFive") == ["One.", "Two!", "“Three?”", "Four", "Five"]


# ---- terms ---------------------------------------------------------------------------------------------------------


def test_words_that_are_wrong_of_a_child_are_right_of_others() -> None:
    assert count("terms/replaced", said("The shop greets each client. Children play outside.")) == 0


def test_a_cited_title_keeps_its_words_for_the_teacher_and_a_students_title_does_not() -> None:
    title = "Protocol on the sale of children, child prostitution and child pornography"
    assert count("terms/replaced", a_source("s1", title=title)) == 0
    assert count("terms/replaced", a_source("s1", topics={}, student_title={"D": title})) == 2
    assert count("terms/replaced", legacy_title="Child Prostitution") == 0
    assert count("terms/replaced", student_title="Child Prostitution") == 1


def test_a_quotation_keeps_its_words_for_the_teacher_with_a_note() -> None:
    quote: dict[str, Any] = {"kind": "quote", "text": "Child prostitution is a crime.", "student_text": None}
    caution = {"caution": "Nobody checked these."}
    assert told("terms/replaced", a_source("s1"), an_excerpt("e1", **quote), **caution) == []
    noted = an_excerpt("e1", **quote, note="One writes sexual exploitation of children today.")
    assert count("terms/quote-note", a_source("s1"), noted, **caution) == 0
    assert count("terms/quote-note", a_source("s1"), an_excerpt("e1", **quote), **caution) == 1
    retold = an_excerpt("e1", text="Child prostitution is a crime.")
    assert count("terms/replaced", a_source("s1"), retold, **caution) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", "детская проституция"), ("ru", "живой товар"), ("ru", "педофилы"), ("ru", "клиент ребёнка"),
     ("ru-BY", "детской порнографии"), ("be", "дзіцячая прастытуцыя"), ("be", "жывы тавар")],
)  # fmt: skip
def test_russian_and_belarusian_pairs_are_watched(language: str, words: str) -> None:
    assert count("terms/replaced", said(words), language=language) == 1


def test_words_in_other_languages_wait_for_a_native_reader() -> None:
    lexicons = shipped_policy().lexicon
    assert {tag: lexicon.needs_native_reader for tag, lexicon in lexicons.items()} == {
        "en": False,
        "ru": True,
        "be": True,
    }


def test_a_finding_stands_at_the_word_itself() -> None:
    text = """\
lessonpack: 1
id: sample
code: pack-1
version: 1
language: en
title: Title
student_title: Title
purpose: Purpose
minutes: 45
objectives: [One]
definitions:
  - id: d1
    term: word
    text: >-
      Some words stand here first, and then, in the second line,
      people are called *merchandise* by somebody.
"""
    module = decode(Module, text.encode(), "module.yaml")
    spans = [str(f.span) for f in check(module, shipped_policy(), help_lines=registry(), today=TODAY)]
    assert spans == ["module.yaml:16:26"]


# ---- bands ---------------------------------------------------------------------------------------------------------

BLOCKED = {
    "A": ["trafficking", "exploited", "sexual", "abuse", "rape", "slaves", "victim", "kidnapped", "predators",
          "prostitute", "porn", "naked", "drugs", "weapons", "killed", "dies", "organs", "gangs"],
    "B": ["rape", "pornography", "slavery", "sexual", "predator", "brothel", "pimp", "organ removal", "torture",
          "beaten"],
    "C": ["prostitution", "porn", "brothel", "pimps", "sex work", "predators", "monsters", "torture", "rape",
          "the price of a child"],
    "D": ["brothel", "pimp", "predator", "monster", "torture", "price of a person"],
}  # fmt: skip


@pytest.mark.parametrize(("band", "word"), [(band, word) for band, words in BLOCKED.items() for word in words])
def test_a_word_that_a_band_does_not_meet_is_refused_there(band: str, word: str) -> None:
    found = told("terms/blocked", a_definition("d1", topics={}, text={band: f"About {word} here."}))
    assert len(found) == 1
    assert found[0][0] == "error"
    assert f"band {band}" in found[0][1]


def test_a_blocked_word_is_free_where_the_band_does_not_read_it() -> None:
    word = {"T": "About slavery.", "D": "About slavery."}
    assert count("terms/blocked", a_definition("d1", topics={}, text=word)) == 0
    assert count("terms/blocked", a_definition("d1", topics={}, bands=["D"], text="About slavery.")) == 0
    assert count("terms/blocked", a_definition("d1", text="About slavery.")) == 0
    assert count("terms/blocked", a_definition("d1", topics={"grooming": 2}, text={"A": "Sexual."})) == 0


def test_easy_words_are_read_as_well() -> None:
    text = {"B": {"core": "Plain words.", "easy": "About slaves."}}
    assert count("terms/blocked", a_definition("d1", topics={}, text=text)) == 1


def test_the_policys_own_words_keep_to_what_each_band_meets() -> None:
    policy = shipped_policy()
    lexicon = policy.lexicon_of("en")
    for band in policy.student_bands():
        for field in type(policy.care).model_fields:
            value = getattr(policy.care, field)
            texts = [t for words in (value if isinstance(value, tuple) else (value,)) for t in texts_for(words, band)]
            for words in texts:
                assert first((*lexicon.blocked[band], *lexicon.fear), words, allowed=lexicon.allowed) == "", field


def texts_for(words: ByBand, band: str) -> list[str]:
    levels = words.levels(band)
    return [str(text) for text in (levels.core, levels.easy) if text] if levels else []


# ---- fear, groups, advice --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["A horrible thing.", "It is a nightmare.", "You are never safe.", "Evil people lurk."]
)
def test_what_frightens_is_an_error_for_the_younger_and_a_warning_for_the_eldest(words: str) -> None:
    assert {s for s, _ in told("terms/fear", said(words, bands=["C"]))} == {"error"}
    assert {s for s, _ in told("terms/fear", said(words, bands=["D"]))} == {"warning"}
    assert told("terms/fear", a_definition("d1", topics={}, text={"T": words})) == []


def test_a_warning_is_not_made_louder() -> None:
    assert count("terms/fear", content_note="Take care! This is about safety.") == 1
    assert count("terms/fear", content_note="Take care. This is about safety.") == 0


def test_who_is_never_named_is_told() -> None:
    assert told("terms/one-group", said("Some girls are asked for secrets.")) == [
        ("warning", "students read of 'girls', and nowhere of `boy*`")
    ]
    assert count("terms/one-group", said("Some girls and boys are asked for secrets.")) == 0
    assert count("terms/one-group", said("Some girls play.", topics={})) == 0


def test_no_sheet_gives_legal_advice() -> None:
    assert told("terms/legal-advice", said("Then you can sue your boss."))[0][0] == "error"
    assert count("terms/legal-advice", a_note("n1", text={"T": "Then you can sue."})) == 0


@pytest.mark.parametrize(
    "words", ["It is your fault.", "It was your own fault.", "You are to blame.", "You deserved it."]
)
def test_no_text_tells_its_reader_that_they_are_to_blame(words: str) -> None:
    assert count("terms/replaced", a_definition("d1", topics={"personal_safety": 1}, text=words)) == 1


@pytest.mark.parametrize(
    "words", ["It is not your fault.", "It is never your own fault.", "Nobody says you are to blame."]
)
def test_a_text_may_take_the_blame_off_its_reader(words: str) -> None:
    assert count("terms/replaced", a_definition("d1", topics={"personal_safety": 1}, text=words)) == 0


@pytest.mark.parametrize(
    ("language", "words"), [("be", "About a brothel."), ("ru", "About a brothel."), ("en", "Про бордель и пытки.")]
)
def test_a_blocked_word_does_not_pass_under_the_name_of_another_language(language: str, words: str) -> None:
    item = a_definition("d1", topics={"personal_safety": 1}, bands=["C"], text=words)
    assert count("terms/blocked", item, language=language) >= 1
