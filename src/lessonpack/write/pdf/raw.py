"""PDF objects written as bytes: what ReportLab's document takes where its own classes lack keys or are slow.

Knows the file's syntax and nothing of pages or text.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject


class Raw(PDFObject):  # type: ignore[misc]  # ReportLab is untyped
    """An indirect object whose bytes are known, or will be before the file is formatted."""

    __RefOnly__ = 1
    __InternalName__: str

    def __init__(self, content: bytes = b"") -> None:
        self.content = content

    def format(self, document: Any) -> bytes:
        return self.content


def stream(data: bytes, entries: bytes = b"") -> Raw:
    """A compressed stream object; `entries` are further keys of its dictionary."""
    packed = zlib.compress(data)
    head = b"<</Length %d/Filter/FlateDecode%b>>\nstream\n" % (len(packed), entries)
    return Raw(head + packed + b"\nendstream")


def register(document: Any, item: Raw) -> int:
    """The object number under which `document` (a ReportLab PDFDocument) will write `item`."""
    # What `document.Reference` does for a new object; a tagged file has hundreds, which nobody refers to by a name.
    number: int = document.objectcounter + 1
    document.objectcounter = number
    name = item.__InternalName__ = f"R{number}"
    document.idToObjectNumberAndVersion[name] = (number, 0)
    document.numberToId[number] = name
    document.idToObject[name] = item
    return number


def string(text: str) -> bytes:
    """A text string (ISO 32000-1, 7.9.2.2): ASCII as it is, everything else as UTF-16 with a byte order mark."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return b"(%b)" % escaped.encode("ascii")
    return b"<FEFF%b>" % text.encode("utf-16-be").hex().upper().encode("ascii")


@lru_cache(maxsize=16_384)
def number(value: float) -> str:
    """A coordinate with at most two decimals, the least that a printer could show."""
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
