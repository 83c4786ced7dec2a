"""Finds the phrases of a lexicon in words: `model.lexicon` says how a phrase is typed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Protocol

from lessonpack.check.contacts import seen

_GAP = r"[^\w.!?]+"
"""What may stand between two words of a phrase: anything but a word and the end of a sentence."""
_FILL = rf"{_GAP}(?:[\w'’-]+{_GAP}){{0,6}}"
"""`...`: up to six words."""
_TOKEN = re.compile(r"\([^)]*\)\*?|\S+")


@cache
def pattern(phrase: str) -> re.Pattern[str]:
    """The phrase as a pattern that matches whole words, whatever their capitals."""
    parts: list[str] = []
    gap = ""
    for token in _TOKEN.findall(phrase):
        if token == "...":  # noqa: S105  # three dots, no secret
            gap = _FILL
            continue
        parts.append(gap + _token(token))
        gap = _GAP
    return re.compile(rf"(?<!\w){''.join(parts)}(?!\w)", re.IGNORECASE)


def _token(token: str) -> str:
    if token.startswith("("):
        # The star of the last choice is that choice's own.
        body = token.removesuffix("*")[1:-1]
        return f"(?:{'|'.join(_words(choice) for choice in body.split('|'))}){_ending(token)}"
    return _words(token)


def _words(typed: str) -> str:
    return _GAP.join(_word(word) for word in typed.split())


def _word(typed: str) -> str:
    made = re.escape(typed.removeprefix("=").rstrip("*")) + _ending(typed)
    return f"(?-i:{made})" if typed.startswith("=") else made


def _ending(token: str) -> str:
    return r"[\w'’-]*" if token.endswith("*") else ""


_ODD = re.compile("[^\x00-\x7f\xa0-\xff\u0400-\u045f\u2010-\u206f]")
"""What is not among the letters whose small and capital forms answer to each other one by one."""


@cache
def _needed(phrase: str) -> tuple[tuple[str, ...], ...]:
    """For each token of the phrase, beginnings in small letters of which one stands in every text that it matches."""
    if _ODD.search(phrase):
        return ()
    tokens = (token for token in _TOKEN.findall(phrase) if token != "...")  # noqa: S105  # three dots, no secret
    return tuple(tuple(_beginning(choice) for choice in _choices(token)) for token in tokens)


def _choices(token: str) -> list[str]:
    return token.removesuffix("*")[1:-1].split("|") if token.startswith("(") else [token]


def _beginning(typed: str) -> str:
    return next((word.removeprefix("=").rstrip("*").lower() for word in typed.split()), "")


def _may_match(phrase: str, lowered: str) -> bool:
    """False where the phrase cannot be in the text: to look for words is far quicker than to match a pattern."""
    for starts in _needed(phrase):
        for start in starts:
            if start in lowered:
                break
        else:
            return False
    return True


def found(phrases: Iterable[str], words: str, *, allowed: Iterable[str] = ()) -> Iterator[str]:
    """The words that match, as they stand in the text, one phrase after the other; not inside an allowed phrase."""
    plain = seen(words)
    lowered = None if _ODD.search(plain) else plain.lower()
    free: list[tuple[int, int]] | None = None
    for phrase in phrases:
        if lowered is not None and not _may_match(phrase, lowered):
            continue
        for match in pattern(phrase).finditer(plain):
            if free is None:
                free = [kept.span() for name in allowed for kept in pattern(name).finditer(plain)]
            if not any(start <= match.start() and match.end() <= end for start, end in free):
                yield match.group()


def first(phrases: Iterable[str], words: str, *, allowed: Iterable[str] = ()) -> str:
    """The first such words; empty where there are none."""
    return _first(tuple(phrases), words, tuple(allowed))


@lru_cache(maxsize=65_536)
def _first(phrases: tuple[str, ...], words: str, allowed: tuple[str, ...]) -> str:
    """The same text is looked through for every band, document and format that prints it: once is enough."""
    return next(found(phrases, words, allowed=allowed), "")


_END = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][\"'”’)\]])\s+|\n+")


def sentences(words: str) -> list[str]:
    """The sentences of a text: a new line ends one as well."""
    return [s for s in (part.strip() for part in _END.split(words)) if s]


class _Watched(Protocol):
    """A rule of a lexicon on words that are right or wrong by what stands around them."""

    @property
    def match(self) -> tuple[str, ...]: ...
    @property
    def unless(self) -> tuple[str, ...]: ...


def used(rule: _Watched, words: str, *, near: tuple[str, ...] = (), allowed: Iterable[str] = ()) -> str:
    """The first words that the rule watches for: in a sentence with one of `near`, where there are any, and with none
    of the rule's `unless`."""
    if not (near or rule.unless):
        return first(rule.match, words, allowed=allowed)
    for sentence in sentences(words):
        met = first(rule.match, sentence, allowed=allowed)
        if met and (not near or first(near, sentence)) and not first(rule.unless, sentence):
            return met
    return ""


@cache
def _words_needed(phrase: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """For each token of the phrase its choices, as the beginnings of all words in them."""
    return tuple(
        tuple(tuple(re.findall(r"\w+", choice.lower())) for choice in token.strip("()").split("|"))
        for token in _TOKEN.findall(phrase)
    )


class Vocabulary:
    """The distinct words of many texts: most phrases can be told at once to be in none of them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: list[str] = sorted(set(re.findall(r"\w+", "\n".join(map(seen, texts)).lower())))
        self._found: dict[str, bool] = {}

    def possible(self, phrases: Iterable[str]) -> tuple[str, ...]:
        """The phrases all of whose words stand somewhere in the texts, in whatever order."""
        return tuple(phrase for phrase in phrases if self._may_hold(phrase))

    def _may_hold(self, phrase: str) -> bool:
        return all(any(all(map(self._has, words)) for words in choices) for choices in _words_needed(phrase))

    def _has(self, word: str) -> bool:
        if word not in self._found:
            self._found[word] = self._is_beginning(word)
        return self._found[word]

    def _is_beginning(self, word: str) -> bool:
        at = bisect_left(self._words, word)
        if at == len(self._words):
            return False
        # An ending may follow a bracket of choices, too, so a beginning is enough.
        return self._words[at].startswith(word)
