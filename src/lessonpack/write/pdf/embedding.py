"""The fonts of one file: which characters of each face were shown, and the font objects that carry them.

Subsets are cut by ReportLab; the objects around them are our own, because its ToUnicode maps code 0 and writes code
points above U+FFFF as five digits, which PDF/UA refuses (ISO 14289-1, 7.21.7).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lessonpack.write.pdf.fonts import FIXED, Alphabet, Face
from lessonpack.write.pdf.glyphs import GlyphBook
from lessonpack.write.pdf.raw import Raw, register, stream

# Codes that would end a literal string, or be read as another code (ISO 32000-1, 7.3.4.2).
_ESCAPED = {10: r"\n", 13: r"\r", 40: r"\(", 41: r"\)", 92: r"\\"}


def _literals(codes: dict[int, int]) -> dict[int, str]:
    """What stands for each character in a literal string, which takes half the bytes of hexadecimal digits."""
    return {point: _ESCAPED.get(code) or chr(code) for point, code in codes.items()}


@lru_cache(maxsize=len(FIXED))
def _fixed_literals(alphabet: Alphabet) -> dict[int, str]:
    return _literals(alphabet.codes)


class Subset:
    """One face in one alphabet, with the codes that the file shows."""

    def __init__(self, face: Face, alphabet: Alphabet, resource: str) -> None:
        self.face = face
        self.alphabet = alphabet
        self.resource = resource
        self.shown: set[str] = set()
        self._literals = _fixed_literals(alphabet) if alphabet.is_fixed else _literals(alphabet.codes)

    def encode(self, text: str) -> str | None:
        """`text` as a literal string of codes, or None where the alphabet lacks a character."""
        if not self.shown.issuperset(text):
            if not self.alphabet.codes.keys() >= set(map(ord, text)):
                return None
            self.shown.update(text)
        return f"({text.translate(self._literals)})"

    def take_in(self, point: int) -> None:
        """Give a character the next code of an alphabet that has room."""
        self.alphabet.codes[point] = len(self.alphabet.codes) + 1
        self._literals = _literals(self.alphabet.codes)


class FontBook:
    """Gives text as (font resource, literal string of codes) and remembers what to embed."""

    def __init__(self) -> None:
        self._subsets: list[Subset] = []
        self._by_face: dict[str, list[Subset]] = {}
        self.glyphs = GlyphBook()

    def encode(self, face: Face, text: str) -> list[tuple[str, str]]:
        """`text` in pieces of one font each. Every character must have a glyph in `face`."""
        for subset in self._by_face.get(face.name, ()):
            codes = subset.encode(text)
            if codes is not None:
                return [(subset.resource, codes)]
        for alphabet in FIXED:
            if alphabet.codes.keys() >= set(map(ord, text)):
                return [self._shown(self._added(face, alphabet), text)]
        return [self._shown(self._holding(face, character), character) for character in text]

    def embed(self, document: Any) -> None:
        """Write every font that was used into `document`, a ReportLab PDFDocument."""
        fonts = document.idToObject["BasicFonts"].dict
        for index, subset in enumerate(self._subsets):
            item = Raw(_font(document, subset, index))
            register(document, item)
            fonts[subset.resource] = item
        self.glyphs.embed(document, fonts)

    @staticmethod
    def _shown(subset: Subset, text: str) -> tuple[str, str]:
        codes = subset.encode(text)
        if codes is None:
            raise AssertionError(f"{subset.face.name} was chosen for {text!r} and cannot encode it")
        return subset.resource, codes

    def _added(self, face: Face, alphabet: Alphabet) -> Subset:
        subset = Subset(face, alphabet, f"F{len(self._subsets) + 1}")
        self._subsets.append(subset)
        self._by_face.setdefault(face.name, []).append(subset)
        return subset

    def _holding(self, face: Face, character: str) -> Subset:
        """A subset with this character: one that has it, one that has room, or a new one."""
        point = ord(character)
        for subset in self._by_face.get(face.name, ()):
            if point in subset.alphabet.codes:
                return subset
        for subset in self._by_face.get(face.name, ()):
            if not subset.alphabet.is_fixed and len(subset.alphabet.codes) < 255:
                subset.take_in(point)
                return subset
        for alphabet in FIXED:
            if point in alphabet.codes:
                return self._added(face, alphabet)
        return self._added(face, Alphabet({point: 1}))


@dataclass(frozen=True, slots=True)
class _Cut:
    """A subset as the file holds it: streams, and the widths of its codes."""

    file: Raw
    to_unicode: Raw
    widths: str
    last_code: int


@lru_cache(maxsize=64)
def _cut(face: Face, row: tuple[int, ...]) -> _Cut:
    """The subset with the characters of `row` at its codes, cut once: a batch of documents shares a few subsets."""
    parsed = face.parsed
    file = parsed.makeSubset(list(row))
    widths = " ".join(f"{parsed.charWidths.get(c, parsed.defaultWidth):.0f}" for c in row)
    return _Cut(stream(file, b"/Length1 %d" % len(file)), stream(_to_unicode(row)), widths, len(row) - 1)


# Taken whole as soon as one of them is shown: a few kilobytes more, and the next document needs the very same subset.
_SETS = (
    frozenset(range(ord("a"), ord("z") + 1)),
    frozenset(range(ord("A"), ord("Z") + 1)),
    frozenset(map(ord, "0123456789")),
    frozenset(map(ord, " !\"'(),-./:;?–—‘’“”…•")),
    frozenset(map(ord, "абвгдеёжзийклмнопрстуфхцчшщъыьэюя")),
)


def _row(subset: Subset) -> tuple[int, ...]:
    """Characters by code, 0 for those that are left out."""
    wanted = set(map(ord, subset.shown))
    if subset.alphabet.is_fixed:
        wanted.update(*[letters for letters in _SETS if not wanted.isdisjoint(letters)])
    row = [c if c in wanted else 0 for c in subset.alphabet.characters]
    while row and not row[-1]:
        row.pop()
    return tuple(row)


def _font(document: Any, subset: Subset, index: int) -> bytes:
    """The font dictionary of a simple TrueType font (ISO 32000-1, 9.6.3), its descriptor and its streams."""
    parsed = subset.face.parsed
    cut = _cut(subset.face, _row(subset))
    name = _tag(index) + parsed.name.decode("ascii")
    file_number = register(document, Raw(cut.file.content))
    box = " ".join(f"{edge:.0f}" for edge in parsed.bbox)
    # Symbolic: the subset's cmap answers to our codes, not to any standard encoding (ISO 32000-1, 9.6.6.4).
    descriptor = Raw(
        f"<</Type/FontDescriptor/FontName/{name}/Flags {parsed.flags & ~32 | 4}/FontBBox[{box}]"
        f"/ItalicAngle {parsed.italicAngle:.0f}/Ascent {parsed.ascent:.0f}/Descent {parsed.descent:.0f}"
        f"/CapHeight {parsed.capHeight:.0f}/StemV {parsed.stemV:.0f}/FontFile2 {file_number} 0 R>>".encode("ascii")
    )
    unicode_number = register(document, Raw(cut.to_unicode.content))
    return (
        f"<</Type/Font/Subtype/TrueType/BaseFont/{name}/FirstChar 0/LastChar {cut.last_code}/Widths[{cut.widths}]"
        f"/FontDescriptor {register(document, descriptor)} 0 R/ToUnicode {unicode_number} 0 R>>"
    ).encode("ascii")


def _tag(index: int) -> str:
    """Six capitals that make a subset's name unique in the file (ISO 32000-1, 9.6.4)."""
    letters = ""
    for _ in range(6):
        index, letter = divmod(index, 26)
        letters = chr(ord("A") + letter) + letters
    return letters + "+"


_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
{blocks}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def _to_unicode(row: Sequence[int]) -> bytes:
    """A ToUnicode CMap (ISO 32000-1, 9.10.3) in blocks of at most 100 entries, in UTF-16."""
    entries = [f"<{code:02X}> <{chr(c).encode('utf-16-be').hex().upper()}>" for code, c in enumerate(row) if c]
    blocks = [entries[i : i + 100] for i in range(0, len(entries), 100)]
    text = "".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar\n" for b in blocks)
    return _CMAP.format(blocks=text).encode("ascii")
