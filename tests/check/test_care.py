"""A project's own words of care: not empty, not turned against the child, and no way out to somebody unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonpack.load.files import load_policy
from tests.check.finding import told
from tests.modules import ROOT, a_definition

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
    ],
)
def test_words_that_protect_nobody_are_refused_at_their_place(tmp_path: Path, own: str, message: str) -> None:
    (told_once,) = found(tmp_path, own)
    assert message in told_once
