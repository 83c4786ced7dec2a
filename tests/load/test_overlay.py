"""A project's own policy over the shipped one: what is free, what needs a decision, and what cannot be taken away."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonpack.diagnostics import LessonPackError
from lessonpack.load.files import load_policy
from lessonpack.model.policy import Policy
from tests.modules import ROOT, shipped_policy

BASE = ROOT / "content/policy.yaml"


def laid(tmp_path: Path, own: str) -> Policy:
    path = tmp_path / "policy.yaml"
    path.write_text(own, encoding="utf-8")
    return load_policy(path, shown="content/policy.yaml", base=BASE, base_shown="content/policy.yaml")


def refusals(tmp_path: Path, own: str) -> list[str]:
    with pytest.raises(LessonPackError) as refused:
        laid(tmp_path, own)
    return [f"{d.span.line}:{d.span.column} {d.code} {d.message}" for d in refused.value.diagnostics if d.span]


def test_an_own_policy_needs_only_what_differs(tmp_path: Path) -> None:
    policy = laid(tmp_path, "id: our-school\nversion: 3\n")
    assert (policy.id, policy.version) == ("our-school", 3)
    same = {"id", "version"}
    assert policy.model_dump(exclude=same) == shipped_policy().model_dump(exclude=same)


def test_lowering_is_free(tmp_path: Path) -> None:
    caps = "caps: {student_max: 3, protective_ratio: {D: 2}}"
    own = f"topics: {{grooming: {{ceilings: {{C: 1}}}}}}\n{caps}\nhelp: {{recheck_days: 90}}\n"
    policy = laid(tmp_path, own)
    assert [policy.ceiling("grooming", band) for band in "ABCD"] == [0, 1, 1, 3]
    assert policy.caps.student_max == 3
    assert policy.help.recheck_days == 90


LOOSER = [
    ("topics: {grooming: {ceilings: {B: 2}}}", "topics.grooming.ceilings.B", "2"),
    ("topics: {grooming: {ceilings: {T: 5}}}", "topics.grooming.ceilings.T", "5"),
    ("topics: {weather: {name: Weather, ceilings: {A: 1}}}", "topics.weather.ceilings.A", "1"),
    ("topics: {grooming: {protective: true}}", "topics.grooming.protective", "true"),
    ("topics: {grooming: {sexual: false}}", "topics.grooming.sexual", "false"),
    ("topics: {control: {harm: false}}", "topics.control.harm", "false"),
    ("caps: {student_sexual_max: 4}", "caps.student_sexual_max", "4"),
    ("caps: {help_line_from: 3}", "caps.help_line_from", "3"),
    ("caps: {note_words: 61}", "caps.note_words", "61"),
    ("caps: {grounding_words: 26}", "caps.grounding_words", "26"),
    ("caps: {source_years: 6}", "caps.source_years", "6"),
    ("caps: {quote_max: {C: 3}}", "caps.quote_max.C", "3"),
    ("caps: {hard_topics: {C: 2}}", "caps.hard_topics.C", "2"),
    ("caps: {protective_ratio: {A: 2}}", "caps.protective_ratio.A", "2"),
    ("caps: {excerpt_words: {student: 91}}", "caps.excerpt_words.student", "91"),
    ("help: {recheck_days: 181}", "help.recheck_days", "181"),
    ("bands: {D: {ages: [14, 17]}}", "bands.D.ages", "14"),
    ("teacher_band: D", "teacher_band", "D"),
    ("lexicon: {en: {allowed: [brothel]}}", "lexicon.en.allowed", "brothel"),
    ("lexicon: {en-GB: {allowed: [brothel]}}", "lexicon.en-GB.allowed", "brothel"),
    ("lexicon: {en: {legal_titles: [Law on brothels]}}", "lexicon.en.legal_titles", "Law on brothels"),
    ("lexicon: {en: {exempt: [{words: [sex*], subjects: [Art]}]}}", "lexicon.en.exempt", "sex*; in Art"),
    (
        "lexicon: {en: {exempt: [{words: [sex*], bands: [C, D], in_legal_titles: true}]}}",
        "lexicon.en.exempt",
        "sex*; for C, D; in legal titles",
    ),
    ("lexicon: {en: {blame_rejected: [whatever]}}", "lexicon.en.blame_rejected", "whatever"),
    ("lexicon: {fr: {blocked: {A: [mot]}}}", "lexicon.fr", "some"),
    ("required: {cards: [title, help, not_your_fault, private]}", "required.cards", "without trusted_adult"),
    ("required: {organisers: [title, help, trusted_adult, private]}", "required.organisers", "without not_your_fault"),
    ("lexicon: {ru: {needs_native_reader: false}}", "lexicon.ru.needs_native_reader", "false"),
    ("bands: {D: {ages: [15, 25]}}", "bands.D.ages", "25"),
    ("bands: {C: {reading: {grade: {core: 99}}}}", "bands.C.reading.grade.core", "99"),
    ("bands: {C: {reading: {grade: {easy: 5.1}}}}", "bands.C.reading.grade.easy", "5.1"),
    ("bands: {C: {reading: {mean_words: 99}}}", "bands.C.reading.mean_words", "99"),
    ("bands: {C: {reading: {max_words: 99}}}", "bands.C.reading.max_words", "99"),
    ("bands: {C: {reading: {long_words: 99}}}", "bands.C.reading.long_words", "99"),
    ("bands: {C: {pages: 99}}", "bands.C.pages", "99"),
    ("bands: {C: {terms_per_page: 99}}", "bands.C.terms_per_page", "99"),
    ('bands: {D: {age_mark: {BY: "6+"}}}', "bands.D.age_mark.BY", "6+"),
    ("bands: {E: {name: Own, ages: [18, 20]}}", "bands.E", "added"),
    ('help: {short_codes: {BY: ["999"]}}', "help.short_codes.BY", "999"),
    ('help: {short_codes: {KG: ["111"]}}', "help.short_codes.KG", "111"),
]


@pytest.mark.parametrize(("own", "what", "to"), LOOSER)
def test_what_is_loosened_needs_the_recorded_decision_of_a_role_that_may(
    tmp_path: Path, own: str, what: str, to: str
) -> None:
    (told,) = refusals(tmp_path, own)
    assert f"policy/raised `{what}` is loosened" in told
    assert f"to {to} without a recorded decision" in told

    def decided(role: str, value: str) -> str:
        entry = f'{{what: {what}, to: "{value}", role: {role}, on: 2026-09-01, reason: agreed}}'
        return f"{own}\nraised: [{entry}]\n"

    assert laid(tmp_path, decided("safeguarding-lead", to)).raised[0].what == what
    assert len(refusals(tmp_path, decided("author", to))) == 1
    assert len(refusals(tmp_path, decided("safeguarding-lead", "something else"))) == 1


def test_a_new_band_of_young_readers_keeps_what_the_known_one_of_their_age_keeps(tmp_path: Path) -> None:
    told = "\n".join(refusals(tmp_path, "bands: {E: {name: Own, ages: [12, 14]}}\n"))
    loosened = {line.split("`")[1] for line in told.splitlines()}
    assert loosened == {
        "bands.E", "bands.E.reading", "bands.E.pages", "bands.E.terms_per_page", "caps.quote_max.E",
        "caps.hard_topics.E", "caps.protective_ratio.E", "help.minimum.emergency", "help.minimum.child-helpline",
        "help.minimum.online", "lexicon.en.blocked.E", "lexicon.en.fear_is_error", "lexicon.ru.blocked.E",
        "lexicon.be.blocked.E",
    }  # fmt: skip


def test_another_spelling_of_a_language_tag_adds_to_its_words_and_replaces_none(tmp_path: Path) -> None:
    policy = laid(tmp_path, "lexicon: {EN: {blocked: {C: [bother]}}}")
    assert policy.lexicon_of("en").terms == shipped_policy().lexicon_of("en").terms
    assert policy.lexicon_of("en").blocked["C"][-1] == "bother"


REFUSED = [
    ("sign_offs: [{id: safeguarding-lead, name: lead, signs: help}]", "content/duplicate-id"),
    ("bands: {C: {ages: [14, 12]}}", "content/wrong-value"),
    ("lexicon: {en: {terms: [{id: own, match: [prostitute], use: person, severity: error, students: note}]}}",
     "content/wrong-value"),
    ('lexicon: {en: {fear: ["(a (bad|evil) man|nobody)"]}}', "content/wrong-value"),
    ('lexicon: {en: {fear: ["(bad|evil man"]}}', "content/wrong-value"),
]  # fmt: skip


@pytest.mark.parametrize(("own", "code"), REFUSED)
def test_what_would_turn_a_rule_round_is_refused_even_with_a_decision(tmp_path: Path, own: str, code: str) -> None:
    with pytest.raises(LessonPackError) as refused:
        laid(tmp_path, own)
    assert {d.code for d in refused.value.diagnostics} == {code}


def test_empty_lists_in_an_own_policy_take_nothing_away(tmp_path: Path) -> None:
    own = (
        "lexicon: {en: {blocked: {C: []}, fear: [], fear_is_error: [], terms: [], prompts: []}}\n"
        "topics: {grooming: {words: {en: []}}}\ncaps: {quote_max: {}, hard_topics: {}, protective_ratio: {}}\n"
        "required: {student: [], teacher: []}\nhelp: {minimum: {emergency: []}, alone_from: []}\nsign_offs: []\n"
    )
    assert laid(tmp_path, own) == shipped_policy()


def test_narrower_and_easier_bands_are_free(tmp_path: Path) -> None:
    own = "bands: {D: {ages: [16, 17], pages: 5, reading: {max_words: 20, grade: {core: 8}}, age_mark: {BY: 18+}}}"
    band = laid(tmp_path, own).bands["D"]
    assert (band.ages, band.pages, band.age_mark["BY"]) == ((16, 17), 5, "18+")


def test_a_countrys_form_of_a_language_adds_to_its_words_and_replaces_none(tmp_path: Path) -> None:
    own = "lexicon: {en-GB: {blocked: {C: [bother]}, terms: [{id: own, match: [blimey], use: oh, severity: note}]}}"
    policy, shipped = laid(tmp_path, own), shipped_policy()
    british, plain = policy.lexicon_of("en-GB"), shipped.lexicon_of("en")
    assert british.blocked == {**plain.blocked, "C": (*plain.blocked["C"], "bother")}
    assert [rule.id for rule in british.terms] == [*(rule.id for rule in plain.terms), "own"]
    assert (british.prompts, british.fear) == (plain.prompts, plain.fear)
    assert policy.lexicon_of("en") == policy.lexicon_of("en-US") == plain
    assert policy.lexicon_of("EN-gb") == british


def test_the_place_is_that_of_the_value(tmp_path: Path) -> None:
    own = "id: ours\ntopics:\n  grooming:\n    ceilings: {C: 2, B: 2}\n"
    (told,) = refusals(tmp_path, own)
    assert told.startswith("4:25 policy/raised")


def test_an_own_role_cannot_be_given_the_right_to_raise(tmp_path: Path) -> None:
    own = (
        "topics: {grooming: {ceilings: {B: 2}}}\n"
        "sign_offs: [{id: friend, name: friend, may_raise: true}]\n"
        'raised: [{what: topics.grooming.ceilings.B, to: "2", role: friend, on: 2026-09-01, reason: agreed}]\n'
    )
    assert len(refusals(tmp_path, own)) == 1


def test_lists_of_rules_are_added_to_and_never_shortened(tmp_path: Path) -> None:
    own = (
        "required: {student: [title]}\n"
        "sign_offs: [{id: parents, name: council of parents}]\n"
        "help: {minimum: {online: [B]}}\n"
    )
    policy, shipped = laid(tmp_path, own), shipped_policy()
    assert policy.required == shipped.required
    assert [s.id for s in policy.sign_offs] == [*(s.id for s in shipped.sign_offs), "parents"]
    assert set(policy.help.minimum["online"]) == {"B", "C", "D"}  # type: ignore[index]  # a StrEnum equals its text


def test_words_of_care_are_replaced_one_by_one(tmp_path: Path) -> None:
    own = "care:\n  opt_out: {C: Ask for the other task.}\n  ground_rules: [One., Two., Three.]\n"
    care = laid(tmp_path, own).care
    assert str(care.opt_out.text("C")) == "Ask for the other task."
    assert str(care.opt_out.text("D")) == str(shipped_policy().care.opt_out.text("D"))
    assert [str(rule.text("C")) for rule in care.ground_rules] == ["One.", "Two.", "Three."]


def test_a_fault_in_the_own_file_is_told_at_its_place(tmp_path: Path) -> None:
    assert refusals(tmp_path, "topics: {grooming: {ceilings: {C: 9}}}")[0].startswith("1:35 content/wrong-value")
