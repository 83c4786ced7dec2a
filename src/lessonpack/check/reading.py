"""How hard the words of each sheet are, against the limits of its band and level."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lessonpack.check.case import NOTE, WARNING, Content, Finding, Rule
from lessonpack.check.readability import NOTHING, Measure, measure, sentences, words_of
from lessonpack.model.audience import Level
from lessonpack.model.items import Item
from lessonpack.model.kept import kept
from lessonpack.model.policy import Reading
from lessonpack.model.reach import Said

_FEW = 60
"""Words below which a grade says nothing: the formula is made for passages."""
_SHORT = 12
_HARDEST = 3


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What students of one band read in one level of words."""

    band: str
    level: Level
    limits: Reading
    texts: tuple[tuple[Said, Measure], ...]

    @property
    def whole(self) -> Measure:
        return sum((counts for _, counts in self.texts), NOTHING)

    @property
    def name(self) -> str:
        return f"the sheet for band {self.band}" + (" in easy words" if self.level is Level.EASY else "")

    def hardest(self, key: Callable[[Measure], float]) -> list[Said]:
        """The texts that weigh most on a measure; short ones swing too far to be named."""
        told = [(said, counts) for said, counts in self.texts if counts.words > _SHORT] or list(self.texts)
        return [said for said, _ in sorted(told, key=lambda pair: -key(pair[1]))[:_HARDEST]]


@kept(1)
def _sheets(content: Content) -> tuple[_Sheet, ...]:
    """All of them, for each rule alike."""
    return tuple(_read(content))


def _read(content: Content) -> Iterator[_Sheet]:
    known = frozenset(word for item in content.module.definitions for text in item.term.texts() for word in
                      str(text).lower().split())  # fmt: skip
    for name in content.policy.student_bands():
        limits = content.policy.bands[name].reading
        read = [pair for pair in content.wordings if pair[0].reaches(name) and _is_kept(content, pair[0].item, name)]
        if limits is None or not read:
            continue
        for level in Level:
            chosen = [easy if easy and level is Level.EASY else core for core, easy in read]
            if level is Level.CORE or any(easy for _, easy in read):
                language = content.module.language
                texts = tuple((said, measure(said.words, language, known=known)) for said in chosen)
                yield _Sheet(name, level, limits, texts)


def _is_kept(content: Content, item: Item | None, band: str) -> bool:
    topics = item.topics if item else None
    return all(found <= content.policy.ceiling(topic, band) for topic, found in (topics or {}).items())


def _grade(content: Content) -> Iterator[Finding]:
    if content.language != "en":
        return
    for sheet in _sheets(content):
        whole, limit = sheet.whole, getattr(sheet.limits.grade, sheet.level)
        if whole.words >= _FEW and whole.grade() > float(limit.value):
            hard = sheet.hardest(Measure.grade)
            named = ", ".join(f"`{said.about or said.field}`" for said in hard)
            message = f"{sheet.name} has reading grade {whole.grade():.1f}; the limit is {limit.typed}"
            hint = f"shorter words and sentences; begin with {named}"
            yield Finding(hard[0].text.span, message, hint)


def _mean_sentence(content: Content) -> Iterator[Finding]:
    for sheet in _sheets(content):
        mean, limit = sheet.whole.mean_sentence(), sheet.limits.mean_words
        if mean > limit:
            message = f"{sheet.name} has {mean:.1f} words in a sentence on average; the limit is {limit}"
            yield Finding(sheet.hardest(Measure.mean_sentence)[0].text.span, message)


def _long_sentence(content: Content) -> Iterator[Finding]:
    told: set[str] = set()
    for sheet in _sheets(content):
        for said, counts in sheet.texts:
            if counts.longest > sheet.limits.max_words:
                yield from _long_ones(said, sheet.limits.max_words, f"band {sheet.band}", told)


def _long_ones(said: Said, limit: int, reader: str, told: set[str]) -> Iterator[Finding]:
    for sentence in sentences(said.words):
        length = len(words_of(sentence))
        if length > limit and sentence not in told:
            told.add(sentence)
            start = " ".join(sentence.split()[:4])
            message = f"the sentence that begins {start!r} has {length} words; {reader} reads at most {limit}"
            yield Finding(said.text.place_of(start), message, about=said.about)


def _teachers_sentence(content: Content) -> Iterator[Finding]:
    limits = content.policy.bands[content.policy.teacher_band].reading
    told: set[str] = set()
    for said in content.said if limits else ():
        if limits and said.is_teachers and said.field not in ("title", "also_known_as"):
            yield from _long_ones(said, limits.max_words, "an adult", told)


def _long_words(content: Content) -> Iterator[Finding]:
    if content.language == "en":
        return
    for sheet in _sheets(content):
        share, limit = sheet.whole.long_share(), sheet.limits.long_words
        if sheet.whole.words >= _FEW and share > float(limit.value):
            message = f"in {sheet.name} {share:.0f} per cent of the words are long; the limit is {limit.typed}"
            yield Finding(sheet.hardest(Measure.long_share)[0].text.span, message)


def _easy_not_easier(content: Content) -> Iterator[Finding]:
    language = content.module.language
    for core, easy in content.wordings:
        if easy is None:
            continue
        hard, light = measure(core.words, language), measure(easy.words, language)
        is_easier = light.grade() < hard.grade() or light.longest < hard.longest
        if hard.words > _SHORT and not is_easier and light.grade() > _easy_limit(content, easy):
            message = f"the easy words are no easier: grade {light.grade():.1f} against {hard.grade():.1f}"
            yield Finding(easy.text.span, message, about=easy.about)


def _easy_limit(content: Content, said: Said) -> float:
    """The lowest easy grade of the bands that read the text: what is within it needs no easier form."""
    bands = said.bands or content.policy.student_bands()
    limits = [content.policy.bands[band].reading for band in bands if band in content.policy.bands]
    return min((float(limit.grade.easy.value) for limit in limits if limit), default=0.0)


RULES = (
    Rule(
        "reading/grade",
        WARNING,
        "A sheet is harder to read than its band and level allow (Flesch-Kincaid grade, English).",
        "The subject weighs enough by itself, so the words should be a year or two below the class.",
        "write shorter words and sentences",
        _grade,
    ),
    Rule(
        "reading/mean-sentence",
        WARNING,
        "The sentences of a sheet are longer on average than its band reads.",
        "Long sentences lose those who read with effort.",
        "cut sentences in two",
        _mean_sentence,
    ),
    Rule(
        "reading/long-sentence",
        WARNING,
        "One sentence is longer than the band reads in one breath.",
        "A single long sentence can close a whole text to a reader.",
        "cut the sentence in two",
        _long_sentence,
    ),
    Rule(
        "reading/teachers-sentence",
        NOTE,
        "A sentence for teachers is very long.",
        "Guides are read between two lessons.",
        "cut the sentence in two",
        _teachers_sentence,
    ),
    Rule(
        "reading/long-words",
        WARNING,
        "A sheet in a language without a grade formula has too many words of four syllables and more.",
        "The share of long words is the measure that holds for Russian and Belarusian.",
        "take shorter words",
        _long_words,
    ),
    Rule(
        "reading/easy-not-easier",
        WARNING,
        "The easy wording of a text is no easier than its core wording.",
        "Who gets the easy sheet counts on it.",
        "shorten words and sentences, with the same meaning",
        _easy_not_easier,
    ),
)
