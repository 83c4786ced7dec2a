"""The glyphs of shaped words in one file: a code for each, and the composite fonts that carry them.

A code stands for a glyph and the characters it shows, so that one glyph may be read in two ways and a ligature as all
its letters. Subsets are cut by HarfBuzz, which has shaped the words already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lessonpack.write.pdf.fonts import Face
from lessonpack.write.pdf.moving import with_moved
from lessonpack.write.pdf.raw import Raw, register, stream
from lessonpack.write.pdf.shaping import Glyph, font_of

NOTHING = "\u200b"
"""What a glyph says whose characters an earlier one has said; every code must say something (ISO 14289-1, 7.21.7)."""

Shown = tuple[int, tuple[int, int], str, float]
"""Glyph, units that it is moved, its character and its advance."""
Row = tuple[Shown, ...]
"""What each code shows, from 1 on."""


@dataclass(slots=True)
class GlyphSubset:
    """The glyphs of one face that the file shows; code 0 is .notdef and is never given away."""

    face: Face
    resource: str
    codes: dict[Shown, int] = field(default_factory=dict)

    def code(self, glyph: Glyph) -> str:
        """Four hexadecimal digits."""
        key = (glyph.index, glyph.moved, glyph.text or NOTHING, glyph.advance)
        return f"{self.codes.setdefault(key, len(self.codes) + 1):04X}"


@dataclass(slots=True)
class GlyphBook:
    _subsets: dict[str, GlyphSubset] = field(default_factory=dict)

    def of(self, face: Face) -> GlyphSubset:
        """The subset that glyphs of `face` are shown from."""
        if face.name not in self._subsets:
            self._subsets[face.name] = GlyphSubset(face, f"G{len(self._subsets) + 1}")
        return self._subsets[face.name]

    def embed(self, document: Any, fonts: dict[str, Raw]) -> None:
        """Write every font that was used into `document`, a ReportLab PDFDocument, and name it in `fonts`."""
        for subset in self._subsets.values():
            item = Raw(_font(document, subset))
            register(document, item)
            fonts[subset.resource] = item


@dataclass(frozen=True, slots=True)
class _Cut:
    file: Raw
    to_unicode: Raw
    to_glyph: Raw


_DROPPED = (b"GSUB", b"GPOS", b"GDEF", b"OS/2", b"name", b"post", b"cmap", b"DSIG", b"gasp", b"TTFA")


@lru_cache(maxsize=32)
def _cut(face: Face, row: Row) -> _Cut:
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyph for glyph, *_ in row)
    # Positions and joined forms are in the text already: what is left are outlines (ISO 32000-1, 9.9, table 126).
    wanted.drop_table_tag_set.update(int.from_bytes(name) for name in _DROPPED)
    wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    plan = hb.SubsetPlan(font_of(face), wanted)
    cut = plan.execute()
    new = dict(plan.old_to_new_glyph_mapping)
    moved = list(dict.fromkeys((new[glyph], *units) for glyph, units, *_ in row if any(units)))
    file = with_moved(bytes(cut.blob.data), moved)
    numbers = {key: cut.glyph_count + index for index, key in enumerate(moved)}
    placed: list[int] = [numbers.get((new[glyph], *units)) or new[glyph] for glyph, units, *_ in row]
    places = b"".join(number.to_bytes(2) for number in (0, *placed))
    return _Cut(stream(file, b"/Length1 %d" % len(file)), stream(_to_unicode(row)), stream(places))


def _font(document: Any, subset: GlyphSubset) -> bytes:
    """A Type 0 font (ISO 32000-1, 9.7.6) over one of TrueType outlines; both have their parts written first."""
    parsed = subset.face.parsed
    row: Row = tuple(subset.codes)
    cut = _cut(subset.face, row)
    # A tag of its own: another subset of the same face may be in the file (ISO 32000-1, 9.6.4).
    name = f"SHAPE{subset.resource[1:].translate(_LETTERS)[-1:]}+{parsed.name.decode('ascii')}"
    box = " ".join(f"{edge:.0f}" for edge in parsed.bbox)
    file = register(document, Raw(cut.file.content))
    descriptor = register(
        document,
        Raw(
            f"<</Type/FontDescriptor/FontName/{name}/Flags {parsed.flags & ~32 | 4}/FontBBox[{box}]"
            f"/ItalicAngle {parsed.italicAngle:.0f}/Ascent {parsed.ascent:.0f}/Descent {parsed.descent:.0f}"
            f"/CapHeight {parsed.capHeight:.0f}/StemV {parsed.stemV:.0f}/FontFile2 {file} 0 R>>".encode("ascii")
        ),
    )
    widths = " ".join(f"{advance:.0f}" for *_, advance in row)
    to_glyph = register(document, Raw(cut.to_glyph.content))
    descendant = register(
        document,
        Raw(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor} 0 R/W[1[{widths}]]/CIDToGIDMap {to_glyph} 0 R>>".encode("ascii")
        ),
    )
    to_unicode = register(document, Raw(cut.to_unicode.content))
    return (
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant} 0 R]/ToUnicode {to_unicode} 0 R>>"
    ).encode("ascii")


_LETTERS = str.maketrans("0123456789", "ABCDEFGHIJ")

_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def _to_unicode(row: Row) -> bytes:
    """A ToUnicode CMap (ISO 32000-1, 9.10.3) in blocks of at most 100 entries, in UTF-16."""
    texts: Sequence[str] = [text for *_, text, _ in row]
    entries = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts, 1)]
    blocks = [entries[i : i + 100] for i in range(0, len(entries), 100)]
    text = "".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar\n" for b in blocks)
    return _CMAP.format(blocks=text).encode("ascii")
