"""What is taken from a school's Word file: plain values, and no markup of that file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lessonpack.diagnostics import Diagnostic
from lessonpack.theme.school import Picture

STYLE_NAMES = ("Normal", "heading 1", "heading 2", "heading 3", "List Bullet", "List Number", "Quote", "caption")
"""Styles that are looked for, by the names that Word stores in files of every language (ECMA-376 part 1, 17.7.4.9)."""


@dataclass(frozen=True, slots=True)
class Face:
    """How words look; what is empty or 0 is not said."""

    font: str = ""
    size_pt: float = 0
    colour: str = ""
    bold: bool = False
    italic: bool = False
    caps: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one look; a tab and a line break are characters of them."""

    text: str
    face: Face


@dataclass(frozen=True, slots=True)
class Number:
    """A field that counts pages: PAGE or NUMPAGES."""

    code: str
    face: Face


@dataclass(frozen=True, slots=True)
class Image:
    picture: Picture
    width_mm: float
    height_mm: float
    alt: str
    """Empty for a picture that is only decoration."""


Piece = Words | Number | Image


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph."""

    pieces: tuple[Piece, ...]
    align: str = ""
    tabs: tuple[tuple[str, int], ...] = ()
    """Kind and place, in twips, of each stop."""


@dataclass(frozen=True, slots=True)
class Cell:
    lines: tuple[Line, ...]
    span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that puts things beside each other."""

    columns: tuple[int, ...]
    """Widths in twips."""
    rows: tuple[tuple[Cell, ...], ...]


Block = Line | Grid


@dataclass(frozen=True, slots=True)
class Variant:
    """What stands on one kind of page: `default`, `first` or `even`."""

    kind: str
    header: tuple[Block, ...] = ()
    footer: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper and its margins, in millimetres."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Everything that is used of a school's Word file."""

    variants: tuple[Variant, ...]
    """The default one first."""
    sheet: Sheet | None
    styles: Mapping[str, Face] = field(default_factory=dict)
    """Name of a style in STYLE_NAMES -> how it looks."""
    missing: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    def margins_alone(self) -> Letterhead:
        """Without styles and paper, for looks that serve readers better than a school's own."""
        return replace(self, styles={}, missing=(), sheet=None)


def images(blocks: tuple[Block, ...]) -> tuple[Image, ...]:
    return tuple(piece for line in lines(blocks) for piece in line.pieces if isinstance(piece, Image))


def lines(blocks: tuple[Block, ...]) -> tuple[Line, ...]:
    """All paragraphs, those in tables included."""
    found: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            found.append(block)
        else:
            found += (line for row in block.rows for cell in row for line in cell.lines)
    return tuple(found)


def words(blocks: tuple[Block, ...]) -> str:
    """The words of the blocks, each paragraph on a line of its own."""
    return "\n".join("".join(p.text for p in line.pieces if isinstance(p, Words)) for line in lines(blocks))
