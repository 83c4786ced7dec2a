"""What a sheet says outside: a child may carry it into a home where its subject is a danger."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpack.check.case import ERROR, Content, Finding, Rule
from lessonpack.check.phrases import first
from lessonpack.diagnostics import Span


def _not_neutral(content: Content) -> Iterator[Finding]:
    policy, lexicon, module = content.policy, content.lexicon, content.module
    watched = [phrase for topic in policy.topics.values() for phrase in topic.words.get(content.language, ())]
    if content.is_sensitive:
        watched += [stem for band in policy.student_bands() for stem in lexicon.stems(band, module.subjects)]
        watched += [phrase for rule in lexicon.terms for phrase in rule.match]
    for where, words in _outside(content):
        met = first(dict.fromkeys(watched), words, allowed=lexicon.allowed)
        if met:
            yield Finding(where, f"{met!r} says outside what the sheet is about")


def _outside(content: Content) -> Iterator[tuple[Span, str]]:
    """The code, which files and footers carry, and the students' titles."""
    module = content.module
    yield module.span_of("code"), module.code.replace("-", " ")
    for said in content.said:
        if said.field == "student_title" and said.item is None and not said.is_teachers:
            yield said.text.span, said.words


RULES = (
    Rule(
        "texts/not-neutral",
        ERROR,
        "The students' title, or the code that files and footers carry, names the subject.",
        "A stranger, or somebody at home, may see the sheet; nothing outside may give a child away (safeguarding 2f).",
        "choose a title such as `Staying safe, pack 3`, and a code such as `staying-safe-3`",
        _not_neutral,
    ),
)
