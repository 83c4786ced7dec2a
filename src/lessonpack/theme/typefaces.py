"""Faces of type that a theme brings as files: TrueType outlines, read and proved when the theme is loaded."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, PlainValidator, Tag, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from lessonpack.theme.beside import read_beside

_MOST_MB = 40
# OpenType 1.9, table OS/2, fsType: restricted licence; no subsetting, or bitmaps alone.
_RIGHTS, _RESTRICTED, _NO_SUBSETS = 0x000F, 0x0002, 0x0300
_TRUETYPE = (b"\0\1\0\0", b"true")
_CONVERT = "use the family's TrueType files (.ttf); most makers offer both"
_OTHER_KINDS = {
    b"OTTO": ("has PostScript (CFF) outlines, which the PDF cannot embed", _CONVERT),
    b"ttcf": ("is a collection of several fonts", "save the one that is meant as a .ttf file of its own"),
    b"wOFF": ("is a font for web pages", _CONVERT),
    b"wOF2": ("is a font for web pages", _CONVERT),
}

_DAMAGE = (LookupError, ValueError, ArithmeticError, struct.error, AssertionError, TypeError, AttributeError)
"""What ReportLab can meet in a file that is not what its tables say."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face: the file's name as the theme has it, and its bytes."""

    name: str
    data: bytes = field(repr=False)


def _refuse(name: str, why: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError("theme_font", "{name} {why}", {"name": name, "why": why, "hint": hint})


def _font_file(typed: object, info: ValidationInfo) -> FontFile:
    if isinstance(typed, FontFile):
        return typed
    # The owner of a theme may name any font on the machine.
    data = read_beside(typed, info, "theme_font", most_mb=_MOST_MB, may_be_absolute=True)
    name, kind = str(typed), data[:4]
    if kind in _OTHER_KINDS:
        raise _refuse(name, *_OTHER_KINDS[kind])
    if kind not in _TRUETYPE:
        raise _refuse(name, "is no TrueType font", _CONVERT)
    _refuse_unusable(name, data)
    return FontFile(name, data)


def _refuse_unusable(name: str, data: bytes) -> None:
    """A font that is broken, or that its maker does not allow to be embedded, is told now and not in the first PDF."""
    from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

    try:
        font = TTFontFace(io.BytesIO(data))
        font.makeSubset([0x20])
        rights = int.from_bytes(font.get_table("OS/2")[8:10]) if "OS/2" in font.table else 0
    except (TTFError, *_DAMAGE):
        raise _refuse(name, "is damaged", "fetch the file again from where it came from") from None
    if hidden := _unseen(font):
        why = f"draws nothing, or next to nothing, for {hidden!r}" if len(hidden) == 1 else f"draws {hidden} alike"
        raise _refuse(name, why, "use a font whose letters and digits can be told apart")
    if rights & _RIGHTS == _RESTRICTED or rights & _NO_SUBSETS:
        raise _refuse(name, "may not be embedded: its maker forbids it", "use another font")


def _unseen(font: Any) -> str:
    """A letter or digit that nobody can see, or two digits that are one; empty where there are none. A font that has
    them could hide a draft's mark, or print another number than the register holds."""
    outlines = font.get_table("glyf")
    drawn: dict[bytes, str] = {}
    for letter in _SEEN:
        glyph = font.charToGlyph.get(ord(letter))
        if glyph is None:
            continue
        outline = outlines[font.glyphPos[glyph] : font.glyphPos[glyph + 1]]
        low, high = struct.unpack_from(">h2xh", outline, 4) if len(outline) > _HEADER else (0, 0)
        if high - low < font.unitsPerEm * _LEAST_HEIGHT:
            return letter
        if letter.isdecimal() and outline in drawn:
            return f"{drawn[outline]} and {letter}"
        drawn[outline] = letter
    return ""


_SEEN = (
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    "\N{CYRILLIC CAPITAL LETTER A}\N{CYRILLIC SMALL LETTER A}\N{CYRILLIC SMALL LETTER IE}\N{CYRILLIC SMALL LETTER O}"
)
_HEADER = 10
"""Bytes of an outline before its points: number of contours, and the corners of the box around them."""
_LEAST_HEIGHT = 0.2
"""Of the size of type; small letters without a stem come to 0.45."""

FaceFile = Annotated[FontFile, PlainValidator(_font_file), WithJsonSchema({"type": "string"})]


class FontFiles(BaseModel):
    """A family of the theme's own. Without an italic, stress is bold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    regular: FaceFile
    """TrueType file (.ttf) of the upright face."""
    bold: FaceFile
    """Of the bold face."""
    italic: FaceFile | None = None
    """Of the italic face."""
    bold_italic: FaceFile | None = None
    """Of the bold italic face."""

    def digests(self) -> tuple[str, ...]:
        """SHA-256 of each file."""
        files = (self.regular, self.bold, self.italic, self.bold_italic)
        return tuple(sha256(file.data).hexdigest() for file in files if file)

    def face(self, *, bold: bool, italic: bool) -> FontFile:
        if italic and bold:
            return self.bold_italic or self.bold
        if italic:
            return self.italic or self.bold
        return self.bold if bold else self.regular


def _kind(typed: Any) -> str:
    return "files" if isinstance(typed, dict | FontFiles) else "name"


Family = Annotated[
    Annotated[FontFiles, Tag("files")] | Annotated[str, Tag("name")],
    Discriminator(_kind),
]
"""A family that comes with the program, by its name; or files."""
