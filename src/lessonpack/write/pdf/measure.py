"""Type for a document: which face, size and colour each kind of words has, and the vertical grid.

Turns inline nodes into spans and finds the characters that no face can show. Lines are left to `lines`.
"""

from __future__ import annotations

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
from lessonpack.write.pdf.fonts import FAMILIES, face, is_right_to_left, other_family
from lessonpack.write.pdf.strips import Ink, Span
from lessonpack.write.pdf.tags import Element

_SOFT_HYPHEN = "\u00ad"
_FIRST_RIGHT_TO_LEFT = "\u0590"


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

    @property
    def unit(self) -> float:
        """Half the body leading: vertical distances are its multiples."""
        return self.scale.body.leading_pt / 2

    @property
    def indent(self) -> float:
        """6 mm, by which meanings, list items and quotations stand in."""
        return 6 * POINTS_PER_MM

    def style(self, name: str) -> Style:
        """One of `body`, `title`, `figure`, `h2`, `h3`, `lead`, `small`, `label` and `caption`."""
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
            case "small":
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
        return found

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
        for piece, ink in self.inked(text, style, run.origin):
            last = found[-1] if found else None
            if last and last.element is element and last.ink == ink and last.href == href and last.text != "\n":
                found[-1] = Span(last.text + piece, ink, element, href)
            else:
                found.append(Span(piece, ink, element, href))

    def inked(self, text: str, style: Style, origin: Origin = NOWHERE) -> list[tuple[str, Ink]]:
        """`text` in the style's face, and in the other family where that lacks a glyph.

        What neither has is left out and reported: the document is not written then.
        """
        ink = style.ink()
        if ink.face.covers(text) and (
            text.isascii() or max(text) < _FIRST_RIGHT_TO_LEFT or not self._leftward(text, origin)
        ):
            return [(text, ink)] if text else []
        second = replace(style, family=other_family(style.family)).ink()
        pieces: list[tuple[str, Ink]] = []
        for character in text:
            if is_right_to_left(character):
                self._leftward(character, origin)
                continue
            chosen = next((one for one in (ink, second) if one.face.covers(character)), None)
            if chosen is None:
                self.faults.append(_no_glyph(character, origin.span))
            elif pieces and pieces[-1][1] is chosen:
                pieces[-1] = (pieces[-1][0] + character, chosen)
            else:
                pieces.append((character, chosen))
        return pieces

    def _leftward(self, text: str, origin: Origin) -> bool:
        found = next((c for c in text if is_right_to_left(c)), None)
        if found is None:
            return False
        name = unicodedata.name(found, "a control character")
        self.faults.append(
            error(
                "text/right-to-left",
                origin.span,
                f"{name} (U+{ord(found):04X}) belongs to a script written from right to left, "
                "which the PDF cannot put in order yet",
                hint="build this document as DOCX only, or give these words in a script written from left to right",
            )
        )
        return True


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
