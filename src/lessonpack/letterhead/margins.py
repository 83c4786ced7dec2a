"""Headers and footers of a Word file, written down anew: words, pictures, tables and page numbers, and nothing else.

Elements are taken by name. What is not known here is left out with all that it holds, and told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic_core import PydanticCustomError

from lessonpack.letterhead.model import Block, Cell, Face, Grid, Image, Line, Number, Piece, Words
from lessonpack.letterhead.package import Package, R, W
from lessonpack.letterhead.styles import Sheets, is_hidden
from lessonpack.theme.school import reduced
from lessonpack.theme.tokens import LEAST_CONTRAST, contrast, is_readable

_EMU_PER_MM = 36_000
_MOST_WIDE_MM, _MOST_HIGH_MM = 180.0, 60.0
_MOST_LINES, _MOST_LETTERS, _MOST_IMAGES, _MOST_IMAGES_HIGH_MM = 20, 1200, 8, 90.0
"""Of one header or footer: more would leave no room on a page for the lesson."""
_THROUGH = ("hyperlink", "smartTag", "ins", "fldSimple", "sdtContent", "sdt", "moveTo", "dir", "bdo")
_SILENT = (
    "pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr", "smartTagPr", "fldChar",
    "instrText", "del", "delText", "moveFrom", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "proofErr",
    "lastRenderedPageBreak", "softHyphen", "cr",
)  # fmt: skip
_FETCHING = ("INCLUDEPICTURE", "INCLUDETEXT", "DDE", "DDEAUTO", "LINK", "IMPORT", "INCLUDE", "DATABASE", "RD")
_TEXT_FIELDS = "its words of now are kept, and it is not brought up to date any more"
_NUMBER_WORDS = re.compile(r"(?:page|of|seite|von|p\.|s\.|стр(?:аница|\.)?|из|старонка|з|[\W\d_])*", re.IGNORECASE)
_ALIGNS = {"left": "", "start": "", "center": "center", "right": "right", "end": "right", "both": "", "distribute": ""}
_NO_ALT = re.compile(r".{0,3}|(?:image|picture|grafik|bild|logo|рисунок|изображение)?[\s_-]*\d*(?:\.\w{3,4})?", re.I)


@dataclass(slots=True)
class Margins:
    """Reads the headers and footers of one file."""

    package: Package
    sheets: Sheets
    _told: set[str] = field(default_factory=set)
    _images: int = 0
    _lines: int = 0
    _letters: int = 0
    _high_mm: float = 0.0

    def blocks(self, part: str) -> tuple[Block, ...]:
        """The content of one header or footer, without empty paragraphs at its ends."""
        self._lines = self._letters = self._images = 0
        self._high_mm = 0.0
        found = [*_Part(self, part).blocks(self.package.xml(part))]
        while found and _is_empty(found[-1]):
            found.pop()
        while found and _is_empty(found[0]):
            found.pop(0)
        return tuple(found)

    def drop(self, what: str, hint: str = "") -> None:
        """Tells it once for the whole file."""
        if what not in self._told:
            self._told.add(what)
            self.package.drop(what, hint)

    def has_room(self, letters: int) -> bool:
        self._lines += 1
        self._letters += letters
        if self._lines <= _MOST_LINES and self._letters <= _MOST_LETTERS:
            return True
        self.drop(f"all after {_MOST_LINES} paragraphs or {_MOST_LETTERS} letters: no letterhead has more")
        return False

    def image(self, data: bytes, width: float, height: float, alt: str) -> Image | None:
        self._images += 1
        if self._images > _MOST_IMAGES:
            self.drop(f"pictures after the first {_MOST_IMAGES}")
            return None
        try:
            picture = reduced(data)
        except PydanticCustomError as fault:
            why = fault.message().replace("the logo", "it")
            self.drop(f"a picture, since {why}", "put it in as PNG or JPEG")
            return None
        if not alt or _NO_ALT.fullmatch(alt):
            found = "words for a picture: it has no alternative text, and is taken for decoration"
            self.drop(found, "in Word: right click on the picture, Edit Alt Text")
            alt = ""
        if width <= 0 or height <= 0:
            width, height = picture.width / 12, picture.height / 12
        part = min(1.0, _MOST_WIDE_MM / width, _MOST_HIGH_MM / height)
        self._high_mm += height * part
        if self._high_mm > _MOST_IMAGES_HIGH_MM:
            self.drop(f"a picture: with it, those of one margin are higher than {_MOST_IMAGES_HIGH_MM:.0f} mm")
            return None
        return Image(picture, width * part, height * part, alt[:200])

    def readable(self, face: Face) -> Face:
        """The look without what cannot be read on white paper."""
        if face.font and not is_readable(face.font):
            self.drop(f"the font {face.font[:40]!r}, whose letters are pictures")
            face = replace(face, font="")
        if face.colour and contrast(face.colour, "#ffffff") < LEAST_CONTRAST:
            self.drop(f"the colour {face.colour}, too pale to be read on white paper; its words are printed dark")
            face = replace(face, colour="")
        return face


class _Part:
    def __init__(self, margins: Margins, part: str) -> None:
        self.margins, self.sheets = margins, margins.sheets
        self.targets = margins.package.related(part)
        self._fields: list[str] = []
        """Codes of the fields that are open; empty after the code where the result stands."""
        self._in_code: list[bool] = []

    def blocks(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            match _name(child):
                case "p":
                    if line := self.line(child):
                        yield line
                case "tbl":
                    yield self.grid(child)
                case name if name in _THROUGH:
                    yield from self.blocks(child)
                case name:
                    self._unknown(name)

    def grid(self, table: Any) -> Grid:
        rows = []
        for row in table.iter(f"{W}tr"):
            cells = []
            for cell in row.iterfind(f"{W}tc"):
                span = _number(cell.find(f"{W}tcPr/{W}gridSpan"), "val") or 1
                lines = [b for b in self.blocks(cell) if isinstance(b, Line)]
                if cell.find(f"{W}tbl") is not None:
                    self.margins.drop("a table inside of a table")
                cells.append(Cell(tuple(lines) or (Line(()),), min(span, 20)))
            if cells:
                rows.append(tuple(cells))
        most = max((sum(cell.span for cell in row) for row in rows), default=1)
        typed = [_number(c, "w") or 1000 for c in table.iterfind(f"{W}tblGrid/{W}gridCol")][:most]
        columns = (*typed, *[1000] * (most - len(typed)))
        filled = [(*row[:-1], replace(row[-1], span=row[-1].span + most - sum(c.span for c in row))) for row in rows]
        return Grid(columns, tuple(filled))

    def line(self, paragraph: Any) -> Line | None:
        own = paragraph.find(f"{W}pPr")
        named = own.find(f"{W}pStyle") if own is not None else None
        style = self.sheets.by_id.get(named.get(f"{W}val", "")) if named is not None else self.sheets.default()
        pieces = tuple(self.pieces(paragraph, style))
        said = "".join(p.text for p in pieces if isinstance(p, Words))
        numbers = [p for p in pieces if isinstance(p, Number)]
        if numbers and _NUMBER_WORDS.fullmatch(said) and not any(isinstance(p, Image) for p in pieces):
            self.margins.drop("page numbers: those of lessonpack stand in the footer, in the language of the document")
            return None
        if not self.margins.has_room(len(said)):
            return None
        align = self.sheets.paragraph(style, own, "jc")
        kind = _ALIGNS.get(align.get(f"{W}val", ""), "") if align is not None else ""
        return Line(pieces, kind or self._float(paragraph), self._tabs(style, own))

    def _tabs(self, style: Any, own: Any) -> tuple[tuple[str, int], ...]:
        tabs = self.sheets.paragraph(style, own, "tabs")
        stops = [] if tabs is None else [(t.get(f"{W}val", ""), _number(t, "pos") or 0) for t in tabs]
        return tuple((kind, at) for kind, at in stops[:10] if kind in ("left", "center", "right") and 0 < at < 15_000)

    @staticmethod
    def _float(paragraph: Any) -> str:
        """Where a floating picture stood beside the line: it goes there in line with it."""
        found = paragraph.find(".//{*}anchor/{*}positionH/{*}align")
        return _ALIGNS.get(found.text or "", "") if found is not None else ""

    def pieces(self, parent: Any, style: Any) -> Iterator[Piece]:
        for child in parent:
            name = _name(child)
            if name == "r":
                yield from self.run(child, style)
            elif name in _THROUGH:
                yield from self._through(child, name, style)
            elif name == "AlternateContent":
                yield from self._alternatives(child)
            else:
                self._unknown(name)

    def _through(self, element: Any, name: str, style: Any) -> Iterator[Piece]:
        if name == "hyperlink" and element.get(f"{R}id"):
            self.margins.drop("where a link in a margin leads; its words are kept")
        if name == "fldSimple":
            code = element.get(f"{W}instr", "")
            yield from self._field(code, self.sheets.face(style))
            if not _keeps_result(code):
                return
        yield from self.pieces(element, style)

    def run(self, run: Any, style: Any) -> Iterator[Piece]:
        own = run.find(f"{W}rPr")
        named = own.find(f"{W}rStyle") if own is not None else None
        character = self.sheets.by_id.get(named.get(f"{W}val", "")) if named is not None else None
        over = [s.find(f"{W}rPr") for s in self.sheets.chain(character)]
        face = self.margins.readable(self.sheets.face(style, *over, own))
        hidden = is_hidden(*(s.find(f"{W}rPr") for s in self.sheets.chain(style)), *over, own)
        for child in run:
            name = _name(child)
            if name == "fldChar":
                yield from self._mark(child.get(f"{W}fldCharType", ""), face)
            elif name == "instrText" and self._fields:
                self._fields[-1] += child.text or ""
            elif self._is_silent():
                continue
            elif name == "drawing":
                yield from self.drawing(child)
            elif name == "AlternateContent":
                yield from self._alternatives(child)
            elif text := _text(child, name):
                if hidden:
                    self.margins.drop("hidden words")
                else:
                    yield Words(text, face)
            elif name not in ("t", "sym"):
                self._unknown(name)

    def _mark(self, kind: str, face: Face) -> Iterator[Piece]:
        """Begin, middle or end of a field."""
        if kind == "begin":
            self._fields.append("")
            self._in_code.append(True)
        elif self._fields and kind == "separate":
            self._in_code[-1] = False
            yield from self._field(self._fields[-1], face)
        elif self._fields and kind == "end":
            code, had_no_result = self._fields.pop(), self._in_code.pop()
            if had_no_result:
                yield from self._field(code, face)

    def _is_silent(self) -> bool:
        results = zip(self._fields, self._in_code, strict=True)
        return any(in_code or not _keeps_result(code) for code, in_code in results)

    def _field(self, code: str, face: Face) -> Iterator[Piece]:
        name = _code(code)
        if name in ("PAGE", "NUMPAGES"):
            yield Number(name, self.margins.readable(face))
        elif name in _FETCHING:
            self.margins.drop(f"a field that fetches something from elsewhere ({name}), with what it showed")
        elif name != "HYPERLINK":
            self.margins.drop(f"the field {name[:20] or 'without a name'}: {_TEXT_FIELDS}")

    def _alternatives(self, element: Any) -> Iterator[Piece]:
        """Two forms of one thing: a picture is taken from the first."""
        drawings = element.findall("{*}Choice//{*}drawing")
        found = [piece for drawing in drawings for piece in self.drawing(drawing)]
        yield from found
        if not drawings:
            self.margins.drop("a shape that is no picture", "put its words into the text, or into a table")

    def drawing(self, drawing: Any) -> Iterator[Image]:
        if drawing.find(".//{*}txbxContent") is not None:
            self.margins.drop("a text box with its words", "put its words into the text, or into a table")
            return
        anchored = drawing.find("{*}anchor")
        pictures = drawing.findall(".//{*}pic")
        if not pictures:
            self.margins.drop("a drawing that is no picture")
        if anchored is not None and pictures:
            self.margins.drop("the place of a floating picture: it stands in line with the words")
        size, told = drawing.find(".//{*}extent"), drawing.find(".//{*}docPr")
        width, height = (_emu(size, side) / _EMU_PER_MM for side in ("cx", "cy"))
        alt = (told.get("descr") or "") if told is not None else ""
        for picture in pictures[:1]:
            blip = picture.find(".//{*}blip")
            kind, name = self.targets.get(blip.get(f"{R}embed", "") if blip is not None else "", ("", ""))
            if kind != "image" or not name.startswith("word/media/") or not self.margins.package.has(name):
                self.margins.drop("a picture that is not in the file itself", "insert it, and do not link to it")
            elif image := self.margins.image(self.margins.package.data(name), width, height, _plain(alt).strip()):
                yield image

    def _unknown(self, name: str) -> None:
        if name in ("object", "pict", "control", "movie"):
            what = "an old picture or shape (VML), an object or a control"
            self.margins.drop(what, "insert the picture again as PNG or JPEG")
        elif name and name not in _SILENT:
            self.margins.drop(f"<{name[:30]}> in a margin")


def _name(element: Any) -> str:
    """The local name; empty for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(element: Any, name: str) -> str:
    match name:
        case "t":
            return _plain(element.text or "")
        case "tab":
            return "\t"
        case "br":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case _:
            return ""


def _plain(text: str) -> str:
    """The words without characters that have no width, turn the order of reading, or control a machine."""
    plain = " ".join(re.split(r"[\t\r\n]", text))
    return "".join(c for c in plain if c in "\u200c\u200d" or unicodedata.category(c) not in ("Cf", "Cc", "Co", "Cs"))


def _code(typed: str) -> str:
    words = typed.split()
    return words[0].upper() if words else ""


def _keeps_result(code: str) -> bool:
    name = _code(code)
    return name not in ("PAGE", "NUMPAGES") and name not in _FETCHING


def _number(element: Any | None, what: str) -> int | None:
    typed = element.get(f"{W}{what}", "") if element is not None else ""
    return int(typed) if re.fullmatch(r"\d{1,6}", typed) else None


def _emu(element: Any | None, side: str) -> int:
    typed = element.get(side, "") if element is not None else ""
    return int(typed) if re.fullmatch(r"\d{1,9}", typed) else 0


def _is_empty(block: Block) -> bool:
    return isinstance(block, Line) and not any(not isinstance(p, Words) or p.text.strip() for p in block.pieces)
