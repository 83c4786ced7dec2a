"""Questions and tasks: what nobody is asked."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpack.check.case import ERROR, Content, Finding, Rule
from lessonpack.check.phrases import first, used
from lessonpack.diagnostics import Severity
from lessonpack.model.items import Question, Skill

_ASKING = frozenset(("text", "steps", "intro", "prompts", "question", "title"))
"""Fields of questions, activities, excerpts and comparisons that ask pupils for something."""


def _forbidden(content: Content) -> Iterator[Finding]:
    asked = {item.id for item in (*content.module.questions, *content.module.activities)}
    rules = [rule for rule in content.lexicon.prompts if content.vocabulary.possible(rule.match)]
    for said in content.said if rules else ():
        asks = (said.about in asked and said.field in _ASKING) or said.field in ("prompts", "question")
        if not asks or said.is_teachers:
            continue
        for rule in rules:
            if rule.bands is not None and not any(said.reaches(band) for band in rule.bands):
                continue
            words = used(rule, said.words)
            if words:
                message = f"{words!r} is asked of pupils, which no sheet does ({rule.id})"
                severity = Severity(rule.severity)
                yield Finding(said.text.place_of(words), message, f"ask instead: {rule.say}", said.about, severity)


def _uncorrected(content: Content) -> Iterator[Finding]:
    lexicon = content.lexicon
    for question in content.module.questions:
        for slip in question.misconceptions:
            words = first(lexicon.blame, str(slip.wrong))
            if words and not first(lexicon.blame_rejected, str(slip.right)):
                message = f"{words!r} puts the blame on who is harmed, and the correction does not take it off"
                yield Finding(slip.wrong.place_of(words), message, about=question.id)


def _research(content: Content) -> Iterator[Finding]:
    *younger, eldest = content.policy.student_bands()
    for question in content.module.questions:
        reached = [band for band in younger if _is_for(question, band)]
        if question.skill is Skill.RESEARCH and question.topics and reached:
            message = f"research is for band {eldest}; this question reaches band {', '.join(reached)}"
            yield Finding(question.span_of("skill"), message, about=question.id)


def _is_for(question: Question, band: str) -> bool:
    return question.text.levels(band) is not None and (question.bands is None or band in question.bands)


RULES = (
    Rule(
        "prompts/forbidden",
        ERROR,
        "A question or task asks for what nobody is asked: own stories, the role of a victim, blame, an open search.",
        "A prompt can hurt or expose a pupil in front of the class (safeguarding 2e; PSHE Association: distancing).",
        "ask in the third person",
        _forbidden,
    ),
    Rule(
        "prompts/uncorrected-blame",
        ERROR,
        "A misconception blames whoever is harmed, and its correction does not reject the blame.",
        "What stays uncontradicted in front of a class is heard by the pupil whom it is about.",
        "say in `right:` that it is never the child's fault, and whose deed it is",
        _uncorrected,
    ),
    Rule(
        "prompts/research-band",
        ERROR,
        "A research task on a sensitive topic reaches a band below the eldest.",
        "Whoever searches finds what no gate has seen; the eldest work with the closed sources of the pack.",
        "set `bands:` to the eldest band, or ask another skill",
        _research,
    ),
)
