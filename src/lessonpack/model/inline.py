"""The marks that an author may type inside a text, and nothing else: no markup language, no HTML.

    *stress*   **strong**   [words](https://address)   [слова]{ru}   {term-id}   {term-id|other words}

A backslash before any of `* [ ] { } \\` makes it an ordinary character. Marks nest, but not in themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    text: str


@dataclass(frozen=True, slots=True)
class Stress:
    children: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    children: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    children: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language; `language` is a BCP 47 tag."""

    language: str
    children: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word that a definition explains; without `children` the definition's own term is printed."""

    definition: str
    children: tuple[Mark, ...]


Mark = Words | Stress | Strong | Link | Foreign | Term


class MarkError(ValueError):
    """A mark that was not closed or not understood; `offset` counts characters from the start of the text."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset


_SPECIAL = re.compile(r"[*\[\]{}\\]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"(https?://|mailto:|tel:)[^\s()<>\"]+")
_SLUG = re.compile(r"[a-z][a-z0-9-]*")


def parse(text: str) -> tuple[Mark, ...]:
    """The marks of one paragraph; white space is folded. Raises MarkError."""
    if not _SPECIAL.search(text):
        folded = _fold(text)
        return (Words(folded),) if folded else ()
    return _Parser(text).marks("", frozenset())


def plain(marks: tuple[Mark, ...]) -> str:
    """The words alone."""
    if len(marks) == 1 and isinstance(marks[0], Words):
        return marks[0].text
    return "".join(m.text if isinstance(m, Words) else plain(m.children) for m in marks)


def terms(marks: tuple[Mark, ...]) -> tuple[str, ...]:
    """Ids of the definitions that the marks refer to."""
    found: list[str] = []
    for mark in marks:
        if isinstance(mark, Term):
            found.append(mark.definition)
        if not isinstance(mark, Words):
            found += terms(mark.children)
    return tuple(found)


def links(marks: tuple[Mark, ...]) -> Iterator[Link]:
    """Every link, in whatever marks it stands."""
    for mark in marks:
        if isinstance(mark, Link):
            yield mark
        if not isinstance(mark, Words):
            yield from links(mark.children)


def _fold(text: str) -> str:
    """White space folded, and letters composed (NFC), so that all formats hold the same characters."""
    # Not \s: a no-break space is meant.
    return unicodedata.normalize("NFC", re.sub("[ \t\n]+", " ", text))


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def marks(self, closing: str, open_marks: frozenset[str]) -> tuple[Mark, ...]:
        """Marks up to `closing`, which is left unread; to the end of the text where it is empty."""
        out: list[Mark] = []
        words: list[str] = []
        while self.at < len(self.text):
            if closing and self.text.startswith(closing, self.at) and not self._is_longer_star(closing):
                break
            char = self.text[self.at]
            if char == "\\":
                words.append(self._escaped())
            elif char in "*[{":
                _flush(words, out)
                out.append(self._mark(char, open_marks))
            elif char in "]}":
                raise MarkError(self.at, f"{char} without its opening mark; to print it, write \\{char}")
            else:
                words.append(char)
                self.at += 1
        _flush(words, out)
        return tuple(out)

    def _is_longer_star(self, closing: str) -> bool:
        # `*a **b** c*`: inside a single star a double one opens or closes something else.
        return closing == "*" and self.text.startswith("**", self.at) and not self.text.startswith("***", self.at)

    def _escaped(self) -> str:
        following = self.text[self.at + 1 : self.at + 2]
        if not following or following not in "*[]{}\\":
            raise MarkError(self.at, "a backslash may stand before * [ ] { } \\ only; to print one, write \\\\")
        self.at += 2
        return following

    def _mark(self, char: str, open_marks: frozenset[str]) -> Mark:
        if char == "{":
            return self._term()
        opening = "**" if self.text.startswith("**", self.at) else char
        if opening in open_marks:
            raise MarkError(self.at, f"{opening} stands inside {opening}; close the first one before")
        start = self.at
        self.at += len(opening)
        closing = "]" if opening == "[" else opening
        children = self.marks(closing, open_marks | {opening})
        if not self.text.startswith(closing, self.at):
            raise MarkError(start, f"{opening} is never closed with {closing}; to print it, write \\{char}")
        if not plain(children).strip() and not terms(children):
            raise MarkError(start, f"nothing stands between {opening} and {closing}")
        self.at += len(closing)
        if opening == "[":
            return self._bracketed(start, children)
        return Strong(children) if opening == "**" else Stress(children)

    def _bracketed(self, start: int, children: tuple[Mark, ...]) -> Mark:
        pair = {"(": ")", "{": "}"}.get(self.text[self.at : self.at + 1], "")
        end = self.text.find(pair, self.at) if pair else -1
        if end < 0:
            raise MarkError(start, "[words] must be followed by (https://address) or by {language}; or write \\[")
        inside, where = self.text[self.at + 1 : end], self.at + 1
        self.at = end + 1
        if pair == ")":
            if not _ADDRESS.fullmatch(inside):
                raise MarkError(where, "an address starts with https://, http://, mailto: or tel: and has no spaces")
            return Link(inside, children)
        if not _LANGUAGE.fullmatch(inside):
            raise MarkError(where, f"{inside!r} is not a language tag such as ru or be-BY")
        return Foreign(inside, children)

    def _term(self) -> Term:
        start = self.at
        end = self.text.find("}", start)
        name, bar, shown = self.text[start + 1 : max(end, start)].partition("|")
        if end < 0 or not _SLUG.fullmatch(name) or (bar and not shown.strip()):
            raise MarkError(start, "{ must be followed by the id of a definition and }; to print it, write \\{")
        self.at = end + 1
        return Term(name, (Words(_fold(shown)),) if bar else ())


def _flush(words: list[str], out: list[Mark]) -> None:
    if words:
        out.append(Words(_fold("".join(words))))
        words.clear()
