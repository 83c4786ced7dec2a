"""Faces of type: which file a face comes from, what it can show, how wide words are, how text is written as codes.

Which face a word is set in is left to `measure`; writing a face into a file to `embedding`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any

import pymupdf_fonts
from reportlab.pdfbase.ttfonts import TTFontFace

from lessonpack.theme.typefaces import FontFile, FontFiles

# Family -> regular, bold, italic and bold italic, by their names in the package pymupdf-fonts.
FAMILIES = {
    "firago": ("figo", "figbo", "figit", "figbi"),
    "noto-sans": ("notos", "notosbo", "notosit", "notosbi"),
}

_ASCII = tuple(range(0x20, 0x7F))
_TYPOGRAPHIC = "–—‘’“”‚„…•€→←≤≥−×‹›№ĀāČčĒēĢģĪīĶķĻļŅņŠšŪūŽžĄąĆćĘęŁłŃńŚśŹźŻżŐőŰű"
_LOW_SLOTS = (*range(0x01, 0x20), *range(0x7F, 0xA0))


@dataclass(frozen=True, slots=True, eq=False)
class Alphabet:
    """Up to 255 characters that one embedded font can hold, each at a fixed code.

    A fixed table makes one C call of the encoding of a whole line. Code 0 is never given away: it is .notdef, which
    PDF/UA does not allow to be shown (ISO 14289-1, 7.21.8).
    """

    codes: dict[int, int]
    is_fixed: bool = False

    @property
    def characters(self) -> list[int]:
        """Code points by code; unused codes hold 0."""
        row = [0] * 256
        for character, code in self.codes.items():
            row[code] = character
        return row


def _alphabet(block: range) -> Alphabet:
    """ASCII at its own codes, typographic signs and Central European letters below, `block` at 160 to 255."""
    codes = {c: c for c in _ASCII}
    codes.update(zip(map(ord, _TYPOGRAPHIC), _LOW_SLOTS, strict=False))
    codes.update(zip(block, range(0xA0, 0x100), strict=True))
    return Alphabet(codes, is_fixed=True)


LATIN = _alphabet(range(0xA0, 0x100))
CYRILLIC = _alphabet(range(0x400, 0x460))
GREEK = _alphabet(range(0x370, 0x3D0))
FIXED = (LATIN, CYRILLIC, GREEK)


class _Source(TTFontFace):  # type: ignore[misc]  # ReportLab is untyped
    """A parsed font file whose subsets go without the tables that no embedded font needs (ISO 32000-1, 9.9)."""

    def get_table(self, tag: str) -> bytes:
        if tag in ("name", "OS/2"):
            raise KeyError(tag)  # ReportLab's answer where a file lacks a table; it leaves the table out then.
        table: bytes = super().get_table(tag)
        return table


_MOST_WORDS = 50_000
"""Widths that a face remembers; more than the words of any pack, and a bound for a server that runs for months."""


class _Widths(dict[str, float]):
    """Advances by text, each summed up when it is first asked for; `spacing` is added to every letter's own."""

    def __init__(self, advances: dict[int, float], spacing: float) -> None:
        super().__init__()
        self._advances, self._spacing = advances, spacing

    def __missing__(self, text: str) -> float:
        if len(self) >= _MOST_WORDS:
            self.clear()
        advances = self._advances
        width = self[text] = sum([advances.get(ord(c), 0) for c in text]) + self._spacing * len(text)
        return width


class Face:
    """One weight and slope of a family. `spacing` is the room, in thousandths of the type size, that the theme adds
    after every letter; faces that differ in it alone share all else."""

    def __init__(self, name: str, parsed: Any, spacing: float) -> None:
        self.name = name
        # Untyped edge: ReportLab parses the file and cuts subsets from it.
        self.parsed = parsed
        self.spacing = spacing
        self._glyphs: dict[int, int] = parsed.charToGlyph
        self._words = _Widths(parsed.charWidths, spacing)
        self._known: set[str] = set()
        self._has_ascii = all(point in self._glyphs for point in _ASCII)

    @property
    def data(self) -> bytes:
        """The whole font file."""
        data: bytes = self.parsed._ttf_data
        return data

    def width(self, text: str) -> float:
        """Advance of `text` in thousandths of the type size; no kerning."""
        return self._words[text]

    def widths(self, words: Iterable[str]) -> list[float]:
        """The advance of each word."""
        return list(map(self._words.__getitem__, words))

    def covers(self, text: str) -> bool:
        """Whether every character has a glyph."""
        if text.isascii() and text.isprintable() and self._has_ascii:
            return True
        characters = set(text)
        if characters <= self._known:
            return True
        self._known.update(c for c in characters if ord(c) in self._glyphs)
        return characters <= self._known


@cache
def face(family: FontFiles | str, *, bold: bool = False, italic: bool = False, spacing: float = 0.0) -> Face:
    """The face, read at its first use. Raises KeyError for a family that neither `FAMILIES` nor the theme has."""
    if isinstance(family, FontFiles):
        file = family.face(bold=bold, italic=italic)
        return Face(f"{file.name} {sha256(file.data).hexdigest()}", _parsed_file(file), spacing)
    name = FAMILIES[family][bold + 2 * italic]
    return Face(name, _parsed(name), spacing)


@cache
def _parsed(name: str) -> _Source:
    return _Source(io.BytesIO(pymupdf_fonts.myfont(name)))


@lru_cache(maxsize=32)
def _parsed_file(file: FontFile) -> _Source:
    return _Source(io.BytesIO(file.data))


Family = FontFiles | str


def chain(*families: Family) -> tuple[Family, ...]:
    """Where a glyph is looked for: in `families` one after the other, then in all others."""
    return tuple(dict.fromkeys((*families, *FAMILIES)))
