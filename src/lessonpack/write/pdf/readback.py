"""Reads our own PDF files back: the words of each page as they are drawn, and every other string in the file.

It knows the forms that `serialise`, `paint` and `embedding` write, and no others: what it does not know, it refuses, so
that nothing can stand in a file unseen. Tests compare it with libraries that read any PDF.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from lessonpack.write.pdf.glyphs import NOTHING
from lessonpack.write.readback import Spoken, UnreadableError

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_STREAM = re.compile(rb"(\d+) 0 obj\n<<(.*?)>>\nstream\n", re.DOTALL)
_AFTER = b"\nendstream\nendobj\n"
_END = re.compile(rb"startxref\n\d+\n%%EOF\n")
_LENGTH = re.compile(rb"/Length (\d+)(?! \d+ R)")
_REFERENCE = rb"(\d+) 0 R"
_LINE = re.compile(
    rb"([-\d. ]+ Tm )?(?:\(((?:[^()\\]|\\.)*+)\) Tj|\[((?:<(?:[0-9A-F]{4})++>|-?\d+)++)\] TJ)"
    rb"|/(\w+) [\d.]+ Tf"
    rb"|/(?:(Artifact) (?:BMC|<<[/A-Za-z]+>> BDC)|\w+ <</MCID \d+>> BDC)"
    rb"|/(ReversedChars) BMC"
    rb"|(q [-\d. ]+ cm /Logo Do Q)"
    # What closes a region, what draws lines and grounds, and how letters are set.
    rb"|(EMC|BT|ET|(?:[-\d. \[\]]*+(?:rg|RG|w|d|m|l|c|h|re|S|f|B|Tc|Tr)\b)++)",
    re.DOTALL,
)
"""Every line of a page as `paint` writes it."""
_IMAGE = re.compile(
    rb"/Type/XObject/Subtype/Image/Width (\d+)/Height (\d+)/ColorSpace/Device(RGB|Gray)/BitsPerComponent 8"
    rb"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors ([13])/Columns (\d+)>>/Length \d+"
)
_STRING = re.compile(rb"\((?:[^()\\]|\\.)*+\)|(?<!<)<(?!<)([0-9A-Fa-f\s]*+)>", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_MAPPED = re.compile(rb"<([0-9A-F]{2}(?:[0-9A-F]{2})?)> <((?:[0-9A-F]{4})+)>")
_CODES = re.compile(rb"[0-9A-F]{4}")
_DESCENDANT = re.compile(rb"/DescendantFonts\[(\d+) 0 R\]")
# Where PDFDocEncoding is not Latin-1 (ISO 32000-1, annex D.3).
_PDF_LETTERS = dict(zip(range(0x80, 0x9F), "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž", strict=True)) | {0xA0: "€"}


def spoken(data: bytes) -> Spoken:
    """Words of each page in drawing order, margins included; and all strings elsewhere. Raises UnreadableError."""
    try:
        return _File(data).spoken()
    except (LookupError, ValueError, zlib.error) as fault:
        raise UnreadableError(f"a part that is not where it is written: {fault!r}") from fault


class _File:
    def __init__(self, data: bytes) -> None:
        self.objects: dict[int, bytes] = {}
        self.streams: dict[int, tuple[bytes, bytes]] = {}
        """Number -> dictionary and unpacked bytes."""
        self.read: set[int] = set()
        """Streams whose words are known, or that hold none."""
        if not data.startswith(_HEADER):
            raise UnreadableError("another header")
        at = len(_HEADER)
        while match := _STREAM.match(data, at):
            body, at = _body(data, match)
            self._keep(int(match.group(1)), match.group(2), body)
        if not _END.fullmatch(data, at):
            raise UnreadableError(f"something else than a stream at byte {at}")

    def _keep(self, number: int, keys: bytes, body: bytes) -> None:
        self.streams[number] = (keys, body)
        if b"/XRef" in keys or b"/Length1 " in keys:
            # Cross-references, and the outlines of letters.
            self.read.add(number)
        if b"/ObjStm" in keys:
            self.read.add(number)
            first = int(_one(rb"/First (\d+)", keys))
            places = [int(n) for n in body[:first].split()]
            starts = places[1::2]
            for own, start, end in zip(places[::2], starts, [*starts[1:], len(body) - first], strict=True):
                self.objects[own] = body[first + start : first + end]

    def spoken(self) -> Spoken:
        fonts: dict[int, dict[int, str]] = {}
        pages = []
        for page in self._pages():
            table = self.objects[int(_one(rb"/Resources <</Font " + _REFERENCE, page))]
            named = re.findall(rb"/(\w+) " + _REFERENCE, table)
            for _, number in named:
                if int(number) not in fonts:
                    fonts[int(number)] = self._letters(int(number))
            known = {name: fonts[int(number)] for name, number in named}
            for picture in re.findall(rb"/XObject<</Logo " + _REFERENCE, page):
                self._prove_picture(int(picture))
            pages.append(_drawn(self._stream(int(_one(rb"/Contents " + _REFERENCE, page))), known))
        elsewhere = tuple(words for words in self._elsewhere() if words.strip())
        if unread := self.streams.keys() - self.read:
            raise UnreadableError(f"streams that no page shows: {sorted(unread)}")
        return Spoken(tuple(pages), (), elsewhere)

    def _stream(self, number: int) -> bytes:
        self.read.add(number)
        return self.streams[number][1]

    def _prove_picture(self, number: int) -> None:
        """A picture may hold its pixels and nothing else."""
        keys, rows = self.streams[number]
        match = _IMAGE.fullmatch(keys)
        if match is None:
            raise UnreadableError("a picture that is not made here")
        width, height, space, channels, columns = match.groups()
        sizes = (int(width), int(height), int(channels))
        is_sound = columns == width and channels == (b"3" if space == b"RGB" else b"1")
        if not is_sound or len(rows) != sizes[1] * (1 + sizes[0] * sizes[2]):
            raise UnreadableError("a picture of another size than it says")
        self.read.add(number)

    def _pages(self) -> list[bytes]:
        trees = [body for body in self.objects.values() if re.search(rb"/Type\s*/Pages\b", body)]
        kids = [re.search(rb"/Kids\s*\[(.*?)\]", tree, re.DOTALL) for tree in trees]
        if len(kids) != 1 or kids[0] is None:
            raise UnreadableError("a file without pages, or with pages below pages")
        return [self.objects[int(number)] for number in re.findall(_REFERENCE, kids[0].group(1))]

    def _letters(self, font: int) -> dict[int, str]:
        """Code -> letters, of the font's ToUnicode map."""
        if below := _DESCENDANT.search(self.objects[font]):
            # Which outline a code shows says nothing.
            self._stream(int(_one(rb"/CIDToGIDMap " + _REFERENCE, self.objects[int(below[1])])))
        return _mapped(self._stream(int(_one(rb"/ToUnicode " + _REFERENCE, self.objects[font]))))

    def _elsewhere(self) -> Iterator[str]:
        """Strings of all objects, and the text of the metadata stream."""
        # The cross-references hold the file's name, which is a number.
        keys = (keys for keys, _ in self.streams.values() if b"/XRef" not in keys)
        for body in (*self.objects.values(), *keys):
            yield from (_decoded(match.group(), match.group(1)) for match in _STRING.finditer(body))
        for number, (about, body) in self.streams.items():
            if b"/Subtype/Form" in about:
                # What a form field looks like before anybody fills it in: lines alone.
                self.read.add(number)
                yield _drawn(body, {}) if body else ""
            if b"/Metadata" in about:
                self.read.add(number)
                packet = body.decode("utf-8")
                yield unescape(re.sub("<[^>]*>", " ", packet))
                yield from map(unescape, re.findall(r'="([^"]*)"', packet))


def _body(data: bytes, match: re.Match[bytes]) -> tuple[bytes, int]:
    """A stream's unpacked bytes, and where its object ends."""
    end = match.end() + int(_one(_LENGTH, match.group(2)))
    if not data.startswith(_AFTER, end):
        raise UnreadableError(f"a stream that does not end at byte {end}")
    body = data[match.end() : end]
    return _unpacked(body) if b"/FlateDecode" in match.group(2) else body, end + len(_AFTER)


def _unpacked(body: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    data = unpacking.decompress(body)
    if unpacking.unused_data or not unpacking.eof:
        raise UnreadableError("a stream with something behind its end")
    return data


def _one(pattern: bytes | re.Pattern[bytes], body: bytes) -> bytes:
    match = re.search(pattern, body)
    if match is None:
        raise UnreadableError(f"no {pattern!r} where one is written")
    return bytes(match.group(1))


@lru_cache(maxsize=32)
def _mapped(stream: bytes) -> dict[int, str]:
    """Most files share the alphabets of their fonts, and with them these maps."""
    return {
        int(code, 16): bytes.fromhex(letters.decode()).decode("utf-16-be") for code, letters in _MAPPED.findall(stream)
    }


_SILENT = frozenset((b"EMC", b"BT", b"ET"))
"""Every other line of a page is one of these."""


def _drawn(contents: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    """The words that a page shows. Inside a paragraph pieces follow each other as they are: a line ends with the space
    that the break stands for, and a word may be drawn in several pieces. In the margins each piece stands alone."""
    pieces: list[str] = []
    letters: dict[int, str] = {}
    is_margin = is_reversed = False
    for line in contents.split(b"\n"):
        if line in _SILENT:
            is_reversed = False
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise UnreadableError(f"a line that is not drawn here: {line[:60]!r}")
        placed, literal, array, font, artifact, turns, picture, silent = match.groups()
        if literal is not None or array:
            if is_margin and (placed or array):
                pieces.append(" ")
            codes = _unescaped(literal) if array is None else [int(code, 16) for code in _CODES.findall(array)]
            said = [*map(letters.__getitem__, codes)]
            pieces.append("".join(reversed(said) if is_reversed else said))
        elif font:
            letters = fonts[font]
        elif turns or silent or picture:
            is_reversed = turns is not None
        else:
            # Another paragraph, cell or mark: words do not read on from here.
            is_margin = artifact is not None
            pieces.append("\n")
    return "".join(pieces).replace(NOTHING, "")


def _unescaped(literal: bytes) -> bytes:
    return _ESCAPE.sub(_meant, literal) if b"\\" in literal else literal


def _meant(match: re.Match[bytes]) -> bytes:
    typed = match.group(1)
    if typed[:1].isdigit():
        return bytes([int(typed, 8) & 255])
    return b"" if typed in (b"\n", b"\r\n") else _ESCAPED.get(typed, typed)


def _decoded(literal: bytes, digits: bytes | None) -> str:
    """A text string (ISO 32000-1, 7.9.2.2): UTF-16 with its mark, else one byte a letter."""
    raw = _unescaped(literal[1:-1]) if digits is None else bytes.fromhex(digits.decode())
    return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1").translate(_PDF_LETTERS)
