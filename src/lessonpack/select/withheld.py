"""The words that a reader must not get, in a form that finds them in a finished file, whatever template printed it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lessonpack.model.module import Module
from lessonpack.model.reach import everything_said
from lessonpack.select.holdings import texts_of
from lessonpack.select.selection import Selection
from lessonpack.select.wording import restricted_addresses

TELLING = 8
"""Words of one sentence in a row by which a text is known; fewer stand in many texts, and in templates, too."""

Run = tuple[str, ...]
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
"""Soft hyphens and other characters without a width: no reader sees that they part a word."""

_ENDS = re.compile(r"[.!?…\n]")
_WORD = re.compile(r"\w+")
_SHORTEST = 2 * TELLING - 1
"""Characters in so many words of one letter each, with something between them."""


class ModuleWords:
    """Every run of eight words in a module, with the item that it belongs to."""

    def __init__(self, module: Module, teacher_band: str) -> None:
        self._owners: dict[Run, str] = {}
        for said in everything_said(module, teacher_band):
            for run in runs_of(said.words):
                self._owners.setdefault(run, said.about or module.id)
        self._addresses = tuple(restricted_addresses(module))
        self._read: tuple[Selection, frozenset[Run]] | None = None

    def endangering(self, words: str) -> tuple[str, ...]:
        """The addresses in the words that are not passed on where the class is."""
        return tuple(address for address in self._addresses if address in words)

    def leaked(self, words: str, selection: Selection) -> tuple[str, ...]:
        """Ids of the items of which the words hold a run that no text of the selection holds."""
        # Found first: next to nothing is left to compare with what the selection holds.
        found = {run for run in _runs(words) if run in self._owners}
        return tuple(sorted({self._owners[run] for run in found - self._held(selection)}))

    def _held(self, selection: Selection) -> frozenset[Run]:
        """Every run that the selection holds; kept, since files of one document are looked at one after the other."""
        if self._read is None or self._read[0] is not selection:
            self._read = selection, frozenset().union(*(runs_of(str(text)) for text in texts_of(selection)))
        return self._read[1]


@lru_cache(maxsize=1_024)
def runs_of(words: str) -> frozenset[Run]:
    """Every eight words in a row of one sentence or line, without marks and capitals."""
    return frozenset(_runs(words))


def _runs(words: str) -> Iterator[Run]:
    for part in _ENDS.split(_UNSEEN.sub("", words.lower())):
        if len(part) < _SHORTEST:
            continue
        typed = _WORD.findall(part)
        if len(typed) >= TELLING:
            yield from zip(*(typed[start:] for start in range(TELLING)), strict=False)
