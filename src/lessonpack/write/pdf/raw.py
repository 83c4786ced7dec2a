"""The syntax of PDF objects: streams, text strings, numbers. Knows nothing of pages or text."""

from __future__ import annotations

import zlib
from functools import lru_cache


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A compressed stream object; `entries` are further keys of its dictionary."""
    packed = zlib.compress(data)
    head = b"<</Length %d/Filter/FlateDecode%b>>\nstream\n" % (len(packed), entries)
    return head + packed + b"\nendstream"


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
