"""Questions and tasks that nobody is asked, and people who must not be recognised."""

from __future__ import annotations

from typing import Any

import pytest

from tests.check.finding import count, findings, told
from tests.modules import a_definition, a_question, a_source, an_activity, an_excerpt

RATED = {"personal_safety": 1}
FORBIDDEN = [
    ("self-disclosure", "Have you ever kept a bad secret?"),
    ("self-disclosure", "Tell the class about a time you were afraid."),
    ("self-disclosure", "Has anyone in your family been hurt?"),
    ("self-disclosure", "Write about your secret."),
    ("victim-role-play", "Imagine you are a victim of trafficking."),
    ("victim-role-play", "Pretend you are the trafficker and win the girl over."),
    ("victim-role-play", "Simulate an auction in class."),
    ("victim-role-play", "Rank these people by their suffering."),
    ("victim-role-play", "Act as the offender in pairs."),
    ("victim-role-play", "Play the part of a recruiter."),
    ("victim-role-play", "Role-play how the trafficker meets her."),
    ("victim-role-play", "Imagine you have been sold."),
    ("victim-role-play", "Imagine you've been tricked by a friend."),
    ("victim-role-play", "Simulate the capture in the gym."),
    ("victim-role-play", "Take the role of the trafficker."),
    ("exploitation-debate", "Were slaves necessary for the economy?"),
    ("exploitation-debate", "Should prostitution be legal?"),
    ("exploitation-debate", "Should child labour in some states be allowed?"),
    ("exploitation-debate", "Debate whether trafficking helps an economy."),
    ("exploitation-debate", "List the pros and cons of child labour."),
    ("exploitation-debate", "Discuss the benefits of child labour."),
    ("exploitation-debate", "Are the victims to blame?"),
    ("exploitation-debate", "Should victims be detained?"),
    ("open-search", "Search the web for more cases."),
    ("open-search", "Collect photos of the people."),
    ("open-search", "Identify the suspects in your town."),
    ("open-search", "Contact strangers online."),
    ("open-search", "Write to a stranger and ask."),
    ("open-search", "Google the name."),
    ("open-search", "Look up other cases."),
    ("open-search", "Look it up."),
    ("open-search", "Find pictures for a poster."),
    ("open-search", "Use the internet to find the number."),
    ("open-search", "Search for the name on Instagram."),
    ("blaming-choice", "Why did it happen? A) It was her own fault. B) He lied."),
    ("blaming-choice", "C) They should have known better."),
    ("blaming-choice", "D) Haha, just kidding."),
    ("method", "Explain step by step how traffickers recruit girls."),
    ("method", "How do recruiters win trust?"),
    ("method", "Describe how to lure somebody."),
    ("method", "Write a false job offer."),
    ("blame", "What did she do wrong?"),
    ("blame", "How could they have avoided it?"),
    ("blame", "Why did she not leave?"),
    ("shock", "Describe the injuries."),
    ("shock", "Which is the most shocking figure?"),
    ("shock", "Look at this picture of a room."),
    ("shock", "Draw a child with chains and ropes."),
    ("shock", "How would it feel to be sold?"),
    ("risk-score", "Score your own risk from 1 to 10."),
    ("risk-score", "Are you at risk?"),
]


@pytest.mark.parametrize(("pattern", "words"), FORBIDDEN)
def test_what_no_pupil_is_asked_is_refused_and_a_safe_form_named(pattern: str, words: str) -> None:
    asked = (a_question("q1", topics=RATED, text=words), an_activity("a1", topics=RATED, steps=[words]))
    for item in asked:
        (found,) = [f for f in findings(item) if f.code == "prompts/forbidden"]
        assert found.is_error
        assert f"({pattern})" in found.message
        assert found.hint.startswith("ask instead: ")


def test_prompts_of_source_cards_are_read_as_well() -> None:
    card = an_excerpt("e1", topics=RATED, prompts=["What did she do wrong?"])
    assert count("prompts/forbidden", a_source("s1", topics={}), card, caution="Not checked.") == 1


@pytest.mark.parametrize(
    "words",
    [
        "What could Alex do? Who could help?",
        "What did the person who hurt her do?",
        "Which policy protects victims best?",
        "Use the source cards to find the year.",
        "Tell pupils that help exists and who can help.",
        "Why does a child's yes not make exploitation right?",
        "Why is slavery never acceptable?",
        "Never contact strangers online. Why?",
        "Kim gets a message from a stranger. Who can help?",
        "Look up the word in the glossary.",
        "Find the photos on the card.",
        "Which part of the offer is false?",
        "Explain why it is never her own fault.",
        "Draw a food chain.",
    ],
)
def test_a_safe_prompt_passes(words: str) -> None:
    assert count("prompts/forbidden", a_question("q1", topics=RATED, text=words)) == 0


def test_an_answer_for_the_teacher_may_speak_of_what_is_not_asked() -> None:
    assert count("prompts/forbidden", a_question("q1", topics=RATED, answer="Never ask: what did she do wrong?")) == 0


def test_a_pattern_for_the_younger_bands_leaves_the_eldest_alone() -> None:
    words = "Explain how children come to leave such work."
    assert count("prompts/forbidden", a_question("q1", topics=RATED, text={"C": words})) == 1
    assert count("prompts/forbidden", a_question("q1", topics=RATED, text={"D": words})) == 0


@pytest.mark.parametrize("band", list("ABCD"))
def test_details_of_a_method_are_asked_of_no_band(band: str) -> None:
    words = "Explain step by step how traffickers recruit girls."
    assert count("prompts/forbidden", a_question("q1", topics=RATED, text={band: words})) == 1


BLAMING = ["It was her own fault.", "She asked for it.", "The victim was to blame.", "Only naive girls fall for it."]


@pytest.mark.parametrize("wrong", BLAMING)
def test_a_misconception_that_blames_is_corrected_by_taking_the_blame_off(wrong: str) -> None:
    def faults(right: str) -> list[tuple[str, str]]:
        slip = {"wrong": wrong, "right": right}
        return told("prompts/uncorrected-blame", a_question("q1", topics=RATED, misconceptions=[slip]))

    assert [severity for severity, _ in faults("It can be many things.")] == ["error"]
    assert faults("It is never the child's fault.") == []
    assert faults("The offender alone is responsible.") == []
    assert faults("The blame lies with whoever lied.") == []


def test_other_misconceptions_need_no_such_words() -> None:
    slip = {"wrong": "Trafficking needs a border.", "right": "It needs none."}
    assert count("prompts/uncorrected-blame", a_question("q1", topics=RATED, misconceptions=[slip])) == 0


def test_homework_on_the_subject_is_told() -> None:
    assert told("prompts/forbidden", a_question("q1", topics=RATED, text="Write three lines as homework."))[0][0] == (
        "warning"
    )


def test_research_is_for_the_eldest_band() -> None:
    assert count("prompts/research-band", a_question("q1", topics=RATED, skill="research")) == 1
    assert count("prompts/research-band", a_question("q1", topics=RATED, skill="research", bands=["D"])) == 0
    assert count("prompts/research-band", a_question("q1", topics={}, skill="research")) == 0


# ---- people ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "Olga, 16, from Vitebsk was offered a job.",
        "Olga is 16. She lives in Vitebsk.",
        "A 15-year-old Pavel disappeared from Gomel.",
        "The court case 44-217 tells more.",
        "She went to school No. 12.",
    ],
)
def test_a_person_who_could_be_found_is_refused(words: str) -> None:
    assert told("persons/identifiable", a_definition("d1", topics=RATED, text=words))[0][0] == "error"


@pytest.mark.parametrize(
    "words",
    [
        "Sam is 15. A coach promises him a place in a team.",
        "Mira, 17, is offered a hotel job in another country.",
        "Alex, 13, gets a message from someone unknown.",
        "In Belarus the law protects children.",
        "Ola is 16. She helps in the family shop on Saturdays. In May she is free.",
    ],
)
def test_invented_people_without_a_place_pass(words: str) -> None:
    assert count("persons/identifiable", a_definition("d1", topics=RATED, text=words)) == 0


def test_teachers_may_read_of_a_court_case() -> None:
    assert count("persons/identifiable", a_definition("d1", topics=RATED, text={"T": "Case 44-217."})) == 0


def test_a_pupils_work_bears_no_name() -> None:
    work: dict[str, Any] = {"format": "pupil-work", "org": None, "author": "withheld"}
    assert count("persons/pupil-named", a_source("s1", **work)) == 0
    assert count("persons/pupil-named", a_source("s1", **{**work, "author": "Anna K."})) == 1
    assert count("persons/pupil-named", a_source("s1", **{**work, "org": "School 5"})) == 1
