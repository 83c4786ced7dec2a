"""Words: what is not written any more, what an age does not meet, what frightens, what a rating hides."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpack.check.case import ERROR, WARNING, Content, Finding, Rule
from lessonpack.check.phrases import first, sentences
from lessonpack.diagnostics import Severity
from lessonpack.model.items import ExcerptKind, Item
from lessonpack.model.lexicon import TermRule
from lessonpack.model.policy import Topic
from lessonpack.model.reach import Said, Use


def _replaced(content: Content) -> Iterator[Finding]:
    rules = [rule for rule in content.lexicon.terms if content.vocabulary.possible(rule.match)]
    for said in content.said if rules else ():
        earlier: list[str] = []
        for rule in rules:
            if said.use in rule.allow_in and not (said.use is Use.SOURCE_TITLE and said.is_for_students):
                continue
            words = _used(rule, said.words)
            # One fault is told once, by the rule that comes first.
            if words and not any(words in known or known in words for known in earlier):
                earlier.append(words)
                message = f"{words!r} is not written any more"
                severity = Severity(rule.severity)
                yield Finding(said.text.place_of(words), message, f"write: {rule.use}", said.about, severity)


def _used(rule: TermRule, words: str) -> str:
    """The words of the rule as they stand in a text; with `near` only beside what makes them wrong."""
    if not rule.near:
        return first(rule.match, words)
    near = (found for s in sentences(words) if (found := first(rule.match, s)) and first(rule.near, s))
    return next(near, "")


def _quote_note(content: Content) -> Iterator[Finding]:
    for excerpt in content.module.excerpts:
        if excerpt.kind is ExcerptKind.QUOTE and excerpt.note is None:
            for rule in content.lexicon.terms:
                words = _used(rule, str(excerpt.text))
                if words:
                    message = f"the quotation says {words!r}, and no note tells the teacher what is written today"
                    hint = f"write `note:`, for example that one writes {rule.use} today"
                    yield Finding(excerpt.text.place_of(words), message, hint, excerpt.id)


def _blocked(content: Content) -> Iterator[Finding]:
    lexicon = content.lexicon
    for band in content.policy.student_bands():
        stems = content.vocabulary.possible(lexicon.blocked.get(band, ()))
        for said in content.said if stems else ():
            if not said.reaches(band) or _is_withheld(content, said.item, band):
                continue
            words = first(stems, said.words, allowed=lexicon.allowed)
            if words:
                message = f"{words!r} is a word that sheets for band {band} do not say"
                yield Finding(said.text.place_of(words), message, about=said.about)


def _is_withheld(content: Content, item: Item | None, band: str) -> bool:
    """True for an item that the band's ceilings hold back anyway."""
    topics = item.topics if item else None
    return any(found > content.policy.ceiling(topic, band) for topic, found in (topics or {}).items())


def _fear(content: Content) -> Iterator[Finding]:
    lexicon = content.lexicon
    strict, fear = lexicon.fear_is_error, content.vocabulary.possible(lexicon.fear)
    for said in content.said:
        if not said.is_for_students or said.use is Use.STUDENT_QUOTE:
            continue
        words = first(fear, said.words, allowed=lexicon.allowed)
        if words:
            reached = [band for band in strict if said.reaches(band)]
            severity = Severity.ERROR if reached else Severity.WARNING
            message = f"{words!r} frightens or preaches"
            yield Finding(said.text.place_of(words), message, about=said.about, severity=severity)
        elif said.field in _WARNINGS and "!" in said.words:
            yield Finding(said.text.place_of("!"), "an exclamation mark makes a warning louder, not clearer")


_WARNINGS = frozenset(("content_note", "caution", "closing", "purpose"))


def _one_group(content: Content) -> Iterator[Finding]:
    if not content.is_sensitive:
        return
    said = [s for s in content.said if s.is_for_students and s.use is Use.OWN]
    everything = "\n".join(s.words for s in said)
    for pair in content.lexicon.groups:
        named = [first((phrase,), everything) for phrase in pair]
        for missing, words in zip(pair, named, strict=True):
            if not words and any(named):
                one = next(word for word in named if word)
                place = next(s.text.place_of(one) for s in said if first((one,), s.words))
                message = f"students read of {one!r}, and nowhere of `{missing}`"
                yield Finding(place, message)


def _advice(content: Content) -> Iterator[Finding]:
    advice = content.vocabulary.possible(content.lexicon.advice)
    for said in content.said if advice else ():
        words = first(advice, said.words) if said.is_for_students else ""
        if words:
            yield Finding(said.text.place_of(words), f"{words!r} is legal advice", about=said.about)


def _understated(content: Content) -> Iterator[Finding]:
    language = content.module.language.partition("-")[0]
    watched = [
        (name, topic, phrases)
        for name, topic in content.policy.topics.items()
        if (phrases := content.vocabulary.possible(topic.words.get(language, ())))
    ]
    told: set[tuple[str, str]] = set()
    for said in content.said:
        item = said.item
        if item is None or item.topics is None or said.is_teachers or said.field in _CITED_BY_NAME:
            continue
        for name, topic, phrases in watched:
            words = first(phrases, said.words)
            if words and not item.topics.get(name) and (item.id, name) not in told:
                told.add((item.id, name))
                yield _understatement(said, words, name, topic)


_CITED_BY_NAME = frozenset(("student_title", "title", "org", "author", "population", "translations"))
"""Names of documents and offices, which are what they are."""


def _understatement(said: Said, words: str, name: str, topic: Topic) -> Finding:
    message = f"{words!r} speaks of {topic.name}, and `{said.about}` rates `{name}` as absent"
    return Finding(said.text.place_of(words), message, f"rate it: topics: {{{name}: 1}} or more", said.about)


RULES = (
    Rule(
        "terms/replaced",
        ERROR,
        "A text uses a word that blames children, sells people, or is not used any more.",
        "Words decide who looks guilty (Terminology Guidelines, second edition, 2025); cited titles keep theirs.",
        "write the recommended words",
        _replaced,
    ),
    Rule(
        "terms/quote-note",
        WARNING,
        "A quotation for the teacher holds a word that is not used any more, and no note says so.",
        "A source keeps its words, and whoever reads it aloud should know what is said today.",
        "write `note:` beside the quotation",
        _quote_note,
    ),
    Rule(
        "terms/blocked",
        ERROR,
        "A text for a band says a word that sheets for this band do not say.",
        "Some words bring pictures that an age cannot put away; the policy lists them by band.",
        "say it in other words, or withhold the text from the band",
        _blocked,
    ),
    Rule(
        "terms/fear",
        WARNING,
        "A text for students frightens, shocks or preaches.",
        "Fear does not protect: skills and people who help do (safeguarding, decision 9).",
        "say calmly what is so, and what one can do",
        _fear,
    ),
    Rule(
        "terms/one-group",
        WARNING,
        "The students' texts of a sensitive module speak of one group of people and never of its counterpart.",
        "Who is never named is never believed: boys and men are harmed as well.",
        "name both, or neither",
        _one_group,
    ),
    Rule(
        "terms/legal-advice",
        ERROR,
        "A text for students gives legal advice.",
        "Law differs from place to place and changes; a sheet that advises may harm who follows it.",
        "say what the law protects, and who can advise",
        _advice,
    ),
    Rule(
        "ratings/understated",
        ERROR,
        "An item's words name a topic that its rating calls absent.",
        "Ceilings work on ratings: an item that is rated too low passes them all.",
        "rate the topic, or reword the text",
        _understated,
    ),
)
