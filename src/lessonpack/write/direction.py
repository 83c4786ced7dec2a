"""Which way the lines of a language run, from its BCP 47 tag, and what must not turn with them: one answer for all
writers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import assert_never

from lessonpack.tree.nodes import Emphasis, Foreign, Inline, LineBreak, Link, Run, Strong, Term

_LEFTWARD_LANGUAGES = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "ku", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_LEFTWARD_SCRIPTS = frozenset({"arab", "hebr", "nkoo", "syrc", "thaa"})


@lru_cache(maxsize=64)
def is_leftward(language: str) -> bool:
    """Whether `language` is written from right to left; a script in the tag, as in `ku-Latn`, decides before the
    language does."""
    primary, *others = language.lower().split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    return script in _LEFTWARD_SCRIPTS if script else primary in _LEFTWARD_LANGUAGES


def runs_leftward(inlines: Iterable[Inline], language: str) -> bool:
    """Whether a paragraph runs from right to left: with the language of its words, if that is one way for all of them,
    else with the document's."""
    found = set(_directions(inlines, is_own=is_leftward(language)))
    return found.pop() if len(found) == 1 else is_leftward(language)


def _directions(inlines: Iterable[Inline], *, is_own: bool) -> Iterator[bool]:
    """For all words whether their language is written from right to left."""
    for inline in inlines:
        match inline:
            case Run():
                if not inline.text.isspace():
                    yield is_own
            case LineBreak():
                pass
            case Foreign():
                yield from _directions(inline.children, is_own=is_leftward(inline.language))
            case Strong() | Emphasis() | Link() | Term():
                yield from _directions(inline.children, is_own=is_own)
            case _:
                assert_never(inline)


TO_THE_RIGHT = "\u200e"
"""Left-to-right mark: shows nothing."""
# Groups of digits with spaces between them, a number with its country's plus, and dates such as 2026-11-01.
_DIALLED = re.compile(r"(?<![\d+])(\+\d[\d \u00a0-]*|\d+(?:[ \u00a0]\d{2,})+|\d+(?:[-\u2011]\d+){2,})")


def steadied(text: str) -> str:
    """`text` with a mark before every number of several groups: among words from right to left the groups would stand
    in the other order (UAX #9, rules N1 and I2), and somebody would dial them so."""
    return _DIALLED.sub(rf"{TO_THE_RIGHT}\1", text)
