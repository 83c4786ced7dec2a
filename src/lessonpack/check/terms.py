"""Words: what is not written any more, what an age does not meet, what frightens or advises."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lessonpack.check.case import ERROR, NOTE, WARNING, Content, Finding, Rule
from lessonpack.check.phrases import first, sentences, used
from lessonpack.diagnostics import Severity
from lessonpack.model.items import ContextKind, ContextNote, ExcerptKind, Item
from lessonpack.model.lexicon import Lexicon, TermRule, Weight
from lessonpack.model.reach import Said, Use


def _replaced(content: Content) -> Iterator[Finding]:
    rules = _possible(content, lambda rule: rule.severity != "note")
    for said in content.said if rules else ():
        earlier: list[str] = []
        for rule in rules:
            words = _met(rule, said, content)
            # One fault is told once, by the rule that comes first.
            if words and not any(words in known or known in words for known in earlier):
                earlier.append(words)
                message = f"{words!r} is not written any more"
                severity = Severity(_weight(rule, said))
                yield Finding(said.text.place_of(words), message, f"write: {rule.use}", said.about, severity)


def _weight(rule: TermRule, said: Said) -> Weight:
    return rule.students if rule.students and said.is_for_students else rule.severity


def _possible(content: Content, is_meant: Callable[[TermRule], bool]) -> list[TermRule]:
    return [rule for rule in content.lexicon.terms if is_meant(rule) and content.vocabulary.possible(rule.match)]


def _met(rule: TermRule, said: Said, content: Content) -> str:
    """The rule's words in a text where they may not stand; a cited title keeps its own, save on students' sheets."""
    if said.use in rule.allow_in and not (said.use is Use.SOURCE_TITLE and said.is_for_students):
        return ""
    titles = content.lexicon.legal_titles if "legal-title" in rule.allow_in and _may_name_laws(said) else ()
    return used(rule, said.words, near=rule.near, allowed=titles)


def _may_name_laws(said: Said) -> bool:
    """A law's exact title stands in words for teachers, and in notes that are about law."""
    return not said.is_for_students or _is_on_law(said)


def _is_on_law(said: Said) -> bool:
    return isinstance(said.item, ContextNote) and said.item.kind is ContextKind.LAW


def _considered(content: Content) -> Iterator[Finding]:
    for rule in _possible(content, lambda rule: rule.severity == "note"):
        places = [(said, words) for said in content.said if (words := _met(rule, said, content))]
        if places:
            said, words = places[0]
            others = f", and in {len(places) - 1} more texts" if len(places) > 1 else ""
            message = f"{words!r} is a word to choose with care{others}"
            yield Finding(said.text.place_of(words), message, f"think of: {rule.use}", said.about)


def _quote_note(content: Content) -> Iterator[Finding]:
    for excerpt in content.module.excerpts:
        if excerpt.kind is ExcerptKind.QUOTE and excerpt.note is None:
            for rule in content.lexicon.terms:
                words = used(rule, str(excerpt.text), near=rule.near) if rule.severity != "note" else ""
                if words:
                    message = f"the quotation says {words!r}, and no note tells the teacher what is written today"
                    hint = f"write `note:`, for example that one writes {rule.use} today"
                    yield Finding(excerpt.text.place_of(words), message, hint, excerpt.id)


def _blocked(content: Content) -> Iterator[Finding]:
    lexicon = content.lexicon
    for band in content.policy.student_bands():
        stems = content.vocabulary.possible(lexicon.stems(band, content.module.subjects))
        titled = lexicon.free_in_titles(band)
        strict = tuple(stem for stem in stems if stem not in titled)
        for said in content.said if stems else ():
            if not said.reaches(band) or _is_withheld(content, said.item, band):
                continue
            words = first(strict, said.words, allowed=lexicon.allowed)
            words = words or first(titled, said.words, allowed=(*lexicon.allowed, *_titles(said, lexicon)))
            if words:
                message = f"{words!r} is a word that sheets for band {band} do not say"
                yield Finding(said.text.place_of(words), message, about=said.about)


def _titles(said: Said, lexicon: Lexicon) -> tuple[str, ...]:
    return lexicon.legal_titles if _is_on_law(said) else ()


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
        if words or _shouts(said, lexicon):
            reached = [band for band in strict if said.reaches(band)]
            severity = Severity.ERROR if reached else Severity.WARNING
            message = f"{words!r} frightens or preaches" if words else _LOUD
            yield Finding(said.text.place_of(words or "!"), message, about=said.about, severity=severity)


_LOUD = "an exclamation mark makes a warning louder, not clearer"
_WARNINGS = frozenset(("content_note", "caution", "closing", "purpose"))


def _shouts(said: Said, lexicon: Lexicon) -> bool:
    """True for a warning that ends in an exclamation mark, wherever students read it."""
    if "!" not in said.words:
        return False
    loud = (sentence for sentence in sentences(said.words) if "!" in sentence)
    return said.field in _WARNINGS or any(first(lexicon.warning, sentence) for sentence in loud)


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
        "terms/consider",
        NOTE,
        "A word for people who were harmed stands in the module that some of them would not choose; told once.",
        "Victim and survivor are both right somewhere, and neither is right for everybody.",
        "read the texts again with the person in mind",
        _considered,
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
)
