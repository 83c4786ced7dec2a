"""Other people's words: how many of them may be printed, and on which ground."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpack.check.case import ERROR, WARNING, Content, Finding, Rule
from lessonpack.check.readability import words_of
from lessonpack.model.items import Excerpt, ExcerptKind
from lessonpack.model.source import Source

_VERBATIM = (ExcerptKind.QUOTE, ExcerptKind.ABSTRACT)
_SHARE = 10
"""Per cent of a source that may be quoted."""


def _verbatim(content: Content) -> Iterator[tuple[Excerpt, Source, int, int]]:
    """Excerpts in a source's own words, with the source, the teacher's and the longest student's number of words."""
    sources = {source.id: source for source in content.module.sources}
    for excerpt in content.module.excerpts:
        if excerpt.kind in _VERBATIM and excerpt.source in sources:
            read = excerpt.student_text.texts() if excerpt.student_text else ()
            longest = max((len(words_of(str(text))) for text in read), default=0)
            yield excerpt, sources[excerpt.source], len(words_of(str(excerpt.text))), longest


def _too_long(content: Content) -> Iterator[Finding]:
    hard = content.policy.caps.excerpt_words.hard
    for excerpt, source, teachers, students in _verbatim(content):
        length = max(teachers, students)
        limits = [(hard, f"at most {hard} words are printed")]
        if source.words:
            limits.append((source.words * _SHARE // 100, f"{_SHARE} per cent of its {source.words} words"))
        if source.rights.max_words is not None:
            limits.append((source.rights.max_words, f"its rights allow {source.rights.max_words}"))
        most, why = min(limits)
        if length > most:
            yield Finding(excerpt.span_of("text"), f"{length} words of `{source.id}`: {why}", about=excerpt.id)


def _long(content: Content) -> Iterator[Finding]:
    limits = content.policy.caps.excerpt_words
    for excerpt, source, teachers, students in _verbatim(content):
        for length, most, reader in ((teachers, limits.teacher, "teachers"), (students, limits.student, "students")):
            if most < length <= limits.hard:
                found = f"{length} words of `{source.id}` for {reader}; {most} are enough for a lesson"
                yield Finding(excerpt.span_of("text"), found, about=excerpt.id)


def _licence(content: Content) -> Iterator[Finding]:
    for excerpt, source, _, _ in _verbatim(content):
        if source.rights.licence is None:
            found = f"the words of `{source.id}` are printed, and no licence is recorded"
            yield Finding(source.span_of("rights"), found, about=excerpt.id)


def _redistribution(content: Content) -> Iterator[Finding]:
    for excerpt, source, _, _ in _verbatim(content):
        if content.module.redistribute and source.rights.licence is None:
            found = f"the pack is passed on with words of `{source.id}`, and no licence is recorded"
            yield Finding(source.span_of("rights"), found, about=excerpt.id)


RULES = (
    Rule(
        "rights/too-long",
        ERROR,
        "A quotation is longer than 300 words, a tenth of its source, or what the rights allow.",
        "A right to quote ends where the quotation replaces the source.",
        "quote less, or retell it in your own words: `kind: paraphrase`",
        _too_long,
    ),
    Rule(
        "rights/long",
        WARNING,
        "A quotation is longer than a lesson needs.",
        "Short excerpts are read; long ones are skipped, and are harder to justify.",
        "quote less, or retell it in your own words",
        _long,
    ),
    Rule(
        "rights/licence",
        WARNING,
        "A source's own words are printed, and no licence is recorded.",
        "Who passes the pack on must know on which ground.",
        "write `licence:` under `rights:`; or retell it in your own words",
        _licence,
    ),
    Rule(
        "rights/redistribution",
        ERROR,
        "A pack that is passed on prints a source's own words without a recorded licence.",
        "What a lesson may quote, a copy for everybody may not.",
        "write `licence:` under `rights:`; retell it in your own words; or delete `redistribute: true`",
        _redistribution,
    ),
)
