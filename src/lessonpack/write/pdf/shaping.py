"""Words whose letters join, or bear marks, as glyphs in their places: what one code for each character cannot show.

HarfBuzz does it, from the optional package uharfbuzz. Which words need it is left to `measure`, where words stand to
`lines`, and what a file holds of the glyphs to `embedding`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

from lessonpack.write.pdf.fonts import Face

PACKAGES = ("uharfbuzz", "bidi")
CARE = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0590-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u200c-\u200f\u20d0-\u20f0\ufb1d-\ufdff"
    "\ufe20-\ufe2f\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Marks, joiners, and all letters of scripts that run leftwards."""
LEFTWARD = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
UNSEEN = re.compile("[\u200c-\u200f\u061c]")
"""Joiners and marks of direction: they act on their neighbours and show nothing."""
JOINER = "\u200d"
# Not read back: they are put in here, or mean nothing where the order is known. A non-joiner divides parts of words.
_SILENT = re.compile("[\u200d-\u200f\u061c]")
_SCRIPTS = {
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "SYRIAC": "Syrc",
    "THAANA": "Thaa",
    "NKO": "Nkoo",
}
_NO_EXTRAS: dict[str, bool] = {"kern": False, "liga": False, "clig": False}
"""Text around marked letters is set without kerning and ligatures; so are they."""
_MOST_WORDS = 20_000


@cache
def is_there() -> bool:
    """Whether the packages of the extra `rtl` are installed."""
    return all(find_spec(name) for name in PACKAGES)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of the font's, and where it stands from the left end of its word, in thousandths of the type size.

    `text` is the character that it stands for; empty where another glyph stands for it. `advance` is what the font
    itself says of its width. `moved` are units of the font to the right and up, for which it gets a glyph of its own.
    """

    index: int
    text: str
    x: float
    advance: float
    moved: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Shape:
    """A word: its glyphs from left to right, and how wide they are together."""

    glyphs: tuple[Glyph, ...]
    width: float


class ShapedFace(Face):
    """A face whose words are shaped, all in one direction and one language."""

    def __init__(self, plain: Face, *, is_leftward: bool, language: str) -> None:
        self.plain = plain
        self.name = plain.name
        self.parsed = plain.parsed
        self.spacing = 0.0
        self.is_leftward = is_leftward
        self._language = language
        self._shapes: dict[str, Shape] = {}

    def width(self, text: str) -> float:
        return sum([self.shape(word).width for word in text.split(" ")]) + text.count(" ") * self.shape(" ").width

    def widths(self, words: Iterable[str]) -> list[float]:
        return [self.width(word) for word in words]

    def covers(self, text: str) -> bool:
        return self.plain.covers(UNSEEN.sub("", text))

    def shape(self, word: str) -> Shape:
        """The glyphs of a word, or of the space between two."""
        found = self._shapes.get(word)
        if found is None:
            if len(self._shapes) >= _MOST_WORDS:
                self._shapes.clear()
            found = self._shapes[word] = self._shaped(word)
        return found

    def placed(self, text: str) -> Iterator[list[Glyph]]:
        """The words of `text` in the order of reading, each with the space after it: their glyphs from left to right,
        measured from the left end of all."""
        words = text.split(" ")
        x = self.width(text) if self.is_leftward else 0.0
        for index, word in enumerate(words):
            shapes = [self.shape(word), *([self.shape(" ")] if index < len(words) - 1 else [])]
            whole = sum([shape.width for shape in shapes])
            at = x = x - whole if self.is_leftward else x
            glyphs: list[Glyph] = []
            for shape in reversed(shapes) if self.is_leftward else shapes:
                glyphs += [replace(glyph, x=at + glyph.x) for glyph in shape.glyphs]
                at += shape.width
            x = x if self.is_leftward else at
            if glyphs:
                yield glyphs

    def _shaped(self, word: str) -> Shape:
        parts = [*_by_script(word)]
        if self.is_leftward:
            parts.reverse()
        glyphs: list[Glyph] = []
        x = 0.0
        for text, script in parts:
            more, x = self._run(text, script, x)
            glyphs += more
        return Shape(tuple(glyphs), x)

    def _run(self, text: str, script: str, x: float) -> tuple[list[Glyph], float]:
        """The glyphs of characters in one script, from `x` on, and where they end."""
        import uharfbuzz as hb

        buffer = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.CHARACTERS
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES | hb.BufferFlags.DO_NOT_INSERT_DOTTED_CIRCLE
        buffer.add_str(text)
        buffer.direction = "rtl" if self.is_leftward else "ltr"
        buffer.script = script
        buffer.language = self._language or "und"
        font, scale = _font(self.plain)
        hb.shape(font, buffer, {} if self.is_leftward else _NO_EXTRAS)
        starts = sorted({info.cluster for info in buffer.glyph_infos} | {len(text)})
        ends = dict(pairwise(starts))
        told: set[int] = set()
        glyphs = []
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            said = "" if info.cluster in told else _SILENT.sub("", text[info.cluster : ends[info.cluster]])
            told.add(info.cluster)
            # A mark takes no room, and stands where its letter wants it.
            is_mark = not place.x_advance
            at = x if is_mark else x + place.x_offset * scale
            moved = (place.x_offset if is_mark else 0, place.y_offset)
            own = font.get_glyph_h_advance(info.codepoint) * scale
            unseen = [self._unseen(character, at) for character in said[1:]]
            shown = Glyph(info.codepoint, said[:1], at, own, moved)
            glyphs += [*reversed(unseen), shown] if self.is_leftward else [shown, *unseen]
            x += place.x_advance * scale
        return glyphs, x

    def _unseen(self, character: str, x: float) -> Glyph:
        """A blank for each further letter of a ligature: programs that turn the order of what they find from right to
        left turn the letters of one code, too, and would read them backwards."""
        font, scale = _font(self.plain)
        blank = font.get_nominal_glyph(ord(" "))
        return Glyph(blank, character, x, font.get_glyph_h_advance(blank) * scale)


@cache
def shaped(plain: Face, *, is_leftward: bool, language: str) -> ShapedFace:
    """The face for shaped words, made once for each direction and language."""
    return ShapedFace(plain, is_leftward=is_leftward, language=language)


@cache
def font_of(plain: Face) -> Any:
    """The face as HarfBuzz reads it, from the same bytes."""
    import uharfbuzz as hb

    return hb.Face(hb.Blob(plain.parsed._ttf_data))


@cache
def _font(plain: Face) -> tuple[Any, float]:
    """The font, and what turns its units into thousandths of the type size."""
    import uharfbuzz as hb

    read = font_of(plain)
    return hb.Font(read), 1000 / read.upem


def joined(before: str, after: str, face: ShapedFace) -> bool:
    """Whether two letters that stand in different runs of one word are written without lifting the pen."""
    alone, reaching = face.shape(before[-1:]).glyphs, face.shape(before[-1:] + JOINER).glyphs
    waiting, reached = face.shape(after[:1]).glyphs, face.shape(JOINER + after[:1]).glyphs
    return _indices(alone) != _indices(reaching) and _indices(waiting) != _indices(reached)


def _indices(glyphs: Iterable[Glyph]) -> list[int]:
    return [glyph.index for glyph in glyphs]


def _by_script(text: str) -> Iterator[tuple[str, str]]:
    """Parts of one script each; signs, digits and marks go with the letters before them, or after at the start."""
    scripts = [_SCRIPTS.get(unicodedata.name(character, "").split(" ")[0], "") for character in text]
    current = next((script for script in scripts if script), "Zyyy")
    start = 0
    for index, script in enumerate(scripts):
        if script and script != current:
            yield text[start:index], current
            start, current = index, script
    if text:
        yield text[start:], current
