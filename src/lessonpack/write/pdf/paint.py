"""Operators of one page's content stream: text and lines, every one inside a tagged sequence or a declared artifact.

There is no way to show text outside both, nor as decoration, so nothing can be forgotten (ISO 14289-1, 7.1). What is
painted where is left to `draw` and `furniture`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lessonpack.write.pdf.embedding import FontBook
from lessonpack.write.pdf.glyphs import GlyphSubset
from lessonpack.write.pdf.raw import number
from lessonpack.write.pdf.shaping import Glyph, ShapedFace
from lessonpack.write.pdf.strips import Ink, Path
from lessonpack.write.pdf.tags import ARTIFACT, Element, PageTags

DECORATION = "/Artifact <</Type/Layout>> BDC"
HEADER = "/Artifact <</Type/Pagination/Subtype/Header>> BDC"
FOOTER = "/Artifact <</Type/Pagination/Subtype/Footer>> BDC"
WATERMARK = "/Artifact <</Type/Pagination/Subtype/Watermark>> BDC"
REVERSED = "/ReversedChars BMC"
UPRIGHT = "1 0 0 1"
REPETITION = "/Artifact <</Type/Pagination>> BDC"
_WHITE = "#ffffff"
_THINNEST = 0.4
"""Points that every printer and copier still shows."""


@lru_cache(maxsize=256)
def rgb(colour: str) -> str:
    """`#rrggbb` as the three operands of a colour operator."""
    return " ".join(number(int(colour[i : i + 2], 16) / 255 + 1e-9) for i in (1, 3, 5))


@dataclass(slots=True)
class Brush:
    """Writes a page upwards from its lower edge; callers give y downwards from its upper edge.

    Where `mirror`, the paper's width, is given, callers give x from its right edge: pages of a document that is written
    from right to left are laid out like all others, and turned here.
    """

    fonts: FontBook
    page: int
    height: float
    mirror: float = 0.0
    tags: PageTags = field(default_factory=PageTags)
    code: list[str] = field(default_factory=list)
    _element: Element | None = None
    _is_decoration: bool = False
    line_weight: float = 1.0
    """Share of their usual weight that lines have in this theme."""
    is_tagged: bool = True
    """False: the same marks without tags."""
    _is_text: bool = False
    _spacing: float = 0.0
    _font: tuple[str, float] = ("", 0.0)
    _fill: str = ""

    # ---- regions ------------------------------------------------------------------------------------------------

    def artifact(self, kind: str) -> None:
        """What follows is decoration, or furniture of the given kind, until another region begins."""
        self._enter(ARTIFACT, kind)
        self._is_decoration = kind is DECORATION

    def tagged(self, element: Element) -> None:
        """What follows is content of `element`, or is shown once more where that is none."""
        if element is ARTIFACT:
            self.artifact(REPETITION)
        elif element is not self._element:
            mcid = self.tags.open(element, self.page) if self.is_tagged else 0
            self._enter(element, f"/{element.role} <</MCID {mcid}>> BDC")
            self._is_decoration = False

    def _enter(self, element: Element, begin: str) -> None:
        if self.is_tagged:
            self.close()
            self.code.append(begin)
        self._element = element

    def close(self) -> None:
        self._end_text()
        if self._element is not None and self.is_tagged:
            self.code.append("EMC")
        self._element = None

    def _end_text(self) -> None:
        if self._is_text:
            self.code.append("ET")
            self._is_text = False

    # ---- marks --------------------------------------------------------------------------------------------------

    def across(self, left: float, right: float) -> tuple[float, float]:
        """Two places on a line, as they are counted from the left edge of the paper."""
        return (self.mirror - right, self.mirror - left) if self.mirror else (left, right)

    def _x(self, at: float) -> float:
        return self.mirror - at if self.mirror else at

    def text(self, x: float, y: float, text: str, *, ink: Ink, turn: str = UPRIGHT) -> None:
        """Show `text` with its baseline at `y`; `turn` is the linear part of the text matrix. Turned text stands where
        it is said from the left edge, whichever way the page runs."""
        self._begin()
        if self._is_decoration:
            raise AssertionError(f"{text!r} would be decoration, which nobody hears")
        if not self._is_text:
            self.code.append("BT")
            self._is_text = True
        if ink.colour != self._fill:
            self._fill = ink.colour
            self.code.append(rgb(ink.colour) + " rg")
        if self.mirror and turn == UPRIGHT:
            x = self.mirror - x - _extent(text, ink)
        if isinstance(ink.face, ShapedFace):
            self._shaped(x, y, text, ink=ink, face=ink.face, turn=turn)
            return
        for i, (resource, literal) in enumerate(self.fonts.encode(ink.face, text)):
            self._use(resource, ink.size, ink.face.spacing)
            # Further pieces go on where the one before them ended.
            start = "" if i else f"{turn} {number(x)} {number(self.height - y)} Tm "
            self.code.append(f"{start}{literal} Tj")

    def outlined(self, x: float, y: float, text: str, *, ink: Ink, turn: str) -> None:
        """The same as lines around the letters, which take next to no ink to print."""
        self._begin()
        self.code.append(f"{rgb(ink.colour)} RG 0.75 w [] 0 d")
        self.code.append("1 Tr")
        self.text(x, y, text, ink=ink, turn=turn)
        self.code.append("0 Tr")

    def _shaped(self, x: float, y: float, text: str, *, ink: Ink, face: ShapedFace, turn: str) -> None:
        """Words as glyphs in their places, one string for each. From right to left the words follow each other as they
        are read, and the letters inside one as they stand (ISO 32000-1, 14.8.2.3.3)."""
        subset = self.fonts.glyphs.of(face.plain)
        # Glyphs stand where HarfBuzz puts them: joined letters bear no room between them.
        self._use(subset.resource, ink.size, 0.0)
        a, b = map(float, turn.split()[:2])
        for glyphs in face.placed(text):
            along = glyphs[0].x * ink.size / 1000
            place = f"{number(x + a * along)} {number(self.height - y + b * along)}"
            shown = f"{turn} {place} Tm [{_string(glyphs, subset)}] TJ"
            is_turned = face.is_leftward and len(glyphs) > 1
            self.code += [REVERSED, shown, "EMC"] if is_turned else [shown]

    def _use(self, resource: str, size: float, spacing: float) -> None:
        if self._font != (resource, size):
            self._font = (resource, size)
            self.code.append(f"/{resource} {number(size)} Tf")
        if self._spacing != spacing * size:
            self._spacing = spacing * size
            self.code.append(f"{self._spacing / 1000:.4g} Tc")

    def line(self, points: Sequence[tuple[float, float]], weight: float, colour: str, *, dash: str = "[] 0") -> None:
        self._begin_drawing()
        points = [(self.across(x, x)[0], y) for x, y in points]
        path = " ".join(f"{number(x)} {number(self.height - y)} {'l' if i else 'm'}" for i, (x, y) in enumerate(points))
        self.code.append(f"{rgb(colour)} RG {self._weight(weight)} w {dash} d {path} S")

    def area(self, left: float, right: float, *, y: float, height: float, colour: str) -> None:
        """A ground behind text. White is the paper's own: painted, it would hide the mark of a draft."""
        if colour == _WHITE:
            return
        self._begin_drawing()
        if colour != self._fill:
            self._fill = colour
            self.code.append(rgb(colour) + " rg")
        left, right = self.across(left, right)
        self.code.append(f"{_rectangle(left, right, bottom=self.height - y - height, height=height)} f")

    def path(self, path: Path, down: float) -> None:
        """A path that lies `down` points lower than it says."""
        self._begin_drawing()
        pen = path.pen
        if pen.fill and pen.fill != self._fill:
            self._fill = pen.fill
            self.code.append(rgb(pen.fill) + " rg")
        if pen.weight:
            self.code.append(f"{rgb(pen.colour)} RG {number(pen.weight)} w {pen.dash} d")
        line: list[str] = []
        for operator, points in path.steps:
            line += [number(self.height - at - down if i % 2 else self._x(at)) for i, at in enumerate(points)]
            line.append(operator)
        self.code.append(" ".join([*line, "B" if pen.fill and pen.weight else "f" if pen.fill else "S"]))

    def frame(
        self, left: float, right: float, *, y: float, height: float, weight: float, colour: str, dash: str = "[] 0"
    ) -> None:
        self._begin_drawing()
        left, right = self.across(left, right)
        rectangle = _rectangle(left, right, bottom=self.height - y - height, height=height)
        self.code.append(f"{rgb(colour)} RG {self._weight(weight)} w {dash} d {rectangle} S")

    def _weight(self, weight: float) -> str:
        return number(max(weight * self.line_weight, min(weight, _THINNEST)))

    def picture(self, name: str, left: float, right: float, *, y: float, height: float) -> None:
        """The page's picture `name`, filling the place."""
        self._begin_drawing()
        left, right = self.across(left, right)
        place = f"{number(right - left)} 0 0 {number(height)} {number(left)} {number(self.height - y - height)} cm"
        self.code.append(f"q {place} /{name} Do Q")

    def _begin(self) -> None:
        if self._element is None:
            raise AssertionError("nothing is painted outside a tagged sequence or an artifact")

    def _begin_drawing(self) -> None:
        self._begin()
        # Paths may not be built inside a text object (ISO 32000-1, 8.2, figure 9).
        self._end_text()


def _rectangle(left: float, right: float, *, bottom: float, height: float) -> str:
    return f"{number(left)} {number(bottom)} {number(right - left)} {number(height)} re"


def _extent(text: str, ink: Ink) -> float:
    """Points from the left edge of the text to its right edge. The space after words that run to the right does not
    count: it stands apart, outside of the line."""
    if not (isinstance(ink.face, ShapedFace) and ink.face.is_leftward):
        text = text.rstrip(" ") or text
    return ink.face.width(text) * ink.size / 1000


def _string(glyphs: Sequence[Glyph], subset: GlyphSubset) -> str:
    """Codes from left to right, and between them the thousandths of the size that each next one stands to the left of
    where the font would set it (ISO 32000-1, 9.4.3)."""
    pieces: list[str] = []
    end = glyphs[0].x
    for glyph in glyphs:
        back = end - glyph.x
        if abs(back) > 0.5:
            pieces.append(f"{back:.0f}")
            end = glyph.x
        pieces.append(f"<{subset.code(glyph)}>")
        end += glyph.advance
    return "".join(pieces).replace("><", "")
