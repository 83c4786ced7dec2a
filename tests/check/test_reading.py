"""How hard words are: counts against published examples, and the limits of each band and level."""

from __future__ import annotations

import pytest

from lessonpack.check.readability import Measure, measure, sentences, syllables
from tests.check.finding import count, told
from tests.modules import a_definition, a_question

# Syllables as dictionaries give them.
KNOWN = {
    1: "a the cat sat mat child asked helped makes times used source true blue year fire hour walked lived "
       "moved loved closed horse house judged eye tried friend suit fruit rule file while hole role guard "
       "guide build lie lies",
    2: "children person purpose teacher adult trusted about above ago even vapour water being create science "
       "quiet useful wanted needed places changes little simple number figure sources country money promise "
       "secret feeling language question answer police advice service safety danger union million region "
       "lion poem react value argue before alone outside homework likely boxes wishes horses houses ocean "
       "special social patient ancient equal fuel ruin fluid cruel doing going seeing playing cycle circle "
       "able",
    3: "protection trafficking family created government statistics services violence opinion religion "
       "previous serious period radio video museum continue everyone anything somebody possible several "
       "general camera history memory decided official efficient usual actual sexual annual poetry bicycle "
       "dangerous",
    4: "exploitation definition condensation evaporate information authority identify community situation "
       "cooperate responsible usually actually ability carefully",
    5: "evaporation individual",
}  # fmt: skip
WORDS = [(word, n) for n, words in KNOWN.items() for word in words.split()]


def test_syllables_agree_with_dictionaries_for_nine_words_in_ten() -> None:
    wrong = {word: (syllables(word), n) for word, n in WORDS if syllables(word) != n}
    assert len(wrong) <= len(WORDS) * 0.06, wrong


@pytest.mark.parametrize(
    ("words", "sentence_count", "syllable_count", "grade"),
    [
        # "The cat sat on the mat." is the worked example of the lowest grade: 6 words of one syllable.
        (6, 1, 6, -1.45),
        # "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.": 13 words, 24 syllables.
        (13, 1, 24, 11.26),
        # "This sentence, taken as a reading passage unto itself, is being used to prove a point.": 16 and 24.
        (16, 1, 24, 8.35),
        (100, 5, 150, 9.91),
    ],
)
def test_the_grade_is_that_of_the_published_formula(
    words: int, sentence_count: int, syllable_count: int, grade: float
) -> None:
    made = Measure(sentence_count, words, syllable_count, words, 0)
    assert round(made.grade(), 2) == grade


def test_a_whole_text_is_counted_as_by_hand() -> None:
    assert measure("The cat sat on the mat.", "en") == Measure(1, 6, 6, 6, 0)
    counted = measure("This sentence, taken as a reading passage unto itself, is being used to prove a point.", "en")
    assert (counted.sentences, counted.words) == (1, 16)
    assert abs(counted.grade() - 8.35) < 1


def test_shortened_words_figures_and_decimals_end_no_sentence() -> None:
    assert sentences("Read e.g. No. 5 first. It costs 3.5 euro.") == ["Read e.g. No. 5 first.", "It costs 3.5 euro."]
    assert measure("In 2018 there were 1751 files.", "en").words == 4


def test_names_and_headwords_count_as_signs() -> None:
    assert measure("He lives in Kazakhstan.", "en").syllables == 4
    known = frozenset(("exploitation",))
    assert measure("The exploitation ends.", "en", known=known).syllables == 3


def test_long_words_are_the_measure_of_other_languages() -> None:
    counted = measure("Это предупреждение. Мы идём домой.", "ru")
    assert (counted.words, counted.long_words) == (5, 1)
    assert counted.long_share() == 20


# ---- limits ----------------------------------------------------------------------------------------------------------

HARD = "International organisations identified considerable difficulties concerning individual responsibility. " * 10
EASY = "You can tell a man or a woman you trust. They will help you. " * 8


def test_a_sheet_above_its_grade_is_told_with_the_text_to_begin_with() -> None:
    (found,) = told("reading/grade", a_definition("d1", topics={}, bands=["C"], text=HARD))
    assert found[0] == "warning"
    assert "the sheet for band C has reading grade" in found[1]
    assert found[1].endswith("the limit is 7.0")
    assert count("reading/grade", a_definition("d1", topics={}, bands=["C"], text=EASY)) == 0


def test_few_words_have_no_grade() -> None:
    assert count("reading/grade", a_definition("d1", topics={}, bands=["A"], text=HARD[:98])) == 0


def test_the_easy_sheet_has_its_own_limit() -> None:
    middle = "The teacher explains a difficult question, and several pupils answer carefully. " * 8
    both = {"C": {"core": EASY, "easy": middle}}
    grades = told("reading/grade", a_definition("d1", topics={}, text=both))
    assert [message.partition(" has ")[0] for _, message in grades] == ["the sheet for band C in easy words"]


def test_what_the_ceilings_hold_back_is_not_counted() -> None:
    assert count("reading/grade", a_definition("d1", topics={"grooming": 3}, bands=["B"], text=HARD)) == 0


def test_sentences_keep_to_the_length_of_the_band() -> None:
    fifteen = "one two three four five six seven eight nine ten red blue green black white."
    assert count("reading/long-sentence", a_definition("d1", topics={}, bands=["A"], text=fifteen)) == 1
    assert count("reading/mean-sentence", a_definition("d1", topics={}, bands=["A"], text=fifteen)) == 1
    assert count("reading/long-sentence", a_definition("d1", topics={}, bands=["B"], text=fifteen)) == 0
    assert told("reading/long-sentence", a_question("q1", topics={}, bands=["A"], text=fifteen))[0][1] == (
        "the sentence that begins 'one two three four' has 15 words; band A reads at most 14"
    )


def test_a_very_long_sentence_for_teachers_is_noted() -> None:
    assert told("reading/teachers-sentence", a_definition("d1", text={"T": "word " * 41}))[0][0] == "note"
    assert count("reading/teachers-sentence", a_definition("d1", text={"T": "word " * 40})) == 0


def test_easy_words_are_easier_than_core_words() -> None:
    hard = "Considerable difficulties concerning individual responsibility were also identified by many organisations."
    text = {"C": {"core": EASY, "easy": hard}}
    assert count("reading/easy-not-easier", a_definition("d1", topics={}, text=text)) == 1
    assert (
        count("reading/easy-not-easier", a_definition("d1", topics={}, text={"C": {"core": hard, "easy": EASY}})) == 0
    )


def test_russian_sheets_are_measured_by_long_words() -> None:
    long_words = "Предупреждение эксплуатации несовершеннолетних организациями. " * 20
    assert count("reading/long-words", a_definition("d1", topics={}, text=long_words), language="ru") > 0
    assert count("reading/long-words", a_definition("d1", topics={}, text="Мы идём домой. " * 30), language="ru") == 0
    assert count("reading/grade", a_definition("d1", topics={}, text=long_words), language="ru") == 0


def test_belarusian_sheets_are_measured_by_long_words() -> None:
    counted = measure("Гэта папярэджанне. Мы ідзём дадому.", "be")
    assert (counted.words, counted.long_words, counted.long_share()) == (5, 1, 20)
    long_words = "Папярэджанне эксплуатацыі непаўналетніх арганізацыямі. " * 20
    assert count("reading/long-words", a_definition("d1", topics={}, text=long_words), language="be") > 0
    assert count("reading/long-words", a_definition("d1", topics={}, text="Мы ідзём дамоў. " * 30), language="be") == 0
    assert count("reading/grade", a_definition("d1", topics={}, text=long_words), language="be") == 0
    words = "раз два тры чатыры пяць шэсць сем восем дзевяць дзесяць дом лес луг рака дарога."
    assert count("reading/long-sentence", a_definition("d1", topics={}, bands=["A"], text=words), language="be") == 1
