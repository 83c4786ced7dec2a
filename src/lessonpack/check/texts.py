"""Texts as they were typed: what was left to fill in, what is empty, what came in with copying."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lessonpack.check.case import ERROR, NOTE, Content, Finding, Rule
from lessonpack.check.contacts import seen
from lessonpack.check.readability import sentences, words_of
from lessonpack.diagnostics import Severity
from lessonpack.model.reach import Said, Use
from lessonpack.model.text import ByBand, Text

PLACEHOLDER = re.compile(
    r"\b(?:TODO|TBD|TBA|FIXME|XXX+)\b|lorem ipsum|<[a-z][\w ]{1,29}>|\{\{.*?\}\}"
    r"|\[(?:insert|name|date|place|number)[^\]]*\]"
    r"|\?{3,}|,\s*,|_{3,}|\bURL:?\s*(?:[,.;)]|$)|^\W*(?:n/a|\.\.\.|…|-|none|null)\W*$|\bDate accessed\s*$",
    re.IGNORECASE,
)
_DEBRIS = re.compile(
    r"\b(\w+:)\s+\1|\b(?:click here|read more|home \| about|skip to (?:content|main)|all rights reserved)\b",
    re.IGNORECASE,
)
_TWICE = re.compile(r"\b([^\W\d_]{2,})\s+\1\b", re.IGNORECASE)
_REALLY_TWICE = frozenset(("had", "that", "very", "long", "so"))
_WORD = re.compile(r"[^\W\d_]{2,}")
_GREEK_THAT_LOOKS_LATIN = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχ")
"""Others stand in units and formulas: μg, 2π."""
_REFERENCE = re.compile(r"(?<=[\w.”\"]) ?\[\d{1,3}\]")


def _placeholder(content: Content) -> Iterator[Finding]:
    for said in content.said:
        match = PLACEHOLDER.search(said.words)
        if match:
            shown = match.group().strip()
            message = f"{shown!r} was left to be filled in"
            yield Finding(said.text.place_of(shown), message, about=said.about)


def _mixed_letters(content: Content) -> Iterator[Finding]:
    """Letters that look alike hide a word from every rule that knows it: a Cyrillic `о` in a Latin word."""
    for said in content.said:
        if said.words.isascii():
            continue
        for word in _WORD.findall(seen(said.words)):
            if len({script for letter in word if (script := _script(letter))}) > 1:
                message = f"{word!r} has letters of more than one alphabet"
                yield Finding(said.text.place_of(word), message, about=said.about)
                break


def _script(letter: str) -> str:
    """LATIN, CYRILLIC or GREEK; empty for letters that are taken for no other."""
    script = unicodedata.name(letter, "").partition(" ")[0]
    is_taken = script in ("LATIN", "CYRILLIC") or letter in _GREEK_THAT_LOOKS_LATIN
    return script if is_taken else ""


def _debris(content: Content) -> Iterator[Finding]:
    for said in content.said:
        match = _DEBRIS.search(said.words) or _doubled(said.words)
        if match:
            message = f"{match.group()!r} looks like something that came in with copying"
            yield Finding(said.text.place_of(match.group()), message, about=said.about)


def _doubled(words: str) -> re.Match[str] | None:
    return next((m for m in _TWICE.finditer(words) if m.group(1).lower() not in _REALLY_TWICE), None)


def _numbered_reference(content: Content) -> Iterator[Finding]:
    for said in content.said:
        match = _REFERENCE.search(said.words)
        if match is None or said.field == "locator" or said.use is not Use.OWN:
            continue
        message = f"{match.group().strip()!r} points to a list of sources, and there is none"
        severity = Severity.ERROR if said.is_for_students else Severity.WARNING
        if said.is_for_students or _is_citation(said, match):
            yield Finding(said.text.place_of(match.group().strip()), message, about=said.about, severity=severity)


def _is_citation(said: Said, match: re.Match[str]) -> bool:
    """False where a teacher's text speaks about such a mark, as in "the marks [1] and [2]"."""
    before = words_of(said.words[: match.start()])[-3:]
    return not any(
        word.lower() in ("mark", "marks", "marked", "paragraph", "section", "and", "note") for word in before
    )


def _repeated(content: Content) -> Iterator[Finding]:
    for said in content.said:
        parts = [s for s in sentences(said.words) if len(words_of(s)) > 3]
        twice = next((s for n, s in enumerate(parts) if s in parts[:n]), "")
        if twice:
            yield Finding(said.text.span, f"the sentence {twice!r} stands twice in one text", about=said.about)


def _note_length(content: Content) -> Iterator[Finding]:
    caps, care = content.policy.caps, content.policy.care
    for said in content.said:
        if said.field == "content_note" and not said.is_teachers:
            yield from _too_long(said.text, caps.note_words, "content note")
    yield from (
        f for text in _of_students(care.content_note, content) for f in _too_long(text, caps.note_words, "content note")
    )
    yield from (
        f for text in _of_students(care.grounding, content) for f in _too_long(text, caps.grounding_words, "pause")
    )


def _of_students(words: ByBand, content: Content) -> Iterator[Text]:
    for band in content.policy.student_bands():
        levels = words.levels(band)
        yield from (text for text in (levels.core, levels.easy) if text) if levels else ()


def _too_long(text: Text, limit: int, what: str) -> Iterator[Finding]:
    length = len(words_of(str(text)))
    if length > limit:
        yield Finding(text.span, f"this {what} has {length} words; at most {limit} keep it calm and read")


def _no_action(content: Content) -> Iterator[Finding]:
    topics = content.policy.topics
    for band in content.policy.student_bands():
        harmful, helping = [], False
        for item in content.module.items():
            rated = {topic: found for topic, found in (item.topics or {}).items() if topic in topics}
            if item.topics is None or (item.bands is not None and band not in item.bands):
                continue
            if any(found > content.policy.ceiling(topic, band) for topic, found in rated.items()):
                continue
            if any(
                topics[topic].harm and found >= content.policy.caps.help_line_from for topic, found in rated.items()
            ):
                harmful.append(item)
            helping = helping or any(topics[topic].protective and found for topic, found in rated.items())
        if harmful and not helping:
            message = f"band {band} reads of harm, and of nothing that one can do or whom one can tell"
            severity = Severity.WARNING if content.help else Severity.ERROR
            yield Finding(harmful[0].span, message, about=harmful[0].id, severity=severity)


RULES = (
    Rule(
        "texts/placeholder",
        ERROR,
        "A text holds something that was left to be filled in, or nothing at all.",
        "A blank that was meant for the author looks like an answer to a child.",
        "fill it in, or delete it",
        _placeholder,
    ),
    Rule(
        "texts/mixed-letters",
        ERROR,
        "A word has letters of two alphabets that look alike, such as a Cyrillic o among Latin letters.",
        "No search and no watched word finds it, and it is read aloud as another word.",
        "type the word anew in one alphabet",
        _mixed_letters,
    ),
    Rule(
        "texts/debris",
        NOTE,
        "A text holds words of a menu, a label twice, or a word twice.",
        "Copied pages bring such words along, and nobody sees them any more.",
        "delete what does not belong there",
        _debris,
    ),
    Rule(
        "texts/numbered-reference",
        ERROR,
        "A text refers to a numbered list of sources that the pack does not have.",
        "A number in brackets promises a proof; without the list there is none.",
        "name the source with `source:`, and delete the number",
        _numbered_reference,
    ),
    Rule(
        "texts/repeated",
        NOTE,
        "A sentence stands twice in one text.",
        "It is a slip of copying, or a stress that a reader takes for one.",
        "delete one of the two",
        _repeated,
    ),
    Rule(
        "texts/note-length",
        ERROR,
        "A content note or a pause is longer than the policy allows.",
        "Long warnings raise the worry that they should calm (Bridgland, Jones and Bellet, 2023).",
        "say less: what is ahead, that one may choose, and how to pause",
        _note_length,
    ),
    Rule(
        "texts/no-action",
        ERROR,
        "A band reads of harm in this module, and of nothing that one can do; with help lines named, a warning.",
        "A warning without a step and a helper leaves a child alone with it.",
        "add an item on a protective topic for the band",
        _no_action,
    ),
)
