"""Reads our own DOCX files back: the words of the body, of headers and footers, and every other string in any part."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from io import BytesIO

from lessonpack.write.readback import Spoken, UnreadableError

_PARAGRAPH = re.compile(r"</w:p>")
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r'\b[\w:]+="([^"]*)"')
_WORDS = ("word/document.xml",)


def spoken(data: bytes) -> Spoken:
    """The body as one page; headers and footers; and the strings of all parts, attributes included."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = {name: package.read(name).decode("utf-8") for name in package.namelist() if _is_text(name)}
    except (zipfile.BadZipFile, UnicodeDecodeError) as fault:
        raise UnreadableError(str(fault)) from None
    if "word/document.xml" not in parts:
        raise UnreadableError("a Word file without its document")
    margins = [_words(text) for name, text in parts.items() if re.match(r"word/(?:header|footer)\d*\.xml", name)]
    # Attributes of every part; the words of the parts that are not read as words already.
    elsewhere = [unescape(value) for text in parts.values() for value in set(_ATTRIBUTE.findall(text))]
    elsewhere += [_words(text) for name, text in parts.items() if name not in _WORDS and "/header" not in name]
    return Spoken((_words(parts["word/document.xml"]),), tuple(margins), tuple(w for w in elsewhere if w.strip()))


def _is_text(name: str) -> bool:
    return name.endswith((".xml", ".rels", ".txt"))


def _words(text: str) -> str:
    """The words of a part: runs of a paragraph follow each other without a space, paragraphs with one."""
    return unescape(_TAG.sub("", re.sub(r"<w:(?:br|tab|cr)\b[^>]*>", " ", _PARAGRAPH.sub(" ", text))))
