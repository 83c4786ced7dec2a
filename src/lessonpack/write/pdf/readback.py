"""Reads our own PDF files back: the words of each page as they are drawn, and every other string in the file.

It knows the forms that `serialise`, `paint` and `embedding` write, and no others: what it does not know, it refuses, so
that nothing can stand in a file unseen. Tests compare it with libraries that read any PDF.
"""

from __future__ import annotations

import re
import zlib

from lessonpack.write.readback import Spoken, UnreadableError

_STREAM = re.compile(rb"(\d+) 0 obj\s*<<(.*?)>>\s*stream\r?\n", re.DOTALL)
_LENGTH = re.compile(rb"/Length (\d+)(?! \d+ R)")
_REFERENCE = rb"(\d+) 0 R"
_SHOWN = re.compile(rb"/(\w+) [-\d.]+ Tf|\b(BDC|BMC)\b|(\((?:[^()\\]|\\.)*\))\s*Tj|\b(TJ|'|\")(?=\s)", re.DOTALL)
_STRING = re.compile(rb"\((?:[^()\\]|\\.)*\)|<([0-9A-Fa-f\s]+)>(?!>)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_MAPPED = re.compile(rb"<([0-9A-F]{2})> <((?:[0-9A-F]{4})+)>")


def spoken(data: bytes) -> Spoken:
    """Words of each page in drawing order, margins included; and all strings elsewhere. Raises UnreadableError."""
    return _File(data).spoken()


class _File:
    def __init__(self, data: bytes) -> None:
        self.objects: dict[int, bytes] = {}
        self.streams: dict[int, tuple[bytes, bytes]] = {}
        """Number -> dictionary and unpacked bytes."""
        at = 0
        while match := _STREAM.search(data, at):
            length = _LENGTH.search(match.group(2))
            if length is None:
                raise UnreadableError("a stream without its length")
            at = match.end() + int(length.group(1))
            body = data[match.end() : at]
            if b"/FlateDecode" in match.group(2):
                body = zlib.decompress(body)
            self._keep(int(match.group(1)), match.group(2), body)

    def _keep(self, number: int, keys: bytes, body: bytes) -> None:
        if b"/ObjStm" not in keys:
            self.streams[number] = (keys, body)
            return
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
            known = {name.decode(): fonts[int(number)] for name, number in named}
            contents = self.streams[int(_one(rb"/Contents " + _REFERENCE, page))][1]
            pages.append(_drawn(contents, known))
        return Spoken(tuple(pages), (), tuple(self._elsewhere()))

    def _pages(self) -> list[bytes]:
        tree = next(body for body in self.objects.values() if re.search(rb"/Type\s*/Pages\b", body))
        kids = re.search(rb"/Kids\s*\[(.*?)\]", tree, re.DOTALL)
        if kids is None:
            raise UnreadableError("a file without pages")
        return [self.objects[int(number)] for number in re.findall(_REFERENCE, kids.group(1))]

    def _letters(self, font: int) -> dict[int, str]:
        """Code -> letters, of the font's ToUnicode map."""
        number = int(_one(rb"/ToUnicode " + _REFERENCE, self.objects[font]))
        pairs = _MAPPED.findall(self.streams[number][1])
        return {int(code, 16): bytes.fromhex(letters.decode()).decode("utf-16-be") for code, letters in pairs}

    def _elsewhere(self) -> list[str]:
        """Strings of all objects, and the text of the metadata stream."""
        found = [_decoded(m.group(), m.group(1)) for body in self.objects.values() for m in _STRING.finditer(body)]
        for keys, body in self.streams.values():
            if b"/Metadata" in keys:
                found.append(re.sub("<[^>]*>", " ", body.decode("utf-8")))
                found += re.findall(r'="([^"]*)"', body.decode("utf-8"))
        return [words for words in found if words.strip()]


def _one(pattern: bytes, body: bytes) -> bytes:
    match = re.search(pattern, body)
    if match is None:
        raise UnreadableError(f"no {pattern.decode()} where one is written")
    return bytes(match.group(1))


def _drawn(contents: bytes, fonts: dict[str, dict[int, str]]) -> str:
    """The words that a page shows, each piece apart from the next: a line is drawn in one piece or in several."""
    pieces: list[str] = []
    letters: dict[int, str] = {}
    for match in _SHOWN.finditer(contents):
        font, opening, literal, unknown = match.groups()
        if font:
            letters = fonts[font.decode()]
        elif opening:
            # Another paragraph, cell or mark: words do not read on from here.
            pieces.append("\n")
        elif unknown:
            raise UnreadableError(f"text shown with {unknown.decode()}")
        else:
            codes = _unescaped(literal[1:-1])
            pieces.append("".join(letters[code] for code in codes))
    return " ".join(pieces)


def _unescaped(literal: bytes) -> bytes:
    return _ESCAPE.sub(_meant, literal) if b"\\" in literal else literal


def _meant(match: re.Match[bytes]) -> bytes:
    typed = match.group(1)
    if typed[:1].isdigit():
        return bytes([int(typed, 8) & 255])
    return b"" if typed in (b"\n", b"\r\n") else _ESCAPED.get(typed, typed)


def _decoded(literal: bytes, digits: bytes | None) -> str:
    """A text string (ISO 32000-1, 7.9.2.2): UTF-16 with its mark, else one byte a letter."""
    raw = bytes.fromhex(b"".join(digits.split()).decode()) if digits else _unescaped(literal[1:-1])
    return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")
