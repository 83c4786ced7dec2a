"""The policy that comes with the program, number by number, and ceilings that answer for everything."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from lessonpack.model.policy import Policy
from tests.modules import shipped_policy, with_ceilings

CEILINGS = {
    "personal_safety": (1, 2, 2, 3, 4),
    "child_rights": (1, 2, 3, 4, 4),
    "online_contact": (1, 2, 3, 3, 4),
    "grooming": (0, 1, 3, 3, 4),
    "image_sharing": (0, 1, 2, 3, 4),
    "child_labour": (1, 2, 3, 4, 4),
    "forced_labour": (0, 1, 2, 3, 4),
    "trafficking_definition": (0, 1, 3, 4, 4),
    "sexual_exploitation": (0, 0, 2, 3, 4),
    "recruitment_tactics": (0, 1, 2, 3, 4),
    "control": (0, 0, 2, 3, 4),
    "forced_begging": (0, 1, 2, 3, 4),
    "organ_removal": (0, 0, 0, 2, 4),
    "risk_and_protection": (0, 1, 2, 3, 4),
    "statistics": (0, 1, 2, 4, 4),
    "law_and_justice": (0, 1, 2, 4, 4),
    "recovery": (1, 2, 2, 3, 4),
    "migration": (0, 1, 3, 4, 4),
    "state_policy": (0, 0, 1, 3, 4),
}
"""Topic -> highest intensity for A, B, C, D and adults. To raise one is a decision for a safeguarding lead."""


def test_every_topic_has_exactly_the_ceilings_that_were_decided() -> None:
    policy = shipped_policy()
    assert {name: tuple(policy.ceiling(name, band) for band in "ABCDT") for name in policy.topics} == CEILINGS
    # As they are typed, too: caps that hold besides must not hide one that was raised.
    typed = {name: tuple(topic.ceilings[band] for band in "ABCDT") for name, topic in policy.topics.items()}
    assert typed == CEILINGS


PROTECTIVE = {"personal_safety", "child_rights", "risk_and_protection", "recovery"}
HARM = {"grooming", "image_sharing", "forced_labour", "trafficking_definition", "sexual_exploitation",
        "recruitment_tactics", "control", "forced_begging", "organ_removal"}  # fmt: skip
WORDS = {
    "grooming": ["grooming", "groomed"],
    "image_sharing": ["blackmail*", "intimate image*", "nude image*"],
    "child_labour": ["child labour"],
    "forced_labour": ["forced (labour|work)", "bonded labour", "debt bondage"],
    "trafficking_definition": ["traffick*"],
    "sexual_exploitation": ["sexual exploitation", "sexually exploit*", "sexual abuse", "prostitut*"],
    "recruitment_tactics": ["false (offer*|job*|promise*)", "recruiter*"],
    "control": ["takes away (her|his|their) passport", "debt bondage", "held captive"],
    "forced_begging": ["forced begging", "forced to beg", "forced to steal"],
    "organ_removal": ["removal of organs", "organ removal"],
    "migration": ["smuggl*"],
}


def test_topics_of_harm_and_of_protection_are_marked_so_and_the_words_that_betray_them_are_known() -> None:
    topics = shipped_policy().topics
    assert {name for name, topic in topics.items() if topic.protective} == PROTECTIVE
    assert {name for name, topic in topics.items() if topic.harm} == HARM
    assert {name: list(topic.words["en"]) for name, topic in topics.items() if topic.words} == WORDS


def test_topics_with_a_sexual_side_are_marked_so() -> None:
    sexual = {name for name, topic in shipped_policy().topics.items() if topic.sexual}
    assert sexual == {"grooming", "image_sharing", "sexual_exploitation"}


def test_ages_of_students_bands_are_disjoint_and_complete_from_5_to_17() -> None:
    policy = shipped_policy()
    spans = [policy.bands[band].ages for band in policy.student_bands()]
    assert policy.student_bands() == ("A", "B", "C", "D")
    assert [age for youngest, oldest in spans for age in range(youngest, oldest + 1)] == list(range(5, 18))
    assert policy.bands[policy.teacher_band].ages == (18, 120)


READING = {
    "A": ("2.5", "1.5", 9, 14, 2, 2),
    "B": ("5.0", "3.5", 12, 20, 4, 3),
    "C": ("7.0", "5.0", 15, 25, 6, 4),
    "D": ("9.0", "6.5", 18, 30, 8, 6),
    "T": ("12", "9", 22, 40, 12, None),
}
"""Band -> grade in core and easy words, words in a sentence on average and at most, new terms on a page, pages."""
MARKS = {"A": "6+", "B": "6+", "C": "12+", "D": "16+", "T": "18+"}


def test_every_band_has_the_reading_limits_that_were_decided() -> None:
    found = {}
    for name, band in shipped_policy().bands.items():
        assert band.reading is not None
        grade = band.reading.grade
        found[name] = (grade.core.typed, grade.easy.typed, band.reading.mean_words, band.reading.max_words,
                       band.terms_per_page, band.pages)  # fmt: skip
    assert found == READING
    assert {name: band.age_mark["BY"] for name, band in shipped_policy().bands.items()} == MARKS


def test_long_words_of_other_languages_have_limits_until_a_native_teacher_sets_them() -> None:
    shares = {name: band.reading.long_words.typed for name, band in shipped_policy().bands.items() if band.reading}
    assert shares == {"A": "5", "B": "10", "C": "15", "D": "20", "T": "30"}


def test_every_cap_is_as_decided() -> None:
    caps = shipped_policy().caps
    assert caps.quote_max == {"A": 2, "B": 2, "C": 2}
    assert caps.hard_topics == {"C": 1}
    assert caps.protective_ratio == {"A": 3, "B": 3, "C": 1, "D": 1}
    assert (caps.help_line_from, caps.note_words, caps.grounding_words, caps.source_years) == (2, 60, 25, 5)
    words = caps.excerpt_words
    assert (words.student, words.teacher, words.hard) == (90, 150, 300)


def test_help_that_a_final_sheet_names_and_short_numbers_are_as_decided() -> None:
    rules = shipped_policy().help
    assert {str(kind): bands for kind, bands in rules.minimum.items()} == {
        "emergency": ("A", "B", "C", "D"),
        "child-helpline": ("A", "B", "C", "D"),
        "online": ("C", "D"),
    }
    assert rules.short_codes == {"BY": ("7113",), "UA": ("116111",), "RU": ("124",)}
    assert [(rule.place, rule.age) for rule in rules.alone_from] == [("BY", 14)]


def test_caps_and_the_checks_of_help_lines_are_as_decided() -> None:
    policy = shipped_policy()
    assert (policy.caps.student_max, policy.caps.student_sexual_max, policy.caps.never) == (4, 3, 5)
    assert policy.help.recheck_days == 180
    assert [s.name for s in policy.sign_offs] == [
        "content author",
        "second teacher",
        "safeguarding lead",
        "help-line verifier",
    ]


def test_every_band_has_its_own_words_that_protect() -> None:
    care = shipped_policy().care
    for field in type(care).model_fields:
        value = getattr(care, field)
        for words in value if isinstance(value, tuple) else (value,):
            bands = "T" if field == "disclosure" else "ABCDT"
            assert [band for band in bands if words.text(band) is None] == []


@pytest.mark.parametrize(("topic", "band"), [("unheard_of", "D"), ("grooming", "Z"), ("unheard_of", "T")])
def test_what_the_policy_does_not_name_has_the_ceiling_0(topic: str, band: str) -> None:
    assert shipped_policy().ceiling(topic, band) == 0


def test_caps_hold_whatever_a_ceiling_says() -> None:
    high = dict.fromkeys("ABCDT", 5)
    policy = with_ceilings(shipped_policy(), grooming=high, statistics=high)
    assert [policy.ceiling("grooming", band) for band in "ABCDT"] == [3, 3, 3, 3, 4]
    assert [policy.ceiling("statistics", band) for band in "ABCDT"] == [4, 4, 4, 4, 4]


def test_a_ceiling_for_a_band_that_does_not_exist_is_refused() -> None:
    data = shipped_policy().model_dump()
    data["topics"]["grooming"]["ceilings"] = {"X": 1}
    with pytest.raises(ValidationError, match="no band is called X"):
        Policy.model_validate(data)
