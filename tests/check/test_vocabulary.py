"""The table of words, phrase by phrase: what is not written, what replaces it, what weighs more before students."""

from __future__ import annotations

from typing import Any

import pytest

from tests.check.finding import count, findings, told
from tests.modules import Made, a_definition, a_note, a_source

REFUSED = {
    "child victim of sexual exploitation": [
        "child prostitutes", "teen prostitute", "juvenile prostitutes", "underage prostitute", "child sex worker",
        "teenage sex workers", "prostituted children",
    ],
    "sexual exploitation of children": ["child prostitution", "juvenile prostitution"],
    "child sexual abuse material": ["child porn", "child pornography", "kiddie porn", "He had CP on a disk."],
    "travel and tourism": ["child sex tourism", "a child sex tourist", "sex tourists look for children"],
    "live-streamed": ["webcam child sex tourism", "webcam sex"],
    "offender": [
        "a client of a child", "the customer met the girl", "a john paid for the boy", "the buyer of a child",
    ],
    "child sexual offender": ["a pedophile", "paedophiles"],
    "sexual abuse": [
        "he had sex with a minor", "a relationship with a minor", "an affair with a pupil",
        "their affair (the girl was 14)",
    ],
    "what the offender did": [
        "the girl consented", "the child agreed", "a willing victim", "The boy was willing.",
        "the girl went voluntarily",
        "she is promiscuous", "seductive girls", "she sold herself", "a risky girl", "the girl chose this lifestyle",
    ],
    "people": [
        "merchandise", "live goods", "human cargo", "human commodities", "sold like bread", "people as goods",
        "Girls were treated like cargo.", "Children are a commodity.", "They move people as cargo.",
        "He sees people as a commodity.", "The women were goods to him.",
    ],
}  # fmt: skip
DISCOURAGED = {
    "exploiter": ["a pimp"],
    "person who was exploited": ["fallen girls", "a ruined girl", "damaged girls", "She is damaged goods."],
    "helped to leave": ["He rescued the girls.", "The victims were rescued.", "saved from trafficking"],
    "sharing intimate images": ["revenge porn"],
    "abuse": ["cyberbullying with sexual threats"],
}
REFUSED_FOR_STUDENTS = {
    "person who was exploited": ["sex slaves"],
    "person in prostitution": ["a prostitute"],
    "person in an irregular situation": ["illegal migrants", "illegals"],
    "describe what the offender did": ["sexting", "a loverboy", "self-generated images"],
}
RIGHT = [
    "The shop serves children and other customers.", "A girl and John play.", "Ministry of Foreign Affairs, children",
    "A child cannot have consented.", "Even if the child agreed, it is a crime.", "The children agreed on three rules.",
    "Children who are willing to help.", "A healthy lifestyle for children.", "Children pick cocoa, a commodity.",
    "The goods that children carry.", "The rescue service helps children.",
    "Firefighters rescued a child from the fire.",
    "Damaged roads.", "Cyberbullying in class.", "cp is a command.", "A fallen tree.",
]  # fmt: skip


def rows(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(use, words) for use, phrases in table.items() for words in phrases]


def for_teachers(words: str) -> Made:
    return a_definition("d1", text={"T": words})


def for_students(words: str) -> Made:
    return a_definition("d1", topics={"personal_safety": 1}, text={"D": words})


def replaced(item: Made) -> list[tuple[str, str]]:
    return [(str(f.severity), f.hint) for f in findings(item) if f.code == "terms/replaced"]


@pytest.mark.parametrize(("use", "words"), rows(REFUSED))
def test_what_blames_or_sells_is_refused_for_everybody_and_its_successor_named(use: str, words: str) -> None:
    for made in (for_teachers(words), for_students(words)):
        ((severity, hint),) = replaced(made)
        assert severity == "error"
        assert use in hint


@pytest.mark.parametrize(("use", "words"), rows(DISCOURAGED))
def test_what_is_discouraged_is_told(use: str, words: str) -> None:
    for made in (for_teachers(words), for_students(words)):
        ((severity, hint),) = replaced(made)
        assert severity == "warning"
        assert use in hint


@pytest.mark.parametrize(("use", "words"), rows(REFUSED_FOR_STUDENTS))
def test_what_teachers_are_told_of_is_refused_before_students(use: str, words: str) -> None:
    assert [severity for severity, _ in replaced(for_teachers(words))] == ["warning"]
    ((severity, hint),) = replaced(for_students(words))
    assert severity == "error"
    assert use in hint


@pytest.mark.parametrize("words", RIGHT)
def test_the_same_words_are_right_of_other_things(words: str) -> None:
    assert replaced(for_teachers(words)) == []


@pytest.mark.parametrize("word", ["victims", "survivor"])
def test_a_word_to_choose_with_care_is_noted_once_for_a_module(word: str) -> None:
    two = (for_teachers(f"Of {word}."), a_definition("d2", text={"T": f"More of {word}."}))
    assert told("terms/consider", *two) == [("note", f"{word!r} is a word to choose with care, and in 1 more texts")]
    assert replaced(for_teachers(f"Of {word}.")) == []


# ---- titles of laws ------------------------------------------------------------------------------------------------

TITLE = (
    "Optional Protocol to the Convention on the Rights of the Child on the sale of children, child prostitution and "
    "child pornography"
)


def test_the_exact_title_of_a_law_stands_before_teachers() -> None:
    assert replaced(for_teachers(f"It is called {TITLE}.")) == []
    assert len(replaced(for_teachers("The Optional Protocol speaks of child prostitution."))) == 1


def test_before_students_it_stands_in_a_note_on_law_alone() -> None:
    law: dict[str, Any] = {"topics": {"law_and_justice": 1}, "as_of": "2002", "text": {"D": f"It is called {TITLE}."}}
    assert count("terms/replaced", a_note("n1", kind="law", **law)) == 0
    assert count("terms/replaced", a_note("n1", **law)) == 2
    assert count("terms/replaced", a_source("s1", topics={}, student_title={"D": TITLE})) == 2


def test_a_band_meets_in_a_title_what_the_policy_exempts_and_nothing_else() -> None:
    def blocked(title: str, band: str, **note: Any) -> int:
        made = {"topics": {"law_and_justice": 1}, "as_of": "2002", "text": {band: f"The {title}."}, **note}
        return count("terms/blocked", a_note("n1", **made))

    lanzarote = "Convention on the Protection of Children against Sexual Exploitation and Sexual Abuse"
    others = (
        "Convention for the Suppression of the Traffic in Persons and of the Exploitation of the Prostitution of Others"
    )
    assert blocked(lanzarote, "B", kind="law") == 0
    assert blocked(lanzarote, "B") == 1
    assert blocked(others, "C", kind="law") == 0
    assert blocked(others, "B", kind="law") == 1
    assert blocked(TITLE, "C", kind="law") == 1


# ---- subjects --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("band", "words", "subject"),
    [("B", "About slavery.", "History"), ("A", "A nude body is private.", "Body rules"),
     ("D", "Water penetrates the soil.", "Geography")],
)  # fmt: skip
def test_a_subject_that_needs_a_word_has_it_by_the_policys_leave(band: str, words: str, subject: str) -> None:
    item = a_definition("d1", topics={"personal_safety": 1}, text={band: words})
    assert count("terms/blocked", item) == 1
    assert count("terms/blocked", item, subjects=[subject.lower()]) == 0
    assert count("terms/blocked", item, subjects=["History and sources"]) == 1


def test_the_leave_is_for_its_band_alone() -> None:
    item = a_definition("d1", topics={"personal_safety": 1}, text={"A": "About slavery."})
    assert count("terms/blocked", item, subjects=["History"]) == 1


def test_cars_are_traffic_for_the_youngest_and_people_are_not() -> None:
    def blocked(words: str) -> int:
        return count("terms/blocked", a_definition("d1", topics={"personal_safety": 1}, text={"A": words}))

    assert blocked("Look at the traffic lights.") == 0
    assert blocked("Human traffic.") == blocked("Trafficking.") == 1


EVERYWHERE = [
    "intercourse", "oral sex", "It penetrated her.", "masturbation", "How to use Telegram", "how to install Tor",
    "how to use a VPN", "Download the Signal app.", "the dark web", "a hooker", "jailbait", "a sugar daddy",
    "fresh meat",
]  # fmt: skip


@pytest.mark.parametrize("words", EVERYWHERE)
def test_acts_in_detail_ways_into_an_app_and_words_of_offenders_are_on_no_sheet(words: str) -> None:
    for band in "ABCD":
        item = a_definition("d1", topics={"personal_safety": 1}, text={band: words})
        assert [severity for severity, _ in told("terms/blocked", item)] == ["error"], band


def test_a_signal_is_no_app() -> None:
    assert count("terms/blocked", for_students("How to use a signal lamp.")) == 0


# ---- fear ------------------------------------------------------------------------------------------------------------

FEAR = [
    "A horrible story.", "Shocking figures.", "A nightmare.", "Evil people.", "You are never safe.",
    "Anyone could be next.", "They lurk in parks.", "Her life was ruined for life.", "Soon it is too late.",
    "Be careful!", "Do not answer!", "Never tell!",
]  # fmt: skip


@pytest.mark.parametrize("words", FEAR)
def test_every_frightening_word_and_shouted_warning_is_an_error_below_the_eldest(words: str) -> None:
    for band in "ABC":
        item = a_definition("d1", topics={"personal_safety": 1}, text={band: words})
        assert [severity for severity, _ in told("terms/fear", item)] == ["error"], band
    assert [severity for severity, _ in told("terms/fear", for_students(words))] == ["warning"]
    assert count("terms/fear", for_teachers(words)) == 0


def test_joy_may_end_in_an_exclamation_mark() -> None:
    assert count("terms/fear", for_students("Well done! You found all four.")) == 0


def test_monsters_are_refused() -> None:
    assert count("terms/fear", for_students("Monsters did it.")) == 1
