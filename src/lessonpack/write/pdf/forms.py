"""Form fields: widgets on the page, the form that holds them, and the font in which a pupil's words are shown.

Fields are named for those who listen (ISO 14289-1, 7.18.1), stand in the structure tree as Form elements (7.18.4) and
are reached in its order. What is typed is shown in a face that the file carries whole, since nobody knows which letters
it will need.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lessonpack.write.pdf.fonts import Face
from lessonpack.write.pdf.raw import Raw, number, register, stream, string
from lessonpack.write.pdf.strips import Entry, Field

_MULTILINE = 1 << 12
_FONT = "FF"
_CYRILLIC = frozenset(("be", "bg", "kk", "ky", "mk", "ru", "sr", "tg", "uk"))
_WIN_ANSI = [*range(0x20, 0x7F), *[ord(bytes([c]).decode("cp1252", "replace")) for c in range(0x7F, 0x100)]]
_WIN_CYRILLIC = [*range(0x20, 0x7F), *[ord(bytes([c]).decode("cp1251", "replace")) for c in range(0x7F, 0x100)]]


@dataclass(slots=True)
class Form:
    """The fields of one file, gathered page by page."""

    face: Face
    size: float
    language: str
    widgets: list[int] = field(default_factory=list)

    def add(self, document: Any, area: Field, *, box: tuple[float, float, float, float], key: int) -> int:
        """The object number of a new field; `box` is left, bottom, right and top on the page, `key` its place in the
        parent tree."""
        name = f"{area.entry.name.lower()}-{len(self.widgets) + 1}"
        edges = " ".join(number(edge) for edge in box)
        width, height = box[2] - box[0], box[3] - box[1]
        kind = (
            self._tick(document, width, height)
            if area.entry is Entry.TICK
            else self._text(document, area, width, height)
        )
        head = f"<</Type/Annot/Subtype/Widget/Rect[{edges}]/F 4/StructParent {key}".encode("ascii")
        widget = register(document, Raw(head + b"/T%b/TU%b" % (string(name), string(area.told)) + kind + b">>"))
        self.widgets.append(widget)
        return widget

    def _text(self, document: Any, area: Field, width: float, height: float) -> bytes:
        flags = _MULTILINE if area.entry is Entry.TEXT else 0
        empty = register(document, _appearance(width, height, ""))
        return f"/FT/Tx/Ff {flags}/DA(/{_FONT} {number(self.size)} Tf 0 g)/MK<<>>/AP<</N {empty} 0 R>>".encode("ascii")

    def _tick(self, document: Any, width: float, height: float) -> bytes:
        inset, side = 1.8, min(width, height)
        cross = (
            f"1.4 w 0 G {number(inset)} {number(inset)} m {number(side - inset)} {number(side - inset)} l "
            f"{number(inset)} {number(side - inset)} m {number(side - inset)} {number(inset)} l S"
        )
        on = register(document, _appearance(width, height, cross))
        off = register(document, _appearance(width, height, ""))
        return f"/FT/Btn/Ff 0/V/Off/AS/Off/MK<<>>/AP<</N<</Yes {on} 0 R/Off {off} 0 R>>>>".encode("ascii")

    def finish(self, document: Any) -> None:
        """Put the form into the catalogue."""
        if not self.widgets:
            return
        font = register(document, Raw(_whole_font(document, self.face, self.language)))
        fields = " ".join(f"{widget} 0 R" for widget in self.widgets)
        form = f"<</Fields[{fields}]/DR<</Font<</{_FONT} {font} 0 R>>>>/DA(/{_FONT} {number(self.size)} Tf 0 g)>>"
        document.Catalog.AcroForm = f"{register(document, Raw(form.encode('ascii')))} 0 R"


def _appearance(width: float, height: float, drawn: str) -> Raw:
    keys = f"/Type/XObject/Subtype/Form/BBox[0 0 {number(width)} {number(height)}]/Resources<<>>"
    return stream(drawn.encode("ascii"), keys.encode("ascii"))


@lru_cache(maxsize=8)
def _file(data: bytes) -> Raw:
    return stream(data, b"/Length1 %d" % len(data))


def _whole_font(document: Any, face: Face, language: str) -> bytes:
    """A TrueType font with a standard encoding, which programs need to show what was typed (ISO 32000-1, 9.6.6.4)."""
    parsed = face.parsed
    is_cyrillic = language.partition("-")[0] in _CYRILLIC
    points = _WIN_CYRILLIC if is_cyrillic else _WIN_ANSI
    widths = " ".join(f"{parsed.charWidths.get(point, parsed.defaultWidth):.0f}" for point in points)
    name = parsed.name.decode("ascii")
    box = " ".join(f"{edge:.0f}" for edge in parsed.bbox)
    descriptor = Raw(
        f"<</Type/FontDescriptor/FontName/{name}/Flags {parsed.flags & ~4 | 32}/FontBBox[{box}]"
        f"/ItalicAngle {parsed.italicAngle:.0f}/Ascent {parsed.ascent:.0f}/Descent {parsed.descent:.0f}"
        f"/CapHeight {parsed.capHeight:.0f}/StemV {parsed.stemV:.0f}"
        f"/FontFile2 {register(document, Raw(_file(face.data).content))} 0 R>>".encode("ascii")
    )
    encoding = "/WinAnsiEncoding"
    if is_cyrillic:
        names = " ".join(f"/uni{point:04X}" for point in points[0x7F - 0x20 :])
        encoding = f"<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[127 {names}]>>"
    return (
        f"<</Type/Font/Subtype/TrueType/BaseFont/{name}/FirstChar 32/LastChar 255/Widths[{widths}]"
        f"/FontDescriptor {register(document, descriptor)} 0 R/Encoding{encoding}>>"
    ).encode("ascii")
