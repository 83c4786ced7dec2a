"""Blocked words in letters that only look like theirs: with marks, digits for letters, signs in between."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lessonpack.check.case import ERROR, Content, Finding, Rule
from lessonpack.check.contacts import seen
from lessonpack.check.phrases import first

_LOOKS = str.maketrans(
    dict(zip("асеһіјкмопѕтухѵАВСЕНІКМОРТХрαεικνορτυχ", "acehijkmopstuxvABCEHIKMOPTXpaeiknoptux", strict=True))
)
_DIGITS = str.maketrans("013457@$", "oleastas")
_SIGNS = re.compile(r"(?<=[^\W_])[-_·.'’\[\]()*]+(?=[^\W_])|_")

_AROUND = '.,;:!?"()'
"""What stands around words, and hides none."""


def _disguised(content: Content) -> Iterator[Finding]:
    lexicon, subjects = content.lexicon, content.module.subjects
    stems = {band: lexicon.stems(band, subjects) for band in content.policy.student_bands()}
    met: dict[tuple[str, ...], tuple[str, ...]] = {}
    for said in content.said if content.language in LATIN else ():
        bands = tuple(band for band in stems if said.reaches(band))
        if bands not in met:
            met[bands] = tuple(dict.fromkeys(stem for band in bands for stem in stems[band]))
        read = met[bands]
        for typed, plain in masked(said.words) if read else ():
            if first(read, plain) and not first(read, typed):
                found = f"{typed!r} reads as {plain!r}, which sheets do not say"
                yield Finding(said.text.place_of(typed), found, about=said.about)
                break


LATIN = ("en",)
"""Languages whose blocked words these letters can imitate."""


def masked(words: str) -> Iterator[tuple[str, str]]:
    """Words as typed, and what a reader may take them for."""
    for typed in re.findall(r"\S+", seen(words)):
        core = typed.strip(_AROUND)
        if (typed.isascii() and core.isalpha()) or not any(letter.isalpha() for letter in typed):
            continue  # most words are what they look like
        bare = _unmarked(_SIGNS.sub("", typed)).translate(_LOOKS)
        yield from ((typed, plain) for plain in dict.fromkeys((bare, bare.translate(_DIGITS))) if plain != typed)


def _unmarked(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in parts if unicodedata.category(letter) != "Mn")


RULES = (
    Rule(
        "terms/disguised",
        ERROR,
        "A text for students holds a blocked word in letters that only look like its own, or cut by signs.",
        "Readers see the word all the same, and every other rule is passed by.",
        "say it in other words",
        _disguised,
    ),
)
