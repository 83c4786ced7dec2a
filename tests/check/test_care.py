"""A project's own words of care: not empty, not turned against the child, and no way out to somebody unknown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lessonpack.load.files import load_policy
from tests.check.finding import count, told
from tests.modules import ROOT, a_definition, a_help_line

BASE = ROOT / "content/policy.yaml"


def found(tmp_path: Path, own: str) -> list[str]:
    path = tmp_path / "policy.yaml"
    path.write_text(f"care: {{{own}}}\n", encoding="utf-8")
    policy = load_policy(path, base=BASE)
    return [message for _, message in told("policy/care-words", a_definition("d1", topics={}), policy=policy)]


def test_the_words_that_come_with_the_program_pass(tmp_path: Path) -> None:
    assert found(tmp_path, "") == []
    assert found(tmp_path, "opt_out: {C: Ask for the other task. Nobody asks why.}") == []


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ('not_your_fault: {C: "-"}', "`care.not_your_fault` for band C says nothing"),
        ('grounding: {B: "..."}', "`care.grounding` for band B says nothing"),
        ('closing: {C: "[Chat](https://danger.example)"}', "holds 'https://danger.example'"),
        ('closing: {C: "[Write](tel:88011001611)"}', "holds 'tel:88011001611'"),
        ("closing: {C: Go to helpkids.com now.}", "holds 'helpkids.com'"),
        ("help_line: {D: Ring 8 801 100 16 11.}", "holds '8 801 100 16 11'"),
        ("help_line: {T: Write to somebody@help.example.}", "holds 'somebody@help.example.'"),
        ("not_your_fault: {C: A child who went willingly is to blame.}", "which sheets do not say"),
        ("closing: {A: Do not be a victim.}", "says 'victim'"),
        ("opt_out: {C: Have you ever been hurt yourself?}", "which sheets do not say"),
        ("private: {C: Keep this to yourself.}", "says 'Keep this to yourself'"),
        ("help_line: {B: Never tell a teacher.}", "says 'Never tell a teacher'"),
        ("closing: {D: Nobody will believe you.}", "says 'Nobody will believe'"),
        ("help_line: {T: Promise to keep it secret.}", "says 'keep it secret'"),
        ("opt_out: {T: Ask a few leading questions.}", "says 'Ask a few leading questions'"),
    ],
)
def test_words_that_protect_nobody_are_refused_at_their_place(tmp_path: Path, own: str, message: str) -> None:
    (told_once,) = found(tmp_path, own)
    assert message in told_once


STEPS = [
    "Stay calm, and listen.",
    "Say that it was right to tell.",
    "Ask no leading questions and do not investigate.",
    "Write down the words, with date and time.",
    "Tell the safeguarding lead today.",
]


@pytest.mark.parametrize(
    "step",
    ["Promise to keep it secret.", "Do not call the emergency number.", "Investigate on your own.", "Tell nobody."],
)
def test_a_step_of_what_a_teacher_does_is_not_turned_round(tmp_path: Path, step: str) -> None:
    def steps(*said: str) -> str:
        return "disclosure: [" + ", ".join(f'{{T: "{words}"}}' for words in said) + "]"

    assert found(tmp_path, steps(*STEPS)) == []
    (told_once,) = found(tmp_path, steps(*STEPS, step))
    assert "`care.disclosure` for band T says" in told_once


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("content_note", "You are to blame. You may skip this."),
        ("closing", "Tell nobody."),
        ("caution", "Keep this secret."),
    ],
)
def test_a_modules_own_words_of_care_do_not_turn_against_the_child(field: str, words: str) -> None:
    assert count("texts/care-words", a_definition("d1", topics={}), **{field: {"C": words}}) == 1


def test_a_modules_own_words_of_care_may_take_blame_off() -> None:
    own = {"closing": {"C": "The child is never to blame. No adult may ask you to keep it secret."}}
    assert count("texts/care-words", a_definition("d1", topics={}), **own) == 0


LINE_WORDS: list[tuple[dict[str, Any], str]] = [
    ({"hours": "or call Bob 8 029 111 22 33"}, "the hours of `h1` says '8 029 111 22 33'"),
    ({"hours": {"T": "Always", "C": "see helpkids.com"}}, "the hours of `h1` says 'helpkids.com'"),
    ({"service": "Write to kid@danger.com"}, "the service of `h1` says 'kid@danger.com'"),
    ({"org": "Org, now 8 029 111 22 33"}, "the org of `h1` says '8 029 111 22 33'"),
    ({"cost": "Free, and tell nobody"}, "the cost of `h1` says 'tell nobody'"),
    ({"service": "Do not call this line"}, "the service of `h1` says 'Do not call'"),
    ({"service": "[Chat](https://evil.example/x)"}, "the service of `h1` says 'evil.example'"),
    ({"service": "A brothel"}, "the service of `h1` says 'brothel'"),
    ({"service": "Never safe at home"}, "the service of `h1` says 'Never safe'"),
]


@pytest.mark.parametrize(("said", "message"), LINE_WORDS)
def test_what_the_register_says_of_a_line_undoes_it_nowhere(said: dict[str, Any], message: str) -> None:
    line = a_help_line("h1", **said)
    item = a_definition("d1", topics={"personal_safety": 1})
    assert told("help/line-words", item, help=["h1"], help_lines=(line,)) == [("error", message)]
    closed = a_help_line("h1", **{**said, "status": "closed"})
    assert told("help/line-words", item, help=["h1"], help_lines=(closed,)) == []


def test_plain_hours_and_the_lines_own_site_are_free() -> None:
    line = a_help_line("h1", hours="Monday to Friday, 9:00-18:00; 24/7 in summer", web="https://childline.org.uk/talk",
                       org="Childline (childline.org.uk)", cost="Free")  # fmt: skip
    item = a_definition("d1", topics={"personal_safety": 1})
    assert told("help/line-words", item, help=["h1"], help_lines=(line,)) == []
