"""How hard words are: the Flesch-Kincaid grade for English, sentence lengths and long words for other languages.

Syllables of English are counted by the hyphenation patterns of pyphen and by groups of vowels. Hyphenation leaves out
breaks that nobody would print (a-go, ide-a) and so counts too few; groups of vowels count silent ones and so too many
or, where two vowels are two syllables, too few: the greater of both is nearest to dictionaries (`tests/check`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W_])|\n+|(?<=:)\s*\n")
_SHORTENED = re.compile(r"\b(?:e\.g|i\.e|etc|No|Nos|art|cf|vs|Mr|Mrs|Ms|Dr|Prof|St|p|pp|ca)\.(?=\s)")
_VOWELS = {"en": "aeiouy", "ru": "аеёиоуыэюя", "be": "аеёіоуыэюя"}
LONG_SYLLABLES = 4


@dataclass(frozen=True, slots=True)
class Measure:
    """Counts of a text: how many sentences, words and syllables it has, and its longest sentence in words."""

    sentences: int
    words: int
    syllables: int
    longest: int
    long_words: int
    """Words of four syllables or more."""

    def grade(self) -> float:
        """Flesch-Kincaid grade level: 0.39 words/sentence + 11.8 syllables/word - 15.59 (Kincaid et al., 1975)."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    def mean_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    def long_share(self) -> float:
        """Per cent of words with four syllables or more."""
        return 100 * self.long_words / self.words if self.words else 0.0

    def __add__(self, other: Measure) -> Measure:
        return Measure(
            self.sentences + other.sentences,
            self.words + other.words,
            self.syllables + other.syllables,
            max(self.longest, other.longest),
            self.long_words + other.long_words,
        )


NOTHING = Measure(0, 0, 0, 0, 0)


def sentences(text: str) -> list[str]:
    """The sentences of a text; a shortened word (e.g., No.) and a decimal point end none."""
    kept = _SHORTENED.sub(lambda match: match.group()[:-1] + "\0", text)
    return [part.replace("\0", ".").strip() for part in _SENTENCE_END.split(kept) if part.strip()]


def words_of(sentence: str) -> list[str]:
    """Words alone: figures are read in one glance and count for nothing."""
    return _WORD.findall(sentence)


@lru_cache(maxsize=20_000)
def measure(text: str, language: str, *, known: frozenset[str] = frozenset()) -> Measure:
    """Counts of a text. Names (capitals inside a sentence) and `known` words, such as headwords that a sheet explains,
    count as words of one syllable: a reader meets them as a sign."""
    total = NOTHING
    for sentence in sentences(text):
        found = words_of(sentence)
        if found:
            counts = [_syllables(word, n, language, known) for n, word in enumerate(found)]
            long_words = sum(count >= LONG_SYLLABLES for count in counts)
            total += Measure(1, len(found), sum(counts), len(found), long_words)
    return total


def _syllables(word: str, place: int, language: str, known: frozenset[str]) -> int:
    is_name = place > 0 and word[0].isupper()
    return 1 if is_name or word.lower() in known else syllables(word.lower(), language.partition("-")[0])


@lru_cache(maxsize=50_000)
def syllables(word: str, language: str = "en") -> int:
    """Syllables of a word in small letters, at least one."""
    vowels = _VOWELS.get(language, "aeiouyäöüáéíóúàèìòùâêîôûаеёиоуыэюяі")
    if language != "en":
        return max(1, sum(letter in vowels for letter in word))
    parts = [part for part in re.split(r"['’-]", word) if part]
    return max(1, sum(max(_hyphenated(part), _voiced(part)) for part in parts if len(part) > 1 or part in vowels))


def _hyphenated(word: str) -> int:
    return len(_patterns().positions(word)) + 1


@cache
def _patterns() -> Any:
    # Read when it is first asked for: most commands never count a syllable.
    import pyphen

    return pyphen.Pyphen(lang="en_US")


_SILENT_INSIDE = re.compile(
    r"(some|home|safe|use|like|care|place|hope|make|time|life|state|move)(?=body|one|work|ful|less|ly|ty|ment|thing|where)"
)
_SILENT = re.compile(r"(?:[^laeiouy]e|[aeiouy]le|[^td]ed|[^sxzhcge]es|[aeiouy]re)$")


def _voiced(word: str) -> int:
    """Groups of vowels, without a silent e at the end of the word or of its first part."""
    heard = _SILENT_INSIDE.sub(lambda match: match.group()[:-1], word)
    groups = len(re.findall("[aeiouy]+", heard))
    groups += len(re.findall("i[ao](?!us|n\\b|ns\\b|l\\b)|[^gq]ua(?!r)|eo(?!n\\b)|[^q]uo|ying|io(?:r|let)", heard))
    return max(1, groups - (1 if groups > 1 and _SILENT.search(heard) else 0))
