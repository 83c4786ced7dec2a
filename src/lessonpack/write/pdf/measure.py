"""Type for a document: which face, size and colour each kind of words has, and the vertical grid.

Turns inline nodes into spans and finds the characters that no face can show. Lines are left to `lines`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import assert_never

from lessonpack.diagnostics import Diagnostic, error
from lessonpack.diagnostics import Span as Place
from lessonpack.theme.tokens import POINTS_PER_MM, Scale, Theme, TypeSize
from lessonpack.theme.typefaces import FontFiles
from lessonpack.tree.nodes import (
    NOWHERE,
    Emphasis,
    Foreign,
    Inline,
    LineBreak,
    Link,
    Meta,
    Origin,
    Run,
    Strong,
    Term,
)
from lessonpack.write.direction import is_leftward, runs_leftward
from lessonpack.write.pdf import shaping
from lessonpack.write.pdf.fonts import FAMILIES, Family, chain, face
from lessonpack.write.pdf.shaping import CARE, LEFTWARD, UNSEEN, ShapedFace, shaped
from lessonpack.write.pdf.strips import Ink, Span
from lessonpack.write.pdf.tags import Element
from lessonpack.write.pdf.turning import bare, turned

_SOFT_HYPHEN = "\u00ad"
_LETTERS = re.compile(rf".(?:(?!{LEFTWARD.pattern}){CARE.pattern})*|.", re.DOTALL)
"""A character with the marks and joiners that follow it."""
_NO_ELEMENT = Element("Artifact")


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of paragraph is set."""

    family: FontFiles | str
    size: float
    leading: float
    colour: str
    bold: bool = False
    italic: bool = False
    spacing: float = 0.0
    """Thousandths of the size that are added after every letter."""

    def ink(self) -> Ink:
        return _ink(self)

    @property
    def baseline(self) -> float:
        """From the top of a line to its baseline: capitals, 0.71 of the size high, stand in the middle."""
        return self.leading / 2 + 0.357 * self.size

    def bolder(self) -> Style:
        return self if self.bold else _bolder(self)


@lru_cache(maxsize=512)
def _ink(style: Style) -> Ink:
    chosen = face(style.family, bold=style.bold, italic=style.italic, spacing=style.spacing)
    return Ink(chosen, style.size, style.colour)


@lru_cache(maxsize=512)
def _bolder(style: Style) -> Style:
    return replace(style, bold=True)


@dataclass(slots=True)
class Typography:
    """A theme's type for one document, and the faults found while setting it."""

    theme: Theme
    meta: Meta
    scale: Scale
    is_fillable: bool = False
    """Whether room to write is form fields."""
    faults: list[Diagnostic] = field(default_factory=list)
    _styles: dict[str, Style] = field(default_factory=dict)
    _has_care: bool = False
    """Whether any words so far need more than one code for each character."""
    is_leftward: bool = field(init=False)
    """Whether the document's lines, and with them its pages, run from right to left."""

    def __post_init__(self) -> None:
        self.is_leftward = is_leftward(self.meta.language)

    @property
    def unit(self) -> float:
        """Half the body leading: vertical distances are its multiples."""
        return self.scale.body.leading_pt / 2

    @property
    def indent(self) -> float:
        """6 mm, by which meanings, list items and quotations stand in."""
        return 6 * POINTS_PER_MM

    def style(self, name: str) -> Style:
        """One of `body`, `title`, `figure`, `h2`, `h3`, `lead`, `small`, `footnote`, `label` and `caption`."""
        if name not in self._styles:
            self._styles[name] = self._style(name)
        return self._styles[name]

    def _style(self, name: str) -> Style:
        fonts, colours, scale = self.theme.fonts, self.theme.colours, self.scale
        spacing = 1000 * self.theme.letter_spacing

        def text(size: TypeSize, colour: str) -> Style:
            return Style(fonts.text, size.size_pt, size.leading_pt, colour, spacing=spacing)

        def heading(size: TypeSize, colour: str) -> Style:
            return Style(fonts.heading, size.size_pt, size.leading_pt, colour, bold=True, spacing=spacing)

        match name:
            case "title":
                return heading(scale.title, colours.text)
            case "figure":
                return heading(scale.title, colours.accent)
            case "h2":
                return heading(scale.h2, colours.accent)
            case "h3":
                return heading(scale.h3, colours.text)
            case "lead":
                return replace(heading(scale.h3, colours.muted), leading=scale.body.leading_pt, bold=False)
            case "small" | "footnote":
                return text(scale.small, colours.muted)
            case "label":
                return text(scale.small, colours.muted).bolder()
            case "caption":
                return text(scale.small, colours.text).bolder()
        return text(scale.body, colours.text)

    def spans(self, inlines: Sequence[Inline], style: Style, element: Element) -> list[Span]:
        """The words of `inlines`, to stand in `element`; neighbours that look and mean the same are one span."""
        found: list[Span] = []
        for inline in inlines:
            self._collect(inline, style, element, href="", found=found)
        if not self.is_leftward and not self._has_care:
            return found
        return self._turned(found, is_leftward=runs_leftward(inlines, self.meta.language))

    def _turned(self, found: list[Span], *, is_leftward: bool) -> list[Span]:
        """The spans in the order of their directions, where any word or the document runs from right to left."""
        if self.is_leftward or is_leftward or any(LEFTWARD.search(span.text) for span in found):
            if not shaping.is_there():
                return found
            found = turned(found, self.meta.language, is_leftward_paragraph=is_leftward)
        return [bare(span) for span in found]

    def _collect(self, inline: Inline, style: Style, element: Element, *, href: str, found: list[Span]) -> None:
        match inline:
            case Run():
                self._run(inline, style, element, href=href, found=found)
                return
            case LineBreak():
                found.append(Span("\n", style.ink(), element))
                return
            case Strong() | Term():
                style = style.bolder()
            case Emphasis():
                style = self._stressed(style)
            case Link():
                element, href = element.inline("Link"), inline.href
                style = replace(style, colour=self.theme.colours.accent)
            case Foreign():
                element = element.inline("Span", language=inline.language)
            case _:
                assert_never(inline)
        for child in inline.children:
            self._collect(child, style, element, href=href, found=found)

    def _stressed(self, style: Style) -> Style:
        return style.bolder() if self.scale.stress == "bold" else replace(style, italic=True)

    def _run(self, run: Run, style: Style, element: Element, *, href: str, found: list[Span]) -> None:
        text = run.text
        if not text.isascii():
            # Composed letters have glyphs where letter and accent apart would need placing; a soft hyphen is a
            # place to break at, and words are never broken here.
            text = unicodedata.normalize("NFC", text).replace(_SOFT_HYPHEN, "")
        for piece, ink in self._faced(text, style, run.origin):
            last = found[-1] if found else None
            if last and last.element is element and last.ink == ink and last.href == href and last.text != "\n":
                found[-1] = Span(last.text + piece, ink, element, href)
            else:
                found.append(Span(piece, ink, element, href))

    def inked(self, text: str, style: Style, origin: Origin = NOWHERE) -> list[tuple[str, Ink]]:
        """`text` in the style's face, and in other families where that lacks a glyph, in the order of a line.

        What none has is left out and reported: the document is not written then.
        """
        pieces = self._faced(text, style, origin)
        if not self.is_leftward and not self._has_care:
            return pieces
        spans = [Span(piece, ink, _NO_ELEMENT) for piece, ink in pieces]
        ordered = sorted(self._turned(spans, is_leftward=self.is_leftward), key=lambda span: span.rank or 0)
        return [(span.text, span.ink) for span in ordered]

    def _faced(self, text: str, style: Style, origin: Origin) -> list[tuple[str, Ink]]:
        """The pieces in the order in which they are read."""
        ink = self._led(style).ink()
        needs_care = not text.isascii() and CARE.search(text)
        if not needs_care and ink.face.covers(text):
            return [(text, ink)] if text else []
        if needs_care:
            self._has_care = True
        if (needs_care or self.is_leftward) and not shaping.is_there():
            self._miss_extra(origin)
            return []
        return self._pieces(text, style, origin)

    def _pieces(self, text: str, style: Style, origin: Origin) -> list[tuple[str, Ink]]:
        fonts = self.theme.fonts
        names = chain(self._led(style).family, style.family, fonts.text, fonts.heading)
        inks = [replace(style, family=name).ink() for name in names]
        pieces: list[tuple[str, Ink]] = []
        is_mixed = self.is_leftward or LEFTWARD.search(text)
        for letter in _LETTERS.findall(text):
            # Signs between words keep to the face of the word before, or each space would be a piece of its own.
            is_sign = is_mixed and pieces and not letter.isalnum()
            chosen = _chosen([pieces[-1][1], *inks] if is_sign else inks, letter, self.meta.language)
            if chosen is None:
                self.faults += [_no_glyph(c, origin.span) for c in letter if not any(i.face.covers(c) for i in inks)]
            elif pieces and pieces[-1][1] == chosen:
                pieces[-1] = (pieces[-1][0] + letter, chosen)
            else:
                pieces.append((letter, chosen))
        return pieces

    def _led(self, style: Style) -> Style:
        """The style in the first family that has the letters of the document's own script."""
        return replace(style, family=_leading(style.family, self.meta.language)) if self.is_leftward else style

    def _miss_extra(self, origin: Origin) -> None:
        self.faults.append(
            error(
                "env/no-rtl-extra",
                origin.span,
                "letters that join, run from right to left or bear separate marks need two more packages in a PDF",
                hint="python -m pip install uharfbuzz python-bidi, or build this document as DOCX only",
            )
        )


@lru_cache(maxsize=64)
def _leading(family: Family, language: str) -> Family:
    sample = "\u05d0" if language.split("-")[0].lower() in ("he", "iw", "ji", "yi") else "\u0627"
    return next((name for name in chain(family) if face(name).covers(sample)), family)


def _chosen(inks: Sequence[Ink], letter: str, language: str) -> Ink | None:
    """The first ink whose face has the letter with its marks, put in their places by shaping."""
    shown = UNSEEN.sub("", letter)
    whole = next((ink for ink in inks if ink.face.covers(shown)), None)
    apart = whole or next((ink for ink in inks if ink.face.covers(unicodedata.normalize("NFD", shown))), None)
    if apart is None or LEFTWARD.search(letter) or (whole and len(shown) < 2):
        return apart
    plain = apart.face.plain if isinstance(apart.face, ShapedFace) else apart.face
    return replace(apart, face=shaped(plain, is_leftward=False, language=language))


def _no_glyph(character: str, place: Place | None) -> Diagnostic:
    shown = repr(character) if character.isprintable() else "a character that cannot be shown"
    name = unicodedata.name(character, "no name")
    families = " or ".join(FAMILIES)
    return error(
        "text/no-glyph",
        place,
        f"{shown} (U+{ord(character):04X}, {name}) is in none of the fonts",
        hint=f"replace it by a character of {families}; marks such as check marks are better written as words",
    )


def typography(theme: Theme, meta: Meta, *, is_fillable: bool = False) -> Typography:
    return Typography(theme, meta, theme.scale(meta.document, meta.band), is_fillable)


def width_of(pieces: Sequence[tuple[str, Ink]]) -> float:
    """Points that inked pieces take on one line."""
    return sum(one.face.width(text) * one.size / 1000 for text, one in pieces)
