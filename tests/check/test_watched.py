"""Every phrase that the policy watches for, one a line in `watched.txt`: none is lost unseen, and each can be met."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lessonpack.check.phrases import first
from lessonpack.model.lexicon import Lexicon, PromptRule, TermRule
from tests.modules import shipped_policy

LIST = Path(__file__).parent / "watched.txt"
LISTS = ("blocked_for_all", "fear", "fear_is_error", "warning", "blame", "blame_rejected", "advice", "superlatives",
         "relative_time", "allowed", "legal_titles")  # fmt: skip


def watched() -> Iterator[tuple[str, str]]:
    """Where a phrase stands in the policy, and the phrase."""
    for language, lexicon in shipped_policy().lexicon.items():
        yield from ((f"{language} {where}", phrase) for where, phrase in _of(lexicon))


def _of(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    rules: tuple[TermRule | PromptRule, ...] = (*lexicon.terms, *lexicon.prompts)
    for rule in rules:
        weight = f"{rule.id} {rule.severity}" + (f" (students {s})" if (s := getattr(rule, "students", None)) else "")
        for field in ("match", "near", "unless"):
            yield from ((f"{weight} {field}", phrase) for phrase in getattr(rule, field, ()))
    for band, phrases in lexicon.blocked.items():
        yield from ((f"blocked {band}", phrase) for phrase in phrases)
    for field in LISTS:
        yield from ((field, phrase) for phrase in getattr(lexicon, field))
    for free in lexicon.exempt:
        where = f"exempt {', '.join(free.bands or ('all',))} {', '.join(free.subjects) or 'legal titles'}"
        yield from ((where, phrase) for phrase in free.words)
    for number, group in enumerate(lexicon.groups):
        yield from ((f"groups {number}", phrase) for phrase in group)


def test_no_phrase_is_lost_or_loosened_unseen() -> None:
    lines = "".join(f"{where}: {phrase}\n" for where, phrase in watched())
    if os.environ.get("LESSONPACK_UPDATE"):
        LIST.write_text(lines, encoding="utf-8")
    assert lines == LIST.read_text(encoding="utf-8")


def example(phrase: str) -> Iterator[str]:
    """Words that the phrase is meant to meet: each of its choices once, others as they come first."""
    tokens = re.findall(r"\([^)]*\)\*?|\S+", phrase)
    choices = [t.removesuffix("*").strip("()").split("|") if t.startswith("(") else [t] for t in tokens]
    plain = [[("any" if c == "..." else c).replace("=", "").replace("*", "") for c in choice] for choice in choices]
    for at, choice in enumerate(plain):
        for one in choice:
            yield " ".join(one if n == at else other[0] for n, other in enumerate(plain))


@pytest.mark.parametrize("phrase", sorted({phrase for where, phrase in watched() if "fear_is_error" not in where}))
def test_a_phrase_meets_each_of_its_choices_inside_a_sentence(phrase: str) -> None:
    for words in example(phrase):
        assert first((phrase,), f"So {words} here.") != "", words
