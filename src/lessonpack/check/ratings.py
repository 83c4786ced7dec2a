"""Ratings, bands and languages: whether the policy knows what the module names, and whether ratings fit the words."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from lessonpack.check.case import ERROR, WARNING, Content, Finding, Rule
from lessonpack.check.phrases import first
from lessonpack.diagnostics import Severity
from lessonpack.model.items import Item
from lessonpack.model.policy import Topic
from lessonpack.model.reach import Said


def _unknown_topic(content: Content) -> Iterator[Finding]:
    policy = content.policy
    for item in content.module.items():
        for topic in item.topics or {}:
            if topic not in policy.topics:
                near = get_close_matches(topic, list(policy.topics), n=1, cutoff=0.6)
                hint = f"did you mean `{near[0]}`?" if near else f"topics: {', '.join(policy.topics)}"
                yield Finding(item.span_of("topics", topic), f"the policy has no topic `{topic}`", hint, item.id)


def _unknown_band(content: Content) -> Iterator[Finding]:
    bands = content.policy.bands
    known = f"bands: {', '.join(bands)}"
    for item in content.module.items():
        for number, band in enumerate(item.bands or ()):
            if band not in bands:
                yield Finding(item.span_of("bands", number), f"the policy has no band `{band}`", known, item.id)
    for said in content.said:
        for band in said.bands or ():
            if band not in bands and not said.is_easy:
                yield Finding(said.text.span, f"the policy has no band `{band}`", known, said.about)


def _no_lexicon(content: Content) -> Iterator[Finding]:
    language = content.module.language
    place = content.module.span_of("language")
    if not content.policy.has_lexicon(language):
        found = f"the policy watches no words of the language `{language}`"
        yield Finding(place, found, severity=Severity.ERROR if content.is_sensitive else Severity.WARNING)
    elif content.lexicon.needs_native_reader:
        found = f"nobody who grew up with `{language}` has approved the watched words of the language"
        hint = "ask a reader who knows child protection; then set `needs_native_reader: false`, as a recorded decision"
        yield Finding(place, found, hint)


def _understated(content: Content) -> Iterator[Finding]:
    named = list(_topics_called_absent(content))
    yield from named
    yield from _called_harmless(content, {found.about for found in named})


def _topics_called_absent(content: Content) -> Iterator[Finding]:
    watched = [
        (name, topic, phrases)
        for name, topic in content.policy.topics.items()
        if (phrases := content.vocabulary.possible(topic.words.get(content.language, ())))
    ]
    told: set[tuple[str, str]] = set()
    for said, item in _rated(content):
        for name, topic, phrases in watched:
            words = first(phrases, said.words)
            if words and not (item.topics or {}).get(name) and (item.id, name) not in told:
                told.add((item.id, name))
                yield _understatement(said, words, name, topic)


def _rated(content: Content) -> Iterator[tuple[Said, Item]]:
    """Texts for students whose item has a rating that they could belie."""
    for said in content.said:
        if said.item and said.item.topics is not None and not said.is_teachers and said.field not in _CITED_BY_NAME:
            yield said, said.item


_CITED_BY_NAME = frozenset(("student_title", "title", "org", "author", "population", "translations"))
"""Names of documents and offices, which are what they are."""


def _understatement(said: Said, words: str, name: str, topic: Topic) -> Finding:
    message = f"{words!r} speaks of {topic.name}, and `{said.about}` rates `{name}` as absent"
    return Finding(said.text.place_of(words), message, f"rate it: topics: {{{name}: 1}} or more", said.about)


def _called_harmless(content: Content, told: set[str]) -> Iterator[Finding]:
    """Items rated as nothing, with words that some band does not meet; `told` are ids that need no second finding."""
    lexicon, subjects = content.lexicon, content.module.subjects
    youngest, *elder = content.policy.student_bands()
    grave = content.vocabulary.possible(dict.fromkeys(s for band in elder for s in lexicon.stems(band, subjects)))
    mild = content.vocabulary.possible(s for s in lexicon.stems(youngest, subjects) if s not in grave)
    for said, item in _rated(content) if grave or mild else ():
        if any((item.topics or {}).values()) or item.id in told:
            continue
        allowed = (*lexicon.allowed, *lexicon.legal_titles)
        strong = first(grave, said.words, allowed=allowed)
        words = strong or first(mild, said.words, allowed=allowed)
        if words:
            told.add(item.id)
            severity = Severity.ERROR if strong or content.is_sensitive else Severity.WARNING
            message = f"{words!r} is a word that the policy keeps from some band, and `{item.id}` is rated as harmless"
            yield Finding(said.text.place_of(words), message, about=item.id, severity=severity)


def _decided_later(content: Content) -> Iterator[Finding]:
    for decision in content.policy.raised:
        if decision.on.first_day() > content.today:
            found = f"the decision on `{decision.what}` is of {decision.on}, which has not come"
            yield Finding(decision.span_of("on"), found)


RULES = (
    Rule(
        "policy/decided-later",
        ERROR,
        "A decision to loosen a rule of the policy is of a day that has not come.",
        "A decision that nobody can have made protects nobody.",
        "write the day on which it was decided",
        _decided_later,
    ),
    Rule(
        "policy/unknown-topic",
        ERROR,
        "A rating names a topic that the policy does not have.",
        "Its ceiling would be 0 for everybody, so the item would reach nobody.",
        "use a topic of the policy",
        _unknown_topic,
    ),
    Rule(
        "policy/unknown-band",
        ERROR,
        "Words or items are meant for a band that the policy does not have.",
        "Nobody would ever read them.",
        "use a band of the policy",
        _unknown_band,
    ),
    Rule(
        "policy/no-lexicon",
        WARNING,
        "The policy has no watched words for the module's language, or none that a native reader has approved.",
        "Where no word is watched, every word passes; an error where the subject is sensitive.",
        "add the language under `lexicon:` of the policy",
        _no_lexicon,
    ),
    Rule(
        "ratings/understated",
        ERROR,
        "An item's words name a topic that its rating calls absent, or it is rated as nothing and uses a blocked word.",
        "Ceilings work on ratings: an item that is rated too low passes them all. Where only the youngest do not read "
        "the word, and nothing in the module is sensitive, this is a warning.",
        "rate the topic, or reword the text",
        _understated,
    ),
)
